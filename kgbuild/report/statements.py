"""Who says what: actors by issues, and every statement behind each cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.analysis.reading import is_issue, is_known
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import cite, quoted, section, table
from kgbuild.report.story import Position, Story
from kgbuild.views.positions import readable

_SPEAKERS = 600  # whose statements are shown; all statements are in views/positions.csv
_ROWS, _COLUMNS = 25, 12  # the matrix shows the busiest; the statements below are complete


@dataclass(frozen=True, slots=True)
class Statement:
    """What someone says once in one article: positions on the same words, with one anchor in the report."""

    anchor: str
    positions: tuple[Position, ...]

    @property
    def issues(self) -> dict[str, None]:
        """What it is about, each once."""
        return dict.fromkeys(i for p in self.positions for i in p.issues)

    @property
    def stances(self) -> dict[str, None]:
        """How it is said, each once."""
        return dict.fromkeys(p.stance for p in self.positions)


Statements = Mapping[str, Sequence[Statement]]


def statements_of(story: Story) -> Statements:
    """Return the statements of each speaker, those who speak most first, of the first 600."""
    by_speaker: dict[str, list[Position]] = defaultdict(list)
    for position in story.positions:
        by_speaker[position.speaker].append(position)
    acts = {s: len({p.act for p in found}) for s, found in by_speaker.items()}
    ordered = sorted(acts, key=lambda s: (not is_known(s), -acts[s], story.facts.label(s).casefold(), s))
    found: dict[str, list[Statement]] = {}
    number = 0
    for speaker in ordered[:_SPEAKERS]:
        same: dict[tuple[str, str, str], list[Position]] = defaultdict(list)
        for p in by_speaker[speaker]:
            same[p.text, p.article, p.said].append(p)
        found[speaker] = [Statement(f"s{number + n}", tuple(one)) for n, one in enumerate(same.values())]
        number += len(same)
    return found


def statements(story: Story, found: Statements) -> Html:
    """Return the section: a matrix of actors and issues with counts by stance, then all statements by speaker."""
    label = story.facts.label
    known = {s: one for s, one in found.items() if is_known(s)}
    spoken = Counter(i for one in known.values() for _, i in _acts(p for s in one for p in s.positions))
    issues = sorted((i for i in spoken if is_issue(i)), key=lambda i: (-spoken[i], label(i)))[:_COLUMNS]
    rows = [s for s, one in known.items() if any(i in statement.issues for statement in one for i in issues)][:_ROWS]
    shown = (
        f"The {len(rows)} who speak most, on the {len(issues)} issues spoken of most; a number counts acts of "
        "speaking, not reports, and opens the words. Nothing here is a fact of ours: it is what someone said."
    )
    lines = (
        element(
            "tr",
            element("th", label(s), scope="row"),
            (element("td", _counts(found[s], issue, column)) for column, issue in enumerate(issues)),
        )
        for s in rows
    )
    matrix = table("Who speaks on what", ("", *map(label, issues)), lines) if rows and issues else None
    about = element("p", shown, class_="soft")
    return section("positions", "Positions", about, matrix, _complete(story, found, issues))


def _acts(positions: Iterable[Position]) -> set[tuple[str, str]]:
    return {(p.act, issue) for p in positions for issue in p.issues}


def _counts(found: Sequence[Statement], issue: str, column: int) -> list[Html]:
    """Return a link for each stance of a speaker on an issue: to the first such statement; the script opens all."""
    stances: dict[str, str] = {}
    first: dict[str, str] = {}
    for statement in found:
        for p in statement.positions:
            if issue in p.issues and p.act not in stances:
                stances[p.act] = p.stance
                first.setdefault(p.stance, statement.anchor)
    counted = sorted(Counter(stances.values()).items(), key=lambda item: (-item[1], item[0]))
    return [
        element("a", f"{stance} {number}", href=f"#{first[stance]}", class_="cell", data_on=column)
        for stance, number in counted
    ]


def _complete(story: Story, found: Statements, issues: Sequence[str]) -> Html:
    """Return every statement, by speaker."""
    label = story.facts.label
    column = {issue: str(n) for n, issue in enumerate(issues)}
    groups = (
        element("div", element("h3", label(speaker)), element("ul", (_item(story, s, column) for s in one)))
        for speaker, one in found.items()
    )
    stated = sum(len(s.positions) for one in found.values() for s in one)
    shown = f"All {stated}" if stated == len(story.positions) else f"{stated} of {len(story.positions)}"
    title = element("summary", f"{shown} statements, by speaker")
    # the status stands once for all of them: what someone says is attributed
    return element("details", title, groups, class_="behind", id="statements", data_status="attributed", open=True)


def _item(story: Story, statement: Statement, column: Mapping[str, str]) -> Html:
    label, first = story.facts.label, statement.positions[0]
    targets = ", ".join(dict.fromkeys(label(t) for p in statement.positions for t in p.targets))
    on = ", ".join(label(i) for i in statement.issues if is_issue(i))
    about = (targets and f"about {targets}", on and f"on {on}", readable(first.said), first.outlet)
    return element(
        "li",
        f"{', '.join(statement.stances)}: ",
        quoted(first.text),
        element("small", f" — {'; '.join(filter(None, about))} "),
        cite(w for p in statement.positions for w in p.words),
        id=statement.anchor,
        data_on=" ".join(column[i] for i in statement.issues if i in column) or None,
    )
