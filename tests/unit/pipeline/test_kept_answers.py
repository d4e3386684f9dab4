"""Answers that a change does not reach are those of the dataset after it, whatever changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kgbuild.analysis import gathered, people
from kgbuild.analysis.findings import findings
from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad, sorted_quads
from kgbuild.model.terms import RDF, RDF_TYPE, RDFS_LABEL
from kgbuild.model.triples import Triples, kgb
from kgbuild.pipeline import kept_answers
from kgbuild.pipeline.kept_answers import FILE, KeptAnswers

BASE = "https://example.org/kg/"
DCT = "http://purl.org/dc/terms/"
SIZE = 9


def term(kind: str, number: int) -> str:
    return f"<{BASE}{kind}/{number}>"


Said = list[tuple[str, str, str]]


def said(some: random.Random) -> Said:
    """Return what one thing says: an actor, an event, a role, a claim, a position, an article."""
    number = some.randrange(SIZE)
    actor, other, event = (term(kind, some.randrange(SIZE)) for kind in ("actor", "actor", "event"))
    role, claim, day = term("role", number), term("claim", number), f'"2031-05-0{some.randrange(1, 9)}"'
    things: list[Said] = [
        [(actor, RDF_TYPE, kgb(some.choice(("Person", "Country", "Told", "Place"))))],
        [(actor, RDFS_LABEL, f'"n{some.randrange(3)}"')],
        [(event, RDF_TYPE, kgb(some.choice(("Meeting", "Meeting", "Told")))), (event, RDFS_LABEL, f'"e{number}"')],
        [(event, kgb(some.choice(("participant", "initiator", "mediator"))), one) for one in (actor, other)],
        [(event, kgb("level"), kgb(some.choice(("series", "day")))), (event, kgb("edtf"), day)],
        [(event, kgb("partOf"), term("event", some.randrange(SIZE)))],
        [(event, kgb("factuality"), kgb(some.choice(("actual", "planned"))))],
        [(term("issue", number), RDF_TYPE, kgb("Issue")), (term("issue", number), RDFS_LABEL, f'"i{number}"')],
        [(role, RDF_TYPE, kgb("Role")), (role, kgb("holder"), actor), (role, kgb("roleAt"), other)],
        [
            (claim, RDF_TYPE, kgb("Claim")),
            (claim, f"<{RDF}subject>", some.choice((event, actor, role))),
            (claim, f"<{RDF}predicate>", kgb(some.choice(("participant", "factuality")))),
            (claim, f"<{RDF}object>", actor),
        ],
        [(term("place", number), RDFS_LABEL, '"a town"')],
    ]
    return some.choice((*things, *_spoken(some, (actor, other, day))))


def _spoken(some: random.Random, ends: tuple[str, str, str]) -> list[Said]:
    (actor, other, day), position, article = (
        ends,
        term("position", some.randrange(SIZE)),
        term("article", some.randrange(SIZE)),
    )
    return [
        [
            (position, RDF_TYPE, kgb("Position")),
            (position, kgb("claimedBy"), actor),
            (position, kgb("reportedIn"), article),
            (position, kgb("stance"), kgb(some.choice(("says", "supports", "rejects", "demands")))),
        ],
        [(position, kgb("target"), other), (position, kgb("claimedAt"), day)],
        [(position, kgb("issue"), term("issue", some.randrange(SIZE)))],
        [(position, kgb("polarity"), kgb("negative"))],
        [(position, kgb("sameUtterance"), term("position", some.randrange(SIZE)))],
        [(article, RDF_TYPE, kgb("Article")), (article, f"<{DCT}publisher>", actor), (article, f"<{DCT}issued>", day)],
    ]


def dataset(quads: set[Quad]) -> Triples:
    return Triples(sorted_quads(quads))


def changed(quads: set[Quad], some: random.Random) -> set[Quad]:
    """Return the quads with a thing more, and perhaps a few less."""
    more = {Quad(*triple) for triple in said(some)}
    gone = some.sample(sorted(quads), k=some.randrange(3)) if quads and some.randrange(2) else []
    return (quads - {*gone}) | more


@pytest.mark.parametrize("seed", range(40))
def test_what_is_kept_is_what_would_be_answered(seed: int, tmp_path: Path) -> None:
    some, quads = random.Random(seed), set[Quad]()
    (tmp_path / FILE.parent).mkdir()
    for _ in range(60):
        quads |= {Quad(*triple) for triple in said(some)}
    kept = KeptAnswers(tmp_path, None)
    assert tuple(kept.of(dataset(quads))) == findings(dataset(quads))
    for step in range(12):
        kept.keep(str(step))
        now = changed(quads, some)
        delta = Delta(str(step), sorted_quads(now - quads), sorted_quads(quads - now))
        kept, quads = KeptAnswers(tmp_path, delta), now
        assert tuple(kept.of(dataset(quads))) == findings(dataset(quads))


def _refused(*_: object) -> None:
    raise AssertionError("answered anew")


def _told(*more: tuple[str, str, str]) -> set[Quad]:
    meeting, (one, other) = term("event", 0), (term("actor", n) for n in (0, 1))
    people = [(who, p, o) for who in (one, other) for p, o in ((RDF_TYPE, kgb("Person")), (RDFS_LABEL, f'"{who}"'))]
    met = [(meeting, RDF_TYPE, kgb("Meeting")), *((meeting, kgb("participant"), who) for who in (one, other))]
    return {Quad(*triple) for triple in (*people, *met, *more)}


_NAMED = (term("actor", 2), RDF_TYPE, kgb("Person"))
_HEARD = ((term("position", 0), RDF_TYPE, kgb("Position")), (term("position", 0), kgb("stance"), kgb("says")))


@pytest.mark.parametrize(
    ("more", "anew"),
    [((_NAMED,), ()), ((_NAMED, *_HEARD), ("findings",)), (((term("place", 0), RDFS_LABEL, '"a"'),), ())],
)
def test_what_is_between_no_two_is_not_answered_again(
    more: tuple[tuple[str, str, str], ...], anew: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE.parent).mkdir()
    first = KeptAnswers(tmp_path, None)
    expected = first.of(dataset(_told()))
    assert expected[0].sentence
    first.keep("one")
    monkeypatch.setattr(kept_answers, "findings", _refused)
    monkeypatch.setattr(kept_answers, "acts_between", _refused)
    delta = Delta("one", sorted_quads(_told(*more) - _told()), sorted_quads(()))
    found = KeptAnswers(tmp_path, delta).of(dataset(_told(*more)))
    assert tuple(found) == tuple(expected)


def test_another_name_gathers_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE.parent).mkdir()
    first = KeptAnswers(tmp_path, None)
    first.of(dataset(_told()))
    first.keep("one")
    called = {Quad(term("actor", 0), RDFS_LABEL, name) for name in ('"Ada Lund"', f'"{term("actor", 0)}"')}
    now = _told() ^ called
    expected = findings(dataset(now))
    assert "Ada Lund" in expected[0].sentence
    for name in ("meetings_of", "acts_of_speaking"):
        monkeypatch.setattr(people, name, _refused)
    for name in ("linked_of", "acts_of_speaking"):
        monkeypatch.setattr(gathered, name, _refused)
    delta = Delta("one", sorted_quads(now - _told()), sorted_quads(_told() - now))
    assert tuple(KeptAnswers(tmp_path, delta).of(dataset(now))) == expected


@pytest.mark.parametrize("spoilt", [b"", b"nonsense"])
def test_broken_bytes_count_as_none(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE.parent).mkdir()
    (tmp_path / FILE).write_bytes(spoilt)
    delta = Delta("one", sorted_quads(()), sorted_quads(()))
    assert tuple(KeptAnswers(tmp_path, delta).of(dataset(_told()))) == findings(dataset(_told()))
