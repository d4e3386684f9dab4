"""Judgements: who decided what about which claims or things, and where that is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.identifiers import digest
from kgbuild.model.quads import Quad
from kgbuild.model.terms import literal
from kgbuild.model.vocabulary import LABEL, TYPE, code, kgb

_TARGET = "<http://www.w3.org/ns/oa#hasTarget>"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """A decision of a person, in a file, or of a policy written there.

    `verdict` is a code (accepted, rejected, same, different, unsure); `targets` are the terms it is about; `where` is
    `file:line`; `reason` is for people; `by` and `on` say who decided it, and on which day, where that is known.
    """

    verdict: str
    targets: tuple[str, ...]
    where: str
    reason: str = ""
    by: str = ""
    on: str = ""

    @property
    def id(self) -> str:
        """The local part of the judgement's IRI."""
        return digest("judgement", self.verdict, self.where, *self.targets)


def judgement_quads(judgements: Iterable[Judgement], *, base: str) -> Iterator[Quad]:
    """Yield the nodes of judgements, each once, in the graph of decisions."""
    graph = f"<{base}graph/decisions>"
    for one in sorted(set(judgements)):
        node = f"<{base}judgement/{one.id}>"
        yield Quad(node, TYPE, kgb("Judgement"), graph)
        yield Quad(node, kgb("verdict"), code(one.verdict), graph)
        yield Quad(node, kgb("sourceLine"), literal(one.where), graph)
        yield from (Quad(node, _TARGET, target, graph) for target in one.targets)
        if one.by:
            yield Quad(node, kgb("decidedBy"), literal(one.by), graph)
        if one.on:
            yield Quad(node, kgb("decidedOn"), literal(one.on), graph)
        if one.reason:
            yield Quad(node, LABEL, literal(one.reason, language="en"), graph)
