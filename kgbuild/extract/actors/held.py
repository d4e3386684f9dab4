"""Who holds which role where, once it is known which names mean the same."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.phrases import Title
from kgbuild.extract.actors.spots import Referent, Spot, words_of
from kgbuild.model.facts import EntityKind, Form, Role, Span

_NEAR = 3  # sentences from a body to its officer


def implied_countries(
    titles: Sequence[Title], owner: Mapping[Spot, Referent], adjectives: Mapping[int, KnownName], text: Page
) -> Iterator[tuple[Spot, Referent]]:
    """Yield "Estmark" of "Estmark President" as a nominal mention where nothing else names the country."""
    made = {c.key: c for c in owner.values()}
    there = set(made)
    for title in titles:
        if not title.at_key or title.at_key in there:
            continue
        inside = [i for i in range(title.first, title.head) if i in adjectives and adjectives[i].key == title.at_key]
        if not inside:
            continue
        known = adjectives[inside[0]]
        first, last = inside[0], inside[-1] + 1
        cluster = made.setdefault(known.key, Referent(known.key, known.kind))
        spot = Spot(first, last, known.kind, words_of(text, first, last), known=known, form=Form.NOMINAL, sure=True)
        cluster.spots.append(spot)
        yield spot, cluster


class Holders:
    """Says of each title at whom it is held, as far as the article tells."""

    def __init__(self, text: Page, owner: Mapping[Spot, Referent]) -> None:
        """Index the names, nominals and pronouns of an article."""
        self._text, self._owner = text, owner
        self._nominals = {s.last: s for s in owner if s.form is Form.NOMINAL}
        self._pronouns = {s.last: s for s in owner if s.form is Form.PRONOUN}
        bodies = (EntityKind.ORGANIZATION, EntityKind.GROUP)
        self._bodies = sorted((s for s in owner if owner[s].kind in bodies), key=lambda s: s.first)

    def roles(self, titles: Sequence[Title]) -> dict[str, list[tuple[Role, str]]]:
        """Return the roles of each person cluster with the cluster key they are held at; a role said twice counts
        once."""
        found: dict[str, list[tuple[Role, str]]] = {}
        for title in titles:
            words, at = self._at(title)
            start, end = self._text.tokens[title.first].start, self._text.tokens[title.last - 1].end
            span, held_in = Span(start, end, self._text.slice(start, end)), title.tenure
            days = (held_in.start or None, held_in.end or None, held_in.dates)
            role = Role(words, None, title.status, span, title.frame, *days)
            held = found.setdefault(self._owner[title.holder].key, [])
            same = next((n for n, (r, k) in enumerate(held) if _same(r, role) and (k == at or not k or not at)), None)
            if same is None:
                held.append((role, at))
                continue
            told, where = held[same]
            one, other = (role, told) if at and not where else (told, role)  # later "Estmark's President Norris"
            timed = one if one.start or one.end else other
            held[same] = (replace(one, start=timed.start, end=timed.end, dates=timed.dates), where or at)
        return {who: [(r, self._state(r, at, found)) for r, at in held] for who, held in found.items()}

    def _at(self, title: Title) -> tuple[str, str]:
        """Return a title's words and the key of whom it is held at."""
        if title.at is not None and title.at in self._owner:
            return title.words, self._owner[title.at].key
        if title.at_key:
            return title.words, title.at_key
        tokens, possessor = self._text.tokens, self._pronouns.get(title.first)
        if possessor is not None and tokens[possessor.first].tag == "PRP$":
            return title.words, self._owner[possessor].key
        for i in range(title.first, title.head):  # "the company's chief executive": it may be resolved
            spot = self._nominals.get(i + 1)
            if spot is not None and tokens[i + 1].tag == "POS":
                return title.words.removeprefix(spot.text).strip(), self._owner[spot].key
        return title.words, self._body_before(title)

    def _body_before(self, title: Title) -> str:
        """ "Norburg Rovers lost. Captain Joel Frith said …": an officer of the only body just named; "union president
        Ana Ruiz" of the union."""
        tokens, roles = self._text.tokens, self._text.roles
        noun, bare = tokens[title.head].text.lower(), title.head + 1 == title.last <= title.holder.first
        if not bare or tokens[title.first].tag == "PRP$":
            return ""
        opener = tokens[title.first - 1] if title.first else None
        if opener is not None and opener.pos == "DET" and opener.text.lower() not in self._text.groups.articles:
            return ""
        here = self._text.sentence_of[title.first]
        before = [s for s in self._bodies if s.last <= title.first and here - self._text.sentence_of[s.first] <= _NEAR]
        nouns = {t.text.lower() for t in tokens[title.first : title.head] if t.pos in {"NOUN", "PROPN"}}
        sorts = nouns & self._text.groups.bodies
        if nouns - sorts - roles.prefixes:
            return ""  # "campaign manager"
        if sorts:
            before = [s for s in before if sorts & {w.lower() for w in s.text.split()}]
        elif noun in roles.officers:
            near = [s for s in before if s.form is Form.NAME and self._owner[s].kind is EntityKind.ORGANIZATION]
            before = [s for s in near if self._text.sentence_of[s.first] == here] or near
        else:
            return ""
        keys = {self._owner[s].key for s in before}
        return keys.pop() if len(keys) == 1 else ""

    def _state(self, role: Role, at: str, found: Mapping[str, Sequence[tuple[Role, str]]]) -> str:
        """ "President Velik of Norway … his foreign minister": a minister is held at the state that the other leads."""
        if self._text.grammar.of & set(role.title.lower().split()) or at not in found:
            return at
        if role.title.lower().split()[-1] not in self._text.roles.ministers:
            return at
        led = [k for r, k in found[at] if r.title.lower() in self._text.roles.leaders and k and k not in found]
        return led[0] if len(set(led)) == 1 else at


def _same(one: Role, other: Role) -> bool:
    return one.title.lower() == other.title.lower() and one.status == other.status


def with_counterparts(
    titles: Sequence[Title], owner: Mapping[Spot, Referent], counterparts: Container[str]
) -> list[Title]:
    """Return the titles with "his Estmark counterpart" written out: the title last given to somebody else before."""
    found: list[Title] = []
    for title in sorted(titles, key=lambda t: t.first):
        words = title.words
        if words.lower().split()[-1] in counterparts:
            before = [t for t in found if owner[t.holder] is not owner[title.holder]]
            words = before[-1].words if before else words
        found.append(replace(title, words=words))
    return found
