"""What is new: in the latest articles, and since an earlier build."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from kgbuild.model.triples import kgb, words_like
from kgbuild.pages.markup import Html, element, join
from kgbuild.report.parts import ASIDE, SELF_EVIDENT, chip, cite, row, section, table, value_like
from kgbuild.report.story import Claim, Story

_NEW = 40
_CHANGES = 200
_DAYS = ("startDate", "endDate")


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier run: in one line, and each change as sign (+, -, ~), kind, words and cause."""

    run: str
    line: str
    changes: tuple[tuple[str, str, str, str], ...]


def news(story: Story, since: Since | None) -> Html:
    """Return what the latest articles add: facts that no earlier article tells; and what a build changed, where one is
    compared with an earlier."""
    return section("new", "What is new", _compared(since) if since else None, _of_latest(story))


def _compared(since: Since) -> Html:
    rows = (row(sign, kind, what, why) for sign, kind, what, why in since.changes[:_CHANGES])
    left = len(since.changes) - _CHANGES
    more = f"; {left} more by kgbuild diff" if left > 0 else ""
    columns = ("", "Kind", "What", "Because of")
    listed = table(f"{since.line}{more}", columns, rows)
    return element(
        "div",
        element("h3", "Since the run before" if since.run == "previous" else f"Since run {since.run}"),
        listed if since.changes else element("p", since.line),
    )


def _of_latest(story: Story) -> Html:
    days = sorted({a.issued[:10] for a in story.articles if a.issued})
    if len(days) < 2:
        why = f"All articles are of {days[0]}" if days else "No article has a date"
        return element("p", f"{why}, so none adds to what an earlier one told.")
    latest = {a.term for a in story.articles if a.issued[:10] == days[-1]}
    earlier = {(c.subject, c.property, c.value) for c in story.claims if c.article not in latest}
    label = story.facts.label
    fresh: dict[str, list[Claim]] = defaultdict(list)
    for claim in story.claims:
        key = (claim.subject, claim.property, claim.value)
        if claim.article in latest and key not in earlier and not _goes_without_saying(claim):
            fresh[claim.subject].append(claim)
    known = {c.subject for c in story.claims if c.article not in latest}
    names = ", ".join(sorted({a.outlet for a in story.articles if a.term in latest}))
    told = [(s, fresh[s]) for s in sorted(fresh, key=lambda s: (s in known, label(s).casefold(), s))]
    more = element("p", f"and {len(told) - _NEW} more", class_="soft") if len(told) > _NEW else None
    about = element("p", f"What the articles of {days[-1]} ({names}) say that none before them said.", class_="soft")
    items = (_fresh(_title(story, of), claims, known=of in known) for of, claims in told[:_NEW])
    return element("div", about, element("ul", items), more)


def _title(story: Story, subject: str) -> str:
    """Return what is told of: a node's name, of an office also who holds it."""
    holders = [story.facts.label(h) for h in story.facts.objects(subject, kgb("holder"))]
    return f"{', '.join(holders)}, {story.facts.label(subject)}" if holders else story.facts.label(subject)


def _goes_without_saying(claim: Claim) -> bool:
    return claim.property in SELF_EVIDENT | ASIDE or (claim.property, claim.shown) == ("factuality", "actual")


def _fresh(of: str, claims: list[Claim], *, known: bool) -> Html:
    """Return what is new of one thing: when, then each property once with its values and statuses."""
    dated = sorted((c for c in claims if c.property in _DAYS), key=lambda c: c.shown)
    parts = [_with_status(_period(dated), dated)] if dated else []
    rest = sorted((c for c in claims if c.property not in {*_DAYS, "holder"}), key=lambda c: (c.property, c.shown))
    for name, same in groupby(rest, key=lambda c: c.property):
        values = (_with_status(value_like(v), list(found)) for v, found in groupby(same, key=lambda c: c.shown))
        parts.append(join([words_like(name), " ", join(values, ", ")]))
    words = cite(w for c in claims for w in c.words)
    mark = element("span", "new", class_="chip planned") if not known else None
    title = join([element("strong", of), " " if mark else None, mark, ": " if parts else None])
    return element("li", title, join(parts, "; "), " ", words, class_="row", data_status=claims[0].status)


def _period(dated: list[Claim]) -> str:
    if len({c.property for c in dated}) == 1:
        return f"{'since' if dated[0].property == 'startDate' else 'until'} {dated[-1].shown}"
    return " to ".join(dict.fromkeys((dated[0].shown, dated[-1].shown)))


def _with_status(shown: str, claims: list[Claim]) -> Html:
    worst = "accepted" if any(c.status == "accepted" for c in claims) else claims[0].status
    return join([shown, " " if worst != "accepted" else None, chip(worst) if worst != "accepted" else None])
