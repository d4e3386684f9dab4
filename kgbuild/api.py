"""The public functions and the result of a build, gathered; no logic of its own.

>>> import kgbuild
>>> "build" in kgbuild.__all__
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.config import Config, configured
from kgbuild.errors import UsageError
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.quads import Quad, Statement
from kgbuild.model.resolved import Resolved
from kgbuild.model.tables import Row, Table
from kgbuild.notebook.rows import Rows, framed
from kgbuild.notebook.why import why
from kgbuild.pipeline.build import BuildRun, run_build, write_output
from kgbuild.pipeline.project import load_project
from kgbuild.pipeline.stages import extract_articles
from kgbuild.problems import Problem, near_miss
from kgbuild.read import articles as _articles
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve as _resolve
from kgbuild.views.views import make_views
from kgbuild.yarrrml.execution.run import materialize as _materialize
from kgbuild.yarrrml.form import Mapping as RuleSet
from kgbuild.yarrrml.front_ends import read_mapping

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kgbuild.query.results import QueryResult

Paths = Sequence[Path | str]


@dataclass(frozen=True, slots=True)
class Result:
    """A finished build, in memory.

    `problems` has everything that was wrong and did not stop the build: articles left out, rows left out, checks that
    failed.

    >>> result = build("articles")
    >>> result.problems
    ()
    """

    run: BuildRun

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, input first."""
        return (*self.run.input_problems, *self.run.built.problems)

    @property
    def quads(self) -> tuple[Quad, ...]:
        """The dataset as strings in N-Quads notation.

        >>> {quad.graph for quad in build("articles").quads if "/graph/article/" not in quad.graph} >= {
        ...     "<https://example.org/kg/graph/core>"
        ... }
        True
        """
        return tuple(self.run.built.dataset.quads)

    @property
    def graph(self) -> rdflib.Graph:
        """The accepted facts and who said what, as in `graph.ttl`.

        >>> from rdflib import RDFS, Literal
        >>> (None, RDFS.label, Literal("Lindholm Harbour Authority", lang="en")) in build("articles").graph
        True
        """
        import rdflib

        from kgbuild.claims.projection import project
        from kgbuild.serialize.nquads import nquads

        clean = project(self.quads, base=self.run.project.config.base)
        return rdflib.Graph().parse(data=nquads(clean), format="nt")

    @property
    def dataset(self) -> rdflib.Dataset:
        """Everything, in named graphs, as in `dataset.trig`.

        >>> found = build("articles").dataset
        >>> sorted(str(g.identifier).rpartition("/graph/")[2] for g in found.graphs() if "article" in g.identifier)
        ['article/harbour-notes-txt', 'article/lindholm-dredging-txt']
        """
        import rdflib

        from kgbuild.model.terms import iri_of
        from kgbuild.serialize.nquads import nquads

        found = rdflib.Dataset(default_union=True)
        graphs: dict[str, list[Quad]] = {}
        for quad in self.quads:
            graphs.setdefault(quad.graph, []).append(quad._replace(graph=""))
        # graph by graph, because rdflib's own N-Quads parser uses what rdflib itself deprecates
        for graph, quads in graphs.items():
            found.graph(rdflib.URIRef(iri_of(graph))).parse(data=nquads(quads), format="nt")
        return found

    @property
    def nx(self) -> networkx.MultiDiGraph[str]:
        """Actors, meetings and positions as a graph; nodes and edges carry label, type, start and end.

        >>> "Vestria" in {data["label"] for _, data in build("articles").nx.nodes(data=True)}
        True
        """
        from kgbuild.analysis.reading import graph_of

        return graph_of(self.run.built.triples)

    def rows(self, view: str) -> list[Row]:
        """Return the rows of a view (`actors`, `meetings`, `positions`, `timeline`), as in `views/*.csv`.

        Raises `UsageError` for another name.

        >>> [(row["date"], row["place"], row["participants"]) for row in build("articles").rows("meetings")][0]
        ('2026-03-10', 'Lindholm', 'Norland; Vestria')
        """
        views = {found.name: found for found in make_views(self.run.built.tables, self.run.built.triples)}
        if view not in views:
            raise UsageError(f"no view is called `{view}`; {near_miss(view, views)}")
        return Rows(dict(row) for row in views[view].rows)

    def positions(self) -> Any:
        """Return `rows("positions")`, as a pandas DataFrame where pandas is installed."""
        return framed(self.rows("positions"))

    def meetings(self) -> Any:
        """Return `rows("meetings")`, as a pandas DataFrame where pandas is installed."""
        return framed(self.rows("meetings"))

    def timeline(self) -> Any:
        """Return `rows("timeline")`, as a pandas DataFrame where pandas is installed."""
        return framed(self.rows("timeline"))

    def explain(self, subject: str, name: str = "") -> Any:
        """Return every claim about a node (by name or IRI), or about one property of it, with source and words.

        Raises `UsageError` for a name that no node or several have.

        >>> set(build("articles").explain("Ida Brekke", "initiator")["article"])
        {'lindholm-dredging-txt'}
        """
        return framed(why(self.quads, subject, name))

    def query(self, source: Path | str, **params: str) -> Any:
        """Ask a shipped question by name, or any SPARQL SELECT given as text or `.rq` file.

        Raises as `kgbuild.query` does.

        >>> question = "PREFIX kgb: <https://w3id.org/kgbuild/ns#> SELECT DISTINCT ?what { [] kgb:stance ?what }"
        >>> "https://w3id.org/kgbuild/stance/demands" in set(build("articles").query(question)["what"])
        True
        """
        from kgbuild.query.run import query_quads

        return framed(query_quads(source, self.quads, params=params, ontology=self.run.project.ontology).records())

    def _repr_html_(self) -> str:
        from kgbuild.export.draw import drawing
        from kgbuild.export.writers import View
        from kgbuild.pages.markup import Html, element

        counts = ", ".join(f"{number} {name}" for name, number in self.run.counts.items())
        picture = drawing(self.quads, view=View(people=True), most=60).partition("?>")[2]
        return element("div", element("p", counts), Html(picture))


