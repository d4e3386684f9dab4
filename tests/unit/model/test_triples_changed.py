import pickle
import random

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF_TYPE
from kgbuild.model.triples import Triples, kgb

KINDS = ("Claim", "Span", "Place")


def test_triples_after_any_change_are_those_read_anew() -> None:
    dice = random.Random(2)
    said: dict[str, list[Quad]] = {}
    kept = pickle.dumps(Triples(()).kept)
    for _ in range(60):
        now: dict[str, list[Quad]] = {}
        for number in dice.sample(range(12), dice.randrange(1, 4)):
            term = f"<urn:n{number:02}>"
            kinds = [Quad(term, RDF_TYPE, kgb(k), "<urn:g>") for k in dice.sample(KINDS, dice.randrange(3))]
            label = Quad(term, "<urn:label>", f'"{dice.randrange(9)}"', "<urn:g>")
            now[term] = [*kinds, label] if dice.random() < 0.8 else []
        said |= now
        found = Triples.restored(*pickle.loads(kept)).changed(now)
        expected = Triples(quad for quads in said.values() for quad in quads)
        assert list(found.triples) == list(expected.triples)
        assert list(found.about) == list(expected.about)
        assert [found.with_type(kind) for kind in KINDS] == [expected.with_type(kind) for kind in KINDS]
        assert found.typed(without=[kgb("Span")]) == expected.typed(without=[kgb("Span")])
        kept = pickle.dumps(found.kept)
