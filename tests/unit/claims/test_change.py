"""What changes of a dataset is found from what changed: it is what two whole datasets differ in, whatever the step.

KGBUILD_STEPS=200 takes two hundred random steps.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from kgbuild.claims.assemble import ClaimedDataset, Setting, assembled
from kgbuild.claims.change import Change, World, change_between
from kgbuild.claims.claim import ArticleContext
from kgbuild.claims.pieces import Described, Piece
from kgbuild.identifiers import article_slug
from kgbuild.model.decisions import ClaimDecision, Verdict
from kgbuild.model.facts import Assertion, Factuality
from kgbuild.model.gist import gist_of, runs_of
from kgbuild.model.quads import Quad
from kgbuild.model.resolved import Resolved
from kgbuild.model.vocabulary import LABEL
from kgbuild.pipeline.parts import tables_and_pieces
from kgbuild.pipeline.project import Project
from kgbuild.pipeline.scene import background_of, rules_of
from tests.unit.claims.desk import BASE, Desk, Report, Said, Told

STEPS = int(os.environ.get("KGBUILD_STEPS", "20"))
PEOPLE = ("Nora Quist", "Odd Berg", "Ana Roe")
PLACES = ("Bergen", "Ghent", "Orr")


@dataclass
class News:
    """The reports of a desk, and what it decided."""

    reports: dict[str, Report] = field(default_factory=dict)
    decisions: list[ClaimDecision] = field(default_factory=list)


def report(name: str, some: random.Random) -> Report:
    """Write of one of four events: another number, place, day or doubt, in the outlet's words or another's."""
    event, place, who = f"e{some.randrange(4)}", some.choice(PLACES), some.choice(PEOPLE)
    dead, day = some.randrange(3, 6), f"2026-03-0{some.randrange(1, 4)}"
    text = f"A flood hit {place} on Monday. It killed {dead} people. {who} said so to Lena Moe."
    told = Told(
        ("A flood", f"It killed {dead} people"), event, place=place, day=day, day_words="on Monday",
        who=[who] if some.random() < 0.3 else (), figures=[("killed", dead, "", f"killed {dead} people")],
        factuality=some.choice((Factuality.ACTUAL,) * 4 + (Factuality.PLANNED, Factuality.NEGATED)),
        label=f"flood in {PLACES[int(event[1]) % 3]}",
    )  # fmt: skip
    voices = []
    if some.random() < 0.5:
        assertion = some.choice((Assertion.REPORTED, Assertion.DENIED, Assertion.CONFIRMED))
        words = text if some.random() < 0.5 else text.split(". ")[1]
        voices = [Said(words, [who] if some.random() < 0.9 else ["Lena Moe"], assertion)]
    roles = [(who, "mayor", some.choice(("current", "former")), who)] if some.random() < 0.5 else []
    people = [who, "Lena Moe"]
    return Report(name, day, some.choice(("Post", "Mail")), text, [told], voices, people, (), [place], roles)


def decision(about: Report, some: random.Random) -> ClaimDecision:
    """Decide about what a report claims of an event."""
    verdict = some.choice((Verdict.ACCEPT, Verdict.REJECT, Verdict.REPLACE))
    values = {"killed": "9", "place": f"{BASE}place/orr", "factuality": "https://w3id.org/kgbuild/code/negated"}
    prop = some.choice(sorted(values))
    value = values[prop] if verdict is Verdict.REPLACE else ""
    where = f"d.yaml:{some.randrange(1000)}"
    found = ClaimDecision(verdict, article_slug(about.id), 0, len(about.text), prop, value, where, "")
    whole = verdict is Verdict.REJECT and some.random() < 0.5
    return replace(found, about=f"<{BASE}event/{about.events[0].event}>", predicate="") if whole else found


def step(news: News, some: random.Random) -> None:
    """Write, rewrite or withdraw reports, or decide something or take it back."""
    names = sorted(news.reports)
    what = some.choice(("write", "rewrite", "withdraw", "decide", "recall"))
    if what == "write" or len(names) < 4:
        name = f"{some.randrange(100):03}.txt"
        news.reports[name] = report(name, some)
    elif what == "rewrite":
        name = some.choice(names)
        news.reports[name] = report(name, some)
    elif what == "withdraw":
        del news.reports[some.choice(names)]
    elif what == "decide":
        news.decisions.append(decision(news.reports[some.choice(names)], some))
    elif news.decisions:
        news.decisions.pop(some.randrange(len(news.decisions)))


@dataclass
class State:
    """What all of a desk's reports amount to: the whole dataset and what is kept of it."""

    world: World
    dataset: ClaimedDataset


