"""How each value of an event stands: accepted, disputed, or told by somebody only. Read from the claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kgbuild.model.terms import is_iri, literal_of
from kgbuild.model.triples import Triples
from kgbuild.model.vocabulary import ACCEPTED, OBJECT, PREDICATE, STATUS, code, kgb

Name = Callable[[str], str]
_NOTHING = ("",)
_new = tuple.__new__
_ATTRIBUTED, _DISPUTED, _REJECTED = code("attributed"), code("disputed"), code("rejected")


class Cell(NamedTuple):
    """The values of one property of one event, as ids or texts: those accepted, those in dispute, and those that are
    only attributed, each with who says it (ids)."""

    accepted: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    attributed: Mapping[str, tuple[str, ...]] | None = None

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who says what is only attributed."""
        return tuple(dict.fromkeys(who for said in (self.attributed or {}).values() for who in said))

    @property
    def values(self) -> tuple[str, ...]:
        """What a column of values holds: what is accepted, else what is only attributed; nothing where it is in
        dispute."""
        return self.accepted or (() if self.disputed else tuple(self.attributed or ()))

    @property
    def by_source(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """By who say so, those of the `values` that are only attributed."""
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for value, who in (self.attributed or {}).items():
            if not self.accepted and not self.disputed:
                found[who] = (*found.get(who, ()), value)
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """Cells by event id and property (local name); `told` are the events without any accepted claim, with who tells of
    them; `in_dispute` the properties in dispute of each event, in order; `rejected` the events whose every claim is."""

    cells: Mapping[tuple[str, str], Cell]
    told: Mapping[str, tuple[str, ...]]
    in_dispute: Mapping[str, tuple[str, ...]]
    rejected: frozenset[str] = frozenset()

    def cell(self, event: str, *properties: str) -> Cell:
        """Return what stands of a property, or of the first of several that has a value."""
        return next((self.cells[event, p] for p in properties if (event, p) in self.cells), Cell())

    def disputes(self, event: str, name: Name) -> str:
        """Return what is in dispute of an event, both sides named."""
        found = ((p, self.cells[event, p].disputed) for p in self.in_dispute.get(event, ()))
        return "; ".join(f"{p}: {' / '.join(map(name, sides))}" for p, sides in found)


def standing_of(facts: Triples, some: Container[str] | None = None) -> Standing:
    """Read the claims about events, all or `some` (ids)."""
    wanted = (PREDICATE, OBJECT, STATUS, kgb("claimedBy"))
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    names = _Names()
    events = (one for one in facts.claimed if "/event/" in one)
    for event in (one for one in events if some is None or names[one] in some):
        for claim in map(facts.said, facts.claimed[event]):
            property_, value, status, who = [claim.get(name, _NOTHING)[0] for name in wanted]
            if property_ and value and status and who:
                found[names[event], names[property_]].append((names[value], status, names[who]))
    cells = {key: _cell(claims) for key, claims in found.items()}
    told: dict[str, list[str]] = defaultdict(list)
    in_dispute: dict[str, tuple[str, ...]] = {}
    firm = {event for (event, _), cell in cells.items() if cell.accepted}
    for event, prop in sorted(cells):
        cell = cells[event, prop]
        if event not in firm:
            told[event].extend(cell.speakers)
        if cell.disputed:
            in_dispute[event] = (*in_dispute.get(event, ()), prop)
    said = {event: tuple(dict.fromkeys(who)) for event, who in told.items()}
    standing = {event for (event, _), claims in found.items() if any(status != _REJECTED for _, status, _ in claims)}
    return Standing(cells, said, in_dispute, frozenset(event for event, _ in found) - standing)


def _cell(claims: Sequence[tuple[str, str, str]]) -> Cell:
    if len(claims) == 1:  # as most
        ((value, status, who),) = claims
        if status == ACCEPTED:
            return _new(Cell, ((value,), (), {}))
        return Cell((), (value,) if status == _DISPUTED else (), {value: (who,)} if status == _ATTRIBUTED else {})
    accepted = tuple(sorted({value for value, status, _ in claims if status == ACCEPTED}))
    disputed = tuple(sorted({value for value, status, _ in claims if status == _DISPUTED}))
    attributed: dict[str, list[str]] = defaultdict(list)
    for value, status, who in sorted(claims):
        if status == _ATTRIBUTED and value not in accepted:
            attributed[value].append(who)
    return Cell(accepted, disputed, {value: tuple(dict.fromkeys(who)) for value, who in attributed.items()})


class _Names(dict[str, str]):
    """The local name of each IRI, and the value of each literal, looked for once."""

    def __missing__(self, term: str) -> str:
        name = term.strip("<>").replace("#", "/").rsplit("/", 1)[-1] if is_iri(term) else literal_of(term).value
        self[term] = name
        return name
