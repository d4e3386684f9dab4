"""From statements to the dataset: claims with evidence, conflicts side by side, and the accepted core.

Works on any mapping's statements: what it needs it reads from the rows by the conventions of the tables. A statement
with a graph of its own stays there; one without is a fact to be claimed, a line of the article's header, an entry of a
curated list, or the type or label of a node.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kgbuild.claims.claim import ArticleContext, FactClaim, claim_quads, gather_claims, lineage_quads
from kgbuild.claims.conflicts import find_conflicts
from kgbuild.claims.vocabulary import CONTAINED_IN, DESCRIPTIVE, FACTUALITY, POSITION, TYPE, kgb
from kgbuild.model.quads import Quad, Statement
from kgbuild.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class ClaimedDataset:
    """All quads but the analysis; `classes` counts core triples by why they are there; `problems` is what is wrong."""

    quads: tuple[Quad, ...]
    classes: Mapping[str, int]
    counts: Mapping[str, int]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Sorted:
    """Statements by what they are."""

    facts: list[Statement] = field(default_factory=list)
    described: list[Statement] = field(default_factory=list)
    headers: list[Statement] = field(default_factory=list)
    curated: list[Statement] = field(default_factory=list)
    placed: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def assemble(
    statements: Iterable[Statement],
    *,
    base: str,
    articles: Mapping[str, ArticleContext],
    functional: Collection[str],
) -> ClaimedDataset:
    """Return the dataset that `statements` amount to.

    `articles` gives publisher and day by article slug; `functional` are the property terms the ontology declares so.
    """
    kinds = _sort(statements, articles)
    claims = gather_claims(kinds.facts)
    within = {s.quad.subject: s.quad.object for s in kinds.curated if s.quad.predicate == CONTAINED_IN}
    conflicts = find_conflicts(claims, functional=functional, within=within)
    disputed = {c.id for pair in conflicts for c in pair}
    quads: list[Quad] = [s.quad for s in kinds.placed]
    accepted: list[FactClaim] = []
    for claim in claims:
        status = _status(claim, disputed)
        if status == "accepted":
            accepted.append(claim)
        quads.extend(claim_quads(claim, status=status, base=base, context=articles[claim.article]))
    positions = list(_position_quads(kinds.placed, base))
    quads.extend(positions)
    quads.extend(_links(conflicts, base))
    core, classes = _core(kinds, accepted, _used(quads))
    quads.extend(Quad(*triple, f"<{base}graph/core>") for triple in core)
    counts = {
        "claims": len(claims),
        "positions": sum(1 for q in positions if q.predicate == kgb("reportedIn")),
        "conflicts": len(conflicts),
        "disputed": len(disputed),
        "core": len(core),
    }
    return ClaimedDataset(tuple(dict.fromkeys(quads)), classes, counts, tuple(kinds.problems))


def _sort(statements: Iterable[Statement], articles: Mapping[str, ArticleContext]) -> _Sorted:
    kinds = _Sorted()
    for statement in statements:
        row = statement.row
        if statement.quad.graph:
            kinds.placed.append(statement)
        elif statement.quad.predicate in DESCRIPTIVE:
            kinds.described.append(statement)
        elif row.get("spans"):
            if row.get("article", "") in articles:
                kinds.facts.append(statement)
            else:
                kinds.problems.append(_orphan(statement, "its row names no article of this build"))
        elif row.get("article"):
            kinds.headers.append(statement)
        elif row.get("frame"):
            kinds.curated.append(statement)
        else:
            kinds.problems.append(_orphan(statement, "its row has neither spans, nor article, nor frame"))
    return kinds


def _orphan(statement: Statement, why: str) -> Problem:
    origin = statement.origin
    fix = "map a table whose rows carry the columns `article` and `spans`"
    what = f"a triple without evidence: {why}"
    return Problem(Location(origin.file, origin.line), what, fix, rule=origin.rule, row=statement.row.get("id", ""))


def _status(claim: FactClaim, disputed: Collection[str]) -> str:
    if claim.id in disputed:
        return "disputed"
    # that a meeting did not take place is itself asserted; who would have come to it is not
    return "accepted" if claim.real or claim.triple[1] == FACTUALITY else "attributed"


def _position_quads(placed: Iterable[Statement], base: str) -> Iterator[Quad]:
    for statement in placed:
        if statement.quad.predicate == TYPE and statement.quad.object == POSITION:
            article = statement.row.get("article", "")
            node = statement.quad.subject
            yield from lineage_quads(node, [statement], article=article, status="attributed", base=base)


def _links(conflicts: Iterable[tuple[FactClaim, FactClaim]], base: str) -> Iterator[Quad]:
    for a, b in conflicts:
        for one, other in ((a, b), (b, a)):
            left, right = f"<{base}claim/{one.id}>", f"<{base}claim/{other.id}>"
            yield Quad(left, kgb("contradicts"), right, f"<{base}graph/links>")


def _used(quads: Iterable[Quad]) -> set[str]:
    """Return the nodes that a claim or a position speaks of."""
    return {term for q in quads for term in (q.subject, q.object) if term.startswith("<")}


Triple = tuple[str, str, str]


def _core(kinds: _Sorted, accepted: Iterable[FactClaim], used: Collection[str]) -> tuple[list[Triple], dict[str, int]]:
    """Return the core's triples and how many are there as claimed, from headers, curated, or describing a node.

    A triple that qualifies twice counts once, under the first of these.
    """
    header = [s for s in kinds.described if not s.row.get("spans") and s.row.get("article")]
    used = {*used, *(s.quad.object for s in kinds.described if s.quad.subject in used)}  # the scheme of a concept
    classes: dict[str, list[Triple]] = {
        "claimed": [c.triple for c in accepted],
        "described": [s.quad[:3] for s in kinds.described if s.quad.subject in used],
        "header": [s.quad[:3] for s in (*kinds.headers, *header)],
        "curated": [s.quad[:3] for s in kinds.curated if s.quad.subject in used],
    }
    _add_scheme(kinds, classes)
    found: dict[Triple, str] = {}
    for name, triples in classes.items():
        for triple in triples:
            found.setdefault(triple, name)
    counts = {name: sum(1 for n in found.values() if n == name) for name in classes}
    return sorted(found), counts


def _add_scheme(kinds: _Sorted, classes: dict[str, list[Triple]]) -> None:
    """Keep the description of curated nodes that only other curated nodes lead to (a broader issue, a country)."""
    linked = {obj for _, _, obj in classes["curated"]}
    while True:
        more = [s.quad[:3] for s in kinds.curated if s.quad.subject in linked]
        fresh = {obj for _, _, obj in more} - linked
        classes["curated"] = list(dict.fromkeys([*classes["curated"], *more]))
        if not fresh:
            break
        linked |= fresh
    described = [s.quad[:3] for s in kinds.described if s.row.get("frame") and not s.row.get("spans")]
    classes["curated"].extend(t for t in described if t[0] in linked)
