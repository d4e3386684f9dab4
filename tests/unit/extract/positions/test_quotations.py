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
    # marks of other houses
    "He said « it is over » and left.": ["it is over"],
    "»It is over«, he said.": ["It is over"],
    "„It is over“, he said, and „no“.": ["It is over", "no"],
    "He said „it is over” and left.": ["it is over"],
    "He said ‚it is over‘ and left.": ["it is over"],
    "”It is over”, he said.": ["It is over"],
    # marks that are letters too
    "‘The growers’ costs are up,’ he said.": ["The growers’ costs are up,"],
    "'The growers' costs are up,' he said.": ["The growers' costs are up,"],
    "The ‘Red Hawks’ of the growers’ league left.": ["Red Hawks"],
    "‘Give ’em time,’ he said. ’Twas late.": ["Give ’em time,"],
    "The O'Hara boys' father's dog died in '98 or the ’70s.": [],
    "He called it 'weak' and the Lions' boss 'lost'.": ["weak", "lost"],
    "‘He called it “a farce” and I don’t agree,’ she said.": ["He called it “a farce” and I don’t agree,"],
    # over paragraphs
    "“We stay.\n“We go on,” he said.": ["We stay.", "We go on,"],
    "‘We stay.\n‘We go on,’ he said.": ["We stay.", "We go on,"],
    "‘Tis a lost mark.\nWe go on.": [],
}


@pytest.mark.parametrize("words", CASES)
def test_marks(words, hear) -> None:
    assert hear(words).quotations == CASES[words]