def build(paths: Paths | Path | str, *, config: Config | None = None, processes: int = 1) -> Result:
    """Build the articles under `paths` (files or folders) in memory; `write` puts the result on disk.

    Raises `ConfigError` or `InputError` where nothing can be built; other problems are in the result. Settings come
    from the nearest `kgbuild.yaml`, or from `config`; with more `processes` the same result, sooner.

    >>> result = build("articles")
    >>> result.run.counts["articles"], result.run.counts["meetings"]
    (2, 2)
    """
    extract = partial(extract_articles, processes=processes)
    return Result(run_build(_paths(paths), config=config or configured(), extract=extract))


def write(result: Result, out: Path | str = "output") -> None:
    """Write the output folder; what was there before stays whole until the new one is complete.

    Raises `UsageError` where `out` is a folder that kgbuild did not write.

    >>> write(build("articles"), "output")
    >>> Path("output/graph.ttl").is_file()
    True
    """
    write_output(result.run, Path(out))


def read_articles(
    paths: Paths | Path | str, *, config: Config | None = None, problems: list[Problem] | None = None
) -> Iterator[Article]:
    """Yield the articles under `paths`; what cannot be read is added to `problems`.

    Raises `InputError` where no article is readable.

    >>> [(article.id, article.published, article.title) for article in read_articles("articles")][0]
    ('harbour-notes.txt', '2026-03-13', 'Channel dispute drags on')
    """
    settings = config or configured()
    lexicon = load_lexicon(settings.lexicons, language=settings.language, base=settings.folder)
    gathered = problems if problems is not None else []
    return _articles.read_articles(_paths(paths), lexicon=lexicon, sources=settings.sources, problems=gathered)


