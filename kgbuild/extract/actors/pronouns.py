"""Pronouns: resolved by gender, number and who is in mind; a close call stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.extract.actors.phrases import Title, head_words
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.actors.spots import Referent
from kgbuild.extract.actors.words import Pronoun
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_COLLECTIVE = frozenset([EntityKind.COUNTRY, EntityKind.ORGANIZATION])
_CLAUSES = frozenset([Rel.CLAUSE, Rel.OPEN_CLAUSE, Rel.CLAUSE_SUBJECT, Rel.ADVERB_CLAUSE])
_MARKS = frozenset(["``", "''"])  # tags of quotation marks
_QUOTED = 60  # tokens of a quotation that are looked at
_OBJECTS = frozenset([Rel.OBJECT, Rel.RECIPIENT, Rel.PREP_OBJECT])


class Pronouns:
    """Resolves one pronoun after the other."""

    def __init__(self, scene: Discourse, titles: Sequence[Title], genders: Mapping[str, str]) -> None:
        """Learn what forms of address, titles and first names tell of gender."""
        self._scene = scene
        self._tokens = scene.text.tokens
        self._gender = {**_genders(scene, titles), **genders}
        self._persons: dict[str, Referent] = {}
        self._heads: dict[str, set[int]] = {}  # cluster key -> tokens of its names

    def note(self, cluster: Referent, first: int, last: int) -> None:
        """Take a mention of a person in."""
        if cluster.kind is EntityKind.PERSON:
            self._persons[cluster.key] = cluster
            self._heads.setdefault(cluster.key, set()).update(range(first, last))

    def resolve(self, token: Token) -> bool:
        """Resolve a personal or possessive pronoun; return False for a plural one that takes nobody up."""
        word = token.text.lower()
        groups = self._scene.text.groups
        pronoun = groups.pronouns.get(word, "")
        if pronoun == Pronoun.THEY:
            cluster = self._they(token)
        elif pronoun:
            cluster = self._person(token, pronoun)
        else:
            cluster = self._it(token) if word in groups.neuter else None
        if cluster is not None:
            self._scene.add(token, cluster, Form.PRONOUN)
        return cluster is not None or pronoun != Pronoun.THEY

    def relative(self, token: Token) -> None:
        """Resolve "who" of "Norris, who said": the noun that the relative clause hangs from."""
        verb = self._tokens[token.head]
        for _ in range(4):
            if verb.dep == Rel.RELATIVE or verb.head == verb.i:
                break
            verb = self._tokens[verb.head]
        cluster = self._scene.inside(verb.head) if verb.dep == Rel.RELATIVE else None
        if cluster is not None:
            self._scene.add(token, cluster, Form.PRONOUN)

    def _person(self, token: Token, gender: str) -> Referent | None:
        fits = [c for k, c in self._persons.items() if self._gender.get(k, gender) == gender]
        quoted = self._named_in_quotation(token)
        fits = [c for c in fits if c.key not in quoted and not self._clash(token, c)]
        told = {c.key for c in fits if c.key in self._gender}
        if len(fits) > 1 and (other := self._counterpart(token, fits)) is not None:
            return other
        # an unknown name in the news is a man's more often than not, so knowing tells more of a "she"
        found = self._scene.memory.best(token.i, fits, likely=told if gender == Pronoun.SHE else ())
        if found is None or self._stranger_since(found, token):
            return None
        if not told:  # nobody else could be meant by gender, so this tells it
            self._gender.setdefault(found.key, gender)
        return found

    def _named_in_quotation(self, token: Token) -> set[str]:
        """ "“Sam stays,” he told them": who speaks does not speak of himself by name."""
        speaks = token.dep == Rel.SUBJECT and self._tokens[token.head].lemma.lower() in self._scene.text.speaking
        found, i = set[str](), token.i - 1
        if not speaks or i < 0 or self._tokens[i].tag not in _MARKS:
            return found
        while (i := i - 1) > max(token.i - _QUOTED, 0) and self._tokens[i].tag not in _MARKS:
            found |= {self._scene.owner[spot].key for spot in self._scene.spots(i) if spot.form is Form.NAME}
        return found

    def _counterpart(self, token: Token, fits: Sequence[Referent]) -> Referent | None:
        """Return the other of two, where one of them is the subject: "Lund hosted Verne on
        Monday. She urged him …"; nobody where three were named."""
        doer = self._doer(token)
        near = self._scene.memory.people(token.i, reach=1)
        others = [c for c in near if doer is None or c.key != doer.key]
        named = doer is not None and len(near) == 2 and len(others) == 1
        return others[0] if named and any(c.key == others[0].key for c in fits) else None

    def _doer(self, token: Token) -> Referent | None:
        """Return the person who is the subject of the verb that a pronoun is the object of."""
        subject = (c for c in self._subjects_above(token) if token.dep in _OBJECTS)
        cluster = next((found for c in subject if (found := self._scene.headed(c)) is not None), None)
        return cluster if cluster is not None and cluster.kind is EntityKind.PERSON else None

    def _subjects_above(self, token: Token) -> list[int]:
        """Return the subjects of the verb that an object hangs on, also those a verb joined to another shares."""
        verb = self._tokens[token.head]
        clause = self._scene.text.clauses.get(verb.head if verb.pos == "ADP" else verb.i)
        return [] if clause is None else [a.head for a in (clause.things if clause.passive else clause.doers)]

    def _stranger_since(self, cluster: Referent, token: Token) -> bool:
        """Say whether an unnamed person acted between the last mention and the pronoun ("a guard said he …")."""
        strangers = self._scene.strangers
        if not strangers:
            return False
        since = self._scene.memory.last_head(token.i, cluster.key)
        here = self._scene.text.sentence_of[token.i]
        return any(since < i < token.i and here - self._scene.text.sentence_of[i] <= 1 for i in strangers[-3:])

    def _clash(self, token: Token, cluster: Referent) -> bool:
        """Object pronouns are not the subject of their own verb ("Norris met him": not Norris)."""
        if token.dep not in _OBJECTS or token.text.lower() in self._scene.text.groups.reflexive:
            return False
        heads = self._heads.get(cluster.key, set())
        return any(c in heads for c in self._subjects_above(token))

    def _they(self, token: Token) -> Referent | None:
        subject = self._scene.memory.subject_before(token.i)
        if subject is None:
            return None
        plural = subject.plural or subject.cluster.key in self._scene.members
        return subject.cluster if plural and subject.cluster.kind is not EntityKind.PLACE else None

    def _it(self, token: Token) -> Referent | None:
        if token.dep == Rel.EXPLETIVE or self._empty(token):
            return None
        subject = self._scene.memory.subject_before(token.i)
        if subject is None or subject.cluster.kind not in _COLLECTIVE or subject.plural:
            return None
        here = self._scene.text.sentence_of[token.i]
        if subject.sentence != here:
            verb = token.head if token.dep == Rel.SUBJECT else self._tokens[token.head].head
            opens = token.dep == Rel.SUBJECT or self._scene.text.sentences[here].first == token.i
            return subject.cluster if opens and self._tokens[verb].dep == Rel.ROOT else None
        return None if self._other_subject(subject.head, token) else subject.cluster

    def _other_subject(self, after: int, token: Token) -> bool:
        """Say whether another singular thing became the subject between a mention and the pronoun."""
        between = (t for t in self._tokens[after + 1 : token.i] if t.dep in SUBJECTS and t.pos in {"NOUN", "PROPN"})
        return any(not self._scene.covered(t.i) for t in between)

    def _empty(self, token: Token) -> bool:
        """ "It is likely that …", "it took years": nobody is meant."""
        if token.dep not in SUBJECTS:
            return False
        verb = self._tokens[token.head]
        below = [self._tokens[c] for c in self._scene.text.children[verb.i]]
        inner = [
            self._tokens[c]
            for t in below
            if t.dep in {Rel.PREDICATE, Rel.ATTRIBUTE}
            for c in self._scene.text.children[t.i]
        ]
        clause = any(t.dep in _CLAUSES for t in (*below, *inner))
        return verb.lemma in self._scene.text.groups.empty_verbs and (
            clause or any(t.dep == Rel.ATTRIBUTE for t in below)
        )


def _genders(scene: Discourse, titles: Sequence[Title]) -> dict[str, str]:
    """Return what titles tell of people's gender, by cluster key."""
    found = dict[str, str]()
    for title in titles:
        word = " ".join(head_words(title.words.lower().split(), scene.text.grammar.of))
        told = next((p for end, p in scene.text.groups.endings.items() if word.endswith(end)), "")
        if told:
            found.setdefault(scene.owner[title.holder].key, told)
    return found
