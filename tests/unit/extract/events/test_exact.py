"""What a report tells of an event and nothing else: who does it to whom, when, whether it took place, how many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.model.facts import ArticleFacts, Event, Factuality

LINES = Path(__file__).with_name("exact.txt").read_text(encoding="utf-8").splitlines()
TOLD = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]


def _asked(event: Event, names: dict[str, str], fields: list[str]) -> list[str]:
    """Return what an event has in the fields that a line asks for."""
    doers, things = (sorted(names[e] for e in ids) for ids in (event.initiators, event.participants))
    counted = sorted(f"{number:g} {measure}" for measure, number, _, _ in event.figures)
    found = (", ".join(doers), ", ".join(things), event.when.edtf or "", event.factuality.value, ", ".join(counted))
    return [(value or "-") if field else "" for field, value in zip(fields, found, strict=True)]


@pytest.mark.parametrize("line", TOLD, ids=lambda line: line[0])
def test_an_event_has_what_is_told_and_no_more(extracted: Callable[[str], ArticleFacts], line: list[str]) -> None:
    words, kind, *fields = line
    facts = extracted(words.replace("\\n", "\n"))
    names = {e.id: e.name for e in facts.entities}
    events = [e for e in (*facts.meetings, *facts.events) if e.type == kind.removeprefix("no ")]
    if kind.startswith("told "):
        told = [e for e in facts.events if e.type == kind.removeprefix("told ")]
        assert told and all(any(v.start <= e.spans[0].start < v.end for v in facts.voices) for e in told)
    elif kind.startswith("no "):
        assert Factuality.ACTUAL not in {e.factuality for e in events}
    else:
        wanted = [", ".join(sorted(field.split(", "))) for field in fields]
        assert [_asked(e, names, fields) for e in events] == [wanted]
