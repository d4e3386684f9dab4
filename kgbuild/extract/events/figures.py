"""Figures of an event: how many were killed, hurt, arrested, laid off; what was paid.

"killed or wounded" is one measure of its own: nobody may read such a figure as deaths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kgbuild.extract.events.scene import EventScene, hedge_at
from kgbuild.extract.events.vocabulary import Cast
from kgbuild.extract.parse.grammar import Grammar
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import conjuncts, objects_on, reached, span_of, with_dep
from kgbuild.extract.parse.verbs import word
from kgbuild.model.facts import Span

Figure = tuple[str, float, str, Span]
_PEOPLE = frozenset({"$human", "$people"})
MEASURING = frozenset({"VERB", "ADJ", "NOUN"})  # parts of speech whose words say what a number counts


def figures_at(scene: EventScene, i: int) -> Iterator[Figure]:
    """Yield the figures of the measure verb or adjective at token `i` ("killed 12 people", "12 people were hurt")."""
    measure = measure_of(scene, i)
    if measure is None:
        return
    seen: set[int] = set()
    for counted in _counted(scene, i):
        numbers = [(n, c) for c in _added(scene, counted) if (n := number_at(scene, c)) is not None]
        if numbers and numbers[0][1] == counted and counted not in seen:
            seen.update(c for _, c in numbers)
            first = numbers[0][0][1]
            span = span_of(scene.text, min(_joined(scene, i)[0], first), max(i, numbers[-1][1]))
            total = sum(value for (value, _), _ in numbers)
            yield measure, total, hedge_at(scene, scene.text.tokens[first].start), span


def _added(scene: EventScene, counted: int) -> list[int]:
    """Return the nouns whose numbers make one figure: "killing 12 pupils and three teachers"."""
    people = [c for c in conjuncts(scene.text, counted) if scene.text.is_one(c, _PEOPLE)]
    return people if people and people[0] == counted else [counted]


def measure_of(scene: EventScene, i: int) -> str | None:
    """Return what the word at token `i` measures; verbs joined by "or" (or sharing one number) measure together."""
    if _measure(scene, i) is None:
        return None
    names = [n for c in _joined(scene, i) if (n := _measure(scene, c)) is not None]
    return "_or_".join(dict.fromkeys(names))


def _measure(scene: EventScene, i: int) -> str | None:
    token, measures = scene.text.tokens[i], scene.frames.words.measures
    if token.pos not in MEASURING:
        return None
    found = measures.get(word(scene.text, i)) or measures.get(token.text.lower())
    if found or token.lemma not in scene.frames.measure_heads:
        return found
    return next((measures[said] for said in _said(scene, i).values() if said in measures), None)


def _said(scene: EventScene, i: int) -> dict[int, str]:
    """Return a verb with what it says together with: "lost their | lives", "trampled to | death"."""
    if scene.text.tokens[i].pos == "NOUN":
        return {}
    beside = (*with_dep(scene.text, i, Rel.OBJECT), *objects_on(scene.text, i))
    return {o: f"{scene.text.tokens[i].lemma} {scene.text.tokens[o].lemma}" for o in beside}


def said_with(scene: EventScene, i: int) -> set[int]:
    """Return the nouns that are part of a measure, and name no event of their own."""
    return {o for o, said in _said(scene, i).items() if said in scene.frames.words.measures}


def is_suffered(scene: EventScene, i: int) -> bool:
    """Say whether a verb of harm acts on what its subjects have: "11 fishermen lost *their* lives"."""
    objects = with_dep(scene.text, i, Rel.OBJECT)
    return any(scene.text.tokens[c].tag == "PRP$" for o in objects for c in with_dep(scene.text, o, Rel.OWNER))


def _joined(scene: EventScene, i: int) -> list[int]:
    """Return the measure words that share one number with token `i`: "killed or wounded 30 people"."""
    text = scene.text
    first = i
    while text.tokens[first].dep == Rel.CONJUNCT and _measure(scene, text.tokens[first].head):
        first = text.tokens[first].head
    chain = [c for c in conjuncts(text, first) if _measure(scene, c)]
    said = {c: with_dep(text, c, Rel.OBJECT, Rel.SUBJECT, Rel.PASSIVE_SUBJECT) for c in chain}
    own = [c for c in chain if any(number_at(scene, o) for o in said[c])]
    adjacent = all(b - a <= 2 for a, b in pairwise(chain))  # but for "or" / "and"
    return chain if own == [i] and len(chain) > 1 and adjacent else [i]


def _counted(scene: EventScene, i: int) -> list[int]:
    """Return the nouns or numbers that the measure at token `i` counts."""
    text = scene.text
    token = text.tokens[i]
    if token.pos == "NOUN":  # "the massacre of | 49 recruits", "12 | deaths"
        return objects_on(text, i, *text.grammar.of) or [i]
    found = with_dep(text, i, Rel.OBJECT, Rel.PASSIVE_SUBJECT)
    if is_suffered(scene, i):
        return with_dep(text, i, Rel.SUBJECT)
    if found and not {*found} - said_with(scene, i):  # "nine people sustained | injuries"
        found += [c for c in with_dep(text, i, Rel.SUBJECT) if text.is_one(c, _PEOPLE)]
    found += [o for t in found if number_at(scene, t) is None for o in objects_on(text, t, *text.grammar.of)]
    if token.pos == "ADJ" or not found:  # "40 drowned", "12 were killed and 30 wounded"
        found += with_dep(text, i, Rel.SUBJECT)
    found += [i] if with_dep(text, i, Rel.NUMBER) else []  # "leaving | eight dead and nine injured"
    if token.pos == "ADJ":
        found += [token.head] if token.dep == Rel.ADJECTIVE and text.tokens[token.head].pos == "NUM" else []
    if token.dep in {Rel.PARTICIPLE, Rel.ADJECTIVE} and not found and token.tag == "VBN":
        found.append(token.head)
    left = text.tokens[token.head].lemma in text.grammar.left
    if token.dep in {Rel.RESULT, Rel.PREDICATE} or (token.dep == Rel.CLAUSE and left):  # "shot | dead three smugglers"
        found += with_dep(text, token.head, Rel.OBJECT, Rel.PASSIVE_SUBJECT)  # "nine were confirmed dead"
    return found


def number_at(scene: EventScene, i: int) -> tuple[int, int] | None:
    """Return the number that counts the noun at token `i` (or is it), with the token its phrase begins at."""
    text = scene.text
    for c in with_dep(text, i, Rel.DETERMINER, Rel.PREDETERMINER):
        if text.tokens[c].text.lower() in text.grammar.both:
            return 2, c
    numbers = with_dep(text, i, Rel.NUMBER) or ([i] if text.tokens[i].pos == "NUM" else [])
    for n in numbers:
        below = text.subtree(n)
        end = next(
            (j for j in below if j > n and text.tokens[j].pos == "ADP"), below[-1] + 1
        )  # "600 | of its 9,800 staff"
        parts = [j for j in below if j < end and text.tokens[j].pos == "NUM"]
        value = text.grammar.numbers.value([text.tokens[j].text for j in parts], text.grammar.scales)
        if value is not None:
            return value, parts[0]
    return None


def amount_in(scene: EventScene, i: int) -> Figure | None:
    """Return the one amount of money that the verb at token `i` names, or None: "bought it for $2 billion", "signed a
    deal worth 30 million euros". Its currency stands in its words."""
    text = scene.text
    phrases = [c for c in with_dep(text, i, Rel.PREPOSITION) if text.tokens[c].text.lower() in text.grammar.priced]
    things = [*with_dep(text, i, Rel.OBJECT), *reached(text, i, "in")]
    phrases += [c for o in things for c in text.children[o] if text.tokens[c].text.lower() in text.grammar.worth]
    found: dict[int, Figure] = {}
    money = _money(text.grammar)
    for c in phrases:
        below = text.subtree(c)
        span = span_of(text, below[0], below[-1])
        amounts = (_amount(scene, span, m) for m in money.finditer(span.text))
        found.update({a[3].start: a for a in amounts if a is not None})
    return next(iter(found.values())) if len(found) == 1 else None


