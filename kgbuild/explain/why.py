"""Why a triple or a node is there: claims, the rule and the row that made them, their words, merges and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from kgbuild.explain.output import Output, Words
from kgbuild.model.terms import RDF, RDF_TYPE, RDFS_LABEL, is_iri
from kgbuild.model.triples import SKOS, kgb, local_name

Triple = tuple[str, str, str]

_ABOUT = tuple(f"<{RDF}{part}>" for part in ("subject", "predicate", "object"))
_DESCRIBES = {RDF_TYPE, RDFS_LABEL, *(f"<{SKOS}{p}>" for p in ("prefLabel", "altLabel", "inScheme"))}
_TARGET = "<http://www.w3.org/ns/oa#hasTarget>"
_MENTIONS, _OTHER_NAME = "<http://schema.org/mentions>", f"<{SKOS}altLabel>"
_EXACT, _PUBLISHER = "<http://www.w3.org/ns/oa#exact>", "<http://purl.org/dc/terms/publisher>"
_FEW = 3  # claims shown of a node that is only described


@dataclass(frozen=True, slots=True)
class Ground:
    """One claim or position behind a triple: its id, who says it where, its status, rule, frame, row and words."""

    id: str
    says: str
    article: str
    status: str
    rules: tuple[str, ...]
    frames: tuple[str, ...]
    rows: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The answer for one triple: what kind of triple it is, what it rests on, what was merged and decided for it."""

    triple: tuple[str, str, str]
    because: str
    grounds: tuple[Ground, ...] = ()
    lines: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()

    def record(self) -> dict[str, object]:
        """Return the answer as plain values."""
        return asdict(self)


