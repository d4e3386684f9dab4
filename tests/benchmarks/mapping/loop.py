"""The loop a person would write for the benchmark's mapping, nothing more: the measure of every engine.

python loop.py FILE OUTPUT           FILE is .csv, .json or .xml
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

EX = "http://example.com/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def records(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".json":
        yield from json.loads(path.read_text(encoding="utf-8"))
        return
    if path.suffix == ".xml":
        from xml.etree import ElementTree

        for _, element in ElementTree.iterparse(path):
            if element.tag == "row":
                yield {cell.tag: cell.text or "" for cell in element}
                element.clear()
        return
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def main(source: Path, output: Path) -> None:
    with output.open("w", encoding="utf-8") as out:
        for row in records(source):
            if not row["id"]:
                continue
            s = f"<{EX}row/{quote(row['id'], safe='')}>"
            out.write(f"{s} {TYPE} <{EX}Row> .\n")
            if row["name"]:
                out.write(f'{s} <{EX}name> "{escaped(row["name"])}" .\n')
            if row["note"]:
                out.write(f'{s} <{EX}note> "{escaped(row["note"])}"@en .\n')
            if row["count"]:
                out.write(f'{s} <{EX}count> "{escaped(row["count"])}"^^<{XSD}integer> .\n')
            if row["page"]:
                out.write(f"{s} <{EX}page> <{row['page']}> .\n")
            if row["language"]:
                out.write(f'{s} <{EX}language> "{escaped(row["language"])}" .\n')
            if row["day"]:
                out.write(f'{s} <{EX}day> "{escaped(row["day"])}"^^<{XSD}date> .\n')
            if row["team"]:
                out.write(f"{s} <{EX}team> <{EX}team/{quote(row['team'], safe='')}> .\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
