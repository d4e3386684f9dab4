"""What is kept as a pickle runs no code of others, whoever wrote it."""

from __future__ import annotations

import pickle

import pytest

from kgbuild.model.facts import Span
from kgbuild.model.plain import Ours

FACTS = frozenset({"kgbuild.model.facts"})


def asking(module: str, name: str) -> bytes:
    """Return a pickle that asks for something by name, as newer ones do: a name may lead through what has a name."""
    said = b"".join(b"\x8c" + bytes([len(one)]) + one.encode() for one in (module, name))
    return b"\x80\x04" + said + b"\x93."


def test_what_our_modules_define_is_read() -> None:
    span = Span(1, 4, "abc")
    assert Ours(pickle.dumps(span, 5), FACTS).load() == span


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("kgbuild.model.facts", "dataclass"),  # imported there
        ("kgbuild.model.facts", "annotations.compiler_flag"),
        ("kgbuild.model.facts", "Span.__init__.__globals__"),
        ("kgbuild.serialize.swap", "write_whole"),
        ("kgbuild.model.article", "Article"),  # not asked for
    ],
)
def test_nothing_else_is(module: str, name: str) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is not to be read"):
        Ours(asking(module, name), FACTS).load()


def test_functions_only_where_they_are_asked_for() -> None:
    module, one = "kgbuild.serialize.swap", asking("kgbuild.serialize.swap", "portions")
    assert callable(Ours(one, FACTS, frozenset({module})).load())
    with pytest.raises(pickle.UnpicklingError):
        Ours(one, frozenset({module})).load()
