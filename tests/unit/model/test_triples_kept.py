"""Triples read from lines, kept, and brought up to date are those of the quads, step by step."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path

import pytest

from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad, SortedQuads, line_of, sorted_quads
from kgbuild.model.terms import RDF_TYPE
from kgbuild.model.triples import Triples, kgb
from kgbuild.pipeline.earlier import LINES
from kgbuild.pipeline.kept_triples import FILE, Led, keep_triples, triples_after

PREDICATES = (RDF_TYPE, "<urn:p>", "<urn:q>")
KINDS = (kgb("Event"), kgb("Person"))


def some_quad(rng: random.Random) -> Quad:
    predicate = rng.choice(PREDICATES)
    values = KINDS if predicate == RDF_TYPE else ('"a b"@en', '"x"', "<urn:s1>", '"\\"1 2\\" ."')
    return Quad(f"<urn:s{rng.randrange(250)}>", predicate, rng.choice(values), f"<urn:g{rng.randrange(3)}>")


def same(one: Triples, other: Triples) -> None:
    assert list(one.triples) == list(other.triples)
    assert [one.with_type(name) for name in ("Event", "Person")] == [other.with_type(n) for n in ("Event", "Person")]
    assert list(one.about) == list(other.about)


def written(folder: Path, quads: SortedQuads) -> str:
    folder.mkdir(exist_ok=True)
    data = "".join(map(line_of, quads)).encode()
    (folder / LINES).write_bytes(data)
    return sha256(data).hexdigest()


@pytest.mark.parametrize("seed", range(4))
def test_random_steps(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    (tmp_path / ".kgbuild").mkdir()
    quads = sorted_quads(some_quad(rng) for _ in range(400))
    digest = written(tmp_path / "0", quads)
    keep_triples(tmp_path, digest, Led(Triples(quads)))
    every, added = [quads], 0
    for step in range(24):
        now = sorted_quads(
            {*rng.sample(list(quads), len(quads) - rng.randrange(4)), *(some_quad(rng) for _ in range(3))}
        )
        now = now if step % 5 else rng.choice(every)  # an edit taken back, however long ago
        gone, come = (sorted_quads(set(a) - set(b)) for a, b in ((quads, now), (now, quads)))
        new = written(tmp_path / str(step + 1), now)
        if step % 8 == 7:  # another's, or broken
            (tmp_path / FILE).write_bytes(rng.choice([b"", b"\x80\x05X", (tmp_path / FILE).read_bytes()[:-9]]))
        found = triples_after(tmp_path, tmp_path / str(step), tmp_path / str(step + 1), Delta(digest, come, gone))
        same(found.triples, Triples(now))
        if step % 3 == 1:  # a build that is killed before its output is in place
            keep_triples(tmp_path, "of a build that was killed", found)
        size = (tmp_path / FILE).stat().st_size
        keep_triples(tmp_path, new, found)
        added += found.patch is not None and (tmp_path / FILE).stat().st_size > size
        every.append(now)
        digest, quads = new, now
    assert added > 14


def test_what_is_kept_is_used_and_only_for_its_dataset(tmp_path: Path) -> None:
    (tmp_path / ".kgbuild").mkdir()
    quads, others = (sorted_quads([Quad("<urn:s>", "<urn:p>", f'"{n}"', "<urn:g>")]) for n in (1, 2))
    digest = written(tmp_path / "a", quads)
    nothing = SortedQuads(())
    for of, shown in ((digest, others), ("another", quads)):
        keep_triples(tmp_path, of, Led(Triples(others)))
        found = triples_after(tmp_path, tmp_path / "a", tmp_path / "a", Delta(digest, nothing, nothing))
        same(found.triples, Triples(shown))
