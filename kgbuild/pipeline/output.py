"""The files of an output folder, in a fixed order."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kgbuild.analysis.engines import Measures
from kgbuild.analysis.findings import DERIVED, claims_behind, finding_quads
from kgbuild.analysis.network import Rows, Web
from kgbuild.analysis.scene import Finding
from kgbuild.analysis.tables import ANALYSES, AsTriples, error_quads
from kgbuild.claims.projection import without_evidence
from kgbuild.export.dressed import pictured_rows
from kgbuild.export.gexf import gexf_pieces
from kgbuild.export.graphml import graphml_pieces
from kgbuild.model.gathered import Gathered
from kgbuild.model.quads import Quad, line_of
from kgbuild.model.tables import Table
from kgbuild.model.terms import iri
from kgbuild.model.triples import Triples
from kgbuild.ontology.context import build_context
from kgbuild.pipeline.claiming import Built
from kgbuild.pipeline.description import ONTOLOGY
from kgbuild.pipeline.fact_lines import NAME as FACTS
from kgbuild.pipeline.kept_measures import Measured
from kgbuild.pipeline.project import Project
from kgbuild.pipeline.rdf_files import Content
from kgbuild.report.recent import LATEST
from kgbuild.resources import shipped
from kgbuild.serialize.formats import packed
from kgbuild.serialize.nquads import nquads
from kgbuild.serialize.pieces import Make, Pieces, key_of, stretches
from kgbuild.serialize.prefixes import standard_prefixes
from kgbuild.serialize.tables import spreadsheet_pieces
from kgbuild.tabulate.metadata import METADATA, tables_metadata
from kgbuild.turtle import END, Names, block_texts, head_of, joints


@dataclass(frozen=True, slots=True)
class Shape:
    """What an output folder is to hold: `report`: with the report; `light`: a dataset without the words that claims
    rest on; `packed`: the dataset as `dataset.nq.gz` too; `latest`: how many articles the report shows."""

    report: bool = True
    light: bool = False
    packed: bool = False
    latest: int = LATEST


WHOLE = Shape()
_POSITIONS = "views/positions.csv"


class Inside(NamedTuple):
    """What an output folder holds of articles: the triples of its dataset, the lines of its facts, the files of its
    tables; `views` makes the files of views but that of `positions`, `pieces` gives what writes a file piece by piece,
    `network` makes the network, `measured` measures it, `answered`
    answers the questions, and `report` makes the report, given what `run.json` says."""

    triples: Triples
    facts: Content
    tables: Iterable[tuple[str, Content]]
    views: Callable[[Triples], Iterable[tuple[str, bytes]]]
    positions: Callable[[Pieces], Content]
    pieces: Callable[[str], Pieces]
    network: Callable[[Triples], Rows]
    measured: Callable[[Web], Measured]
    answered: Callable[[Triples], Sequence[Finding]]
    report: Callable[[Triples, Mapping[str, object]], bytes]


def shaped(quads: Gathered, shape: Shape) -> Gathered:
    """Return the quads of the dataset files."""
    return Gathered(without_evidence(quads)) if shape.light else quads


def output_files(
    built: Built, project_: Project, shape: Shape, record: bytes, inside: Inside
) -> Iterator[tuple[str, Content]]:
    """Yield (relative path, content) for every file of the output folder but those of the dataset and the run records,
    of which the report shows `record`."""
    base, facts = project_.config.base, inside.triples
    context, network = build_context(project_.ontology), inside.network(facts)
    yield ONTOLOGY, (_ontology(project_.config.ontologies),)
    yield "context.jsonld", ((json.dumps(context, ensure_ascii=False, indent=2) + "\n").encode(),)
    if shape.packed:
        yield "dataset.nq.gz", (packed(nquads(shaped(built.dataset.quads, shape)), Path("dataset.nq.gz")),)
    yield FACTS, inside.facts
    yield from inside.tables
    yield f"tables/{METADATA}", (tables_metadata(),)
    for name, lines in inside.views(facts):
        yield name, (lines,)
    yield _POSITIONS, inside.positions(inside.pieces(_POSITIONS))
    prefixes = {**project_.ontology.prefixes, **standard_prefixes(base)}
    answers = inside.answered(facts)
    yield from analysis_files(network, inside.measured, answers, base=base, prefixes=prefixes, pieces=inside.pieces)
    if shape.report:
        yield "report.html", (inside.report(facts, json.loads(record)),)


def _ontology(own: Iterable[Path]) -> bytes:
    """The terms and codes that the dataset uses, a project's own ones too, so that they load beside it."""
    ours = (shipped("ontology", name) for name in ("kgb.ttl", "events.ttl", "codes.ttl", "issues.ttl"))
    return b"\n".join(path.read_bytes() for path in (*ours, *own))


