"""Checks of what a source says of its file: characters that delimit and quote, and the encoding."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.problems import Problem
from kgbuild.yarrrml.form import Formulation, Rule, Source

# Python's own ways of writing text, some of which give half surrogate pairs; no file is written in them.
_NOT_OF_FILES = frozenset({"unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined", "utf-7"})


def check_sources(rule: Rule, problems: list[Problem]) -> None:
    """Add a problem for everything the sources of a rule say that no file can be; one source used twice is one."""
    for source in rule.sources:
        problems += [problem for problem in _check(source) if problem not in problems]


def _check(source: Source) -> Iterator[Problem]:
    if not known_encoding(source.encoding):
        yield Problem(source.where, f"unknown encoding `{source.encoding}`", "write for instance `utf-8` or `latin-1`")
    if source.formulation is not Formulation.CSV:
        return
    delimiter, quote = source.delimiter or ",", source.quote or '"'
    for kind, mark in (("delimiter", delimiter), ("quote", quote)):
        if len(mark) > 1 or mark in "\r\n\0":
            yield Problem(source.where, f"the {kind} {mark!r} is not one character of a line", "write one")
    if delimiter == quote:
        yield Problem(source.where, f"`{quote}` is both delimiter and quote", "write another for one of the two")


def known_encoding(name: str) -> bool:
    """Say whether files can be read in an encoding."""
    import codecs

    try:
        found = codecs.lookup(name)
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):  # ValueError: a NUL in the name
        return False
    return found.name.replace("_", "-") not in _NOT_OF_FILES
