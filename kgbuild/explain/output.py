"""A finished output folder, as these commands read it: triples, tables, and the articles' own words."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF, iri_of
from kgbuild.model.triples import Triples, kgb


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of an article, with the sentence it stands in where the article's file is at hand: `before` and `after`
    are what stands around it there."""

    article: str
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""


@dataclass
class Output:
    """An output folder: its quads, its tables by name, the facts of its articles. `base` is its IRIs' beginning; `read`
    gives the texts of a file's articles by their ids, none where it cannot."""

    folder: Path
    quads: Sequence[Quad]
    base: str
    read: Callable[[Path], Mapping[str, str]]
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def triples(self) -> Triples:
        """All triples, whatever their graph."""
        return Triples(self.quads)

    @cached_property
    def core(self) -> set[tuple[str, str, str]]:
        """The triples of the core and those of positions."""
        return {(q.subject, q.predicate, q.object) for q in self.quads if q.graph.endswith("graph/core>")}

    @cached_property
    def facts(self) -> dict[str, dict[str, Any]]:
        """What was read of each article, by its id."""
        path = self.folder / "facts.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return {one["article"]: one for one in map(json.loads, lines)}

    def table(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a table (`tables/NAME.csv`) or a view (`views/NAME.csv`); none where there is no file."""
        path = self.folder / name
        path = path.with_name(f"{path.name}.csv")
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def articles(self) -> dict[str, str]:
        """The id of each article by the part of its IRI."""
        return {row["id"]: row["identifier"] for row in self.table("tables/articles")}

    @cached_property
    def spans(self) -> dict[str, dict[str, str]]:
        """Rows of the table of spans by id."""
        return {row["id"]: row for row in self.table("tables/spans")}

    @cached_property
    def claims(self) -> dict[tuple[str, str], list[str]]:
        """The claims of each property (its term) in each article."""
        found: dict[tuple[str, str], list[str]] = {}
        for term in self.triples.about:
            for predicate in self.triples.objects(term, f"<{RDF}predicate>"):
                spans = (self.words(s) for s in self.triples.objects(term, kgb("evidence")))
                for article in {w.article for w in spans if w is not None}:
                    found.setdefault((predicate, article), []).append(term)
        return found

    def words(self, span: str) -> Words | None:
        """Return the words of a span, given as its term or id."""
        row = self.spans.get(span.rpartition("/")[2].rstrip(">"))
        if row is None:
            return None
        article = self.articles.get(row["article"], row["article"])
        return self.around(article, int(row["start"]), int(row["end"]), row["text"])

    def around(self, article: str, start: int, end: int, text: str) -> Words:
        """Return words of an article with the rest of their sentence, where the article's file can be read."""
        whole = self.text(article)
        if whole[start:end] != text:
            return Words(article, start, end, text)
        sentences = self.facts.get(article, {}).get("sentences", ())
        held = next((s for s in sentences if s["start"] <= start < s["end"]), None)
        if held is None:
            return Words(article, start, end, text)
        return Words(article, start, end, text, whole[held["start"] : start], whole[end : max(end, held["end"])])

    def text(self, article: str) -> str:
        """Return an article's text; empty where its file cannot be read."""
        if article not in self._texts:
            name = Path(article).name
            own = [path for path in self._inputs if Path(path).name == name]
            for path in own or [path for path in self._inputs if path not in self._looked_into]:
                self._looked_into.add(path)
                near = (self.folder.parent / path, self.folder.parent / "articles" / path)
                places = (Path(path), *near, *(folder / path for folder in self._inputs_in))
                self._texts |= next(filter(None, map(self.read, filter(Path.is_file, places))), {})
                if article in self._texts:
                    break
        return self._texts.get(article, "")

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    @cached_property
    def _looked_into(self) -> set[str]:
        return set()

    @cached_property
    def _inputs_in(self) -> list[Path]:
        """The folders that these paths start from, on the machine that built."""
        return [Path(folder) for folder in self._record("run.log.json").get("inputs_in", ())]

    def _record(self, name: str) -> dict[str, Any]:
        record = self.folder / name
        return dict(json.loads(record.read_text(encoding="utf-8"))) if record.is_file() else {}

    @cached_property
    def _inputs(self) -> list[str]:
        """The paths of the files that the articles came from."""
        inputs = self._record("run.json").get("inputs", [])
        return [str(one.get("path", "")) for one in inputs if isinstance(one, dict)]

    def local(self, term: str) -> str:
        """Return a term's address without the base: `actor/lee-12ab34`."""
        return iri_of(term).removeprefix(self.base) if term.startswith("<") else term
