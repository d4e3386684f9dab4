"""Common nouns: those that take somebody up ("the minister", "the French president", "the company", "a spokesman for
the bank"), and actors nobody names ("a senior official said", "people familiar with the matter")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.extract.actors.described import marks
from kgbuild.extract.actors.evidence import says_what
from kgbuild.extract.actors.groups import names_itself
from kgbuild.extract.actors.page import HYPHENS, Referent, Spot
from kgbuild.extract.actors.phrases import Title, head_words
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.actors.unnamed import Unnamed
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child
from kgbuild.extract.parse.verbs import is_cleft
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_SPLIT = frozenset([Rel.APPOSITION, Rel.ATTRIBUTE, Rel.COMPOUND])
_BEFORE = 3  # tokens before a name that may say whence somebody comes
_FAR = 20  # sentences after which nobody is "the Briton" any more
_OWNING = frozenset([Rel.COMPOUND, Rel.OWNER, Rel.NOUN])


class Nouns:
    """Resolves one common noun after the other."""

    def __init__(self, scene: Discourse, titles: Sequence[Title], genders: Mapping[str, str]) -> None:
        """Begin with nobody introduced; `titles` are all of the article, also those given later, `genders` the pronouns
        that are known to fit people."""
        self._scene, self._text, self._tokens, self._genders = scene, scene.text, scene.text.tokens, genders
        self._heads = {t.head: t for t in titles}
        self._roles: dict[str, list[Title]] = {}  # cluster key -> titles
        self._bodies: dict[str, Referent] = {}
        self._unnamed = Unnamed(scene)
        self._calls: dict[str, Referent | None] = {}  # noun -> whom alone it took up so far
        self._sorts: dict[str, set[str]] = {}  # cluster key -> nouns that say what an organisation is

    def note(self, spot: Spot, cluster: Referent) -> None:
        """Take a mention in: "the union Fortuna", "Fortuna, a carmaker" say what an organisation is."""
        if cluster.kind is EntityKind.PERSON and spot.form is Form.NAME:
            self._unnamed.aged(spot, cluster)
        # "| US-led troops"
        led = self._text.at(spot.last).text in HYPHENS and self._text.at(spot.last + 1).tag == "VBN"
        if cluster.kind in {EntityKind.PERSON, EntityKind.PLACE} or led:
            return
        self._bodies[cluster.key] = cluster
        if spot.form is Form.NOMINAL:
            self._unnamed.note(spot, cluster)
        near = [self._text.at(spot.first - 1).text]
        after = self._tokens[spot.last : spot.last + 6]
        beside = len(after) > 2 and after[0].text == "," and after[1].pos == "DET"
        if beside and self._tokens[after[1].head].dep not in SUBJECTS:  # not "according to Fortuna, the army left"
            near += [t.text for t in after[2:]]
        near += [t.text for t in after[:2] if t.text.islower() and self._tokens[spot.last - 1].head in {t.i, t.i + 1}]
        sorts = (self._text.groups.bodies, self._text.groups.trades)
        self._sorts.setdefault(cluster.key, set()).update(w for w in near if any(w in sort for sort in sorts))
        if spot.form is Form.NAME and cluster.kind is EntityKind.ORGANIZATION:
            self._unnamed.body(spot, cluster, self._sorts[cluster.key] | {spot.text.split()[-1].lower()})

    def introduce(self, cluster: Referent, title: Title) -> None:
        """Take in that somebody was given a title."""
        self._roles.setdefault(cluster.key, []).append(title)

    def resolve(self, token: Token, first: int | None) -> tuple[Referent, int, int] | None:
        """Resolve the noun `token`; its phrase begins with an article or the like at `first`, or has none (None).
        Return a person without a name who is heard, with the tokens of the phrase."""
        word, roles = token.text.lower(), self._text.roles
        groups = self._text.groups
        if self._text.is_national(token.i):
            return self._one_of_a_people(token, first)
        office = word in roles.titles or word in groups.assemblies or word in groups.governing  # "the Government"
        if token.pos == "PROPN" and not office:
            self._unnamed.ground(token)
            return None
        alone = not self._scene.memory.people(token.i, reach=2)
        based = alone and groups.based & {self._tokens[c].text.lower() for c in self._text.children[token.i]}
        sort = word in groups.same_as and word not in groups.bodies | groups.firm_words
        said = sort and token.dep in SUBJECTS and self._tokens[token.head].lemma in self._text.speaking
        trade = word in groups.trades or based or said  # "the *site* said"
        if self._said_of(token) or (trade and self._firm(token, first)):
            return None
        if word in roles.voices:
            known = token.dep in {Rel.APPOSITION, Rel.COMPOUND} or self._voice(token)
            return None if known else self._unnamed.person(token, first)
        named = word in roles.titles or word in roles.strangers or word in self._text.persons
        named = named and word not in groups.called  # "the *regulator*"
        if named or self._unnamed.met(token):
            return None if self._holder(token, first) else self._unnamed.person(token, first)
        known = first is not None and self._scene.definite(first) and self._body(token, first)
        if not known and not self._unnamed.ground(token):
            self._unnamed.group(token)
        return None

    def _one_of_a_people(self, token: Token, first: int | None) -> tuple[Referent, int, int] | None:
        """ "The Briton": whoever was called British, else who of those named before is clearly meant; "a Briton"."""
        if token.dep in _SPLIT or first is None or not self._scene.definite(first):
            return self._unnamed.one(token)
        doers = [self._scene.headed(i) for i in self._text.doers(token.head)]
        people = [
            c for c in self._scene.memory.people(token.i, reach=token.i) if c not in doers
        ]  # "beat *the Belgian*"
        called = [c for c in people if self._is_of_land(c, self._text.gazetteer.surfaces[f"{token.text}s"].key)]
        if not self._taken(token, self._scene.memory.best(token.i, called or people, reach=_FAR if called else 2)):
            return None if people else self._unnamed.one(token)
        return None

    def _is_of_land(self, cluster: Referent, land: str) -> bool:
        """Say whether the words before a name call its bearer of a country: "*Nigeria* forward Ike Obi"."""
        near = {j for s in cluster.spots if s.form is Form.NAME for j in range(max(s.first - _BEFORE, 0), s.first)}
        told = (self._scene.adjectives.get(j) or next((s.known for s in self._scene.spots(j)), None) for j in near)
        return any(known is not None and known.key == land for known in told)

    def _said_of(self, token: Token) -> bool:
        """ "A spokesman for Y, X, said", "the Tavrion news agency": the noun is the one it says it of."""
        title = self._heads.get(token.i)
        if title is not None and title.last == title.holder.first:
            return True  # "Director of Nursing | Ada Norris"
        apposed = title is not None and self._tokens[title.holder.first - 1].text == ","
        cluster = self._scene.owner.get(title.holder) if title is not None and apposed else None
        if cluster is None:
            after = self._scene.spots(token.i + 1)[-1:]
            if any(token.dep in SUBJECTS and self._is_called(token, spot) for spot in after):
                return True  # "streaming service | Volanta sued"
            near = self._scene.spots(token.i - 1) or self._scene.spots(token.i - 2)
            if not near or not names_itself(near[-1], token, self._text):
                return False
            cluster = self._scene.owner[near[-1]]
        if token.dep not in _SPLIT:
            if title is not None and self._scene.definite(child(self._text, token.i, Rel.DETERMINER)):
                self._unnamed.named(token, cluster)
            self._scene.add(token, cluster, Form.NOMINAL)
        return True

    def _is_called(self, token: Token, name: Spot) -> bool:
        sort = token.text.lower() in self._text.groups.same_as and name.kind is EntityKind.ORGANIZATION
        return sort and name.first == token.i + 1 and says_what(self._text, token, name.first, name.last)

    def _firm(self, token: Token, first: int | None) -> bool:
        """ "The retailer", "the Leeds-based trader": the only firm in reach, whatever its trade."""
        word, article = token.text.lower(), child(self._text, token.i, Rel.DETERMINER)
        first = first if article is None else article
        if first is None or not self._scene.definite(first) or token.dep in _SPLIT:
            return False
        inside = {t.text.lower() for t in self._tokens[first : token.i]}
        of, below = self._text.at(token.i + 1), self._text.subtree(token.i + 1)
        plain = of.text in self._text.grammar.of and all(self._tokens[i].pos != "PROPN" for i in below)  # "| of pumps"
        made = [c for c in self._text.children[token.i] if self._tokens[c].dep == Rel.COMPOUND]  # "the zinc | producer"
        made = made if not self._scene.memory.people(token.i, reach=2) else []
        titled = word in self._text.roles.titles and not (made or inside & self._text.groups.based)
        if titled or (self._named_next(token) and not plain):
            return False
        bodies = self._orgs(token)
        told = [c for c in bodies if word in self._sorts.get(c.key, ())]
        return self._only(token, told or [c for c in bodies if self._any_firm(c)], first)

    def _only(self, token: Token, fits: Sequence[Referent], first: int) -> bool:
        """Take a noun for the only one in reach of those who fit."""
        ranked = self._scene.memory.rank(token.i, fits, reach=2)
        return self._taken(token, ranked[0][1] if len(ranked) == 1 else None, first + 1)

    def _taken(self, token: Token, cluster: Referent | None, first: int | None = None) -> bool:
        if cluster is not None:
            self._scene.add(token, cluster, Form.NOMINAL, first=first)
        return cluster is not None

    def _voice(self, token: Token) -> bool:
        """ "a Norvale spokesman", "a spokeswoman for the bank": who speaks for somebody is heard as them."""
        near = []
        for c in self._text.children[token.i]:
            if self._tokens[c].dep in _OWNING:
                near.append(c)
            elif self._tokens[c].dep == Rel.APPOSITION:
                return True  # the name follows
            elif self._tokens[c].text in self._text.roles.purposes:
                near += [g for g in self._text.children[c] if self._tokens[g].dep == Rel.PREP_OBJECT]
        owners = [self._scene.headed(i) for i in near]
        return self._taken(token, next((c for c in owners if c is not None and c.kind is not EntityKind.PLACE), None))

    def _holder(self, token: Token, first: int | None) -> bool:
        """Resolve a title to the person introduced with it; return whether somebody named is meant."""
        if (token.dep in _SPLIT and not is_cleft(self._text, token.i)) or self._scene.covered(token.i + 1):
            return True  # said of a name nearby
        fixed = self._text.low(token.i, token.i + 3)  # "the head of state"
        of_state = fixed if fixed in self._text.roles.leaders else ""
        if self._named_next(token) and not of_state:
            return False  # somebody else's title
        begin, at = self._owned(token, first)
        if begin is None:
            return False
        bare = self._bare(begin, token)
        wanted = of_state or self._text.low(bare, token.i + 1).replace(" - ", "-")
        fits = {k: [t for t in held if self._fits(wanted, at, t)] for k, held in self._roles.items()}
        holders = self._in_time(begin, bare, {k: held for k, held in fits.items() if held})
        after = self._tokens[token.i : self._text.sentence(token.i).last]
        told = {p for t in after if (p := self._text.groups.pronouns.get(t.text.lower())) is not None}
        alike = [k for k in holders if self._genders.get(k) in told]  # "the minister should come before *she* signs"
        cluster = self._scene.memory.last(token.i, alike or holders, reach=12)
        return self._taken(token, cluster, begin)

    def _bare(self, begin: int, noun: Token) -> int:
        """Return where a title begins without the words that tell when it is held: "the *former* | coach"."""
        when = self._text.roles.former | self._text.roles.current
        while begin < noun.i and self._tokens[begin].text.lower() in when:
            begin += 1
        return begin

    def _in_time(self, begin: int, bare: int, held: Mapping[str, Sequence[Title]]) -> list[str]:
        """Return who may be "the former coach", one who was, else the only one there is, and who "the new coach"."""
        past = [k for k, titles in held.items() if any(t.status == "former" for t in titles)]
        if begin == bare:
            return [*held]
        if self._tokens[bare - 1].text.lower() in self._text.roles.former:
            return past or [k for k in held if len(held) == 1]
        return [k for k in held if k not in past] or [*held]

    def _owned(self, token: Token, first: int | None) -> tuple[int | None, str]:
        """Return where a definite title begins and the key of whose it is: "the French president", "Norvale's …"."""
        begin = token.i
        if first is not None and self._scene.definite(first):
            begin = first + 1
            known = self._scene.adjectives.get(begin)
            while begin < token.i and begin in self._scene.adjectives:
                begin += 1
            return begin, known.key if known is not None else ""
        while self._text.at(begin - 1).dep in {Rel.ADJECTIVE, Rel.COMPOUND} and not self._scene.covered(begin - 1):
            begin -= 1
        cluster = self._scene.inside(begin - 2) if self._text.at(begin - 1).tag == "POS" else None
        return (begin, cluster.key) if cluster is not None and cluster.kind is not EntityKind.PERSON else (None, "")

    def _named_next(self, token: Token) -> bool:
        """Say whether "of X" or a name follows, so that the title is somebody else's."""
        after, roles = self._text.at(token.i + 1), self._text.roles
        if self._scene.covered(after.i):
            return True
        if after.text in self._text.grammar.of:  # "accused | the mayor | of lying"
            return token.dep != Rel.OBJECT or self._tokens[token.head].lemma not in roles.charging
        return after.text in self._text.grammar.source | roles.purposes and after.head == token.i

    def _body(self, token: Token, first: int) -> bool:
        """Resolve "the company", "the country" to the latest body of that sort, if only one is in reach."""
        word, groups = token.text.lower(), self._text.groups
        if token.dep in _SPLIT and not is_cleft(self._text, token.i):
            return True
        if self._named_next(token):
            folk = token.tag == "NNS" and token.lemma.lower() in self._text.persons
            # "the panel | of judges said"
            sorts = (groups.people, groups.ranks, groups.governing, groups.assemblies, groups.seats, groups.bodies)
            several = folk or any(word in sort for sort in sorts)
            at = token.dep == Rel.PREP_OBJECT and word in self._text.rooms  # "met in *the cellar* of the inn"
            return not (several or at) or self._scene.covered(token.i + 1)
        if word in groups.country_nouns:
            return self._only(token, [c for c in self._bodies.values() if c.kind is EntityKind.COUNTRY], first)
        called = self._called(token)
        if len(called) == 1:
            return self._taken(token, called[0], first + 1)
        if word not in groups.bodies:
            return False
        fits = [c for c in self._orgs(token) if self._is_a(c, word)]
        best = self._scene.memory.best(token.i, fits, reach=4) or self._calls.get(word)
        if best is not None:
            self._calls[word] = best if self._calls.get(word, best) is best else None
        return self._taken(token, best, first + 1)

    def _orgs(self, noun: Token) -> list[Referent]:
        """Return the organisations that a noun may stand for: "the opposition party" is not the ruling one, "the rival
        firm" none that nobody called a rival."""
        own = marks(self._text, noun.i)

        def fits(cluster: Referent) -> bool:
            if not cluster.names:
                return all(own.take_up(marks(self._text, s.last - 1)) for s in cluster.spots[:1])
            return all(any(w in s.text.lower() for s in cluster.spots) for w in own.other)

        return [c for c in self._bodies.values() if c.kind is EntityKind.ORGANIZATION and fits(c)]

    def _called(self, noun: Token) -> list[Referent]:
        """ "the front" after "the Moro Liberation Front": those whose name a noun for a body ends."""
        word = noun.text.lower()
        if word.title() not in self._text.groups.organization_words:
            return []
        return [c for c in self._orgs(noun) if any(n.split()[-1].lower() == word for n in c.names)]

    def _is_a(self, cluster: Referent, word: str) -> bool:
        """Say whether a noun can call an organisation: lexicon, name or what stands beside say so, or any firm."""
        names = [w.strip(".").lower() for s in cluster.spots for w in s.text.split()]
        return (
            any(word in s.known.called for s in cluster.spots if s.known is not None)
            or any(len(n) > 2 and word.startswith(n) for n in names)  # "the airline" for an "Air Norvale"
            or not self._text.groups.called.get(word, frozenset()).isdisjoint(names)
            or word in self._sorts.get(cluster.key, ())
            or (word in self._text.groups.firm_words and self._any_firm(cluster))
        )

    def _any_firm(self, cluster: Referent) -> bool:
        """Say whether nothing tells a named body from a firm."""
        groups, words = self._text.groups, {w for s in cluster.spots for w in s.text.split()}
        called = {w.strip(".").lower() for w in words} | self._sorts.get(cluster.key, set())  # "the union SMT"
        other = groups.no_firms & called or groups.media_words & words
        return bool(cluster.names) and not other and not any(s.known for s in cluster.spots)

    def _fits(self, wanted: str, at: str, given: Title) -> bool:
        """ "minister" takes up "foreign minister", "finance minister" does not; nor does the French one the Dutch one;
        "the French leader" is who leads France under any title."""
        title, owner = given.words.lower(), self._scene.owner
        held_at = owner[given.at].key if given.at is not None and given.at in owner else given.at_key
        words = head_words(title.replace("-", " ").split(), self._text.grammar.of)
        asked = wanted.replace("-", " ").split()
        own, roles, name = at != "" and at == held_at, self._text.roles, " ".join(asked)
        alike = roles.alike.get(name)
        leads = own and name in roles.any_leader and title in roles.leaders
        leads |= own and name in roles.leaders and bool(alike) and alike == roles.alike.get(title)
        same = bool(asked) and words[-len(asked) :] == asked and (not at or not held_at or at == held_at)
        below = not roles.beside.isdisjoint(words[: -len(asked)])  # "the mayor" is not the deputy mayor
        return (same and not below) or leads
