"""The pages of the server: home, query, answers, questions."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kgbuild.pages.document import document, page, style
from kgbuild.pages.markup import Html, element
from kgbuild.query.question import Question, shipped_questions
from kgbuild.serve.editor import POLICY, editor_folder
from kgbuild.serve.evaluate import Answer
from kgbuild.serve.site import Site

_SAMPLE = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?type (COUNT(*) AS ?nodes)
WHERE { ?node a ?type }
GROUP BY ?type
ORDER BY DESC(?nodes)"""
_PLACES = (("/", "Start"), ("/report", "Report"), ("/questions", "Questions"), ("/sparql", "SPARQL"))
# The editor is made for a light page, and brings its own sizes.
_EDITOR_STYLE = (
    "#yasgui { color-scheme: light; background: #fff; color: #1c1f24; min-height: 30rem; } #yasgui * { min-width: 0; }"
)
_SHOWN = 1000  # rows of an answer on a page


def framed(title: str, *body: object) -> Html:
    """Return a page of the server with its ways."""
    return page(title, *_frame(title, body))


def _frame(title: str, body: object) -> tuple[Html, Html]:
    ways = element(
        "nav", element("ul", (element("li", element("a", name, href=to)) for to, name in _PLACES)), aria_label="Site"
    )
    return ways, element("main", element("h1", title), body)


def home_page(site: Site) -> Html:
    """Return the first page."""
    size = len(site.store())
    return framed(
        "A knowledge graph of news articles",
        element(
            "p",
            f"{size} triples of ",
            element("code", site.base),
            ". Read-only. Every name leads to what is known of it, and from there to the words of an article.",
        ),
        element(
            "ul",
            element(
                "li", element("a", "The report", href="/report"), ": what happened, who said what, what is disputed"
            ),
            element("li", element("a", "Questions", href="/questions"), ": forms, no SPARQL needed"),
            element("li", element("a", "SPARQL", href="/sparql"), ": write your own; programs ask at the same address"),
            element("li", "OpenRefine: add the reconciliation service ", element("code", "/reconcile")),
        ),
    )


def query_page(site: Site, query: str = _SAMPLE) -> Html:
    """Return the page to write a query on: an editor where this installation has one, else a plain form."""
    title = "Ask with SPARQL"
    limits = _limits(site)
    if editor_folder() is None:
        return framed(title, _plain_form(query), limits)
    asked = (element("li", element("a", q.title, href="/questions", data_example=q.text)) for q in shipped_questions())
    examples = element("details", element("summary", "Shipped questions, to start from"), element("ul", asked))
    place = element("div", id="yasgui", data_query=query)
    licences = element("p", element("a", "Licences of the editor", href="/yasgui/LICENSES.txt"), class_="soft")
    without = element("noscript", _plain_form(query))
    ending = [element("script", src=f"/yasgui/{name}") for name in ("yasgui.min.js", "query.js")]
    head = element("link", rel="stylesheet", href="/yasgui/yasgui.min.css")
    body = (*_frame(title, (examples, place, without, limits, licences)), ending)
    return document(title, body, rules=POLICY, css=style() + _EDITOR_STYLE, head=head)


def _limits(site: Site) -> Html:
    size = site.limits.answer // 2**20
    said = f"An answer may take {site.limits.seconds:g} seconds and {size} MB. SERVICE and updates are refused."
    return element("p", said, class_="soft")


def _plain_form(query: str) -> Html:
    formats = (("html", "page"), ("csv", "CSV"), ("json", "JSON"), ("xml", "XML"), ("turtle", "Turtle"))
    return element(
        "form",
        element(
            "label",
            "Query (SPARQL 1.1; the default graph is the union of all)",
            element("textarea", query, name="query", spellcheck="false"),
        ),
        element(
            "label",
            "Answer as",
            element("select", (element("option", name, value=value) for value, name in formats), name="format"),
        ),
        element("button", "Ask"),
        method="get",
        action="/sparql",
    )


def answer_page(site: Site, query: str, answer: Answer) -> Html:
    """Return the answer of a query as a page, with the query to change."""
    return framed("Answer", answer_block(site, answer), element("h2", "Query"), _again(query))


def answer_block(site: Site, answer: Answer) -> Html:
    """Return an answer as a table, or as it is."""
    if answer.status != 200 or "json" not in answer.media:
        return element("pre", answer.body.decode(errors="replace"))
    found = json.loads(answer.body)
    if "boolean" in found:
        return element("p", "yes" if found["boolean"] else "no")
    columns, rows = found["head"]["vars"], found["results"]["bindings"]
    head = element("thead", element("tr", (element("th", name, scope="col") for name in columns)))
    lines = (element("tr", (element("td", _cell(site, row.get(name))) for name in columns)) for row in rows[:_SHOWN])
    more = f", the first {_SHOWN} shown" if len(rows) > _SHOWN else ""
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}{more}"
    return element(
        "div",
        element("table", element("caption", count), head, element("tbody", lines)),
        class_="wide",
        tabindex="0",
        role="region",
        aria_label="Answer",
    )


def questions_page() -> Html:
    """Return the list of the shipped questions."""
    found = shipped_questions()
    return framed(
        "Questions", element("ul", (element("li", element("a", q.title, href=f"/questions/{q.name}")) for q in found))
    )


def question_page(site: Site, question: Question, given: dict[str, str], answer: Answer | None, why: str) -> Html:
    """Return a question as a form, with its answer once it is asked."""
    kinds = {"date": "date", "iri": "text", "text": "text"}
    fields = (
        element(
            "label", p.name, element("input", name=p.name, type=kinds[p.type], value=given.get(p.name) or p.default)
        )
        for p in question.parameters
    )
    form = element(
        "form", fields, element("button", "Ask"), element("input", type="hidden", name="ask", value="yes"), method="get"
    )
    result: Iterable[Html] = ()
    if why:
        result = (element("pre", why),)
    elif answer is not None:
        result = (answer_block(site, answer),)
    query = element("details", element("summary", "The query"), element("pre", question.text))
    return framed(question.title, form, result, query)


def local(site: Site, address: str) -> str:
    """Return where a node of ours is found on this server, or its own address."""
    return f"/{address.removeprefix(site.base)}" if address.startswith(site.base) else address


def link(site: Site, address: str, label: str) -> Html:
    """Return a link to a node; an address that is none of the web stays text."""
    to = local(site, address)
    if to.startswith(("/", "http://", "https://")):
        return element("a", label, href=to)
    return element("code", address)


def _cell(site: Site, value: dict[str, str] | None) -> object:
    if value is None:
        return None
    if value["type"] != "uri":
        return value["value"]
    address = value["value"]
    shown = next(
        (f"{p}:{address[len(n) :]}" for p, n in site.style.prefixes.items() if n and address.startswith(n)), address
    )
    return link(site, address, shown)


def _again(query: str) -> Html:
    area = element("label", "Query", element("textarea", query, name="query", spellcheck="false"))
    return element("form", area, element("button", "Ask again"), method="get", action="/sparql")
