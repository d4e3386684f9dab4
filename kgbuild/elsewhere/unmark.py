"""Marks back to a record of facts, as a person left them."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.elsewhere.decode import Json
from kgbuild.elsewhere.markup import (
    HOLDER,
    KINDS,
    MEETING,
    SHAPES,
    SINGLE,
    WORDS,
    Link,
    Mark,
    Markup,
    Shape,
    digest,
    shape_of,
)
from kgbuild.problems import Location, Problem

_MACHINE = (
    "frame",
    "why",
    "confidence",
    "text",
    "sentences",
    "shown",
)  # what no longer holds of a fact that was changed


def record_of(markup: Markup, extractor: str, where: Location, problems: list[Problem]) -> Json:
    """Return the record of one article's marks; it stands instead of what the words give. Marks of an unknown label are
    problems, and left out."""
    return _Reading(markup, where, problems).record(extractor)


class _Reading:
    """One article's marks while they are read."""

    def __init__(self, markup: Markup, where: Location, problems: list[Problem]) -> None:
        self._markup, self._where, self._problems = markup, where, problems
        self._marks = {m.id: m for m in markup.marks}
        self._links: dict[str, list[Link]] = {}
        for link in markup.links:
            if link.source in self._marks and link.target in self._marks:
                self._links.setdefault(link.source, []).append(link)
        self._ids: dict[str, str] = {}  # of the thing that a mark names or tells
        self._used: set[str] = set()

    def record(self, extractor: str) -> Json:
        record: Json = {"article": self._markup.article, "extractor": extractor, "instead": True}
        record |= {name: [] for name in ("mentions", "entities", "dates", "events", "meetings", "positions", "voices")}
        marks = sorted(self._markup.marks, key=lambda m: (m.start, m.end, m.id))
        self._entities(record, [m for m in marks if m.label in KINDS])
        told = [(shape_of(m.label), m) for m in self._markup.marks if m.label not in {*KINDS, *WORDS}]
        for name, mark in told:
            if name in {"events", "positions", "dates"}:
                self._ids[mark.id] = self._fresh(mark.note.get("id") or f"{name[0]}{mark.id}")
        for name, mark in told:
            if not name:
                what, fix = f"{mark.id}: unknown label `{mark.label}`", "take one of the labels that were handed out"
                self._problems.append(Problem(self._where, what, fix))
            elif name == "roles":
                self._role(record, mark)
            else:
                one = self._fact(name, mark)
                meeting = name == "events" and mark.label == MEETING
                record["meetings" if meeting else name].append(one)
        return record

    def _entities(self, record: Json, marks: list[Mark]) -> None:
        chain = {mark: marks for marks in self._markup.chains for mark in marks}
        entities: dict[str, Json] = {}
        for mark in marks:
            mates = [self._marks[m] for m in chain.get(mark.id, (mark.id,)) if m in self._marks]
            if mark.id not in self._ids:
                known: Json = {}
                for mate in reversed(mates):
                    known |= mate.note.get("entity") or {}
                name = self._fresh(known.get("id") or f"n{mark.id}")
                self._ids |= {mate.id: name for mate in mates}
                best = max((self._words(m) for m in mates), key=len)
                entities[name] = {"name": best, **known, "id": name, "kind": KINDS[mark.label].value, "roles": []}
            form = mark.choices.get("form") or "name"
            entity = self._ids[mark.id]
            kind = entities[entity]["kind"]
            record["mentions"].append({**self._span(mark), "form": form, "kind": kind, "entity": entity})
        record["entities"] = list(entities.values())

    def _fact(self, name: str, mark: Mark) -> Json:
        links, shape, one = self._links.get(mark.id, []), SHAPES[name], dict(mark.note)
        if one.get("shown") != digest(mark, links, self._marks):
            one = {k: v for k, v in one.items() if k not in _MACHINE}
        one.pop("shown", None)
        if mark.id in self._ids:
            one["id"] = self._ids[mark.id]
        one |= {k: mark.choices[k] for k in shape.choices if k in mark.choices}
        one |= self._led_to(shape, links)
        if name == "events":
            self._event(one, mark)
        elif name == "positions":
            one["cue"] = self._span(mark) if one.get("cue", True) else None
        else:
            one |= self._span(mark)
        if name == "voices":
            one["quoted"] = one.get("quoted") == "yes"
            one.pop("text")
        return one

    def _event(self, one: Json, mark: Mark) -> None:
        one["spans"] = [self._span(mark), *one["spans"]]
        one.setdefault("label", self._words(mark))
        if mark.label != MEETING:
            one["type"] = mark.label
        elif not one["initiators"]:
            del one["initiators"]
        now = {
            v for value in one.values() for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)
        }
        was = {*self._ids.values()}
        one["backing"] = [b for b in one.get("backing") or [] if b["value"] in now or b["value"] not in was]

    def _led_to(self, shape: Shape, links: list[Link]) -> Json:
        found: Json = {}
        for name, label in shape.links.items():
            ids = [self._ids[o.target] for o in links if o.label == label and o.target in self._ids]
            found[name] = (ids[0] if ids else None) if name in SINGLE else list(dict.fromkeys(ids))
        for name, label in shape.words.items():
            spans = [self._span(self._marks[o.target]) for o in links if o.label == label]
            spans.sort(key=lambda s: (s["start"], s["end"]))
            found[name] = (spans[0] if spans else None) if name in SINGLE else spans
        return found

    def _role(self, record: Json, mark: Mark) -> None:
        one = self._fact("roles", mark)
        one = {k: v for k, v in one.items() if k not in {"start", "end", "text", "id"}}
        one = {"title": self._words(mark), "status": "current", **one, "span": self._span(mark)}
        holders = {self._ids.get(o.target) for o in self._links.get(mark.id, ()) if o.label == HOLDER}
        for entity in (e for e in record["entities"] if e["id"] in holders):
            entity["roles"].append(one)

    def _span(self, mark: Mark) -> Json:
        return {"start": mark.start, "end": mark.end, "text": self._words(mark)}

    def _words(self, mark: Mark) -> str:
        return self._markup.text[mark.start : mark.end]

    def _fresh(self, wanted: str) -> str:
        name = next(n for n in _names(wanted) if n not in self._used)
        self._used.add(name)
        return name


def _names(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1
