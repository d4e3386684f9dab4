"""Facts from files beside, or instead of, those that are read from the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.elsewhere.corrected import corrected
from kgbuild.elsewhere.files import files_under, records_in
from kgbuild.elsewhere.join import joined
from kgbuild.elsewhere.records import Record, facts_of
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.pipeline.project import Project
from kgbuild.problems import Problem, near_miss


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Files of facts (JSON Lines in the published schema, brat's, Label Studio's); `only`: nothing is read from the
    words themselves."""

    files: tuple[Path, ...] = ()
    only: bool = False


def elsewhere(paths: Iterable[Path], *, only: bool = False) -> Elsewhere:
    """Return the files of facts under these paths: a folder stands for the files of brat in it."""
    return Elsewhere(files_under(paths), only)


def bare(articles: Iterable[Article]) -> Iterator[ArticleFacts]:
    """Yield articles without any facts, as written."""
    from kgbuild.extract.article import in_original

    for article in articles:
        yield in_original(ArticleFacts(article))


def with_facts(
    own: Iterable[ArticleFacts], project: Project, files: Iterable[Path], problems: list[Problem]
) -> Iterator[ArticleFacts]:
    """Yield each article's facts with those that the files give, in order; what is refused is added to `problems`."""
    given: dict[str, list[Record]] = {}
    for path in files:
        for record in records_in(path, problems):
            given.setdefault(record.article, []).append(record)
    issues = project.knowledge.speech.issues.issues
    seen = set[str]()
    for facts in own:
        seen.add(facts.article.id)
        merged = facts
        records = given.get(facts.article.id, ())
        for number, record in enumerate(sorted(records, key=lambda r: not r.instead), start=1):
            more = facts_of(record, facts.article, {*issues, "other"}, problems)
            if record.instead:
                merged = corrected(facts, more)
            else:
                merged = joined(_with_sentences(merged, more), more, f"x{number}-")
        yield merged
    for name in sorted({*given} - seen):
        for record in given[name]:
            problems.append(Problem(record.where, f"facts of `{name}`, which is not read", near_miss(name, seen)))


def _with_sentences(facts: ArticleFacts, more: ArticleFacts) -> ArticleFacts:
    if facts.sentences:
        return facts
    return ArticleFacts(facts.article, more.sentences)
