"""A patch by meaning: facts, positions, things, merges, disputes, decisions, each with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgbuild.changes.patch import Patch
from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF, RDF_TYPE, RDFS_LABEL, is_iri, literal_of
from kgbuild.model.triples import SKOS, kgb, local_name

_NAMES = frozenset({RDF_TYPE, RDFS_LABEL, f"<{SKOS}altLabel>", f"<{SKOS}prefLabel>", kgb("sourceLine")})
_LINES = frozenset({kgb("frame"), kgb("mappingRule"), kgb("sourceLine")})
_NODES = {"Claim": "claim", "Position": "position", "Dispute": "dispute", "Judgement": "decision"}
_EXACT = "<http://www.w3.org/ns/oa#exact>"
_CONTENT = tuple(f"<{RDF}{name}>" for name in ("subject", "predicate", "object"))
_FOLDERS = ("/claim/", "/position/", "/dispute/", "/judgement/", "/actor/", "/place/", "/event/", "/role/")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that came ("+"), went ("-") or is said otherwise now ("~").

    `kind` is fact, thing, position, claim, merge, dispute, decision, span or line (a rule or word that only moved).
    `said` is (subject, predicate, object) or what else there is to tell, in terms; `label` what a thing was called and
    what it is, where that changed. `nodes` are the nodes it speaks of; `articles` the slugs of those it stands in;
    `old` and `new` the lines ("file:line") that made it then and now.
    """

    kind: str
    sign: str
    said: tuple[str, ...]
    nodes: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    old: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    label: tuple[str, str] = ("", "")


@dataclass(slots=True)
class _Node:
    """What a patch says of a node: its quads by sign."""

    gone: list[Quad] = field(default_factory=list)
    come: list[Quad] = field(default_factory=list)

    @property
    def every(self) -> list[Quad]:
        return [*self.gone, *self.come]

    @property
    def sign(self) -> str:
        typed = [{q.predicate for q in side} & {RDF_TYPE} for side in (self.gone, self.come)]
        return "~" if bool(typed[0]) == bool(typed[1]) else "-" if typed[0] else "+"

    def lines(self, quads: Iterable[Quad]) -> frozenset[str]:
        return frozenset(literal_of(q.object).value for q in quads if q.predicate in _LINES)


def changes_of(patch: Patch) -> list[Change]:
    """Return a patch by meaning, in a fixed order."""
    nodes: dict[str, _Node] = defaultdict(_Node)
    facts: list[tuple[str, Quad]] = []
    for sign, quad in patch.quads():
        if quad.graph.endswith("/graph/core>") and quad.predicate not in _NAMES:
            facts.append((sign, quad))
        else:
            node = nodes[quad.subject]
            (node.gone if sign == "-" else node.come).append(quad)
    claims = _claims_by_content(nodes)
    found = [*_facts(facts, claims), *_of_nodes(nodes), *_merges(patch)]
    return sorted(found, key=lambda c: (c.kind, c.said, c.sign))


def _claims_by_content(nodes: dict[str, _Node]) -> dict[tuple[str, ...], list[_Node]]:
    found: dict[tuple[str, ...], list[_Node]] = defaultdict(list)
    for node in nodes.values():
        by = {q.predicate: q.object for q in node.every if q.predicate in _CONTENT}
        if len(by) == len(_CONTENT):
            found[tuple(by[p] for p in _CONTENT)].append(node)
    return found


def _facts(facts: Iterable[tuple[str, Quad]], claims: dict[tuple[str, ...], list[_Node]]) -> Iterator[Change]:
    for sign, quad in facts:
        own = claims.get(quad[:3], ())
        every = [q for node in own for q in node.every]
        yield Change(
            "fact",
            sign,
            quad[:3],
            _known([quad.subject, quad.object]),
            _articles(every) | _of_article(quad.subject),
            frozenset(line for node in own for line in node.lines(node.gone)),
            frozenset(line for node in own for line in node.lines(node.come)),
        )


def _of_nodes(nodes: dict[str, _Node]) -> Iterator[Change]:
    for subject, node in nodes.items():
        every = node.every
        kind = _kind(subject, node)
        if kind:
            yield Change(
                kind,
                node.sign,
                (subject, *_content(node)),
                _known([subject, *(q.object for q in every)]),
                _articles(every) | _of_article(subject),
                node.lines(node.gone),
                node.lines(node.come),
                (_label(node.gone), _label(node.come)),
            )


def _label(quads: Iterable[Quad]) -> str:
    return next((literal_of(q.object).value for q in quads if q.predicate == RDFS_LABEL), "")


def _content(node: _Node) -> tuple[str, ...]:
    """What a changed node is now, or was: the content of a claim, the text of a position, the words of a span."""
    side = node.come or node.gone
    by = {q.predicate: q.object for q in side}
    wanted = (*_CONTENT, kgb("status"), "<http://schema.org/text>", _EXACT, RDFS_LABEL, kgb("verdict"))
    return tuple(by[p] for p in wanted if p in by)


def _kind(subject: str, node: _Node) -> str:
    predicates = {q.predicate for q in node.every}
    if predicates <= _LINES:
        return "line"
    types = {local_name(q.object) for q in node.every if q.predicate == RDF_TYPE}
    for name, kind in _NODES.items():
        if name in types or f"/{name.lower()}/" in subject:
            return kind
    if "/span/" in subject:
        return "span"
    return "thing" if any(q.graph.endswith("/graph/core>") for q in node.every) else "claim"


def _merges(patch: Patch) -> Iterator[Change]:
    for sign, (one, members, reason) in patch.merges():
        articles = frozenset(member.partition("#")[0] for member in members.split())
        nodes = frozenset(f"/{folder}/{one}>" for folder in ("actor", "place", "event"))
        yield Change("merge", sign, (one, members, reason), nodes, articles)


def _known(terms: Iterable[str]) -> frozenset[str]:
    """The nodes of ours among terms, by the end of their address, as merges name them."""
    return frozenset(term[term.index(f) :] for term in terms if is_iri(term) for f in _FOLDERS if f in term)


def _articles(quads: Iterable[Quad]) -> frozenset[str]:
    mark = "/graph/article/"
    return frozenset(q.graph.partition(mark)[2].rstrip(">") for q in quads if mark in q.graph)


def _of_article(subject: str) -> frozenset[str]:
    return frozenset({subject.partition("/article/")[2].rstrip(">")} if "/article/" in subject else ())
