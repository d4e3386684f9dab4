"""Regular expressions of mappings: no expression and no text makes a run stand still."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

SECONDS = 2  # what one text may take
_LONGEST = 2000  # characters; to prepare the search for a plain text takes the third power of its length


@lru_cache(maxsize=256)
def _compiled(expression: str) -> regex.Pattern[str]:
    import regex  # 20 ms, which mappings without expressions need not pay

    if len(expression) > _LONGEST:
        raise ValueError(f"the expression {_shown(expression)} has more than {_LONGEST} characters")
    try:
        return regex.compile(expression)
    except (regex.error, RecursionError) as error:
        raise ValueError(f"{_shown(expression)} is no regular expression: {error}") from None


def search(expression: str, text: str) -> regex.Match[str] | None:
    """Return the first match, or None. Raises `ValueError` for what is no expression, or takes too long on a text."""
    try:
        return _compiled(expression).search(text, timeout=SECONDS)
    except TimeoutError:
        raise _too_long(expression) from None


def replaced(expression: str, replacement: str, text: str) -> str:
    """Return the text with every match replaced, `\\1` in the replacement by the first group. Raises as `search`."""
    import regex

    try:
        return _compiled(expression).sub(replacement, text, timeout=SECONDS)
    except TimeoutError:
        raise _too_long(expression) from None
    except regex.error as error:
        raise ValueError(f"{_shown(replacement)} is no replacement: {error}") from None


def _too_long(expression: str) -> ValueError:
    return ValueError(f"the expression {_shown(expression)} takes longer than {SECONDS} s")


def _shown(expression: str) -> str:
    return repr(expression if len(expression) <= 60 else expression[:59] + "…")
