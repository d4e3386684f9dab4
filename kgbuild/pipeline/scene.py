"""What a dataset is made of: resolved facts, what tables say beside them, decisions, and what earlier builds left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kgbuild.claims.assemble import Setting
from kgbuild.claims.claim import ArticleContext
from kgbuild.claims.decided import Stretches
from kgbuild.claims.judgements import Judgement
from kgbuild.claims.rules import OverTime, Rules
from kgbuild.decisions.place import Placed
from kgbuild.facts_store import FactsStore
from kgbuild.identifiers import article_slug, digest
from kgbuild.model.decisions import ClaimDecision, Verdict
from kgbuild.model.ontology import Ontology
from kgbuild.model.policy import Policy
from kgbuild.model.resolved import Resolved
from kgbuild.model.vocabulary import DECIMAL
from kgbuild.pipeline.parts import KeptParts, kept_parts
from kgbuild.pipeline.project import Project
from kgbuild.resources import shipped
from kgbuild.tabulate.atlas import load_atlas
from kgbuild.tabulate.events import EventTerms
from kgbuild.tabulate.speakers import publisher_of
from kgbuild.tabulate.tables import Background


@dataclass(frozen=True, slots=True)
class Scene:
    """Resolved facts, their project and what people decided, with what tables say beside the facts; `kept` are parts of
    articles, None where none can be kept; `slugs` leads from the slugs of articles to their ids, in order."""

    resolved: Resolved
    project: Project
    background: Background
    placed: Placed
    kept: KeptParts | None
    slugs: Mapping[str, str]

    @property
    def base(self) -> str:
        """How the IRIs of the dataset begin."""
        return self.project.config.base

    @property
    def decided(self) -> set[str]:
        """The slugs of the articles of which claims are decided about."""
        return {d.article for d in self.placed.claims}

    @property
    def maker(self) -> str:
        """A digest of all that is the same for all articles; empty where what a build leaves is no help to the next: a
        policy may judge by what other articles say."""
        if self.kept is None or self.project.config.policy != Policy() or len(self.kept.tabled) < len(self.slugs):
            return ""
        rules = rules_of(self.project.ontology)
        over_time = sorted((term, str(how)) for term, how in rules.over_time.items())
        made_of = sorted((term, sorted(parts)) for term, parts in rules.made_of.items())
        return digest(self.kept.maker, repr((sorted(rules.functional), over_time, made_of)))

    def setting(self, stretches: Stretches) -> Setting:
        """Return what claims are judged by, given where the spans of the articles decided about stand."""
        return Setting(
            _contexts(self.resolved, self.base),
            rules_of(self.project.ontology),
            self.project.config.policy,
            tuple(self._termed(d) for d in self.placed.claims),
            stretches,
            tuple(_judgements(self.placed, self.resolved, self.base)),
        )

    def _termed(self, decision: ClaimDecision) -> ClaimDecision:
        """Return a decision with the term of the event that it is about."""
        local = self.resolved.where.get((self.slugs.get(decision.article, ""), decision.about), "")
        return replace(decision, about=f"<{self.base}{local}>") if decision.about else decision


def scene_of(resolved: Resolved, project: Project, placed: Placed, store: FactsStore | None) -> Scene:
    """Return the scene of resolved facts; a store has what earlier builds left."""
    background = background_of(project)
    slugs = {article_slug(gist.article): gist.article for gist in resolved.gists}
    return Scene(resolved, project, background, placed, kept_parts(store, project, background, resolved), slugs)


def background_of(project: Project) -> Background:
    """Return what the tables say beside the facts."""
    return Background(
        recognizer=f"model {project.config.model}",
        issues=project.words.issues,
        events=EventTerms(
            classes={t.type_word: t.iri.rpartition("#")[2] for t in project.ontology.classes if t.type_word},
            hedges=project.words.hedges,
            currencies=project.words.currencies,
            decimals=tuple(sorted(t.iri.rpartition("#")[2] for t in project.ontology.properties if DECIMAL in t.range)),
            manners=tuple(
                (name, tuple(sorted(told.get("types", ()))), tuple(sorted(told.get("words", ()))))
                for name, told in sorted(project.words.identity.manners.items())
            ),
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
