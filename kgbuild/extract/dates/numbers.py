"""Number phrases: "twenty-four", "two and a half", "2 1/2", "a hundred", "nineteen ninety-six" become one lexeme."""

from __future__ import annotations

from kgbuild.extract.dates.lexer import CODE, Lexeme

_NUMBER, _HYPHEN, _AND, _A, _HALF = (CODE[k] for k in ("number", "hyphen", "and", "a", "half"))
_ORDINAL, _YEAR = CODE["ordinal"], CODE["yearnum"]
_DIGITS = {CODE["daynum"], CODE["figure"]}


def merge_numbers(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Return the lexemes with each number phrase as one of kind `number` (`ordinal`, `yearnum`); `code` "half" adds a
    half."""
    kinds = {lexeme.kind for lexeme in lexemes}
    if _NUMBER not in kinds and _HALF not in kinds:
        return lexemes
    merged: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        lexeme, size = _phrase(lexemes, i)
        merged.append(lexeme)
        i += size
    return merged


def _phrase(lexemes: list[Lexeme], i: int) -> tuple[Lexeme, int]:
    """Return what the lexemes from `i` on make, and how many of them it takes."""
    here = lexemes[i]
    words = _words(lexemes, i)
    if not words:
        if here.kind in _DIGITS and i + 1 < len(lexemes) and lexemes[i + 1].kind == _HALF:
            return Lexeme(_NUMBER, here.start, lexemes[i + 1].end, here.number, "half"), 2
        return here, 1
    size = words[-1] - i + 1
    values = [lexemes[w].number if lexemes[w].kind != _A else 1 for w in words]
    kind, number = _value(values)
    after = [lexeme.kind for lexeme in lexemes[i + size : i + size + 3]]
    last = lexemes[words[-1]]
    if last.kind == _ORDINAL:
        return Lexeme(_ORDINAL, here.start, last.end, number), size
    if after == [_AND, _A, _HALF]:
        return Lexeme(_NUMBER, here.start, lexemes[i + size + 2].end, number, "half"), size + 3
    return Lexeme(kind, here.start, last.end, number), size


def _words(lexemes: list[Lexeme], i: int) -> list[int]:
    """Return the places of the number words from `i` on that belong together; a hyphen only joins tens and ones."""
    found: list[int] = []
    if lexemes[i].kind == _A and any(x.kind == _NUMBER and x.number >= 100 for x in lexemes[i + 1 : i + 2]):
        found, i = [i], i + 1
    while i < len(lexemes):
        here = lexemes[i]
        tens = bool(found) and lexemes[found[-1]].number >= 20
        if here.kind == _NUMBER:
            found.append(i)
        elif here.kind == _ORDINAL and tens and here.number < 10 and lexemes[found[-1]].kind == _NUMBER:
            return [*found, i]
        elif not (here.kind == _HYPHEN and tens and i + 1 < len(lexemes) and 0 < lexemes[i + 1].number < 10):
            break
        i += 1
    return found


def _value(values: list[int]) -> tuple[str, int]:
    """Add up number words; two numbers of two digits side by side are a year ("nineteen ninety-six")."""
    groups: list[int] = []
    total = 0
    for value in values:
        if value in {100, 1000}:
            last = groups.pop() if groups else 1
            total += last * value
        elif groups and groups[-1] % 10 == 0 and groups[-1] >= 20 and value < 10:
            groups[-1] += value
        else:
            groups.append(value)
    if len(groups) == 2 and not total and 11 <= groups[0] <= 21 and groups[1] >= 10:
        return _YEAR, groups[0] * 100 + groups[1]
    return _NUMBER, total + (groups[-1] if groups else 0)