def _money(grammar: Grammar) -> re.Pattern[str]:
    scales = "|".join(sorted({**grammar.scales, **grammar.short_scales}, key=lambda scale: (-len(scale), scale)))
    return re.compile(
        rf"(?P<sign>(?:US|A|C)?\$|€|£|¥)?\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>{scales or '(?!)'})?\b"
        r"(?:\s(?P<word>[a-z]+))?"
    )


def _amount(scene: EventScene, span: Span, found: re.Match[str]) -> Figure | None:
    """Return a number as an amount where a sign or word of a currency stands beside it."""
    named = (found["word"] or "") in scene.frames.words.currencies
    if not (found["sign"] or named):
        return None
    scales = {**scene.text.grammar.scales, **scene.text.grammar.short_scales}
    value = float(found["number"].replace(",", "")) * scales.get(found["scale"] or "", 1)
    said = found.group() if named or not found["word"] else found.group()[: found.start("word") - found.start()]
    start = span.start + found.start() + len(said) - len(said.lstrip())
    said = said.strip()
    return "amount", round(value), hedge_at(scene, start), Span(start, start + len(said), said)


def tally_in(scene: EventScene, i: int, first: str) -> tuple[Figure, ...]:
    """Return the votes that the sentence of the verb at token `i` counts after it: "by 121 votes to 98", "52-40".
    `first` says what the first number was cast: "for" or "against"."""
    text = scene.text
    words = [t for t in text.words(text.sentence(i)) if t.i > i]
    numbers = [k for k, t in enumerate(words) if t.text.replace(",", "").isdecimal()]
    for a, b in pairwise(numbers):
        between = words[a + 1 : b]
        if between and all(t.text.lower() in scene.frames.words.tallies for t in between):
            span = span_of(text, words[a].i, words[b].i)
            counts = [int(words[k].text.replace(",", "")) for k in (a, b)]
            names = ("votes_for", "votes_against")
            ordered = names if first == Cast.FOR else names[::-1]
            return tuple((name, count, "", span) for name, count in zip(ordered, counts, strict=True))
    return ()
