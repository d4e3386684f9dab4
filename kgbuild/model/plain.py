"""Pickles of texts, numbers and tuples, which are read many times faster than what they stand for, and of what our own
modules define."""

from __future__ import annotations

import io
import pickle
from functools import cache
from importlib import import_module
from typing import Any


class Plain(pickle.Unpickler):
    """Reads texts and tuples, and nothing else: a file from elsewhere can run no code."""

    def find_class(self, module: str, name: str) -> object:
        """Raise `UnpicklingError`."""
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def plain(data: bytes) -> Any:
    """Return what some bytes hold. Raises what broken bytes make it raise."""
    return Plain(io.BytesIO(data)).load()


class Ours(pickle.Unpickler):
    """Reads objects of `classes` (names of modules of ours that define them), those that `others` define too, whatever
    they are, and nothing else."""

    def __init__(self, data: bytes, classes: frozenset[str], others: frozenset[str] = frozenset()) -> None:
        """Take the bytes."""
        super().__init__(io.BytesIO(data))
        self._classes, self._others = classes, others

    def find_class(self, module: str, name: str) -> object:
        """Return what a module itself defines. Raises `UnpicklingError` for all else, such as what it imports."""
        return _defined(module, name, self._classes, self._others)


@cache  # a few classes, asked for again and again: looking for them takes longer than reading what is of them
def _defined(module: str, name: str, classes: frozenset[str], others: frozenset[str]) -> object:
    if module in classes | others:
        found = getattr(import_module(module), name, None)
        if getattr(found, "__module__", "") == module and (isinstance(found, type) or module in others):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is not to be read")
