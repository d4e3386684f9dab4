"""Elections and the like: a land holds one of a kind in a day; one report names who won, another who lost."""

from __future__ import annotations

from kgbuild.resolve.reports import Report
from kgbuild.resolve.words import IdentityWords, apart


def is_contest(a: Report, b: Report, words: IdentityWords) -> bool:
    """Whether both tell what a land holds once in a day."""
    return _are_contests(a, b, words) and bool(a.lands & b.lands) and not of_two_contests(a, b, words)


def of_two_contests(a: Report, b: Report, words: IdentityWords) -> bool:
    """Whether they are of two kinds: for parliament and for mayor, an election and a referendum."""
    return _are_contests(a, b, words) and apart(words.contests, _said(a), _said(b))


def _are_contests(a: Report, b: Report, words: IdentityWords) -> bool:
    return bool(a.terms & words.contested and b.terms & words.contested)


def _said(report: Report) -> frozenset[str]:
    return report.words | report.event.spoken
