"""Predicate-object entries: long and short forms, links to other mappings, conditions on single objects."""

from __future__ import annotations

from typing import NamedTuple

from kgbuild.yamlio import Node, warn
from kgbuild.yarrrml.form import (
    Argument,
    Call,
    Link,
    PredicateObject,
    Side,
    Template,
    Term,
    TermType,
    on_side,
    references,
)
from kgbuild.yarrrml.language.calls import read_conditions
from kgbuild.yarrrml.language.context import Context
from kgbuild.yarrrml.language.keys import ENTRY, OBJECT, fields, truly_list
from kgbuild.yarrrml.language.sources import read_targets
from kgbuild.yarrrml.language.terms import (
    RDF_TYPE,
    Tags,
    is_suffix,
    read_iri_terms,
    read_map_term,
    read_suffix,
    read_tags,
    text_object,
)


class _Object(NamedTuple):
    term: Term | Link
    conditions: tuple[Call, ...] = ()


def read_entries(node: Node | None, context: Context) -> tuple[PredicateObject, ...]:
    """Return all predicate-object entries of a mapping."""
    if node is None:
        return ()
    # One short entry written without the outer list, `po: [a, foaf:Person]`, is accepted as other engines do.
    lone = node.kind == "list" and len(node.items) > 1 and node.items[0].kind == "text"
    return tuple(entry for item in ((node,) if lone else truly_list(node)) for entry in _entry(item, context))


def _entry(node: Node, context: Context) -> list[PredicateObject]:
    if node.kind == "list":
        return _short_entry(node, context)
    found = fields(node, ENTRY, context.problems, needed=("predicates", "objects") if node.kind == "map" else ())
    if not {"predicates", "objects"} <= found.keys():
        if node.kind != "map":
            context.problem(node, "a predicate-object entry is `[predicate, object]` or a map", "write it so")
        return []
    if not (truly_list(found["predicates"]) or truly_list(found.get("inversepredicates"))):
        context.problem(found["predicates"], "an entry without a predicate", "write one, or remove the entry")
    predicates = read_iri_terms(found["predicates"], context)
    outer = read_tags(found, context).over(_by_predicates(predicates))
    objects = _objects(found["objects"], outer, context)
    entry = PredicateObject(
        predicates,
        (),
        node.where,
        inverses=read_iri_terms(found.get("inversepredicates"), context),
        graphs=read_iri_terms(found.get("graphs"), context),
        conditions=read_conditions(found.get("condition"), context),
    )
    return _grouped(entry, objects)


def _short_entry(node: Node, context: Context) -> list[PredicateObject]:
    if len(node.items) not in {2, 3}:
        fix = "write `[predicate, object]` or `[predicate, object, datatype or language]`"
        context.problem(node, f"a short entry has two or three parts, this one {len(node.items)}", fix)
        return []
    if not truly_list(node.items[0]):
        context.problem(node, "an entry without a predicate", "write one, or remove the entry")
    predicates = read_iri_terms(node.items[0], context)
    outer = _by_predicates(predicates)
    if len(node.items) == 3:
        outer = read_suffix(node.items[2], context).over(Tags())
    objects = _objects(node.items[1], outer, context)
    return _grouped(PredicateObject(predicates, (), node.where), objects)


def _by_predicates(predicates: tuple[Term, ...]) -> Tags:
    """Objects of rdf:type are IRIs without saying so."""
    types = [isinstance(p.value, Template) and p.value.constant == RDF_TYPE for p in predicates]
    return Tags(type=TermType.IRI) if types and all(types) else Tags()


def _grouped(entry: PredicateObject, objects: list[_Object]) -> list[PredicateObject]:
    """Objects with a condition of their own get an entry of their own."""
    plain = tuple(o.term for o in objects if not o.conditions)
    entries = [entry._replace(objects=plain)] if plain else []
    entries += [
        entry._replace(objects=(o.term,), conditions=entry.conditions + o.conditions) for o in objects if o.conditions
    ]
    return entries


def _objects(node: Node, outer: Tags, context: Context) -> list[_Object]:
    items = truly_list(node)
    if not items:
        context.problem(node, "an object without a value", "write a template, or remove the entry")
    if node.kind == "list" and len(items) == 2 and items[0].kind == "text" and is_suffix(items[1]):
        fix = "write `[[value, datatype or language]]`"
        context.warning(node, f"`{items[1].text}` is taken for the tag of `{items[0].text}`", fix)
        items = (node,)
    return [o for item in items if (o := _object(item, outer, context)) is not None]


def _object(node: Node, outer: Tags, context: Context) -> _Object | None:
    if node.kind == "list":
        if len(node.items) not in {1, 2}:
            context.problem(node, "an object is `[value, datatype or language]`", "write it so")
            return None
        tags = read_suffix(node.items[1], context) if len(node.items) == 2 else Tags()
        kind = None if len(node.items) == 2 else outer.type
        term = text_object(node.items[0], context, tags.over(outer._replace(type=kind)))
        return None if term is None else _Object(term)
    if node.kind != "map":
        term = text_object(node, context, outer)
        return None if term is None else _Object(term)
    found = fields(node, OBJECT, context.problems)
    if "mapping" in found:
        return _Object(_link(found, context))
    term = read_map_term(node, found, context, outer)
    return None if term is None else _Object(term, read_conditions(found.get("condition"), context))


def _link(found: dict[str, Node], context: Context) -> Link:
    for key in sorted({"value", "function", "datatype", "language"} & found.keys()):
        context.problem(found[key], f"`{key}` beside `mapping`", "a link takes only `condition` and `targets`")
    return Link(
        found["mapping"].want_text(context.problems),
        tuple(_sided(call, context) for call in read_conditions(found.get("condition"), context)),
        found["mapping"].where,
        tuple(t.name for t in read_targets(found.get("targets"), context)),
    )


def _sided(call: Call, context: Context) -> Call:
    """A link's `equal` in which nothing says `s` or `o` compares this record with the other one.

    The specification makes `s` the default for both, which would compare a record with itself; mappings in the wild
    mean the first for this record and the second for the other.
    """
    if len(call.arguments) != 2 or any(r.side is Side.OBJECT for r in references(call)):
        return call
    first, second = call.arguments
    if not all(any(True for _ in references(a.value)) for a in call.arguments):
        return call
    what = "neither parameter says `s` or `o`: the second is read from the mapping linked to"
    context.problems.append(warn(call.where, what, "write `[str1, $(…), s]` and `[str2, $(…), o]`"))
    return Call(call.function, (first, Argument(second.parameter, on_side(second.value, Side.OBJECT))), call.where)
