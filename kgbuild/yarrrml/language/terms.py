"""Terms as written: text with `~iri` or `~lang`, lists with a datatype or language, maps, function values."""

from __future__ import annotations

from typing import NamedTuple

from kgbuild.problems import near_miss
from kgbuild.yamlio import Node
from kgbuild.yarrrml.form import Call, Target, Template, Term, TermType, Value
from kgbuild.yarrrml.language.calls import read_call
from kgbuild.yarrrml.language.context import Context
from kgbuild.yarrrml.language.keys import TAG, TERM, fields, truly_list
from kgbuild.yarrrml.language.prefixes import prefix_of
from kgbuild.yarrrml.language.sources import read_targets
from kgbuild.yarrrml.rdf.datatypes import LANG_STRING

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TYPES = {
    "iri": TermType.IRI,
    "literal": TermType.LITERAL,
    "blank": TermType.BLANK,
    "blanknode": TermType.BLANK,
}


class Tags(NamedTuple):
    """What an object's surroundings say about it: term type, datatype, language; None where they say nothing.
    `targets` are those of the datatype or language itself."""

    type: TermType | None = None
    datatype: Value | None = None
    language: Value | None = None
    targets: tuple[str, ...] = ()

    def over(self, outer: Tags) -> Tags:
        """Return these tags with the gaps filled from `outer`; a datatype hides a language and the other way round."""
        bare = self.datatype is None and self.language is None
        return Tags(
            self.type or outer.type,
            outer.datatype if bare else self.datatype,
            outer.language if bare else self.language,
            outer.targets if bare else self.targets,
        )


def read_tags(found: dict[str, Node], context: Context) -> Tags:
    """Return what the keys `type`, `datatype` and `language` say."""
    kind = datatype = language = None
    targets: tuple[str, ...] = ()
    if "type" in found:
        kind = _type(found["type"].want_text(context.problems), found["type"], context)
    if "datatype" in found:
        inner, targets = _with_targets(found["datatype"], context)
        datatype = _iri_value(inner, context)
    if "language" in found:
        inner, targets = _with_targets(found["language"], context)
        language = _language(inner, context)
        datatype = None if _is_lang_string(datatype) else datatype
    return Tags(kind, datatype, language, targets)


def _with_targets(node: Node, context: Context) -> tuple[Node, tuple[str, ...]]:
    """A datatype or language may be a map of its `value` and where its statements go."""
    if node.kind != "map" or not any(key in {"value", "v"} for key, _, _ in node.pairs):
        return node, ()
    found = fields(node, TAG, context.problems, needed=("value",))
    return found["value"], _targets(found, context)


def _is_lang_string(datatype: Value | None) -> bool:
    return isinstance(datatype, Template) and datatype.constant == LANG_STRING


def _type(text: str, node: Node, context: Context) -> TermType | None:
    if text not in _TYPES:
        context.problem(node, f"unknown term type `{text}`", near_miss(text, _TYPES))
    return _TYPES.get(text)


def _language(node: Node, context: Context) -> Value | None:
    if node.kind == "map":
        return read_call(fields(node, TERM, context.problems), node, context)
    return context.template(node.want_text(context.problems).removesuffix("~lang"), node)


def _iri_value(node: Node, context: Context) -> Value | None:
    if node.kind == "map":
        return read_call(fields(node, TERM, context.problems), node, context)
    text = node.want_text(context.problems).removesuffix("~iri")
    return context.template(context.iri_text(text, node), node) if node.kind == "text" else None


def read_suffix(node: Node, context: Context) -> Tags:
    """Return what the last element of a shortcut says: `en~lang`, or a datatype."""
    if node.kind == "text" and node.text.endswith("~lang"):
        return Tags(language=_language(node, context))
    return Tags(datatype=_iri_value(node, context))


def is_suffix(node: Node) -> bool:
    """Say whether a value is plainly a language or an XML Schema datatype, not an object."""
    return node.kind == "text" and (node.text.endswith("~lang") or node.text.startswith("xsd:"))


def read_iri_terms(node: Node | None, context: Context) -> tuple[Term, ...]:
    """Return predicates or graphs: IRIs, templates or functions; `a` is rdf:type."""
    return tuple(t for item in truly_list(node) if (t := read_iri_term(item, context)) is not None)


def read_iri_term(node: Node, context: Context) -> Term | None:
    """Return one term in a place where only IRIs may stand."""
    if node.kind == "map":
        return read_map_term(node, fields(node, TERM, context.problems), context, Tags(type=TermType.IRI))
    text = node.want_text(context.problems).removesuffix("~iri")
    if not text:
        context.problem(node, "an empty value where an IRI is needed", "write the IRI")
        return None
    if text == "a":
        return Term(Template((RDF_TYPE,), node.where), TermType.IRI, node.where)
    return Term(context.template(context.iri_text(text, node), node), TermType.IRI, node.where)


