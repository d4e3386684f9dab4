"""Who says what: actors by issues, and every statement behind each cell."""

from __future__ import annotations

from collections import Counter, defaultdict

from kgbuild.analysis.reading import is_issue, is_known
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import cite, section, table
from kgbuild.report.story import Position, Story

_GROUPS = 2000  # groups of statements shown; all statements are in views/positions.csv
_ROWS, _COLUMNS = 40, 12  # the matrix shows the busiest; the statements below are complete

Cell = tuple[str, str]


def statements(story: Story) -> Html:
    """Return the section: a matrix of actors and issues with counts by stance, then the statements of each cell."""
    cells = _cells(story.positions)
    anchors = cell_anchors(story)
    speakers: Counter[str] = Counter()
    issues: Counter[str] = Counter()
    for (speaker, issue), found in cells.items():
        acts = len({p.act for p in found})
        if is_known(speaker) and issue and is_issue(issue):  # what is unknown ranks nowhere
            speakers[speaker] += acts
            issues[issue] += acts
    label = story.facts.label
    named = [i for i, _ in sorted(issues.items(), key=lambda item: (-item[1], label(item[0])))][:_COLUMNS]
    rows = [s for s, _ in sorted(speakers.items(), key=lambda item: (-item[1], label(item[0])))][:_ROWS]
    lines = (
        element(
            "tr",
            element("th", label(s), scope="row"),
            (element("td", _counts(cells.get((s, i)), anchors.get((s, i)))) for i in named),
        )
        for s in rows
        if any((s, i) in cells for i in named)
    )
    shown = (
        f"The {len(rows)} who speak most, on the {len(named)} issues spoken of most; a number counts acts of speaking, "
        "not reports, and leads to the words. Nothing here is a fact of ours: it is what someone said."
    )
    matrix = table("Who speaks on what", ("", *(label(i) for i in named)), lines) if rows and named else None
    about = element("p", shown, class_="soft")
    return section("positions", "Positions", about, matrix, _complete(story, cells, anchors))


def _complete(story: Story, cells: dict[Cell, list[Position]], anchors: dict[Cell, str]) -> Html:
    """Return the statements of every cell."""
    label = story.facts.label
    ordered = sorted(anchors, key=lambda c: (label(c[0]), label(c[1]) if c[1] else "~"))
    groups = (_group(story, cell, cells[cell], anchors[cell]) for cell in ordered)
    stated = len({p.term for cell in anchors for p in cells[cell]})
    shown = f"All {stated}" if stated == len(story.positions) else f"{stated} of {len(story.positions)}"
    title = element("summary", f"{shown} statements, by speaker and issue")
    # the status stands once for all of them: what someone says is attributed
    return element("details", title, groups, class_="behind", id="statements", data_status="attributed", open=True)


def cell_anchors(story: Story) -> dict[Cell, str]:
    """Return where the statements of a speaker on an issue stand in the report: of those who speak most, if of many."""
    cells = _cells(story.positions)
    acts: Counter[str] = Counter()
    for (speaker, _), found in cells.items():
        acts[speaker] += len(found)
    kept = sorted(cells, key=lambda c: (-acts[c[0]], c))[:_GROUPS]
    return {cell: f"c{number}" for number, cell in enumerate(sorted(kept), start=1)}


def _cells(positions: list[Position]) -> dict[Cell, list[Position]]:
    found: dict[Cell, list[Position]] = defaultdict(list)
    for position in positions:
        for issue in position.issues or ("",):
            found[position.speaker, issue].append(position)
    return found


def _counts(found: list[Position] | None, anchor: str | None) -> object:
    if not found:
        return None
    acts = {p.act: p.stance for p in reversed(found)}
    counted = sorted(Counter(acts.values()).items(), key=lambda item: (-item[1], item[0]))
    to = f"#{anchor}" if anchor else None
    return (element("a", f"{stance} {number}", href=to, class_="cell") for stance, number in counted)


def _group(story: Story, cell: Cell, found: list[Position], anchor: str) -> Html:
    speaker, issue = cell
    about = story.facts.label(issue) if issue else "nothing in particular"
    title = element("h3", f"{story.facts.label(speaker)} on {about}")
    items = (
        element(
            "li",
            f"{p.stance}: ",
            element("q", p.text),
            _to(story, p),
            element("small", f" — {', '.join(filter(None, (p.said, p.outlet)))} "),
            cite(p.words),
        )
        for p in found
    )
    return element("div", title, element("ul", items), id=anchor)


def _to(story: Story, position: Position) -> Html | None:
    names = ", ".join(story.facts.label(t) for t in position.targets)
    return element("small", f" about {names}") if names else None
