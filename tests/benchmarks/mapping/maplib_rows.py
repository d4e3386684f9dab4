"""Make the statements with maplib, from CSV by Polars, in an environment of its own (`pip install maplib`).

    python maplib_rows.py ROWS.csv OUTPUT.nt

maplib knows no YARRRML: what the mapping says is an OTTR template here, and the IRIs are made by Polars, which encodes
only the blanks that the generated rows have. The note goes without its language tag.
"""

from __future__ import annotations

import sys

import polars as pl
from maplib import Model

EX = "http://example.com/"
TEMPLATE = """
@prefix ex: <http://example.com/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ottr: <http://ns.ottr.xyz/0.4/> .
ex:RowTemplate [ ottr:IRI ?s, ? xsd:string ?name, ? ?note, ? xsd:integer ?count, ? ottr:IRI ?page,
         ? xsd:string ?language, ? xsd:date ?day, ? ottr:IRI ?team ] :: {
  ottr:Triple(?s, a, ex:Row),
  ottr:Triple(?s, ex:name, ?name),
  ottr:Triple(?s, ex:note, ?note),
  ottr:Triple(?s, ex:count, ?count),
  ottr:Triple(?s, ex:page, ?page),
  ottr:Triple(?s, ex:language, ?language),
  ottr:Triple(?s, ex:day, ?day),
  ottr:Triple(?s, ex:team, ?team)
} .
"""


def main(source: str, output: str) -> None:
    rows = pl.read_csv(source, schema_overrides={"count": pl.Int64, "day": pl.Date})
    team = pl.lit(f"{EX}team/") + pl.col("team").str.replace_all(" ", "%20")
    frame = rows.select(
        s=pl.lit(f"{EX}row/") + pl.col("id").str.replace_all(" ", "%20"),
        name="name", note="note", count="count", page="page", language="language", day="day", team=team,
    )  # fmt: skip
    model = Model()
    model.add_template(TEMPLATE)
    model.map(f"{EX}RowTemplate", frame)
    model.write(output, format="ntriples")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
