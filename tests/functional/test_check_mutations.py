"""One thing wrong in a good output, over and over: `kgbuild check` must see it, from the files alone.

Each mutation changes the sample's dataset as a careless hand or a broken tool would; counts in `run.json` and the
shapes are left out here, so that it is the meaning that is checked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kgbuild.api import Result, build, write
from kgbuild.config import Config
from kgbuild.model.quads import Quad
from kgbuild.ontology.load import load_ontology
from kgbuild.pipeline.promise import check_promise
from kgbuild.pipeline.stored import stored_quads
from kgbuild.verify.check import check_dataset
from kgbuild.verify.dataset import Dataset, Fault
from kgbuild.verify.words import read_reports

BASE = "https://example.org/kg/"
KGB, CODE = "https://w3id.org/kgbuild/ns#", "https://w3id.org/kgbuild/code/"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
OA, XSD, SCHEMA = "http://www.w3.org/ns/oa#", "http://www.w3.org/2001/XMLSchema#", "http://schema.org/"
CORE, LINKS = f"<{BASE}graph/core>", f"<{BASE}graph/links>"
LEAST = 0.95

Quads = list[Quad]
Mutation = Callable[[Quads], Quads]


@pytest.fixture(scope="module")
def out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    result: Result = build(root / "articles")
    folder = tmp_path_factory.mktemp("promise") / "output"
    write(result, folder)
    return folder


@pytest.fixture(scope="module")
def check(out: Path) -> Callable[[Quads], list[Fault]]:
    ontology = load_ontology()

    def run(quads: Quads) -> list[Fault]:
        with (out / "facts.jsonl").open(encoding="utf-8") as lines:
            reports = read_reports(map(json.loads, lines), base=BASE)
        return check_dataset(Dataset(quads, base=BASE, ontology=ontology), reports)

    return run


def test_the_sample_holds_to_its_promise(out: Path) -> None:
    assert check_promise(out, Config()) == []


# ------------------------------------------------------------ what can go wrong


def pick(quads: Quads, **want: str) -> Quad:
    """Return a quad whose parts end (or, with `in`, lie) as wanted; the middle one of those that do."""
    found = [q for q in quads if all(_fits(getattr(q, k.split("_")[0]), v, k.endswith("_in")) for k, v in want.items())]
    return found[len(found) // 2]


def _fits(term: str, part: str, inside: bool) -> bool:
    return part in term if inside else term.endswith((part, part + ">"))


def change(old: dict[str, str], **new: str) -> Mutation:
    """Replace parts of one quad; `{}` in a new part stands for the old one."""

    def run(quads: Quads) -> Quads:
        q = pick(quads, **old)
        made = q._replace(**{k: v.replace("{}", getattr(q, k)) for k, v in new.items()})
        return [made if x == q else x for x in quads]

    return run


def drop(**want: str) -> Mutation:
    def run(quads: Quads) -> Quads:
        q = pick(quads, **want)
        return [x for x in quads if x != q]

    return run


def add(*new: tuple[str, str, str, str]) -> Mutation:
    return lambda quads: [*quads, *(Quad(*q) for q in new)]


def kgb(name: str) -> str:
    return f"<{KGB}{name}>"


def code(name: str) -> str:
    return f"<{CODE}{name}>"


def claims(quads: Quads, status: str, predicate: str = "") -> Iterator[dict[str, str]]:
    """Yield the claims of a status as property (local) -> value."""
    about: dict[str, dict[str, str]] = {}
    for q in quads:
        if "/claim/" in q.subject:
            about.setdefault(q.subject, {"node": q.subject, "graph": q.graph})[local(q.predicate)] = q.object
    for values in about.values():
        if values.get("status") == code(status) and (not predicate or values.get("predicate") == kgb(predicate)):
            yield values


def local(term: str) -> str:
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]


def restate(status: str, new: str, *, into_core: bool, predicate: str = "") -> Mutation:
    """Give a claim another status; with `into_core` its triple joins the core."""

    def run(quads: Quads) -> Quads:
        claim = next(claims(quads, status, predicate))
        kept = [
            q._replace(object=code(new)) if (q.subject, q.predicate) == (claim["node"], kgb("status")) else q
            for q in quads
        ]
        return [*kept, Quad(claim["subject"], claim["predicate"], claim["object"], CORE)] if into_core else kept

    return run


def core_of(status: str, predicate: str = "") -> Mutation:
    """Write the triple of a claim that is not accepted, and of none that is, into the core and leave all else."""

    def run(quads: Quads) -> Quads:
        core = {q[:3] for q in quads if q.graph == CORE}
        told = ((c["subject"], c["predicate"], c["object"]) for c in claims(quads, status, predicate))
        claim = dict(zip(("subject", "predicate", "object"), next(t for t in told if t not in core), strict=True))
        return [*quads, Quad(claim["subject"], claim["predicate"], claim["object"], CORE)]

    return run


def invent(predicate: str, value: str) -> Mutation:
    """Add a triple to the core about an event of the sample."""

    def run(quads: Quads) -> Quads:
        event = pick(quads, predicate="#participant", graph="graph/core").subject
        actor = pick(quads, predicate="rdf-schema#label", subject_in="/actor/", graph="graph/core").subject
        place = pick(quads, predicate="rdf-schema#label", subject_in="/place/", graph="graph/core").subject
        return [*quads, Quad(event, kgb(predicate), value.replace("ACTOR", actor).replace("PLACE", place), CORE)]

    return run


def swap_ends(predicate: str) -> Mutation:
    def run(quads: Quads) -> Quads:
        q = pick(quads, predicate=predicate, graph="graph/core")
        return [q._replace(subject=q.object, object=q.subject) if x == q else x for x in quads]

    return run


def swap_values(predicate: str, graph: str = "") -> Mutation:
    """Swap the values of two nodes."""

    def run(quads: Quads) -> Quads:
        found = [q for q in quads if q.predicate.endswith(predicate + ">") and graph in q.graph]
        a = found[0]
        b = next(q for q in found if q.object != a.object)
        return [a._replace(object=b.object) if x == a else b._replace(object=a.object) if x == b else x for x in quads]

    return run


def shift(name: str, by: int) -> Mutation:
    """Move one end of a span that is used as evidence."""

    def run(quads: Quads) -> Quads:
        used = {q.object for q in quads if q.predicate == kgb("evidence")}
        q = next(q for q in quads if q.predicate == f"<{OA}{name}>" and q.subject in used)
        number = int(q.object.split('"')[1]) + by
        return [q._replace(object=f'"{number}"^^<{XSD}integer>') if x == q else x for x in quads]

    return run


def shift_both(by: int) -> Mutation:
    def run(quads: Quads) -> Quads:
        used = {q.object for q in quads if q.predicate == kgb("evidence")}
        span = sorted(used)[len(used) // 3]
        ends = {f"<{OA}start>", f"<{OA}end>"}

        def moved(q: Quad) -> Quad:
            if q.subject != span or q.predicate not in ends:
                return q
            return q._replace(object=f'"{int(q.object.split(chr(34))[1]) + by}"^^<{XSD}integer>')

        return [moved(q) for q in quads]

    return run


def _unnamed(quads: Quads) -> Quads:
    """Leave out every span that names one of the places."""
    place = pick(quads, predicate="#names", object_in="/place/").object
    return [q for q in quads if (q.predicate, q.object) != (kgb("names"), place)]


def circle(quads: Quads) -> Quads:
    q = pick(quads, predicate="#partOf", graph="graph/core")
    return [*quads, Quad(q.object, q.predicate, q.subject, CORE)]


def ghost_claim(quads: Quads) -> Quads:
    """A claim copied with another participant, its triple in core: an invented guest with stolen words."""
    claim = next(claims(quads, "accepted", "participant"))
    node = f"<{BASE}claim/0123456789abcdef>"
    guest = pick(quads, predicate="rdf-schema#label", subject_in="/actor/", graph="graph/core").subject
    copied = [q._replace(subject=node) for q in quads if q.subject == claim["node"]]
    copied = [q._replace(object=guest) if q.predicate == f"<{RDF}object>" else q for q in copied]
    return [*quads, *copied, Quad(claim["subject"], claim["predicate"], guest, CORE)]


def other_speaker(quads: Quads) -> Quads:
    q = pick(quads, predicate="#claimedBy", subject_in="/position/")
    other = pick(quads, predicate="rdf-schema#label", subject_in="/actor/", graph="graph/core").subject
    return [q._replace(object=other) if x == q else x for x in quads]


def lost_claim(status: str) -> Mutation:
    def run(quads: Quads) -> Quads:
        node = next(claims(quads, status))["node"]
        return [q for q in quads if node not in (q.subject, q.object)]

    return run


SOME_ACTOR = {"predicate": "#participant", "graph": "graph/core"}
MUTATIONS: dict[str, Mutation] = {
    # core without a reason
    "a participant nobody named": invent("participant", "ACTOR"),
    "a host nobody named": invent("host", "ACTOR"),
    "a toll nobody gave": invent("killed", f'"3"^^<{XSD}integer>'),
    "a place nobody gave": invent("place", "PLACE"),
    "a guest with stolen words": ghost_claim,
    "an outcome nobody told": invent("outcome", '"peace"@en'),
    "an event nobody told": add((f"<{BASE}event/ghost>", f"<{RDF}type>", kgb("Event"), CORE)),
    "a name nobody used": add((f"<{BASE}event/ghost>", f"<{RDFS}label>", '"ghost"@en', CORE)),
    # status
    "disputed, in core": core_of("disputed"),
    "attributed, in core": core_of("attributed", "participant"),
    "superseded, in core": core_of("superseded"),
    "disputed made accepted": restate("disputed", "accepted", into_core=False),
    "disputed made accepted and core": restate("disputed", "accepted", into_core=True),
    "attributed made accepted": restate("attributed", "accepted", into_core=False, predicate="participant"),
    "attributed made accepted and core": restate("attributed", "accepted", into_core=True, predicate="participant"),
    "superseded made accepted and core": restate("superseded", "accepted", into_core=True),
    "accepted made attributed": restate("accepted", "attributed", into_core=False, predicate="participant"),
    "accepted made disputed": restate("accepted", "disputed", into_core=False, predicate="participant"),
    "accepted made rejected": restate("accepted", "rejected", into_core=False, predicate="participant"),
    "attributed made rejected": restate("attributed", "rejected", into_core=False),
    "a status of no list": change({"predicate": "#status"}, object=code("doubtful")),
    # dropped
    "a core triple is gone": drop(**SOME_ACTOR),
    "a claim's evidence is gone": drop(predicate="#evidence", subject_in="/claim/"),
    "a claim's subject is gone": drop(predicate="-ns#subject", subject_in="/claim/"),
    "a claim's value is gone": drop(predicate="-ns#object", subject_in="/claim/"),
    "a claim's article is gone": drop(predicate="#reportedIn", subject_in="/claim/"),
    "a claim's speaker is gone": drop(predicate="#claimedBy", subject_in="/claim/"),
    "an accepted claim is gone": lost_claim("accepted"),
    "a disputed claim is gone": lost_claim("disputed"),
    "a span's words are gone": drop(predicate="#exact"),
    "a span's article is gone": drop(predicate="#inArticle"),
    "one side of a contradiction is gone": drop(predicate="#contradicts"),
    "what came after is gone": drop(predicate="#supersededBy"),
    "a side's value is gone": drop(predicate="-ns#object", subject_in="/side/"),
    "an actor's class is gone": drop(predicate="-ns#type", subject_in="/actor/", graph="graph/core"),
    # swapped and pointing elsewhere
    "subject and value of a participant": swap_ends("#participant"),
    "the values of two claims": swap_values("-ns#object", "graph/article"),
    "the subjects of two claims": swap_values("-ns#subject", "graph/article"),
    "the words of two spans": swap_values("#exact"),
    "the articles of two spans": swap_values("#inArticle"),
    "the speakers of two positions": other_speaker,
    "the evidence of two claims": swap_values("#evidence"),
    "the days of two articles": swap_values("terms/issued"),
    "the stances of two positions": swap_values("#stance"),
    "the outlets of two articles": swap_values("terms/publisher"),
    # dangling and circular
    "a participant that is nowhere": change(SOME_ACTOR, object=f"<{BASE}actor/nobody>"),
    "evidence that is nowhere": change({"predicate": "#evidence"}, object=f"<{BASE}span/0000>"),
    "a speaker that is nowhere": change({"predicate": "#spokenBy"}, object=f"<{BASE}actor/nobody>"),
    "a place that is nowhere": change({"predicate": "#place", "graph": "graph/core"}, object=f"<{BASE}place/nowhere>"),
    "a whole that is its part": circle,
    # offsets and words
    "a span begins one later": shift("start", 1),
    "a span ends one earlier": shift("end", -1),
    "a span moved by one": shift_both(1),
    "a span moved far": shift_both(700),
    "a word of a span changed": change({"predicate": "#exact"}, object='"{}'.replace("{}", "Xyzzy") + '"'),
    "a span in another sentence": change({"predicate": "#sentence"}, object=f'"99"^^<{XSD}integer>'),
    # retyped
    "a place where an actor belongs": change(SOME_ACTOR, object=f"<{BASE}place/geneva-41a2a1>"),
    "a text where an actor belongs": change(SOME_ACTOR, object='"Geneva"'),
    "a day as a word": change({"predicate": "#startDate", "graph": "graph/core"}, object=f'"Monday"^^<{XSD}date>'),
    "a day that does not exist": change(
        {"predicate": "#endDate", "graph": "graph/core"}, object=f'"2026-02-30"^^<{XSD}date>'
    ),
    "a day without its type": change({"predicate": "#startDate", "graph": "graph/core"}, object='"2026-02-17"'),
    "an EDTF date that is none": change({"predicate": "#edtf", "graph": "graph/core"}, object='"2026-14"'),
    "an EDTF date that runs backwards": change(
        {"predicate": "#edtf", "graph": "graph/core"}, object='"2026-05/2026-04"'
    ),
    "a person who is a place": lambda quads: [
        *quads, Quad(pick(quads, object="#Person").subject, f"<{RDF}type>", kgb("Place"), CORE),
    ],
    "a person who is an organization": lambda quads: [
        *quads, Quad(pick(quads, object="#Person").subject, f"<{RDF}type>", kgb("Organization"), CORE),
    ],
    # misspelt and undeclared
    "a misspelt property": change(SOME_ACTOR, predicate=kgb("particpant")),
    "a misspelt class": change({"object": "#Meeting", "graph": "graph/core"}, object=kgb("Meting")),
    "a misspelt borrowed property": change({"predicate": "org/mentions"}, predicate=f"<{SCHEMA}mention>"),
    "a misspelt code": change({"predicate": "#factuality", "graph": "graph/core"}, object=code("actuel")),
    "a property that is not declared": change({"predicate": "#level", "graph": "graph/core"}, predicate=kgb("rank")),
    # graphs
    "a triple in two graphs": lambda quads: [*quads, pick(quads, **SOME_ACTOR)._replace(graph=LINKS)],
    "a claim in another article's graph": change({"predicate": "#status", "subject_in": "/claim/"}, graph=LINKS),
    "a triple in no graph": change(SOME_ACTOR, graph=""),
    # sources
    "own words ascribed to another": lambda quads: _claimed(quads, own=True),
    "another's words ascribed to the outlet": lambda quads: _claimed(quads, own=False),
    "words that name another": change({"predicate": "#names", "object_in": "/actor/"}, object=f"<{BASE}actor/x-1>"),
    "a mention that no words make": _unnamed,
}  # fmt: skip


def _claimed(quads: Quads, *, own: bool) -> Quads:
    """Put a claim in another mouth."""
    claim = next(claims(quads, "accepted" if own else "attributed", "participant"))
    spoken = pick(quads, predicate="#spokenBy").object
    who = spoken if own else claim["passedOnBy"]
    key = (claim["node"], kgb("claimedBy"))
    return [q._replace(object=who) if (q.subject, q.predicate) == key else q for q in quads]


def test_at_least_sixty_kinds_of_mistake() -> None:
    assert len(MUTATIONS) >= 60


def test_what_is_wrong_is_seen(out: Path, check: Callable[[Quads], list[Fault]]) -> None:
    good = stored_quads(out)
    unseen = []
    for name, mutate in MUTATIONS.items():
        bad = mutate(good)
        assert sorted(bad) != sorted(good), name
        if not check(bad):
            unseen.append(name)
    assert len(MUTATIONS) - len(unseen) >= LEAST * len(MUTATIONS), unseen


def test_a_changed_file_beside_the_dataset_is_seen(out: Path, tmp_path: Path) -> None:
    copied: Sequence[Path] = sorted(p for p in out.iterdir() if p.is_file())
    for path in copied:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(text.replace("kgb:participant", "kgb:mediator", 1), encoding="utf-8")
    found = check_promise(tmp_path, Config())
    assert [p.where.file.rpartition("/")[2] for p in found] == ["graph.ttl"]
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    record = (tmp_path / "run.json").read_text(encoding="utf-8")
    (tmp_path / "run.json").write_text(record.replace('"disputed": ', '"disputed": 1'), encoding="utf-8")
    assert ["disputed" in p.what for p in check_promise(tmp_path, Config())] == [True]