def read_subjects(node: Node | None, where: Node, context: Context) -> tuple[Term, ...]:
    """Return the subjects of a mapping; none written, or null, is a blank node for every record."""
    if node is None or node.kind == "null":
        return (Term(None, TermType.BLANK, (node or where).where),)
    if not truly_list(node):
        context.problem(node, "an empty list of subjects", "write a template, or `null` for a blank node")
    return tuple(t for item in truly_list(node) if (t := _subject(item, context)) is not None)


def _subject(node: Node, context: Context) -> Term | None:
    if node.kind == "null":
        return Term(None, TermType.BLANK, node.where)
    if node.kind == "map":
        found = fields(node, TERM, context.problems)
        if not {"value", "function", "parameters"} & found.keys():
            return Term(None, TermType.BLANK, node.where, targets=_targets(found, context))
        return read_map_term(node, found, context, Tags(type=TermType.IRI))
    text, kind = split_type(node.want_text(context.problems), node, context)
    if not text:
        context.problem(node, "an empty subject", "write a template, or `null` for a blank node")
        return None
    return _term(text, node, Tags(type=kind or TermType.IRI), context)


def read_map_term(node: Node, found: dict[str, Node], context: Context, outer: Tags) -> Term | None:
    """Return a term written as a map with `value` or `function`."""
    tags = read_tags(found, context).over(outer)
    targets = (*_targets(found, context), *tags.targets)
    if "function" in found:
        call = read_call(found, node, context)
        return None if call is None else _function_term(call, node, tags, targets)
    if "parameters" in found:
        context.problem(node, "`parameters` without a `function`", "add `function:`")
    if "value" not in found and tags.type is TermType.BLANK:
        return Term(None, TermType.BLANK, node.where, targets=targets)
    if "value" not in found:
        context.problem(node, "neither `value`, `function` nor `mapping`", "add one of them")
        return None
    value = found["value"]
    if value.kind == "map":
        call = read_call(fields(value, TERM, context.problems), value, context)
        return None if call is None else _function_term(call, node, tags, targets)
    text, kind = split_type(value.want_text(context.problems), value, context)
    term = _term(text, value, tags._replace(type=kind or tags.type), context)
    return Term(term.value, term.type, term.where, term.datatype, term.language, targets=targets)


def _targets(found: dict[str, Node], context: Context) -> tuple[str, ...]:
    targets: tuple[Target, ...] = read_targets(found.get("targets"), context)
    return tuple(t.name for t in targets)


def _function_term(call: Call, node: Node, tags: Tags, targets: tuple[str, ...]) -> Term:
    kind = tags.type or TermType.LITERAL
    return Term(call, kind, node.where, tags.datatype, tags.language, targets=targets)


def split_type(text: str, node: Node, context: Context) -> tuple[str, TermType | None]:
    """Return a text without its `~iri` (or `~literal`, `~blank`) and the term type that says."""
    head, mark, tail = text.rpartition("~")
    if mark and tail in _TYPES:
        return head, _TYPES[tail]
    if mark and tail == "lang":
        context.problem(node, f"`{text}` is a language where a value is needed", "write `[value, en~lang]`")
        return head, None
    return text, None


def text_object(node: Node, context: Context, tags: Tags) -> Term | None:
    """Return an object written as text."""
    if node.kind != "text" and not (node.kind == "null" and node.quoted):
        context.problem(node, "an object without a value", "write a template, or remove the entry")
        return None
    text, kind = split_type(node.text, node, context)
    return _term(text, node, tags._replace(type=kind or tags.type), context)


def _term(text: str, node: Node, tags: Tags, context: Context) -> Term:
    if tags.type is None:
        tags = tags._replace(type=_guessed(text, node, tags, context))
    if tags.type is not TermType.LITERAL and not (tags.datatype is None and tags.language is None):
        context.problem(node, "only a literal has a datatype or language", "remove it, or the type")
    if tags.type is TermType.IRI:
        return Term(context.template(context.iri_text(text, node), node), TermType.IRI, node.where)
    if tags.type is TermType.BLANK:
        return Term(context.template(text, node), TermType.BLANK, node.where)
    value = context.template(text, node)
    return Term(value, TermType.LITERAL, node.where, tags.datatype, tags.language, targets=tags.targets)


def _guessed(text: str, node: Node, tags: Tags, context: Context) -> TermType:
    """An object that looks like an IRI is one, with a warning, because the engines disagree (docs/mapping.md)."""
    if tags.datatype is not None or tags.language is not None or any(c.isspace() for c in text.partition("$(")[0]):
        return TermType.LITERAL
    prefix = prefix_of(text)
    known = prefix is not None and prefix in context.prefixes and len(text) > len(prefix) + 1
    if known or text.startswith(("http://", "https://")):
        fix = "write `~iri` after it to say so, or `~literal` for the text"
        context.warning(node, f"`{text}` is taken for an IRI; other engines may take it for text", fix)
        return TermType.IRI
    return TermType.LITERAL
