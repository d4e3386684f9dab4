"""Pronouns: resolved by gender, number and who is in mind; a close call stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.extract.actors.page import Page, Referent
from kgbuild.extract.actors.phrases import Title, head_words
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.actors.words import Pronoun
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, with_dep
from kgbuild.extract.parse.verbs import is_infinitive
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
        self._scene, self._text, self._tokens = scene, scene.text, scene.text.tokens
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
        word, groups = token.text.lower(), self._text.groups
        pronoun = groups.pronouns.get(word, "")
        above = self._subjects_above(token) if word in groups.reflexive else []
        if above:  # "the guard shot himself, police said"
            cluster = self._scene.headed(above[0])
        elif pronoun == Pronoun.THEY:
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
        clause = next((a for a in ancestors(self._text, token.i) if self._tokens[a].dep == Rel.RELATIVE), None)
        cluster = self._scene.inside(self._tokens[clause].head) if clause is not None else None
        if cluster is not None:
            self._scene.add(token, cluster, Form.PRONOUN)

    def _person(self, token: Token, gender: str) -> Referent | None:
        quoted, above = self._named_in_quotation(token), self._subjects_above(token)
        fits = [c for k, c in self._persons.items() if self._gender.get(k, gender) == gender and k not in quoted]
        fits = [c for c in fits if self._heads[c.key].isdisjoint(above)]  # "Norris met him": not Norris
        told = {c.key for c in fits if c.key in self._gender}
        if (same := self._shared_object(token, gender)) is not None:
            return same
        if len(fits) > 1 and (other := self._counterpart(token, above, fits)) is not None:
            return other
        # an unknown name in the news is a man's more often than not, so knowing tells more of a "she"
        found = self._scene.memory.best(token.i, fits, likely=told if gender == Pronoun.SHE else ())
        if found is None:
            return self._named_next(token, gender)
        if self._stranger_since(found, token):
            return None
        if not told:  # nobody else could be meant by gender, so this tells it
            self._gender.setdefault(found.key, gender)
        return found

    def _named_next(self, token: Token, gender: str) -> Referent | None:
        """ "During *her* visit to Lima, Ada Norris said": who is named right after it, as what its phrase is about."""
        root = [token.i, *ancestors(self._text, token.i)][-1]
        doers = self._text.clauses[root].doers if root in self._text.clauses else ()
        fits = [c for a in doers[:1] if a.head > token.i and (c := self._scene.headed(a.head)) is not None]
        who = fits[0] if fits and token.tag == "PRP$" and fits[0].kind is EntityKind.PERSON else None
        if who is None or self._gender.setdefault(who.key, gender) != gender:
            return None
        return who

    def _named_in_quotation(self, token: Token) -> set[str]:
        """ "“Sam stays,” he told them": who speaks does not speak of himself by name."""
        speaks = token.dep == Rel.SUBJECT and self._tokens[token.head].lemma.lower() in self._text.speaking
        found, i = set[str](), token.i - 1
        if not speaks or self._text.at(i).tag not in _MARKS:
            return found
        while (i := i - 1) > max(token.i - _QUOTED, 0) and self._tokens[i].tag not in _MARKS:
            named = self._scene.headed(i) if self._tokens[i].pos != "PRON" else None
            found |= {named.key} if named is not None else set()
        return found

    def _shared_object(self, token: Token, gender: str) -> Referent | None:
        """ "Lund received *the envoy* and told *her* so": whom the verb before it in one breath was done to."""
        verb = self._tokens[token.head]
        if token.dep not in _OBJECTS or verb.dep != Rel.CONJUNCT or with_dep(self._text, verb.i, *SUBJECTS):
            return None
        found = [self._scene.headed(i) for i in with_dep(self._text, verb.head, Rel.OBJECT)]
        known = [c for c in found if c is not None and c.kind is EntityKind.PERSON]
        return known[0] if len(known) == 1 and self._gender.get(known[0].key, gender) == gender else None

    def _counterpart(self, token: Token, above: Sequence[int], fits: Sequence[Referent]) -> Referent | None:
        """Return the other of two, one of them the subject: "Lund hosted Verne. She urged him …"; of three nobody."""
        doer = next((c for i in above if (c := self._scene.headed(i)) is not None), None)
        near = self._scene.memory.people(token.i, reach=1)
        if doer is None or doer.kind is not EntityKind.PERSON or len(near) != 2:
            return None
        others = [c for c in near if c.key != doer.key]
        return others[0] if len(others) == 1 and others[0] in fits else None

    def _subjects_above(self, token: Token) -> list[int]:
        """Return the subjects of the verb that an object hangs on, also those a verb joined to another shares; "wants
        *him* to go": who is to do something is an object of the verb above; and whom the noun of a possessive is said
        of: "Hun Lim, *his* father", "*his* father, Hun Lim", and who asks for it: "demanded *his* resignation"."""
        if token.tag == "PRP$":
            noun = self._tokens[token.head]
            beside = [noun.head] if noun.dep == Rel.APPOSITION else []
            return [*with_dep(self._text, noun.i, Rel.APPOSITION), *beside, *self._asking(noun)]
        to_do = token.dep == Rel.SUBJECT and is_infinitive(self._text, token.head)
        if token.dep not in _OBJECTS and not to_do:
            return []
        verb = self._tokens[self._tokens[token.head].head if to_do else token.head]
        clause = self._text.clauses.get(verb.head if verb.pos == "ADP" else verb.i)
        doers = [] if clause is None else [a.head for a in (clause.things if clause.passive else clause.doers)]
        named = (c for i in doers for j in with_dep(self._text, i, Rel.APPOSITION) for c in conjuncts(self._text, j))
        return [*doers, *named]  # "deputies *Lund and Verne* want him to go"

    def _asking(self, noun: Token) -> list[int]:
        """Return who asks for what another is to do: "*Lund* called for his *dismissal*"."""
        over = self._tokens[noun.head]
        verb = self._tokens[over.head] if over.dep == Rel.PREPOSITION else over
        asks = noun.lemma.lower() in self._text.groups.others_part and verb.lemma in self._text.groups.demanding
        clause = self._text.clauses.get(verb.i) if asks else None
        return [] if clause is None else [a.head for a in clause.doers]

    def _stranger_since(self, cluster: Referent, token: Token) -> bool:
        """Say whether an unnamed person acted between the last mention and the pronoun ("a guard said he …"), who may
        be meant by it: "her husband … she" is not he."""
        pronoun = self._text.groups.pronouns[token.text.lower()]
        names = {i: _told(self._text, self._tokens[i].text.lower()) for i in self._scene.strangers[-3:]}
        strangers = [i for i, told in names.items() if told in {"", pronoun}]
        since, here = self._scene.memory.last_head(token.i, cluster.key), self._text.sentence_of[token.i]
        return any(since < i < token.i and here - self._text.sentence_of[i] <= 1 for i in strangers)

    def _asked(self, token: Token) -> Referent | None:
        """ "urged *rebels* to free the men *they* hold": whoever is to do it, and not who asks."""
        verb = self._tokens[token.head]
        noun = self._tokens[verb.head]
        to_do = self._text.clauses.get(noun.head) if verb.dep == Rel.RELATIVE and token.dep in SUBJECTS else None
        own = with_dep(self._text, noun.head, *SUBJECTS)
        if to_do is None or own or not is_infinitive(self._text, noun.head):
            return None
        doers = [a.head for a in to_do.doers if self._tokens[a.head].tag in {"NNS", "NNPS"}]
        return self._scene.headed(doers[0]) if doers else None

    def _they(self, token: Token) -> Referent | None:
        if (asked := self._asked(token)) is not None:
            return asked
        subject, own = self._scene.memory.subject_before(token.i), self._subjects_above(token)
        if subject is not None and subject.head in own:  # "*Two nurses* were held after a clinic accused *them*"
            subject = self._scene.memory.subject_before(own[0])
            between = self._tokens[subject.head + 1 : own[0]] if subject is not None else ()
            subject = None if any(t.tag == "NNS" for t in between) else subject
        if subject is None or subject.cluster.kind is EntityKind.PLACE or self._says_so(subject.head, token):
            return None
        if self._tokens[subject.head].dep == Rel.CONJUNCT:
            return None  # "growers and millers met": whoever "they" are, not the millers alone
        return subject.cluster if subject.plural or subject.cluster.key in self._scene.members else None

    def _says_so(self, named: int, token: Token) -> bool:
        """ "*They* were charged, police said": to whom it was done are not those who are named as saying it."""
        tells = self._tokens[token.head].head
        after = (i for i in with_dep(self._text, tells, *SUBJECTS) if i > token.i)
        word = self._tokens[named].lemma.lower()
        return token.dep == Rel.PASSIVE_SUBJECT and any(self._tokens[i].lemma.lower() == word for i in after)

    def _it(self, token: Token) -> Referent | None:
        subject = self._scene.memory.subject_before(token.i)
        if subject is None or token.dep == Rel.EXPLETIVE or self._empty(token):
            return None
        if subject.cluster.kind not in _COLLECTIVE or subject.plural:
            return None
        if subject.sentence == self._text.sentence_of[token.i]:
            between = (t for t in self._tokens[subject.head + 1 : token.i] if t.dep in SUBJECTS)  # another thing
            other = any(t.pos in {"NOUN", "PROPN"} and not self._scene.covered(t.i) for t in between)
            return None if other else subject.cluster
        verb = token.head if token.dep == Rel.SUBJECT else self._tokens[token.head].head
        opens = token.dep == Rel.SUBJECT or self._text.opens(token.i)
        return subject.cluster if opens and self._tokens[verb].dep == Rel.ROOT else None

    def _empty(self, token: Token) -> bool:
        """ "It is likely that …", "it took years": nobody is meant."""
        verb = self._tokens[token.head]
        if token.dep not in SUBJECTS or verb.lemma not in self._text.groups.empty_verbs:
            return False
        told = with_dep(self._text, verb.i, Rel.PREDICATE, Rel.ATTRIBUTE)
        below = {self._tokens[c].dep for i in (verb.i, *told) for c in self._text.children[i]}
        return not below.isdisjoint(_CLAUSES) or any(self._tokens[i].dep == Rel.ATTRIBUTE for i in told)


def _genders(scene: Discourse, titles: Sequence[Title]) -> dict[str, str]:
    """Return what titles tell of people's gender, by cluster key."""
    found = dict[str, str]()
    for title in titles:
        word = " ".join(head_words(title.words.lower().split(), scene.text.grammar.of))
        if told := _told(scene.text, word):
            found.setdefault(scene.owner[title.holder].key, told)
    return found


def _told(text: Page, word: str) -> str:
    """Return the pronoun that the ending of a word for somebody tells, or nothing."""
    return next((pronoun for end, pronoun in text.groups.endings.items() if word.endswith(end)), "")
