"""Who acts: names, roles, what they took part in; and the places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import ceil, cos, floor, radians

from kgbuild.analysis.people import ROLES
from kgbuild.analysis.reading import is_known
from kgbuild.model.triples import kgb, local_name
from kgbuild.pages.markup import Html, element, join
from kgbuild.report.parts import cite, row, section, table
from kgbuild.report.statements import Statements
from kgbuild.report.story import Story, Words, kind_of, names_of

_WIDTH, _TALLEST = 1000, 480
_LETTER, _LINE = 7, 14  # a name's room
_LINES = 7  # of the map's grid, each way, at most
_LEAST = 3  # places that make a map
_MOST = 1000
_EVENTS, _LONGEST = 3, 48  # events named of an actor, and how much of their names


def actors(story: Story, statements: Statements, anchors: Mapping[str, str]) -> Html:
    """Return the section of actors, the most told of first: names seen, roles, events, how many statements, the words;
    `anchors` says where an event stands."""
    facts = story.facts
    roles, events = _roles(story), _events(story, anchors)
    said = Counter(p.speaker for p in story.positions)
    told: dict[str, list[Words]] = defaultdict(list)
    for claim in story.claims:
        if claim.value.startswith("<"):
            told[claim.value].extend(claim.words)
        told[claim.subject].extend(claim.words)
    known = [a for a in story.actors if is_known(a)]
    shown = sorted(known, key=lambda a: (-said[a] - len(told[a]), facts.label(a).casefold(), a))[:_MOST]
    left = len(known) - len(shown)
    more = f"; the rest ({left}) is in views/actors.csv" if left else ""
    rows = (
        row(
            element("strong", facts.label(actor)),
            kind_of(facts, actor).lower(),
            ", ".join(names_of(facts, actor)),
            "; ".join(roles[actor]),
            events.get(actor),
            element("a", said[actor], href=f"#{statements[actor][0].anchor}", class_="cell")
            if actor in statements
            else said[actor] or None,
            cite(told[actor]),
        )
        for actor in shown
    )
    columns = ("Name", "Kind", "Also called", "Roles", "Took part in", "Statements", "Words")
    body = table(f"{len(shown)} actors, those told of most first{more}", columns, rows)
    return section("actors", "Actors", body)


def _events(story: Story, anchors: Mapping[str, str]) -> dict[str, Html]:
    """Return links to the first events each actor has a part in, whoever tells it; more are counted."""
    found: dict[str, dict[str, Html]] = defaultdict(dict)
    for h in story.happenings:
        short = h.label if len(h.label) <= _LONGEST else f"{h.label[: _LONGEST - 1]}…"
        for claim in h.claims:
            if claim.property in ROLES and not claim.denied and h.term in anchors:
                found[claim.value][h.term] = element("a", short, href=f"#{anchors[h.term]}")
    more = {actor: len(links) - _EVENTS for actor, links in found.items()}
    return {
        actor: join([join(list(links.values())[:_EVENTS], "; "), f" +{more[actor]}" if more[actor] > 0 else None])
        for actor, links in found.items()
    }


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
    """Return the section of places: a map of those with coordinates, a table of those where something happened."""
    facts = story.facts
    at: dict[str, list[str]] = defaultdict(list)
    words: dict[str, list[Words]] = defaultdict(list)
    for claim in story.claims:
        if claim.property == "place":
            at[claim.value].append(facts.label(claim.subject))
            words[claim.value].extend(claim.words)
    located = [(t, lat, long) for t, lat, long in story.places if lat is not None and long is not None]
    scenes = [t for t, *_ in story.places if at[t]]
    rows = (row(facts.label(t), "; ".join(sorted(set(at[t]))), cite(words[t])) for t in scenes)
    body = table(f"Where something happened ({len(scenes)})", ("Place", "What happened there", "Words"), rows)
    only = "; ".join(facts.label(t) for t, *_ in story.places if not at[t])
    drawn = (
        _map(story, located, at)
        if len(located) >= _LEAST
        else element("p", f"{len(located)} places here have coordinates: too few for a map.", class_="soft")
    )
    named = element("p", f"Named without an event: {only}.", class_="soft") if only else None
    return section("places", "Places", drawn, body if scenes else None, named)


def _map(story: Story, located: list[tuple[str, float, float]], at: dict[str, list[str]]) -> Html:
    """Return a plain map: equal distances along the middle latitude, a grid, a dot a place, larger with more events."""
    south, north = min(lat for _, lat, _ in located) - 2, max(lat for _, lat, _ in located) + 2
    west, east = min(long for *_, long in located) - 2, max(long for *_, long in located) + 2
    squeeze = max(0.2, cos(radians((south + north) / 2)))
    lack = (north - south) / squeeze / _TALLEST * _WIDTH - (east - west)  # a high map is made wider, not higher
    west, east = west - max(0.0, lack) / 2, east + max(0.0, lack) / 2
    across = _WIDTH / (east - west)
    height = round((north - south) * across / squeeze)

    def place(lat: float, long: float) -> tuple[float, float]:
        return round((long - west) * across, 1), round((north - lat) / (north - south) * height, 1)

    dots, taken = [], list[tuple[float, float, float]]()
    for term, lat, long in sorted(located, key=lambda p: (-len(set(at[p[0]])), p)):
        x, y = place(lat, long)
        label, events = story.facts.label(term), sorted(set(at[term]))
        r = min(12, 4 + len(events))
        title = element("title", f"{label}: {'; '.join(events) or 'named only'}")
        dot = element("circle", cx=x, cy=y, r=r, class_="past" if events else "off")
        wide = _LETTER * len(label)
        left = x + r + 4 if x + r + 4 + wide < _WIDTH else x - r - 4 - wide
        free = all(abs(y - v) > _LINE or left > u + w or left + wide < u for u, v, w in taken)
        taken += [(left, y, wide)] if free else []  # a name that would cover another is in the title alone
        dots.append(element("g", title, dot, element("text", label, x=round(left, 1), y=y + 4) if free else None))
    name = element("title", f"Map of {len(located)} places; the table below has the same")
    grid = [_meridian(place(0, n)[0], height, n) for n in _round(west, east)]
    grid += [_parallel(place(n, 0)[1], n) for n in _round(south, north)]
    return element("svg", name, grid, dots, viewBox=f"0 0 {_WIDTH} {height}", role="img", class_="map")


def _round(low: float, high: float) -> list[int]:
    """Return round degrees between two, some six of them."""
    step = next(s for s in (1, 2, 5, 10, 20, 30, 60) if (high - low) / s <= _LINES or s == 60)
    return list(range(ceil(low / step) * step, floor(high) + 1, step))


def _meridian(x: float, height: int, degrees: int) -> Html:
    name = f"{abs(degrees)}°{'E' if degrees > 0 else 'W' if degrees else ''}"
    line = element("line", x1=x, y1=0, x2=x, y2=height)
    return element("g", line, element("text", name, x=x + 3, y=height - 4), class_="tick", aria_hidden="true")


def _parallel(y: float, degrees: int) -> Html:
    name = f"{abs(degrees)}°{'N' if degrees > 0 else 'S' if degrees else ''}"
    line = element("line", x1=0, y1=y, x2=_WIDTH, y2=y)
    return element("g", line, element("text", name, x=3, y=y - 4), class_="tick", aria_hidden="true")
