"""The life of a correction: made once, it holds through new articles, edits, withdrawals and other rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.config import Config, Mappings
from kgbuild.decisions.write import add_decision
from kgbuild.errors import ConfigError
from kgbuild.model.article import Article
from kgbuild.model.decisions import Anchor, Decision, Verdict
from kgbuild.model.facts import ArticleFacts, Entity, EntityKind, Event, Form, Mention, Span, When
from kgbuild.pipeline.claiming import Built
from kgbuild.pipeline.given_ids import GivenIds
from kgbuild.pipeline.project import Project, load_project
from kgbuild.pipeline.stages import assemble_dataset
from kgbuild.resolve.resolve import outlined
from kgbuild.resolve.words import load_identity_words

KILLED = "killed three"


def article(name: str, text: str, *people: str, killed: int = 0, day: str = "2026-03-02") -> ArticleFacts:
    """An article in which each of `people` and the fire it tells of are found by hand."""
    entities = [Entity(f"e{i}", EntityKind.PERSON, p, (p,)) for i, p in enumerate(people, 1)]
    mentions = [
        Mention(text.index(e.name), text.index(e.name) + len(e.name), e.name, Form.NAME, e.id, e.kind) for e in entities
    ]
    place = Entity("o1", EntityKind.PLACE, "Porto", ("Porto",))
    at = text.index("Porto")
    fire = text.index("fire")
    figure = text.index("killed")
    spans = (Span(fire, fire + 4, "fire"),)
    said = Span(figure, len(text) - 1, text[figure : len(text) - 1])
    event = Event(
        "v1", "disaster", "fire in Porto", spans, place="o1", when=When(day, day, day),
        figures=(("killed", killed, "", said),), backing=(("place", "o1", Span(at, at + 5, "Porto")),),
    )  # fmt: skip
    named = (*mentions, Mention(at, at + 5, "Porto", Form.NAME, "o1", EntityKind.PLACE))
    return ArticleFacts(Article(name, text, published=day), (), named, (*entities, place), events=(event,))


ONE = article("a.txt", "Ann Lee saw the fire in Porto that killed three.", "Ann Lee", killed=3)
TWO = article("b.txt", "Ann Lee told of the fire in Porto that killed four.", "Ann Lee", killed=4)
MORE = article("c.txt", "Ann Lee fled the fire in Porto that killed four.", "Ann Lee", killed=4)
APART = (Anchor("a.txt", "Ann Lee"), Anchor("b.txt", "Ann Lee"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "kgbuild.yaml").write_text("base: https://example.org/kg/\n", encoding="utf-8")
    return load_project(Config(folder=tmp_path, found=True))


def decided(project: Project, verdict: Verdict, *anchors: Anchor, **more: object) -> Project:
    add_decision(project.config.folder, Decision(0, verdict, anchors, by="ana", on="2026-03-05", **more))  # type: ignore[arg-type]
    return load_project(project.config)


def built(project: Project, *facts: ArticleFacts) -> Built:
    return assemble_dataset([outlined(f, load_identity_words(project.lexicon)) for f in facts], project)


def person(found: Built, article: str) -> str:
    return found.resolved.where[article, "e1"]


def test_a_wrong_merge_stays_mended(project: Project) -> None:
    before = built(project, ONE, TWO)
    assert person(before, "a.txt") == person(before, "b.txt")
    mended = decided(project, Verdict.DIFFERENT, *APART, why="two people")
    after = built(mended, ONE, TWO, MORE)
    assert person(after, "a.txt") != person(after, "b.txt")
    judged = [q for q in after.dataset.quads if q.predicate.endswith("verdict>")]
    assert [q.object for q in judged] == ["<https://w3id.org/kgbuild/code/different>"]
    edited = article("a.txt", "On Monday Ann Lee saw the fire in Porto that killed three.", "Ann Lee", killed=3)
    assert person(built(mended, edited, TWO), "a.txt") != person(built(mended, edited, TWO), "b.txt")


def test_an_orphan_is_told_and_kept(project: Project) -> None:
    mended = decided(project, Verdict.DIFFERENT, *APART)
    found = built(mended, ONE, MORE)
    (problem,) = (p for p in found.problems if "decision 1" in p.what)
    assert "b.txt is not among the articles" in problem.what
    assert (mended.config.folder / "decisions" / "2026-03.yaml").read_text(encoding="utf-8").count("Ann Lee") == 2


def test_contradicting_decisions_stop_the_build_with_both_quoted(project: Project) -> None:
    decided(project, Verdict.DIFFERENT, *APART)
    both = decided(project, Verdict.SAME, *APART)
    with pytest.raises(ConfigError) as caught:
        built(both, ONE, TWO)
    (problem,) = caught.value.problems
    assert "decision 2 (same: a.txt#Ann Lee, b.txt#Ann Lee) contradicts decision 1 (different:" in problem.what
    assert "decisions/2026-03.yaml:2" in problem.what
    assert problem.where.line > 2
    undone = decided(project, Verdict.UNDO, undoes=1)
    assert person(built(undone, ONE, TWO), "a.txt") == person(built(undone, ONE, TWO), "b.txt")


def test_different_beats_a_chain_of_same(project: Project) -> None:
    a, b = APART
    c = Anchor("c.txt", "Ann Lee")
    decided(project, Verdict.SAME, a, c)
    decided(project, Verdict.SAME, c, b)
    chained = decided(project, Verdict.DIFFERENT, a, b)
    found = built(chained, ONE, TWO, MORE)
    assert person(found, "a.txt") != person(found, "b.txt")


def triples(found: Built, local: str) -> set[tuple[str, str]]:
    core = (q for q in found.dataset.quads if q.graph.endswith("graph/core>") and q.predicate.endswith(f"#{local}>"))
    return {(q.subject.rpartition("/")[2], q.object.split('"')[1]) for q in core}


def test_a_claim_is_rejected_accepted_and_replaced(project: Project) -> None:
    assert triples(built(project, ONE, TWO), "killed") == set()  # three against four
    three = Anchor("a.txt", KILLED, predicate="kgb:killed")
    rejecting = decided(project, Verdict.REJECT, three)
    assert {n for _, n in triples(built(rejecting, ONE, TWO), "killed")} == {"4"}
    undone = decided(project, Verdict.UNDO, undoes=1)
    assert triples(built(undone, ONE, TWO), "killed") == set()
    accepting = decided(project, Verdict.ACCEPT, three)
    assert {n for _, n in triples(built(accepting, ONE, TWO), "killed")} == {"3"}
    decided(project, Verdict.UNDO, undoes=3)
    replacing = decided(project, Verdict.REPLACE, three, value="4", why="a slip of the pen")
    assert {n for _, n in triples(built(replacing, ONE, TWO), "killed")} == {"4"}


def test_a_thing_is_renamed(project: Project) -> None:
    renamed = decided(project, Verdict.RENAME, APART[0], value="Ann Lee (mayor)")
    assert "Ann Lee (mayor)" in built(renamed, ONE, TWO).resolved.labels.values()


def test_an_id_once_given_stays_and_a_former_one_leads_on(project: Project) -> None:
    mended = decided(project, Verdict.DIFFERENT, *APART)
    first = built(mended, ONE, TWO)
    kept = replace(project, ids=GivenIds().updated(first.resolved.given))
    again = built(replace(kept, decisions=mended.decisions), ONE, TWO, MORE)
    assert {person(again, a) for a in ("a.txt", "b.txt")} == {person(first, a) for a in ("a.txt", "b.txt")}
    joined = built(kept, ONE, TWO)
    (one,) = {person(joined, a) for a in ("a.txt", "b.txt")}
    assert one in {person(first, a) for a in ("a.txt", "b.txt")}
    gone = ({person(first, a) for a in ("a.txt", "b.txt")} - {one}).pop()
    leads = [q for q in joined.dataset.quads if q.predicate.endswith("isReplacedBy>")]
    assert [(q.subject, q.object) for q in leads] == [
        (f"<https://example.org/kg/{gone}>", f"<https://example.org/kg/{one}>")
    ]


POOL = {f.article.id: f for f in (ONE, TWO, MORE)} | {
    f"d{i}.txt": article(
        f"d{i}.txt", f"Bo Holm {i} left the fire in Porto that killed three.", f"Bo Holm {i}", killed=3
    )
    for i in range(3)
}
EDITED = {
    "a.txt": article("a.txt", "On Monday Ann Lee saw the fire in Porto that killed three.", "Ann Lee", killed=3),
    "b.txt": article("b.txt", "Later Ann Lee told of the fire in Porto that killed five.", "Ann Lee", killed=5),
}
OWN_RULE = """
prefixes:
  kg: https://example.org/kg/
  rdfs: http://www.w3.org/2000/01/rdf-schema#
