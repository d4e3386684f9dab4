"""What `resolve` gives back: the same facts under global ids, and why things were taken to be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.model.facts import ArticleFacts, Span, When
from kgbuild.model.gist import Gist


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """`members` — (article id, local id) pairs — were taken to be the one thing `id`, for `reason`.

    `score` (0 to 1, more where a person decided) is that of the weakest link; `against` is what speaks against it.
    """

    id: str
    members: tuple[tuple[str, str], ...]
    reason: str
    score: float = 1.0
    against: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """Something a person should decide: whether two things — (article id, local id) pairs — are the same."""

    kind: str
    left: tuple[str, str]
    right: tuple[str, str]
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Communication:
    """One act of speaking in one article: an interview, a post, a press remark, with the positions it carries."""

    id: str
    article: str
    speaker: str
    audience: tuple[str, ...]
    medium: str | None
    when: When
    positions: tuple[str, ...]
    spans: tuple[Span, ...]
    frame: str


@dataclass(frozen=True, slots=True, order=True)
class Utterance:
    """One act of speaking that several positions (`members`, ids in order) report, and why they are taken to."""

    id: str
    members: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts of all articles under global ids, in the order of article ids; those of an article are loaded when they are
    first looked at; `gists` have of each what all builds look at.

    `communications` gives the acts of speaking of each article by its id. `digests` gives by article id what its facts
    under global ids, and the labels of all they name, depend on: where it is as it was, so are they ("": not known).
    `labels` gives each actor, place and event its one label; `merges` and `utterances` carry the reasons. `given` maps
    the key of each thing (as kept in `ids.csv`) to its term's local part (`actor/…`); `where` its local id to it;
    `replaced` a former one to the present.
    """

    facts: Sequence[ArticleFacts]
    labels: Mapping[str, str]
    merges: tuple[Merge, ...]
    communications: Mapping[str, tuple[Communication, ...]]
    utterances: tuple[Utterance, ...]
    gists: tuple[Gist, ...] = ()
    questions: tuple[Question, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[tuple[str, str], str] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
