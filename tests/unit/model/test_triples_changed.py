import pickle
import random

from kgbuild.model.quads import Quad
from kgbuild.model.spans import IN_ARTICLE
from kgbuild.model.terms import RDF_TYPE
from kgbuild.model.triples import Lean, Patch, Triples, kgb
from kgbuild.model.vocabulary import SUBJECT

KINDS = ("Claim", "Span", "Place")


def quads_of(dice: random.Random) -> dict[str, list[Quad]]:
    """Return all quads that some subjects have now: spans, what is a span and something else, other nodes, nothing."""
    now: dict[str, list[Quad]] = {}
    for number in dice.sample(range(24), dice.randrange(1, 6)):
        term = f"<urn:kg/{('node', 'span', 'claim', 'span')[number % 4]}/x{number:02}>"
        kinds = ["Span"] if number % 2 and dice.random() < 0.7 else dice.sample(KINDS, dice.randrange(3))
        said = [Quad(term, RDF_TYPE, kgb(k), "<urn:g>") for k in kinds]
        said += [
            Quad(term, IN_ARTICLE, f"<urn:a{n}>", "<urn:g>") for n in dice.sample(range(4), dice.choice((0, 1, 1, 2)))
        ]
        said += [Quad(term, SUBJECT, f"<urn:e{n}>", "<urn:g>") for n in dice.sample(range(4), dice.randrange(3))]
        label = Quad(term, "<urn:label>", f'"{dice.randrange(9)}"', "<urn:g>")
        now[term] = [*said, label] if dice.random() < 0.8 else []
    return now


def same(found: Triples, expected: Triples, terms: set[str]) -> None:
    assert [(t, dict(found.said(t))) for t in sorted(terms)] == [(t, dict(expected.said(t))) for t in sorted(terms)]
    assert list(found.triples) == list(expected.triples)
    assert list(found.whole().about) == list(expected.about)
    for articles in ({"<urn:a0>"}, {"<urn:a1>", "<urn:a3>"}, set[str]()):
        assert sorted(found.spans_in(articles)) == sorted(expected.spans_in(articles))
    assert [found.with_type(kind) for kind in KINDS] == [expected.with_type(kind) for kind in KINDS]
    assert found.claimed == expected.claimed
    for without in ([kgb("Span")], [kgb("Place")]):
        assert found.typed(without=without) == expected.typed(without=without)
    assert list(found.part(terms).triples) == list(expected.part(terms).triples)


def test_triples_after_any_changes_are_those_read_anew() -> None:
    dice = random.Random(2)
    said: dict[str, list[Quad]] = {}
    kept, patches = pickle.dumps(Triples(()).lean()), list[Patch]()
    packed = 0
    for _ in range(150):
        now = quads_of(dice)
        said |= now
        patches.append(pickle.loads(kept).patch(now, patches))
        found = Triples.restored(pickle.loads(kept), patches)
        expected = Triples(quad for quads in said.values() for quad in quads)
        same(found, expected, {"<urn:kg/span/none>", "<urn:kg/claim/none>", *said})
        packed += len(expected.about) - len(found.about)
        if dice.random() < 0.3:
            lean = dice.choice((found, expected)).lean()
            assert isinstance(lean, Lean)
            kept, patches = pickle.dumps(lean), []
    assert packed > 150
