"""The stages in their order: articles, facts, one view of them all, tables, statements, dataset, checks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kgbuild.annotate.capitals import Names
from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.config import Config
from kgbuild.decisions.place import Placed, place_decisions
from kgbuild.decisions.read import in_force
from kgbuild.facts_store import FactsStore
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.on_demand import OnDemand
from kgbuild.pipeline.claiming import Built, Tick, claim_resolved
from kgbuild.pipeline.kept_outcome import keep_outcome, kept_outcome, outcome_key
from kgbuild.pipeline.loading import Kept, kept_in
from kgbuild.pipeline.project import Project
from kgbuild.resolve.outcome import Outcome, resolved_of
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.recall import Recall
from kgbuild.resolve.resolve import Outlined, compared

if TYPE_CHECKING:
    from kgbuild.extract.article import Knowledge

_CHUNK = 4  # articles handed to a worker at a time: small, so that two workers end together


def extract_articles(articles: Iterable[Article], project: Project, *, processes: int = 1) -> Iterator[ArticleFacts]:
    """Yield the facts of each article, in order; with more processes the same facts, sooner."""
    if processes <= 1:
        yield from read_words(articles, project.knowledge, project.config.model)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_one_thread) as pool:
        yield from pool.map(_Worker(project.config), articles, chunksize=_CHUNK)


def read_words(articles: Iterable[Article], knowledge: Knowledge, model: str) -> Iterator[ArticleFacts]:
    """Yield the facts of each article, in order, read in this process."""
    from kgbuild.extract.article import extract_facts

    for text in annotate(articles, model=model, names=names_of(knowledge)):
        yield extract_facts(text, knowledge=knowledge)


def names_of(knowledge: Knowledge) -> Names:
    """Return what annotation asks of names."""
    return Names(knowledge.actors.known_at, knowledge.actors.roles.given, knowledge.actors.whole_words)


def _one_thread() -> None:
    """Keep each worker's linear algebra on one core; must run before numpy is imported."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")


@dataclass(frozen=True, slots=True)
class _Worker:
    config: Config

    def __call__(self, article: Article) -> ArticleFacts:
        return next(read_words([article], knowledge_of(self.config), self.config.model))


def knowledge_of(config: Config) -> Knowledge:
    """Return what the extractors of a project know, read once a process. Raises `ConfigError`."""
    return _knowledge(config.lexicons, config.language, config.folder)


@lru_cache(maxsize=1)
def _knowledge(lexicons: tuple[os.PathLike[str], ...], language: str, folder: os.PathLike[str]) -> Knowledge:
    from pathlib import Path

    from kgbuild.extract.article import load_knowledge

    return load_knowledge(load_lexicon(map(Path, lexicons), language=language, base=Path(folder)))


def assemble_dataset(
    articles: Iterable[Outlined],
    project: Project,
    *,
    store: FactsStore | None = None,
    tick: Tick = lambda _: None,
) -> Built:
    """Resolve, tabulate, map, claim and check the facts of all articles; those that `store` has as they are here need
    no rows and claims made anew."""
    tick("resolve")
    every = list(articles)
    facts = {one.article: one.facts for one in every}
    placed = place_decisions(in_force(project.decisions), OnDemand(facts))
    prior = prior_of(project, placed)
    resolved = resolved_of(_outcome(every, project, prior, kept_in(store, project.config.folder)), facts, prior)
    resolved = replace(resolved, replaced=project.ids.replaced(resolved.given))
    del every
    return claim_resolved(resolved, project, placed, store=store, tick=tick)


def _outcome(articles: Sequence[Outlined], project: Project, prior: Prior, kept: Kept | None) -> Outcome:
    """Return what comes of comparing articles: what is kept, where it would come to that again."""
    key, folder = outcome_key(articles, prior) if kept is not None else "", project.config.folder
    found = kept_outcome(folder, key) if key else None
    recall = kept.recall() if kept is not None else Recall()
    if found is None or not found.stands(prior):
        found = compared(articles, prior=prior, recall=recall)
        if kept is not None:
            kept.keep_recall(recall)
        if key:
            keep_outcome(folder, key, articles, found)
    return found


def prior_of(project: Project, placed: Placed) -> Prior:
    """Return what holds before reports are compared."""
    return Prior(
        words=project.words.identity,
        cautious=project.config.cautious,
        same=placed.same,
        different=placed.different,
        renamed=placed.renamed,
        ids=project.ids.names(),
    )
