"""What holds before reports are compared: words of the language, decisions of people, ids given before, caution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.identifiers import digest
from kgbuild.model.partition import Link
from kgbuild.resolve.words import IdentityWords

Where = tuple[str, str]
"""Article id, and the id of an entity or event there."""

Keys = Collection[str]

_SEVERAL = 2


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

    def kept_ids(self, things: Sequence[tuple[str, Keys, Keys]]) -> list[str]:
        """Return for each thing the id it had before. A thing is (its own id, digests of the places that name it, those
        of its names): most of its places decide, its names where no place is known. No id is given twice."""
        wanted = []
        for number, (own, places, names) in enumerate(things):
            best, votes = self._voted(places) or self._voted(names) or (own, 0)
            wanted.append((-votes, number, best, own))
        taken: set[str] = set()
        found = [""] * len(things)
        for _, number, best, own in sorted(wanted):
            one = best if best not in taken else own
            if one in taken:
                one = f"{own}-{digest(own, str(number), length=4)}"
            taken.add(one)
            found[number] = one
        return found

    def _voted(self, keys: Keys) -> tuple[str, int] | None:
        """Return the id that most of some keys had, and how many; None where none had any."""
        had = [self.ids[key] for key in keys if key in self.ids]
        if len(had) < _SEVERAL:  # as most, by far
            return (had[0], 1) if had else None
        votes = Counter(had)
        best = min(votes, key=lambda one: (-votes[one], one))
        return best, votes[best]


def key_digest(key: Sequence[str]) -> str:
    """Return a thing's key as it is kept in `ids.csv`."""
    return digest(*key, length=12)
