"""What the files of an output folder are made over from, and what is kept for those of the next build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kgbuild.model.delta import Delta
from kgbuild.pipeline.description import Dump
from kgbuild.pipeline.earlier import Before
from kgbuild.pipeline.kept_answers import KeptAnswers
from kgbuild.pipeline.kept_measures import KeptMeasures
from kgbuild.pipeline.kept_network import KeptNetwork
from kgbuild.pipeline.kept_pieces import KeptPieces
from kgbuild.pipeline.kept_report import KeptReport
from kgbuild.pipeline.kept_views import KeptViews


class KeptFiles(NamedTuple):
    """Pieces of files, the network with its measures, the answers, what the report shows, and the lines of views."""

    pieces: KeptPieces
    network: KeptNetwork
    measures: KeptMeasures
    answers: KeptAnswers
    report: KeptReport
    views: KeptViews

    def keep(self, dumps: Sequence[Dump]) -> None:
        """Keep them, given the files, that of the dataset first."""
        self.pieces.keep(dumps)
        self.network.keep(dumps[0].sha256)
        self.measures.keep()
        self.answers.keep(dumps[0].sha256)
        self.report.keep(dumps[0].sha256)
        self.views.keep(dumps[0].sha256)


def kept_files(project: Path, before: Before | None, delta: Delta | None, *, latest: int) -> KeptFiles:
    """Return what a project keeps, of the output `before` and of the dataset that `delta` leads from; the report shows
    at most so many of the `latest` articles."""
    network, measures = KeptNetwork(project, delta), KeptMeasures(project, known=before is not None)
    answers, views = KeptAnswers(project, delta), KeptViews(project, delta)
    report = KeptReport(project, delta, latest)
    return KeptFiles(KeptPieces(project, before), network, measures, answers, report, views)
