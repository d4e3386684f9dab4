"""Ask a question of a finished graph, with the union of all graphs as default graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgbuild.errors import ConfigError
from kgbuild.problems import Location, Problem
from kgbuild.query.index import open_store, written_prefixes
from kgbuild.query.question import Question, find_question, parse_question
from kgbuild.query.results import QueryResult
from kgbuild.query.values import bind_values

if TYPE_CHECKING:
    from kgbuild.model.ontology import Ontology
    from kgbuild.model.quads import Quad

_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_NO_PARAMETERS: Mapping[str, str] = {}


def query(
    source: str | Path,
    *,
    data: Path,
    params: Mapping[str, str] = _NO_PARAMETERS,
    ontology: Ontology | None = None,
) -> QueryResult:
    """Ask a shipped question (by name) or a `.rq` file of the dataset `data` (an output folder or an RDF file).

    `params` maps parameter names to what people write: IRIs, names, days, texts; `ontology` lets a name be looked for
    among the subclasses of the parameter's class only. Raises UsageError for a wrong name, parameter or path,
    ConfigError for a file that is no query, InputError for data that cannot be read.
    """
    question = find_question(source)
    return ask(question.with_prefixes(written_prefixes(data)), open_store(data), params=params, ontology=ontology)


def query_quads(
    source: str | Path,
    quads: Iterable[Quad],
    *,
    params: Mapping[str, str] = _NO_PARAMETERS,
    ontology: Ontology | None = None,
) -> QueryResult:
    """Ask of quads in memory; `source` may also be the text of a query. Raises as `query` does."""
    is_text = isinstance(source, str) and any(mark in source for mark in "{\n")
    question = parse_question(str(source), "the query") if is_text else find_question(source)
    store = ox.Store()
    text = "".join(f"{q.subject} {q.predicate} {q.object} {q.graph} .\n" for q in quads)
    store.bulk_load(text.encode(), format=ox.RdfFormat.N_QUADS)
    return ask(question, store, params=params, ontology=ontology)


def ask(
    question: Question,
    store: ox.Store,
    *,
    params: Mapping[str, str] = _NO_PARAMETERS,
    ontology: Ontology | None = None,
) -> QueryResult:
    """Return the answers of a SELECT question; ASK gives one row `answer`. Raises as `query` does."""
    # The query's own prefixes first: where both name a namespace, the table speaks as the question does.
    prefixes = question.prefixes + tuple(ontology.prefixes.items() if ontology else ())
    text = question.bound(bind_values(question, params, store=store, ontology=ontology))
    try:
        found = store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise ConfigError([_syntax_problem(str(error), question)]) from None
    if isinstance(found, ox.QueryBoolean):
        answer = f'"{str(bool(found)).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>'
        return QueryResult(("answer",), ((answer,),), prefixes)
    if isinstance(found, ox.QueryTriples):
        fix = "ask with SELECT; `kgbuild export` writes graphs"
        raise ConfigError([Problem(Location(question.shown), "CONSTRUCT and DESCRIBE give no rows", fix)])
    columns = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(None if cell is None else str(cell) for cell in row) for row in found)
    return QueryResult(columns, rows, prefixes)


def _syntax_problem(message: str, question: Question) -> Problem:
    match = _POSITION.match(message)
    if match is None:
        return Problem(Location(question.shown), f"not SPARQL: {message}", "check the query")
    line, column = int(match[1]), int(match[2])
    lines = question.text.splitlines()
    quote = lines[line - 1] if line <= len(lines) else ""
    # The parser lists every token that could follow; of those only the plain words help a person.
    words = [w for w in re.split(r",\s+", match[3]) if re.fullmatch(r"[A-Za-z][\w ]+", w)]
    fix = f"the parser says: {'; '.join(words[:6])}" if words else "check this place and the line before"
    return Problem(Location(question.shown, line, column), "not SPARQL", fix, quote=quote)
