"""When the collector of cycles looks: hardly ever, for what a build makes has next to none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the collector of cycles look at what is new only, and seldom: lexicons and facts have no cycles, and it would
    go through all of them again and again."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 1_000)
    try:
        yield
    finally:
        _grown_old()
        gc.set_threshold(*before)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector of cycles: its passes over millions of quads, in which there are none, cost a quarter of all
    that follows the text."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _grown_old()
        if running:
            gc.enable()


def left_over(*things: object) -> None:
    """Leave things that nobody needs any more to the collector of cycles, without which a command ends: to free
    millions of objects one by one takes a tenth of a build that leads on from another."""
    held: list[object] = [*things]
    held.append(held)


def _grown_old() -> None:
    """Let all there is count as old, so that the collector does not go through it as through something new."""
    gc.freeze()
    gc.unfreeze()
