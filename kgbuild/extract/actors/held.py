"""Who holds which role where, and from when to when: "director from 2010 to 2015", "mayor since March 3", "resigned on
Friday", "Captain Joel Frith" of the only team just named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.actors.gazetteer import KnownName
from kgbuild.extract.actors.page import Page, Referent, Spot, words_of
from kgbuild.extract.actors.phrases import Phrases, Tenure, Title
from kgbuild.extract.actors.words import Predicate, RoleWords, Tells
from kgbuild.extract.parse.clause import Clause, heads_of
from kgbuild.extract.parse.grammar import Edge
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors, conjuncts, first_conjunct, is_verb
from kgbuild.model.facts import DateFact, EntityKind, Form, Role, Span

_OPEN = frozenset(["", ".."])
_LIMITS = frozenset(["ON_OR_AFTER", "ON_OR_BEFORE"])
_LEADING = frozenset(["ADP", "SCONJ", "DET", "PUNCT", "ADV"])  # between a title and the date beside it
_BESIDE = 3  # such tokens at most
_BEFORE = frozenset([Rel.ADJECTIVE, Rel.COMPOUND, Rel.NOUN, Rel.CONJUNCT, Rel.NOUN_ADVERB])
_NEAR = 3  # sentences from a body to its officer
_LANDS = frozenset(["NORP", "GPE"])
_BODIES = frozenset([EntityKind.ORGANIZATION, EntityKind.GROUP])

HeldAt = tuple[Role, str]  # a role and the cluster key it is held at ("" for none)


def implied_countries(
    titles: Sequence[Title], owner: Mapping[Spot, Referent], adjectives: Mapping[int, KnownName], text: Page
) -> Iterator[tuple[Spot, Referent]]:
    """Yield "Estmark" of "Estmark President" or "the Estmark-Norvale summit" as a nominal mention where nothing else
    names the country."""
    there, made = {c.key for c in owner.values()}, dict[str, Referent]()
    told = [[(i, k) for i in range(t.first, t.head) if (k := adjectives.get(i)) and k.key == t.at_key] for t in titles]
    lands = [(i, k) for i, k in adjectives.items() if k.kind is EntityKind.COUNTRY]
    told += [[(i, k)] for i, k in lands if _of_meeting(text, i) or _of_several(text, i)]
    for known in told:
        if not known or known[0][1].key in there:
            continue
        country, first, last = known[0][1], min(known)[0], max(known)[0] + 1
        cluster = made.setdefault(country.key, Referent(country.key, country.kind))
        words = words_of(text, first, last)
        spot = Spot(first, last, country.kind, words, known=country, form=Form.NOMINAL, sure=True)
        cluster.spots.append(spot)
        yield spot, cluster


def _of_meeting(text: Page, i: int) -> bool:
    """Say whether an adjective stands before a noun for a meeting: "the *Estmark*-Norvale summit"."""
    while text.tokens[i].dep in _BEFORE:
        i = text.tokens[i].head
    return text.tokens[i].text.lower() in text.gatherings


def _of_several(text: Page, i: int) -> bool:
    """Say whether an adjective is one of several before those who act for their states: "*Peruvian* and *Chilean*
    officials", who are two and not one group."""
    top, joined = i, conjuncts(text, first_conjunct(text, i))
    while text.tokens[top].dep in _BEFORE:
        top = text.tokens[top].head
    noun, lands = text.tokens[top], {text.tokens[j].entity for j in joined}
    return (
        noun.tag == "NNS"
        and top not in joined[1:]
        and len(joined) > 1
        and lands <= _LANDS
        and noun.text in text.groups.acting
    )


def with_counterparts(titles: Sequence[Title], owner: Mapping[Spot, Referent], roles: RoleWords) -> list[Title]:
    """Return the titles with "his Estmark counterpart" written out: the title last given to somebody else before; a
    colleague of no other state or body is none."""
    found: list[Title] = []
    for title in sorted(titles, key=lambda t: t.first):
        others = [t.words for t in found if owner[t.holder] is not owner[title.holder]]
        word, colleague = title.words.lower().split()[-1], False
        if word in roles.colleagues:
            colleague = bool(others) and (title.at is not None or bool(title.at_key))
            if not colleague:
                continue
        stands = colleague or (word in roles.counterparts and others)
        found.append(replace(title, words=others[-1]) if stands else title)
    return found


