"""Pickles of texts, numbers and tuples, which are read many times faster than what they stand for."""

from __future__ import annotations

import io
import pickle
from typing import Any


class Plain(pickle.Unpickler):
    """Reads texts and tuples, and nothing else: a file from elsewhere can run no code."""

    def find_class(self, module: str, name: str) -> object:
        """Raise `UnpicklingError`."""
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def plain(data: bytes) -> Any:
    """Return what some bytes hold. Raises what broken bytes make it raise."""
    return Plain(io.BytesIO(data)).load()
