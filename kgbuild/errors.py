"""Errors that reach the caller.

KgbuildError
├── InputError      articles or data: missing, empty, not UTF-8, broken          exit 2 (none readable)
├── ConfigError     kgbuild.yaml, mapping, lexicon, ontology: unusable           exit 2
├── UsageError      wrong use of a command or function                           exit 2
├── CheckError      a check of the finished graph failed                         exit 1
└── MissingExtra    an optional dependency is not installed                      exit 2
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kgbuild.problems import Problem

T = TypeVar("T")


class KgbuildError(Exception):
    """Base of every error kgbuild raises on purpose; carries all problems found."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        """Keep the problems; a plain message stands for an error that has no place in a file."""
        if isinstance(problems, str):
            self.problems: tuple[Problem, ...] = ()
            super().__init__(problems)
            return
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class InputError(KgbuildError):
    """The input cannot be read."""


class ConfigError(KgbuildError):
    """Configuration, mapping, lexicon or ontology cannot be used."""


class UsageError(KgbuildError):
    """A command or function was called in a way it does not support."""


class CheckError(KgbuildError):
    """The finished graph breaks one of its own rules."""


class MissingExtra(KgbuildError):
    """An optional dependency is missing; the message names the install line."""


def gathered(load: Callable[[], T], problems: list[Problem]) -> T | None:
    """Return what `load` gives; where it raises `ConfigError`, add its problems to `problems` and return None."""
    try:
        return load()
    except ConfigError as error:
        problems.extend(error.problems)
        return None
