"""What the analysis says: each question with its answer in a sentence, bars, a table, and the words behind each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.analysis.findings import findings
from kgbuild.analysis.scene import Finding
from kgbuild.model.tables import Row
from kgbuild.model.triples import kgb
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import cite, row, section, table
from kgbuild.report.story import Story, Words

_ROWS = 50
_BARS = 8
_COUNTS = {"centre": ("actor", "partners"), "brokers": ("actor", "pairs"), "outlets": ("speaker", "acts")}


def analysis(story: Story, words: Mapping[str, Words]) -> Html:
    """Return the section: the questions that have an answer."""
    about = (
        "Counted by acts between actors the texts name: a meeting once, an act of speaking once, however many report "
        "it. Read it as a summary of what these articles tell, not of the world."
    )
    found = [f for f in story.facts.once(findings) if f.sentence]
    if not found:
        return section("analysis", "Analysis", element("p", "Too little happens between actors here to say anything."))
    return section(
        "analysis", "Analysis", element("p", about, class_="soft"), (_finding(f, story, words) for f in found)
    )


def _finding(finding: Finding, story: Story, words: Mapping[str, Words]) -> Html:
    columns = [c for c in finding.table.columns if c != "claims"]
    rows = finding.table.rows[:_ROWS]
    lines = (row(*(one[c] for c in columns), cite(_words(one, story, words))) for one in rows)
    listed = table("", (*columns, "Words"), lines, label=finding.question)
    more = element("details", element("summary", f"Table ({len(finding.table.rows)})"), listed, class_="behind")
    sentence = element("p", element("strong", finding.sentence))
    return element("article", element("h3", finding.question), sentence, _bars(finding), more)


def _words(one: Row, story: Story, words: Mapping[str, Words]) -> list[Words]:
    spans = (s for claim in one["claims"].split() for s in story.facts.objects(f"<{claim}>", kgb("evidence")))
    return [words[s] for s in spans if s in words]


def _bars(finding: Finding) -> Html | None:
    """Return the first rows as bars where the answer is a count."""
    if finding.name not in _COUNTS:
        return None
    name, count = _COUNTS[finding.name]
    rows: Sequence[Row] = finding.table.rows[:_BARS]
    most = max(float(r[count]) for r in rows) or 1.0
    bars = []
    for number, one in enumerate(rows):
        y, width = 24 * number, round(400 * float(one[count]) / most, 1)
        label = element("text", one[name], x=290, y=y + 16, text_anchor="end")
        bar = element("rect", x=300, y=y + 4, width=width, height=15, class_="past")
        bars.append(element("g", label, bar, element("text", one[count], x=306 + width, y=y + 16)))
    title = element("title", f"{finding.question} The table below has the same.")
    drawing = element("svg", title, bars, viewBox=f"0 0 1000 {24 * len(rows) + 4}", role="img")
    return element("div", drawing, class_="wide", tabindex="0", role="region", aria_label=f"Bars: {finding.question}")
