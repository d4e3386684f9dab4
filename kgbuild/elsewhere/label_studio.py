"""Label Studio: tasks with what was found as predictions, and the annotations that people made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from kgbuild.elsewhere.decode import Json
from kgbuild.elsewhere.markup import HOLDER, KINDS, MEETING, NOTE, SAME, SHAPES, WORDS, Link, Mark, Markup
from kgbuild.problems import Location, Problem, Severity
from kgbuild.version import VERSION

_LABEL, _TEXT = "label", "text"  # the names of the controls in the labelling configuration


def task(markup: Markup) -> Json:
    """Return the task of one article, with its facts as the prediction that an annotator starts from."""
    regions = [one for mark in markup.marks for one in _region(markup, mark)]
    same = [Link(SAME, a, b) for chain in markup.chains for a, b in pairwise(chain)]
    relations = [
        {"type": "relation", "from_id": o.source, "to_id": o.target, "direction": "right", "labels": [o.label]}
        for o in (*markup.links, *same)
    ]
    prediction = {"model_version": f"kgbuild {VERSION}", "result": [*regions, *relations]}
    return {"data": {"article": markup.article, "text": markup.text}, "predictions": [prediction]}


def _region(markup: Markup, mark: Mark) -> Iterator[Json]:
    place = {"start": mark.start, "end": mark.end, "text": markup.text[mark.start : mark.end]}
    yield _result(mark, _LABEL, "labels", {**place, "labels": [mark.label]})
    for name, value in mark.choices.items():
        yield _result(mark, name, "choices", {**place, "choices": [value]})
    if mark.note:
        note = json.dumps(mark.note, ensure_ascii=False)
        yield _result(mark, NOTE, "textarea", {**place, "text": [note]})


def _result(mark: Mark, control: str, kind: str, value: Json) -> Json:
    return {"id": mark.id, "from_name": control, "to_name": _TEXT, "type": kind, "value": value}


def is_export(data: object) -> bool:
    """Say whether a JSON value is what Label Studio exports: a list of tasks."""
    return isinstance(data, list) and all(isinstance(task, dict) and "data" in task for task in data)


def read(tasks: Sequence[Json], where: Location, problems: list[Problem]) -> Iterator[Markup]:
    """Yield the marks of each task that somebody annotated: of its newest annotation that was not cancelled."""
    for number, one in enumerate(tasks, start=1):
        done = [a for a in one.get("annotations") or [] if not a.get("was_cancelled")]
        article, text = one["data"].get("article"), one["data"].get(_TEXT)
        if not isinstance(article, str) or not isinstance(text, str):
            what, fix = (
                f"task {number} names no article",
                'keep `"article"` and `"text"` of the task that was handed out',
            )
            problems.append(Problem(where, what, fix))
        elif not done:
            what = f"nobody annotated task {number}, `{article}`: left as it is"
            fix = "submit the task in Label Studio, then export again"
            problems.append(Problem(where, what, fix, Severity.WARNING))
        else:
            newest = max(done, key=lambda a: str(a.get("updated_at") or ""))
            yield _markup(article, text, newest["result"])


def _markup(article: str, text: str, results: Iterable[Json]) -> Markup:
    marks: dict[str, Mark] = {}
    links = []
    for one in results:
        value = one.get("value") or {}
        if one["type"] == "labels":
            known = marks.get(one["id"])
            choices, note = (known.choices, known.note) if known else ({}, {})
            marks[one["id"]] = Mark(one["id"], value["labels"][0], value["start"], value["end"], choices, note)
        elif one["type"] == "relation":
            links += [Link(label, one["from_id"], one["to_id"]) for label in one.get("labels") or ()]
    for one in results:
        mark, value = marks.get(one.get("id", "")), one.get("value") or {}
        if mark and one["type"] == "choices":
            choices = {**mark.choices, one["from_name"]: value["choices"][0]}
            marks[mark.id] = Mark(mark.id, mark.label, mark.start, mark.end, choices, mark.note)
        elif mark and one["type"] == "textarea" and one["from_name"] == NOTE:
            note = json.loads(value["text"][0])
            marks[mark.id] = Mark(mark.id, mark.label, mark.start, mark.end, mark.choices, note)
    same = [(o.source, o.target) for o in links if o.label == SAME]
    rest = tuple(o for o in links if o.label != SAME)
    return Markup(article, text, tuple(marks.values()), rest, tuple(_chains(same, marks)))


def _chains(pairs: Iterable[tuple[str, str]], marks: Mapping[str, Mark]) -> Iterator[tuple[str, ...]]:
    """Yield the groups that pairs make, in the order of the marks."""
    group = {name: [name] for name in marks}
    for a, b in pairs:
        if a in group and b in group and group[a] is not group[b]:
            group[a] += group[b]
            for name in group[b]:
                group[name] = group[a]
    order = {name: place for place, name in enumerate(marks)}
    seen = set[int]()
    for names in group.values():
        if len(names) > 1 and id(names) not in seen:
            seen.add(id(names))
            yield tuple(sorted(names, key=order.__getitem__))


def configuration(types: Iterable[str]) -> str:
    """Return the labelling configuration for these types of events."""
    shown = [*KINDS, *(s.label for s in SHAPES.values() if s.label), *sorted(WORDS), *sorted({MEETING, *types})]
    linked = {label for s in SHAPES.values() for label in (*s.links.values(), *s.words.values())} | {HOLDER, SAME}
    labels = "".join(f"    <Label value={quoteattr(one)}/>\n" for one in shown)
    relations = "".join(f"    <Relation value={quoteattr(one)}/>\n" for one in sorted(linked))
    choices = "".join(
        f'  <Choices name={quoteattr(name)} toName="{_TEXT}" perRegion="true">\n'
        + "".join(f"    <Choice value={quoteattr(v)}/>\n" for v in values)
        + "  </Choices>\n"
        for shape in SHAPES.values()
        for name, values in shape.choices.items()
    )
    return (
        f'<View>\n  <Labels name="{_LABEL}" toName="{_TEXT}">\n{labels}  </Labels>\n'
        f'  <Text name="{_TEXT}" value="${_TEXT}" granularity="word"/>\n'
        f"  <Relations>\n{relations}  </Relations>\n{choices}"
        f'  <TextArea name="{NOTE}" toName="{_TEXT}" perRegion="true" editable="true"/>\n</View>\n'
    )
