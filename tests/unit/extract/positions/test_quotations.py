"""Quotations by their marks, whatever the house style."""

from __future__ import annotations

import pytest

CASES = {
    "He said “it is over” and left.": ["it is over"],
    'He said "it is over" and left.': ["it is over"],
    "He said 'it is over' and left.": ["it is over"],
    "He said ‘it isn’t over’ and left.": ["it isn’t over"],
    "The workers' pay and the bosses' cars aren't equal.": [],
    "He said ''it's over'' and left.": ["it's over"],
    "He said «it is over» and left.": ["it is over"],
    "“She told me ‘stop’ twice,” he said.": ["She told me ‘stop’ twice,"],
    "“It is over,“ he said, and left.": ["It is over,"],
    "A 6'2\" man of the '90s left.": [],
    "He said “it is over.": ["it is over."],
    "“”": [],
}


@pytest.mark.parametrize("words", CASES)
def test_marks(words, hear) -> None:
    assert hear(words).quotations == CASES[words]