def state(desk: Desk, news: News) -> State:
    """Make everything anew."""
    pieces, spans = pieces_of_news(desk.project, [news.reports[name] for name in sorted(news.reports)])
    contexts = {
        article_slug(one.id): ArticleContext(
            f"<{BASE}actor/{one.outlet.lower()}>", one.day, runs_of(one.facts().article)
        )
        for one in news.reports.values()
    }
    rules = rules_of(desk.project.ontology)
    setting = Setting(contexts, rules, decisions=tuple(news.decisions), stretches=spans)
    dataset, copies, traces = assembled([pieces[one] for one in sorted(pieces)], setting, base=BASE)
    return State(World(setting, copies, dict(traces), lambda one: pieces.get(one, Piece(one))), dataset)


def pieces_of_news(project: Project, reports: list[Report]) -> tuple[dict[str, Piece], dict[str, tuple[int, int]]]:
    facts = tuple(one.facts() for one in reports)
    labels = {e.id: e.name for f in facts for e in f.entities}
    labels |= {e.id: e.label for f in facts for e in (*f.meetings, *f.events)}
    resolved = Resolved(facts, labels, (), {}, (), tuple(map(gist_of, facts)))
    tables, pieces, *_ = tables_and_pieces(resolved, project, background_of(project), [])
    spans = next(t.rows for t in tables if t.name == "spans")
    return {p.article: p for p in pieces}, {r["id"]: (int(r["start"]), int(r["end"])) for r in spans}


def changed(old: State, new: State, articles: set[str]) -> Change:
    """Find what changed, knowing of the new dataset no more than of the old one and the articles that changed."""
    same = {one: old.world.traces[one] for one in new.world.traces if one in old.world.traces and one not in articles}
    return change_between(old.world, replace(new.world, traces=same), articles, base=BASE)


def holds(old: State, new: State, found: Change) -> None:
    was, now = set(old.dataset.quads), set(new.dataset.quads)
    assert (set(found.added), set(found.removed)) == (now - was, was - now)
    for name, number in new.dataset.counts.items():
        assert found.counts.get(name, 0) == number - old.dataset.counts[name], name
    for name, number in new.dataset.classes.items():
        assert found.classes[name] == number - old.dataset.classes[name], name
    assert sorted(found.problems) == sorted(new.dataset.problems)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_changes_is_what_two_whole_datasets_differ_in(desk: Desk, seed: int) -> None:
    some = random.Random(seed)
    news = News({name: report(name, some) for name in (f"{n:03}.txt" for n in range(12))})
    old = state(desk, news)
    seen = Counter[str]()
    for _ in range(STEPS):
        before = dict(news.reports)
        for _ in range(some.randrange(1, 3)):
            step(news, some)
        new = state(desk, news)
        other = {n for n in {*before, *news.reports} if before.get(n) is not news.reports.get(n)}
        found = changed(old, new, set(map(article_slug, other)))
        holds(old, new, found)
        seen.update({"near": len(set(found.traces) - set(map(article_slug, other)) - {""}), "far": len(news.reports)})
        seen.update(name for name, number in found.counts.items() if number)
        old = new
    assert {"disputed", "superseded", "rejected", "judgements", "conflicts"} <= set(seen)
    assert 0 < seen["near"] < seen["far"]


def test_what_did_not_change_is_not_looked_at(desk: Desk) -> None:
    some = random.Random(5)
    news = News({name: report(name, some) for name in (f"{n:03}.txt" for n in range(12))})
    news.reports["apart.txt"] = Report("apart.txt", "2026-03-01", "Post", "Nora Quist sings.", people=["Nora Quist"])
    old = state(desk, news)
    news.reports["000.txt"] = replace(news.reports["000.txt"], day="2026-03-09")
    new = state(desk, news)
    read: list[str] = []
    piece: Callable[[str], Piece] = new.world.piece
    new.world = replace(new.world, piece=lambda one: read.append(one) or piece(one))  # type: ignore[func-returns-value]
    holds(old, new, changed(old, new, {"000-txt"}))
    assert "000-txt" in read
    assert "apart-txt" not in read


def test_what_nobody_speaks_of_any_more_leaves_the_core() -> None:
    node, mentions = f"<{BASE}actor/quist>", f"<{BASE}article/a>"
    label = Described((node, LABEL, '"Nora Quist"@en'), spans=True, article=True, frame=False)
    placed = Quad(mentions, "<http://purl.org/dc/terms/subject>", node, f"<{BASE}graph/article/a>")
    pieces = {"a": Piece("a", placed=(placed,)), "b": Piece("b", described=(label,))}
    contexts = {one: ArticleContext(f"<{BASE}actor/post>", "2026-03-01") for one in pieces}

    def of(*articles: str) -> State:
        setting = Setting({one: contexts[one] for one in articles})
        dataset, copies, traces = assembled([pieces[one] for one in articles], setting, base=BASE)
        return State(
            World(setting, copies, dict(traces), lambda one: pieces[one] if one in articles else Piece(one)), dataset
        )

    both, alone = of("a", "b"), of("b")
    holds(both, alone, changed(both, alone, {"a"}))
    assert Quad(*label.triple, f"<{BASE}graph/core>") in changed(alone, both, {"a"}).added
