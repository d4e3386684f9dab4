"""Pieces that every section of the report uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kgbuild.pages.markup import Html, element, join
from kgbuild.report.story import Claim, Words

STATUSES = {"accepted": "fact", "attributed": "said", "disputed": "disputed", "superseded": "soft", "rejected": "soft"}
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
SELF_EVIDENT = frozenset({"type", "label", "altLabel", "edtf", "mentions", "roleStatus"})
ASIDE = frozenset({"level", "heldOn", "overBy"})  # true of what is told, but not what one would read it for
_QUOTES = frozenset("\"'“‘«„")
_SHOWN = 4  # links to words in one place; more are counted


def section(name: str, title: str, *children: object) -> Html:
    """Return a section of the report with its heading."""
    return element(
        "section", element("h2", title, id=f"{name}-title"), children, id=name, aria_labelledby=f"{name}-title"
    )


def cite(words: Iterable[Words]) -> Html:
    """Return links to the words behind something (`#w…`); each opens them."""
    found = sorted({w.number for w in words})
    links = [f'<a href="#w{number}">{number}</a>' for number in found[:_SHOWN]]
    return Html(" ".join([*links, *([f"+{len(found) - _SHOWN}"] if len(found) > _SHOWN else [])]))


def quoted(text: str) -> Html:
    """Return somebody's words in quotation marks, unless they bring their own."""
    return element("span" if text[:1] in _QUOTES else "q", text)


def chip(status: str) -> Html:
    """Return a status as a coloured word."""
    return element("span", status, class_=f"chip {STATUSES.get(status, 'soft')}")


def by_whom(claim: Claim) -> Html:
    """Return who makes a claim, and how the graph takes it."""
    mark = chip(claim.status) if claim.status != "accepted" or claim.denied else ""
    qualified = f" ({claim.qualifier})" if claim.qualifier else ""
    return join([claim.by, " denies it" if claim.denied else "", qualified, " " if mark else "", mark])


def table(caption: object, columns: Sequence[str], rows: Iterable[Html], *, label: str = "") -> Html:
    """Return a table in a frame that scrolls by itself on a narrow page."""
    head = element("thead", element("tr", (element("th", name, scope="col") for name in columns)))
    made = element("table", element("caption", caption) if caption else None, head, element("tbody", rows))
    return element("div", made, class_="wide", tabindex="0", role="region", aria_label=label or str(caption))


def row(*cells: object, id_: str | None = None, status: str = "") -> Html:
    """Return a row the search and the filter see."""
    return element("tr", (element("td", cell) for cell in cells), id=id_, data_status=marked(status))


def marked(status: str) -> str | None:
    """Return the status the filter looks for; most entries are accepted, and say nothing to keep the page small."""
    return status if status not in {"", "accepted"} else None


def value_like(text: str) -> str:
    """Return a value for people: a duration in words, anything else as it is.

    >>> value_like("PT2H"), value_like("P3D"), value_like("Oslo")
    ('2 hours', '3 days', 'Oslo')
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        return text
    number, unit = match[2], _UNITS[match[1] + match[3]]
    return f"{number} {unit}{'' if number == '1' else 's'}"
