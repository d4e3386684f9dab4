"""All checks of a finished dataset, from its files alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kgbuild.verify.claims import check_claims
from kgbuild.verify.core import check_core
from kgbuild.verify.dataset import Dataset, Fault
from kgbuild.verify.disputes import check_disputes
from kgbuild.verify.layout import check_layout
from kgbuild.verify.references import check_references
from kgbuild.verify.terms import check_terms
from kgbuild.verify.words import Report, check_words


def check_dataset(data: Dataset, reports: Mapping[str, Report]) -> list[Fault]:
    """Return everything that breaks the promise, by node; the work grows with the number of quads."""
    return sorted(set(_faults(data, reports)))


def _faults(data: Dataset, reports: Mapping[str, Report]) -> Iterator[Fault]:
    checks: Iterable[Iterator[Fault]] = (
        check_layout(data), check_terms(data), check_references(data), check_claims(data), check_core(data),
        check_disputes(data), check_words(data, reports),
    )  # fmt: skip
    for check in checks:
        yield from check
