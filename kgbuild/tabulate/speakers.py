"""Who says it where no actor of the article does: the outlet itself, or someone whom the text leaves open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kgbuild.identifiers import named_id, slug
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, EntityKind, Span, Voice


def publisher_of(name: str, article: str) -> tuple[str, str, bool]:
    """Return (actor id, label, whether it is named) of the publisher of an article (its id); an unnamed one (an empty
    `name`) is the article's own.

    A named one has the id of an organization of that name, so that an outlet that speaks of itself is one actor.
    """
    name = " ".join(name.split())
    words = slug(name, longest=0)
    if words:
        return named_id(words, EntityKind.ORGANIZATION.value, words), name, True
    label = f"unnamed publisher of {article}"
    return named_id(label, "unnamed publisher", article), label, False


def open_speaker(article: Article) -> tuple[str, str]:
    """Return (actor id, label) of the stand-in for a speaker whom the article does not settle."""
    label = f"unidentified speaker in {article.id}"
    return named_id(label, "unidentified speaker", article.id), label


class Voices:
    """Finds whose words a stretch is. Voices nest, so what is found is found in the logarithm of their number."""

    def __init__(self, facts: ArticleFacts) -> None:
        """Order the voices of one article; ids of actors are as in the facts."""
        self._actors = {e.id for e in facts.entities if e.kind is not EntityKind.PLACE}
        self._nobody = open_speaker(facts.article)[0]
        self._voices: Sequence[Voice] = sorted(facts.voices, key=lambda v: (v.start, -v.end))
        self._starts = [v.start for v in self._voices]
        self._around = _around(self._voices)

    def of(self, span: Span) -> Voice | None:
        """Return the shortest voice that holds the span, or more than half of it; None for the reporter's own words.

        A span that holds a whole voice and more is the reporter's: he calls the talks "a farce".
        """
        i = bisect_right(self._starts, span.end) - 1
        while i >= 0:
            voice = self._voices[i]
            shared = min(voice.end, span.end) - max(voice.start, span.start)
            inside = voice.start <= span.start and span.end <= voice.end
            holds = span.start <= voice.start and voice.end <= span.end
            if inside or (not holds and 2 * shared > span.end - span.start):
                return voice
            i = self._around[i] if voice.start <= span.start else i - 1
        return None

    def speakers(self, voice: Voice) -> tuple[str, ...]:
        """Return the ids of who speaks: those named, else the agency that passes it on, else the article's stand-in."""
        named = tuple(s for s in voice.speakers if s in self._actors)
        passed_on = (voice.via,) if voice.via in self._actors and voice.via else ()
        return named or passed_on or (self._nobody,)

    def via(self, voice: Voice) -> str:
        """Return the id of the agency that stands between speaker and outlet, or an empty string."""
        return voice.via if voice.via and voice.via in self._actors else ""


def _around(voices: Iterable[Voice]) -> list[int]:
    """Return for each voice the index of the one that holds it, or of an earlier one that reaches over it; -1: none."""
    around: list[int] = []
    open_: list[tuple[int, int]] = []
    for i, voice in enumerate(voices):
        while open_ and open_[-1][1] <= voice.start:
            open_.pop()
        around.append(open_[-1][0] if open_ else -1)
        open_.append((i, voice.end))
    return around
