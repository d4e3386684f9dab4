"""The files of the dataset: made over from those of an earlier build, or written anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter

from kgbuild.claims.projection import project, projected
from kgbuild.model.gathered import Gathered
from kgbuild.model.quads import Quad, SortedQuads
from kgbuild.pipeline.earlier import DATASET, GRAPH, LINKED, Earlier
from kgbuild.serialize.formats import Style
from kgbuild.serialize.jsonld import jsonld_pieces
from kgbuild.serialize.splice import spliced_jsonld, spliced_trig, spliced_turtle
from kgbuild.turtle import trig_pieces

Content = Iterable[bytes]
"""A file's bytes in portions, made as they are written."""


def written_anew(quads: Gathered, shown: Gathered, *, base: str, style: Style) -> Iterator[tuple[str, Content]]:
    """Yield the files of a dataset but its lines; `shown` are the quads that `dataset.trig` holds, all or without
    evidence."""
    yield GRAPH, trig_pieces(projected(quads, base=base), prefixes=style.prefixes)
    yield LINKED, jsonld_pieces(projected(quads, base=base), context=style.context)
    yield DATASET, trig_pieces(shown.by_graph(), prefixes=style.prefixes)


def made_over(earlier: Earlier, *, base: str, style: Style) -> Iterator[tuple[str, Content]]:
    """Yield the same files, in which only subjects that changed are written."""
    folder, subjects = earlier.folder, earlier.subjects
    now = SortedQuads(chain.from_iterable(subject.now for subject in subjects))
    clean: dict[str, list[Quad]] = {subject.term: [] for subject in subjects}
    clean |= {term: list(group) for term, group in groupby(project(now, base=base), key=itemgetter(0))}
    yield GRAPH, spliced_turtle(folder / GRAPH, clean, prefixes=style.prefixes)
    yield LINKED, spliced_jsonld(folder / LINKED, clean, context=style.context)
    yield DATASET, spliced_trig(folder / DATASET, subjects, prefixes=style.prefixes)
