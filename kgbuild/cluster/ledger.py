"""Which articles are with workers, which are back, and what to hand out next: the book-keeping, without any network."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kgbuild.cluster.errand import Answer, Errand, Fault

PORTION = 16  # articles handed out together, which are read together: two seconds of work
_AHEAD = 20_000  # answers that wait for an earlier article, some kB each
_DEATHS = 2  # begun so often and never ended, an article is not tried again


@dataclass(frozen=True, slots=True)
class Portion:
    """Articles handed out together; a `suspect` alone, after a worker died that may have died of it."""

    errands: tuple[Errand, ...]
    suspect: bool = False


class Ledger:
    """Hands out errands and gives the answers back in the articles' order, whatever order they come in, each once."""

    def __init__(self, errands: Iterator[Errand]) -> None:
        """Keep the errands; they are numbered from 0 in their order."""
        self._fresh = errands
        self._suspects: deque[Errand] = deque()
        self._out: set[int] = set()
        self._answers: dict[int, Answer] = {}
        self._next = 0
        self._handed = 0

    @property
    def out(self) -> int:
        """How many articles are with workers."""
        return len(self._out)

    def portion(self) -> Portion | None:
        """Return what to hand out next, or None where there is nothing, or too much waits for an early article."""
        if self._suspects:
            portion = Portion((self._suspects.popleft(),), suspect=True)
        elif self._handed - self._next >= _AHEAD:
            return None
        else:
            portion = Portion(tuple(islice(self._fresh, PORTION)))
            self._handed += len(portion.errands)
        self._out.update(errand.number for errand in portion.errands)
        return portion if portion.errands else None

    def back(self, answers: Sequence[Answer]) -> None:
        """Take answers; one that came before counts."""
        for answer in answers:
            if answer.number in self._out:
                self._out.remove(answer.number)
                self._answers[answer.number] = answer

    def died(self, portion: Portion, begun: int = 0) -> None:
        """Take note that workers died with a portion; `begun`: how often its suspect was begun and never ended."""
        for errand in portion.errands:
            if errand.number in self._out:
                self._out.remove(errand.number)
                if portion.suspect and begun >= _DEATHS:
                    self._answers[errand.number] = Answer(errand.number, fault=Fault.DEADLY)
                else:
                    self._suspects.append(errand)

    def ready(self) -> Iterator[Answer]:
        """Yield the answers whose turn it is."""
        while self._next in self._answers:
            yield self._answers.pop(self._next)
            self._next += 1
