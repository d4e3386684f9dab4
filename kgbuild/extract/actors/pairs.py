"""Pairs: "both sides" and "the two leaders" are the two last named together as counterparts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from kgbuild.extract.actors.page import Referent, Spot, head_of
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import conjuncts, first_conjunct, predicate
from kgbuild.extract.parse.verbs import is_infinitive
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

Pair = tuple[Referent, Referent]


class _Sort(Enum):
    """What both of a pair are."""

    PEOPLE = frozenset([EntityKind.PERSON])
    LANDS = frozenset([EntityKind.COUNTRY])
    FIRMS = frozenset([EntityKind.ORGANIZATION])
    PARTIES = frozenset([EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.GROUP])


_OFTEN = 3  # sentences of a party that an article is about
_TWICE = 2  # sentences of one of the two whom nothing else tells
_NEAR = 2  # sentences a bare "the two" looks back
_ARGUMENTS = frozenset([Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OBJECT, Rel.PREP_OBJECT, Rel.RECIPIENT])
_OBJECTS = frozenset([Rel.OBJECT, Rel.PREP_OBJECT, Rel.RECIPIENT])
_JOINED = frozenset([Rel.SUBJECT, Rel.PASSIVE_SUBJECT, Rel.OWNER])


class Pairs:
    """Notes who is named together, and says whom a plural takes up."""

    def __init__(self, scene: Discourse, genders: Mapping[str, str]) -> None:
        """Begin with no pair; `genders` are the pronouns that are known to fit people."""
        self._scene, self._text, self._tokens, self._genders = scene, scene.text, scene.text.tokens, genders
        self._named: dict[_Sort, list[Pair]] = {sort: [] for sort in _Sort}
        self._latest: tuple[int, Pair] | None = None  # where the last pair of any sort was named
        self._made: dict[str, Referent] = {}

    def note(self, spot: Spot, cluster: Referent) -> None:
        """Take a mention in: it may complete a pair, or be a group drawn from both of one."""
        head = self._tokens[head_of(self._text, spot.first, spot.last)]
        other = self._partner(head)
        charged = self._tokens[head.head].lemma in self._text.roles.charging  # not "Laos accused the Thai army"
        if charged and other is not None and EntityKind.COUNTRY in {other.kind, cluster.kind} != {EntityKind.COUNTRY}:
            other = None
        if other is not None and other.key != cluster.key:
            for sort in _Sort:
                if {other.kind, cluster.kind} <= sort.value:
                    self._named[sort].append((other, cluster))
                    self._latest = (self._text.sentence_of[head.i], (other, cluster))
        words = {t.text.lower() for t in self._tokens[max(spot.first - 2, 0) : spot.last]}
        if spot.form is Form.NOMINAL and self._known(words) and words & self._text.groups.pairs:
            pair = self._counterparts(words, head.i)
            if pair is not None:  # "officials from both countries"
                self._scene.both(cluster.key, pair)

    def they(self, token: Token) -> None:
        """Resolve "they" after two people were named together in the sentence before, and nobody else, or two others
        were its subject."""
        apart, pair = self._since(token)
        two = self._joined_before(token)
        if two is not None and not self._scene.headed(token.i):
            self._note_pair(token, token.i, two)
            return
        subject = self._scene.memory.subject_before(token.i)
        joined = conjuncts(self._text, first_conjunct(self._text, subject.head)) if subject is not None else []
        named = [c for i in joined if (c := self._scene.headed(i)) is not None]
        if len(joined) == len(named) == 2:
            self._note_pair(token, token.i, (named[0], named[1]))
        elif (doing := self._did_to(token)) is not None:
            self._note_pair(token, token.i, doing)
            return
        if pair is None or apart > 1 or (apart == 0 and token.tag == "PRP$") or pair[0].kind is not EntityKind.PERSON:
            return
        people = self._scene.memory.people(token.i, reach=1)
        if len(people) == 2 and {c.key for c in people} == {c.key for c in pair} and not self._scene.headed(token.i):
            self._note_pair(token, token.i, pair)

    def _did_to(self, token: Token) -> Pair | None:
        """ "Lund invited Verne to Oslo. *They* will meet there": who did something to whom in the sentence before."""
        before = self._text.sentence(token.i).index - 1
        if token.dep != Rel.SUBJECT or token.tag != "PRP" or before < 0 or self._scene.headed(token.i):
            return None
        top = next((t.i for t in self._text.words(self._text.sentences[before]) if t.dep == Rel.ROOT), None)
        clause = self._text.clauses.get(-1 if top is None else top)
        if clause is None or clause.passive or self._text.sentence_of[token.i] != self._text.sentence_of[token.head]:
            return None
        sides = [[self._scene.headed(a.head) for a in of] for of in (clause.doers, clause.things)]
        if any(len(side) != 1 or side[0] is None or side[0].kind is not EntityKind.PERSON for side in sides):
            return None
        one, other = sides[0][0], sides[1][0]
        return (one, other) if one is not None and other is not None and one.key != other.key else None

    def _joined_before(self, token: Token) -> Pair | None:
        """Return the two last joined in the sentence before an object, but for who does it to them: "phoned Lund and
        Verne and invited *them*", "growers and millers hope that he receives *them*"."""
        clause = self._text.clauses.get(predicate(self._text, token.i) or -1)
        doers = {a.head for a in clause.doers} if clause is not None else set()
        before = range(self._text.sentence(token.i).first, token.i if token.dep in _OBJECTS else 0)
        for i in (i for i in reversed(before) if self._tokens[i].dep == Rel.CONJUNCT and token.tag == "PRP"):
            joined = conjuncts(self._text, first_conjunct(self._text, i))
            named = [c for j in joined if (c := self._scene.headed(j)) is not None and c.kind is not EntityKind.PLACE]
            if len(named) == len(joined) == 2 and joined[0] not in doers:
                return named[0], named[1]
        return None

    def alone(self, token: Token) -> None:
        """Resolve "both" without a noun, as in "Both left"."""
        if token.dep in _ARGUMENTS and token.text.lower() in self._text.groups.both:
            self._note_pair(token, token.i, self._nearest(token))

    def resolve(self, token: Token, first: int) -> bool:
        """Resolve "the two sides" with its head at `token`; return whether the phrase names a pair at all."""
        groups, word = self._text.groups, token.text.lower()
        words = {t.text.lower() for t in self._tokens[first : token.i]}
        alone = token.dep in _ARGUMENTS and words <= groups.articles
        apart, latest = self._since(token)
        met = latest is not None and apart <= 1 and latest in self._named[_Sort.PEOPLE][-1:]
        if alone and words and word in groups.pairs and met and self._only_two(token) is not None:
            return self._note_pair(token, first, latest)  # "the presidents", just named together
        if word in self._text.grammar.camps and words & groups.each:  # "*either side* may leave"
            return self._note_pair(token, first, self._counterparts({word}, token.i))
        bare = alone and word in groups.twosomes
        if not bare and self._known(words) and self._new_people(token):
            pairs = {(a.key, b.key): (a, b) for a, b in self._named[_Sort.PEOPLE]}
            alone_named = next(iter(pairs.values())) if len(pairs) == 1 else None
            return self._note_pair(token, first, latest if met and apart == 1 else alone_named)
        if not bare and (word not in groups.pairs or not self._known(words)):
            return False
        pair = self._nearest(token) if bare else self._counterparts({word}, token.i) or self._only_two(token)
        told = groups.gendered.get(word, "")
        if pair is not None and told and any(self._genders.get(c.key, told) != told for c in pair):
            pair = None  # "the two women" are not a woman and a man
        return self._note_pair(token, first, pair)

    def _new_people(self, token: Token) -> bool:
        """ "The bishop and the imam prayed. The two *clerics* said": a noun for people that is new in the article."""
        word, lemma = token.text.lower(), token.lemma.lower()
        people = token.tag == "NNS" and lemma in self._text.humans and word not in self._text.groups.pairs
        return people and not any(t.lemma.lower() == lemma for t in self._tokens[: token.i])

    def _since(self, token: Token) -> tuple[int, Pair | None]:
        """Return how many sentences ago the last pair was named, and who it is."""
        where, pair = self._latest or (0, None)
        return self._text.sentence_of[token.i] - where, pair

    def _known(self, words: set[str]) -> bool:
        """Say whether the words before a noun take up two who were named: "both" and "the two", not "two men"."""
        groups = self._text.groups
        numbers = groups.both - self._text.grammar.both
        return bool(words & groups.both) and bool(words & (groups.openers - numbers))

    def _note_pair(self, token: Token, first: int, pair: Pair | None) -> bool:
        if pair is not None:
            key = f"pair:{pair[0].key}+{pair[1].key}"
            cluster = self._made.setdefault(key, Referent(key, EntityKind.GROUP))
            self._scene.both(key, pair)
            groups, opener = self._text.groups, self._tokens[first].text.lower()
            bare = opener in groups.openers and opener not in groups.both
            form = Form.PRONOUN if token.pos == "PRON" else Form.NOMINAL
            cluster.spots.append(self._scene.add(token, cluster, form, first=first + bare))
        return pair is not None

    def _titled(self, word: str) -> bool:
        """Say whether a plural means people by what they are: "the ministers"."""
        return word in self._text.roles.plurals or self._text.groups.singular(word) in self._text.roles.titles

    def _nearest(self, token: Token) -> Pair | None:
        """Return whom "the two" or "the sides" takes up: the only two people of the sentence so far, the last pair, the
        only two of the sentence before; nobody where three were named."""
        here, before = (self._scene.memory.people(token.i, reach=n) for n in (0, _NEAR))
        parties, (apart, pair) = token.text.lower() in self._text.groups.pairs, self._since(token)
        if not parties and len(here) == 2:
            return here[0], here[1]
        if pair is not None and apart <= _NEAR:
            return pair if len(before) < 3 or pair[0].kind is not EntityKind.PERSON else None
        return (before[0], before[1]) if not parties and len(before) == 2 else None

    def _only_two(self, token: Token) -> Pair | None:
        """ "Minister A dined with … . Minister B spoke. | The two ministers": the only people of late, with a title."""
        near = self._scene.memory.people(token.i, reach=1)
        return (near[0], near[1]) if self._titled(token.text.lower()) and len(near) == 2 else None

    def _partner(self, head: Token) -> Referent | None:
        """ "between Norvale and Estmark", "Norvale and Estmark agreed", "Norris met Brandt": the one named first."""
        tokens, groups = self._tokens, self._text.groups
        if head.dep == Rel.APPOSITION:  # "met her counterpart, Jane Doe"
            head = tokens[head.head]
        above = tokens[head.head]
        if head.dep == Rel.CONJUNCT:
            first = tokens[above.head] if above.dep == Rel.APPOSITION else above  # "ministers | A and B"
            between = first.dep == Rel.PREP_OBJECT and tokens[first.head].text.lower() in groups.between
            if first.dep in _JOINED or between:
                return self._scene.headed(above.i)
        sides = groups.meets | self._text.roles.charging  # "Chile met Peru", "Chile accused Peru of theft"
        verb = head.head if head.dep == Rel.OBJECT and above.lemma in sides else None
        own = tokens[first_conjunct(self._text, above.head)].dep in SUBJECTS  # "riggers with the union struck"
        if head.dep == Rel.PREP_OBJECT and above.text in groups.companions and not own:
            verb = predicate(self._text, head.i)  # "Halden signed a deal with Norvik"
        clause = self._text.clauses.get(verb) if verb is not None else None
        return self._scene.headed(clause.doers[0].head) if clause is not None and clause.doers else None

    def _counterparts(self, words: set[str], here: int) -> Pair | None:
        """ "the two leaders" are people, "both countries" lands, "both sides" whoever acts."""
        groups = self._text.groups
        named = words & groups.pairs
        if named & groups.lands:
            return self._about(_Sort.LANDS, here) or self._only(_Sort.LANDS, here)
        if named & groups.firms:
            return self._about(_Sort.FIRMS, here) or self._only(_Sort.FIRMS, here)
        people = any(self._titled(word) for word in named) or not named.isdisjoint(groups.gendered)
        return self._about(_Sort.PEOPLE if people else _Sort.PARTIES, here)

    def _about(self, sort: _Sort, here: int) -> Pair | None:
        """Return the two parties that an article is about, else the pair of a sort that is named most so far."""
        first = self._foremost(sort, here) if sort is _Sort.PARTIES else None
        if first is not None:
            return first
        counts = [[sum(s.first <= here for s in one.spots) for one in pair] for pair in self._named[sort]]
        weights = [(min(two), sum(two), k) for k, two in enumerate(counts)]
        pair = self._named[sort][max(weights)[2]] if weights else None
        token = self._tokens[here]
        told = token.dep in _OBJECTS or is_infinitive(self._text, token.head)  # "sued *both sides*", "urged them to"
        return self._foremost(sort, here, often=_TWICE) if pair is None and sort is _Sort.PARTIES and told else pair

    def _only(self, sort: _Sort, here: int) -> Pair | None:
        """ "Djibouti said Eritrean troops had fired. Ghana urged *both governments* to stop": the only countries
        that the sentences before speak of."""
        first = self._text.sentence(here).first
        said = {c.key: c for s, c in self._scene.owner.items() if s.first < first and c.kind in sort.value}
        two = list(said.values())
        return (two[0], two[1]) if len(two) == 2 else None

    def _foremost(self, sort: _Sort, here: int, *, often: int = _OFTEN) -> Pair | None:
        """Return the two parties that an article has spoken of so far more than of any other, both several times; not
        who does something to them ("the front urged *both sides*")."""
        clause = self._text.clauses.get(self._tokens[here].head)
        doers = [self._scene.headed(a.head) for a in clause.doers] if clause is not None else []
        parties = {c.key: c for c in self._scene.owner.values() if c.kind in sort.value and c not in doers}
        said = sorted(((self._scene.memory.count(k, here), c) for k, c in parties.items()), key=lambda x: -x[0])
        first = [c for n, c in said[:2] if n >= often]
        clear = len(said) < 3 or said[1][0] > said[2][0]
        return (first[0], first[1]) if len(first) == 2 and clear else None
