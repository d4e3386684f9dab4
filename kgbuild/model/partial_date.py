"""A date as precise as its source: an EDTF string (ISO 8601-2, level 1), and the first and last day it can mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """`earliest` and `latest` are `YYYY-MM-DD`, or None where that end is open."""

    edtf: str
    earliest: str | None
    latest: str | None
