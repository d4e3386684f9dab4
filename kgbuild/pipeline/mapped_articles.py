"""Articles that a mapping describes in the words of schema.org, as records that a build reads: any API, no code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kgbuild.model.quads import Statement
from kgbuild.model.terms import iri_of, is_iri, literal_of

_SCHEMA = ("http://schema.org/", "https://schema.org/")
_KEYS = {
    "identifier": "id",
    "articleBody": "text",
    "headline": "title",
    "datePublished": "published",
    "publisher": "publisher",
    "url": "url",
    "license": "licence",
    "inLanguage": "language",
}


def article_records(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield a JSON Lines record for each subject that statements describe, in the order of its first.

    Several texts of one subject are its paragraphs; of other values the first counts. Without an identifier the
    subject's address is the id.
    """
    keys = {f"<{base}{name}>": key for base in _SCHEMA for name, key in _KEYS.items()}
    found: dict[str, dict[str, list[str]]] = {}
    for statement in statements:
        quad = statement.quad
        key = keys.get(quad.predicate)
        if key is not None:
            value = iri_of(quad.object) if is_iri(quad.object) else literal_of(quad.object).value
            values = found.setdefault(quad.subject, {}).setdefault(key, [])
            values += [] if value in values else [value]
    for subject, record in found.items():
        text = "\n\n".join(record.pop("text", []))
        record.setdefault("id", [iri_of(subject) if is_iri(subject) else subject])
        first = {key: values[0] for key, values in sorted(record.items())}
        yield json.dumps({**first, "text": text}, ensure_ascii=False) + "\n"