class Holders:
    """Says of each title at whom it is held, as far as the article tells."""

    def __init__(self, text: Page, owner: Mapping[Spot, Referent]) -> None:
        """Index the names, nominals and pronouns of an article."""
        self._text, self._tokens, self._owner = text, text.tokens, owner
        self._nominals = {s.last: s for s in owner if s.form is Form.NOMINAL}
        self._pronouns = {s.last: s for s in owner if s.form is Form.PRONOUN}
        self._bodies = [s for s in owner if owner[s].kind in _BODIES]

    def roles(self, titles: Sequence[Title]) -> dict[str, list[HeldAt]]:
        """Return the roles of each person cluster; a role said twice counts once."""
        found: dict[str, list[HeldAt]] = {}
        for title in titles:
            words, at = self._at(title)
            start, end, days = self._tokens[title.first].start, self._tokens[title.last - 1].end, title.tenure
            span = Span(start, end, self._text.slice(start, end))
            timed = (days.start or None, days.end or None, days.dates)
            role = Role(words, None, title.status, span, title.frame, *timed)
            held = found.setdefault(self._owner[title.holder].key, [])
            alike = (n for n, (r, k) in enumerate(held) if k == at or not k or not at)
            said = (words.lower(), title.status)
            same = (n for n in alike if (held[n][0].title.lower(), held[n][0].status) == said)
            if (n := next(same, None)) is None:
                held.append((role, at))
                continue
            told, where = held[n]
            one, other = (role, told) if at and not where else (told, role)  # later "Estmark's President Norris"
            dated = one if one.start or one.end else other
            held[n] = (replace(one, start=dated.start, end=dated.end, dates=dated.dates), where or at)
        return found

    def _at(self, title: Title) -> tuple[str, str]:
        """Return a title's words and the key of whom it is held at."""
        if title.at is not None and title.at in self._owner:
            return title.words, self._owner[title.at].key
        if title.at_key:
            return title.words, title.at_key
        possessor = self._pronouns.get(title.first)
        if possessor is not None and self._tokens[possessor.first].tag == "PRP$":
            return title.words, self._owner[possessor].key
        for i in range(title.first, title.head):  # "the company's chief executive": it may be resolved
            spot = self._nominals.get(i + 1)
            if spot is not None and self._tokens[i + 1].tag == "POS":
                return title.words.removeprefix(spot.text).strip(), self._owner[spot].key
        return title.words, self._body_before(title)

    def _body_before(self, title: Title) -> str:
        """ "Norburg Rovers lost. Captain Joel Frith said …": of the only body just named; "union chief Ana Ruiz"."""
        roles, groups, here = self._text.roles, self._text.groups, self._text.sentence_of[title.first]
        opener, noun = self._text.at(title.first - 1), self._tokens[title.head].text.lower()
        other = opener.pos == "DET" and opener.text.lower() not in groups.articles
        bare = title.head + 1 == title.last <= title.holder.first and self._tokens[title.first].tag != "PRP$"
        nouns = {t.text.lower() for t in self._tokens[title.first : title.head] if t.pos in {"NOUN", "PROPN"}}
        sorts = nouns & groups.bodies
        if other or not bare or nouns - sorts - roles.prefixes:
            return ""  # "campaign manager"
        sentence = {s: self._text.sentence_of[s.first] for s in self._bodies if s.last <= title.first}
        before = [s for s, there in sentence.items() if here - there <= _NEAR]
        if sorts:
            before = [s for s in before if sorts & {w.lower() for w in s.text.split()}]
        elif noun in roles.officers:
            organization = EntityKind.ORGANIZATION
            near = [s for s in before if s.form is Form.NAME and self._owner[s].kind is organization]
            before = [s for s in near if sentence[s] == here] or near
        else:
            return ""
        keys = {self._owner[s].key for s in before}
        return keys.pop() if len(keys) == 1 else ""


