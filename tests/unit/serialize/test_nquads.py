from kgbuild.model.quads import Quad
from kgbuild.serialize.nquads import nquads


def test_sorted_once_each_graph_last() -> None:
    quads = [Quad("<urn:b>", "<urn:p>", '"x"'), Quad("<urn:a>", "<urn:p>", '"é"@fr', "<urn:g>")]
    assert nquads([*quads, *quads]).decode() == '<urn:a> <urn:p> "é"@fr <urn:g> .\n<urn:b> <urn:p> "x" .\n'


def test_nothing_gives_nothing() -> None:
    assert nquads([]) == b""
