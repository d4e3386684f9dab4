"""References within an article: pronouns, "the president", "the company", "both sides". Unclear ones stay open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgbuild.extract.actors.clusters import Cluster
from kgbuild.extract.actors.knowledge import ActorKnowledge
from kgbuild.extract.actors.roles import Title
from kgbuild.extract.actors.salience import Memory
from kgbuild.extract.actors.spots import Spot, head_of, words_of
from kgbuild.model.facts import EntityKind, Form
from kgbuild.model.text import AnnotatedText, Token

_GENDER = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
_NEUTER = frozenset(["it", "its", "itself"])
_DEFINITE = frozenset(["the", "this", "that"])
_COLLECTIVE = frozenset([EntityKind.COUNTRY, EntityKind.ORGANIZATION])
_PARTIES = _COLLECTIVE | {EntityKind.GROUP}
_COUNTRY_NOUNS = frozenset(["country", "nation", "state", "republic"])
_FIRMS = frozenset(["company", "firm", "group", "business"])
_NO_FIRMS = frozenset(["ministry", "party", "university", "court", "union", "commission", "council", "parliament"])


@dataclass(slots=True)
class References:
    """What was found: further spots with their clusters, and the members of pairs by cluster key."""

    owner: dict[Spot, Cluster] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Resolver:
    """Walks an article once, keeping in mind who was mentioned."""

    def __init__(
        self,
        text: AnnotatedText,
        owner: Mapping[Spot, Cluster],
        titles: Sequence[Title],
        knowledge: ActorKnowledge,
    ) -> None:
        """Prepare the walk; `owner` holds names and groups, `titles` the roles found at names."""
        self._text, self._owner, self._knowledge = text, owner, knowledge
        self._memory = Memory(text)
        self._found = References()
        self._starts: dict[int, list[Spot]] = {}
        for spot in sorted(owner, key=lambda s: (s.first, -s.last)):
            self._starts.setdefault(spot.first, []).append(spot)
        self._covered = {i for s in owner for i in range(s.first, s.last)}
        self._titles: dict[int, list[Title]] = {}
        for title in titles:
            self._titles.setdefault(title.holder.first, []).append(title)
        self._roles: dict[str, list[tuple[str, str]]] = {}  # cluster key -> (words of a title, key it is held at)
        self._gender = _genders(owner, titles, text, knowledge)
        self._persons: dict[str, Cluster] = {}
        self._bodies: dict[str, Cluster] = {}
        self._sorts: dict[str, set[str]] = {}  # cluster key -> nouns that say what an organisation is
        self._pair: tuple[Cluster, Cluster] | None = None
        self._people: tuple[Cluster, Cluster] | None = None
        self._at: dict[int, list[Spot]] = {}
        for spot in owner:
            for i in range(spot.first, spot.last):
                self._at.setdefault(i, []).append(spot)

    def resolve(self) -> References:
        """Return everything that could be resolved."""
        for token in self._text.tokens:
            for spot in self._starts.get(token.i, ()):
                self._take(spot, self._owner[spot])
            if token.tag in {"PRP", "PRP$"}:
                self._pronoun(token)
            elif token.tag in {"WP", "WDT", "WP$"}:
                self._relative(token)
            elif token.pos == "NOUN" and token.i not in self._covered:
                self._noun(token)
        return self._found

    def _take(self, spot: Spot, cluster: Cluster) -> None:
        self._memory.add(spot, cluster)
        if cluster.kind is EntityKind.PERSON:
            self._persons[cluster.key] = cluster
        elif cluster.kind is not EntityKind.PLACE:
            self._bodies[cluster.key] = cluster
        self._note_sort(spot, cluster)
        for title in self._titles.get(spot.first, ()):
            at = self._owner[title.at].key if title.at is not None and title.at in self._owner else title.at_key
            self._roles.setdefault(cluster.key, []).append((title.words.lower(), at))
        self._note_pair(spot, cluster)
        words = {w.lower() for w in spot.text.split()}
        if spot.form is Form.NOMINAL and words & {"both", "two"} and words & self._knowledge.groups.pairs:
            pair = self._counterparts(words)
            if pair is not None:
                self._found.members[cluster.key] = tuple(c.key for c in pair)

    def _note_sort(self, spot: Spot, cluster: Cluster) -> None:
        """ "the union Fortuna", "Fortuna, a carmaker": what an organisation is."""
        if cluster.kind is not EntityKind.ORGANIZATION:
            return
        near = [t.text for t in self._text.tokens[max(spot.first - 1, 0) : spot.first]]
        after = self._text.tokens[spot.last : spot.last + 6]
        if len(after) > 2 and after[0].text == "," and after[1].pos == "DET":
            near += [t.text for t in after[2:]]
        self._sorts.setdefault(cluster.key, set()).update(w for w in near if w in self._knowledge.groups.bodies)

    def _note_pair(self, spot: Spot, cluster: Cluster) -> None:
        """ "between Norvale and Estmark", "Norvale and Estmark agreed", "Norris met Brandt": two named together."""
        head = self._text.tokens[head_of(self._text, spot.first, spot.last)]
        other = self._partner(head)
        if other is None or other.key == cluster.key or spot.form is Form.PRONOUN:
            return
        if other.kind is EntityKind.PERSON and cluster.kind is EntityKind.PERSON:
            self._people = (other, cluster)
        elif other.kind in _PARTIES and cluster.kind in _PARTIES:
            self._pair = (other, cluster)

    def _partner(self, head: Token) -> Cluster | None:
        tokens = self._text.tokens
        if head.dep == "conj":
            first = tokens[head.head]
            above = tokens[first.head].text.lower() if first.dep == "pobj" else ""
            if first.dep in {"nsubj", "nsubjpass", "poss"} or above == "between":
                return self._cluster_at(first.i)
        if head.dep == "dobj" and tokens[head.head].lemma in {"meet", "host", "receive"}:
            subjects = [c for c in self._text.children[head.head] if tokens[c].dep == "nsubj"]
            return self._cluster_at(subjects[0]) if subjects else None
        return None

    def _cluster_at(self, i: int) -> Cluster | None:
        """Return the cluster of the name or group whose head is token `i`."""
        spots = [s for s in self._at.get(i, ()) if head_of(self._text, s.first, s.last) == i]
        return self._owner[max(spots, key=lambda s: s.size)] if spots else None

    def _counterparts(self, words: set[str]) -> tuple[Cluster, Cluster] | None:
        """ "the two leaders" are people, "both sides" whoever acts."""
        people = any(w.removesuffix("s") in self._knowledge.roles.titles for w in words & self._knowledge.groups.pairs)
        return self._people if people else self._pair

    def _add(self, token: Token, cluster: Cluster, form: Form, *, first: int | None = None) -> None:
        start = token.i if first is None else first
        spot = Spot(start, token.i + 1, cluster.kind, words_of(self._text, start, token.i + 1), form=form)
        self._found.owner[spot] = cluster
        self._memory.add(spot, cluster)

    def _pronoun(self, token: Token) -> None:
        word = token.text.lower()
        if word in _GENDER:
            cluster = self._person(token, _GENDER[word])
        elif word in _PLURAL:
            cluster = self._they(token)
        elif word in _NEUTER:
            cluster = self._it(token)
        else:
            return
        if cluster is not None:
            self._add(token, cluster, Form.PRONOUN)

    def _person(self, token: Token, gender: str) -> Cluster | None:
        fits = [
            c for k, c in self._persons.items() if self._gender.get(k, gender) == gender and not self._clash(token, c)
        ]
        found = self._memory.best(token.i, fits)
        if found is not None:
            self._gender.setdefault(found.key, gender)
        return found

    def _clash(self, token: Token, cluster: Cluster) -> bool:
        """Object pronouns are not the subject of their own verb ("Norris met him": not Norris)."""
        if token.dep not in {"dobj", "dative", "pobj"} or token.text.lower().endswith("self"):
            return False
        verb = self._text.tokens[token.head]
        verb = self._text.tokens[verb.head] if verb.pos == "ADP" else verb
        subjects = [c for c in self._text.children[verb.i] if self._text.tokens[c].dep in {"nsubj", "nsubjpass"}]
        spots = [s for s, c in self._owner.items() if c.key == cluster.key]
        return any(s.first <= i < s.last for i in subjects for s in spots)

    def _they(self, token: Token) -> Cluster | None:
        subject = self._memory.subject_before(token.i)
        if subject is None:
            return None
        cluster = subject.cluster
        plural = subject.plural or cluster.key in self._found.members
        return cluster if plural and cluster.kind is not EntityKind.PLACE else None

    def _it(self, token: Token) -> Cluster | None:
        if token.dep == "expl" or self._empty(token):
            return None
        subject = self._memory.subject_before(token.i)
        if subject is None or subject.cluster.kind not in _COLLECTIVE:
            return None
        if subject.plural:
            return None
        here = self._text.sentence_of[token.i]
        if subject.sentence != here:
            verb = token.head if token.dep == "nsubj" else self._text.tokens[token.head].head
            opens = token.dep == "nsubj" or self._text.sentences[here].first == token.i
            return subject.cluster if opens and self._text.tokens[verb].dep == "ROOT" else None
        return None if self._other_subject(subject.head, token) else subject.cluster

    def _other_subject(self, after: int, token: Token) -> bool:
        """Say whether another singular thing became the subject between a mention and the pronoun."""
        between = self._text.tokens[after + 1 : token.i]
        return any(
            t.dep in {"nsubj", "nsubjpass"} and t.pos in {"NOUN", "PROPN"} and t.i not in self._covered for t in between
        )

    def _empty(self, token: Token) -> bool:
        """ "It is likely that …", "it took years": nobody is meant."""
        if token.dep not in {"nsubj", "nsubjpass"}:
            return False
        verb = self._text.tokens[token.head]
        below = [self._text.tokens[c] for c in self._text.children[verb.i]]
        clause = any(t.dep in {"ccomp", "xcomp", "csubj", "advcl"} for t in below)
        return verb.lemma in {"be", "seem", "appear", "take", "happen", "rain", "turn"} and (
            clause or any(t.dep in {"acomp", "attr"} for t in below)
        )

    def _relative(self, token: Token) -> None:
        """ "Norris, who said": the noun that the relative clause hangs from."""
        verb = self._text.tokens[token.head]
        for _ in range(4):
            if verb.dep == "relcl" or verb.head == verb.i:
                break
            verb = self._text.tokens[verb.head]
        if verb.dep != "relcl":
            return
        spot = min(self._at.get(verb.head, ()), key=lambda s: s.size, default=None)
        if spot is not None:
            self._add(token, self._owner[spot], Form.PRONOUN)

    def _voice(self, token: Token) -> None:
        """ "a Norvale spokesman", "a spokeswoman for the bank": who speaks for somebody is heard as them."""
        tokens = self._text.tokens
        near = [c for c in self._text.children[token.i] if tokens[c].dep in {"compound", "poss", "nmod"}]
        for c in self._text.children[token.i]:
            if tokens[c].text in {"for", "of"}:
                near += [g for g in self._text.children[c] if tokens[g].dep == "pobj"]
        owners = [self._cluster_at(i) for i in near]
        cluster = next((c for c in owners if c is not None and c.kind is not EntityKind.PLACE), None)
        if cluster is not None and not any(tokens[c].dep == "appos" for c in self._text.children[token.i]):
            self._add(token, cluster, Form.NOMINAL)

    def _noun(self, token: Token) -> None:
        word = token.text.lower()
        if word in self._knowledge.roles.voices and token.dep not in {"appos", "compound"}:
            self._voice(token)
            return
        first = self._phrase(token)
        if first is None:
            return
        opener = self._text.tokens[first].text.lower()
        if word in self._knowledge.groups.pairs and (
            opener == "both" or {"two", "both"} & self._between(first, token.i)
        ):
            self._pairs(token, first)
        elif word in self._knowledge.roles.titles:
            self._title_noun(token, first)
        elif opener in _DEFINITE and (word in self._knowledge.groups.bodies or word in _COUNTRY_NOUNS):
            self._body_noun(token, first)

    def _between(self, first: int, last: int) -> set[str]:
        return {t.text.lower() for t in self._text.tokens[first:last]}

    def _phrase(self, token: Token) -> int | None:
        """Return where a definite noun phrase without names begins, or None."""
        first = token.i
        while first > 0:
            before = self._text.tokens[first - 1]
            if before.i in self._covered or before.pos not in {"ADJ", "NOUN", "NUM", "DET", "PRON", "PUNCT"}:
                break
            if before.pos == "PUNCT" and before.text != "-":
                break
            first -= 1
            if before.pos in {"DET", "PRON"}:
                break
        opener = self._text.tokens[first]
        definite = opener.text.lower() in _DEFINITE | {"both", "two", "all"} or opener.tag == "PRP$"
        return first if definite and token.dep != "compound" else None

    def _pairs(self, token: Token, first: int) -> None:
        pair = self._counterparts({token.text.lower()})
        if pair is None:
            return
        one, other = pair
        key = f"pair:{one.key}+{other.key}"
        cluster = next((c for c in self._found.owner.values() if c.key == key), None) or Cluster(key, EntityKind.GROUP)
        self._found.members[key] = (one.key, other.key)
        start = first + 1 if self._text.tokens[first].text.lower() in _DEFINITE else first
        self._add(token, cluster, Form.NOMINAL, first=start)
        cluster.spots.append(next(s for s, c in self._found.owner.items() if c is cluster and s.last == token.i + 1))

    def _title_noun(self, token: Token, first: int) -> None:
        """ "the president", "the foreign minister": the latest person introduced with that title."""
        opener = self._text.tokens[first]
        if opener.text.lower() not in _DEFINITE:
            return
        wanted = words_of(self._text, first + 1, token.i + 1).lower()
        holders = [k for k, roles in self._roles.items() if any(_same_title(wanted, title) for title, _ in roles)]
        cluster = self._memory.last(token.i, holders, reach=12)
        if cluster is not None and token.dep not in {"appos", "attr"} and not self._named_next(token):
            self._add(token, cluster, Form.NOMINAL, first=first + 1)

    def _named_next(self, token: Token) -> bool:
        """Say whether "of X" or a name follows, so that the title is somebody else's."""
        after = self._text.tokens[token.i + 1] if token.i + 1 < len(self._text.tokens) else None
        return after is not None and (after.i in self._covered or after.text in {"of", "for", "from"})

    def _body_noun(self, token: Token, first: int) -> None:
        """ "the company", "the ministry", "the country": the latest body of that sort, if only one is in reach."""
        word = token.text.lower()
        if token.dep in {"appos", "attr"} or self._named_next(token):
            return
        if word in _COUNTRY_NOUNS:
            fits = [c for c in self._bodies.values() if c.kind is EntityKind.COUNTRY]
            ranked = self._memory.rank(token.i, fits, reach=2)
            cluster = ranked[0][1] if len(ranked) == 1 else None
        else:
            fits = [c for c in self._bodies.values() if c.kind is EntityKind.ORGANIZATION and self._is_a(c, word)]
            cluster = self._memory.best(token.i, fits, reach=4)
        if cluster is not None:
            self._add(token, cluster, Form.NOMINAL, first=first + 1)

    def _is_a(self, cluster: Cluster, word: str) -> bool:
        """Say whether an organisation can be called by a noun: its name or what stands beside it says so, or any firm
        may be called so."""
        if any(word in s.known.called for s in cluster.spots if s.known is not None):
            return True
        raw = [w for s in cluster.spots for w in s.text.split()]
        names = [w.strip(".").lower() for w in raw]
        if (
            word in self._sorts.get(cluster.key, ())
            or word in names
            or any(len(n) > 2 and word.startswith(n) for n in names)
        ):
            return True  # "the airline" for an "Air Norvale"
        if not cluster.names or word not in _FIRMS or _NO_FIRMS & set(names):
            return False
        return not any(s.known for s in cluster.spots) and not self._knowledge.groups.media_words & set(raw)


