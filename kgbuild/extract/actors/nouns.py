"""Common nouns: those that take somebody up ("the minister", "the French president", "the company", "a spokesman for
the bank"), and actors nobody names ("a senior official said", "people familiar with the matter")."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.actors.groups import ACTING, left_of, names_itself
from kgbuild.extract.actors.page import Referent, Spot
from kgbuild.extract.actors.phrases import Title, head_words
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, first_conjunct, with_dep
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_SPLIT = frozenset([Rel.APPOSITION, Rel.ATTRIBUTE, Rel.COMPOUND])
_OWNING = frozenset([Rel.COMPOUND, Rel.OWNER, Rel.NOUN])
_ONE = frozenset(["NN", "NNP"])
_LINKED = 6  # tokens a phrase after the noun may have


class Nouns:
    """Resolves one common noun after the other."""

    def __init__(self, scene: Discourse, titles: Sequence[Title] = ()) -> None:
        """Begin with nobody introduced; `titles` are all of the article, also those given later."""
        self._scene, self._text, self._tokens = scene, scene.text, scene.text.tokens
        self._titles, self._heads = titles, {t.head: t for t in titles}
        self._roles: dict[str, list[tuple[str, str]]] = {}  # cluster key -> (words of a title, key it is held at)
        self._bodies: dict[str, Referent] = {}
        self._unnamed = Unnamed(scene)
        self._sorts: dict[str, set[str]] = {}  # cluster key -> nouns that say what an organisation is

    def note(self, spot: Spot, cluster: Referent) -> None:
        """Take a mention in: "the union Fortuna", "Fortuna, a carmaker" say what an organisation is."""
        if cluster.kind in {EntityKind.PERSON, EntityKind.PLACE}:
            return
        self._bodies[cluster.key] = cluster
        if spot.form is Form.NOMINAL:
            self._unnamed.note(spot.text.split()[-1].lower(), cluster)
        near = [self._text.at(spot.first - 1).text]
        after = self._tokens[spot.last : spot.last + 6]
        if len(after) > 2 and after[0].text == "," and after[1].pos == "DET":
            near += [t.text for t in after[2:]]
        near += [t.text for t in after[:2] if t.text.islower() and self._tokens[spot.last - 1].head in {t.i, t.i + 1}]
        sorts = self._text.groups.bodies | self._text.groups.trades
        self._sorts.setdefault(cluster.key, set()).update(w for w in near if w in sorts)

    def introduce(self, cluster: Referent, title: Title) -> None:
        """Take in that somebody was given a title."""
        owner = self._scene.owner
        at = owner[title.at].key if title.at is not None and title.at in owner else title.at_key
        self._roles.setdefault(cluster.key, []).append((title.words.lower(), at))

    def resolve(self, token: Token, first: int | None) -> tuple[Referent, int, int] | None:
        """Resolve the noun `token`; its phrase begins with an article or the like at `first`, or has none (None).
        Return a person without a name who is heard, with the tokens of the phrase."""
        word, roles = token.text.lower(), self._text.roles
        if self._said_of(token) or (word in self._text.groups.trades and self._firm(token, first)):
            return None
        if word in roles.voices:
            known = token.dep in {Rel.APPOSITION, Rel.COMPOUND} or self._voice(token)
            return None if known else self._unnamed.person(token, first)
        if word in roles.titles or word in roles.strangers or word in self._text.persons:
            return None if self._holder(token, first) else self._unnamed.person(token, first)
        if not (first is not None and self._scene.definite(first) and self._body(token, first)):
            self._unnamed.group(token)
        return None

    def _said_of(self, token: Token) -> bool:
        """ "A spokesman for Y, X, said", "the Tavrion news agency": the noun is the one it says it of."""
        title = self._heads.get(token.i)
        if title is not None and title.last == title.holder.first:
            return True  # "Director of Nursing | Ada Norris"
        apposed = title is not None and self._tokens[title.holder.first - 1].text == ","
        cluster = self._scene.owner.get(title.holder) if title is not None and apposed else None
        if cluster is None:
            near = self._scene.spots(token.i - 1) or self._scene.spots(token.i - 2)
            if not near or not names_itself(near[-1], token, self._text):
                return False
            cluster = self._scene.owner[near[-1]]
        if token.dep not in _SPLIT:
            self._scene.add(token, cluster, Form.NOMINAL)
        return True

    def _firm(self, token: Token, first: int | None) -> bool:
        """ "The retailer", "the Leeds-based trader": the only firm in reach, whatever its trade."""
        word, article = token.text.lower(), child(self._text, token.i, Rel.DETERMINER)
        first = first if article is None else article
        if first is None or not self._scene.definite(first) or token.dep in _SPLIT:
            return False
        inside = {t.text.lower() for t in self._tokens[first : token.i]}
        if (word in self._text.roles.titles and not inside & self._text.groups.based) or self._named_next(token):
            return False
        bodies = [c for c in self._bodies.values() if c.kind is EntityKind.ORGANIZATION]
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
        if token.dep in _SPLIT or self._scene.covered(token.i + 1):
            return True  # said of a name nearby
        fixed = self._text.low(token.i, token.i + 3)  # "the head of state"
        of_state = fixed if fixed in self._text.roles.leaders else ""
        if self._named_next(token) and not of_state:
            return False  # somebody else's title
        begin, at = self._owned(token, first)
        if begin is None:
            return False
        wanted = of_state or self._text.low(begin, token.i + 1).replace(" - ", "-")
        holders = [k for k, held in self._roles.items() if any(self._fits(wanted, at, t, a) for t, a in held)]
        cluster = self._scene.memory.last(token.i, holders, reach=12) or self._yet_to_come(wanted, at)
        return self._taken(token, cluster, begin)

    def _yet_to_come(self, wanted: str, at: str) -> Referent | None:
        """Return the only one an article names as president, for a "the president" before anybody is introduced so."""
        if at or wanted not in self._text.roles.leaders or not self._roles:
            return None
        owner = self._scene.owner
        fitting = {owner[t.holder].key: owner[t.holder] for t in self._titles if t.words.lower() == wanted}
        known = any(title == wanted for held in self._roles.values() for title, _ in held)
        return next(iter(fitting.values())) if len(fitting) == 1 and not known else None

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
        if token.dep in _SPLIT:
            return True
        if self._named_next(token):
            return word not in groups.governing | groups.assemblies | groups.seats or self._scene.covered(token.i + 1)
        if word in groups.country_nouns:
            return self._only(token, [c for c in self._bodies.values() if c.kind is EntityKind.COUNTRY], first)
        if word not in groups.bodies:
            return False
        fits = [c for c in self._bodies.values() if c.kind is EntityKind.ORGANIZATION and self._is_a(c, word)]
        return self._taken(token, self._scene.memory.best(token.i, fits, reach=4), first + 1)

    def _is_a(self, cluster: Referent, word: str) -> bool:
        """Say whether a noun can call an organisation: lexicon, name or what stands beside say so, or any firm."""
        names = [w.strip(".").lower() for s in cluster.spots for w in s.text.split()]
        return (
            any(word in s.known.called for s in cluster.spots if s.known is not None)
            or any(len(n) > 2 and word.startswith(n) for n in names)  # "the airline" for an "Air Norvale"
            or word in self._sorts.get(cluster.key, ())
            or (word in self._text.groups.firm_words and self._any_firm(cluster))
        )

    def _any_firm(self, cluster: Referent) -> bool:
        """Say whether nothing tells a named body from a firm."""
        groups, words = self._text.groups, {w for s in cluster.spots for w in s.text.split()}
        other = groups.no_firms & {w.strip(".").lower() for w in words} or groups.media_words & words
        return bool(cluster.names) and not other and not any(s.known for s in cluster.spots)

    def _fits(self, wanted: str, at: str, title: str, held_at: str) -> bool:
        """ "minister" takes up "foreign minister", "finance minister" does not; nor does the French one the Dutch one;
        "the French leader" is who leads France under any title."""
        words, asked = (
            head_words(title.replace("-", " ").split(), self._text.grammar.of),
            wanted.replace("-", " ").split(),
        )
        own, roles, name = at != "" and at == held_at, self._text.roles, " ".join(asked)
        alike = roles.alike.get(name)
        leads = own and name in roles.any_leader and title in roles.leaders
        leads |= own and name in roles.leaders and bool(alike) and alike == roles.alike.get(title)
        local = own or not held_at.startswith("country/")
        leads |= name in roles.envoy and local and not roles.envoys.isdisjoint(words)
        same = bool(asked) and words[-len(asked) :] == asked and (not at or not held_at or at == held_at)
        return same or leads


class Unnamed:
    """Takes in one noun after the other; all its actors are local to the article."""

    def __init__(self, scene: Discourse) -> None:
        """Begin with nobody."""
        self._scene, self._text, self._tokens = scene, scene.text, scene.text.tokens
        self._groups: dict[str, Referent] = {}
        self._persons: dict[str, Referent] = {}

    def note(self, word: str, cluster: Referent) -> None:
        """Take in a group that its phrase identified: "tram drivers", then "the drivers"."""
        self._groups.setdefault(word, cluster)

    def person(self, token: Token, first: int | None) -> tuple[Referent, int, int] | None:
        """Take in "a Western diplomat", a person without a name who is heard or acts; `first` begins a phrase with an
        article. Return who is heard, with the tokens, so that a "he" may take them up."""
        if token.tag not in _ONE:
            self.group(token)
            return None
        if token.dep in SUBJECTS:
            self._scene.strangers.append(token.i)
        heard, word = self._heard(token), token.text.lower()
        if not heard and not (self._person(token) and self._acts(token)):
            return None
        known = self._persons.get(word) if self._scene.definite(first) else None
        cluster = self._named_below(token) or known or Referent(f"person::{token.i}", EntityKind.PERSON)
        self._persons[word] = cluster
        spot = self._add(token, cluster)
        return (cluster, spot.first, spot.last) if heard else None

    def group(self, token: Token) -> None:
        """Take in "the government rejected", "traders fear": a group or body that acts although nothing names it."""
        word, groups = token.text.lower(), self._text.groups
        if self._belonging(token):
            return
        if word in groups.folk:
            if self._heard(token):
                self._add(token, Referent(f"group::{word}:{token.i}", EntityKind.GROUP))
            return
        sorts = (groups.people, groups.governing, groups.assemblies, groups.bodies)
        known = self._person(token) or any(word in sort for sort in sorts) or groups.singular(word) in groups.bodies
        takes = known and self._acts(token)
        if not takes and token.tag == "NNS" and word not in groups.no_agents:  # "rescuers", "forecasters", "deckhands"
            trade = any(word.endswith(end) and len(word) > len(end) + 2 for end in groups.agent_endings)
            takes = trade and self._heard(token)
        if takes or self._asked(token) or (word in groups.seats and (self._heard(token) or self._blamed(token))):
            self._add(token, self._groups.setdefault(word, Referent(f"group::{word}", EntityKind.GROUP)))

    def _person(self, token: Token) -> bool:
        return token.lemma.lower() in self._text.persons or token.text.lower() in self._text.persons

    def _add(self, token: Token, cluster: Referent) -> Spot:
        first, last = left_of(token, self._text), self._end(token)
        first -= token.text.lower() in self._text.groups.folk and self._text.at(first - 1).pos == "NUM"
        if any(self._scene.covered(i) for i in range(first, last)):
            first, last = token.i, token.i + 1
        spot = self._scene.add(token, cluster, Form.NOMINAL, first=first, last=last)
        cluster.spots.append(spot)
        return spot

    def _end(self, token: Token) -> int:
        """ "people | familiar with the matter", "relatives | of the dead": what follows closely says who they are."""
        after = self._text.at(token.i + 1)
        charged = token.dep == Rel.OBJECT and self._tokens[token.head].lemma in self._text.roles.charging
        says = after.head == token.i and (after.pos == "ADJ" or after.text in self._text.grammar.of)
        if charged or not says or with_dep(self._text, after.i, Rel.PREP_CLAUSE):
            return token.i + 1  # "accused the council | of neglect", "by prosecutors | of hiding money"
        below = self._text.subtree(after.i)
        close = len(below) <= _LINKED and below == list(range(after.i, after.i + len(below)))
        return below[-1] + 1 if close else token.i + 1

    def _heard(self, token: Token) -> bool:
        """Say whether the person speaks here: subject of a verb of saying, "according to", quoted."""
        token = self._tokens[first_conjunct(self._text, token.i)]
        above = self._tokens[token.head]
        if token.dep in SUBJECTS:
            joined = (self._tokens[c] for c in with_dep(self._text, above.i, Rel.CONJUNCT))
            return any(t.lemma.lower() in self._text.speaking for t in (above, *joined))
        if token.dep != Rel.PREP_OBJECT:
            return token.dep == Rel.OBJECT and above.lemma in self._text.groups.quoting
        if self._text.low(above.i - 1, above.i + 1) in self._text.groups.sources:
            return True
        if above.text in self._text.grammar.by and self._tokens[above.head].pos == "NOUN":
            return bool(with_dep(self._text, above.head, Rel.PARTICIPLE, Rel.CLAUSE))  # "a call by a minister to"
        return above.dep == Rel.AGENT and self._tokens[above.head].lemma.lower() in self._text.speaking

    def _acts(self, token: Token) -> bool:
        token = self._tokens[first_conjunct(self._text, token.i)]
        above = self._tokens[token.head]
        if token.dep in ACTING:
            return above.pos == "VERB" or token.dep in SUBJECTS
        dealing = above.text.lower() in self._text.groups.dealing and above.dep in {Rel.PREPOSITION, Rel.AGENT}
        return token.dep == Rel.PREP_OBJECT and (dealing or self._heard(token))

    def _asked(self, token: Token) -> bool:
        """ "urged *the diocese* to pay", "called on *bakers* to", "accused *the archive* of": whoever is asked to do
        something, or said to have done it, acts, whatever the noun."""
        groups, token = self._text.groups, self._tokens[first_conjunct(self._text, token.i)]
        above = self._tokens[token.head]
        if any(self._tokens[c].text.lower() in groups.both for c in self._text.children[token.i]):
            return False  # "urged both sides to": who is meant, if anybody, was named before
        if token.dep == Rel.PREP_OBJECT and above.text.lower() in groups.asked:
            verb = self._tokens[above.head]
            below = with_dep(self._text, verb.i, Rel.OPEN_CLAUSE, Rel.ADVERB_CLAUSE, Rel.CLAUSE)
        elif token.dep == Rel.SUBJECT:  # "asked | the diocese to pay", a clause to the parser
            verb, below = self._tokens[above.head], [above.i]
        else:
            verb = above
            below = with_dep(self._text, verb.i, Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.ADVERB_CLAUSE, Rel.PREPOSITION)
            if token.dep not in {Rel.OBJECT, Rel.RECIPIENT, Rel.PASSIVE_SUBJECT}:
                return False
        if verb.pos != "VERB" or verb.lemma.lower() not in self._text.asking:
            return False
        return any(self._to_do(i) for i in below)

    def _blamed(self, token: Token) -> bool:
        """ "blamed *the county* for the cuts"."""
        return token.dep == Rel.OBJECT and self._tokens[token.head].lemma.lower() in self._text.asking

    def _to_do(self, i: int) -> bool:
        """Say whether an infinitive begins here, or an "of" with what somebody did."""
        token = self._tokens[i]
        if token.dep == Rel.PREPOSITION:
            return token.text in self._text.grammar.of and bool(with_dep(self._text, i, Rel.PREP_CLAUSE))
        return token.tag == "VB" and any(self._tokens[c].tag == "TO" for c in with_dep(self._text, i, Rel.AUXILIARY))

    def _belonging(self, token: Token) -> bool:
        """ "His office said": a body of somebody who was resolved."""
        if token.dep not in SUBJECTS or token.text.lower() not in self._text.groups.own:
            return False
        owners = (c for c in self._text.children[token.i] if self._tokens[c].tag == "PRP$")
        owner = self._scene.headed(next(owners, None))
        if owner is None:
            return False
        key = f"group:{owner.key}:{token.text.lower()}"
        cluster = self._groups.setdefault(key, Referent(key, EntityKind.GROUP))
        cluster.spots.append(self._scene.add(token, cluster, Form.NOMINAL))
        return True

    def _named_below(self, token: Token) -> Referent | None:
        """ "A spokesman, who gave his name as Abu Norris", "a colleague, Ada Norris": the name stands close by."""
        children = self._text.children
        near = [*children[token.i], *(g for c in children[token.i] for p in children[c] for g in children[p])]
        near += [g for c in with_dep(self._text, token.i, Rel.APPOSITION) for g in children[c]]
        for i in near:  # "a colleague from Norvale, Ada Norris": the parser may hang the name from the country
            if self._tokens[i].dep == Rel.APPOSITION and i > token.i:
                named = self._scene.headed(i)
                if named is not None and named.kind in {EntityKind.PERSON, EntityKind.ORGANIZATION}:
                    return named  # "its largest owner, the pension fund Ilvara"
        groups, grammar = self._text.groups, self._text.grammar
        for i in range(token.i + 1, self._text.sentence(token.i).last - 2):
            noun, link = self._tokens[i : i + 2]
            if noun.text in groups.naming and (link.lemma in grammar.be or link.text in grammar.as_):
                named = self._scene.inside(i + 2)
                return named if named is not None and named.kind is EntityKind.PERSON else None
        return None
