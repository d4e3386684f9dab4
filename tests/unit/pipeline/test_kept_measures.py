"""What is kept of the measures of a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.analysis.engines import measure
from kgbuild.analysis.layout import layout
from kgbuild.analysis.network import Edge, Node, Web, network
from kgbuild.pipeline import kept_measures
from kgbuild.pipeline.kept_measures import FILE, KeptMeasures, Measured

_LINKS = (("a", "b", 1), ("b", "c", 2), ("c", "a", 1), ("c", "d", 1))


def _web(links: tuple[tuple[str, str, int], ...] = _LINKS, label: str = "", alone: str = "") -> Web:
    names = sorted({*alone, *(n for s, t, _ in links for n in (s, t))})
    nodes = [Node(f"urn:{one}", f"{label}{one}", "Person") for one in names]
    return Web.of(network(nodes, [Edge(f"urn:{s}", f"urn:{t}", "met", "met", "", "", w) for s, t, w in links]))


def _measured(web: Web) -> Measured:
    found = measure(web)
    return Measured(found, layout(web, groups=found.community))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    first = KeptMeasures(tmp_path, known=True)
    assert first.of(_web()) == _measured(_web())
    first.keep()
    return tmp_path


def _refused(*_: object, **__: object) -> None:
    raise AssertionError("measured anew")


def test_what_is_linked_alike_is_not_measured_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _measured(_web())
    monkeypatch.setattr(kept_measures, "measure", _refused)
    monkeypatch.setattr(kept_measures, "layout", _refused)
    found = KeptMeasures(project, known=True).of(_web(label="other "))
    assert found == expected
    assert [type(next(iter(of.values()))) for of in found.measures[:-1]] == [int, float, float, int]
    assert all(isinstance(at, tuple) for at in found.places.values())


def test_who_is_linked_with_none_changes_nobodys_measures(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _measured(_web())
    monkeypatch.setattr(kept_measures, "measure", _refused)
    found = KeptMeasures(project, known=True).of(_web(alone="axz"))
    assert found.measures == expected.measures.among([f"urn:{one}" for one in "abcdxz"])
    assert [of["urn:x"] for of in found.measures[:-1]] == [0, 0.0, 0.0, 0]
    assert expected.places.items() <= found.places.items()
    assert found.places.keys() == {f"urn:{one}" for one in "abcdxz"}


@pytest.mark.parametrize(
    "links",
    [
        _LINKS[:3],
        (*_LINKS, ("a", "d", 1)),
        (*_LINKS, ("d", "e", 1)),
        (("a", "b", 3), *_LINKS[1:]),
        (("b", "a", 1), *_LINKS[1:]),
    ],
)
def test_other_links_are_measured(project: Path, links: tuple[tuple[str, str, int], ...]) -> None:
    assert KeptMeasures(project, known=True).of(_web(links)) == _measured(_web(links))


def test_other_names_of_nodes_are_measured(project: Path) -> None:
    links = tuple((s.replace("d", "e"), t.replace("d", "e"), w) for s, t, w in _LINKS)
    assert set(KeptMeasures(project, known=True).of(_web(links)).places) == {"urn:a", "urn:b", "urn:c", "urn:e"}


@pytest.mark.parametrize("spoilt", [b"", b"nonsense"])
def test_broken_bytes_count_as_none(project: Path, spoilt: bytes) -> None:
    (project / FILE).write_bytes(spoilt)
    assert KeptMeasures(project, known=True).of(_web()) == _measured(_web())


def test_a_clean_build_looks_at_nothing_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_measures, "measure", _refused)
    with pytest.raises(AssertionError, match="anew"):
        KeptMeasures(project, known=False).of(_web())
