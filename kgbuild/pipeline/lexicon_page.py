"""What may stand in a lexicon, from the classes its sections are read into: a JSON Schema for editors, and a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from kgbuild.extract.actors.knowledge import ALIASES, METONYMS
from kgbuild.extract.actors.words import GroupWords, RoleWords
from kgbuild.extract.calibration import CONFIDENCE
from kgbuild.extract.dates.knowledge import DateWords
from kgbuild.extract.events.vocabulary import EventWords, MeetingWords
from kgbuild.extract.issues import ISSUES
from kgbuild.extract.parse.grammar import LEMMAS, Grammar
from kgbuild.extract.parse.mends import MendWords
from kgbuild.extract.parse.quotations import QuotationMarks
from kgbuild.extract.parse.relations import RECOGNIZED, RELATIONS
from kgbuild.extract.positions.vocabulary import SpeechLexicon
from kgbuild.lexicon import OFF, SECTIONS
from kgbuild.read.wording import BoilerplateWords
from kgbuild.resolve.words import IdentityWords
from kgbuild.schema import TEXTS, WORDS, Kind, entry, inner_classes, rows, table

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "aliases": ALIASES,
        "boilerplate": entry(BoilerplateWords),
        "classes": table(WORDS),
        "confidence": CONFIDENCE,
        "dates": entry(DateWords),
        "entities": RECOGNIZED,
        "events": entry(EventWords),
        "grammar": entry(Grammar),
        "groups": entry(GroupWords),
        "identity": entry(IdentityWords),
        "issues": ISSUES,
        "lemmas": LEMMAS,
        "meetings": entry(MeetingWords),
        "mends": entry(MendWords),
        "metonyms": METONYMS,
        "quotations": entry(QuotationMarks),
        "relations": RELATIONS,
        "roles": entry(RoleWords),
        "speech": entry(SpeechLexicon),
    }
)
_HEAD = """\
# What a lexicon may hold

Generated from the classes that the sections are read into. Editors complete and check a lexicon that names the
[schema](lexicon.schema.json) in its first line, `# yaml-language-server: $schema=lexicon.schema.json`.
A list of one may be written as the one. A word given in several files has what all say of it; where only one can
count, the later file's does, and a project's own entries are tried before ours. `$name` in a list stands for a set of
the section `classes`; the section `off` names, for each section, words of earlier files that shall not count.
[Teach kgbuild a word](../mappings/README.md) has an example of each section.
"""


def lexicon_schema() -> dict[str, Any]:
    """Return the JSON Schema of a lexicon file."""
    sections = {name: KINDS[name].schema for name in SECTIONS}
    off = {"type": "object", "properties": dict.fromkeys(SECTIONS, TEXTS.schema), "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kgbuild lexicon",
        "type": "object",
        "additionalProperties": False,
        "properties": {**sections, OFF: off},
    }


def lexicon_page() -> str:
    """Return `docs/lexicon.md`."""
    lines = [_HEAD]
    for name, kind in KINDS.items():
        lines.append(f"## {name}\n")
        if kind.inner is None:
            lines.append(f"A table. {kind.said[0].upper()}{kind.said[1:]}.\n")
        else:
            lines += _tables(kind.inner, "")
    return "\n".join(lines)


def _tables(cls: type, path: str) -> Iterator[str]:
    """Yield the table of a class, then those of the entries in it."""
    if path:
        yield f"### {path}\n"
    yield "| key | value | what |\n| --- | --- | --- |"
    for name, said, doc, needed in rows(cls):
        cells = (f"`{name}`{' (needed)' if needed else ''}", said, doc)
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""
    for name, inner in inner_classes(cls).items():
        yield from _tables(inner, f"{path} › {name}" if path else name)
