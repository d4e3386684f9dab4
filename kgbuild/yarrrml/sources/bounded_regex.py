"""XPath and JSONPath whose regular expressions are bounded like all others of a mapping.

Their libraries' own functions run as they are, but with an engine that has a time limit in the place of `re`: one
pattern like `(a+)+b` and a text of sixty letters would otherwise keep a run busy for years.
"""

from __future__ import annotations

from functools import cache, partial
from types import FunctionType
from typing import TYPE_CHECKING, Any

import regex

from kgbuild.yarrrml.functions.expressions import SECONDS

if TYPE_CHECKING:
    from elementpath.xpath31 import XPath31Parser
    from jsonpath_rfc9535 import JSONPathEnvironment

READ_TEXTS = frozenset({"unparsed-text", "unparsed-text-lines"})
_XPATH = ("matches", "replace", "tokenize", "analyze-string")


class _Engine:
    """The module `regex` as far as those functions use it, with its time limit."""

    def __getattr__(self, name: str) -> Any:
        return getattr(regex, name)

    search = staticmethod(partial(regex.search, timeout=SECONDS))
    fullmatch = staticmethod(partial(regex.fullmatch, timeout=SECONDS))

    @staticmethod
    def compile(pattern: str, flags: int = 0) -> _Pattern:
        return _Pattern(regex.compile(pattern, flags=flags))


class _Pattern:
    """A compiled expression of that engine."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._pattern, name)
        return partial(found, timeout=SECONDS) if callable(found) else found


@cache
def xpath_parser() -> type[XPath31Parser]:
    """Return the parser of XPath 3.1; its functions raise `TimeoutError`."""
    from elementpath.xpath31 import XPath31Parser

    class Bounded(XPath31Parser):
        """The parser with a table of its own."""

    Bounded.symbol_table = dict(XPath31Parser.symbol_table)
    for name in _XPATH:
        token = Bounded.symbol_table[name]
        own = {k: _bounded(v) for k in ("evaluate", "select") if isinstance(v := token.__dict__.get(k), FunctionType)}
        Bounded.symbol_table[name] = type(token.__name__, (token,), own)
    for name in READ_TEXTS:
        token = Bounded.symbol_table[name]
        Bounded.symbol_table[name] = type(token.__name__, (token,), {"evaluate": _in_context(token.evaluate)})
    return Bounded


@cache
def jsonpath_environment() -> JSONPathEnvironment:
    """Return the environment of RFC 9535; its functions raise `TimeoutError`."""
    from jsonpath_rfc9535 import JSONPathEnvironment

    environment = JSONPathEnvironment()
    for name in ("match", "search"):
        own = type(environment.function_extensions[name])
        bounded = type(own.__name__, (own,), {"__call__": _bounded(own.__call__)})
        environment.function_extensions[name] = bounded()
    return environment


def _in_context(evaluate: Any) -> Any:
    """Return the function of a token that is not evaluated when the expression is parsed: nothing is read then."""

    def run(token: Any, context: Any = None) -> Any:
        if context is None:
            raise token.missing_context()
        return evaluate(token, context)

    return run


def _bounded(function: Any) -> FunctionType:
    known = {**function.__globals__, "re": _Engine()}
    return FunctionType(function.__code__, known, function.__name__, function.__defaults__, function.__closure__)
