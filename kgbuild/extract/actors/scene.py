"""The scene of one article: its spots by token, who is in the reader's mind, and what the walk over it has found."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import Page, Referent, Spot, head_of, words_of
from kgbuild.extract.actors.words import Pronoun
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_OBJECT = frozenset([Rel.OBJECT, Rel.RECIPIENT, Rel.RESULT])
_SHARING = frozenset([Rel.APPOSITION, Rel.CONJUNCT, Rel.COMPOUND, Rel.NOUN])  # take the role of what they hang on
_MAIN = frozenset([Rel.ROOT, Rel.CONJUNCT, Rel.CLAUSE, Rel.PARATAXIS])
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
    """The mentions read so far, in text order, weighed by nearness and grammatical role."""

    def __init__(self, text: Page) -> None:
        """Begin with nothing read."""
        self._text, self._seen = text, list[Seen]()
        self._many = {form for form, pronoun in text.groups.pronouns.items() if pronoun == Pronoun.THEY}
        # sentences are counted without promo lines and headings, so that these never push anyone out of mind
        self._nth = tuple(accumulate(s.first < s.last for s in text.sentences))

    def add(self, spot: Spot, cluster: Referent) -> None:
        """Take a mention in."""
        head = head_of(self._text, spot.first, spot.last)
        dep = self._role(head)
        weight = 30 if dep in SUBJECTS else 12 if dep in _OBJECT else 0
        if dep in SUBJECTS and self._text.tokens[self._text.tokens[head].head].dep in _MAIN:
            weight += 8
        plural = self._plural(head, cluster)
        self._seen.append(Seen(cluster, head, self._text.sentence_of[head], weight, dep in SUBJECTS, plural))

    def _plural(self, head: int, cluster: Referent) -> bool:
        """A relative pronoun is as plural as what it takes up."""
        token = self._text.tokens[head]
        if token.tag in {"WP", "WDT", "WP$"}:
            return next((s.plural for s in reversed(self._seen) if s.cluster is cluster), False)
        return token.tag in {"NNS", "NNPS"} or token.text.lower() in self._many

    def _role(self, head: int) -> str:
        """Return the dependency of a mention; a title's name and a conjunct take their head's, but not what only stands
        in an apposition: "Kappa, the top *U.S.* maker of chairs, said"."""
        token, steps = self._text.tokens[head], 0
        while token.dep in _SHARING and token.head != token.i and steps < 4:
            above = self._text.tokens[token.head]
            if token.dep == Rel.COMPOUND and (above.dep, above.pos) == (Rel.APPOSITION, "NOUN"):
                break
            token, steps = above, steps + 1
        return token.dep

    def _before(self, at: int, reach: int) -> Iterator[Seen]:
        """Yield the mentions before token `at` within `reach` body sentences, the latest first."""
        here = self._nth[self._text.sentence_of[at]]
        for seen in reversed(self._seen):
            if here - self._nth[seen.sentence] > reach:
                return
            if seen.head < at:
                yield seen

    def rank(
        self, at: int, fits: Iterable[Referent], *, reach: int = _REACH, likely: Container[str] = ()
    ) -> list[tuple[int, Referent]]:
        """Return the fitting clusters mentioned before token `at`, best first, with points; more for those `likely`."""
        here, allowed = self._nth[self._text.sentence_of[at]], {c.key: c for c in fits}
        near: dict[str, list[int]] = {}
        for seen in self._before(at, reach):
            far = here - self._nth[seen.sentence]
            near.setdefault(seen.cluster.key, []).append(seen.weight - 30 * far + (5 if far == 0 else 0))
        points = {
            k: 100 + max(n) + 2 * len(n) + (_LIKELY if k in likely else 0) for k, n in near.items() if k in allowed
        }
        return sorted(((n, allowed[k]) for k, n in points.items()), key=lambda x: (-x[0], x[1].key))

    def best(
        self, at: int, fits: Iterable[Referent], *, reach: int = _REACH, likely: Container[str] = ()
    ) -> Referent | None:
        """Return the clear winner, or None where two are close."""
        ranked = self.rank(at, fits, reach=reach, likely=likely)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
            return None
        return ranked[0][1]

    def subject_before(self, at: int) -> Seen | None:
        """Return the nearest subject mention before `at` in its sentence, else the last subject of the one before; of
        "the | Senate | committee" the committee."""
        found = next((seen for seen in self._before(at, 1) if seen.subject), None)
        inside = found is not None and self._text.tokens[found.head].dep == Rel.COMPOUND
        above = self._text.tokens[found.head].head if found is not None and inside else None
        return next((seen for seen in self._seen if seen.head == above), found)

    def last(self, at: int, keys: Container[str], *, reach: int) -> Referent | None:
        """Return the latest mentioned of the clusters with these keys within `reach` sentences."""
        return next((s.cluster for s in self._before(at, reach) if s.cluster.key in keys), None)

    def people(self, at: int, *, reach: int) -> list[Referent]:
        """Return the people mentioned before `at` within `reach` sentences, first mentioned first."""
        near = (s.cluster for s in reversed(list(self._before(at, reach))))
        return list({c.key: c for c in near if c.kind is EntityKind.PERSON}.values())

    def count(self, key: str, at: int) -> int:
        """Return how many sentences before token `at` mention a cluster."""
        return len({s.sentence for s in self._seen if s.head < at and s.cluster.key == key})

    def last_head(self, at: int, key: str) -> int:
        """Return the head token of the latest mention of a cluster before `at`, or -1."""
        return next((s.head for s in reversed(self._seen) if s.head < at and s.cluster.key == key), -1)


class Discourse:
    """What the readers of pronouns, pairs and nouns share; grows while an article is read from top to bottom.

    `owner` holds the names and groups, `adjectives` the demonyms by token; `found` the references resolved so far,
    `members` whom a plural stands for (cluster keys), `strangers` the tokens of unnamed people who acted.
    """

    def __init__(self, text: Page, owner: Mapping[Spot, Referent], adjectives: Mapping[int, KnownName]) -> None:
        """Index the spots by token."""
        self.text, self.owner, self.adjectives = text, owner, adjectives
        self.memory = Memory(text)
        self.found: dict[Spot, Referent] = {}
        self.members: dict[str, tuple[str, ...]] = {}
        self._renamed: dict[str, str] = {}
        self.strangers: list[int] = []
        self._resolved: dict[int, Referent] = {}
        self._at: dict[int, list[Spot]] = {}
        for spot in owner:
            for i in range(spot.first, spot.last):
                self._at.setdefault(i, []).append(spot)

    def rename(self, old: Referent, new: Referent) -> None:
        """Take whom an unnamed actor's references take up for somebody who gets a name."""
        self.found.update((s, new) for s in old.spots if s in self.found)
        self._renamed[old.key] = new.key
        self.members.update({k: tuple(new.key if m == old.key else m for m in v) for k, v in self.members.items()})

    def both(self, key: str, pair: tuple[Referent, Referent]) -> None:
        """Note whom a plural stands for."""
        self.members[key] = tuple(self._renamed.get(one.key, one.key) for one in pair)

    def spots(self, i: int) -> list[Spot]:
        """Return the names and groups over token `i`, innermost first."""
        found = self._at.get(i)
        return sorted(found, key=lambda s: s.size) if found is not None else []

    def covered(self, i: int) -> bool:
        """Say whether token `i` is part of a name or group."""
        return i in self._at

    def headed(self, i: int | None) -> Referent | None:
        """Return the cluster of the widest name or group whose head is token `i`, or of the noun resolved there."""
        if i is None:
            return None
        spots = [s for s in self.spots(i) if head_of(self.text, s.first, s.last) == i]
        return self.owner[spots[-1]] if spots else self._resolved.get(i)

    def inside(self, i: int) -> Referent | None:
        """Return the cluster of the innermost name or group over token `i`."""
        spots = self.spots(i)
        return self.owner[spots[0]] if spots else None

    def definite(self, i: int | None) -> bool:
        """Say whether the word at `i` opens a phrase for somebody known: "the", "this"."""
        return i is not None and self.text.tokens[i].text.lower() in self.text.groups.definite

    def add(
        self, token: Token, cluster: Referent, form: Form, *, first: int | None = None, last: int | None = None
    ) -> Spot:
        """Take `[first, last)`, by default up to `token`, in as a reference to `cluster`."""
        start, end = token.i if first is None else first, token.i + 1 if last is None else last
        spot = Spot(start, end, cluster.kind, words_of(self.text, start, end), form=form)
        self.found[spot] = cluster
        self._resolved[token.i] = cluster
        self.memory.add(spot, cluster)
        return spot