def _same_title(wanted: str, title: str) -> bool:
    """ "minister" takes up "foreign minister"; "finance minister" does not."""
    words = title.replace("-", " ").split(" of ")[0].split()
    asked = wanted.replace("-", " ").split()
    return bool(asked) and words[-len(asked) :] == asked


def _genders(
    owner: Mapping[Spot, Cluster], titles: Sequence[Title], text: AnnotatedText, knowledge: ActorKnowledge
) -> dict[str, str]:
    """Return what forms of address and titles tell of people's gender, by cluster key."""
    found: dict[str, str] = {}
    for spot, cluster in owner.items():
        before = text.tokens[spot.first - 1].text if spot.first else ""
        told = knowledge.roles.address.get(before, "they")
        if told != "they":
            found.setdefault(cluster.key, told)
        first = spot.text.split()[0]
        if cluster.kind is EntityKind.PERSON and spot.size > 1 and first in knowledge.roles.given:
            found.setdefault(cluster.key, knowledge.roles.given[first])
    for title in titles:
        word = title.words.lower().split(" of ")[0]
        told = (
            "she" if word.endswith(("woman", "queen", "princess")) else "he" if word.endswith(("man", "king")) else ""
        )
        if told:
            found.setdefault(owner[title.holder].key, told)
    return found
