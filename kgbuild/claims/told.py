"""Labels of things that may not give away what is not accepted."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.model.terms import literal, literal_of


def cut(label: str, names: Iterable[str]) -> str:
    """Return a label cut before the first of some names: "strike in Orr" is "strike" where the place is in dispute."""
    text, language, _ = literal_of(label)
    at = min((i for name in names if name and (i := text.find(name)) > 0), default=-1)
    words = text[:at].split()[:-1] if at > 0 else []  # with the word that led to it: "in"
    return literal(" ".join(words), language=language) if words else label
