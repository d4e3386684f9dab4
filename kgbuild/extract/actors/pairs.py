"""Pairs: "both sides" and "the two leaders" are the two last named together as counterparts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.actors.spots import Referent, Spot, head_of
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import predicate
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token


class _Sort(Enum):
    """What both of a pair are."""

    PEOPLE = frozenset([EntityKind.PERSON])
    LANDS = frozenset([EntityKind.COUNTRY])
    FIRMS = frozenset([EntityKind.ORGANIZATION])
    PARTIES = frozenset([EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.GROUP])


_NEAR = 2  # sentences a bare "the two" looks back
_ARGUMENTS = frozenset([Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.PREP_OBJECT, Rel.RECIPIENT])


class Pairs:
    """Notes who is named together, and says whom a plural takes up."""

    def __init__(self, scene: Discourse, genders: Mapping[str, str]) -> None:
        """Begin with no pair; `genders` are the pronouns that are known to fit people."""
        self._scene, self._genders = scene, genders
        self._last: dict[_Sort, tuple[Referent, Referent]] = {}
        self._latest: tuple[int, tuple[Referent, Referent]] | None = None  # where the last pair of any sort was named
        self._made: dict[str, Referent] = {}

    def note(self, spot: Spot, cluster: Referent) -> None:
        """Take a mention in: it may complete a pair, or be a group drawn from both of one."""
        scene = self._scene
        head = scene.text.tokens[head_of(scene.text, spot.first, spot.last)]
        other = self._partner(head)
        if other is not None and other.key != cluster.key:
            for sort in _Sort:
                if {other.kind, cluster.kind} <= sort.value:
                    self._last[sort] = (other, cluster)
                    self._latest = (scene.text.sentence_of[head.i], (other, cluster))
        words = {t.text.lower() for t in scene.text.tokens[max(spot.first - 1, 0) : spot.last]}
        if spot.form is Form.NOMINAL and self._known(words) and words & scene.text.groups.pairs:
            pair = self._counterparts(words)
            if pair is not None:  # "officials from both countries"
                scene.members[cluster.key] = (pair[0].key, pair[1].key)

    def they(self, token: Token) -> None:
        """Resolve "they" after two people or parties were named together in the sentence before, and nobody else."""
        scene, latest = self._scene, self._latest
        here = scene.text.sentence_of[token.i]
        if latest is None or here - latest[0] > 1 or (here == latest[0] and token.tag == "PRP$"):
            return
        people = scene.memory.people(token.i, reach=1)
        pair = latest[1]
        if pair[0].kind is EntityKind.PERSON and len(people) == 2 and {c.key for c in people} == {c.key for c in pair}:
            self._note_pair(token, token.i, pair)

    def alone(self, token: Token) -> bool:
        """Resolve "both" without a noun, as in "Both left"; return whether it is such."""
        bare = (
            token.text.lower() in self._scene.text.groups.both
            and token.pos in {"PRON", "DET"}
            and token.dep in _ARGUMENTS
        )
        return bare and self._note_pair(token, token.i, self._nearest(token))

    def resolve(self, token: Token, first: int) -> bool:
        """Resolve "the two sides" with its head at `token`; return whether the phrase names a pair at all."""
        scene = self._scene
        words = {t.text.lower() for t in scene.text.tokens[first : token.i]}
        word = token.text.lower()
        articles = scene.text.groups.articles
        alone = token.dep in _ARGUMENTS and bool(words) and words <= articles
        if alone and self._just_met(token):
            return self._note_pair(token, first, self._last[_Sort.PEOPLE])
        bare = word in scene.text.groups.twosomes and token.dep in _ARGUMENTS and not words - articles
        if not bare and (word not in scene.text.groups.pairs or not self._known(words)):
            return False
        pair = self._nearest(token) if bare else self._counterparts({word}) or self._only_two(token)
        told = scene.text.groups.gendered.get(word, "")
        if pair is not None and told and any(self._genders.get(c.key, told) != told for c in pair):
            pair = None  # "the two women" are not a woman and a man
        return self._note_pair(token, first, pair)

    def _known(self, words: set[str]) -> bool:
        """Say whether the words before a noun take up two who were named: "both" and "the two", not "two men"."""
        groups = self._scene.text.groups
        numbers = groups.both - self._scene.text.grammar.both
        return bool(words & groups.both) and bool(words & (groups.openers - numbers))

    def _note_pair(self, token: Token, first: int, pair: tuple[Referent, Referent] | None) -> bool:
        if pair is not None:
            key = f"pair:{pair[0].key}+{pair[1].key}"
            cluster = self._made.setdefault(key, Referent(key, EntityKind.GROUP))
            self._scene.members[key] = (pair[0].key, pair[1].key)
            groups, opener = self._scene.text.groups, self._scene.text.tokens[first].text.lower()
            bare = opener in groups.openers and opener not in groups.both
            form = Form.PRONOUN if token.pos == "PRON" else Form.NOMINAL
            cluster.spots.append(self._scene.add(token, cluster, form, first=first + bare))
        return pair is not None

    def _just_met(self, token: Token) -> bool:
        """Say whether "the presidents", "the leaders" are the two people just named together."""
        known, word = self._scene.text, token.text.lower()
        if (
            word not in known.groups.pairs
            or known.groups.singular(word) not in known.roles.titles
            or self._latest is None
        ):
            return False
        since, pair = self._latest
        near = self._scene.text.sentence_of[token.i] - since <= 1
        return near and pair == self._last.get(_Sort.PEOPLE) and len(self._scene.memory.people(token.i, reach=1)) == 2

    def _nearest(self, token: Token) -> tuple[Referent, Referent] | None:
        """Return whom "the two", "the pair" or "the sides" takes up: the only two people of the sentence so far, the
        pair just named, the only two people of the sentence before; nobody where three people were named."""
        scene = self._scene
        here, before = (scene.memory.people(token.i, reach=n) for n in (0, _NEAR))
        parties = token.text.lower() in scene.text.groups.pairs
        if not parties and len(here) == 2:
            return here[0], here[1]
        if self._latest is not None and scene.text.sentence_of[token.i] - self._latest[0] <= _NEAR:
            return self._latest[1] if len(before) < 3 or self._latest[1][0].kind is not EntityKind.PERSON else None
        return (before[0], before[1]) if not parties and len(before) == 2 else None

    def _only_two(self, token: Token) -> tuple[Referent, Referent] | None:
        """ "Minister A dined with … . Minister B spoke. | The two ministers": the only people of late, with a title."""
        known, word = self._scene.text, token.text.lower()
        near = self._scene.memory.people(token.i, reach=1)
        titled = word in known.roles.plurals or known.groups.singular(word) in known.roles.titles
        return (near[0], near[1]) if titled and len(near) == 2 else None

    def _partner(self, head: Token) -> Referent | None:
        """ "between Norvale and Estmark", "Norvale and Estmark agreed", "Norris met Brandt": the one named first."""
        tokens = self._scene.text.tokens
        if head.dep == Rel.APPOSITION:  # "met her counterpart, Jane Doe"
            head = tokens[head.head]
        if head.dep == Rel.CONJUNCT:
            other = tokens[head.head]
            first = tokens[other.head] if other.dep == Rel.APPOSITION else other  # "ministers | A and B"
            above = tokens[first.head].text.lower() if first.dep == Rel.PREP_OBJECT else ""
            if first.dep in {Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OWNER} or above in self._scene.text.groups.between:
                return self._scene.headed(other.i)
        if head.dep == Rel.PREP_OBJECT and tokens[head.head].text in self._scene.text.groups.companions:
            return self._subject_above(head)
        if head.dep == Rel.OBJECT and tokens[head.head].lemma in self._scene.text.groups.meets:
            return self._doer(head.head)
        return None

    def _subject_above(self, head: Token) -> Referent | None:
        """ "Halden signed a deal with Norvik": who does what is done with somebody."""
        verb = predicate(self._scene.text, head.i)
        return self._doer(verb) if verb is not None else None

    def _doer(self, verb: int) -> Referent | None:
        clause = self._scene.text.clauses.get(verb)
        return self._scene.headed(clause.doers[0].head) if clause is not None and clause.doers else None

    def _counterparts(self, words: set[str]) -> tuple[Referent, Referent] | None:
        """ "the two leaders" are people, "both countries" lands, "both sides" whoever acts."""
        known, named = self._scene.text, words & self._scene.text.groups.pairs
        if named & known.groups.lands:
            return self._last.get(_Sort.LANDS)
        if named & known.groups.firms:
            return self._last.get(_Sort.FIRMS)
        people = any(
            w in known.roles.plurals or known.groups.singular(w) in known.roles.titles
            for w in named - known.groups.lands
        )
        people |= bool(named & known.groups.gendered.keys())
        return self._last.get(_Sort.PEOPLE if people else _Sort.PARTIES)
