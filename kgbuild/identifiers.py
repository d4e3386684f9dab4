"""Ids: a readable slug and a short hash of what the thing is, so that equal content gets an equal id in every run."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from anyascii import anyascii

_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 48


def slug(text: str, *, longest: int = _LONGEST_SLUG) -> str:
    """Return lower-case ASCII words joined by hyphens, cut at a word before `longest` characters (0: not cut).

    >>> slug("Besançon talks, 3 May")
    'besancon-talks-3-may'
    """
    words = _SLUG.sub("-", anyascii(text).lower()).strip("-")
    if not longest or len(words) <= longest:
        return words
    return words[:longest].rsplit("-", 1)[0]


def digest(*parts: str, length: int = 16) -> str:
    """Return the first hexadecimal digits of SHA-256 over the parts; parts are kept apart by a unit separator."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:length]


def named_id(name: str, *key: str) -> str:
    """Return `<slug of name>-<hash6 of key>`; the name must be as stable as the key."""
    return f"{slug(name) or 'x'}-{digest(*key, length=6)}"


@lru_cache(maxsize=1 << 16)  # every row of an article has it
def article_slug(article: str) -> str:
    """Return the part of an article's IRI that stands for its id; never cut, so that long file names stay apart."""
    return slug(article, longest=0) or digest(article)


def span_id(article: str, start: int, end: int) -> str:
    """Return the id of a stretch of an article."""
    return digest("span", article, str(start), str(end))


def role_id(holder: str, title: str, at: str | None) -> str:
    """Return the id of a role: one holder, one title (case does not count), one organization or place."""
    return digest("role", holder, " ".join(title.lower().split()), at or "")


def claim_id(article: str, source: tuple[str, ...], triple: tuple[str, str, str]) -> str:
    """Return the id of a claim, a fingerprint of its content: the article's slug, who says it (terms of speaker and
    agency with the kind of assertion; nothing for the outlet in its own voice) and what (terms)."""
    return digest("claim", article, *source, *triple)
