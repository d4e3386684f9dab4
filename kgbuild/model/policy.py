"""What a project accepts as fact, as `kgbuild.yaml` says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Settle(StrEnum):
    """How a dispute may be settled: by the side of most independent outlets, of the latest article, or of a trusted
    source."""

    MAJORITY = "majority"
    LATEST = "latest"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class AcceptRule:
    """Sources whose words count as fact, as far as all that is given fits.

    `speakers` and `outlets` are names (`*` stands for any letters), `kinds` kinds of actor (`organization`), `roles`
    words of a title the speaker holds, `properties` local names (`killed`). `where` is `file:line`.
    """

    where: str
    speakers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """What is accepted: every outlet's own voice, or only that of `own` (names); what `attributed` rules let in; and
    how disputes are settled, if at all: `trusted` are names of outlets or speakers, `settle_where` is `file:line`."""

    own: tuple[str, ...] = ()
    attributed: tuple[AcceptRule, ...] = ()
    settle: Settle | None = None
    trusted: tuple[str, ...] = ()
    settle_where: str = ""
