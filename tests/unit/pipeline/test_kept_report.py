from pathlib import Path

from kgbuild.model.delta import Delta
from kgbuild.model.quads import Quad, SortedQuads
from kgbuild.model.terms import RDF_TYPE
from kgbuild.model.triples import Triples, kgb
from kgbuild.pipeline.kept_report import KeptReport

FACTS = Triples(Quad(f"<urn:a{n}>", RDF_TYPE, kgb("Article"), "<urn:g>") for n in range(3))


def shown(project: Path, against: str, most: int = 2, *, last: int = 0) -> bool:
    """Whether what is kept is shown again."""
    kept = KeptReport(project, Delta(against, SortedQuads(()), SortedQuads(())), most)
    kept.page(FACTS, {"settings": {"last_decision": last}})
    return kept._now is kept._made


def test_what_is_of_the_same_dataset_and_size_is_shown_again_whatever_was_decided_since(tmp_path: Path) -> None:
    (tmp_path / ".kgbuild").mkdir()
    first = KeptReport(tmp_path, None, 2)
    page = first.page(FACTS, {})
    assert b"1 older articles" in page
    first.keep("one")
    assert shown(tmp_path, "one")
    assert not shown(tmp_path, "two")
    assert not shown(tmp_path, "one", most=1)
    assert shown(tmp_path, "one", last=4)  # open questions are numbered as the page is made


def test_what_was_not_made_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / ".kgbuild").mkdir()
    first = KeptReport(tmp_path, None, 2)
    first.page(FACTS, {})
    first.keep("one")
    KeptReport(tmp_path, Delta("one", SortedQuads(()), SortedQuads(())), 2).keep("two")  # a build without a report
    assert not shown(tmp_path, "two")


def test_a_report_of_all_articles_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / ".kgbuild").mkdir()
    whole = KeptReport(tmp_path, None, 5)
    whole.page(FACTS, {})
    whole.keep("one")
    assert not shown(tmp_path, "one", most=5)
