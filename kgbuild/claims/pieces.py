"""What the rows of one article amount to by themselves, before anything is compared with what other articles say.

A piece depends on the statements of its article alone, so that it can be kept from one build to the next. Rows of no
article (curated lists) make one piece together, whose `article` is empty; those that tie positions to acts of speaking,
as many as there are articles, make one for each bundle of acts, so that an act that changes leaves most as they are.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from kgbuild.claims.claim import FactClaim, gather_claims, held_quad, held_triple, lineage_of, lineage_quads
from kgbuild.claims.evidence import evidence_of
from kgbuild.claims.marks import NO_BITS, NOTHING, Bits, Keys, Mark, keys_of
from kgbuild.claims.sources import Said
from kgbuild.claims.stances import View, views_of
from kgbuild.model.quads import Quad, Statement, Triple
from kgbuild.model.vocabulary import DESCRIPTIVE, NAMES, POSITION, TYPE
from kgbuild.problems import Location, Problem


class Described(NamedTuple):
    """A triple that says how to read a node, and whether its row has spans, an article, a line of a lexicon."""

    triple: Triple
    spans: bool
    article: bool
    frame: bool

    @property
    def told(self) -> bool:
        """Whether the words of an article tell it; what lists, headers and stand-ins describe is firm."""
        return self.spans and self.article


class Away(NamedTuple):
    """What is left of quads that were given away: the `nodes` they speak of, and how (`bits` as `Mark` has them), the
    views among them, and how many positions there are."""

    nodes: Keys = NOTHING
    bits: Bits = NO_BITS
    views: tuple[View, ...] = ()
    positions: int = 0


_NOTHING_AWAY = Away()


@dataclass(frozen=True, slots=True)
class Piece:
    """Statements of an article (its slug, or the name of a bundle) by what they are: facts as `claims`; `tellable`, the
    claims that what is described would be, should only others tell of it; `described`, `headers` and entries of
    `curated` lists; `placed` in graphs of their own; `positions`, what positions among those rest on. `problems` are of
    what is none of it, `away` of what was `placed` and of `positions` where both were given away."""

    article: str
    claims: tuple[FactClaim, ...] = ()
    tellable: tuple[FactClaim, ...] = ()
    described: tuple[Described, ...] = ()
    headers: tuple[Triple, ...] = ()
    curated: tuple[Triple, ...] = ()
    placed: tuple[Quad, ...] = ()
    positions: tuple[Quad, ...] = ()
    problems: tuple[Problem, ...] = ()
    away: Away = _NOTHING_AWAY

    def without_quads(self) -> Piece:
        """Return the piece without its quads, for who has them elsewhere: all of its own graph, no comparison looks at
        them."""
        quads, firm = (*self.placed, *self.positions), int(Mark.FIRM | Mark.USED)
        found = dict.fromkeys((term for q in quads for term in (q[0], q[2]) if term[0] == "<"), int(Mark.USED))
        found |= dict.fromkeys((term for q in self.placed for term in (q[0], q[2]) if term[0] == "<"), firm)
        bits = np.fromiter(found.values(), dtype=np.uint8, count=len(found))
        positions = len({q[0] for q in self.positions})
        away = Away(keys_of(found), bits, tuple(views_of(self.placed)), positions)
        return replace(self, placed=(), positions=(), away=away)


def bundle_of(row: Mapping[str, str]) -> str:
    """Return the name of the bundle of acts of speaking that a row of no article is of; empty where it is of none.

    It begins as no slug does.
    """
    return f" {act[:2]}" if (act := row.get("utterance", "")) and not row.get("article") else ""


def pieces_of(statements: Iterable[Statement], said: Said, articles: Container[str], *, base: str) -> list[Piece]:
    """Return a piece for each article and bundle that statements come from; `articles` (slugs) are of this build."""
    by_article: dict[str, list[Statement]] = {}
    for statement in statements:
        of = statement.row.get("article", "") or bundle_of(statement.row)
        by_article.setdefault(of, []).append(statement)
    # Rows go as soon as their piece is made: there are more of them than of anything else.
    return [_piece(one, by_article.pop(one), said, articles, base) for one in sorted(by_article)]


def _piece(of: str, statements: Iterable[Statement], said: Said, articles: Container[str], base: str) -> Piece:
    """Tell statements apart by their rows."""
    article = of if not of.startswith(" ") else ""
    facts, described, headers, curated, placed = ([] for _ in range(5))
    problems = []
    for statement in statements:
        row = statement.row
        if statement.quad.graph:
            placed.append(statement)
        elif statement.quad.predicate in DESCRIPTIVE:
            described.append(statement)
        elif row.get("spans"):
            if article in articles:
                facts.append(statement)
            else:
                problems.append(_orphan(statement, "its row names no article of this build"))
        elif article:
            headers.append(statement)
        elif row.get("frame"):
            curated.append(statement)
        else:
            problems.append(_orphan(statement, "its row has neither spans, nor article, nor frame"))
    told = (s for s in described if s.quad.predicate not in NAMES and s.row.get("spans") and article)
    return Piece(
        of,
        tuple(gather_claims(facts, said, base=base)),
        tuple(gather_claims(told, said, base=base)),
        tuple(_described(s) for s in described),
        tuple(held_triple(s.quad) for s in headers),
        tuple(held_triple(s.quad) for s in curated),
        tuple([held_quad(s.quad) for s in placed]),
        tuple(map(held_quad, _position_quads(placed, base))),
        tuple(problems),
    )


def _described(s: Statement) -> Described:
    row = s.row
    return Described(held_triple(s.quad), bool(row.get("spans")), bool(row.get("article")), bool(row.get("frame")))


def _position_quads(placed: Iterable[Statement], base: str) -> Iterator[Quad]:
    for statement in placed:
        if statement.quad.predicate == TYPE and statement.quad.object == POSITION:
            article, node = statement.row.get("article", ""), statement.quad.subject
            made, spans = lineage_of([statement]), evidence_of(statement)
            yield from lineage_quads(node, made, spans=spans, article=article, status="attributed", base=base)


def _orphan(statement: Statement, why: str) -> Problem:
    origin = statement.origin
    fix = "map a table whose rows carry the columns `article` and `spans`"
    what = f"a triple without evidence: {why}"
    return Problem(Location(origin.file, origin.line), what, fix, rule=origin.rule, row=statement.row.get("id", ""))
