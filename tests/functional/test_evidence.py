"""Every claim of the sample leads to the right words; a wrong offset and a missing trigger are seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kgbuild.api import Result, build
from kgbuild.model.facts import Span
from kgbuild.model.quads import Quad
from kgbuild.verify.evidence import check_evidence

BASE = "https://example.org/kg/"
EXACT = "<http://www.w3.org/ns/oa#exact>"
START = "<http://www.w3.org/ns/oa#start>"
KGB = "https://w3id.org/kgbuild/ns#"


@pytest.fixture(scope="module")
def built(root: Path) -> Result:
    return build(sorted((root / "articles").glob("*.txt"))[:2])


def claims(result: Result) -> set[str]:
    return {q.subject for q in result.quads if q.predicate == f"<{KGB}reportedIn>"}


def test_every_claim_leads_to_the_words(built: Result) -> None:
    assert len(claims(built)) > 50
    assert check_evidence(built.quads, built.run.built.resolved, base=BASE) == []


def test_a_wrong_offset_is_seen(built: Result) -> None:
    used = {q.object for q in built.quads if q.predicate == f"<{KGB}evidence>"}
    victim = next(q for q in built.quads if q.predicate == START and q.subject in used)
    number = int(victim.object.split('"')[1])
    shifted = victim._replace(object=victim.object.replace(f'"{number}"', f'"{number + 1}"'))
    quads = [shifted if q == victim else q for q in built.quads]
    found = check_evidence(quads, built.run.built.resolved, base=BASE)
    assert any(victim.subject in p.what and "the article has" in p.what for p in found)


def test_a_missing_trigger_is_seen(built: Result) -> None:
    resolved = built.run.built.resolved
    facts = next(f for f in resolved.facts if f.meetings)
    meeting = facts.meetings[0]
    away = Span(facts.sentences[-1].end - 1, facts.sentences[-1].end, "")
    moved = replace(meeting, spans=(away,), when=replace(meeting.when, spans=()), backing=(), figures=())
    broken = replace(facts, meetings=(moved, *facts.meetings[1:]))
    wrong = replace(resolved, facts=tuple(broken if f is facts else f for f in resolved.facts))
    found = check_evidence(built.quads, wrong, base=BASE)
    assert any("touches nothing" in p.what for p in found)


def test_a_claim_without_evidence_is_seen(built: Result) -> None:
    victim = min(claims(built))
    quads = [q for q in built.quads if not (q.subject == victim and q.predicate == f"<{KGB}evidence>")]
    found = check_evidence(quads, built.run.built.resolved, base=BASE)
    assert [p for p in found if f"{victim} has no evidence" in p.what]


def test_a_claim_of_an_unknown_article_is_seen(built: Result) -> None:
    stray = Quad(f"<{BASE}claim/x>", f"<{KGB}reportedIn>", f"<{BASE}article/none>", "")
    found = check_evidence([*built.quads, stray], built.run.built.resolved, base=BASE)
    assert any("not in this build" in p.what for p in found)


def test_what_a_position_may_rest_on_a_claim_may_not(tmp_path: Path) -> None:
    """A quotation runs over several sentences: whichever is looked at first, the other is judged by itself."""
    article = tmp_path / "talks.txt"
    article.write_text(
        "Mayor Anna Lind met Peru's envoy in Oslo on Friday.\n\n"
        "“We reject the offer of Peru. The border with Peru stays closed for good,” Lind told reporters on Friday.\n",
        encoding="utf-8",
    )
    built = build([article])
    resolved = built.run.built.resolved
    wide = {q.subject for q in built.quads if q.predicate == EXACT and ". The border" in q.object}
    rests = {q.subject for q in built.quads if q.predicate == f"<{KGB}evidence>" and q.object in wide}
    position = min(one for one in rests if "/position/" in one)
    said = [q for q in built.quads if q.subject == position and q.predicate != f"<{KGB}stance>"]
    assert check_evidence(built.quads, resolved, base=BASE) == []
    for name in ("!first", "~last"):
        claim = [q._replace(subject=f"<{BASE}{name}>") for q in said]
        found = check_evidence([*built.quads, *claim], resolved, base=BASE)
        wrong = {p.what.partition(">")[0] for p in found if "inside a body sentence" in p.what}
        assert wrong == {f"<{BASE}{name}"}
