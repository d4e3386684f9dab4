"""RDF terms from text: percent-encoding, escaping, and what makes an IRI, a language tag or a blank node label valid.

Everything here is called for every value, so each function first takes the cheap way that fits nearly all data.
"""

from __future__ import annotations

import re
from functools import cache

from kgbuild.yarrrml.rdf.iri_grammar import iri_pattern, reserved_pattern

# Nearly all IRIs in data are of this form, and one flat class after another is several times faster.
_PLAIN_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*://[A-Za-z0-9.\-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~!$&'()*+,;=:@/\-]*)?"
    r"(?:\?[A-Za-z0-9._~!$&'()*+,;=:@/?\-]*)?(?:#[A-Za-z0-9._~/\-]*)?"
)
_LABEL = re.compile(r"[^A-Za-z0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
# BCP 47, well formed; primary subtags of four to eight letters are reserved and none is registered.
_TAG = (
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?|[xX](?:-[A-Za-z0-9]{1,8})+"
    # The registered ones that do not fit the grammar; others that start with `i-` are none.
    r"|(?i:en-gb-oed|sgn-be-fr|sgn-be-nl|sgn-ch-de"
    r"|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)))"
)

plain_iri = _PLAIN_IRI.fullmatch  # for some IRIs, and nothing else, a match
_encode_non_ascii = re.compile(r"[^A-Za-z0-9._~\-]").sub
_encode_signs = re.compile(r"[^\w.~\-]").sub


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogatepass"))


_PERCENT = {chr(code): f"%{code:02X}" for code in range(128)}


def _percent_ascii(match: re.Match[str]) -> str:
    return _PERCENT[match[0]]


def _percent_sign(match: re.Match[str]) -> str:
    sign = match[0]
    return _PERCENT[sign] if sign < "\x80" else reserved_pattern().sub(_percent, sign)


def encode(text: str) -> str:
    """Return `text` as it may stand in an IRI: everything but RFC 3987's iunreserved percent-encoded.

    >>> encode("a b/ü")
    'a%20b%2Fü'
    """
    if text.isalnum():  # letters and digits of all scripts are iunreserved
        return text
    return _encode_non_ascii(_percent_ascii, text) if text.isascii() else _encode_signs(_percent_sign, text)


def encode_ascii(text: str) -> str:
    """Return `text` as it may stand in a URI: everything but RFC 3986's unreserved characters percent-encoded."""
    return text if text.isalnum() and text.isascii() else _encode_non_ascii(_percent, text)


def escape(text: str) -> str:
    r"""Return `text` as it may stand between the quotes of an N-Triples literal.

    >>> escape('say "a"')
    'say \\"a\\"'
    """
    if '"' in text or "\\" in text or "\n" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return text


def valid_iri(text: str) -> bool:
    """Say whether `text` is an absolute IRI by RFC 3987."""
    return plain_iri(text) is not None or iri_pattern().fullmatch(text) is not None


def valid_language(text: str) -> bool:
    """Say whether `text` is a well-formed language tag by BCP 47."""
    if 2 <= len(text) <= 3 and text.isalpha() and text.isascii():
        return True
    return _tag_pattern().fullmatch(text) is not None


@cache
def _tag_pattern() -> re.Pattern[str]:
    return re.compile(_TAG)


def iri_term(text: str, base: str) -> str:
    """Return `<text>`, with `base` before a relative one, or an empty string where that is no valid IRI."""
    if plain_iri(text) is not None:
        return f"<{text}>"
    if _ABSOLUTE.match(text) is None:
        text = base + text
    return f"<{text}>" if iri_pattern().fullmatch(text) is not None else ""


def _hex(match: re.Match[str]) -> str:
    return f"_{match.group().encode('utf-8', 'surrogatepass').hex().upper()}"


def label(text: str) -> str:
    """Return `text` as a blank node label; different texts give different labels."""
    return "_:b" + (text if text.isalnum() and text.isascii() else _LABEL.sub(_hex, text))


def reifier(triple: str) -> str:
    """Return the label of the blank node that stands for a triple in what is said of it, always the same."""
    import hashlib  # few mappings speak of triples

    return "_:t" + hashlib.sha256(triple.encode()).hexdigest()[:32]


def scalar_text(value: object) -> str:
    """Return the text of a number, boolean or None as mappings see it (`true`, `1`, `0.5`, and empty for None)."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def has_surrogate(text: str) -> bool:
    """Say whether `text` holds half a surrogate pair, which no RDF file can hold."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def safe_prefix(text: str) -> bool:
    """Say whether any percent-encoded text after `text` keeps an IRI valid: scheme and authority are complete."""
    found = re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:(//[^/?#]*[/?#]|(?!/)[^/]|/[^/])", text)
    return found is not None and "[" not in text


def is_relative(text: str) -> bool:
    """Say whether `text` starts without a scheme, so that a base goes before it."""
    return _ABSOLUTE.match(text) is None
