"""The whole report: one page with everything in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kgbuild.analysis.people import people_network
from kgbuild.model.quads import Quad
from kgbuild.model.triples import Triples
from kgbuild.pages.document import asset, page
from kgbuild.pages.markup import Html, element, join
from kgbuild.report.actors import actors, places
from kgbuild.report.analysis import analysis
from kgbuild.report.articles import articles
from kgbuild.report.closing import Asked, asked, last_decision, method, questions
from kgbuild.report.events import disputes, happenings
from kgbuild.report.news import Since, news
from kgbuild.report.recent import LATEST, recent
from kgbuild.report.relations import behind_edges, relations
from kgbuild.report.statements import statements, statements_of
from kgbuild.report.story import Story, read_story
from kgbuild.report.timeline import timeline

_SECTIONS = (
    ("new", "New"), ("timeline", "Timeline"), ("positions", "Positions"), ("disputes", "Disputes"),
    ("events", "Events"), ("actors", "Actors"), ("relations", "Relations"), ("places", "Places"),
    ("analysis", "Analysis"), ("articles", "Articles"), ("questions", "Open questions"), ("method", "Method"),
)  # fmt: skip

_LINK = re.compile(r'href="#w(\d+)"')
_GAP = "\0"  # where the sections go: put through all that makes a page, they take most of its time
_EVENTS = 2000  # shown with all their claims; the rest is in the tables beside the report


class Shown(NamedTuple):
    """What a report shows of some articles: its title, how much there is, the filters, the sections but the last two,
    and what these are made of: what is open, articles by licence, claims by status."""

    title: str
    counts: str
    finder: str
    sections: str
    articles: int
    open: tuple[Asked, ...]
    licences: Mapping[str, int]
    states: Mapping[str, int]


def report(
    quads: Iterable[Quad] | Triples, *, run: Mapping[str, object], since: Since | None = None, most: int = LATEST
) -> bytes:
    """Return the report of a dataset as one HTML file; `run` is what `run.json` says, `since` a comparison.

    Of a dataset of more than `most` articles it shows the latest.
    """
    every = Triples.of(quads)
    return page_of(shown(recent(every, most), since), run, len(every.with_type("Article")))


def shown(facts: Triples, since: Since | None = None) -> Shown:
    """Return what is shown of a dataset."""
    story = read_story(facts)
    words = {w.term: w for a in story.articles for w in a.words}
    anchors = {h.term: f"e{number}" for number, h in enumerate(story.happenings[:_EVENTS], start=1)}
    said, network = statements_of(story), people_network(story.facts)
    behind = behind_edges(story, network, words)
    sections = (
        news(story, since),
        timeline(story, anchors),
        statements(story, said),
        disputes(story),
        happenings(story, anchors),
        actors(story, said, anchors),
        relations(network, behind),
        places(story),
        analysis(story, words),
    )
    cited = {int(number) for one in sections for number in _LINK.findall(one)}
    cited |= {w.number for found in behind.values() for w in found}
    return Shown(
        _title(story),
        _counts(story),
        str(_finder(story)),
        _lean(join((*sections, articles(story, cited)))),
        len(story.articles),
        asked(story),
        dict(sorted(Counter(a.licence or "none stated" for a in story.articles).items())),
        dict(Counter(c.status for c in story.claims)),
    )


def page_of(told: Shown, run: Mapping[str, object], every: int) -> bytes:
    """Return the page, given how many articles there are; what is not shown is older."""
    older = every - told.articles
    left = f" {older} older articles are in the tables and views beside this file only." if older else ""
    head = element(
        "header", element("h1", told.title), element("p", f"{told.counts}{left}"), _ways(), Html(told.finder)
    )
    open_ = questions(told.open, last_decision(run))
    main = element("main", Html(_GAP), open_, method(told.licences, told.states, run), id="main")
    body = (
        element("a", "To the content", href="#main", class_="skip"),
        head,
        main,
        element("div", id="peek", role="dialog", aria_label="Words", hidden=True, tabindex="-1"),
    )
    css = asset("kgbuild.report", "report.css")
    script = "".join(asset("kgbuild.report", name) for name in ("report.js", "map.js"))
    before, _, after = _lean(page(told.title, body, css=css, script=script)).partition(_GAP)
    return "".join((before, told.sections, after)).encode()


def _lean(text: str) -> str:
    """Leave out the end tags that HTML lets one leave out: a tenth of a large report."""
    return re.sub(r"</(?:li|td|th|tr|option|dt|dd)>", "", text)


def _title(story: Story) -> str:
    days = sorted(a.issued[:10] for a in story.articles if a.issued)
    period = f", {days[0]} to {days[-1]}" if days and days[0] != days[-1] else f", {days[0]}" if days else ""
    return f"What {len(story.articles)} articles say{period}"


def _counts(story: Story) -> str:
    """Return how much there is here."""
    parts = (
        (len(story.actors), "actors"), (len(story.happenings), "meetings and events"),
        (len(story.positions), "statements"), (len(story.claims), "claims"), (len(story.disputes), "disputes"),
    )  # fmt: skip
    shown = ", ".join(f"{number} {name}" for number, name in parts)
    return f"{shown}. Every number leads to the words it rests on."


def _ways() -> Html:
    return element(
        "nav",
        element("ul", (element("li", element("a", name, href=f"#{to}")) for to, name in _SECTIONS)),
        aria_label="Sections",
    )


def _finder(story: Story) -> Html:
    """Return the search and the filters; they need the script and show only with it."""
    states = sorted({c.status for c in story.claims} | {"attributed"})
    search = element("label", "Search", element("input", id="search", type="search", autocomplete="off"))
    choose = element(
        "label",
        "Show",
        element(
            "select",
            element("option", "everything", value=""),
            (element("option", f"only {s}", value=s) for s in states),
            id="status",
        ),
    )
    return element(
        "form",
        search,
        choose,
        element("span", id="found", role="status"),
        id="finder",
        class_="script-only",
        role="search",
    )
