"""The end of a report: open questions, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.decisions.write import entry_of
from kgbuild.model.decisions import Anchor, Decision, Verdict
from kgbuild.model.triples import words_like
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import STATUSES, chip, section, value_like
from kgbuild.report.story import Claim, Dispute, Story

_MEANINGS = (
    ("accepted", "an outlet says it in its own voice and none contradicts it: a fact of the graph"),
    ("attributed", "someone other than the outlet says it: never a fact by itself"),
    ("disputed", "sources give answers that cannot all hold: none is a fact until a decision settles it"),
    ("superseded", "a later claim overtook it: a count that has risen, a plan that came about"),
    ("rejected", "set aside by a decision"),
)


def last_decision(run: Mapping[str, object]) -> int:
    """Return the number of the last decision that a build knew."""
    settings = run.get("settings")
    return int(settings.get("last_decision", 0)) if isinstance(settings, dict) else 0


def questions(story: Story, last: int) -> Html:
    """Return what is open, and the decision that settles it; `last` is the number of the last one made."""
    open_ = [d for d in story.disputes if not d.settled]
    if not open_:
        return section("questions", "Open questions", element("p", "Nothing is open."))
    about = (
        "Which of these holds? Choose, and put the lines below into a file under decisions/, with by, on and why if "
        "you like; or name the words to ",
        element("code", "kgbuild decide accept"),
        ". The next build applies them.",
    )
    identifiers = {a.term: a.identifier for a in story.articles}
    asked = (_question(number, d, identifiers) for number, d in enumerate(open_, start=last + 1))
    snippet = element("textarea", id="snippet", readonly=True, aria_label="Lines for decisions/", rows=6)
    copy = element(
        "div",
        element(
            "p", element("button", "Copy", type="button", id="copy"), " ", element("span", id="copied", role="status")
        ),
        snippet,
        class_="script-only",
    )
    return section("questions", "Open questions", element("p", about, class_="soft"), asked, copy)


def _question(number: int, dispute: Dispute, identifiers: Mapping[str, str]) -> Html:
    options = []
    for side in dispute.sides:
        entry = "".join(entry_of(_accepting(number, c, identifiers)) for c in side.claims[:1])
        choice = element("input", type="radio", name=f"q{number}", data_lines=True)
        outlets = ", ".join(sorted({c.by for c in side.claims}))
        code = element("details", element("summary", "lines"), element("pre", entry))
        label = element("label", choice, f" {value_like(side.value)} ({outlets})", class_="choice")
        options.append(element("div", label, code))
    return element("fieldset", element("legend", dispute.of, ": ", words_like(dispute.property)), options, class_="row")


def _accepting(number: int, claim: Claim, identifiers: Mapping[str, str]) -> Decision:
    words = claim.words[0].text if claim.words else ""
    anchor = Anchor(identifiers.get(claim.article, ""), words, "claim", "", claim.property)
    return Decision(number, Verdict.ACCEPT, (anchor,))


def method(licences: Mapping[str, int], states: Mapping[str, int], run: Mapping[str, object]) -> Html:
    """Return how this was made, from what, and under which licences, given the numbers of articles by licence and of
    claims by status."""
    meanings = (
        (element("dt", chip(name), f" {states.get(name, 0)}"), element("dd", text))
        for name, text in _MEANINGS
        if name in STATUSES
    )
    versions, inputs = run.get("versions"), run.get("inputs")
    made = [f"{k} {v}" for k, v in versions.items() if v] if isinstance(versions, dict) else []
    files = [i for i in inputs if isinstance(i, dict)] if isinstance(inputs, list) else []
    # by file name only: the folder an article was given in says nothing of what was read
    named = sorted((str(i.get("path", "")).rpartition("/")[2], str(i.get("sha256", ""))) for i in files)
    sums = (element("li", element("code", f"{checksum} "), name) for name, checksum in named)
    return section(
        "method",
        "Method and licences",
        element(
            "p",
            "Read from news articles by rules and a statistical parser: it errs. Each statement carries the words it "
            "rests on and the line of the rule that made it (",
            element("code", "dataset.trig"),
            "); what someone says is kept apart from what outlets report.",
        ),
        element("dl", meanings),
        element("p", f"Made with {', '.join(made)}." if made else None),
        element(
            "p",
            "Licences of the articles: ",
            "; ".join(f"{name} ({n})" for name, n in sorted(licences.items())),
            ". Only short stretches are quoted here.",
        ),
        element(
            "details",
            element("summary", f"{len(files)} input files with their SHA-256"),
            element("ul", sums),
            class_="behind",
        ),
    )
