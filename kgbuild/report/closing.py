"""The end of a report: open questions, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.decisions.write import entry_of
from kgbuild.model.decisions import Anchor, Decision, Verdict
from kgbuild.model.triples import words_like
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import STATUSES, chip, section, value_like
from kgbuild.report.story import Side, Story

Answer = tuple[str, str, tuple[()] | tuple[str, str, str]]
"""A side of a dispute: its value, its outlets, and where its first claim stands: article, words, property."""

Asked = tuple[str, str, tuple[Answer, ...]]
"""A dispute that is open: of what, about what, and its sides; plain, so that it can be kept."""

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


def asked(story: Story) -> tuple[Asked, ...]:
    """Return what is open in a story, as `questions` needs it."""
    identifiers = {a.term: a.identifier for a in story.articles}
    return tuple(
        (d.of, words_like(d.property), tuple(_answer(side, identifiers) for side in d.sides))
        for d in story.disputes
        if not d.settled
    )


def _answer(side: Side, identifiers: Mapping[str, str]) -> Answer:
    first = side.claims[0] if side.claims else None
    words = first.words[0].text if first is not None and first.words else ""
    anchor = (identifiers.get(first.article, ""), words, first.property) if first is not None else ()
    return value_like(side.value), ", ".join(sorted({c.by for c in side.claims})), anchor


def questions(open_: Sequence[Asked], last: int) -> Html:
    """Return what is open, and the decision that settles it; `last` is the number of the last one made."""
    if not open_:
        return section("questions", "Open questions", element("p", "Nothing is open."))
    about = (
        "Which of these holds? Choose, and put the lines below into a file under decisions/, with by, on and why if "
        "you like; or name the words to ",
        element("code", "kgbuild decide accept"),
        ". The next build applies them.",
    )
    every = (_question(number, one) for number, one in enumerate(open_, start=last + 1))
    snippet = element("textarea", id="snippet", readonly=True, aria_label="Lines for decisions/", rows=6)
    copy = element(
        "div",
        element(
            "p", element("button", "Copy", type="button", id="copy"), " ", element("span", id="copied", role="status")
        ),
        snippet,
        class_="script-only",
    )
    return section("questions", "Open questions", element("p", about, class_="soft"), every, copy)


def _question(number: int, one: Asked) -> Html:
    of, property_, answers = one
    options = []
    for value, outlets, anchor in answers:
        entry = "".join(entry_of(_accepting(number, *anchor))) if anchor else ""
        choice = element("input", type="radio", name=f"q{number}", data_lines=True)
        code = element("details", element("summary", "lines"), element("pre", entry))
        label = element("label", choice, f" {value} ({outlets})", class_="choice")
        options.append(element("div", label, code))
    return element("fieldset", element("legend", of, ": ", property_), options, class_="row")


def _accepting(number: int, article: str, words: str, property_: str) -> Decision:
    return Decision(number, Verdict.ACCEPT, (Anchor(article, words, "claim", "", property_),))


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
