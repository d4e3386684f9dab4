"""A JSON-LD context read for writing: which key says a property, and how its values are then spelled.

Read from it: prefixes, other words for keywords, `@vocab`, `@language`, and terms with `@id`, `@type`, `@language`,
`@container` (`@language`, `@set`). That is JSON-LD 1.1 without scoped contexts, reverse terms and index maps, which
our context does not use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.errors import UsageError

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_PREFIX_ENDS = tuple(":/?#[]@")  # a plain term is a prefix only if its IRI ends so (JSON-LD 1.1, 4.1.5)


@dataclass(frozen=True, slots=True)
class Term:
    """One key of the context: `type` is `@id`, `@vocab`, a datatype IRI or empty; `language` is None for "none"."""

    name: str
    iri: str
    type: str = ""
    language: str | None = None
    container: frozenset[str] = frozenset()


class Context:
    """The terms and prefixes of one context object, and how they shorten an IRI."""

    def __init__(self, context: Mapping[str, Json]) -> None:
        """Read a context; raises UsageError where it uses what we cannot write."""
        self._raw = context
        self.language = _text(context.get("@language")).lower() or None
        self.vocab = _text(context.get("@vocab"))
        self.keywords = {_text(value): name for name, value in sorted(context.items()) if _is_alias(name, value)}
        self.prefixes = {name: iri for name, iri in self._starts() if iri}
        self.terms: dict[str, list[Term]] = {}
        for name in sorted(context):
            if not name.startswith("@") and not _is_alias(name, context[name]):
                term = self._term(name, context[name])
                self.terms.setdefault(term.iri, []).append(term)
        self._names = {term.iri: term.name for terms in self.terms.values() for term in reversed(terms)}
        self._compact: dict[str, str] = {}

    def keyword(self, name: str) -> str:
        """Return the context's own word for a keyword such as `@id`, else the keyword."""
        return self.keywords.get(name, name)

    def key(self, iri: str) -> str:
        """Return the shortest way to write an IRI where the vocabulary counts (properties, types)."""
        if iri in self._names:
            return self._names[iri]
        rest = iri[len(self.vocab) :] if self.vocab and iri.startswith(self.vocab) else ""
        if rest and rest not in self._raw and ":" not in rest and not rest.startswith("@"):
            return rest
        return self.compact(iri)

    def compact(self, iri: str) -> str:
        """Return the IRI as `prefix:rest` where a prefix fits, else whole; never as a term, which an `@id` is not."""
        known = self._compact.get(iri)
        if known is None:
            known = self._compact[iri] = self._shortened(iri)
        return known

    def whole(self, name: str) -> str:
        """Return the IRI that `compact` wrote so."""
        prefix, _, rest = name.partition(":")
        return name if rest.startswith("//") or prefix not in self.prefixes else self.prefixes[prefix] + rest

    def _shortened(self, iri: str) -> str:
        fitting = [
            (-len(start), name)
            for name, start in self.prefixes.items()
            if iri.startswith(start) and not iri.startswith("//", len(start))
        ]
        # `actor:x` that is itself a term would be read as that term's IRI.
        found = [name for _, name in sorted(fitting) if f"{name}:{iri[len(self.prefixes[name]) :]}" not in self._raw]
        if found:
            return f"{found[0]}:{iri[len(self.prefixes[found[0]]) :]}"
        scheme, _, rest = iri.partition(":")
        if scheme in self._raw and not rest.startswith("//"):
            raise UsageError(f"the JSON-LD context uses {scheme!r} as a name, so <{iri}> would be misread; rename it")
        return iri

    def _starts(self) -> list[tuple[str, str]]:
        found = []
        for name, value in sorted(self._raw.items()):
            if name.startswith("@"):
                continue
            if isinstance(value, str) and value.endswith(_PREFIX_ENDS):
                found.append((name, self._expanded(value)))
            elif isinstance(value, dict) and value.get("@prefix") is True:
                found.append((name, self._expanded(_text(value.get("@id")))))
        return found

    def _expanded(self, name: str, seen: frozenset[str] = frozenset()) -> str:
        """Return the IRI that a name of the context stands for."""
        if name.startswith("@"):
            return name
        prefix, colon, rest = name.partition(":")
        if colon and rest.startswith("//"):
            return name
        value = self._raw.get(name if name not in seen else "")
        if value is not None:
            target = _text(value.get("@id")) if isinstance(value, dict) else _text(value)
            if target:
                return self._expanded(target, seen | {name})
        if colon and prefix in self._raw and prefix not in seen:
            return self._expanded(prefix, seen) + rest
        return name if colon else self.vocab + name

    def _term(self, name: str, value: Json) -> Term:
        if not isinstance(value, dict):
            return Term(name, self._expanded(name), language=self.language)
        unknown = sorted(set(value) - {"@id", "@type", "@language", "@container", "@prefix"})
        held = value.get("@container")
        container = frozenset(_text(item) for item in (held if isinstance(held, list) else [held]) if item)
        unknown += sorted(container - {"@set", "@language"})
        if unknown:
            raise UsageError(f"JSON-LD context, term {name!r}: cannot write {', '.join(unknown)}")
        kind = _text(value.get("@type"))
        language = _text(value.get("@language")).lower() or None if "@language" in value else self.language
        return Term(name, self._expanded(name), kind and self._expanded(kind), None if kind else language, container)


def _is_alias(name: str, value: Json) -> bool:
    return not name.startswith("@") and isinstance(value, str) and value.startswith("@")


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
