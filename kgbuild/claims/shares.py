"""What each article adds to the dataset: the quads of its own graph, its triples of the core, and what it adds besides.

All of it follows from the piece of the article, from what became of its claims, and from what all articles together
make of the nodes that it speaks of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from kgbuild.claims.claim import ArticleContext, FactClaim, claim_quads
from kgbuild.claims.marks import Mark
from kgbuild.claims.naming import naming_quads
from kgbuild.claims.pieces import Described, Piece
from kgbuild.claims.told import cut
from kgbuild.model.quads import Quad, Triple
from kgbuild.model.terms import is_iri, literal_of
from kgbuild.model.vocabulary import ALT_LABEL, LABEL, NAMES, TYPE, kgb

NAMED = "named"
"""The status of accepted claims that say no more than that something is named: no claim node repeats that."""

_ACCEPTED = frozenset({"accepted", NAMED})


class Kind(IntEnum):
    """Why a triple is in the core; the first of these where several hold. `NONE`: it is elsewhere."""

    CLAIMED = 0
    DESCRIBED = 1
    HEADER = 2
    CURATED = 3
    NONE = 4


@dataclass(frozen=True, slots=True)
class Share:
    """An article's piece, its claims after decisions, the status of each, and whether others can contradict it."""

    piece: Piece
    claims: Sequence[FactClaim]
    statuses: tuple[str, ...]
    compared: tuple[bool, ...]

    @property
    def article(self) -> str:
        """The slug of the article; empty for what is of none."""
        return self.piece.article

    def marks(self) -> dict[str, int]:
        """Return how it speaks of nodes, as `Mark` has it; what its quads use is not known yet."""
        found: dict[str, int] = {}
        marked = found.get
        described, listed = int(Mark.DESCRIBED), int(Mark.DESCRIBED | Mark.LISTED)
        for d in self.piece.described:
            found[d.triple[0]] = marked(d.triple[0], 0) | (described if d.told else listed)
        firm = int(Mark.FIRM)
        for many in (self.piece.placed, self.piece.headers, self.piece.curated):
            for one in many:
                found[one[0]] = marked(one[0], 0) | firm
                if one[2][0] == "<":
                    found[one[2]] = marked(one[2], 0) | firm
        claimed, unsure, compared = int(Mark.CLAIMED), int(Mark.UNSURE), int(Mark.COMPARED)
        for claim, status, open_ in zip(self.claims, self.statuses, self.compared, strict=True):
            subject, _, obj = claim.triple
            told = int(Mark.TOLD_OF) | (firm if status in _ACCEPTED else 0) if status != "rejected" else claimed
            own = told | claimed | (unsure if status == "disputed" else 0) | (compared if open_ else 0)
            found[subject] = marked(subject, 0) | own
            if obj[0] == "<":
                found[obj] = marked(obj, 0) | told
        return found

    def ties(self) -> Iterator[tuple[str, str, bool]]:
        """Yield which node a claim ties to which, and whether it is accepted."""
        for claim, status in zip(self.claims, self.statuses, strict=True):
            if is_iri(claim.triple[2]):
                yield claim.triple[0], claim.triple[2], status in _ACCEPTED

    def names(self) -> Sequence[tuple[str, str]]:
        """Return what it calls nodes, by node."""
        triples = (*(d.triple for d in self.piece.described), *(c.triple for c in self.piece.claims))
        said = ((s, literal_of(name).value) for s, predicate, name in triples if predicate in (LABEL, ALT_LABEL))
        return tuple(dict.fromkeys(said))

    def told_claims(self, told: Collection[str]) -> Sequence[FactClaim]:
        """Return what nodes that are only told of are told to be."""
        return [c for c in self.piece.tellable if c.triple[0] in told]

    def quads(
        self,
        told: Collection[str],
        unsure: Collection[str],
        context: ArticleContext | None,
        *,
        base: str,
        emptied: Collection[str] = (),
    ) -> list[Quad]:
        """Return its quads outside the core; `told` are nodes only told of, `unsure` what a disputed claim is about,
        `emptied` nodes that only rejected claims speak of: they keep a name, for these to be read by."""
        made = [*self.piece.placed, *self.piece.positions, *self._told_quads(told, emptied, base)]
        if context is None:
            return made
        for claim, status in zip(self.claims, self.statuses, strict=True):
            if status == NAMED:
                made.extend(naming_quads(claim, base=base))
            else:
                made.extend(claim_quads(claim, status=status, base=base, context=context))
        for claim in self.told_claims(told):
            made.extend(claim_quads(claim, status=_told_status(claim, unsure), base=base, context=context))
        return made

    def _told_quads(self, told: Collection[str], emptied: Collection[str], base: str) -> Iterator[Quad]:
        graph = f"<{base}graph/links>"
        for subject, predicate, obj in (d.triple for d in self.piece.described):
            if subject in told:
                yield Quad(subject, TYPE, kgb("Told"), graph)
            if predicate in NAMES and (subject in told or subject in emptied):
                yield Quad(subject, predicate, obj, graph)

    def core(
        self, used: Collection[str], linked: Collection[str], cuts: Mapping[str, Collection[str]]
    ) -> dict[Triple, Kind]:
        """Return its triples of the core; `used` are nodes that the dataset speaks of and that are not only told of,
        `linked` those that lists lead to, `cuts` names that the labels of nodes may not give away."""
        readable = [_readable(d, cuts) for d in self.piece.described]
        found: dict[Triple, Kind] = {}
        classes: Iterable[tuple[Kind, Iterable[Triple]]] = (
            (Kind.CLAIMED, (c.triple for c, s in zip(self.claims, self.statuses, strict=True) if s in _ACCEPTED)),
            (Kind.DESCRIBED, (d.triple for d in readable if d.triple[0] in used)),
            (Kind.HEADER, (*self.piece.headers, *(d.triple for d in readable if d.article and not d.spans))),
            (Kind.CURATED, (t for t in self.piece.curated if t[0] in used or t[0] in linked)),
            (Kind.CURATED, (d.triple for d in readable if d.frame and not d.spans and d.triple[0] in linked)),
        )
        for kind, triples in classes:
            for triple in triples:
                found.setdefault(triple, kind)
        return found

    def tally(self, told: Collection[str], unsure: Collection[str]) -> Counter[str]:
        """Return how much there is of it; `told` and `unsure` as `quads` has them."""
        more = [_told_status(claim, unsure) for claim in self.told_claims(told)]
        statuses = Counter((*self.statuses, *more))
        named = statuses.pop(NAMED, 0)
        counts = {"claims": len(self.claims) - named + len(more), "namings": named}
        positions = self.piece.away.positions + len({q.subject for q in self.piece.positions})
        return statuses + Counter(counts | {"positions": positions})


def _told_status(claim: FactClaim, unsure: Collection[str]) -> str:
    return "disputed" if claim.own and claim.triple[0] in unsure else "attributed"


def linked_from(curated: Sequence[Triple], used: Collection[str]) -> set[str]:
    """Return what entries of lists lead to: those of nodes in use, and those they lead to in turn (a broader issue, a
    country)."""
    linked = {obj for subject, _, obj in curated if subject in used}
    while more := {obj for subject, _, obj in curated if subject in linked} - linked:
        linked |= more
    return linked


def _readable(d: Described, cuts: Mapping[str, Collection[str]]) -> Described:
    """Cut a label before the name of a thing that its node has no accepted claim to."""
    subject, predicate, label = d.triple
    if predicate in NAMES and subject in cuts:
        return d._replace(triple=(subject, predicate, cut(label, cuts[subject])))
    return d