def analysis_files(
    network: Rows,
    measured: Callable[[Web], Measured],
    answers: Sequence[Finding],
    *,
    base: str,
    prefixes: dict[str, str],
    pieces: Callable[[str], Pieces],
) -> Iterator[tuple[str, Content]]:
    """Yield the network's pictures, the measures and the answers: GraphML, GEXF, tables, and both as triples."""
    found, places = measured(Web.of(network))
    tables = {name: analyse(network, found) for name, analyse in ANALYSES.items()}
    shown = pictured_rows(network, tables["centrality"], places)
    yield "graph.graphml", graphml_pieces(shown, pieces("graph.graphml"))
    yield "graph.gexf", gexf_pieces(shown, pieces("graph.gexf"))
    for table in (*tables.values(), *(a.table for a in answers)):
        name = f"analysis/{table.name}.csv"
        yield name, spreadsheet_pieces(table, pieces(name))
    every = _as_triples(tables["centrality"], found, answers, base=base, prefixes=prefixes)
    lines = ((key, made) for key, made, _ in every)
    yield "analysis/analysis.nq", pieces("analysis/analysis.nq").written(lines, mark="<")
    head = f"{head_of(prefixes)}{Names(prefixes)[iri(f'{base}graph/analysis')]} {{"
    yield "analysis/analysis.trig", _in_graph(every, head, pieces("analysis/analysis.trig"))


_Piece = tuple[str, Make, Make]
"""A key for all that is said of some, and what makes their lines of N-Quads and their text in TriG."""


def _as_triples(
    nodes: Table, found: Measures, answers: Iterable[Finding], *, base: str, prefixes: Mapping[str, str]
) -> list[_Piece]:
    """Return what is said of nodes, by their measures, and of answers, by subject in order; each block of TriG comes
    after an empty line."""
    graph, names = f"{base}graph/analysis", Names(prefixes)
    form = AsTriples(nodes, graph=graph, names=names)
    rows = sorted((iri(row[0]), row) for row in nodes.cells)
    other = [(quad.subject, [_of_quads([quad], names, END)]) for quad in error_quads(found, graph=graph)]
    other += (_of_finding(one, names, base) for one in answers if one.sentence)
    every: list[_Piece] = []
    begin = 0
    for subject, said in sorted(other, key=itemgetter(0)):
        end = bisect_left(rows, (subject,))
        every += [*_of_nodes(rows[begin:end], form), *said]
        begin = end
    return [*every, *_of_nodes(rows[begin:], form)]


def _of_quads(said: Sequence[Quad], names: Names, end: str) -> _Piece:
    """Return what some quads say of one subject; after `end` its block may go on."""
    block = partial(_joined, [text.removesuffix(END) + end for text in block_texts(said, names, named=True)])
    return key_of([tuple(quad) for quad in said]), partial("".join, map(line_of, said)), block


def _of_finding(one: Finding, names: Names, base: str) -> tuple[str, list[_Piece]]:
    """Return the subject of a finding and what is said of it, the claims behind it some at a time."""
    said, claims = finding_quads(one, base=base), claims_behind(one)
    (node, *_, graph), (first, next_, end) = said[0], joints(DERIVED, names, named=True)
    every = [_of_quads(said, names, "")]
    for begin, stop in stretches(claims):
        some, joint = claims[begin:stop], next_ if begin else first
        lines = partial(_lines, some, f"{node} {DERIVED} ", f" {graph}{END}")
        every.append((key_of((node, begin == 0, some)), lines, partial(_listed, some, names, joint, next_)))
    return node, [*every, (key_of((node, end)), str, partial(str, end))]


def _lines(terms: Sequence[str], begin: str, end: str) -> str:
    return "".join([f"{begin}{term}{end}" for term in terms])


def _listed(terms: Sequence[str], names: Names, first: str, between: str) -> str:
    return first + between.join([names[term] for term in terms])


def _of_nodes(rows: Sequence[tuple[str, tuple[str, ...]]], form: AsTriples) -> Iterator[_Piece]:
    for begin, end in stretches([subject for subject, _ in rows]):
        some = [row for _, row in rows[begin:end]]
        yield key_of(some), partial("".join, map(form.lines, some)), partial(_joined, map(form.block, some))


def _joined(blocks: Iterable[str]) -> str:
    return "".join([f"\n{block}" for block in blocks])


def _in_graph(subjects: Sequence[_Piece], head: str, pieces: Pieces) -> Iterator[bytes]:
    """Yield TriG of a graph whose subjects follow a head; nothing where there are none."""
    if subjects:
        yield head.encode()
        yield from pieces.written(((key, blocks) for key, _, blocks in subjects), mark="\n    ", common=head)
        yield b"}\n"
