"""Names of organisations: keys without legal forms and articles, and the initials they may be called by."""

from __future__ import annotations

import re

from kgbuild.names.keys import skeleton, words

LEGAL_FORMS = frozenset(
    "inc corp corporation co company ltd limited plc llc llp ag sa se nv bv gmbh spa oyj ab asa kk pty holdings".split()  # noqa: SIM905
)
_SMALL = frozenset("the of and for on in to de la du des der et und & a an".split())  # noqa: SIM905


def organization_key(name: str) -> str:
    """Return the key of an organisation's name: legal form, articles and small words left out.

    >>> organization_key("The Halden Marine Corp.") == organization_key("Halden Marine")
    True
    """
    parts = [w for w in words(re.sub(r"[’']s\b", "", name)) if w.lower() not in _SMALL]
    bare = [w for w in parts if w.strip(".").lower() not in LEGAL_FORMS] or parts
    return " ".join(k for k in map(skeleton, bare) if k)


def initials(name: str) -> frozenset[str]:
    """Return the abbreviations a name of several words can have, with and without its small words.

    >>> sorted(initials("World Health Organization"))
    ['WHO']
    """
    parts = [p for w in words(name) for p in re.split(r"[-‐‑]", w) if p]
    if len(parts) < 2:
        return frozenset()
    every = "".join(p[0] for p in parts).upper()
    main = "".join(p[0] for p in parts if p.lower() not in _SMALL).upper()
    return frozenset(x for x in (every, main) if len(x) > 1)
