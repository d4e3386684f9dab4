"""Who turned, and who stands against whom: by stance, issue and target alone."""

from __future__ import annotations

from kgbuild.claims.stances import opposed_quads, views_of
from kgbuild.model.quads import Quad
from kgbuild.model.vocabulary import POSITION, TYPE, code, kgb

BASE = "https://example.org/kg/"


def position(name: str, who: str, stance: str, day: str, **more: str) -> list[Quad]:
    node, graph = f"<{BASE}position/{name}>", f"<{BASE}graph/article/{more.pop('article', 'a')}>"
    values = {
        TYPE: POSITION,
        kgb("claimedBy"): f"<{BASE}actor/{who}>",
        kgb("stance"): f"<https://w3id.org/kgbuild/stance/{stance}>",
        kgb("issue"): f"<{BASE}issue/{more.pop('issue', 'toll')}>",
        kgb("claimedUntil"): f'"{day}"',
        kgb("issueText"): f'"{more.pop("words", "toll")}"',
    }
    if "target" in more:
        values[kgb("target")] = f"<{BASE}actor/{more.pop('target')}>"
    values[kgb("polarity")] = code(more.pop("polarity", "positive"))
    return [Quad(node, p, o, graph) for p, o in values.items()]


def links(*positions: list[Quad]) -> set[tuple[str, str, str]]:
    found = opposed_quads(views_of([q for one in positions for q in one]), base=BASE)
    return {(q.subject[-2], q.predicate.rpartition("#")[2][:-1], q.object[-2]) for q in found}


def test_the_same_speaker_on_a_later_day_says_the_opposite() -> None:
    first = position("a", "mayor", "rejects", "2026-03-01")
    assert links(first, position("b", "mayor", "supports", "2026-03-05", article="b")) == {("b", "turnsFrom", "a")}
    assert links(first, position("b", "mayor", "supports", "2026-03-01")) == set()
    assert links(first, position("b", "mayor", "supports", "2026-03-05", issue="port")) == set()
    assert links(first, position("b", "mayor", "rejects", "2026-03-05")) == set()
    again = position("c", "mayor", "rejects", "2026-03-09")
    turns = links(first, position("b", "mayor", "demands", "2026-03-05"), again)
    assert turns == {("b", "turnsFrom", "a"), ("c", "turnsFrom", "b")}


def test_what_is_denied_counts_as_the_opposite() -> None:
    no = position("b", "mayor", "supports", "2026-03-05", polarity="negative")
    assert links(position("a", "mayor", "supports", "2026-03-01"), no) == {("b", "turnsFrom", "a")}


def test_two_speakers_on_one_issue_and_target_are_linked_both_ways() -> None:
    pro = position("a", "guild", "demands", "2026-03-01", target="port")
    con = position("b", "mayor", "rejects", "2026-03-02", target="port", article="b")
    assert links(pro, con) == {("a", "opposes", "b"), ("b", "opposes", "a")}
    assert links(pro, position("b", "mayor", "rejects", "2026-03-02", target="rail")) == set()
    assert links(pro, position("b", "mayor", "doubts", "2026-03-02", target="port")) == set()


def test_without_a_target_only_inside_one_report() -> None:
    pro = position("a", "guild", "demands", "2026-03-01")
    assert links(pro, position("b", "mayor", "rejects", "2026-03-01")) != set()
    assert links(pro, position("b", "mayor", "rejects", "2026-03-01", article="b")) == set()


def test_without_a_target_only_by_the_same_words() -> None:
    pro = position("a", "guild", "demands", "2026-03-01", words="Bridge")
    assert links(pro, position("b", "mayor", "rejects", "2026-03-01", words="bridge")) != set()
    assert links(pro, position("b", "mayor", "rejects", "2026-03-01", words="ferry")) == set()
    assert links(pro, position("b", "guild", "rejects", "2026-03-05", words="ferry")) == set()
    aimed = position("a", "guild", "demands", "2026-03-01", words="bridge", target="port")
    assert links(aimed, position("b", "mayor", "rejects", "2026-03-01", words="ferry", target="port")) != set()


def test_what_the_article_lends_sets_nobody_against_anybody() -> None:
    pro = position("a", "guild", "demands", "2026-03-01", target="port")
    con = [q for q in position("b", "mayor", "rejects", "2026-03-01", target="port") if "issueText" not in q.predicate]
    assert links(pro, con) == set()


def test_one_of_several_issues_is_named_by_its_topic() -> None:
    pro = position("a", "guild", "demands", "2026-03-01", words="toll")
    con = [q for q in position("b", "mayor", "rejects", "2026-03-01") if "issueText" not in q.predicate]
    topic, graph = f"<{BASE}topic/t>", con[0].graph
    more = (kgb("issue"), f"<{BASE}issue/toll>"), (kgb("issueText"), '"toll"')
    con += [Quad(con[0].subject, kgb("topic"), topic, graph), *(Quad(topic, p, o, graph) for p, o in more)]
    assert links(pro, con) == {("a", "opposes", "b"), ("b", "opposes", "a")}


def test_the_issue_other_is_no_issue() -> None:
    pro = position("a", "guild", "demands", "2026-03-01", issue="other", target="port")
    assert links(pro, position("b", "mayor", "rejects", "2026-03-02", issue="other", target="port")) == set()