class Tenures:
    """Dates the titles of one article; an interval says when it began and ended, a day only what the verb tells."""

    def __init__(self, phrases: Phrases, dates: Sequence[DateFact]) -> None:
        """Index the dates by sentence and first token."""
        self._phrases, self._text = phrases, phrases.text
        self._dates: dict[int, list[tuple[int, DateFact]]] = {}
        starts = [t.start for t in self._text.tokens]
        for date in dates:
            i = bisect_left(starts, date.start)
            if date.edtf and i < len(starts):
                self._dates.setdefault(self._text.sentence_of[i], []).append((i, date))

    def dated(self, titles: Sequence[Title]) -> list[Title]:
        """Return the titles with what their dates tell; a role that ended before the article is a former one."""
        return [self._dated(t, self._dates.get(self._text.sentence_of[t.first], ())) for t in titles]

    def _dated(self, title: Title, near: Sequence[tuple[int, DateFact]]) -> Title:
        found = Tenure()
        for i, date in near:
            tells = self._told_by(title, i)
            if tells is not None:
                found = found.joined(self._tenure(i, date, tells))
        for clause, predicate in self._departures(title) if near else ():
            days = (d for i, d in near if self._hangs(i, {clause.head}))
            found = next((found.joined(self._tenure(-1, d, predicate.tells)) for d in days), found)
        today = self._text.article.published
        over = found.end and (not today or found.latest <= today)
        return replace(title, tenure=found, status="former" if over else title.status)

    def _told_by(self, title: Title, i: int) -> Collection[Tells] | None:
        """Return what the date at token `i` tells of a title it hangs on or stands beside, else None."""
        verb, own = self._text.clauses.get(title.verb), range(title.first, title.last)
        predicate = self._phrases.told_by(verb) if verb is not None else None
        if predicate is not None and self._hangs(i, {title.verb, *own}):
            return predicate.tells
        between = self._text.tokens[title.last : i]
        beside = 0 < len(between) <= _BESIDE and all(t.pos in _LEADING for t in between)
        return () if beside or self._hangs(i, own) else None

    def _departures(self, title: Title) -> Iterator[tuple[Clause, Predicate]]:
        """Yield the clauses in which the holder of a title beside the name goes: "Minister X | resigned on Friday"."""
        here = self._text.sentence(title.first)
        clauses = (self._text.clauses.get(i) for i in range(here.first, here.last)) if title.verb < 0 else ()
        for clause in clauses:
            predicate = self._phrases.told_by(clause) if clause is not None and clause.mood is None else None
            if clause is None or predicate is None or Tells.ENDS not in predicate.tells:
                continue
            if any(clause.after(self._text.grammar.as_)):
                continue  # "resigned as chair": not from what stands beside the name
            passive = Tells.NAMES in predicate.tells
            gone = heads_of(clause.things if passive else clause.doers)
            named = (self._phrases.outer.get(i) == title.holder or title.first <= i < title.last for i in gone)
            if any(named) and (passive or not clause.things):  # "sacked its chief, | X, on Friday"
                yield clause, predicate

    def _hangs(self, i: int, targets: Collection[int]) -> bool:
        """Say whether the date at token `i` hangs on one of these tokens, with no verb and no other title between."""
        for above in ancestors(self._text, i):
            if above in targets:
                return True
            if is_verb(self._text.tokens[above]) or self._phrases.noun(self._text.tokens[above]):
                return False
        return False

    def _tenure(self, i: int, date: DateFact, tells: Collection[Tells]) -> Tenure:
        """Return what the date at token `i` says: an interval both ends, a day what verb or word before tell."""
        edtf, span = date.edtf or "", (Span(date.start, date.end, date.text),)
        first, _, last = edtf.partition("/")
        if date.timex.mod in _LIMITS or "/" in date.timex.value:  # "last week" is a time of its own
            start, end = ("" if part in _OPEN else part for part in (first, last))
            return Tenure(start, end, span, date.latest or "")
        edge = self._text.grammar.edges.get(self._text.at(i - 1).text.lower(), "")
        if edge == Edge.END or (not edge and Tells.ENDS in tells):
            return Tenure("", edtf, span, date.latest or "")
        return Tenure(edtf, "", span) if edge == Edge.START or Tells.BEGINS in tells else Tenure()
