"""Any mapping, YARRRML or RML: refused with places, or run to valid RDF that RML says too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.rml.load import load_rml
from tests.fuzz.mutate import TURTLE_WORDS, YAML_WORDS, by_bytes, by_structure, by_words
from tests.fuzz.oracles import attempt, check_translation, checked, folder, fuzz, limited
from tests.fuzz.rich import MAPPING, NEWER, OLDER
from tests.fuzz.seeds import Seed, rml_seeds, yarrrml_seeds

DATA = (
    ("people.csv", b"id,name,lang,team,tags\n1,Ann,en,a,x\n2,,,b c,y\n"),
    ("things.csv", b"id,a,b,lang,type\n1,x,y,en,t\n"),
)
YARRRML = [Seed(MAPPING, DATA), *yarrrml_seeds()]
RML = [Seed(OLDER, DATA), Seed(NEWER, DATA), *rml_seeds()]


def run_yarrrml(seed: Seed, text: bytes, base: Path) -> None:
    seed.write(base)
    (base / "m.yml").write_bytes(text)
    with limited():
        mapping = attempt(lambda: load_mapping([base / "m.yml"], base=base))
    if mapping is not None:
        made = checked(mapping, base)
        if all(rule.sources for rule in mapping.rules):
            check_translation(mapping, made, base)


def run_rml(seed: Seed, text: bytes, base: Path) -> None:
    seed.write(base)
    (base / "m.ttl").write_bytes(text)
    with limited():
        mapping = attempt(lambda: load_rml([base / "m.ttl"], base=base))
    if mapping is not None:
        checked(mapping, base)


def seeded(
    seeds: list[Seed], change: Callable[[list[str]], st.SearchStrategy[object]]
) -> st.SearchStrategy[tuple[Seed, object]]:
    return st.sampled_from(seeds).flatmap(lambda seed: st.tuples(st.just(seed), change([seed.text])))


@fuzz(60)
@given(seeded(YARRRML, lambda texts: by_words(texts, YAML_WORDS)))
def test_yarrrml_words(given_one: tuple[Seed, str]) -> None:
    run_yarrrml(given_one[0], given_one[1].encode("utf-8", "surrogatepass"), folder())


@fuzz()
@given(seeded(YARRRML, by_bytes))
def test_yarrrml_bytes(given_one: tuple[Seed, bytes]) -> None:
    run_yarrrml(given_one[0], given_one[1], folder())


@fuzz(60)
@given(seeded(YARRRML, by_structure))
def test_yarrrml_structure(given_one: tuple[Seed, str]) -> None:
    run_yarrrml(given_one[0], given_one[1].encode("utf-8", "surrogatepass"), folder())


@fuzz(60)
@given(seeded(RML, lambda texts: by_words(texts, TURTLE_WORDS)))
def test_rml_words(given_one: tuple[Seed, str]) -> None:
    run_rml(given_one[0], given_one[1].encode("utf-8", "surrogatepass"), folder())


@fuzz()
@given(seeded(RML, by_bytes))
def test_rml_bytes(given_one: tuple[Seed, bytes]) -> None:
    run_rml(given_one[0], given_one[1], folder())


@pytest.mark.parametrize("seed", [*YARRRML[:1], *RML[:2]])
def test_seeds_make_something(tmp_path: Path, seed: Seed) -> None:
    """A seed that is refused would make every change of it worthless."""
    seed.write(tmp_path)
    newer = seed.text.startswith("@prefix")
    path = tmp_path / ("m.ttl" if newer else "m.yml")
    path.write_text(seed.text, encoding="utf-8")
    made = checked(load_rml([path]) if newer else load_mapping([path]), tmp_path)
    assert made is not None
    assert len(made.quads) > 4
