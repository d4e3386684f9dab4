"""brat's standoff format: a text file and its `.ann` beside it, one pair an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from kgbuild.elsewhere.markup import HOLDER, KINDS, MEETING, NOTE, SHAPES, Link, Mark, Markup
from kgbuild.problems import Location, Problem

_ENDINGS = re.compile(r"\s*\n\s*")


def file_name(article: str) -> str:
    """Return the name of an article's two files, without their endings."""
    return quote(article, safe=" ")


def written(markup: Markup) -> str:
    """Return the `.ann` file of an article."""
    return "".join(f"{line}\n" for line in _lines(markup))


def _lines(markup: Markup) -> Iterator[str]:
    attributes = 0
    for number, mark in enumerate(markup.marks, start=1):
        pieces = tuple(_pieces(markup.text, mark))
        places = ";".join(f"{start} {end}" for start, end in pieces)
        yield f"{mark.id}\t{mark.label} {places}\t{' '.join(markup.text[slice(*p)] for p in pieces)}"
        for name, value in mark.choices.items():
            attributes += 1
            yield f"A{attributes}\t{name.title()} {mark.id} {value}"
        if mark.note:
            yield f"#{number}\t{NOTE} {mark.id}\t{json.dumps(mark.note, ensure_ascii=False)}"
    for number, link in enumerate(markup.links, start=1):
        yield f"R{number}\t{link.label} Arg1:{link.source} Arg2:{link.target}"
    for chain in markup.chains:
        yield f"*\tEquiv {' '.join(chain)}"


def _pieces(text: str, mark: Mark) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a mark: brat cuts it at line ends."""
    start = mark.start
    for end in _ENDINGS.finditer(text, mark.start, mark.end):
        yield start, end.start()
        start = end.end()
    yield start, mark.end


def read(ann: Path, problems: list[Problem]) -> Markup:
    """Return the marks of an `.ann` file; the text lies beside it. Lines that are none of brat's are problems."""
    text = ann.with_suffix(".txt").read_bytes().decode("utf-8")
    marks: dict[str, Mark] = {}
    links, chains, more = list[Link](), list[tuple[str, ...]](), list[tuple[str, list[str]]]()
    for number, line in enumerate(ann.read_text(encoding="utf-8").split("\n"), start=1):
        try:
            if line.startswith("T"):
                mark = _mark(line)
                marks[mark.id] = mark
            elif line.startswith(("R", "E")):
                links += _links(line)
            elif line.startswith("*"):
                chains.append(tuple(line.split()[2:]))
            elif line.startswith(("A", "M", "#")):
                more.append((line[0], line.split("\t", 2)))
            elif line.strip() and not line.startswith("N"):
                raise ValueError("none of brat's kinds of line")
        except (ValueError, IndexError) as error:
            where = Location(ann.as_posix(), number)
            problems.append(Problem(where, f"not brat standoff: {error}", "write it as brat does, or leave it out"))
    for kind, parts in more:
        _add_to(marks, kind, parts)
    triggers = {one.source for one in links if one.source not in marks}
    kept = [one for one in links if one.source not in triggers]
    return Markup(unquote(ann.stem), text, tuple(marks.values()), tuple(kept), tuple(chains))


def _mark(line: str) -> Mark:
    name, what, _ = line.split("\t", 2)
    label, places = what.split(" ", 1)
    numbers = [int(n) for n in re.split(r"[ ;]", places)]
    return Mark(name, label, min(numbers), max(numbers), {}, {})


def _links(line: str) -> Iterator[Link]:
    """A relation, or the arguments of an event (which stands for its trigger)."""
    _, what = line.split("\t", 1)
    first, *rest = what.split()
    if line.startswith("R"):
        yield Link(first, rest[0].split(":")[1], rest[1].split(":")[1])
    else:
        for one in rest:
            label, target = one.split(":")
            yield Link(label.rstrip("0123456789"), first.split(":")[1], target)


def _add_to(marks: dict[str, Mark], kind: str, parts: list[str]) -> None:
    words = parts[1].split()
    mark = marks.get(words[1])
    if mark is None:
        return
    if kind != "#":
        choices = {**mark.choices, words[0].lower(): words[2] if len(words) > 2 else "yes"}
        marks[mark.id] = Mark(mark.id, mark.label, mark.start, mark.end, choices, mark.note)
    elif words[0] == NOTE:
        marks[mark.id] = Mark(mark.id, mark.label, mark.start, mark.end, mark.choices, json.loads(parts[2]))


def configuration(types: Iterable[str]) -> str:
    """Return brat's `annotation.conf` for these types of events."""
    labels = [*KINDS, *(s.label for s in SHAPES.values() if s.label), *_words(), *sorted({MEETING, *types})]
    lines = ["[entities]", *labels, "", "[relations]", f"{HOLDER} Arg1:Role, Arg2:<ENTITY>"]
    linked = {label for s in SHAPES.values() for label in (*s.links.values(), *s.words.values())}
    lines += [f"{label} Arg1:<ENTITY>, Arg2:<ENTITY>" for label in sorted(linked)]
    lines += [
        "<EQUIV> Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive",
        "",
        "[events]",
        "",
        "[attributes]",
    ]
    for shape in SHAPES.values():
        for name, values in shape.choices.items():
            lines.append(f"{name.title()} Arg:<ENTITY>, Value:{'|'.join(values)}")
    return "\n".join(lines) + "\n"


def _words() -> Iterator[str]:
    for shape in SHAPES.values():
        yield from shape.words.values()
