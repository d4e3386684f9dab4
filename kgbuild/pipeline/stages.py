"""The stages in their order: articles, facts, one view of them all, tables, statements, dataset, checks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from typing import TypeVar

from kgbuild.annotate.capitals import Names
from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.claims.assemble import ClaimedDataset, Setting, assemble
from kgbuild.claims.claim import ArticleContext
from kgbuild.claims.judgements import Judgement
from kgbuild.claims.rules import OverTime, Rules
from kgbuild.config import Config
from kgbuild.decisions.place import Placed, place_decisions
from kgbuild.decisions.read import in_force
from kgbuild.extract.article import Knowledge, extract_facts, load_knowledge
from kgbuild.facts_store import FactsStore
from kgbuild.identifiers import article_slug
from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.decisions import Verdict
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.on_demand import OnDemand
from kgbuild.model.ontology import Ontology
from kgbuild.model.quads import sorted_quads
from kgbuild.model.resolved import Resolved
from kgbuild.model.tables import Table
from kgbuild.model.triples import Triples
from kgbuild.pipeline.description import leads
from kgbuild.pipeline.loading import kept_in
from kgbuild.pipeline.own_mappings import made_nothing, own_files
from kgbuild.pipeline.parts import KeptParts, kept_parts, tables_and_pieces
from kgbuild.pipeline.project import Project
from kgbuild.problems import Problem
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.recall import Recall
from kgbuild.resolve.resolve import Outlined, resolve_outlined
from kgbuild.resolve.words import load_identity_words
from kgbuild.resources import shipped
from kgbuild.tabulate.atlas import load_atlas
from kgbuild.tabulate.events import EventTerms
from kgbuild.tabulate.speakers import publisher_of
from kgbuild.tabulate.tables import Background, IssueTerm
from kgbuild.verify.evidence import check_evidence

_CHUNK = 4  # articles handed to a worker at a time: small, so that two workers end together

_NOTHING_DECIDED = Placed()
Held = TypeVar("Held")

Tick = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """The result of all stages, in memory; `triples` are those of the dataset, whose quads are sorted."""

    resolved: Resolved
    tables: tuple[Table, ...]
    dataset: ClaimedDataset
    triples: Triples
    problems: tuple[Problem, ...]


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
    for text in annotate(articles, model=model, names=names_of(knowledge)):
        yield extract_facts(text, knowledge=knowledge)


def names_of(knowledge: Knowledge) -> Names:
    """Return what annotation asks of names."""
    return Names(knowledge.actors.known_at, knowledge.actors.roles.given, knowledge.actors.short_titles)


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
    facts = OnDemand({one.outline.article: one.facts for one in every})
    placed = place_decisions(in_force(project.decisions), facts)
    kept = kept_in(store)
    recall = kept.recall() if kept is not None else Recall()
    resolved = resolve_outlined(every, prior=prior_of(project, placed), recall=recall)
    resolved = replace(resolved, replaced=project.ids.replaced(resolved.given))
    if kept is not None:
        kept.keep_recall(recall)
    del every, facts
    return claim_resolved(resolved, project, placed, store=store, tick=tick)


def emptied(some: list[Held]) -> Iterator[Held]:
    """Yield what a list holds and let go of it, so that what is made of it is not held beside it."""
    some.reverse()
    while some:
        yield some.pop()


def prior_of(project: Project, placed: Placed) -> Prior:
    """Return what holds before reports are compared."""
    return Prior(
        words=load_identity_words(project.lexicon),
        cautious=project.config.cautious,
        same=placed.same,
        different=placed.different,
        renamed=placed.renamed,
        ids=project.ids.names(),
    )


def claim_resolved(
    resolved: Resolved,
    project: Project,
    placed: Placed = _NOTHING_DECIDED,
    *,
    store: FactsStore | None = None,
    tick: Tick = lambda _: None,
) -> Built:
    """Tabulate, map, claim and check facts under global ids."""
    problems: list[Problem] = list(placed.orphans)
    base = project.config.base
    contexts = _contexts(resolved, base)
    background = background_of(project)
    kept = kept_parts(store, project, background, resolved)
    tick("map")
    tables, pieces = tables_and_pieces(resolved, project, background, problems, kept=kept)
    problems.extend(made_nothing(project.mapping, tables, own_files(project.config)))
    decided = {d.article for d in placed.claims}
    spans = next(t.rows for t in tables if t.name == "spans") if decided else ()
    setting = Setting(
        contexts,
        rules_of(project.ontology),
        project.config.policy,
        placed.claims,
        {row["id"]: (int(row["start"]), int(row["end"])) for row in spans if row["article"] in decided},
        tuple(_judgements(placed, resolved, base)),
    )
    dataset = assemble(pieces, setting, base=base)
    said = [*dataset.quads, *leads((g.article for g in resolved.gists), base=base)]
    dataset = replace(dataset, quads=())
    del pieces
    quads = sorted_quads(emptied(said))
    dataset, triples = replace(dataset, quads=quads), Triples(quads)
    tick("check")
    problems.extend(dataset.problems)
    problems.extend(_checked(triples, resolved, dataset.fates, kept, base=base))
    return Built(resolved, tables, dataset, triples, tuple(problems))


def _checked(
    triples: Triples, resolved: Resolved, fates: Mapping[str, str], kept: KeptParts | None, *, base: str
) -> list[Problem]:
    """Check the evidence of the articles that were not found right as they are before."""
    right = kept.checked(fates) if kept is not None else set[str]()
    other = [resolved.facts[n] for n, gist in enumerate(resolved.gists) if gist.article not in right]
    problems = check_evidence(triples, replace(resolved, facts=other), right, base=base)
    if kept is not None and not problems:
        kept.keep_checked((f.article.id for f in other), fates)
    return problems


def background_of(project: Project) -> Background:
    """Return what the tables say beside the facts."""
    return Background(
        recognizer=f"model {project.config.model}",
        issues=issue_terms(project.knowledge, project.lexicon),
        events=EventTerms(
            classes={t.type_word: t.iri.rpartition("#")[2] for t in project.ontology.classes if t.type_word},
            hedges=project.knowledge.events.words.hedges,
            currencies=project.knowledge.events.words.currencies,
        ),
        atlas=load_atlas(shipped("mappings", "places.csv")),
        base=project.config.base,
    )


def _judgements(placed: Placed, resolved: Resolved, base: str) -> Iterator[Judgement]:
    """Yield the decisions about things as nodes."""
    for d, things in placed.things:
        targets = dict.fromkeys(f"<{base}{resolved.where[w]}>" for w in things if w in resolved.where)
        verdict = "renamed" if d.verdict is Verdict.RENAME else d.verdict.value
        yield Judgement(verdict, tuple(targets), d.where, d.why, d.by, d.on)


def issue_terms(knowledge: Knowledge, lexicon: Lexicon) -> dict[str, IssueTerm]:
    """Return the issue scheme of the lexicons as the tables need it."""
    found = knowledge.speech.issues.issues.values()
    ours = {i.id for i in found if not lexicon.rank(i.where)[0]}
    return {i.id: IssueTerm(i.id, i.label, i.broader, i.where, i.mediatopic, i.id in ours) for i in found}


def _contexts(resolved: Resolved, base: str) -> dict[str, ArticleContext]:
    found = {}
    for gist in resolved.gists:
        publisher, _, _ = publisher_of(gist.publisher, gist.article)
        context = ArticleContext(f"<{base}actor/{publisher}>", gist.published, gist.runs)
        found[article_slug(gist.article)] = context
    return found


def rules_of(ontology: Ontology) -> Rules:
    """Return what the ontology says of values that two sources may give differently."""
    terms = ontology.properties
    return Rules(
        functional=frozenset(f"<{t.iri}>" for t in terms if t.functional),
        over_time={f"<{t.iri}>": OverTime(t.over_time) for t in terms if t.over_time},
        made_of={f"<{t.iri}>": frozenset(f"<{part}>" for part in t.made_of) for t in terms if t.made_of},
    )
