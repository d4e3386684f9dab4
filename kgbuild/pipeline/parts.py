"""What each article amounts to by itself: its rows and the piece they make, kept from build to build.

Both depend on the facts of the article under their global ids, on the labels of what is named there, and on what is the
same for all articles, the piece also on the mapping. Each is kept under a digest of all that, so that what is found is
what would be made, and rows outlast a change of the mapping.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from kgbuild.claims.claim import FactClaim, graph_of, held, held_quad, held_triple, lineage, set_of
from kgbuild.claims.pieces import Described, Piece, bundle_of, pieces_of
from kgbuild.claims.sources import Source, said_in
from kgbuild.config import Config
from kgbuild.facts_store import FactsStore
from kgbuild.identifiers import article_slug, digest, role_id
from kgbuild.model.gathered import Gathered
from kgbuild.model.gist import Gist
from kgbuild.model.plain import plain
from kgbuild.model.resolved import Resolved
from kgbuild.model.tables import Cells, Table
from kgbuild.ontology.load import load_ontology
from kgbuild.pipeline.project import Project, load_rules
from kgbuild.pipeline.reader import code_digest
from kgbuild.problems import Problem
from kgbuild.tabulate.columns import TABLES, columns_of
from kgbuild.tabulate.speakers import publisher_of
from kgbuild.tabulate.tables import (
    Background,
    Brief,
    Rows,
    article_rows,
    brief_of,
    every_label,
    joined_tables,
    shared_rows,
)
from kgbuild.yarrrml.checks.terms import terms_of
from kgbuild.yarrrml.execution.run import materialize
from kgbuild.yarrrml.form import Call, Formulation, Link, Rule
from kgbuild.yarrrml.form import Mapping as RuleSet
from kgbuild.yarrrml.form import Source as TableSource

_LEVEL = 1  # zlib's quickest
_PORTION = 256  # articles whose rows are made and mapped together: as rows they take many times the memory of cells


class Tabled(NamedTuple):
    """All tables, the pieces that the mapping makes of them in the order of their articles (slugs), the brief of each
    article by its id, and the keys of bundles, of those that can be kept."""

    tables: tuple[Table, ...]
    pieces: list[Piece]
    briefs: Mapping[str, Brief]
    bundles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptParts:
    """The rows and pieces in a project's store; `tabled` has for each article id the digest of all that its rows depend
    on, `keys` that of all that its piece does, and `maker` is that of what is the same for all."""

    store: FactsStore
    tabled: Mapping[str, str]
    maker: str

    @property
    def keys(self) -> Mapping[str, str]:
        """For each article id the digest of all that its piece depends on."""
        return {one: self.key(one) for one in self.tabled}

    def key(self, article: str) -> str:
        """Return the digest of all that the piece of an article depends on; empty where it cannot be kept."""
        return digest(self.maker, self.tabled[article], length=32) if article in self.tabled else ""

    def rows(self, some: Iterable[str]) -> dict[str, Rows]:
        """Return the rows kept of some articles; what cannot be read is not there."""
        articles = {self._rows(one): one for one in some if one in self.tabled}
        return {articles[key]: rows for key, data in self.store.derived(articles) for rows in _unpacked_rows(data)}

    def pieces(self, some: Iterable[str]) -> dict[str, Piece]:
        """Return the same of their pieces."""
        articles = {self.key(one): one for one in some if one in self.tabled}
        return {articles[key]: piece for key, piece in self.under(articles)}

    def under(self, keys: Iterable[str]) -> Iterator[tuple[str, Piece]]:
        """Yield the pieces kept under some keys, also those of an earlier build."""
        return ((key, piece) for key, data in self.store.derived(keys) for piece in unpacked(data))

    def keep(self, rows: Mapping[str, Rows], pieces: Iterable[Piece], articles: Iterable[str]) -> None:
        """Keep rows, and pieces of some articles that nothing is wrong with."""
        made = {self._rows(one): _packed_rows(own) for one, own in rows.items() if one in self.tabled}
        right = {piece.article: piece for piece in pieces if piece.article and not piece.problems}
        keys = {slug: self.key(one) for one in articles if (slug := article_slug(one)) in right and one in self.tabled}
        self.store.keep_derived(made | {key: packed(right[slug]) for slug, key in keys.items()})

    def bundle_keys(self, bundles: Mapping[str, Rows]) -> dict[str, str]:
        """Return for each bundle the digest of all that its piece depends on."""
        cells = {
            one: (cell for own in rows.values() for row in own for cell in row.values())
            for one, rows in bundles.items()
        }
        return {one: digest("bundle", self.maker, *said, length=32) for one, said in cells.items()}

    def keep_bundles(self, keys: Mapping[str, str], pieces: Iterable[Piece]) -> None:
        """Keep the pieces of bundles that have keys."""
        self.store.keep_derived({keys[piece.article]: packed(piece) for piece in pieces if piece.article in keys})

    def _rows(self, article: str) -> str:
        return f"rows {self.tabled[article]}"

    def checked(self, fates: Mapping[str, str]) -> set[str]:
        """Return the articles that were as they are when all was found right, what became of their claims too."""
        articles = {self._checked(one, fates): one for one in self.tabled}
        return {articles[key] for key, _ in self.store.derived(articles)}

    def hold(self, fates: Mapping[str, str], bundles: Iterable[str]) -> None:
        """Let everything kept of articles, and of bundles under these keys, count as used by this build."""
        some = ((self.key(one), self._rows(one), self._checked(one, fates)) for one in self.tabled)
        self.store.hold([*bundles, *(key for keys in some for key in keys)])

    def keep_checked(self, articles: Iterable[str], fates: Mapping[str, str]) -> None:
        """Keep that articles were found right."""
        self.store.keep_derived({self._checked(one, fates): b"" for one in articles if one in self.tabled})

    def _checked(self, article: str, fates: Mapping[str, str]) -> str:
        return f"checked {digest(self.key(article), fates.get(article_slug(article), ''))}"


def _keys(resolved: Resolved, maker: str) -> dict[str, str]:
    """Return for each article id the digest of all that its rows depend on; nothing where slugs are not unique. `maker`
    is the digest of what is the same for all articles."""
    labels = every_label(resolved)
    if len({article_slug(gist.article) for gist in resolved.gists}) < len(resolved.gists):
        return {}
    return {
        gist.article: _key(gist, own, labels, maker)
        for gist in resolved.gists
        if (own := resolved.digests.get(gist.article, ""))
    }


def _key(gist: Gist, own: str, labels: Mapping[str, str], maker: str) -> str:
    """Return the digest of the facts and labels of an article (`own`), with the labels of roles and publishers."""
    publisher, _, _ = publisher_of(gist.publisher, gist.article)
    return digest(maker, own, labels[publisher], *(labels[role_id(*role)] for role in gist.roles), length=32)


def _flat(one: Piece) -> tuple[object, ...]:
    """Return a piece as texts and tuples, which are read many times faster than what they stand for."""
    claims = [
        [(c[0], tuple(c[1]), *c[2:4], tuple(c[4]), *c[5:]) for c in every] for every in (one.claims, one.tellable)
    ]
    quads = [[tuple(q) for q in every] for every in (one.placed, one.positions)]
    return one.article, *claims, [tuple(d) for d in one.described], one.headers, one.curated, *quads


def _claims(flat: Iterable[tuple[Any, ...]]) -> tuple[FactClaim, ...]:
    return tuple(
        FactClaim(
            article,
            Source._make(held(source)),
            held_triple(triple),
            tuple(held(spans)),
            lineage(*made),
            set_of(*sorted(factualities)),
            hedges,
            set_of(*sorted(bounds)),
            one,
        )
        for article, source, triple, spans, made, factualities, hedges, bounds, one in flat
    )


def _written(flat: object) -> bytes:
    return zlib.compress(pickle.dumps(flat, 5), _LEVEL)


def _packed_rows(rows: Rows) -> bytes:
    return _written({table: [tuple(row.values()) for row in own] for table, own in rows.items()})


def _unpacked_rows(data: bytes) -> Iterator[Rows]:
    try:
        flat = plain(zlib.decompress(data))
        yield {table: [dict(zip(columns_of(table), row, strict=True)) for row in own] for table, own in flat.items()}
    except (zlib.error, pickle.UnpicklingError, EOFError, TypeError, ValueError):
        return


def packed(piece: Piece) -> bytes:
    """Return a piece as bytes."""
    return _written(_flat(piece))


def unpacked(data: bytes) -> Iterator[Piece]:
    """Yield the piece that `packed` gave as bytes; nothing for broken ones, and no code of others is run."""
    try:
        article, claims, tellable, described, headers, curated, placed, positions = plain(zlib.decompress(data))
        yield Piece(
            article,
            _claims(claims),
            _claims(tellable),
            tuple(Described(held_triple(triple), *known) for triple, *known in described),
            tuple(map(held_triple, headers)),
            tuple(map(held_triple, curated)),
            tuple(map(held_quad, placed)),
            tuple(map(held_quad, positions)),
        )
    except (zlib.error, pickle.UnpicklingError, EOFError, TypeError, ValueError):
        return


def kept_parts(
    store: FactsStore | None, project: Project, background: Background, resolved: Resolved
) -> KeptParts | None:
    """Return the parts of a store, None where there are none: without a store, and where a mapping looks past a row."""
    if store is None or not by_rows(project.mapping):
        return None
    said = (code_digest(), store.reader, project.config.base, background.recognizer)
    same = sha256(repr((said, background.issues, background.events, background.base)).encode()).hexdigest()
    made = sha256(repr((same, project.mapping.rules)).encode()).hexdigest()
    return KeptParts(store, _keys(resolved, same), made)


def rules_beyond_rows(config: Config) -> list[tuple[str, str]]:
    """Return the names and places of the rules of a project for which each build maps all articles. Raises
    `ConfigError`."""
    mapping = load_rules(config, load_ontology(config.ontologies, base=config.folder))
    return [(rule.name, f"{rule.where.file}:{rule.where.line}") for rule in beyond_rows(mapping)]


def by_rows(mapping: RuleSet) -> bool:
    """Whether what a mapping makes of an article depends on the rows of that article alone."""
    return not mapping.functions and not beyond_rows(mapping)


def beyond_rows(mapping: RuleSet) -> tuple[Rule, ...]:
    """Return the rules that look at something else than one row of our tables at a time: links, functions, files."""
    return tuple(rule for rule in mapping.rules if not _row_wise(rule))


def _row_wise(rule: Rule) -> bool:
    calls = (rule.conditions, *(e.conditions for e in rule.entries))
    return (
        all(map(_ours, rule.sources))
        and not any(calls)
        and not any(isinstance(o, Link) or o.gather for e in rule.entries for o in e.objects)
        and not any(isinstance(term.value, Call) or term.quoted for term in terms_of(rule))
    )


def _ours(source: TableSource) -> bool:
    stem = source.access.rpartition("/")[2].partition(".")[0]
    return source.formulation is Formulation.CSV and source.view is None and stem in TABLES


def tables_and_pieces(
    resolved: Resolved,
    project: Project,
    background: Background,
    problems: list[Problem],
    *,
    kept: KeptParts | None = None,
    gathered: Gathered | None = None,
) -> Tabled:
    """Return the tables and what the mapping makes of them; only articles that are not `kept` are tabulated and mapped.
    What is wrong with rows is added to `problems`; where quads are `gathered`, pieces of articles are without them."""
    every = [gist.article for gist in resolved.gists]
    size = _PORTION if by_rows(project.mapping) else len(every)
    portions = [every[at : at + size] for at in range(0, len(every), size)] or [[]]
    noted: list[Problem] = []
    found = _Tabler(resolved, project, background, kept, gathered).tabled(portions, noted)
    if noted:  # messages count the rows of all articles
        noted = []
        found = _Tabler(resolved, project, background, None, gathered).tabled([every], noted)
    problems.extend(noted)
    return found


class _Tabler:
    """Makes the rows of articles and maps them, portion by portion, and holds them as cells."""

    def __init__(
        self,
        resolved: Resolved,
        project: Project,
        background: Background,
        kept: KeptParts | None,
        gathered: Gathered | None,
    ) -> None:
        self._resolved, self._project, self._background, self._kept = resolved, project, background, kept
        self._gathered = gathered
        self._labels = every_label(resolved)
        self._cells: dict[str, list[tuple[str, ...]]] = {name: [] for name in TABLES}
        self._briefs: dict[str, Brief] = {}
        self._bundles: dict[str, str] = {}

    def tabled(self, portions: Sequence[Sequence[str]], noted: list[Problem]) -> Tabled:
        """Return everything; with the last portion of articles also what belongs to none. What is wrong with rows is
        added to `noted`, and then not all is returned."""
        pieces: list[Piece] = []
        for number, some in enumerate(portions, start=1):
            pieces += self._portion(some, noted, last=number == len(portions))
            if noted and len(portions) > 1:
                break
        columns = {name: columns_of(name) for name in TABLES}
        tables = tuple(Table(name, of, Cells(of, self._cells[name])) for name, of in columns.items())
        return Tabled(tables, sorted(pieces, key=lambda piece: piece.article), self._briefs, self._bundles)

    def _portion(self, some: Sequence[str], noted: list[Problem], *, last: bool) -> Iterator[Piece]:
        rows = self._kept.rows(some) if self._kept is not None else {}
        old = self._kept.pieces(some) if self._kept is not None else {}
        anew = rows_of(self._resolved, {one for one in some if one not in rows}, self._labels, self._background)
        rows |= anew
        self._briefs.update((one, brief_of(rows[one])) for one in some)
        shared = [shared_rows(self._briefs.values(), self._resolved, self._background)] if last else []
        unmapped = (rows[one] for one in some if one not in old)
        new = mapped(joined_tables([*unmapped, *shared]), some, self._project, noted)
        bundles = {name: rows for one in shared for name, rows in bundled(one)[1].items()}
        new += unsaid(bundles, new)
        if self._kept is not None and not noted:
            self._kept.keep(anew, new, some)
            self._bundles = self._kept.bundle_keys(bundles)
            self._kept.keep_bundles(self._bundles, new)
        every = (*(rows[one] for one in some), *shared)
        for table, own in ((table, own) for one in every for table, own in one.items()):
            self._cells[table] += (tuple(held(row.values())) for row in own)
        yield from map(self._without_quads, (*new, *old.values()))

    def _without_quads(self, piece: Piece) -> Piece:
        """Gather the quads of an article: they take many times the memory of all that comparing needs."""
        own, quads = graph_of(piece.article, self._project.config.base), (*piece.placed, *piece.positions)
        if self._gathered is None or any(quad[3] != own for quad in quads):  # what others may say too is compared
            return piece
        self._gathered.add(quads)
        return piece.without_quads()


def rows_of(
    resolved: Resolved, wanted: Collection[str], labels: Mapping[str, str], background: Background
) -> dict[str, Rows]:
    """Return the rows of some articles (ids), made anew; `labels` are those of everything."""
    spoken = resolved.communications
    return {
        gist.article: article_rows(resolved.facts[number], spoken.get(gist.article, ()), labels, background)
        for number, gist in enumerate(resolved.gists)
        if gist.article in wanted
    }


def bundled(shared: Rows) -> tuple[Rows, dict[str, Rows]]:
    """Return the rows of no article that are in no bundle, and those of each bundle."""
    rest: Rows = {}
    bundles: dict[str, Rows] = {}
    for table, rows in shared.items():
        for row in rows:
            name = bundle_of(row)
            (bundles.setdefault(name, {}) if name else rest).setdefault(table, []).append(row)
    return rest, bundles


def unsaid(bundles: Iterable[str], pieces: Iterable[Piece]) -> list[Piece]:
    """Return empty pieces for the bundles of which no rule makes anything."""
    said = {piece.article for piece in pieces}
    return [Piece(one) for one in bundles if one not in said]


def spans_of(every: Iterable[Rows]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the id of each span among rows, with where it stands in its article."""
    for rows in every:
        for row in rows.get("spans", ()):
            yield row["id"], (int(row["start"]), int(row["end"]))


def mapped(tables: Sequence[Table], articles: Iterable[str], project: Project, noted: list[Problem]) -> list[Piece]:
    """Return the pieces that the mapping makes of tables with rows of some articles (ids of all of this build); what is
    wrong with rows is added to `noted`."""
    base = project.config.base
    statements = materialize(project.mapping, tables={t.name: t for t in tables}, problems=noted)
    said = said_in(next(t.rows for t in tables if t.name == "spoken"), base=base)
    return pieces_of(statements, said, set(map(article_slug, articles)), base=base)
