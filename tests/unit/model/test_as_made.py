"""Facts are pickled as the calls that make them."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass
from inspect import getmembers

import pytest

from kgbuild.model import article, facts
from kgbuild.model.article import Block, BlockKind
from kgbuild.model.facts import Span

_KEPT = [
    cls
    for module in (article, facts)
    for _, cls in getmembers(module, lambda one: isinstance(one, type) and is_dataclass(one))
    if cls.__module__ == module.__name__
]


@pytest.mark.parametrize("cls", _KEPT, ids=lambda cls: cls.__name__)
def test_every_class_of_facts_is_read_as_it_was(cls: type) -> None:
    values = tuple(f"{one.name} of it" for one in fields(cls))
    made = cls(*values)
    assert made.__reduce__() == (cls, values)  # and not the slow way, which has a state
    assert pickle.loads(pickle.dumps(made, protocol=5)) == made


def test_nothing_else_changes() -> None:
    block = pickle.loads(pickle.dumps(Block(3, 7, BlockKind.BODY), protocol=5))
    assert (block.why, block.kind) == ("", BlockKind.BODY)
    with pytest.raises(FrozenInstanceError):
        Span(1, 2, "a").start = 3  # type: ignore[misc]
