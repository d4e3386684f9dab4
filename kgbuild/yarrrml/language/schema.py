"""The JSON Schema of YARRRML for editors, made from the same tables of keys that the loader reads with."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.yarrrml.language.keys import ARGUMENT, CALL, ENTRY, MAPPING, OBJECT, ROOT, SOURCE, TAG, TARGET, TERM

Json = dict[str, object]
_SCALAR: Json = {"type": ["string", "number", "boolean"]}
_NULLABLE: Json = {"type": ["string", "number", "boolean", "null"]}


def json_schema() -> Json:
    """Return the schema as a JSON object (draft 2020-12)."""
    named: dict[str, Json] = {name: _object(keys, inside) for name, (keys, inside) in _shapes().items()}
    named |= _choices()
    root: dict[str, Json] = {
        "base": {"type": "string"},
        "prefixes": {"type": "object", "additionalProperties": {"type": "string"}},
        "external": {"type": "object", "additionalProperties": _SCALAR},
        "sources": {"type": "object", "additionalProperties": _ref("source")},
        "targets": {"type": "object", "additionalProperties": _ref("target")},
        "mappings": {"type": "object", "additionalProperties": _ref("mapping")},
        "authors": _one_or_many({"type": ["string", "object"]}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "YARRRML as kgbuild reads it",
        **_object(ROOT, root),
        "$defs": named,
    }


_Shapes = dict[str, tuple[Mapping[str, tuple[str, ...]], dict[str, Json]]]


def _shapes() -> _Shapes:
    """The maps of the language: their keys, and what stands under those that take more than a scalar."""
    return {
        "mapping": (
            MAPPING,
            {
                "sources": _one_or_many(_ref("source")),
                "subjects": _one_or_many({"anyOf": [_NULLABLE, _ref("term")]}),
                "predicateobjects": _one_or_many(_ref("entry")),
                "graphs": _one_or_many(_ref("value")),
                "condition": _one_or_many(_ref("call")),
            },
        ),
        "entryMap": (
            ENTRY,
            {
                "predicates": _one_or_many(_ref("value")),
                "inversepredicates": _one_or_many(_ref("value")),
                "objects": _one_or_many(_ref("object")),
                "graphs": _one_or_many(_ref("value")),
                "condition": _one_or_many(_ref("call")),
            },
        ),
        "term": (TERM, _inside_term()),
        "objectMap": (OBJECT, {**_inside_term(), "mapping": {"type": "string"}}),
        "call": (CALL, {"function": {"type": "string"}, "parameters": _one_or_many(_ref("argument"))}),
        "argumentMap": (
            ARGUMENT,
            {"value": {"anyOf": [_SCALAR, _ref("call")]}, "parameters": _one_or_many(_ref("argument"))},
        ),
        "tag": (TAG, {"targets": _one_or_many(_ref("target"))}),
        "sourceMap": (SOURCE, _inside_source()),
        "targetMap": (TARGET, {}),
    }


def _inside_source() -> dict[str, Json]:
    return {
        "credentials": {"type": "object"},
        "nullValues": _one_or_many(_SCALAR),
        "security": _one_or_many({"type": ["string", "object"]}),
    }


def _choices() -> dict[str, Json]:
    """What may be written in a long and in a short way."""
    return {
        "value": {"anyOf": [_SCALAR, _ref("term")]},
        "entry": {"anyOf": [_ref("entryMap"), {"type": "array", "minItems": 2, "maxItems": 3}]},
        "object": {"anyOf": [_SCALAR, _ref("objectMap"), {"type": "array", "minItems": 1, "maxItems": 2}]},
        "argument": {"anyOf": [_ref("argumentMap"), {"type": "array", "minItems": 2, "maxItems": 3}]},
        "source": {"anyOf": [{"type": "string"}, _ref("sourceMap"), {"type": "array", "minItems": 1, "maxItems": 2}]},
        "target": {"anyOf": [{"type": "string"}, _ref("targetMap"), {"type": "array", "minItems": 1, "maxItems": 3}]},
    }


def _inside_term() -> dict[str, Json]:
    return {
        "value": {"anyOf": [_SCALAR, _ref("call")]},
        "language": {"anyOf": [_SCALAR, _ref("call"), _ref("tag")]},
        "datatype": {"anyOf": [_SCALAR, _ref("call"), _ref("tag")]},
        "type": {"enum": ["iri", "literal", "blank", "blanknode"]},
        "function": {"type": "string"},
        "parameters": _one_or_many(_ref("argument")),
        "condition": _one_or_many(_ref("call")),
        "targets": _one_or_many(_ref("target")),
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _one_or_many(item: Json) -> Json:
    return {"anyOf": [item, {"type": "array", "items": item}, {"type": "null"}]}


def _object(keys: Mapping[str, tuple[str, ...]], inside: Mapping[str, Json]) -> Json:
    properties = {name: inside.get(key, _SCALAR) for key, shorts in keys.items() for name in (key, *shorts)}
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }
