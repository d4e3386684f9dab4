"""Text to lexemes: every word becomes one letter of a small alphabet of kinds, which the grammar's patterns match; the
words of a number ("twenty-four", "two and a half", "nineteen ninety-six") become one lexeme."""

from __future__ import annotations

import re
from typing import NamedTuple

from kgbuild.extract.dates.reading import Reading
from kgbuild.extract.dates.vocabulary import HEAD, KINDS, UNIT_CODES, Vocabulary, Word

_PUNCTUATION = {
    "-": "hyphen", "–": "hyphen", "—": "hyphen", ",": "comma", "/": "slash", ".": "dot", "$": "money", "£": "money",
    "€": "money", "%": "percent",
}  # fmt: skip
_SHAPES = (
    "longdecade", "fiscalyear", "iso", "numeric", "clock", "decimal", "daynum", "yearnum", "figure", "possessive",
)  # fmt: skip
_UNITS = tuple(f"{kind}_{code}" for kind in ("unit", "units") for code in UNIT_CODES)
# whole expressions
REDUCED = ("x_edge", "x_day", "x_week", "x_month", "x_span", "x_year", "x_part", "x_time", "x_other")
_ALL = ("other", "holiday", "hyphen", "comma", "slash", "dot", "money", "percent", *_SHAPES, *_UNITS, *KINDS, *REDUCED)
CODE = {kind: chr(0x100 + i) for i, kind in enumerate(_ALL)}  # one character for each kind


class Lexeme(NamedTuple):
    """A word, number, sign or (once reduced) a whole expression: `kind` is its letter, `[start, end)` its place."""

    kind: str
    start: int
    end: int
    number: int = 0
    code: str = ""
    reading: Reading | None = None


_OTHER = Lexeme(CODE["other"], 0, 0)  # any other word: no rule asks where it stands
_HEADED = frozenset({"mixed", "digits"})
_DIGITS = re.compile(r"\d{4}|\d\W?\d\d|\d[^\W\d]")
_WORDS = re.compile(r"[^\W\d_]+")


def may_have_time(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text has any word or number that an expression of time needs: most sentences stop here."""
    return not vocabulary.triggers.isdisjoint(_WORDS.findall(text.lower())) or _DIGITS.search(text) is not None


def lex(text: str, vocabulary: Vocabulary, *, offset: int = 0) -> list[Lexeme]:
    """Cut `text` into lexemes, with places counted from `offset`. Unknown words are of kind `other`."""
    found: list[Lexeme] = []
    words = vocabulary.words
    until = 0
    for token in vocabulary.tokens.finditer(text):
        start, end = token.span()
        if start < until:
            continue
        shape = token.lastgroup or ""
        entries = words.get(token.group().lower()) if shape == "word" else None
        if shape in _HEADED:
            entries = words.get(HEAD.match(token.group())[0].lower())  # type: ignore[index]
        if entries is not None:
            lexeme, until = _entry(entries, shape, token, offset)
            if lexeme is not None or shape == "word":
                found.append(lexeme or _OTHER)
                continue
        found.append(_OTHER if shape == "word" else _shaped(shape, token.group(), start + offset, end + offset))
    return found


def _entry(entries: tuple[Word, ...], shape: str, token: re.Match[str], offset: int) -> tuple[Lexeme | None, int]:
    """Return the entry that begins at a token and where it ends. Words of letters alone are whole tokens; only the
    mark of a firm's year has its digits attached ("FY26")."""
    start, end = token.span()
    word, until = _longest(entries, token.string, start, end)
    if word is None or (word.pattern is None and shape != "word"):
        year = token.group()[len(word.code) :] if word is not None and word.kind == "fiscal" else ""
        if re.fullmatch(r"\d\d|\d{4}", year):
            number = int(year) + (0 if len(year) == 4 else 2000)
            return Lexeme(CODE["fiscalyear"], start + offset, end + offset, number), end
        return None, start
    kind = f"{word.kind}_{word.code}" if word.kind in {"unit", "units"} else word.kind
    return Lexeme(CODE[kind], start + offset, until + offset, word.number, word.code), until


def _longest(entries: tuple[Word, ...], text: str, start: int, end: int) -> tuple[Word | None, int]:
    """Return the longest entry that begins here, with its end; the dot of an abbreviation belongs to it."""
    capital = text[start].isupper()
    for word in entries:
        if word.capital and not capital:
            continue
        if word.pattern is None:
            return word, end + (word.short and text[end : end + 1] == ".")
        found = word.pattern.match(text, start)
        if found:
            return word, found.end()
    return None, end


def _shaped(shape: str, text: str, start: int, end: int) -> Lexeme:
    if shape == "mixed":  # P2qpm3: part of an address
        return _OTHER
    if shape == "punctuation":
        return Lexeme(CODE[_PUNCTUATION.get(text, "other")], start, end)
    if shape == "digits":
        number = int(text[:12])
        if len(text) == 4 and 1000 <= number < 2200:
            kind = "yearnum"
        else:
            kind = "daynum" if 1 <= number <= 31 and len(text) <= 2 else "figure"
        return Lexeme(CODE[kind], start, end, number, text)
    if shape == "hundreds":  # 0400 GMT
        return Lexeme(CODE["clock"], start, end, 0, f"{text[:2]}:{text[2:]}")
    if shape == "ordinal":
        return Lexeme(CODE["ordinal"], start, end, int(re.sub(r"\D", "", text)))
    if shape == "decade":
        digits = re.sub(r"\D", "", text)
        kind = "decade" if text[0].isdigit() and len(digits) == 2 else "longdecade"
        return Lexeme(CODE[kind], start, end, int(digits) if len(digits) == 4 else 1900 + int(digits))
    return Lexeme(CODE[shape], start, end, 0, text)


_NUMBER, _HYPHEN, _AND, _A, _HALF = (CODE[k] for k in ("number", "hyphen", "and", "a", "half"))
_ORDINAL, _YEAR = CODE["ordinal"], CODE["yearnum"]
_FIGURES = {CODE["daynum"], CODE["figure"]}


def merge_numbers(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Return the lexemes with each number phrase as one (`number`, `ordinal`, `yearnum`); `code` "half" adds a half."""
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
        if here.kind in _FIGURES and i + 1 < len(lexemes) and lexemes[i + 1].kind == _HALF:
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
