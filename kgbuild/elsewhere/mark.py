"""Facts to marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgbuild.elsewhere.decode import Json
from kgbuild.elsewhere.markup import HOLDER, MEETING, SHAPES, Link, Mark, Markup, Shape, digest
from kgbuild.facts_json import to_json
from kgbuild.model.facts import ArticleFacts


def markup_of(facts: ArticleFacts) -> Markup:
    """Return what an annotation tool shows of one article's facts; they count the article as written."""
    return _Marking(facts).markup()


class _Marking:
    """One article while its marks are made."""

    def __init__(self, facts: ArticleFacts) -> None:
        self._article, self._record = facts.article, to_json(facts)
        self._marks: dict[str, Mark] = {}
        self._links: list[Link] = []
        self._named: dict[str, list[str]] = {}  # the marks of an entity
        self._told: dict[str, str] = {}  # the mark of an event or position

    def markup(self) -> Markup:
        self._mentions()
        facts = tuple(self._facts())
        for _, mark, _, one in facts:
            if one.get("id"):
                self._told[one["id"]] = mark
        for shape, mark, words, one in facts:
            self._link(shape, mark, words, one)
        chains = tuple(tuple(marks) for marks in self._named.values() if len(marks) > 1)
        return Markup(self._article.id, self._article.text, self._noted(), tuple(self._links), chains)

    def _mentions(self) -> None:
        known = {e["id"]: e for e in self._record["entities"]}
        for m in self._record["mentions"]:
            first = m["entity"] not in self._named
            entity = {k: v for k, v in known[m["entity"]].items() if k not in {"kind", "roles"}}
            note = {"entity": entity} if first else {"entity": {"id": m["entity"]}}
            mark = self._add(m["kind"].title(), m, {"form": m["form"]}, note)
            self._named.setdefault(m["entity"], []).append(mark)

    def _facts(self) -> Iterator[tuple[Shape, str, list[Json], Json]]:
        """Yield each fact that is no mention: its shape, its mark, the words that have marks of their own, itself."""
        for entity in self._record["entities"]:
            for role in entity["roles"]:
                yield self._fact("roles", role, role["span"], [], {"span"}, of=entity["id"])
        for d in self._record["dates"]:
            yield self._fact("dates", d, d, [], {"start", "end", "text"})
        for e in (*self._record["meetings"], *self._record["events"]):
            yield self._fact("events", e, e["spans"][0], e["spans"][1:], {"spans", "type"}, of=e.get("type", MEETING))
        for p in self._record["positions"]:
            place = p["cue"] or (*p["content"], *p["quotes"])[0]
            yield self._fact("positions", p, place, [], {"cue"}, of="" if p["cue"] else "words")
        for v in self._record["voices"]:
            yield self._fact("voices", v, v, [], {"start", "end"})

    def _fact(
        self, name: str, one: Json, place: Json, more: list[Json], shown: set[str], of: str = ""
    ) -> tuple[Shape, str, list[Json], Json]:
        shape = SHAPES[name]
        hidden = {k: v for k, v in one.items() if k not in {*shape.links, *shape.words, *shape.choices, *shown}}
        if name == "positions":
            hidden["cue"] = not of
        choices = {k: _choice(one[k]) for k in shape.choices}
        mark = self._add(of if name == "events" else shape.label, place, choices, hidden)
        if name == "roles":
            self._links.append(Link(HOLDER, mark, self._nearest(of, place["start"])))
        return shape, mark, more, one

    def _link(self, shape: Shape, mark: str, more: list[Json], one: Json) -> None:
        for name, label in shape.links.items():
            for target in _ids(one.get(name)):
                lead = self._told.get(target) or self._nearest(target, self._marks[mark].start)
                self._links.append(Link(label, mark, lead))
        for name, label in shape.words.items():
            for span in more if name == "spans" else _spans(one[name]):
                self._links.append(Link(label, mark, self._add(label, span, {}, {})))

    def _nearest(self, entity: str, place: int) -> str:
        """Return the mark of a thing that stands nearest to a place."""
        return min(self._named[entity], key=lambda m: (abs(self._marks[m].start - place), self._marks[m].start))

    def _add(self, label: str, place: Json, choices: Mapping[str, str], note: Json) -> str:
        name = f"T{len(self._marks) + 1}"
        self._marks[name] = Mark(name, label, place["start"], place["end"], choices, note)
        return name

    def _noted(self) -> tuple[Mark, ...]:
        from_mark: dict[str, list[Link]] = {}
        for link in self._links:
            from_mark.setdefault(link.source, []).append(link)
        return tuple(
            replace(m, note={**m.note, "shown": digest(m, from_mark.get(m.id, ()), self._marks)}) if m.note else m
            for m in self._marks.values()
        )


def _spans(value: list[Json] | Json | None) -> list[Json]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _ids(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(v) for v in value]
    return [] if value is None else [str(value)]


def _choice(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
