"""Who acts: names, roles, what they took part in; and the places."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import cos, radians

from kgbuild.model.triples import kgb, local_name
from kgbuild.pages.markup import Html, element
from kgbuild.report.parts import cite, row, section, table
from kgbuild.report.statements import cell_anchors
from kgbuild.report.story import Story, Words, kind_of, names_of

_WIDTH = 1000
_MOST = 2000


def actors(story: Story) -> Html:
    """Return the section of actors: names seen, roles, in how many statements and events."""
    facts = story.facts
    roles = _roles(story)
    first = {speaker: anchor for (speaker, _), anchor in sorted(cell_anchors(story).items(), reverse=True)}
    said = Counter(p.speaker for p in story.positions)
    told: dict[str, list[Words]] = defaultdict(list)
    for claim in story.claims:
        if claim.value.startswith("<"):
            told[claim.value].extend(claim.words)
        told[claim.subject].extend(claim.words)
    busiest = sorted(story.actors, key=lambda a: (-said[a] - len(told[a]), facts.label(a).casefold(), a))[:_MOST]
    shown = sorted(busiest, key=lambda a: (facts.label(a).casefold(), a))
    left = len(story.actors) - len(shown)
    more = f"; the {len(shown)} told of most, the rest is in views/actors.csv" if left else ""
    rows = (
        row(
            element("strong", facts.label(actor)),
            kind_of(facts, actor).lower(),
            ", ".join(names_of(facts, actor)),
            "; ".join(roles[actor]),
            element("a", said[actor], href=f"#{first[actor]}") if actor in first else said[actor] or None,
            cite(told[actor]),
        )
        for actor in shown
    )
    columns = ("Name", "Kind", "Also called", "Roles", "Statements", "Words")
    body = table(f"{len(story.actors)} actors{more}", columns, rows)
    return section(
        "actors", "Actors", element("details", element("summary", "All actors"), body, class_="behind", open=True)
    )


def _roles(story: Story) -> dict[str, list[str]]:
    facts = story.facts
    found: dict[str, list[str]] = defaultdict(list)
    for role in facts.with_type("Role"):
        former = "former " if local_name(facts.one(role, kgb("roleStatus"))) == "former" else ""
        where = [facts.label(at) for name in ("roleAt", "rolePlace") for at in facts.objects(role, kgb(name))]
        for holder in facts.objects(role, kgb("holder")):
            found[holder].append(f"{former}{facts.label(role)}{f', {where[0]}' if where else ''}")
    return found


def places(story: Story) -> Html:
    """Return the section of places: a map of those with coordinates, a table of all."""
    facts = story.facts
    at: dict[str, list[str]] = defaultdict(list)
    words: dict[str, list[Words]] = defaultdict(list)
    for claim in story.claims:
        if claim.property == "place":
            at[claim.value].append(facts.label(claim.subject))
            words[claim.value].extend(claim.words)
    located = [(t, lat, long) for t, lat, long in story.places if lat is not None and long is not None]
    rows = (row(facts.label(t), "; ".join(sorted(set(at[t]))), cite(words[t])) for t, _, _ in story.places)
    body = table(f"{len(story.places)} places", ("Place", "What happened there", "Words"), rows)
    note = (
        ""
        if located
        else "No place has coordinates here, so there is no map: give them with a mapping or an ontology of your own."
    )
    return section("places", "Places", _map(story, located, at) if located else element("p", note, class_="soft"), body)


def _map(story: Story, located: list[tuple[str, float, float]], at: dict[str, list[str]]) -> Html:
    """Return a plain map: equal distances along the middle latitude, a grid, a dot a place, larger with more events."""
    south, north = min(lat for _, lat, _ in located) - 2, max(lat for _, lat, _ in located) + 2
    west, east = min(long for *_, long in located) - 2, max(long for *_, long in located) + 2
    across = _WIDTH / (east - west)
    height = max(120.0, min(700.0, (north - south) * across / max(0.2, cos(radians((south + north) / 2)))))
    dots = []
    for term, lat, long in located:
        x, y = (long - west) * across, (north - lat) / (north - south) * height
        events = len(set(at[term]))
        title = element("title", f"{story.facts.label(term)}: {'; '.join(sorted(set(at[term]))) or 'named only'}")
        dot = element("circle", cx=round(x, 1), cy=round(y, 1), r=min(16, 5 + 2 * events), class_="past")
        dots.append(
            element("g", title, dot, element("text", story.facts.label(term), x=round(x + 9, 1), y=round(y + 4, 1)))
        )
    name = element("title", f"Map of {len(located)} places; the table below has the same")
    return element("svg", name, dots, viewBox=f"0 0 {_WIDTH} {round(height)}", role="img", class_="map")
