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
            votes = self._votes(places) or self._votes(names)
            best = min(votes, key=lambda i: (-votes[i], i), default="")
            wanted.append((-votes[best] if best else 0, number, best or own, own))
        taken: set[str] = set()
        found = [""] * len(things)
        for _, number, best, own in sorted(wanted):
            one = next(i for i in (best, own, f"{own}-{digest(own, str(number), length=4)}") if i not in taken)
            taken.add(one)
            found[number] = one
        return found

    def _votes(self, keys: Keys) -> Counter[str]:
        return Counter(self.ids[k] for k in keys if k in self.ids)


def key_digest(key: Sequence[str]) -> str:
    """Return a thing's key as it is kept in `ids.csv`."""
    return digest(*key, length=12)
