"""Who says it: the outlet in its own voice, or the speaker whose words the evidence is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kgbuild.claims.evidence import evidence_of
from kgbuild.model.facts import Assertion
from kgbuild.model.quads import Statement
from kgbuild.model.tables import Row
from kgbuild.model.vocabulary import ALT_LABEL


class Source(NamedTuple):
    """`speaker` is an actor term, empty for the outlet in its own voice; `assertion` what the speaker does with the
    words (asserted, reported, confirmed, denied); `via` the term of the agency that passes them on, or empty."""

    speaker: str = ""
    assertion: str = "asserted"
    via: str = ""


OWN = Source()
Said = Mapping[str, tuple[Source, ...]]
"""Span id -> whose words it is; a span that is not there is the outlet's own."""


def said_in(rows: Iterable[Row], *, base: str) -> dict[str, tuple[Source, ...]]:
    """Read the rows of the table `spoken`."""
    found: dict[str, tuple[Source, ...]] = {}
    for row in rows:
        via = f"<{base}actor/{row['via']}>" if row["via"] else ""
        source = Source(f"<{base}actor/{row['speaker']}>", row["assertion"], via)
        found[row["id"]] = (*found.get(row["id"], ()), source)
    return found


def sources_of(statement: Statement, said: Said, *, base: str) -> dict[Source, tuple[str, ...]]:
    """Return who says a statement, each with the spans of their words.

    That an article mentions someone is the outlet's own whatever words do it. A value in the outlet's words of
    something that only others tell is theirs. Who denies something of somebody uses their name, and denies it not.
    """
    spans, every = evidence_of(statement), statement.row.get("spans", "").split()
    words_of_others = said.keys()
    if words_of_others.isdisjoint(spans) and words_of_others.isdisjoint(every):  # as most
        return {OWN: spans}
    if statement.quad.subject == f"<{base}article/{statement.row.get('article', '')}>":
        return {OWN: spans}
    if statement.quad.predicate == ALT_LABEL:
        plain = Assertion.REPORTED.value
        said = {s: tuple(who._replace(assertion=plain) for who in said[s]) for s in spans if s in said}
    found = _by_source(spans, said)
    wide = _by_source(every, said)
    if OWN in found and wide and OWN not in wide:
        own = found.pop(OWN)
        for source, words in wide.items():
            found[source] = tuple(dict.fromkeys((*found.get(source, ()), *own, *words)))
    return found


def _by_source(spans: Iterable[str], said: Said) -> dict[Source, tuple[str, ...]]:
    found: dict[Source, list[str]] = {}
    for span in spans:
        for source in said.get(span, (OWN,)):
            found.setdefault(source, []).append(span)
    return {source: tuple(words) for source, words in found.items()}
