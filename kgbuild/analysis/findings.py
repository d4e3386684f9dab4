"""Questions of an analyst, each answered as a table, in a sentence, and with the claims every row rests on.

All count acts between known actors: meetings held and things said, once each however many report them. A sentence names
what the table's first rows say, and nothing where there is too little to say it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from kgbuild.analysis.gathered import bridges_of, cores_of, cuts_of, heard_in, ties_in, turned_in
from kgbuild.analysis.people import claims_about
from kgbuild.analysis.reading import is_known
from kgbuild.analysis.scene import Finding, Scene, claims_of, counted, listed, read_scene, scene_of
from kgbuild.model.quads import Quad
from kgbuild.model.tables import Row, Table
from kgbuild.model.terms import RDF_TYPE, RDFS_LABEL, iri, literal
from kgbuild.model.triples import Triples, kgb

_PROV = "http://www.w3.org/ns/prov#"
DERIVED = f"<{_PROV}wasDerivedFrom>"
_NAMED = 3  # names in a sentence
_LOOSE = 2
_MEDIATOR = kgb("mediator")


def centre(scene: Scene) -> Finding:
    """Who is at the centre of the meetings?"""
    met = [a for a in scene.acts if a.kind == "met"]
    partners: dict[str, set[str]] = defaultdict(set)
    meetings: dict[str, set[str]] = defaultdict(set)
    for act in met:
        for one, other in ((act.source, act.target), (act.target, act.source)):
            partners[one].add(other)
            meetings[one].add(act.about)
    ranked = sorted(partners, key=lambda a: (-len(partners[a]), -len(meetings[a]), scene.label(a), a))
    rows = [
        {
            "actor": scene.label(a),
            "partners": str(len(partners[a])),
            "meetings": str(len(meetings[a])),
            "met": _names(scene, sorted(partners[a], key=scene.label)),
            "claims": claims_of(x for x in scene.of(a) if x.kind == "met"),
        }
        for a in ranked
    ]
    said = ""
    if rows:
        most = len(partners[ranked[0]])
        best = [a for a in ranked if len(partners[a]) == most]
        each = f"{counted(most, 'actor')} each" if len(best) > 1 else counted(most, "actor")
        told = f"{counted(len({a.about for a in met}), 'meeting')} told of in all"
        pairs = sorted({" with ".join(sorted((scene.label(a.source), scene.label(a.target)))) for a in met})
        said = (
            f"{_some(scene, best)} met most others: {each}, in {told}."
            if most > 1
            else f"Nobody met more than one other, in {told}: {_list(pairs)}."
        )
    return _finding("centre", centre, said, ("actor", "partners", "meetings", "met"), rows)


def mediators(scene: Scene) -> Finding:
    """Who mediates between whom?"""
    facts = scene.facts
    found: dict[str, list[str]] = defaultdict(list)
    for event in [one for one, values in facts.about.items() if _MEDIATOR in values]:
        for who in filter(is_known, facts.about[event][_MEDIATOR]):
            above = facts.objects(event, kgb("partOf"))
            if not any(who in facts.objects(p, _MEDIATOR) for p in above):  # a day of a round is no second one
                found[who].append(event)
    rows = []
    for who, events in found.items():
        parties = {a for e in events for a in facts.objects(e, kgb("participant")) if a != who and is_known(a)}
        if len(parties) < 2:  # between whom is not told
            continue
        rows.append(
            {
                "actor": scene.label(who),
                "meetings": str(len(events)),
                "between": _names(scene, sorted(parties, key=scene.label)),
                "what": "; ".join(dict.fromkeys(map(scene.label, events))),
                "claims": listed(c for e in events for c in claims_about(facts, e).get(who, ())),
            }
        )
    rows.sort(key=lambda r: (-int(r["meetings"]), r["actor"]))
    said = ""
    if rows:
        said = f"{rows[0]['actor']} mediates between {_list(rows[0]['between'].split(', '))}: {rows[0]['what']}."
    return _finding("mediators", mediators, said, ("actor", "meetings", "between", "what"), rows)


def brokers(scene: Scene) -> Finding:
    """Who stands between groups that have no other link?"""
    rows = []
    for cut in scene.facts.once(cuts_of):
        sides = [sorted(side, key=scene.label) for side in cut.sides]
        rows.append(
            {
                "actor": scene.label(cut.node),
                "pairs": str(cut.pairs),
                "between": " | ".join(_some(scene, side) for side in sides),
                "claims": claims_of(scene.of(cut.node)),
            }
        )
    said = ""
    if rows:
        one, other = rows[0]["between"].split(" | ")[:2]
        said = f"Without {rows[0]['actor']}, nothing told here would link {one} with {other}."
    return _finding("brokers", brokers, said, ("actor", "pairs", "between"), rows)


def camps(scene: Scene) -> Finding:
    """Who stands with whom and against whom, over the issues both speak of and what they say of each other?"""
    rows = [
        {
            "one": scene.label(one),
            "other": scene.label(other),
            "stand": "together" if total > 0 else "against" if total < 0 else "divided",
            "sum": str(total),
            "on": "; ".join(dict.fromkeys(_what(scene, *what) for what in over)),
            "claims": listed(claims),
        }
        for one, other, total, over, claims in scene.facts.once(ties_in)
    ]
    rows.sort(key=lambda r: (-abs(int(r["sum"])), r["one"], r["other"]))
    return _finding("camps", camps, _of_camps(rows), ("one", "other", "stand", "sum", "on"), rows)


def _what(scene: Scene, one: str, kind: str, other: str) -> str:
    """Say over what two have a tie: an issue, or what the one does to the other."""
    return f"{scene.label(one)} {kind} {scene.label(other)}" if kind else scene.label(one)


def _of_camps(rows: Sequence[Row]) -> str:
    """Say the strongest tie of each sign, and whether friends of friends are friends."""
    said = []
    for stand, word in (("against", "stand against each other most"), ("together", "stand together most")):
        best = next((r for r in rows if r["stand"] == stand), None)
        if best:
            said.append(f"{best['one']} and {best['other']} {word} ({best['on']})")
    sign = {frozenset((r["one"], r["other"])): (int(r["sum"]) > 0) - (int(r["sum"]) < 0) for r in rows}
    names = sorted({n for pair in sign for n in pair})
    near: dict[str, set[str]] = defaultdict(set)
    for pair, value in sign.items():
        if value and len(pair) == 2:
            one, other = sorted(pair)
            near[one].add(other)
    triples = [(a, b, c) for a in names for b in near[a] for c in near[a] & near[b]]
    if triples:
        even = sum(
            1 for a, b, c in triples if sign[frozenset((a, b))] * sign[frozenset((b, c))] * sign[frozenset((a, c))] > 0
        )
        said.append(
            f"of {counted(len(triples), 'triangle')} of three who all take sides, {even} hold together (the friend of "
            "a friend is a friend, the enemy of an enemy too)"
        )
    return f"{'; '.join(said)}." if said else ""


def outlets(scene: Scene) -> Finding:
    """Who speaks through which outlet?"""
    heard = scene.facts.once(heard_in)
    total: Counter[str] = Counter()
    for speaker, _, found in heard:
        total[speaker] += len(found)
    rows = [
        {
            "speaker": scene.label(speaker),
            "outlet": scene.label(outlet),
            "acts": str(len(found)),
            "share": f"{len(found) / total[speaker]:.2f}",
            "claims": listed(found),
        }
        for speaker, outlet, found in heard
    ]
    rows.sort(key=lambda r: (-int(r["acts"]), r["speaker"], r["outlet"]))
    said = ""
    if rows:
        most = [r for r in rows if r["acts"] == rows[0]["acts"]]
        loudest = _list([f"{r['speaker']} in {r['outlet']}" for r in most])
        each = " each" if len(most) > 1 else ""
        said = f"Heard most: {loudest}, {counted(int(rows[0]['acts']), 'act')} of speaking{each}."
    return _finding("outlets", outlets, said, ("speaker", "outlet", "acts", "share"), rows)


def bridges(scene: Scene) -> Finding:
    """Which links between two actors hold groups together by themselves?"""
    found = scene.facts.once(bridges_of)
    rows = []
    for one, other in sorted(found, key=lambda e: (scene.label(min(e)), scene.label(max(e)))):
        acts = scene.between(one, other)
        first, second = sorted((one, other), key=scene.label)
        rows.append(
            {
                "one": scene.label(first),
                "other": scene.label(second),
                "by": "; ".join(sorted({a.kind for a in acts})),
                "words": next((a.words for a in acts if a.words), ""),
                "claims": claims_of(acts),
            }
        )
    said = (
        f"One link alone holds {rows[0]['one']}'s and {rows[0]['other']}'s sides together: {rows[0]['by']}."
        if rows
        else ""
    )
    return _finding("bridges", bridges, said, ("one", "other", "by", "words"), rows)


def core(scene: Scene) -> Finding:
    """Who belongs to the tightest knot (the highest k-core)?"""
    numbers = scene.facts.once(cores_of)
    most = max(numbers.values(), default=0)
    rows = [
        {
            "actor": scene.label(a),
            "core": str(n),
            "claims": claims_of(scene.of(a)),
        }
        for a, n in sorted(numbers.items(), key=lambda item: (-item[1], scene.label(item[0]), item[0]))
    ]
    inside = [r["actor"] for r in rows if r["core"] == str(most)]
    # two of three who deal with each other are no knot
    said = f"{_list(inside)} each deal with at least {most} of the others in their knot." if most > _LOOSE else ""
    return _finding("core", core, said, ("actor", "core"), rows)


def change(scene: Scene) -> Finding:
    """What is different in the second half of the period?"""
    split, turned = scene.facts.once(turned_in)
    rows = [
        {
            "one": scene.label(one),
            "other": scene.label(other),
            "before": before,
            "after": after,
            "claims": listed(claims),
        }
        for one, other, before, after, claims in turned
    ]
    rows.sort(key=lambda r: (bool(r["before"]) == bool(r["after"]), r["one"], r["other"]))
    fresh, ended = (
        [f"{r['one']} and {r['other']}" for r in rows if not r[one] and r[other]]
        for one, other in (("before", "after"), ("after", "before"))
    )
    parts = [f"only from {split} on: {_list(fresh)}"] if fresh else []
    parts += [f"only before: {_list(ended)}"] if ended else []
    said = f"Told of {'; '.join(parts)}." if parts else ""
    return _finding("change", change, said, ("one", "other", "before", "after"), rows)


Question = Callable[[Scene], Finding]
QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {q.__name__: q for q in (centre, mediators, brokers, camps, outlets, change, bridges, core)}
)


def findings(facts: Triples) -> tuple[Finding, ...]:
    """Return the answers to all questions of `QUESTIONS`."""
    scene = read_scene(facts)
    return tuple(question(scene) for question in QUESTIONS.values())


SPOKEN = frozenset({outlets.__name__})
"""Questions about all that is said at all, whomever it is about; the others are about acts, or where actors stand."""


def findings_like(known: Iterable[Finding], facts: Triples, *, anew: Collection[str]) -> tuple[Finding, ...]:
    """Return answers that are known, but for those that are made `anew` (names of questions in `SPOKEN`)."""
    scene = scene_of(facts, ())
    return tuple(QUESTIONS[one.name](scene) if one.name in anew else one for one in known)


def finding_quads(one: Finding, *, base: str) -> list[Quad]:
    """Return what is said of a finding as an entity of the analysis graph, in order, but for the claims behind it."""
    graph, node = iri(f"{base}graph/analysis"), iri(f"{base}analysis/{one.name}")
    said = {
        "<http://purl.org/dc/terms/description>": literal(one.sentence, language="en"),
        RDF_TYPE: iri(f"{_PROV}Entity"),
        RDFS_LABEL: literal(one.question, language="en"),
    }
    return [Quad(node, predicate, value, graph) for predicate, value in said.items()]


def claims_behind(one: Finding) -> list[str]:
    """Return the claims (terms) that a finding is derived from (`DERIVED`), in order."""
    every = " ".join([row["claims"] for row in one.table.rows]).split()
    return list(map(iri, sorted(set(every))))


def _finding(name: str, question: Question, said: str, columns: Sequence[str], rows: Sequence[Row]) -> Finding:
    return Finding(name, (question.__doc__ or "").strip(), said, Table(name, (*columns, "claims"), tuple(rows)))


def _names(scene: Scene, terms: Sequence[str]) -> str:
    return ", ".join(scene.label(t) for t in terms)


def _some(scene: Scene, terms: Sequence[str]) -> str:
    return _list([scene.label(t) for t in terms])


def _list(names: Sequence[str]) -> str:
    """Return names as a person lists them, the first three of many."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
