"""The grammar of IRIs (RFC 3987), compiled when first needed: the classes of all scripts take 50 ms to compile."""

from __future__ import annotations

import re
from functools import cache

# Without the two line ends U+2028 and U+2029, which the grammar allows and readers of lines stumble over.
_UCS = (
    "\u00a0-\u2027\u202a-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane * 0x10000)}-{chr(plane * 0x10000 + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_UNRESERVED = r"A-Za-z0-9._~\-" + _UCS
# Possessive throughout: without going back, a long text that is no IRI costs no more than one that is.
_PCHARS = rf"(?:[{_UNRESERVED}!$&'()*+,;=:@]++|%[0-9A-Fa-f]{{2}})"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_NAME = rf"(?:[{_UNRESERVED}!$&'()*+,;=]++|%[0-9A-Fa-f]{{2}})*+"
_USER = rf"(?:(?:[{_UNRESERVED}!$&'()*+,;=:]++|%[0-9A-Fa-f]{{2}})*+@)?"
_AUTHORITY = rf"{_USER}(?:\[[0-9A-Fa-f:.]+\]|{_NAME})(?::[0-9]*)?"
_IRI = (
    rf"[A-Za-z][A-Za-z0-9+.\-]*+:"
    rf"(?://{_AUTHORITY}(?:/{_PCHARS}*+)*+|/(?!/)(?:{_PCHARS}++(?:/{_PCHARS}*+)*+)?|{_PCHARS}++(?:/{_PCHARS}*+)*+|)"
    rf"(?:\?(?:{_PCHARS}|[/?{_PRIVATE}])*+)?(?:\#(?:{_PCHARS}|[/?])*+)?"
)


@cache
def iri_pattern() -> re.Pattern[str]:
    """Return the pattern of an absolute IRI."""
    return re.compile(_IRI)


@cache
def reserved_pattern() -> re.Pattern[str]:
    """Return the pattern of one character a template's value may not keep unencoded (all but iunreserved)."""
    return re.compile(rf"[^{_UNRESERVED}]")
