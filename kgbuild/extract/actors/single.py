"""Who a phrase for one stands for that names nobody, where no title given before tells it: "the leader, who calls
himself Abu Lund", "their bishop", "the businessman", "the Dane", "the Dutch club"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.affiliation import Affiliation
from kgbuild.extract.actors.page import Page
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import objects_on, with_dep
from kgbuild.model.facts import EntityKind, Form, Role
from kgbuild.model.text import Token

_PEOPLES, _LAND = "NORP", "GPE"  # the recognizer's labels
_ONE = frozenset({"NN", "NNP"})
_NEAR = 3  # sentences around a phrase in which whom it stands for is named
_BEFORE = (Rel.COMPOUND, Rel.ADJECTIVE)


class Single:
    """Says of one noun after the other who it stands for."""

    def __init__(self, text: Page, index: ActorIndex, affiliation: Affiliation) -> None:
        """Take what is known of an article."""
        self._text, self._tokens, self._index, self._whose = text, text.tokens, index, affiliation
        self._people = [e for e in index.entities.values() if e.kind is EntityKind.PERSON and e.names]
        kinds = (e for e in index.entities.values() if e.kind is EntityKind.ORGANIZATION and e.names)
        self._bodies = [e.id for e in kinds if not e.key]

    def meant(self, noun: Token) -> str | None:
        """Return the entity that a noun, its head, stands for, or None."""
        if noun.tag not in _ONE or noun.dep in {Rel.APPOSITION, Rel.ATTRIBUTE, Rel.COMPOUND}:
            return None
        if noun.lemma.lower() in self._text.humans:
            known = self._called(noun) or self._holder(noun) or self._in_office(noun)
            return known or self._of_sort(noun) or self._named_next(noun)
        return self._body(noun)

    def _known(self, noun: Token) -> bool:
        """Say whether a phrase is for somebody known: "the", "this"; none of whose it is said after."""
        told = {self._tokens[c].text.lower() for c in with_dep(self._text, noun.i, Rel.DETERMINER)}
        named = objects_on(self._text, noun.i, *self._text.grammar.belonging)
        return bool(told & self._text.groups.definite) and not named

    def _called(self, noun: Token) -> str | None:
        """ "the commander, who *calls himself* Abu Lund"; also where only a later mention of the commander says so."""
        text, mention = self._text, self._index.mention(noun.i)
        same = [m for m in self._index.mentions if mention is not None and m.entity == mention.entity]
        nouns = {noun.i} | {t.i for m in same if m.form is Form.NOMINAL for t in text.between(m.start, m.end)}
        for c in (c for i in sorted(nouns) for c in with_dep(text, i, Rel.RELATIVE)):
            below = self._tokens[c + 1 : text.subtree(c)[-1] + 1]
            oneself = any(t.text.lower() in text.groups.reflexive for t in below[:1])
            if self._tokens[c].lemma in text.groups.identified and oneself:
                named = below[1:] and self._index.kind(c + 2) is EntityKind.PERSON
                return self._index.who(c + 2) if named else None
        return None

    def _in_office(self, noun: Token) -> str | None:
        """ "talks with *their bishop*", told before "Bishop Lund": the only one of the article who holds an office,
        named soon; whose it is must not contradict."""
        text, before = self._text, with_dep(self._text, noun.i, *_BEFORE)
        own = [c for c in with_dep(text, noun.i, Rel.OWNER) if self._tokens[c].tag == "PRP$"]
        if noun.text.lower() not in text.roles.titles or not (own or self._known(noun)):
            return None
        words = [self._tokens[c].text.lower() for c in (*before, noun.i) if c not in self._index.adjectives]
        held = [p.id for p in self._people for r in p.roles if r.status == "current" and _ends(r.title, words)]
        near = text.sentence_of[noun.i] + _NEAR
        last = text.sentences[min(near, len(text.sentences) - 1)].last
        one = held[0] if len(set(held)) == 1 else ""
        return one if one and self._whose.is_told(one, noun.i if not own else 0, last) else None

    def _holder(self, noun: Token) -> str | None:
        """ "received *the leader of the Green Alliance*": the only one of the article told to hold that office."""
        text, before = self._text, with_dep(self._text, noun.i, *_BEFORE)
        of = objects_on(text, noun.i, *text.grammar.of) or with_dep(text, noun.i, Rel.OWNER)
        at = {e for i in of if (e := self._index.who(i)) is not None}
        named = text.at(noun.i + 1).pos == "PROPN"  # "India's oil minister | Mr Rao"
        if len(at) != 1 or named or noun.text.lower() not in text.roles.titles:
            return None
        words = [self._tokens[c].text.lower() for c in (*before, noun.i) if c not in self._index.adjectives]
        held = ((p.id, r) for p in self._people for r in p.roles if r.at in at and r.status == "current")
        fits = {who for who, r in held if _ends(r.title, words)}
        return next(iter(fits)) if len(fits) == 1 else None

    def _of_sort(self, noun: Token) -> str | None:
        """ "The bishop met *the businessman*": the only one named so far whose office is of a sort; not who else takes
        part in the clause."""
        sorts = self._text.roles.sorts.get(noun.lemma.lower(), frozenset())
        if not sorts or not self._known(noun):
            return None
        there = {e for e in self._beside(noun) if e is not None}
        told = [p.id for p in self._people if self._whose.is_told(p.id, 0, noun.i) and p.id not in there]
        fits = [p for p in told if any(r.title.lower().split()[-1] in sorts for r in self._roles(p))]
        return fits[0] if len(fits) == 1 else None

    def _named_next(self, noun: Token) -> str | None:
        """ "*The mayor of Lund* resigned on Monday. Ada Ruiz said she was tired.": a report that opens with somebody's
        office, or with what somebody says, names that one as the first of all and says no more of who it is."""
        text, here = self._text, self._text.sentence_of[noun.i]
        told = [*with_dep(text, noun.i, Rel.OWNER)]
        told += [c for c in with_dep(text, noun.i, Rel.DETERMINER) if self._tokens[c].lemma in text.groups.definite]
        named = sorted((min(self._whose.places[p.id]), p) for p in self._people if self._whose.places[p.id])
        if here > 1 or not told or not named or named[0][0] < noun.i or not self._does(noun.i):
            return None
        first, person = named[0]
        near = 0 < text.sentence_of[first] - here < _NEAR and text.opens(first) and not self._roles(person.id)
        last = next(i for i in range(first, len(self._tokens)) if i + 1 not in self._whose.places[person.id])
        alone = self._does(last) and text.at(last + 1).text != "," and last > first
        verbs = [self._tokens[self._tokens[i].head].lemma.lower() for i in (noun.i, last)]
        spoke = verbs[1] in text.speaking
        office = noun.lemma.lower() in text.roles.titles or verbs[0] in text.speaking
        return person.id if near and alone and spoke and office else None

    def _does(self, i: int) -> bool:
        """Say whether a word is the subject of a sentence's main verb, and nothing is done to it."""
        token, clause = self._tokens[i], self._text.clauses.get(self._tokens[i].head)
        return clause is not None and not clause.passive and token.dep == Rel.SUBJECT and clause.above.verb is None

    def _roles(self, person: str) -> Sequence[Role]:
        return [r for r in self._index.entities[person].roles if r.title]

    def _beside(self, noun: Token) -> Iterable[str | None]:
        """Yield the others of a clause: who meets the one whom a noun is for."""
        near = self._text.words(self._text.sentence(noun.i))
        return (self._index.who(t.i) for t in near if t.i != noun.i)

    def person_from(self, noun: Token) -> str | None:
        """ "when *the Dane* flew to Perth": the only one named so far who is of a land or of a body of it."""
        land = self._index.who(noun.i)
        one = noun.tag in _ONE and noun.entity != _LAND and noun.dep not in {Rel.COMPOUND, Rel.ADJECTIVE}
        if land is None or not one or not self._known(noun):
            return None
        told = [p.id for p in self._people if self._whose.is_told(p.id, 0, noun.i)]
        fits = [p for p in told if any(land in self._whose.of[o] for o in (p, *self._whose.of[p]))]
        return fits[0] if len(fits) == 1 else None

    def _body(self, noun: Token) -> str | None:
        """ "officials of *the Dutch club*", "engineers from the guild and *the company*": the only body named before
        that is called so, else the only one of the sentences around that nothing calls otherwise."""
        text, word = self._text, noun.lemma.lower()
        groups = text.groups
        before = with_dep(text, noun.i, *_BEFORE)
        lands = {e for c in before if (e := self._index.adjectives.get(c)) is not None}
        national = any(self._tokens[c].entity == _PEOPLES for c in before)
        bare = word in groups.firm_words and not before
        if not (self._known(noun) and (bare or (national and len(before) == 1 and self._is_body(word)))):
            return None
        apart = {e for e in self._beside(noun) if e is not None}
        here, last = text.sentence_of[noun.i], len(text.sentences) - 1
        first = text.sentences[max(here - _NEAR, 0)].first
        end = text.sentences[min(here + 1, last)].last
        fits = [b for b in self._bodies if b not in apart and (not national or self._is_from(b, lands))]
        fits = [b for b in fits if self._may_be(b, word)]
        of_land = [e for e, of in self._whose.of.items() if of & lands and self._whose.is_told(e, first, end)]
        if of_land and not set(of_land) & set(fits):
            return None  # "a bid by *France's Verne* … the French firm", whatever Verne was taken for
        told = [b for b in fits if self._whose.is_told(b, first, noun.i)]
        near = told or [b for b in fits if national and self._whose.is_told(b, noun.i, end)]
        return near[0] if len(near) == 1 else None

    def _is_body(self, word: str) -> bool:
        groups = self._text.groups
        return any(word in sort for sort in (groups.firm_words, groups.trades, groups.same_as))

    def _may_be(self, body: str, word: str) -> bool:
        """Say whether nothing in its name shows that a body is of another sort."""
        names, groups = [n.split() for n in self._index.entities[body].names], self._text.groups
        words = {w.lower().strip(".") for name in names for w in name}
        paper = any(name[-1] in groups.media_words for name in names)  # "told the *Lund Tribune* that the company"
        return not (words & groups.no_firms - {word} or (paper and word in groups.firm_words))

    def _is_from(self, body: str, lands: set[str]) -> bool:
        """Say whether a body may be of a land: it is told to be, or none is told of it."""
        own = {o for o in self._whose.of[body] if self._index.entities[o].kind is EntityKind.COUNTRY}
        return not own or bool(own & lands)


def _ends(title: str, words: Sequence[str]) -> bool:
    told = title.lower().split()
    return told[-len(words) :] == list(words)
