"""Whatever order answers come in, and whoever dies on the way: each article once, in order."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.cluster.errand import Answer, Errand, Fault
from kgbuild.cluster.ledger import _AHEAD, PORTION, Ledger, Portion


def errands(number: int) -> list[Errand]:
    return [Errand(n, Path("a.txt"), "a.txt", f"a{n}", "") for n in range(number)]


def answer(errand: Errand) -> Answer:
    return Answer(errand.number, facts=f"facts of {errand.number}".encode())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(1, 6), st.randoms(use_true_random=False))
def test_order_of_completion_never_matters(number: int, deadly: set[int], width: int, chance: object) -> None:
    """Portions end in any order; a deadly article takes its portion, and portions beside it, down each time."""
    ledger, out, given_back = Ledger(iter(errands(number))), list[Portion](), list[Answer]()
    begun = dict.fromkeys(range(number), 0)
    while True:
        while len(out) < width and (portion := ledger.portion()):
            out.append(portion)
        if not out:
            break
        portion = out.pop(chance.randrange(len(out)))  # type: ignore[attr-defined]
        dies = any(e.number in deadly for e in portion.errands)
        if dies:
            for errand in portion.errands:
                begun[errand.number] += errand.number in deadly and portion.suspect
            beside = out.pop() if out and chance.random() < 0.5 else None  # type: ignore[attr-defined]
            for lost in filter(None, (portion, beside)):  # a portion that waited there was never begun
                ledger.died(lost, sum(begun[e.number] for e in lost.errands) if lost is portion else 0)
        else:
            ledger.back([answer(e) for e in portion.errands])
            ledger.back([Answer(e.number, b"late") for e in portion.errands])  # again, from a worker thought lost
        given_back += ledger.ready()
    assert [a.number for a in given_back] == list(range(number))
    assert {a.number for a in given_back if a.fault is Fault.DEADLY} == {n for n in deadly if n < number}
    assert all(a.facts == f"facts of {a.number}".encode() for a in given_back if a.fault is None)


def test_what_waits_for_an_early_article_is_bounded() -> None:
    ledger = Ledger(iter(errands(_AHEAD + 10 * PORTION)))
    first = ledger.portion()
    assert first is not None
    handed = 0
    while portion := ledger.portion():
        ledger.back([answer(e) for e in portion.errands])
        handed += len(portion.errands)
    assert handed < _AHEAD + PORTION
    assert list(ledger.ready()) == []
    ledger.back([answer(e) for e in first.errands])
    assert len(list(ledger.ready())) == handed + PORTION
    assert ledger.portion() is not None
