"""What the ontology says of properties, as the comparison of claims needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class OverTime(StrEnum):
    """How a value may differ from day to day without a contradiction."""

    RISES = "rises"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Rules:
    """Property terms: `functional` may have one value; `over_time` may have another on a later day; a value of a key
    of `made_of` is made from values of the properties there, and falls with them."""

    functional: frozenset[str] = frozenset()
    over_time: Mapping[str, OverTime] = field(default_factory=dict)
    made_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
