"""Texts changed at the level of bytes, of words and (YAML) of structure."""

from __future__ import annotations

import re
from typing import Any

import yaml
from hypothesis import strategies as st

ODD = ["", " ", "\n", "\t", "\0", "\u0085", "\u2028", "\ufeff", "é", "𝒳", "\ud800", "%", "<", ">", '"', "'", "\\", "`"]
YAML_WORDS = [
    *ODD, ":", "- ", "[", "]", "{", "}", "~", "null", "&a ", "*a", "<<: *a", "!!binary ", "!!set ", "!x ", "---\n",
    "...\n", "%YAML 1.3\n", "# x", "| \n", "> \n", "? ", "~iri", "~lang", "~blank", "~literal", "$(", ")", "$(id)",
    "$(_x)", "\\$(", "\\:", "a", "ex:", "ex:a", "xsd:integer", "xsd:date", "rdf:langString", "en~lang", "mapping: ",
    "function: ", "parameters: ", "condition: ", "value: ", "type: ", "graphs: ", "targets: ", "sources: ", "base: ",
    "s: ", "po: ", "datatype: ", "language: ", "inversepredicates: ", "grel:string_replace", "equal", "external: ",
    "http://", "a b", "-", "1e400", "9" * 5000, "x" * 20000, "[" * 60, "[" * 3000, "{a: " * 60, "- " * 300,
]  # fmt: skip
TURTLE_WORDS = [
    *ODD, "[]", "[", "]", "()", "(", ")", ".", ";", ",", '"{"', '"}"', '"{id}"', '"{id}{name}"', '"\\\\"', "<x>", "<>",
    "_:a", "_:b", "true", "5", "1e400", '"x"@en', '"x"^^<y>', "a", "rr:IRI", "rr:BlankNode", "rr:Literal",
    "rml:reference", "rr:template", "rr:constant", "rr:parentTriplesMap", "rr:joinCondition", "rml:gather",
    "rml:gatherAs", "rdf:List", "rdf:nil", "rml:functionExecution", "fnml:functionValue", "rml:languageMap",
    "rml:datatypeMap", "rml:termType", "rr:graph", "rml:source", "rml:iterator", '"$.["', '"//["', "<#M>", "rml:null",
    "rml:encoding", "csvw:delimiter", "rml:viewOn", "rml:field", "rml:fieldName",
    "rml:leftJoin", "rml:parentLogicalView",
    "rml:functionMap", "rml:return", "rml:strategy",
    "rml:logicalTarget", "rml:class",
    '"ab"', '"\\n"', '"\\u0000"', "<< <a> <b> <c> >>", "@prefix", "@base <y> .",
]  # fmt: skip
_WORD = re.compile(r"\s+|[\w$.:/#~-]+|.", re.DOTALL)


@st.composite
def by_words(draw: st.DrawFn, texts: list[str], words: list[str]) -> str:
    """A text with some words gone, doubled, moved or put in from elsewhere."""
    found = _WORD.findall(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(found)))
        gone = draw(st.sampled_from([0, 1, 1, 1, 2, 8]))
        piece = draw(st.one_of(st.sampled_from(words), st.sampled_from(found or [""])))
        found[at : at + gone] = [piece]
    return "".join(found)


@st.composite
def by_bytes(draw: st.DrawFn, texts: list[str]) -> bytes:
    """The bytes of a text with some of them changed."""
    data = bytearray(draw(st.sampled_from(texts)).encode("utf-8", "replace"))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(data)


@st.composite
def by_structure(draw: st.DrawFn, texts: list[str]) -> str:
    """A YAML text with nodes swapped, wrapped, removed or of another kind, printed anew."""
    text = draw(st.sampled_from(texts))
    try:
        tree = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return text
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(tree))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        other_holder, other_key = draw(st.sampled_from(places))
        holder[key] = _changed(draw, holder[key], other_holder[other_key])
    return str(yaml.dump(tree, allow_unicode=True, sort_keys=False, width=10000))


def _places(tree: Any) -> Any:
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        for key in list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
            yield node, key
            if isinstance(node[key], (dict, list)):
                waiting.append(node[key])


def _changed(draw: st.DrawFn, node: Any, other: Any) -> Any:
    """`other` may be the same object as another node, which YAML writes as an anchor and an alias."""
    match draw(st.integers(0, 7)):
        case 0:
            return other
        case 1:
            return [node, node]
        case 2:
            return {draw(st.sampled_from(["function", "value", "mapping", "p", "o", "s", "x", "a", "type"])): node}
        case 3:
            return draw(st.sampled_from(YAML_WORDS)).replace("\ud800", "").strip()
        case 4:
            return f"{node}{draw(st.sampled_from(YAML_WORDS))}" if isinstance(node, str) else None
        case 5:
            return list(node.values()) if isinstance(node, dict) else dict.fromkeys(map(str, node or "x"), other)
        case 6:
            return [] if draw(st.booleans()) else {}
    for _ in range(draw(st.integers(1, 40))):
        node = [node] if draw(st.booleans()) else {"value": node}
    return node