mappings:
  noted:
    sources: [[events.csv~csv]]
    s: kg:event/$(id)
    po:
      - [rdfs:comment, $(label)]
"""
NOTED = "<http://www.w3.org/2000/01/rdf-schema#comment>"
KINDS = st.sampled_from(["add", "withdraw", "edit", "rule"])
STEPS = st.lists(st.tuples(KINDS, st.sampled_from(sorted(POOL))), max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_comes_and_goes_the_correction_holds(project: Project, steps: list[tuple[str, str]]) -> None:
    """Articles come, go and are edited, a mapping rule comes and goes: the correction and every id hold, and of what is
    withdrawn nothing is left."""
    own = project.config.folder / "own.yml"
    own.write_text(OWN_RULE, encoding="utf-8")
    rules = {
        False: project.mapping,
        True: load_project(replace(project.config, mappings=Mappings(files=(own,)))).mapping,
    }
    decisions = (Decision(1, Verdict.DIFFERENT, APART, where="d.yaml:1"),)
    here, edited, ruled = {"a.txt", "b.txt"}, set[str](), False
    ids = GivenIds()
    seen: dict[tuple[str, str], str] = {}
    for step, name in [("add", "a.txt"), *steps]:
        here = {"add": here | {name}, "withdraw": here - {name}}.get(step, here)
        edited = edited ^ {name} if step == "edit" else edited
        ruled = ruled ^ (step == "rule")
        if not here:
            continue
        told = [EDITED.get(n, POOL[n]) if n in edited else POOL[n] for n in sorted(here)]
        found = built(replace(project, decisions=decisions, ids=ids, mapping=rules[ruled]), *told)
        ids = ids.updated(found.resolved.given)
        assert any(q.predicate == NOTED for q in found.dataset.quads) == ruled
        if {"a.txt", "b.txt"} <= here:
            assert person(found, "a.txt") != person(found, "b.txt")
        for where, one in found.resolved.where.items():
            if where[0] in {"a.txt", "b.txt"} and where[1] == "e1":
                assert seen.setdefault(where, one) == one, "an id changed"
        left = {q.graph for q in found.dataset.quads if "graph/article/" in q.graph}
        assert {g.rpartition("/")[2].rstrip(">") for g in left} == {n.replace(".", "-") for n in here}
        for gone in {n.replace(".", "-") for n in set(POOL) - here}:
            assert not any(gone in term for q in found.dataset.quads for term in (q.subject, q.object, q.graph))


def of_event(found: Built, one: str, graph: str) -> set[str]:
    """The predicates by which a graph speaks of an event."""
    spoken = (q for q in found.dataset.quads if q.graph.endswith(f"graph/{graph}>") and q.subject.endswith(f"/{one}>"))
    return {q.predicate.rpartition("#")[2] for q in spoken}


def test_an_event_is_rejected_as_a_whole(project: Project) -> None:
    whole = built(project, ONE, TWO)
    ((one, words),) = {
        (e.id, s.text) for f in whole.resolved.facts for e in f.events for s in e.spans[:1] if f.article.id == "a.txt"
    }
    assert of_event(whole, one, "core")
    rejecting = decided(project, Verdict.REJECT, Anchor("a.txt", words, "event"), Anchor("b.txt", words, "event"))
    found = built(rejecting, ONE, TWO)
    assert not of_event(found, one, "core")
    assert not [p for p in found.problems if "described nowhere" in p.what]
    undone = decided(project, Verdict.UNDO, undoes=1)
    assert of_event(built(undone, ONE, TWO), one, "core")
