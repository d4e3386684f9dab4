"""What a report tells, read from the dataset: articles and their words, claims, positions, events, actors, disputes.

Nothing is computed anew: statuses are the dataset's, and a value that is not accepted stays a claim of its source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kgbuild.analysis.reading import is_known
from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF, RDF_TYPE, is_iri, literal_of
from kgbuild.model.triples import KGB, SKOS, Triples, kgb, local_name

_DC = "http://purl.org/dc/terms/"
_OA = "http://www.w3.org/ns/oa#"
_SCHEMA = "http://schema.org/"
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_START, _EXACT = f"<{_OA}start>", f"<{_OA}exact>"
_SENTENCE, _IN_ARTICLE, _SPOKEN_BY = kgb("sentence"), kgb("inArticle"), kgb("spokenBy")
_CLAIM = (
    *(f"<{RDF}{name}>" for name in ("subject", "predicate", "object")),
    *(kgb(name) for name in ("claimedBy", "reportedIn", "status", "assertion")),
)
_QUALIFIER, _EVIDENCE = kgb("qualifier"), kgb("evidence")
_ACTORS = frozenset({"Actor", "Person", "Organization", "Country", "Group"})
_DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of an article: what every claim leads to. `number` is its place in the report."""

    term: str
    article: str
    text: str
    start: int
    sentence: int
    speaker: str
    number: int

    @property
    def end(self) -> int:
        """Where it ends in its article."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Claim:
    """One source saying one thing once; `value` is a term, `by` and `article` labels."""

    term: str
    subject: str
    property: str
    value: str
    shown: str
    by: str
    article: str
    status: str
    denied: bool
    qualifier: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What someone says, wants or expects; `speaker`, `issues` and `targets` are terms."""

    term: str
    speaker: str
    stance: str
    text: str
    polarity: str
    issues: tuple[str, ...]
    targets: tuple[str, ...]
    said: str
    article: str
    outlet: str
    words: tuple[Words, ...]
    act: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or meeting with all that is claimed of it; days are `YYYY-MM-DD` or empty where open or not given."""

    term: str
    label: str
    kind: str
    first: str
    last: str
    uncertain: bool
    state: str
    disputed: bool
    told: bool
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One answer in a dispute: the value as shown, and its claims."""

    value: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question to which sources give answers that cannot all hold."""

    of: str
    property: str
    sides: tuple[Side, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Article:
    """A source, with the words of it that anything rests on, in their order."""

    term: str
    title: str
    identifier: str
    outlet: str
    issued: str
    url: str
    licence: str
    words: tuple[Words, ...]


@dataclass(slots=True)
class Story:
    """Everything a report shows; `facts` answers what the lists do not."""

    facts: Triples
    articles: list[Article] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    places: list[tuple[str, float | None, float | None]] = field(default_factory=list)


def read_story(quads: Iterable[Quad] | Triples) -> Story:
    """Return what the quads of a dataset tell, every list in a fixed order."""
    facts = Triples.of(quads)
    story = Story(facts)
    words = _words(facts)
    of_article: dict[str, list[Words]] = defaultdict(list)
    for one in words.values():
        of_article[one.article].append(one)
    story.articles = [_article(facts, term, of_article[term]) for term in facts.with_type("Article")]
    story.articles.sort(key=lambda a: (a.issued, a.identifier))
    story.claims = [c for term in facts.with_type("Claim") if (c := _claim(facts, term, words)) is not None]
    story.positions = [_position(facts, term, words) for term in facts.with_type("Position")]
    story.positions.sort(key=lambda p: (p.said, p.article, p.words[0].start if p.words else 0, p.term))
    story.happenings = _happenings(facts, story.claims)
    story.disputes = _disputes(facts, story.claims)
    story.actors = sorted(_actors(facts), key=lambda term: (facts.label(term).casefold(), term))
    story.places = [(term, *_coordinates(facts, term)) for term in facts.with_type("Place")]
    return story


def kind_of(facts: Triples, term: str) -> str:
    """Return the narrowest class of a node by name."""
    names = {local_name(t) for t in facts.objects(term, RDF_TYPE) if t.startswith(f"<{KGB}")}
    return min(names - {"Event", "Actor", "Told"} or names, default="")


def _words(facts: Triples) -> dict[str, Words]:
    """Return all stretches by term, numbered as one reads: articles by date, each from its start."""
    inside: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    for term in facts.with_type("Span"):
        said = facts.about[term]
        article = said[_IN_ARTICLE][0] if _IN_ARTICLE in said else ""
        text = facts.text(term, _EXACT)
        inside[article].append((_number(tuple(said.get(_START, ()))), -len(text), term, text))
    found: dict[str, Words] = {}
    for article in sorted(inside, key=lambda term: (_place(facts, term), term)):
        for start, _, term, text in sorted(inside[article]):
            said = facts.about[term]
            speakers = ", ".join([facts.label(s) for s in said[_SPOKEN_BY]]) if _SPOKEN_BY in said else ""
            found[term] = Words(
                term, article, text, start, _number(tuple(said.get(_SENTENCE, ()))), speakers, number=len(found) + 1
            )
    return found


@lru_cache(maxsize=1 << 16)  # they are few
def _number(terms: tuple[str, ...]) -> int:
    """Return the whole number that the first of some terms says; 0 where there is none."""
    return int(literal_of(terms[0]).value or 0) if terms and not is_iri(terms[0]) else 0


def _place(facts: Triples, article: str) -> tuple[str, str]:
    """Return what articles are ordered by."""
    identifier = facts.text(article, f"<{_DC}identifier>") or local_name(article)
    return facts.text(article, f"<{_DC}issued>"), identifier


def _evidence(facts: Triples, term: str, words: Mapping[str, Words]) -> tuple[Words, ...]:
    found = [words[span] for span in facts.about[term].get(_EVIDENCE, ()) if span in words]
    return tuple(found if len(found) < 2 else sorted(found, key=lambda w: w.number))


def _article(facts: Triples, term: str, words: list[Words]) -> Article:
    issued, identifier = _place(facts, term)
    return Article(
        term=term,
        title=facts.text(term, f"<{_DC}title>") or identifier,
        identifier=identifier,
        outlet=facts.shown(facts.one(term, f"<{_DC}publisher>")),
        issued=issued,
        url=facts.text(term, f"<{_SCHEMA}url>"),
        licence=facts.shown(facts.one(term, f"<{_DC}license>")),
        words=tuple(words),
    )


def _claim(facts: Triples, term: str, words: Mapping[str, Words]) -> Claim | None:
    said = facts.about[term]
    subject, predicate, value, by, article, status, assertion = [said[n][0] if n in said else "" for n in _CLAIM]
    if not (subject and predicate and value):
        return None
    return Claim(
        term=term,
        subject=subject,
        property=local_name(predicate),
        value=value,
        shown=_local_or_label(facts, value),
        by=facts.shown(by),
        article=article,
        status=local_name(status) or "accepted",
        denied=local_name(assertion) == "denied",
        qualifier="; ".join(facts.shown(q) for q in said.get(_QUALIFIER, ())),
        words=_evidence(facts, term, words),
    )


def _local_or_label(facts: Triples, value: str) -> str:
    return facts.label(value) if is_iri(value) else literal_of(value).value


def _position(facts: Triples, term: str, words: Mapping[str, Words]) -> Position:
    article = facts.one(term, kgb("reportedIn"))
    same = (term, *facts.objects(term, kgb("sameUtterance")))
    return Position(
        term=term,
        speaker=facts.one(term, kgb("claimedBy")),
        stance=local_name(facts.one(term, kgb("stance"))) or "says",
        text=facts.text(term, f"<{_SCHEMA}text>"),
        polarity=local_name(facts.one(term, kgb("polarity"))),
        issues=tuple(facts.objects(term, kgb("issue"))),
        targets=tuple(facts.objects(term, kgb("target"))),
        said=facts.text(term, kgb("claimedAt")),
        article=article,
        outlet=_outlet(facts, article),
        words=_evidence(facts, term, words),
        act=min(same),
    )


def _outlet(facts: Triples, article: str) -> str:
    publisher = facts.one(article, f"<{_DC}publisher>")
    return facts.shown(publisher) if is_known(publisher) else facts.text(article, f"<{_DC}identifier>")


def _happenings(facts: Triples, claims: list[Claim]) -> list[Happening]:
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        about[claim.subject].append(claim)
    terms = [t for t in facts.about if _is_event(facts, t)]
    found = [_happening(facts, term, about[term]) for term in terms]
    return sorted(found, key=lambda h: (h.first or h.last or "9999", h.last, h.label, h.term))


def _is_event(facts: Triples, term: str) -> bool:
    if "/event/" not in term:
        return False
    types = {local_name(t) for t in facts.objects(term, RDF_TYPE)}
    return bool(types) and types.isdisjoint({"Claim", "Position", "Communication"})


def _happening(facts: Triples, term: str, claims: list[Claim]) -> Happening:
    firm = [c for c in claims if c.status == "accepted" and not c.denied]
    days = [c for c in claims if c.property in {"startDate", "endDate"} and c.status not in {"rejected", "superseded"}]
    dated = [c for c in days if c in firm] or days
    starts = sorted(c.shown for c in dated if c.property == "startDate")
    ends = sorted(c.shown for c in dated if c.property == "endDate")
    states = sorted(c.shown for c in (firm or claims) if c.property == "factuality")
    types = {local_name(t) for t in facts.objects(term, RDF_TYPE)}
    return Happening(
        term=term,
        label=facts.label(term),
        kind=kind_of(facts, term),
        first=_day(starts[0]) if starts else "",
        last=_day(ends[-1]) if ends else "",
        uncertain=not starts or not ends or any(not _DAY.fullmatch(d) for d in (*starts, *ends)),
        state=local_name(facts.one(term, kgb("factuality"))) or next(iter(states), ""),
        disputed=any(c.status == "disputed" for c in days),
        told="Told" in types or (bool(claims) and not firm),
        claims=tuple(sorted(claims, key=lambda c: (c.property, c.shown, c.article, c.term))),
    )


def _day(text: str) -> str:
    found = _DAY.search(text)
    return found[0] if found else ""


def _disputes(facts: Triples, claims: list[Claim]) -> list[Dispute]:
    by_term = {c.term: c for c in claims}
    nodes = facts.with_type("Dispute")
    found = [_dispute_node(facts, n, by_term) for n in nodes] if nodes else _disputes_of_pairs(facts, by_term)
    return sorted((d for d in found if len(d.sides) > 1), key=lambda d: (d.of, d.property, [s.value for s in d.sides]))


def _dispute_node(facts: Triples, node: str, claims: Mapping[str, Claim]) -> Dispute:
    sides = []
    for side in facts.objects(node, kgb("side")):
        held = tuple(claims[c] for c in facts.objects(side, kgb("heldIn")) if c in claims)
        sides.append(Side(_local_or_label(facts, facts.one(side, f"<{RDF}object>")), held))
    subject, predicate = facts.one(node, f"<{RDF}subject>"), facts.one(node, f"<{RDF}predicate>")
    settled = bool(facts.objects(node, kgb("settledBy")))
    return Dispute(facts.label(subject), local_name(predicate), tuple(sorted(sides, key=lambda s: s.value)), settled)


def _disputes_of_pairs(facts: Triples, claims: Mapping[str, Claim]) -> list[Dispute]:
    """Return disputes of a dataset that only says which claims contradict each other."""
    groups: dict[tuple[str, str], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims.values():
        if facts.objects(claim.term, kgb("contradicts")):
            groups[claim.subject, claim.property][claim.shown].append(claim)
    return [
        Dispute(facts.label(of), name, tuple(Side(v, tuple(found)) for v, found in sorted(values.items())), False)
        for (of, name), values in groups.items()
    ]


def _actors(facts: Triples) -> list[str]:
    return [t for t in facts.about if "/actor/" in t and kind_of(facts, t) in _ACTORS]


def _coordinates(facts: Triples, place: str) -> tuple[float | None, float | None]:
    found = []
    for names in ((f"<{_SCHEMA}latitude>", f"<{_GEO}lat>"), (f"<{_SCHEMA}longitude>", f"<{_GEO}long>")):
        value = next((v for n in names if (v := facts.text(place, n))), "")
        try:
            found.append(float(value))
        except ValueError:
            return None, None
    return found[0], found[1]


def names_of(facts: Triples, term: str) -> list[str]:
    """Return an actor's other names."""
    return sorted({literal_of(v).value for v in facts.objects(term, f"<{SKOS}altLabel>") if not is_iri(v)})
