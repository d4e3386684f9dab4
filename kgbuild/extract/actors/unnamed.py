"""Actors nobody names: "a senior official said", "traders fear", "talks between the crofters and the estate"."""

from __future__ import annotations

from collections.abc import Collection

from kgbuild.extract.actors.described import Described
from kgbuild.extract.actors.groups import ACTING, left_of
from kgbuild.extract.actors.page import Referent, Spot
from kgbuild.extract.actors.scene import Discourse
from kgbuild.extract.parse.clause import heads_of
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, first_conjunct, objects_on, opens_with, with_dep
from kgbuild.extract.parse.verbs import is_cleft
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import Token

_GROUP = "group::"
_ONE = frozenset(["NN", "NNP"])
_APART = frozenset([Rel.PREPOSITION, Rel.PARTICIPLE])  # say more of those a group is of
_TIMES = frozenset(["DATE", "TIME", "EVENT"])
_FAR = 20  # sentences after which a place is no longer "the city"
_BREAKS = frozenset({"PUNCT", "CCONJ"})
_SOON = 2  # sentences after which a body gets its name
_AGE = 2  # digits
_LINKED = 6  # tokens a phrase after the noun may have


class Unnamed:
    """Takes in one noun after the other; all its actors are local to the article."""

    def __init__(self, scene: Discourse) -> None:
        """Begin with nobody."""
        self._scene, self._text, self._tokens = scene, scene.text, scene.text.tokens
        self._groups, self._persons = Described(self._text), Described(self._text)
        self._fixed: dict[str, Referent] = {}  # rooms, and bodies of somebody known
        told = (c for c in self._text.clauses.values() if self._tokens[c.head].lemma.lower() in self._text.speaking)
        self._speakers = frozenset(i for clause in told for i in heads_of(clause.doers))

    def note(self, spot: Spot, cluster: Referent) -> None:
        """Take in a group that its phrase identified: "tram drivers", then "the drivers"."""
        word = self._tokens[spot.last - 1].text.lower()
        if self._groups.last(word, spot.last - 1) is None:
            self._groups.note(word, cluster, spot.last - 1)

    def aged(self, spot: Spot, cluster: Referent) -> None:
        """ "A nurse was jailed on Friday. *Ana Lind, 45,* had stolen drugs.": a full name with an age that opens a
        sentence is the only one whom the sentence before tells of, unless heard ("said it rained") or not alone ("found
        her")."""
        comma, age, closed = (self._text.at(spot.last + k) for k in range(3))
        counted = comma.text == closed.text == "," and age.text.isdigit() and len(age.text) == _AGE
        if not counted or spot.size == 1 or not self._text.opens(spot.first):
            return
        verb = self._tokens[self._tokens[spot.last - 1].head]
        whom = child(self._text, verb.i, Rel.OBJECT)
        told = verb.lemma.lower() in self._text.speaking if whom is None else self._tokens[whom].tag == "PRP"
        near = {c.key: c for c in self._persons.all() for s in c.spots if self._before(s, spot)}
        others = {c.key for c in self._scene.memory.people(spot.first, reach=1)} - {cluster.key}
        if told or len(near) != 1 or others - near.keys():
            return
        self._scene.rename(self._persons.let_go(*near.values()), cluster)

    def _before(self, one: Spot, other: Spot, reach: int = 1) -> bool:
        return 0 < self._text.sentence_of[other.first] - self._text.sentence_of[one.first] <= reach

    def body(self, spot: Spot, cluster: Referent, words: Collection[str]) -> None:
        """ "Talks with *their union* broke down. The Carters' Union said": a body of before that now gets its name."""
        for known in [c for w in words for c in self._groups.all(w) if c.key.startswith(_GROUP)]:
            old = known.spots
            noun = old[0].last - 1 if old and self._before(old[0], spot, _SOON) else None
            the = child(self._text, noun, Rel.DETERMINER, Rel.OWNER) if noun is not None else None
            if the is not None and (self._text.tokens[the].dep == Rel.OWNER or self._scene.definite(the)):
                self._scene.rename(self._groups.let_go(known), cluster)

    def named(self, token: Token, cluster: Referent) -> None:
        """Take in who an unnamed person of before is: "met the housing minister … The *minister*, Ana Ruiz, said"."""
        before = self._persons.last(token.text.lower(), token.i) if cluster.names else None
        if before is not None:
            self._scene.rename(self._persons.let_go(before), cluster)

    def person(self, token: Token, first: int | None) -> tuple[Referent, int, int] | None:
        """Take in "a Western diplomat", a person without a name who is heard or acts; `first` begins a phrase with an
        article. Return who is heard, with the tokens, so that a "he" may take them up."""
        if token.tag not in _ONE or self._text.low(token.i - 1, token.i + 1) in self._text.groups.bodies:
            self.group(token)  # "coast guard"
            return None
        if token.dep in SUBJECTS:
            self._scene.strangers.append(token.i)
        heard, word = self._heard(token), token.text.lower()
        known = self._person(token) and (self._acts(token) or self._stands(token))
        if not (heard or self._asked(token) or self.met(token) or known):
            return None
        before = self._persons.last(word, token.i) if self._scene.definite(first) else None
        cluster = self._named_below(token) or before or Referent(f"person::{token.i}", EntityKind.PERSON)
        if cluster is not before:
            self._persons.note(word, cluster, token.i)
        spot = self._add(token, cluster)
        return (cluster, spot.first, spot.last) if heard else None

    def one(self, token: Token) -> tuple[Referent, int, int]:
        """Take in "a Finn", whatever they do."""
        spot = self._add(token, cluster := Referent(f"person::{token.i}", EntityKind.PERSON))
        return cluster, spot.first, spot.last

    def group(self, token: Token) -> None:
        """Take in "the government rejected", "traders fear": a group or body that acts although nothing names it."""
        word, groups = token.text.lower(), self._text.groups
        if self._belonging(token) or self._aboard(token) or (word in groups.places and self._is_called(token)):
            return
        if word in groups.folk:
            if self._heard(token):
                self._add(token, Referent(f"{_GROUP}{word}:{token.i}", EntityKind.GROUP))
            return
        sorts = (groups.people, groups.governing, groups.assemblies, groups.bodies)
        # "warn that couriers will strike"
        told = self._tokens[first_conjunct(self._text, token.head)].dep == Rel.CLAUSE
        acts = token.tag == "NNS" and token.dep in SUBJECTS and not told and word not in groups.no_agents
        full = self._text.low(token.i - 1, token.i + 1)  # "task force"
        known = self._person(token) or any(word in sort or full in sort for sort in sorts)
        known |= groups.singular(word) in groups.bodies
        known |= acts and token.lemma.lower() in self._text.humans
        takes = known and (self._acts(token) or self._is_aimed_at(token))
        meets = not takes and self._meets(token)
        known |= meets and word in groups.ranks
        takes |= meets and (known or self.met(token) or self._party(token))
        if not takes and token.tag == "NNS":
            takes = groups.does_trade(word) and (meets or self._heard(token))
        if not takes and word in groups.seats:
            blamed = token.dep == Rel.OBJECT and self._tokens[token.head].lemma.lower() in self._text.asking
            the = self._scene.definite(child(self._text, token.i, Rel.DETERMINER))
            helpers = (self._tokens[c] for c in with_dep(self._text, token.head, Rel.AUXILIARY))
            done = all(t.tag != "MD" or t.text.lower() in self._text.grammar.owing for t in helpers)
            done &= self._tokens[token.head].lemma not in self._text.grammar.idle
            does = told and the and done and token.dep == Rel.SUBJECT  # "says *the club* misled them"
            takes = blamed or does or self._heard(token)  # "blamed *the county* for the cuts"
        if takes or self._asked(token) or self._stands(token) or self._listens(token):
            actor = self._groups.last(word, token.i)
            if actor is None:
                actor = Referent(f"{_GROUP}{word}:{token.i}", EntityKind.GROUP)
                self._groups.note(word, actor, token.i)
            self._add(token, actor)

    def _aboard(self, token: Token) -> bool:
        """ "those on | board": a bare noun behind "on" is where somebody is."""
        on = self._tokens[token.head].text.lower() in self._text.grammar.on
        return on and token.dep == Rel.PREP_OBJECT and token.tag == "NN" and token.head == token.i - 1

    def met(self, token: Token) -> bool:
        """Say whether somebody is met, however rarely one reads of such people: "met *a beekeeper*"."""
        first = self._tokens[first_conjunct(self._text, token.i)]
        link = self._tokens[first.head]
        near = link.text.lower() in self._text.grammar.together or link.lemma in self._text.groups.meets
        return token.lemma.lower() in self._text.humans and near and self._meets(token)

    def ground(self, token: Token) -> bool:
        """Take in where people meet: "talks in *the town hall*", "dined at *the Granary*"; return whether they do."""
        link, name = self._tokens[token.head], token.pos == "PROPN"
        if token.dep != Rel.PREP_OBJECT or link.text.lower() not in self._text.grammar.at:
            return False
        if self._town(token):
            return True
        thing = token.text in self._text.groups.thing_words or self._text.gathers(token.i)  # "at the Ports Summit"
        room = (name and token.entity not in _TIMES and not thing) or token.lemma.lower() in self._text.rooms
        named = self._scene.inside(token.i + 2)  # "in the village of *Lund*", "in the basement of *St Ann's*"
        called = named is not None and named.kind is EntityKind.PLACE
        called = called and self._text.at(token.i + 1).text in self._text.grammar.of
        if not room or called or not self._text.met_at(link.i):
            return False
        first = left_of(token, self._text)
        words = self._text.slice(self._tokens[first].start, token.end)
        cluster = self._fixed.setdefault(f"at {words}", Referent(f"place::{words}", EntityKind.PLACE))
        spot = self._scene.add(token, cluster, Form.NAME if name else Form.NOMINAL, first=first)
        cluster.spots.append(spot)
        return True

    def _town(self, token: Token) -> bool:
        """Resolve "in *the city*" to the place named last, "in *the same hall*" to what was called a hall last."""
        more = with_dep(self._text, token.i, Rel.PREPOSITION, Rel.COMPOUND, Rel.ADJECTIVE, Rel.APPOSITION)
        same = [c for c in more if self._tokens[c].text.lower() in self._text.grammar.same]
        the = child(self._text, token.i, Rel.DETERMINER)
        if more != same or not self._scene.definite(the):
            return False
        alike = [t.i for t in reversed(self._tokens[: token.i]) if same and t.lemma.lower() == token.lemma.lower()]
        called = [self._scene.headed(j) or self._scene.inside(j + 2) for j in alike]  # "the hamlet of | Lund"
        town = next((c for c in called if c is not None and c.kind is EntityKind.PLACE), None)
        if town is None and token.text.lower() in self._text.groups.towns:
            places = {c.key for c in self._scene.owner.values() if c.kind is EntityKind.PLACE}
            town = self._scene.memory.last(token.i, places, reach=_FAR)
        if town is not None:
            town.spots.append(self._scene.add(token, town, Form.NOMINAL, first=the))
        return town is not None

    def _person(self, token: Token) -> bool:
        return token.lemma.lower() in self._text.persons or token.text.lower() in self._text.persons

    def _add(self, token: Token, cluster: Referent) -> Spot:
        first, last = left_of(token, self._text), self._end(token)
        first -= token.text.lower() in self._text.groups.folk and self._text.at(first - 1).pos == "NUM"
        named = [i for i in range(first, token.i + 1) if self._scene.covered(i)]
        if named and self._text.at(named[-1] + 1).tag != "HYPH":  # "the Leeds-based | writer"
            behind = named[-1] + 1 + (self._text.at(named[-1] + 1).pos == "PART")  # "Peru's | foreign minister"
            owned = self._text.at(behind - 1).pos == "PART" and child(self._text, token.i, Rel.APPOSITION) is None
            # "Peru's | health service", "Lima | millers"
            owned |= cluster.kind is EntityKind.PERSON or token.tag == "NNS"
            first = behind if behind < token.i and owned else token.i
            last = token.i + 1
        spot = self._scene.add(token, cluster, Form.NOMINAL, first=first, last=last)
        cluster.spots.append(spot)
        return spot

    def _end(self, token: Token) -> int:
        """ "people | familiar with the matter", "relatives | of the dead": what follows closely says who they are."""
        after = self._text.at(token.i + 1)
        over = self._tokens[token.head]
        verb = self._tokens[over.head] if over.dep == Rel.AGENT else over  # "accused | by rowers | of bullying"
        charged = (token.dep == Rel.OBJECT or over.dep == Rel.AGENT) and verb.lemma in self._text.roles.charging
        says = after.head == token.i and (after.pos == "ADJ" or after.text in self._text.grammar.of)
        if charged or not says or with_dep(self._text, after.i, Rel.PREP_CLAUSE):
            return token.i + 1  # "accused the council | of neglect", "by prosecutors | of hiding money"
        below = self._text.subtree(after.i)
        if after.text in self._text.grammar.of:  # "a delegation of millers | in Taraz"
            rest = (n for n, i in enumerate(below) if i > after.i and self._tokens[i].dep in _APART)
            below = below[: next(rest, len(below))]
        while self._tokens[below[-1]].pos in _BREAKS:  # "the mayor of Lund, | Ana Ruiz", "aides of Lind | and"
            below = below[:-1]
        close = len(below) <= _LINKED and below == list(range(after.i, after.i + len(below)))
        return below[-1] + 1 if close else token.i + 1

    def _heard(self, token: Token) -> bool:
        """Say whether the person speaks here: subject of a verb of saying, "according to", quoted."""
        token = self._tokens[first_conjunct(self._text, token.i)]
        above = self._tokens[token.head]
        if token.i in self._speakers:
            return True
        if token.dep != Rel.PREP_OBJECT:
            return token.dep == Rel.OBJECT and above.lemma in self._text.groups.quoting
        return self._text.low(above.i - 1, above.i + 1) in self._text.groups.sources

    def _acts(self, token: Token) -> bool:
        token = self._tokens[first_conjunct(self._text, token.i)]
        above = self._tokens[token.head]
        if token.dep == Rel.OWNER:  # "the *rebels*' release of the pilot"
            return bool(objects_on(self._text, above.i, *self._text.grammar.of))
        if is_cleft(self._text, token.i):
            return True
        if token.dep in ACTING:
            return above.pos == "VERB" or token.dep in SUBJECTS
        dealing = above.text.lower() in self._text.groups.dealing and above.dep in {Rel.PREPOSITION, Rel.AGENT}
        return token.dep == Rel.PREP_OBJECT and (dealing or self._heard(token))

    def _asked(self, token: Token) -> bool:
        """ "urged *the diocese* to pay", "called on *bakers* to", "accused *the archive* of": whoever is asked to do
        something, or said to have done it, acts, whatever the noun."""
        groups, token = self._text.groups, self._tokens[first_conjunct(self._text, token.i)]
        if token.entity in _TIMES:
            return False  # "met *on Monday night* to answer questions"
        verbs = self._text.asking
        above = self._tokens[token.head]
        two = any(self._tokens[c].text.lower() in groups.both for c in self._text.children[token.i])
        if two and token.lemma.lower() in self._text.grammar.sides:
            return False  # "urged both sides to": who is meant, if anybody, was named before; not "both armies"
        if token.dep == Rel.PREP_OBJECT and above.text.lower() in self._text.grammar.source:
            thing = self._tokens[above.head]  # "demanded answers from *the canton*"
            verb = self._tokens[thing.head] if thing.dep == Rel.OBJECT else thing
            the = self._scene.definite(child(self._text, token.i, Rel.DETERMINER))
            return the and verb.lemma.lower() in self._text.grammar.bidding
        if token.dep == Rel.PREP_OBJECT and above.text.lower() in groups.asked:
            verb, verbs = self._tokens[above.head], self._text.speaking
            below = with_dep(self._text, verb.i, Rel.OPEN_CLAUSE, Rel.ADVERB_CLAUSE, Rel.CLAUSE)
        elif token.dep == Rel.SUBJECT:  # "asked | the diocese to pay", a clause to the parser, "demanded that it pay"
            verb, below = self._tokens[above.head], [above.i]
            verbs = self._text.speaking if opens_with(self._text, above.i, self._text.grammar.that) else verbs
        else:
            if token.dep not in {Rel.OBJECT, Rel.RECIPIENT, Rel.PASSIVE_SUBJECT}:
                return False
            verb = above
            below = with_dep(self._text, verb.i, Rel.OPEN_CLAUSE, Rel.CLAUSE, Rel.ADVERB_CLAUSE, Rel.PREPOSITION)
            below += with_dep(self._text, token.i, Rel.PREPOSITION)  # "accused *its intelligence* | of being behind it"
        if verb.pos != "VERB" or verb.lemma.lower() not in verbs:
            return False
        known = child(self._text, token.i, Rel.DETERMINER, Rel.OWNER) is not None  # "criticised *the archive* for"
        words = self._text.grammar.for_ if known else self._text.grammar.of
        return any(self._to_do(i, words) for i in below)

    def _is_aimed_at(self, token: Token) -> bool:
        """ "hit out at *the board*", "called on *the ministry*"."""
        link = self._tokens[token.head]
        verb = self._tokens[link.head]
        at = token.dep == Rel.PREP_OBJECT and link.text.lower() in self._text.grammar.aimed
        return at and verb.pos == "VERB" and verb.lemma.lower() in self._text.speaking

    def _stands(self, token: Token) -> bool:
        """ "rejected *management*'s offer", "a request by *the festival*", "*the school*'s decision drew anger": whose
        words or deed a stand is taken on."""
        above, groups = self._tokens[token.head], self._text.groups
        body = any(token.text.lower() in sort for sort in (groups.bodies, groups.governing, groups.assemblies))
        if token.dep == Rel.COMPOUND and body:
            pass  # "rejected a *union* demand"
        elif token.dep == Rel.PREP_OBJECT and above.text.lower() in self._text.grammar.by | self._text.grammar.source:
            above = self._tokens[above.head]
        elif token.dep != Rel.OWNER:
            return False
        verb = self._tokens[above.head]
        verb = self._tokens[verb.head] if above.dep == Rel.PREP_OBJECT else verb  # "said of *the ministry*'s offer"
        # "its plan was absurd, Lee told us"
        near = [self._tokens[c] for c in with_dep(self._text, verb.i, Rel.CONJUNCT)]
        near += [self._tokens[verb.head]] if verb.dep == Rel.CLAUSE else []  # "said *the union*'s demand was absurd"
        judged = any(t.lemma in self._text.speaking for t in near)
        drew = above.dep in SUBJECTS and (judged or verb.lemma in self._text.grammar.receiving)
        taken = above.dep in {Rel.OBJECT, Rel.PASSIVE_SUBJECT, Rel.PREP_OBJECT} and verb.lemma in self._text.speaking
        return above.lemma.lower() in groups.deeds and (drew or taken)

    def _listens(self, token: Token) -> bool:
        """ "told a hall full of *farmers*", "a crowd of 400 *tenants*": who fills what is spoken to."""
        link = self._tokens[token.head]
        over = self._tokens[link.head]
        over = self._tokens[over.head] if over.dep in {Rel.ADJECTIVE, Rel.PARTICIPLE} else over
        spoken = over.dep in {Rel.OBJECT, Rel.RECIPIENT} and self._tokens[over.head].lemma in self._text.speaking
        return token.dep == Rel.PREP_OBJECT and spoken and over.text.lower() in self._text.groups.crowds

    def _to_do(self, i: int, words: Collection[str]) -> bool:
        """Say whether an infinitive begins here, or one of these words with what somebody did."""
        token = self._tokens[i]
        if token.dep == Rel.PREPOSITION:
            return token.text in words and bool(with_dep(self._text, i, Rel.PREP_CLAUSE))
        if token.tag not in {"VB", "VBP", "VBG"}:
            return False
        if token.tag == "VBG":  # "wrote to the mayor asking"
            return token.lemma.lower() in self._text.asking
        helpers = {self._tokens[c].tag for c in with_dep(self._text, i, Rel.AUXILIARY)}
        if not helpers and opens_with(self._text, i, self._text.grammar.that):  # "demanded that *the city* act"
            return all(self._tokens[c].tag == "NN" for c in with_dep(self._text, i, Rel.SUBJECT))
        return token.tag == "VB" and "TO" in helpers

    def _meets(self, token: Token) -> bool:
        """Say whether the noun is of those who meet: "the estate *held talks*", "*talks* with the estate", "a board
        *meeting*"."""
        token = self._tokens[first_conjunct(self._text, token.i)]
        above, known = self._tokens[token.head], self._text
        if token.dep in {Rel.COMPOUND, Rel.OWNER}:
            sits = token.dep == Rel.OWNER or token.text.lower() in known.groups.sitting
            return sits and above.text.lower() in known.gatherings
        if token.dep == Rel.PREP_OBJECT and above.text.lower() in known.grammar.among | known.grammar.across:
            above = self._tokens[above.head]
            counted = above.lemma.lower() in known.grammar.quantities and above.dep in ACTING
            if counted or above.dep == Rel.OBJECT:  # "hundreds of *weavers* met", "took questions from *weavers*"
                above = self._tokens[above.head]
        elif token.dep not in ACTING:
            return False
        return self._text.gathers(above.i)

    def _party(self, token: Token) -> bool:
        """Say whether the seat of a body is the body, for it meets: "the estate held talks", "talks with the mill"; not
        what is visited, nor the "talks with management" that somebody would have."""
        known = child(self._text, token.i, Rel.DETERMINER, Rel.OWNER) is not None
        between = self._tokens[token.head].text.lower() in self._text.grammar.between
        told = known or between or token.dep == Rel.CONJUNCT or token.dep in SUBJECTS
        told = not known if token.dep == Rel.OBJECT else told
        return told and token.text.lower() in self._text.groups.seats

    def _belonging(self, token: Token) -> bool:
        """ "His office said": a body of somebody who was resolved."""
        if token.dep not in SUBJECTS or token.text.lower() not in self._text.groups.own:
            return False
        owners = (c for c in self._text.children[token.i] if self._tokens[c].tag == "PRP$")
        owner = self._scene.headed(next(owners, None))
        if owner is None:
            return False
        key = f"group:{owner.key}:{token.text.lower()}"
        cluster = self._fixed.setdefault(key, Referent(key, EntityKind.GROUP))
        cluster.spots.append(self._scene.add(token, cluster, Form.NOMINAL))
        return True

    def _is_called(self, token: Token) -> bool:
        """Say whether a place is told by its name: "attacked *the village* of Dogo"."""
        named = (self._scene.headed(o) for o in objects_on(self._text, token.i, *self._text.grammar.of))
        return any(n is not None and n.kind is EntityKind.PLACE for n in named)

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
        for c in with_dep(self._text, token.i, Rel.PARTICIPLE):  # "the driver, *named* by police *as* Abu Norris"
            led = [j for j in self._text.subtree(c) if self._tokens[j].text in grammar.as_ and j > c]
            named = self._scene.inside(led[0] + 1) if led and self._tokens[c].lemma in groups.identified else None
            if named is not None and named.kind is EntityKind.PERSON:
                return named
        for i in range(token.i + 1, self._text.sentence(token.i).last - 2):
            noun, link = self._tokens[i : i + 2]
            if noun.text in groups.naming and (link.lemma in grammar.be or link.text in grammar.as_):
                named = self._scene.inside(i + 2)
                return named if named is not None and named.kind is EntityKind.PERSON else None
        return None
