"""Records of facts to `ArticleFacts`: what does not hold is refused, and told with its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kgbuild.elsewhere.align import Aligner, Unplaced
from kgbuild.elsewhere.decode import Decoder, Json
from kgbuild.facts_json import VERSION_FIX, version_fault
from kgbuild.model.article import Article, BlockKind
from kgbuild.model.facts import (
    ArticleFacts,
    DateFact,
    Entity,
    Event,
    IssueRef,
    Mention,
    PositionFact,
    Role,
    SentenceFact,
    Voice,
)
from kgbuild.problems import Location, Problem

_HEADER = frozenset({"version", "article", "published", "publisher", "language", "extractor", "model", "instead"})
_KINDS: Mapping[str, type] = {
    "mentions": Mention, "entities": Entity, "dates": DateFact, "meetings": Event, "events": Event,
    "positions": PositionFact, "voices": Voice,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """Facts of one article as someone gives them, and where: the file's name and line."""

    data: Json
    where: Location

    @property
    def article(self) -> str:
        """The id of the article they are about."""
        return str(self.data.get("article", ""))

    @property
    def instead(self) -> bool:
        """Whether they stand in the place of what the words give: a person corrected these."""
        return self.data.get("instead") is True

    @property
    def maker(self) -> str:
        """Who made them, for the provenance of each: the extractor, its model, the line they stand in."""
        parts = (self.data.get("extractor") or "facts from elsewhere", self.data.get("model"))
        return f"{' '.join(str(p) for p in parts if p)} ({self.where})"


