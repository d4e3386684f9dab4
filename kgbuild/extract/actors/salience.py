"""Who stands in the reader's mind at a place of the text: mentions weighed by nearness and grammatical role."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from kgbuild.extract.actors.page import Page
from kgbuild.extract.actors.spots import Referent, Spot, head_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind

_OBJECT = frozenset([Rel.OBJECT, Rel.RECIPIENT, Rel.AGENT, Rel.RECIPIENT, Rel.RESULT])
_REACH = 3  # sentences a pronoun looks back
_LIKELY = 45  # points for who is known to fit
_MARGIN = 12  # points the best candidate must lead by


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention as a candidate: its head token, sentence, and the weight of its grammatical role."""

    cluster: Referent
    head: int
    sentence: int
    weight: int
    subject: bool
    plural: bool


class Memory:
    """The mentions read so far, in text order."""

    def __init__(self, text: Page, many: Container[str]) -> None:
        """Begin with nothing read; `many` are the pronouns of several."""
        self._text, self._many = text, many
        self._seen: list[Seen] = []
        # sentences are counted without promo lines and headings, so that these never push anyone out of mind
        self._nth = tuple(accumulate(s.first < s.last for s in text.sentences))

    def add(self, spot: Spot, cluster: Referent) -> None:
        """Take a mention in."""
        head = head_of(self._text, spot.first, spot.last)
        dep = self._role(head)
        weight = 30 if dep in SUBJECTS else 12 if dep in _OBJECT else 0
        if dep in SUBJECTS and self._main_clause(head):
            weight += 8
        plural = self._plural(head, cluster)
        self._seen.append(Seen(cluster, head, self._text.sentence_of[head], weight, dep in SUBJECTS, plural))

    def _plural(self, head: int, cluster: Referent) -> bool:
        """A relative pronoun is as plural as what it takes up."""
        token = self._text.tokens[head]
        if token.tag in {"WP", "WDT", "WP$"}:
            return next((s.plural for s in reversed(self._seen) if s.cluster is cluster), False)
        return token.tag in {"NNS", "NNPS"} or token.text.lower() in self._many

    def _apart(self, seen: Seen, here: int) -> int:
        """Return how many body sentences a mention lies before sentence `here`."""
        return self._nth[here] - self._nth[seen.sentence]

    def _role(self, head: int) -> str:
        """Return the dependency of a mention; a title's name and a conjunct take their head's."""
        token, steps = self._text.tokens[head], 0
        while (
            token.dep in {Rel.APPOSITION, Rel.CONJUNCT, Rel.COMPOUND, Rel.NOUN} and token.head != token.i and steps < 4
        ):
            token, steps = self._text.tokens[token.head], steps + 1
        return token.dep

    def _main_clause(self, head: int) -> bool:
        verb = self._text.tokens[self._text.tokens[head].head]
        return verb.dep in {Rel.ROOT, Rel.CONJUNCT, Rel.CLAUSE, Rel.PARATAXIS}

    def rank(
        self, at: int, fits: Iterable[Referent], *, reach: int = _REACH, likely: Container[str] = ()
    ) -> list[tuple[int, Referent]]:
        """Return the fitting clusters mentioned before token `at`, best first, with their points; the clusters with a
        key in `likely` get a bonus."""
        here = self._text.sentence_of[at]
        allowed = {c.key for c in fits}
        points: dict[str, int] = {}
        times: dict[str, int] = {}
        owner: dict[str, Referent] = {}
        for seen in reversed(self._seen):
            far, key = self._apart(seen, here), seen.cluster.key
            if far > reach:
                break
            if seen.head >= at or key not in allowed:
                continue
            owner[key] = seen.cluster
            times[key] = times.get(key, 0) + 2
            points[key] = max(points.get(key, 0), 100 - 30 * far + seen.weight + (5 if far == 0 else 0))
        points = {k: n + times[k] + (_LIKELY if k in likely else 0) for k, n in points.items()}
        return sorted(((n, owner[k]) for k, n in points.items()), key=lambda x: (-x[0], x[1].key))

    def best(
        self, at: int, fits: Iterable[Referent], *, reach: int = _REACH, likely: Container[str] = ()
    ) -> Referent | None:
        """Return the clear winner, or None where two are close."""
        ranked = self.rank(at, fits, reach=reach, likely=likely)
        if not ranked:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
            return None
        return ranked[0][1]

    def subject_before(self, at: int) -> Seen | None:
        """Return the nearest subject mention before `at` in its sentence, else the last subject of the one before."""
        here = self._text.sentence_of[at]
        for seen in reversed(self._seen):
            if seen.head < at and seen.subject and self._apart(seen, here) <= 1:
                return seen
        return None

    def last(self, at: int, fits: Mapping[str, Referent] | Iterable[str], *, reach: int) -> Referent | None:
        """Return the latest mentioned of the clusters with these keys within `reach` sentences."""
        allowed, here = set(fits), self._text.sentence_of[at]
        for seen in reversed(self._seen):
            if seen.head < at and self._apart(seen, here) <= reach and seen.cluster.key in allowed:
                return seen.cluster
        return None

    def people(self, at: int, *, reach: int) -> list[Referent]:
        """Return the people mentioned before `at` within `reach` sentences, first mentioned first."""
        here = self._text.sentence_of[at]
        near = (s.cluster for s in self._seen if s.head < at and self._apart(s, here) <= reach)
        return list({c.key: c for c in near if c.kind is EntityKind.PERSON}.values())

    def last_head(self, at: int, key: str) -> int:
        """Return the head token of the latest mention of a cluster before `at`, or -1."""
        return next((s.head for s in reversed(self._seen) if s.head < at and s.cluster.key == key), -1)
