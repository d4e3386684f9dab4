"""Where an article names the nodes that claims speak of: ours by their IRI, those of a project's own rules by the id in
it, for `https://a.example/meeting/meeting-a59a12` is what `event/meeting-a59a12` is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from kgbuild.model.terms import literal_of
from kgbuild.model.vocabulary import ALT_LABEL, MENTIONS, NAMES_IT, kgb
from kgbuild.verify.dataset import Dataset, Triple

Stretch = tuple[int, int]

_FAMILIES = ("actor", "article", "event", "place", "position", "role")
_EXACT = "<http://www.w3.org/ns/oa#exact>"
_CUT = re.compile(r"[/#?&=]+")


def parts_of(term: str) -> list[str]:
    """Return the parts of an IRI, in any of which a row's id may stand."""
    return _CUT.split(term.strip("<>"))


def namings_in(data: Dataset) -> set[Triple]:
    """Return what spans say by naming something: that their article mentions it, and under which name."""
    found: set[Triple] = set()
    for span in data.of_type("Span"):
        for node in data.values(span, NAMES_IT):
            found.add((data.one(span, kgb("inArticle")), MENTIONS, node))
            found |= {(node, ALT_LABEL, name) for name in data.values(node, ALT_LABEL) if _is_in(name, data, span)}
    return found


def _is_in(name: str, data: Dataset, span: str) -> bool:
    words = data.one(span, _EXACT)
    return bool(words) and literal_of(name).value in literal_of(words).value


class Naming:
    """Stretches of one article by node."""

    def __init__(self, places: Mapping[str, Sequence[Stretch]], *, base: str) -> None:
        """Take `places`, from our terms to the stretches that name them."""
        self._places = places
        self._ours = tuple(f"<{base}{family}/" for family in _FAMILIES)

    def of(self, term: str) -> Sequence[Stretch]:
        """Return where the article names a node."""
        if term in self._places or self.is_ours(term):
            return self._places.get(term, ())
        return [stretch for part in parts_of(term) for stretch in self._by_id.get(part, ())]

    @cached_property
    def _by_id(self) -> dict[str, list[Stretch]]:
        """The same by the id alone, made where a term that is not ours is first asked for."""
        found: dict[str, list[Stretch]] = defaultdict(list)
        for term, stretches in self._places.items():
            found[term.strip("<>").rpartition("/")[2]].extend(stretches)
        return found

    def is_ours(self, term: str) -> bool:
        """Whether a term is of a kind whose naming is known; nobody knows how a text names any other."""
        return term.startswith(self._ours)