class Explainer:
    """Answers for one output folder; looks everything up once."""

    def __init__(self, output: Output) -> None:
        """Index claims by what they say and speak of, merges and judgements by what they are about."""
        self.output = output
        self.triples = output.triples
        self.saying: dict[Triple, list[str]] = {}
        self.of: dict[str, list[str]] = {}
        for claim in self.triples.with_type("Claim"):
            said = tuple(self.triples.one(claim, part) for part in _ABOUT)
            self.saying.setdefault((said[0], said[1], said[2]), []).append(claim)
            for node in dict.fromkeys((said[0], said[2])):
                self.of.setdefault(node, []).append(claim)
        for position in self.triples.with_type("Position"):
            for objects in self.triples.about[position].values():
                for node in objects:
                    self.of.setdefault(node, []).append(position)
        self.named: dict[str, list[str]] = {}
        for span in self.triples.with_type("Span"):
            for node in self.triples.objects(span, kgb("names")):
                self.named.setdefault(node, []).append(span)
        self._tables: dict[str, dict[tuple[str, str], list[tuple[int, dict[str, str]]]]] = {}
        self.merged = {row["id"]: row for row in output.table("tables/merges")}
        self.judged: dict[str, list[str]] = {}
        for judgement in self.triples.with_type("Judgement"):
            for target in self.triples.objects(judgement, _TARGET):
                self.judged.setdefault(target, []).append(judgement)

    def node(self, term: str) -> list[Why]:
        """Return the answer for every triple of the graph about a node."""
        found = [(term, p, o) for p, objects in sorted(self.triples.about[term].items()) for o in objects]
        return [self.triple(t) for t in found]

    def triple(self, triple: Triple) -> Why:
        """Return why a triple is there; for one that is not, what comes nearest to it."""
        subject, predicate, obj = triple
        claims = self.saying.get(triple, [])
        if claims:
            status = sorted({local_name(self.triples.one(c, kgb("status"))) for c in claims})
            return self._why(triple, f"{', '.join(status)}: {_count(len(claims), 'claim')}", claims)
        if obj not in self.triples.objects(subject, predicate):
            return self._why(triple, self.absent(triple), [])
        if kgb("Position") in self.triples.objects(subject, RDF_TYPE):
            return self._why(triple, "what someone says, as said; never as so", [subject])
        lines = self.triples.objects(subject, kgb("sourceLine"))
        if lines and not (predicate in _DESCRIBES and self.of.get(subject)):
            return self._why(triple, "from a list", [], lines)
        return self._described(triple)

    def _described(self, triple: Triple) -> Why:
        subject, predicate, _ = triple
        types = {local_name(t) for t in self.triples.objects(subject, RDF_TYPE)}
        spans = [
            s for s in self.named.get(triple[2] if triple[1] == _MENTIONS else subject, ()) if self._holds(s, triple)
        ]
        if spans:
            return self._named(triple, spans)
        if "Article" in types:
            return self._why(triple, "from the article's header", [])
        grounds = self.of.get(subject, [])
        if predicate in _DESCRIBES and grounds:
            return self._why(triple, f"reads a node; of it speak {_count(len(grounds), 'claim')}", grounds[:_FEW])
        if "Claim" in types:
            return self._why(triple, "part of the record of a claim", [subject])
        if types & {"Span", "Judgement", "Dispute", "Side", "Told", "Utterance"}:
            return self._why(triple, f"part of the record of a {min(types).lower()}", [])
        return self._why(triple, "reads a node: a publisher, a scheme, or what such a node leads to", grounds[:_FEW])

    def _holds(self, span: str, triple: Triple) -> bool:
        """Whether what a span names makes a triple: its article mentions that, or it is called so."""
        subject, predicate, obj = triple
        if predicate == _MENTIONS:
            return self.triples.one(span, kgb("inArticle")) == subject
        return predicate == _OTHER_NAME and self.triples.shown(obj) in self.triples.text(span, _EXACT)

    def _named(self, triple: Triple, spans: Sequence[str]) -> Why:
        words = tuple(w for w in map(self.output.words, spans) if w is not None)
        article = self.triples.one(spans[0], kgb("inArticle"))
        outlet = self.triples.label(self.triples.one(article, _PUBLISHER))
        name = self.output.articles.get(local_name(article), local_name(article))
        node = triple[2] if triple[1] == _MENTIONS else triple[0]
        rows = tuple(self._told(node, local_name(article)))
        rules, frames = (
            tuple(sorted({self.triples.shown(v) for s in spans for v in self.triples.objects(s, kgb(how))}))
            for how in ("mappingRule", "frame")
        )
        ground = Ground(self.output.local(article), outlet, name, "accepted", rules, frames, rows, words[:_FEW])
        return replace(self._why(triple, f"named in {_count(len(spans), 'place')}", []), grounds=(ground,))

    def _told(self, node: str, article: str) -> list[str]:
        """Return the places of the rows that say what an article names."""
        key = (local_name(node), article)
        tables = ("entities", "places", "names")
        return [f"tables/{t}.csv:{n}" for t in tables for n, _ in self._numbered(t).get(key, ())]

    def said_of(self, subject: str, predicate: str) -> list[str]:
        """Return every value that some claim gives of a subject's property, accepted or not."""
        return sorted({o for s, p, o in self.saying if (s, p) == (subject, predicate)})

    def absent(self, triple: Triple) -> str:
        """Return why a triple is not in the graph."""
        subject, predicate, _ = triple
        every = [c for c in self.of.get(subject, ()) if self.triples.one(c, _ABOUT[1]) == predicate]
        every = [c for c in every if self.triples.one(c, _ABOUT[0]) == subject]
        if every:
            said = sorted({self.triples.shown(self.triples.one(c, _ABOUT[2])) for c in every})
            return f"no article says so; of this property they say: {', '.join(said[:5])}"
        if subject not in self.triples.about:
            return "nothing in the graph has this id"
        return "no rule made such a statement of any article's words"

    def _why(self, triple: Triple, because: str, claims: Iterable[str], lines: Sequence[str] = ()) -> Why:
        nodes = [t for t in (triple[0], triple[2]) if is_iri(t)]
        grounds = tuple(self._ground(c) for c in claims)
        return Why(
            triple,
            because,
            grounds,
            tuple(self.triples.shown(line) for line in lines),
            tuple(self._merges(nodes)),
            tuple(self._decisions((*nodes, *self.saying.get(triple, ())))),
        )

    def _ground(self, claim: str) -> Ground:
        get = self.triples.objects
        article = self.triples.one(claim, kgb("reportedIn"))
        words = (self.output.words(s) for s in get(claim, kgb("evidence")))
        return Ground(
            self.output.local(claim),
            self.triples.label(self.triples.one(claim, kgb("claimedBy"))),
            self.output.articles.get(local_name(article), local_name(article)),
            local_name(self.triples.one(claim, kgb("status"))),
            tuple(map(self.triples.shown, get(claim, kgb("mappingRule")))),
            tuple(map(self.triples.shown, get(claim, kgb("frame")))),
            tuple(self._rows(claim, local_name(article))),
            tuple(w for w in words if w is not None),
        )

    def _rows(self, claim: str, article: str) -> Iterator[str]:
        """Yield the table rows a claim can have been made from: of its subject, in its article, with its value."""
        subject, obj = (local_name(self.triples.one(claim, part)) for part in (_ABOUT[0], _ABOUT[2]))
        value = self.triples.one(claim, _ABOUT[2])
        wanted = obj if is_iri(value) else self.triples.shown(value)
        for name in ("meetings", "events", "meeting_actors", "event_actors", "event_issues", "figures", "roles",
                     "names", "entities", "places", "positions", "communications"):  # fmt: skip
            for number, row in self._numbered(name).get((subject, article), ()):
                if wanted in row.values():
                    yield f"tables/{name}.csv:{number}"

    def _numbered(self, name: str) -> dict[tuple[str, str], list[tuple[int, dict[str, str]]]]:
        if name not in self._tables:
            found: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
            for number, row in enumerate(self.output.table(f"tables/{name}"), 2):
                found.setdefault((row["id"], row.get("article", "")), []).append((number, row))
            self._tables[name] = found
        return self._tables[name]

    def _merges(self, nodes: Iterable[str]) -> Iterator[str]:
        for node in nodes:
            row = self.merged.get(local_name(node))
            if row is not None:
                against = f"; against it: {row['against']}" if row.get("against") else ""
                members = row["members"].split()
                yield f"{self.triples.label(node)} is one in {len(members)} places: {row['reason']}{against}"

    def _decisions(self, targets: Iterable[str]) -> Iterator[str]:
        for judgement in dict.fromkeys(j for t in targets for j in self.judged.get(t, ())):
            verdict = local_name(self.triples.one(judgement, kgb("verdict")))
            where = self.triples.text(judgement, kgb("sourceLine"))
            told = [self.triples.text(judgement, kgb(p)) for p in ("decidedBy", "decidedOn")]
            reason = self.triples.text(judgement, RDFS_LABEL)
            yield ", ".join(filter(None, (f"{verdict} at {where}", *told, reason)))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
