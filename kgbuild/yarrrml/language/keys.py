"""The words of the language: every key with its shortcuts, and reading a map with them."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.problems import Problem, Severity, near_miss
from kgbuild.yamlio import Node

# Specification, "Shortcuts"; the singular forms are what the engines accept and people write.
ROOT: Mapping[str, tuple[str, ...]] = {
    "base": (),
    "prefixes": ("prefix",),
    "authors": ("author", "a"),
    "sources": ("source",),
    "targets": ("target",),
    "mappings": ("mapping", "m"),
    "external": ("externals",),
}
MAPPING: Mapping[str, tuple[str, ...]] = {
    "sources": ("source",),
    "subjects": ("subject", "s"),
    "predicateobjects": ("predicateobject", "po"),
    "graphs": ("graph", "g"),
    "condition": ("conditions",),
}
ENTRY: Mapping[str, tuple[str, ...]] = {
    "predicates": ("predicate", "p"),
    "inversepredicates": ("inversepredicate", "i"),
    "objects": ("object", "o"),
    "graphs": ("graph", "g"),
    "condition": ("conditions",),
    "type": (),
    "datatype": (),
    "language": ("lang",),
}
_CALL: Mapping[str, tuple[str, ...]] = {"function": ("fn", "f"), "parameters": ("pms",)}
TERM: Mapping[str, tuple[str, ...]] = {
    "value": ("v",),
    "type": (),
    "datatype": (),
    "language": ("lang",),
    "targets": ("target",),
    "condition": ("conditions",),
    **_CALL,
}
# A datatype or language whose statements go to a target of their own.
TAG: Mapping[str, tuple[str, ...]] = {"value": ("v",), "targets": ("target",)}
OBJECT: Mapping[str, tuple[str, ...]] = {**TERM, "mapping": ("mappings", "m")}
# `mapping` inside a call is seen in the wild; `s` and `o` say all there is to say.
CALL: Mapping[str, tuple[str, ...]] = {**_CALL, "mapping": (), "type": (), "datatype": (), "language": ("lang",)}
ARGUMENT: Mapping[str, tuple[str, ...]] = {"parameter": ("pm",), "value": ("v",), "type": (), "from": (), **_CALL}
SOURCE: Mapping[str, tuple[str, ...]] = {
    "access": (),
    "type": (),
    "referenceFormulation": (),
    "iterator": (),
    "delimiter": (),
    "quote": ("quoteChar",),
    "encoding": (),
    "nullValues": ("nulls", "null"),
    "query": (),
    "table": (),
    "queryFormulation": (),
    "credentials": (),
    "contentType": (),
    "operationType": (),
    "security": (),
}
TARGET: Mapping[str, tuple[str, ...]] = {"access": (), "type": (), "serialization": (), "compression": ()}


def fields(
    node: Node, table: Mapping[str, tuple[str, ...]], problems: list[Problem], *, needed: tuple[str, ...] = ()
) -> dict[str, Node]:
    """Return the pairs of a map under their full keys.

    Unknown keys, one key written twice under different shortcuts, and missing `needed` keys become problems. Keys
    starting with `x-` are left to the user (anchors, notes); at the root unknown ones only warn, for many write anchors
    there under names of their own.
    """
    unknown = Severity.WARNING if table is ROOT else Severity.ERROR
    full = {short: key for key, shorts in table.items() for short in (key, *shorts)}
    found: dict[str, Node] = {}
    if node.kind == "null" and not needed:
        return found
    if node.kind != "map":
        node.want_map(problems)
        return found
    for written, where, value in node.pairs:
        if written.startswith("x-"):
            continue
        key = full.get(written)
        if key is None:
            problems.append(Problem(where, f"unknown key `{written}`", near_miss(written, full), unknown))
        elif key in found:
            problems.append(Problem(where, f"`{written}` says again what `{key}` says", "keep one of the two"))
        else:
            found[key] = value
    for key in needed:
        if key not in found:
            problems.append(Problem(node.where, f"missing key `{key}`", f"add `{key}:` here"))
    return found


def truly_list(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list, one value as a list of one, nothing as an empty list."""
    if node is None or node.kind == "null":
        return ()
    return node.items if node.kind == "list" else (node,)
