"""Resolved facts to tables. Rows come in a fixed order, every row with every column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

from kgbuild.identifiers import article_slug, digest
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.resolved import Communication, Question, Resolved
from kgbuild.model.tables import Row, Table
from kgbuild.model.vocabulary import ISSUES
from kgbuild.tabulate.actors import authority_rows, entity_rows, role_labels
from kgbuild.tabulate.atlas import Spot
from kgbuild.tabulate.columns import TABLES, columns_of
from kgbuild.tabulate.events import EventTerms, event_rows, quantity_rows
from kgbuild.tabulate.positions import communication_rows, position_rows
from kgbuild.tabulate.spans import SpanBook
from kgbuild.tabulate.speakers import open_speaker, publisher_of

Rows = dict[str, list[Row]]
"""Rows by the name of their table."""


class Brief(NamedTuple):
    """What rows of no article are made of, as the rows of one article have it: the `quantities` its figures speak of
    (the cells of their rows) and the `issues` it speaks of (ids)."""

    quantities: tuple[tuple[str, ...], ...]
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueTerm:
    """An issue: its label, its broader issue (or empty), the line it stands in, its IPTC media topic, and whether it is
    of the scheme that we ship."""

    id: str
    label: str
    broader: str
    frame: str
    mediatopic: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Background:
    """What the tables say beside the facts: the issue scheme by id, what found the names that no list knows, what is
    known of types of events, where places lie, and how the IRIs of what only this project knows begin."""

    recognizer: str
    issues: Mapping[str, IssueTerm] = field(default_factory=dict)
    events: EventTerms = field(default_factory=EventTerms)
    atlas: Mapping[str, Spot] = field(default_factory=dict)
    base: str = ""

    def issue(self, one: str) -> IssueTerm:
        """Return an issue; one that no lexicon has is its id alone."""
        return self.issues.get(one, IssueTerm(one, one.replace("-", " "), "", ""))

    def issue_iri(self, one: str) -> str:
        """Return the IRI of an issue, an empty one for none."""
        return f"{self._issues_of(self.issue(one))}{one}" if one else ""

    def scheme(self, one: str) -> tuple[str, str]:
        """Return IRI and label of the scheme of an issue."""
        term = self.issue(one)
        return f"{self._issues_of(term)}scheme", "issues" if term.ours else f"issues ({self.base})"

    def _issues_of(self, term: IssueTerm) -> str:
        return ISSUES if term.ours else f"{self.base}issue/"


def to_tables(resolved: Resolved, background: Background) -> tuple[Table, ...]:
    """Return every table of `columns.TABLES`, also the empty ones, in that order."""
    labels, spoken = every_label(resolved), resolved.communications
    parts = [article_rows(f, spoken.get(f.article.id, ()), labels, background) for f in resolved.facts]
    return joined_tables([*parts, shared_rows(map(brief_of, parts), resolved, background)])


def every_label(resolved: Resolved) -> dict[str, str]:
    """Return the one label of each actor, place, event, publisher and role."""
    every = (publisher_of(g.publisher, g.article)[:2] for g in resolved.gists)
    outlets = dict(sorted(every, reverse=True))  # the first spelling stays
    return outlets | dict(resolved.labels) | role_labels(resolved.gists)


def article_rows(
    facts: ArticleFacts, spoken: Sequence[Communication], labels: Mapping[str, str], background: Background
) -> Rows:
    """Return the rows of one article by table, each with every column; they depend on these facts alone, the acts of
    speaking in it and the labels of what is named there."""
    article = article_slug(facts.article.id)
    found: Rows = {}
    for table, row in _article_rows(facts, spoken, labels, background):
        row |= {"article": article}
        if "issue" in row:
            row["issue_iri"] = background.issue_iri(row["issue"])
        found.setdefault(table, []).append(_filled(table, row))
    return found


def joined_tables(parts: Iterable[Rows]) -> tuple[Table, ...]:
    """Return every table with the rows of all parts, in their order."""
    rows: Rows = {name: [] for name in TABLES}
    for part in parts:
        for table, own in part.items():
            rows[table].extend(own)
    return tuple(Table(name, columns_of(name), tuple(rows[name])) for name in TABLES)


def brief_of(rows: Rows) -> Brief:
    """Return what rows of no article are made of, as the rows of one article have it."""
    quantities = (_filled("quantities", row) for row in quantity_rows(rows.get("figures", ())))
    issues = {row["issue"] for table in ("position_issues", "event_issues") for row in rows.get(table, ())}
    return Brief(tuple(tuple(row.values()) for row in quantities), tuple(sorted(issues)))


def shared_rows(briefs: Iterable[Brief], resolved: Resolved, background: Background) -> Rows:
    """Return the rows, by table, that belong to no article: lists, what links articles, what the rows of articles, in
    their order, speak of."""
    found: Rows = {}
    quantities: dict[str, tuple[str, ...]] = {}
    issues = set[str]()
    for brief in briefs:
        issues.update(brief.issues)
        for cells in brief.quantities:
            quantities.setdefault(cells[0], cells)
    columns = columns_of("quantities")
    for table, row in (
        *_shared_rows(resolved, background.atlas),
        *(("quantities", dict(zip(columns, cells, strict=True))) for cells in quantities.values()),
        *(("issues", row) for row in _issue_rows(issues, background)),
    ):
        found.setdefault(table, []).append(_filled(table, row))
    return found


def _filled(table: str, row: Row) -> Row:
    columns = columns_of(table)
    return dict(zip(columns, map(str, map(row.get, columns, repeat(""))), strict=True))  # no loop in Python: most rows


def _article_rows(
    facts: ArticleFacts, spoken: Sequence[Communication], labels: Mapping[str, str], background: Background
) -> Iterator[tuple[str, Row]]:
    book = SpanBook(facts)
    publisher, _, named = publisher_of(facts.article.source.publisher, facts.article.id)
    yield "articles", _header(facts.article, publisher)
    yield "publishers", {"id": publisher, "label": labels[publisher], "named": "yes" if named else ""}
    yield from entity_rows(facts, labels, book, recognizer=background.recognizer)
    yield from event_rows(facts, labels, book, words=background.events)
    positions = list(position_rows(facts, spoken, publisher, book))
    yield from positions
    yield from communication_rows(spoken, labels, book)
    yield from (("dates", row) for row in _date_rows(facts))
    yield from (("spans", row) for row in book.rows())
    said = [("spoken", row) for row in book.spoken_rows()]
    yield from said
    stand_in, label = open_speaker(facts.article)
    if any(row.get("speaker") == stand_in for _, row in (*positions, *said)):
        yield "stand_ins", {"id": stand_in, "class": "Actor", "label": label}


def _header(article: Article, publisher: str) -> Row:
    return {
        "id": article_slug(article.id),
        "identifier": article.id,
        "title": article.title,
        "published": article.published,
        "publisher": publisher,
        "url": article.source.url,
        "licence": article.source.licence,
        "language": article.language,
    }


def _date_rows(facts: ArticleFacts) -> Iterator[Row]:
    slug = article_slug(facts.article.id)
    for d in facts.dates:
        yield {
            "id": f"{slug}-{d.id}",
            "start": str(d.start),
            "end": str(d.end),
            "text": d.text,
            "edtf": d.edtf or "",
            "earliest": d.earliest or "",
            "latest": d.latest or "",
            "type": d.timex.type,
            "value": d.timex.value,
        }


def _shared_rows(resolved: Resolved, atlas: Mapping[str, Spot]) -> Iterator[tuple[str, Row]]:
    for row in authority_rows(resolved.gists, atlas):
        yield "authorities", row
    for act in resolved.utterances:
        head = act.members[0]
        for one in act.members:
            same = head if one != head else act.members[1]
            yield "utterances", {"id": one, "same": same, "utterance": act.id, "reason": act.reason}
    for old, new in sorted(resolved.replaced.items()):
        kind, _, one = old.partition("/")
        yield "replaced", {"id": one, "kind": kind, "by": new.partition("/")[2], "frame": "ids.csv"}
    for question in resolved.questions:
        yield "questions", _question_row(question, resolved)
    for merge in resolved.merges:
        members = " ".join(f"{article_slug(article)}#{local}" for article, local in merge.members)
        score = f"{merge.score:.2f}"
        row = {"id": merge.id, "members": members, "reason": merge.reason, "score": score, "against": merge.against}
        yield "merges", row


def _question_row(question: Question, resolved: Resolved) -> Row:
    left, right = (resolved.where.get(w, "") for w in (question.left, question.right))
    return {
        "id": digest("question", *question.left, *question.right),
        "kind": question.kind,
        "left": left,
        "left_in": "#".join(question.left),
        "right": right,
        "right_in": "#".join(question.right),
        "reason": question.reason,
        "score": f"{question.score:.2f}",
    }


def _issue_rows(used: Iterable[str], background: Background) -> Iterator[Row]:
    """Yield the issues that rows speak of and everything broader than them."""
    todo, done = sorted(used), set[str]()
    while todo:
        one = todo.pop()
        if one in done:
            continue
        done.add(one)
        if above := background.issue(one).broader:
            todo.append(above)
    for one in sorted(done):
        term, (scheme, scheme_label) = background.issue(one), background.scheme(one)
        yield {
            "id": one,
            "iri": background.issue_iri(one),
            "label": term.label,
            "broader": term.broader,
            "broader_iri": background.issue_iri(term.broader),
            "scheme_iri": scheme,
            "scheme_label": scheme_label,
            "frame": term.frame,
            "mediatopic": term.mediatopic,
        }
