import gzip
from pathlib import Path

import pytest

from kgbuild.errors import UsageError
from kgbuild.model.quads import Quad
from kgbuild.serialize.formats import ENDINGS, FORMATS, Style, format_of, packed, write_quads

STYLE = Style({}, {})
IN_GRAPH = Quad("<urn:x:a>", "<urn:x:p>", '"b"', "<urn:x:g>")


@pytest.mark.parametrize("name", ["x.nq", "x.nq.gz", "deep/x.y.nq"])
def test_the_ending_names_the_format(name: str) -> None:
    assert format_of(Path(name)) == "nquads"


@pytest.mark.parametrize("name", ["x", "x.gz", "x.rdf"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"known: \.jsonld, \.nq"):
        format_of(Path(name))


@pytest.mark.parametrize("form", ["turtle", "ntriples"])
def test_named_graphs_are_refused_where_they_would_be_lost(form: str) -> None:
    with pytest.raises(UsageError, match=r"no named graphs.*<urn:x:g>.*trig or nquads"):
        write_quads([IN_GRAPH], form, style=STYLE)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_writes_triples(form: str) -> None:
    assert b"urn:x:a" in write_quads([IN_GRAPH._replace(graph="")], form, style=STYLE)


def test_an_unknown_format_names_the_near_one() -> None:
    with pytest.raises(UsageError, match="did you mean nquads"):
        write_quads([], "nquad", style=STYLE)


def test_every_ending_has_a_writer() -> None:
    assert set(ENDINGS.values()) == set(FORMATS)


def test_compressed_bytes_hold_no_time() -> None:
    squeezed = packed(b"x" * 100, Path("a.nq.gz"))
    assert gzip.decompress(squeezed) == b"x" * 100
    assert squeezed[4:8] == b"\0\0\0\0"
    assert packed(b"x", Path("a.nq")) == b"x"