def extract(articles: Iterable[Article], *, config: Config | None = None, processes: int = 1) -> Iterator[ArticleFacts]:
    """Yield the facts of each article, in order. Raises `ConfigError` where a lexicon cannot be used.

    >>> facts = next(extract(read_articles("articles")))
    >>> [(position.stance.value, position.content[0].text) for position in facts.positions][0]
    ('accuses', 'delaying the work')
    """
    return extract_articles(articles, load_project(config or configured()), processes=processes)


def resolve(facts: Iterable[ArticleFacts], *, config: Config | None = None) -> Resolved:
    """Give every actor, place, meeting, event and position of all articles a global id, by the words of the lexicon;
    reasons are kept. Decisions and ids given before are what `build` looks at, which has the articles too. Raises
    `ConfigError` where a lexicon cannot be used.

    >>> merged = resolve(extract(read_articles("articles"))).merges
    >>> [(len(one.members), one.reason) for one in merged if one.id.startswith("lindholm-0")]
    [(2, 'one name: Lindholm')]
    """
    return _resolve(facts, prior=Prior(load_project(config or configured()).words.identity))


def load_mapping(paths: Paths | Path | str) -> RuleSet:
    """Read YARRRML files, or one in RML or R2RML (`.ttl`, `.rml`), into one checked mapping.

    Raises `ConfigError` with every problem of every file.

    >>> text = "prefixes: {ex: 'http://e.example/'}\\nmappings:\\n  boat: {sources: [[boats.csv~csv]], s: 'ex:$(id)', "
    >>> _ = Path("boats.yml").write_text(text + "po: [[ex:name, $(name)]]}\\n", encoding="utf-8")
    >>> [rule.name for rule in load_mapping("boats.yml").rules]
    ['boat']
    """
    return read_mapping(_paths(paths))


def materialize(
    mapping: RuleSet, *, tables: Iterable[Table] = (), problems: list[Problem] | None = None
) -> Iterator[Statement]:
    """Yield the statements of a mapping over tables; values that make no valid RDF are added to `problems`.

    >>> boats = Table("boats", ("id", "name"), ({"id": "b1", "name": "Kittiwake"},))
    >>> for statement in materialize(load_mapping("boats.yml"), tables=[boats]):
    ...     print(*statement.quad[:3], statement.origin)
    <http://e.example/b1> <http://e.example/name> "Kittiwake" boats.yml:3
    """
    named = {t.name: t for t in tables}
    return _materialize(mapping, tables=named, problems=problems if problems is not None else [])


def analyze(result: Result) -> tuple[Table, ...]:
    """Return the tables of the graph analyses: measures of all nodes, communities, and the answers of `findings`.

    >>> tables = {table.name: table for table in analyze(build("articles"))}
    >>> tables["centrality"].columns[:3]
    ('id', 'label', 'type')
    """
    from kgbuild.analysis.engines import measure
    from kgbuild.analysis.findings import findings
    from kgbuild.analysis.tables import ANALYSES
    from kgbuild.model.triples import Triples

    network = result.nx
    found = measure(network)
    answers = (answer.table for answer in findings(Triples(result.quads)))
    return (*(analyse(network, found) for analyse in ANALYSES.values()), *answers)


def query(source: Path | str, *, data: Path | str = "output", params: Mapping[str, str] | None = None) -> QueryResult:
    """Ask a shipped question (by name) or a `.rq` file of an output folder.

    Raises `UsageError` for an unknown question or parameter, `ConfigError` for a file that is no query.

    >>> write(build("articles"), "output")
    >>> [(row["who"], row["stance"].rpartition("/")[2]) for row in query("positions", data="output").records()]
    [('Vestria', 'demands')]
    """
    from kgbuild.ontology.load import load_ontology
    from kgbuild.query.run import query as _query

    config = configured()
    ontology = load_ontology(config.ontologies, base=config.folder)
    return _query(source, data=Path(data), params=params or {}, ontology=ontology)


def _paths(paths: Paths | Path | str) -> tuple[Path, ...]:
    return (Path(paths),) if isinstance(paths, Path | str) else tuple(map(Path, paths))
