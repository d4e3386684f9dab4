"""What a read-only endpoint must not do: write, or fetch for whoever asks.

The evaluator cannot write (the store is opened read-only), but it would follow `SERVICE` to any address it can reach.
The check errs on the safe side: its parser reads without separators (`SERVICEex:a`), so the word is looked for at the
start of every token that is no text, comment or whole IRI.
"""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKENS = re.compile(
    r"""(?P<text>\"\"\"(?:(?:""|")?(?:[^"\\]|\\.))*\"\"\"|'''(?:(?:''|')?(?:[^'\\]|\\.))*'''"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')"""
    r"""|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?P<comment>\#[^\n\r]*)"""
    r"""|(?P<variable>[?$]\w*)|(?P<local>:[\w-]*)|(?P<word>[^\W\d]\w*)|(?P<other>.)""",
    re.DOTALL,
)
_UPDATES = frozenset({"insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add", "with"})
_PROLOGUE = frozenset({"prefix", "base"})


def unescaped(query: str) -> str:
    r"""Return a query with the code point escapes of SPARQL 19.2 resolved, as every reader does first.

    >>> unescaped(r"\u0053ELECT")
    'SELECT'
    """
    return _ESCAPED.sub(lambda m: _character(int(m[1] or m[2], 16), m[0]), query)


def refusal(query: str) -> str:
    """Return why a query (unescaped) is refused, or an empty string.

    >>> refusal('SELECT * { ?s ?p "SERVICE" }')
    ''
    >>> refusal("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }")
    'SERVICE is refused: this endpoint asks no other'
    """
    opening = ""  # the first keyword after the prologue
    for token in _TOKENS.finditer(query):
        kind, found = token.lastgroup, token[0].lower()
        # `1<2)SERVICE?s#>` looks like an IRI and is none; a whole IRI with a bracket in it is rare enough to refuse.
        hidden = kind == "iri" and "service" in found and re.search(r"[()?$]", found)
        if hidden or (kind == "word" and found.startswith("service")):
            return "SERVICE is refused: this endpoint asks no other"
        is_prefix = query[token.end() : token.end() + 1] == ":"
        if kind == "word" and not opening and not is_prefix and found not in _PROLOGUE:
            opening = found
            if opening in _UPDATES:
                return "updates are refused: this endpoint only reads"
    return ""


def _character(code: int, written: str) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else written
