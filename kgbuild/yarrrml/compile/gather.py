"""Code for collections: members are put into a Python list, which becomes triples where the statement is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kgbuild.yarrrml.compile.coder import Coder, Pieces, code_piece, joined
from kgbuild.yarrrml.compile.gatherings import NIL, Gatherings, quad_line
from kgbuild.yarrrml.form import Gather, Link, Term

# What the code calls by name.
GATHER_NAMES = {"Gatherings": Gatherings, "quad_line": quad_line}
MemberOpener = Callable[[Term | Link, Callable[[Pieces], None]], None]


class Pending(NamedTuple):
    """A collection whose triples are still to be written: its kind, and the variables of its head and members."""

    kind: str
    head: str
    members: str
    named: bool


def open_gather(gather: Gather, name: Pieces, coder: Coder, members: MemberOpener, pending: list[Pending]) -> Pieces:
    """Write the code that collects the members; return the node of the collection.

    `name` is the collection's own name, empty where it has none. Opens the block in which there is a collection: an
    empty one is made only where the rule allows it.
    """
    groups = [_group(member, coder, members) for member in gather.members]
    found = coder.fresh("m")
    if gather.product:
        coder.open(f"for {found} in product({', '.join(groups)}):")
    else:
        coder.line(f"{found} = {' + '.join(groups)}")
        if not gather.empty:
            coder.open(f"if {found}:")
    head = coder.fresh("h")
    coder.line(f"{head} = {joined(name) if name else 'gatherings.fresh()'}")
    if gather.kind == "List":
        coder.line(f"if not {found}: {head} = {NIL!r}")
    pending.append(Pending(gather.kind, head, found, bool(name)))
    return code_piece(head)


def _group(member: Term | Link, coder: Coder, members: MemberOpener) -> str:
    """The list of what one term map gives."""
    group = coder.fresh("g")
    coder.line(f"{group} = []")
    members(member, lambda pieces: coder.line(f"{group}.append({joined(pieces)})"))
    return group
