"""What is new, open questions, method."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import groupby

from kgbuild.decisions.write import entry_of
from kgbuild.model.decisions import Anchor, Decision, Verdict
from kgbuild.model.triples import kgb, words_like
from kgbuild.pages.markup import Html, element, join
from kgbuild.report.parts import ASIDE, SELF_EVIDENT, STATUSES, chip, cite, section, value_like
from kgbuild.report.story import Claim, Dispute, Story

_MEANINGS = (
    ("accepted", "an outlet says it in its own voice and none contradicts it: a fact of the graph"),
    ("attributed", "someone other than the outlet says it: never a fact by itself"),
    ("disputed", "sources give answers that cannot all hold: none is a fact until a decision settles it"),
    ("superseded", "a later claim overtook it: a count that has risen, a plan that came about"),
    ("rejected", "set aside by a decision"),
)
_NEW = 40
_DAYS = ("startDate", "endDate")


def news(story: Story) -> Html:
    """Return what the latest articles add: facts that no earlier article tells."""
    days = sorted({a.issued[:10] for a in story.articles if a.issued})
    if len(days) < 2:
        why = f"All articles are of {days[0]}" if days else "No article has a date"
        return section("new", "What is new", element("p", f"{why}, so none adds to what an earlier one told."))
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
    return section("new", "What is new", about, element("ul", items), more)


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


def questions(story: Story, run: Mapping[str, object]) -> Html:
    """Return what is open, and the decision that settles it."""
    open_ = [d for d in story.disputes if not d.settled]
    if not open_:
        return section("questions", "Open questions", element("p", "Nothing is open."))
    settings = run.get("settings")
    last = settings.get("last_decision", 0) if isinstance(settings, dict) else 0
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
