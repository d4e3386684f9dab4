"""What holds before reports are compared: words of the language, decisions of people, ids given before, caution."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.identifiers import digest
from kgbuild.resolve.partition import Link
from kgbuild.resolve.words import IdentityWords

Where = tuple[str, str]
"""Article id, and the id of an entity or event there."""


@dataclass(frozen=True, slots=True)
class Prior:
    """`same` and `different` are pairs that decisions join and keep apart, with the decision's place for `same`;
    `renamed` gives labels decided; `ids` maps the key of a thing to the id it was once given."""

    words: IdentityWords = field(default_factory=IdentityWords)
    cautious: bool = False
    same: tuple[tuple[Where, Where, str], ...] = ()
    different: tuple[tuple[Where, Where], ...] = ()
    renamed: Mapping[Where, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)

    def same_links(self, known: Collection[Where]) -> Iterator[Link[Where]]:
        """Yield the decided pairs among things that exist."""
        for one, other, where in self.same:
            if one in known and other in known:
                yield Link(one, other, 2.0, f"decided at {where}")

    def kept_ids(self, things: Sequence[tuple[str, Collection[tuple[str, ...]]]]) -> list[str]:
        """Return for each thing (its own id, its keys) the id it had before, where most of its keys had one; no id
        is given twice."""
        wanted = []
        for number, (own, keys) in enumerate(things):
            votes = Counter(self.ids[k] for k in (key_digest(key) for key in keys) if k in self.ids)
            best = min(votes, key=lambda i: (-votes[i], i), default="")
            wanted.append((-votes[best] if best else 0, number, best or own, own))
        taken: dict[str, int] = {}
        found = [""] * len(things)
        for votes_, number, best, own in sorted(wanted):
            one = best if best not in taken else own
            if one in taken:
                one = f"{own}-{digest(own, str(number), length=4)}"
            taken[one] = votes_
            found[number] = one
        return found


def key_digest(key: Sequence[str]) -> str:
    """Return a thing's key as it is kept in `ids.csv`."""
    return digest(*key, length=12)


def by_id(ids: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the keys of each id."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, one in ids.items():
        found[one].add(key)
    return found
