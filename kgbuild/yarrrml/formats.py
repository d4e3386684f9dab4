"""Names and file endings of the formats that are read and written, the same for every front end."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgbuild.yarrrml.form import Formulation

FORMULATIONS: Mapping[str, Formulation] = {
    "csv": Formulation.CSV,
    "tsv": Formulation.CSV,
    "json": Formulation.JSONPATH,
    "jsonpath": Formulation.JSONPATH,
    "jsonl": Formulation.JSONL,
    "ndjson": Formulation.JSONL,
    "xpath": Formulation.XPATH,
    "xml": Formulation.XPATH,
    "sql": Formulation.SQL,
    "parquet": Formulation.PARQUET,
    "excel": Formulation.EXCEL,
    "xlsx": Formulation.EXCEL,
    "xlsm": Formulation.EXCEL,
    "xlsb": Formulation.EXCEL,
    "xls": Formulation.EXCEL,
    "ods": Formulation.EXCEL,
}
SERIALIZATIONS = frozenset({"nquads", "ntriples", "turtle", "trig", "jsonld", "rdfxml", "n3"})
# Where the rows of a SPARQL answer stand, by how it is read.
ROWS: Mapping[Formulation, str] = {
    Formulation.CSV: "",
    Formulation.JSONPATH: "$.results.bindings[*]",
    Formulation.XPATH: "/sparql/results/result",
}
COLLECTIONS = ("List", "Bag", "Seq", "Alt")  # of RDF
_PACKED = re.compile(r"\.(gz|zst|zip)$")


def formulation_of(access: str) -> Formulation | None:
    """Return how a file is read by its suffix (`a.csv`, `a.json.gz`), or None when the suffix says nothing."""
    suffix = _PACKED.sub("", access.lower()).rpartition(".")[2]
    return FORMULATIONS.get(suffix)


def by_suffix(formulation: Formulation | None, access: str) -> Formulation | None:
    """Return how a file is read: `~csv` of a Parquet file or workbook means its rows, not its bytes, and `~jsonpath`
    of a file of JSON lines each of them."""
    found = formulation_of(access)
    if formulation is Formulation.CSV and found in {Formulation.PARQUET, Formulation.EXCEL}:
        return found
    return found if formulation is Formulation.JSONPATH and found is Formulation.JSONL else formulation
