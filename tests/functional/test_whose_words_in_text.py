"""Sentences in every way of putting words in a mouth: what another says is in no core, what the reporter says is."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

import kgbuild.api as kgbuild
from kgbuild.config import Config
from kgbuild.model.article import Article
from kgbuild.pipeline.claiming import Built
from kgbuild.pipeline.project import Project, load_project
from kgbuild.pipeline.stages import assemble_dataset, extract_articles
from kgbuild.read.articles import read_articles
from kgbuild.resolve.resolve import outlined
from kgbuild.resolve.words import load_identity_words

BASE, KGB = "https://example.org/kg/", "https://w3id.org/kgbuild/ns#"

# What happened, as a main clause: a meeting, a toll, an arrest, a dismissal, a signing.
HAPPENED = (
    "Ilona Brandt met Tomas Reik in Vienna on Tuesday",
    "a blast in Gdansk on Tuesday killed six people",
    "police in Turin arrested Marek Dolan on Tuesday",
    "the harbour company dismissed its director Nils Orre on Tuesday",
    "Chile and Peru signed a fishing treaty in Arica on Tuesday",
)
OTHERS = (
    "Transport Minister Eva Lund said that {}.",
    "According to the Interior Ministry, {}.",
    "{}, the opposition said.",
    "{}, according to Transport Minister Eva Lund.",
    "The opposition claimed that {}.",
    "The Interior Ministry confirmed that {}.",
    "“{},” Transport Minister Eva Lund said.",
    "In Eva Lund's account, {}.",
    "Rumours spread that {}.",
    "Eva Lund wrote to the court that {}.",
    "Residents believe {}.",
)
# the same told by a noun, which the verb of saying has for its object
NOUNS = (
    "Army radio reported the arrest of Marek Dolan in Turin on Tuesday.",
    "Doctors confirmed the deaths of six people in Gdansk.",
    "The rebels announced the capture of two pilots near Sala.",
    "Villagers described the shelling of the market in Sala on Tuesday.",
    "A clip purporting to show soldiers executing prisoners in Sala was posted on Tuesday.",
)
OWN = ("{}.", "Rain fell in the north. {}.", "{}, hours before the vote.")


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def told(frame: str, clause: str) -> str:
    starts = frame.startswith(("{", "“{")) or "north. {" in frame
    return frame.format(upper(clause) if starts else clause)


CASES = [(told(frame, clause), False) for frame, clause in product(OTHERS, HAPPENED)]
CASES += [(text, False) for text in NOUNS]
CASES += [(told(frame, clause), True) for frame, clause in product(OWN, HAPPENED)]


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(Config())


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """Each sentence as an article and a dataset of its own."""
    folder = tmp_path_factory.mktemp("sentences")
    for number, (text, _) in enumerate(CASES):
        (folder / f"{number:03}.txt").write_text(f"date 2026-03-05\n\n{text}\n", encoding="utf-8")
    articles: list[Article] = list(read_articles([folder], lexicon=project.lexicon, problems=[]))
    facts = list(extract_articles(articles, project))
    words = load_identity_words(project.lexicon)
    return [assemble_dataset([outlined(one, words)], project) for one in facts]


def in_core(built: Built) -> set[str]:
    """The events of the core that are no acts of speaking: what the graph says happened."""
    core = {q[:3] for q in built.dataset.quads if q.graph == f"<{BASE}graph/core>"}
    spoken = {s for s, _, o in core if o == f"<{KGB}Communication>"}
    told_of = {s for s, p, _ in core if "/event/" in s and p == f"<{KGB}factuality>"}
    return told_of - spoken


def test_forty_sentences_and_more() -> None:
    assert len(CASES) >= 40


def test_what_another_says_is_in_no_core(built: list[Built]) -> None:
    leaked = [text for (text, own), one in zip(CASES, built, strict=True) if not own and in_core(one)]
    assert leaked == []


def test_what_the_reporter_says_is_not_lost(built: list[Built]) -> None:
    told_by_reporter = [(text, one) for (text, own), one in zip(CASES, built, strict=True) if own]
    found = [text for text, one in told_by_reporter if one.resolved.facts[0].meetings or one.resolved.facts[0].events]
    lost = [text for text, one in told_by_reporter if text in found and not in_core(one)]
    assert lost == []
    assert len(found) >= 12, "too few of the reporter's own events are read for this to say anything"


def test_nothing_in_the_core_of_whole_reports_rests_on_anothers_words(root: Path) -> None:
    folders = [root / "articles", root.parent / "shared" / "articles"]
    for folder in filter(Path.is_dir, folders):
        quads = kgbuild.build(folder, config=Config()).quads
        spoken = {q.subject for q in quads if q.predicate == f"<{KGB}spokenBy>"}
        words: dict[str, set[str]] = {}
        for q in quads:
            if q.predicate == f"<{KGB}evidence>":
                words.setdefault(q.subject, set()).add(q.object)
        accepted = {q.subject for q in quads if q.object == "<https://w3id.org/kgbuild/code/accepted>"}
        mentions = {q.subject for q in quads if q.object == "<http://schema.org/mentions>"}
        assert len(accepted - mentions) > 50
        assert [c for c in sorted(accepted - mentions) if words[c] <= spoken] == []
