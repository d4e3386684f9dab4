import random
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.model.quads import Quad
from kgbuild.serialize.prefixes import standard_prefixes
from kgbuild.turtle import trig, turtle

BASE = "https://example.org/kg/"
KGB = "https://w3id.org/kgbuild/ns#"
PREFIXES = standard_prefixes(BASE)
CORE = f"<{BASE}graph/core>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def test_reads_well() -> None:
    quads = [
        Quad(f"<{BASE}event/round-1>", f"<{KGB}participant>", f"<{BASE}actor/b>"),
        Quad(f"<{BASE}event/round-1>", f"<{KGB}participant>", f"<{BASE}actor/a>"),
        Quad(f"<{BASE}event/round-1>", f"<{KGB}amount>", '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        Quad(f"<{BASE}event/round-1>", LABEL, '"first round"@en'),
        Quad(f"<{BASE}event/round-1>", TYPE, f"<{KGB}Meeting>"),
        Quad(f"<{BASE}event/round-1>", "<http://purl.org/dc/terms/title>", '"talks"'),
        Quad(f"<{BASE}actor/a>", TYPE, f"<{KGB}Person>"),
    ]
    assert turtle(quads, prefixes=PREFIXES).decode() == (
        "@prefix actor: <https://example.org/kg/actor/> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix event: <https://example.org/kg/event/> .\n"
        "@prefix kgb: <https://w3id.org/kgbuild/ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        "actor:a a kgb:Person .\n"
        "\n"
        "event:round-1 a kgb:Meeting ;\n"
        '    rdfs:label "first round"@en ;\n'
        '    dcterms:title "talks" ;\n'
        "    kgb:amount 3 ;\n"
        "    kgb:participant actor:a ,\n"
        "        actor:b .\n"
    )


def test_named_graphs_follow_the_default_graph() -> None:
    quads = [
        Quad(f"<{BASE}actor/a>", TYPE, f"<{KGB}Person>", CORE),
        Quad(f"<{BASE}actor/b>", TYPE, f"<{KGB}Person>"),
    ]
    assert trig(quads, prefixes=PREFIXES).decode().split("\n\n", 1)[1] == (
        "actor:b a kgb:Person .\n\ngraph:core {\n    actor:a a kgb:Person .\n}\n"
    )


def test_hard_terms_come_back_from_another_parser(root: Path) -> None:
    data = (root / "tests/data/hard.nq").read_bytes()
    written = trig(_quads(data), prefixes=PREFIXES)
    assert _dataset(written, ox.RdfFormat.TRIG) == _dataset(data, ox.RdfFormat.N_QUADS)


def test_no_name_needs_an_escape_or_holds_a_slash(root: Path) -> None:
    written = trig(_quads((root / "tests/data/hard.nq").read_bytes()), prefixes=PREFIXES).decode()
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", written)
    assert "\\" not in bare
    assert "/" not in bare
    assert "actor:x-1" in bare


@pytest.mark.parametrize("seed", range(3))
def test_order_and_repetition_do_not_matter(root: Path, seed: int) -> None:
    quads = _quads((root / "tests/data/hard.nq").read_bytes())
    mixed = quads * 2
    random.Random(seed).shuffle(mixed)
    assert trig(mixed, prefixes=dict(reversed(PREFIXES.items()))) == trig(quads, prefixes=PREFIXES)


def test_the_longest_prefix_wins() -> None:
    prefixes = {"short": "urn:x:a", "long": "urn:x:ab"}
    assert "long:c" in turtle([Quad("<urn:x:abc>", TYPE, "<urn:x:a>")], prefixes=prefixes).decode()


def test_nothing_gives_nothing() -> None:
    assert trig([], prefixes=PREFIXES) == b""


def _quads(data: bytes) -> list[Quad]:
    graph = {ox.DefaultGraph(): ""}
    return [
        Quad(str(q.subject), str(q.predicate), str(q.object), graph.get(q.graph_name, str(q.graph_name)))
        for q in ox.parse(data, format=ox.RdfFormat.N_QUADS)
    ]


def _dataset(data: bytes, form: ox.RdfFormat) -> ox.Dataset:
    return ox.Dataset(ox.parse(data, format=form))


@pytest.mark.parametrize("name", ["a b", "1x", "x.", "_", "-x", "a:b"])
def test_prefixes_that_turtle_does_not_know_are_not_used(name: str) -> None:
    quads = [Quad("<urn:x/a>", "<urn:x/b>", '"c"')]
    assert turtle(quads, prefixes={name: "urn:x/"}) == b'<urn:x/a> <urn:x/b> "c" .\n'
    assert turtle([Quad("<urn:x/%41>", "<urn:x/b>", '"c"')], prefixes={"q": "urn:x/%"}).startswith(b"<urn:x/%41>")
