"""Names of organisations: keys without legal forms and articles, and the initials they may be called by."""

from __future__ import annotations

from functools import lru_cache

import regex

from kgbuild.names.keys import folded, words
from kgbuild.names.lists import organisations

_POSSESSIVE = regex.compile(r"[’']s?(?=\s|$)")


@lru_cache(maxsize=65536)
def organization_key(name: str) -> str:
    """Return the key of an organisation's name: legal form, articles, dots and small words left out.

    >>> organization_key("The Halden Marine Corp.") == organization_key("Halden Marine")
    True
    """
    known = organisations()
    parts = [folded(w) for w in words(_POSSESSIVE.sub("", name).replace("/", ""))]  # "A/S"
    parts = [p for p in parts if p and p not in known.small] or [p for p in parts if p]
    while len(parts) > 1 and parts[-1] in known.legal_forms:
        parts.pop()
    return " ".join(known.spellings.get(p, p) for p in parts)


def turned_key(name: str) -> str:
    """Return the key of a name said the other way round, or an empty string.

    >>> turned_key("University of Halden") == organization_key("Halden University")
    True
    """
    head, of, place = (name[4:] if name[:4].lower() == "the " else name).partition(" of ")
    known = of and folded(head) in organisations().turned
    return organization_key(f"{place} {head}") if known and place[:1].isupper() else ""


def legal_form(name: str) -> str:
    """Return the legal form at the end of a name, or an empty string.

    >>> legal_form("Halden Marine Corp.")
    'corp'
    """
    parts = [folded(w) for w in words(name)]
    return parts[-1] if len(parts) > 1 and parts[-1] in organisations().legal_forms else ""


@lru_cache(maxsize=65536)
def is_common(name: str) -> bool:
    """Whether every state or town can have a body of this name ("the Foreign Ministry").

    >>> is_common("the Foreign Ministry"), is_common("Halden Bank")
    (True, False)
    """
    known = organisations()
    parts = organization_key(name).split()
    return bool(parts) and all(p in known.common for p in parts)


def is_any_towns(name: str) -> bool:
    """Whether any town can have a place of this name.

    >>> is_any_towns("City Hall"), is_any_towns("the Halden Hall")
    (True, False)
    """
    known = organisations()
    parts = organization_key(name).split()
    return len(parts) > 1 and all(p in known.common or p in known.grounds for p in parts)


@lru_cache(maxsize=65536)
def initials(name: str) -> frozenset[str]:
    """Return the abbreviations a name of several words can have, with and without its small words.

    >>> sorted(initials("World Health Organization"))
    ['WHO']
    """
    parts = [p for w in words(name) for p in regex.split(r"[-‐‑]", w) if p]
    if len(parts) < 2:
        return frozenset()
    small = organisations().small
    every = "".join(p[0] for p in parts).upper()
    main = "".join(p[0] for p in parts if p.lower() not in small).upper()
    return frozenset(x for x in (every, main) if len(x) > 1)