def read_records(data: bytes, shown: str, problems: list[Problem]) -> Iterator[Record]:
    """Yield the records of a JSON Lines file; broken lines are problems."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        where = Location(shown, number)
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            problems.append(Problem(where, f"not JSON: {error}", "write one whole JSON object on each line"))
            continue
        if isinstance(record, dict) and (fault := version_fault(record)):
            problems.append(Problem(where, fault, VERSION_FIX))
        elif isinstance(record, dict) and isinstance(record.get("article"), str):
            yield Record(record, where)
        else:
            problems.append(Problem(where, "facts of no article", 'write `{"article": "ID", …}`'))


def facts_of(record: Record, article: Article, issues: Collection[str], problems: list[Problem]) -> ArticleFacts:
    """Return what holds of a record: every word stands in the article, every name of something is that of something
    there. `article` is as written (offsets count its text); the rest is refused, each with a problem."""
    return _Reading(record, article, problems).facts(issues)


class _Reading:
    """One record while it is read."""

    def __init__(self, record: Record, article: Article, problems: list[Problem]) -> None:
        self._record, self._article, self._problems = record, article, problems
        body = [(b.start, b.end) for b in article.blocks if b.kind is BlockKind.BODY]
        self._decoder = Decoder(Aligner(article.text, body))

    def facts(self, issues: Collection[str]) -> ArticleFacts:
        unknown = sorted(set(self._record.data) - _HEADER - {*_KINDS, "sentences"})
        for key in unknown:
            self._refuse(key, f"unknown key `{key}`", f"known: {', '.join((*sorted(_HEADER), *_KINDS))}")
        read: dict[str, list[Any]] = {name: list(self._read(name)) for name in _KINDS}
        found = ArticleFacts(self._article, self._sentences(), **{name: tuple(read[name]) for name in _KINDS})
        return self._that_hold(found, issues)

    def _read(self, name: str) -> Iterator[object]:
        values = self._record.data.get(name) or []
        if not isinstance(values, list):
            self._refuse(name, f"`{name}` is no list", "write a list")
            return
        for number, value in enumerate(values):
            try:
                yield self._noun(name, value, number)
            except Unplaced as error:
                self._refuse(f"{name}[{number}]", error.what, error.fix)

    def _noun(self, name: str, value: object, number: int) -> object:
        own: Json = {}
        if isinstance(value, dict):
            maker = self._record.maker
            if name in {"meetings", "events", "positions"}:
                own = {"frame": value.get("frame") or maker, "id": value.get("id") or f"{name[0]}{number}"}
            elif name == "entities":
                own = {"found": value.get("known") or maker, "known": ""}
                value = {**value, "roles": self._roles(value, number)}
                own["roles"] = value.pop("roles")
            elif name == "dates":
                own = {"id": value.get("id") or f"d{number}"}
        if name == "meetings":
            own["type"] = "meeting"
        if name == "positions" and isinstance(value, dict) and not value.get("issues"):
            own["issues"] = (IssueRef("other", ""),)  # every position is about something
        if name == "positions" and isinstance(value, dict) and not value.get("text"):
            quotes = [*(value.get("content") or ()), *(value.get("quotes") or ())]
            own["text"] = " … ".join(self._decoder.span(q).text for q in quotes)
        return self._decoder.noun(_KINDS[name], value, **own)

    def _roles(self, entity: Json, number: int) -> tuple[Role, ...]:
        """A role that does not hold is refused; the one who holds it is not."""
        found = []
        for place, role in enumerate(entity.get("roles") or []):
            try:
                found.append(self._decoder.noun(Role, role, frame=role.get("frame") or self._record.maker))
            except Unplaced as error:
                self._refuse(f"entities[{number}].roles[{place}]", error.what, error.fix)
        return tuple(found)

    def _sentences(self) -> tuple[SentenceFact, ...]:
        blocks = self._article.blocks
        return tuple(SentenceFact(i, b.start, b.end, b.kind) for i, b in enumerate(blocks))

    def _refuse(self, place: str, what: str, fix: str) -> None:
        where = self._record.where
        self._problems.append(Problem(where, f"{self._record.article}: {place}: {what}; refused", fix))

    def _that_hold(self, facts: ArticleFacts, issues: Collection[str]) -> ArticleFacts:
        """Leave out, again and again, what speaks of something that is not there."""
        while True:
            there = {m.entity for m in facts.mentions} & {e.id for e in facts.entities}
            acts = {e.id for e in (*facts.meetings, *facts.events)} | {p.id for p in facts.positions}
            test = _Test(there, acts, issues)
            kept: dict[str, Any] = {name: tuple(self._each(name, getattr(facts, name), test)) for name in _KINDS}
            if all(len(kept[name]) == len(getattr(facts, name)) for name in _KINDS):
                return facts
            facts = replace(facts, **kept)

    def _each(self, name: str, nouns: tuple[Any, ...], test: _Test) -> Iterator[Any]:
        wrong: Callable[[Any], str] = getattr(test, name, lambda _: "")
        for noun in nouns:
            what = wrong(noun)
            if what:
                fix = "name something whose words stand in the article, by its `id`, or leave it out"
                self._refuse(f"{name} {getattr(noun, 'id', '')}".strip(), what, fix)
            else:
                yield noun


@dataclass(frozen=True, slots=True)
class _Test:
    """What is wrong with what a fact speaks of: an empty text where nothing is."""

    there: Collection[str]
    acts: Collection[str]
    issues: Collection[str]

    def mentions(self, m: Mention) -> str:
        return "" if m.entity in self.there else f"`{m.entity}` is no entity of the record"

    def entities(self, e: Entity) -> str:
        roles = [r.at for r in e.roles if r.at is not None and r.at not in self.there]
        if e.id not in self.there:
            return f"“{e.name}” is named nowhere in the article: none of its mentions stands there"
        return f"a role at `{roles[0]}`, which is no entity of the record" if roles else ""

    def meetings(self, e: Event) -> str:
        return self._event(e)

    def events(self, e: Event) -> str:
        return self._event(e)

    def _event(self, e: Event) -> str:
        if not e.spans:
            return "no words tell it"
        actors = (*e.participants, *e.initiators, *e.mediators, *e.hosts, *filter(None, (e.place,)))
        return self._unknown(actors) or self._no_act(e.part_of) or self._no_issue(e.issues)

    def positions(self, p: PositionFact) -> str:
        if not (p.content or p.quotes):
            return "no words of it stand in the article"
        actors = (*filter(None, (p.speaker,)), *p.targets, *p.audience)
        known = self._unknown(actors) or self._no_issue(i.id for i in p.issues)
        return known or self._no_act(p.conditional_on) or self._no_act(p.responds_to)

    def voices(self, v: Voice) -> str:
        return self._unknown((*v.speakers, *filter(None, (v.via,))))

    def _unknown(self, ids: Collection[str]) -> str:
        lost = next((i for i in ids if i not in self.there), None)
        return "" if lost is None else f"`{lost}` is no entity that the article names"

    def _no_act(self, one: str | None) -> str:
        return "" if one is None or one in self.acts else f"`{one}` is no event or position of the record"

    def _no_issue(self, ids: Any) -> str:
        lost = next((i for i in ids if i not in self.issues), None)
        return "" if lost is None else f"`{lost}` is no issue of the scheme"
