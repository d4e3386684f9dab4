"""Loading: compare with what the store's note says it holds, replace what changed, delete what is gone.

The note is a graph in the store itself, so that it is true for whoever loads from wherever, and gone when the store is.
Before anything changes, the graphs concerned are noted as pending; a load that breaks off leaves them so, and the next
one does them again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kgbuild.errors import CheckError, UsageError
from kgbuild.load.graphs import PENDING, Graph, note_of, read_note
from kgbuild.load.store import Store, Unreachable

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load does: graphs the store lacks or has otherwise, graphs it has and should not, graphs left alone."""

    new: tuple[Graph, ...]
    changed: tuple[Graph, ...]
    gone: tuple[str, ...]
    same: tuple[Graph, ...]

    @property
    def steps(self) -> int:
        """How many graphs are touched."""
        return len(self.new) + len(self.changed) + len(self.gone)


def plan_load(store: Store, graphs: Sequence[Graph], *, note: str) -> Plan:
    """Return what has to be done; `note` is the IRI of the store's note. Raises UsageError where the store is not
    there, or wants other credentials."""
    try:
        held = read_note(store.get(note))
    except Unreachable as error:
        raise UsageError(f"the store cannot be asked: {error}") from None
    names = {g.name for g in graphs}
    return Plan(
        new=tuple(g for g in graphs if g.name not in held),
        changed=tuple(g for g in graphs if g.name in held and held[g.name] != g.checksum),
        gone=tuple(sorted(name for name in held if name not in names)),
        same=tuple(g for g in graphs if held.get(g.name) == g.checksum),
    )


def carry_out(store: Store, plan: Plan, *, note: str, progress: Progress) -> None:
    """Do what a plan says. Raises CheckError where the store gives up on the way, saying how far it came."""
    if not plan.steps:
        return
    touched = (*plan.new, *plan.changed)
    same = {g.name: g.checksum for g in plan.same}
    pending = dict.fromkeys((*(g.name for g in touched), *plan.gone), PENDING)
    done = 0
    at = note
    try:
        store.put(note, note_of(same | pending))
        for at in plan.gone:
            store.drop(at)
            done += 1
            progress("load", done, plan.steps)
        for graph in touched:
            at = graph.name
            store.put(graph.name, graph.triples)
            done += 1
            progress("load", done, plan.steps)
        at = note
        store.put(note, note_of(same | {g.name: g.checksum for g in touched}))
    except Unreachable as error:
        how_far = f"{done} of {plan.steps} graphs are done; run the same command again to complete it"
        raise CheckError(f"the store failed at <{at}>: {error}\n{how_far}") from None
