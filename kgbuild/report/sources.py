"""The articles with every stretch of words that anything rests on, what is new, open questions, method."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping

from kgbuild.pages.markup import Html, element, join
from kgbuild.report.parts import STATUSES, chip, cite, section, value_like, words_like
from kgbuild.report.story import Article, Claim, Dispute, Story, Words

_MEANINGS = (
    ("accepted", "an outlet says it in its own voice and none contradicts it: a fact of the graph"),
    ("attributed", "someone other than the outlet says it: never a fact by itself"),
    ("disputed", "sources give answers that cannot all hold: none is a fact until a decision settles it"),
    ("superseded", "a later claim overtook it: a count that has risen, a plan that came about"),
    ("rejected", "set aside by a decision"),
)
_NEW = 40
_LONGEST = 40  # characters of a name beside words; whole where it leads
_SELF_EVIDENT = frozenset({"type", "label", "altLabel", "edtf", "mentions", "roleStatus"})
_USES = 1  # of one stretch of words; more are counted


def news(story: Story) -> Html:
    """Return what the latest articles add: facts that no earlier article tells."""
    if not story.articles or not story.articles[-1].issued:
        return section(
            "new", "What is new", element("p", "No article has a date, so nothing can be called the latest.")
        )
    day = story.articles[-1].issued[:10]
    latest = {a.term for a in story.articles if a.issued[:10] == day}
    earlier = {(c.subject, c.property, c.value) for c in story.claims if c.article not in latest}
    label = story.facts.label
    fresh: dict[str, list[Claim]] = defaultdict(list)
    for claim in story.claims:
        key = (claim.subject, claim.property, claim.value)
        if claim.article in latest and key not in earlier and claim.property not in _SELF_EVIDENT:
            fresh[claim.subject].append(claim)
    names = ", ".join(sorted({a.outlet for a in story.articles if a.term in latest}))
    told = [(label(subject), fresh[subject]) for subject in sorted(fresh, key=lambda s: (label(s), s))]
    more = element("p", f"and {len(told) - _NEW} more", class_="soft") if len(told) > _NEW else None
    about = element("p", f"What the articles of {day} ({names}) say that none before them said.", class_="soft")
    return section("new", "What is new", about, element("ul", (_fresh(of, c) for of, c in told[:_NEW])), more)


def _fresh(of: str, claims: list[Claim]) -> Html:
    parts: dict[Html, None] = {}
    for claim in sorted(claims, key=lambda c: (c.property, c.shown)):
        mark = join([" ", chip(claim.status)]) if claim.status != "accepted" else ""
        parts[join([words_like(claim.property), " ", value_like(claim.shown), mark])] = None
    words = cite(w for c in claims for w in c.words)
    return element(
        "li", element("strong", of), ": ", join(parts, "; "), " ", words, class_="row", data_status=claims[0].status
    )


def articles(story: Story) -> Html:
    """Return the section of articles: their words in order, each with what rests on it."""
    uses: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in story.claims:
        if claim.property not in _SELF_EVIDENT:
            of = story.facts.label(claim.subject)
            what = f"{words_like(claim.property)} of {of if len(of) <= _LONGEST else f'{of[: _LONGEST - 1]}…'}"
            for words in claim.words:
                uses[words.term][f"{what} ({claim.status})" if claim.status != "accepted" else what] = None
    return section("articles", "Articles", (_article(a, uses) for a in story.articles))


def _article(article: Article, uses: Mapping[str, Mapping[str, None]]) -> Html:
    about = ", ".join(filter(None, (article.outlet, article.issued, article.licence and f"licence {article.licence}")))
    safe = article.url if article.url.startswith(("https://", "http://")) else ""
    source = element("a", article.url, href=safe, rel="noreferrer noopener") if safe else None
    items = (
        element("li", element("mark", w.text), _note(w, list(uses.get(w.term, ()))), id=f"w{w.number}")
        for w in article.words
    )
    title = element("summary", element("strong", article.title), " ", element("span", about, class_="soft"))
    words = element("ol", items, data_from=f"{article.outlet}, {article.issued}")
    return element("details", title, element("p", source) if source else None, words, class_="row article", open=True)


def _note(words: Words, uses: list[str]) -> Html | None:
    parts = [f"{words.speaker}’s words"] if words.speaker else []
    parts += uses[:_USES] + ([f"+{len(uses) - _USES}"] if len(uses) > _USES else [])
    return element("small", f" — {'; '.join(parts)}") if parts else None


def questions(story: Story) -> Html:
    """Return what is open, and a snippet that settles it."""
    open_ = [d for d in story.disputes if not d.settled]
    if not open_:
        return section("questions", "Open questions", element("p", "Nothing is open."))
    identifiers = {a.term: a.identifier for a in story.articles}
    about = "Which of these holds? Choose, and copy the lines below into a file under decisions/ for the next build."
    asked = (_question(number, d, identifiers) for number, d in enumerate(open_, start=1))
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
        snippet = "".join(_accept(c, identifiers) for c in side.claims[:1])
        choice = element("input", type="radio", name=f"q{number}", data_lines=True)
        outlets = ", ".join(sorted({c.by for c in side.claims}))
        code = element("details", element("summary", "lines"), element("pre", snippet))
        options.append(element("div", element("label", choice, f" {side.value} ({outlets})", class_="choice"), code))
    return element("fieldset", element("legend", dispute.of, ": ", words_like(dispute.property)), options, class_="row")


def _accept(claim: Claim, identifiers: Mapping[str, str]) -> str:
    words = claim.words[0].text if claim.words else ""
    where = identifiers.get(claim.article, "")
    anchor = f"in: {json.dumps(where)}, words: {json.dumps(words, ensure_ascii=False)}, predicate: kgb:{claim.property}"
    return f"- accept: {{claim: {{{anchor}}}}}\n  by: \n  on: \n  why: \n"


def method(story: Story, run: Mapping[str, object]) -> Html:
    """Return how this was made, from what, and under which licences."""
    states = Counter(c.status for c in story.claims)
    meanings = (
        (element("dt", chip(name), f" {states[name]}"), element("dd", text))
        for name, text in _MEANINGS
        if name in STATUSES
    )
    versions, inputs = run.get("versions"), run.get("inputs")
    made = [f"{k} {v}" for k, v in versions.items() if v] if isinstance(versions, dict) else []
    files = [i for i in inputs if isinstance(i, dict)] if isinstance(inputs, list) else []
    licences = Counter(a.licence or "none stated" for a in story.articles)
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
