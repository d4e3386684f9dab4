"""One build: from paths to a result in memory, and from there to an output folder that is whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from kgbuild.config import Config
from kgbuild.errors import ConfigError
from kgbuild.facts_store import FactsStore
from kgbuild.model.article import Article
from kgbuild.model.delta import Delta
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.on_demand import Later
from kgbuild.pipeline.changes import Step, keep_run
from kgbuild.pipeline.claiming import Built, emptied
from kgbuild.pipeline.collecting import left_over, seldom_collected, uncollected
from kgbuild.pipeline.contents import Contents, contents_of, with_examples
from kgbuild.pipeline.description import DESCRIPTION, LIGHT, PREFIXES, Dump, Maker, description
from kgbuild.pipeline.earlier import LINES, Before, delta_to, led_on, output_before, state_of
from kgbuild.pipeline.elsewhere import Elsewhere, bare, with_facts
from kgbuild.pipeline.fact_lines import NAME as FACTS
from kgbuild.pipeline.fact_lines import fact_lines
from kgbuild.pipeline.given_ids import FILE
from kgbuild.pipeline.kept_files import kept_files
from kgbuild.pipeline.kept_triples import Led, keep_triples, triples_after
from kgbuild.pipeline.last_run import keep_last
from kgbuild.pipeline.loading import Extract, loaded_or_read
from kgbuild.pipeline.output import WHOLE, Inside, Shape, output_files, shaped
from kgbuild.pipeline.own_mappings import check_sources, own_files
from kgbuild.pipeline.parts import by_rows
from kgbuild.pipeline.project import Project, keep_read, load_project
from kgbuild.pipeline.rdf_files import Content, made_over, written_anew
from kgbuild.pipeline.reader import STORE, close_store, open_store
from kgbuild.pipeline.record import LOG, input_records, log_record, problem_records, run_record, versions_of, worst
from kgbuild.pipeline.stages import assemble_dataset, extract_articles
from kgbuild.pipeline.standing import Mark, Told, marked
from kgbuild.pipeline.stored import style_for
from kgbuild.pipeline.table_files import TableFiles, file_of
from kgbuild.pipeline.viewed import viewed
from kgbuild.problems import Problem
from kgbuild.read.articles import Defaults, Unread, find_articles
from kgbuild.resolve.resolve import Outlined, outlined
from kgbuild.serialize.nquads import nquads_pieces
from kgbuild.serialize.prefixes import standard_prefixes
from kgbuild.serialize.splice import spliced_nquads
from kgbuild.serialize.swap import MARKER as RECORD
from kgbuild.serialize.swap import new_folder, portions, write_whole
from kgbuild.turtle import turtle

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much is done and how much there is (0 where that is not known)."""


_OWN_ONLY = Elsewhere()


def _silent(_stage: str, _done: int, _total: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class BuildRun:
    """A finished build. `input_problems` are of articles left out, `problems` of everything after reading; `ids` is
    what `ids.csv` is to hold, None outside a project; `kept` is what earlier builds left, closed."""

    project: Project
    built: Built
    input_problems: tuple[Problem, ...]
    roots: tuple[Path, ...]
    seconds: dict[str, float]
    ids: Later[bytes | None]
    facts_files: tuple[Path, ...] = ()
    incremental: bool = False
    kept: FactsStore | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How much there is of everything: articles, entities, meetings, events, positions, claims, conflicts."""
        gists = self.built.resolved.gists
        return {
            "articles": len(gists),
            "entities": len({one for gist in gists for one in gist.entities}),
            "meetings": len({one for gist in gists for one in gist.meetings}),
            "events": len({one for gist in gists for one in gist.events}),
            "merges": len(self.built.resolved.merges),
            "quads": self.built.size,
            **self.built.dataset.counts,
        }

    @property
    def told(self) -> Told:
        """What there is to tell of it."""
        return Told(self.counts, self.built.dataset.classes, self.input_problems, self.built.problems)

    @property
    def lasting(self) -> bool:
        """Whether the next build of the same files would give the same: no mapping looks at more than our tables, and
        facts could be kept."""
        store = (self.project.config.folder / STORE).as_posix()
        return by_rows(self.project.mapping) and all(one.where.file != store for one in self.input_problems)


@seldom_collected()
def run_build(
    paths: Sequence[Path],
    *,
    config: Config,
    extract: Extract = extract_articles,
    progress: Progress = _silent,
    incremental: bool = False,
    elsewhere: Elsewhere = _OWN_ONLY,
) -> BuildRun:
    """Read and build the articles under `paths`; `extract`: how they are read; `incremental`: with what is kept in the
    project's folder; `elsewhere`: with facts that others found.

    Raises `ConfigError` (configuration, lexicon, mapping, ontology) or `InputError` (no readable article). Articles
    that cannot be read, and rows that make no valid RDF, are problems of the result.
    """
    clock = _Clock()
    project = _checked_project(config, kept=incremental)
    clock.mark("load")
    unread: list[Problem] = []
    articles = _found(paths, project, unread)
    store = open_store(config, unread) if incremental and not elsewhere.only else None
    way = _bare if elsewhere.only else extract
    refused: list[Problem] = []
    number, found = loaded_or_read(articles, project, store, extract=way)
    clock.mark("read")
    own = _good(found, unread)
    if elsewhere.files:
        own = _with_facts(own, project, elsewhere.files, refused)
    facts = list(_counted(own, number, progress))
    clock.mark("extract")
    kept = store if not elsewhere.files else None
    with uncollected():
        built = assemble_dataset(emptied(facts), project, store=kept, tick=lambda stage: progress(stage, 0, 0))
    if store is not None:
        close_store(store, config, unread)
    built = replace(built, problems=(*refused, *built.problems))
    clock.mark("assemble")
    roots, own_facts = (*paths, *elsewhere.files), elsewhere.files
    ids = Later(lambda: project.ids.updated(built.resolved.given).text() if config.found else None)
    return BuildRun(project, built, tuple(unread), roots, clock.seconds, ids, own_facts, incremental, kept)


def _found(paths: Sequence[Path], project: Project, problems: list[Problem]) -> Iterator[Unread]:
    defaults = Defaults(project.config.sources, "", project.config.language)
    return find_articles(paths, wording=Later(lambda: project.wording), defaults=defaults, problems=problems)


def _good(found: Iterable[Outlined | Problem], problems: list[Problem]) -> Iterator[Outlined]:
    """Yield the articles that could be read; of the others, gather the problems."""
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            yield one


def _checked_project(config: Config, *, kept: bool) -> Project:
    project = load_project(config, kept=kept)
    if worst(wrong := check_sources(project.mapping, own_files(config))):
        raise ConfigError(wrong)
    return project


def _bare(articles: Sequence[Article], _project: Project) -> Iterator[ArticleFacts | Problem]:
    yield from bare(articles)


def _with_facts(
    own: Iterable[Outlined], project: Project, files: Iterable[Path], refused: list[Problem]
) -> Iterator[Outlined]:
    words = project.words.identity
    for facts in with_facts((one.facts() for one in own), project, files, refused):
        yield outlined(facts, words)


def _counted(facts: Iterator[Outlined], total: int, progress: Progress) -> Iterator[Outlined]:
    progress("extract", 0, total)
    for done, one in enumerate(facts, start=1):
        yield one
        progress("extract", done, total)


def write_output(run: BuildRun, out: Path, *, shape: Shape = WHOLE) -> dict[str, Mark]:
    """Write the output folder beside its place and swap it in; return how its files were written. Raises `UsageError`
    where `out` is not ours."""
    with uncollected():
        return _write(run, out, shape)


def _write(run: BuildRun, out: Path, shape: Shape) -> dict[str, Mark]:
    clock, record = _Clock(), _record(run, shape)
    with new_folder(out) as folder:
        before = _before(run, out, shape)
        delta = _change_of(run, before)
        contents, dumps = _dataset(run, folder, before, delta, shape)
        tables, project = TableFiles(), run.project.config.folder
        rows, kept = viewed(run.built, project), kept_files(project, before, delta, latest=shape.latest)
        index = triples_after(project, out, folder, delta) if delta is not None else Led(run.built.triples)
        inside = Inside(
            index.triples,
            fact_lines(run.built.resolved, kept.pieces.of(FACTS)),
            _tables(run.built, tables, before if delta is not None else None),
            partial(kept.views.files, rows),
            rows.positions,
            kept.pieces.of,
            kept.network.rows,
            kept.measures.of,
            kept.answers.of,
            kept.report.page,
        )
        dumps += [_written(folder, *one) for one in output_files(run.built, run.project, shape, record, inside)]
        described = _description(run, with_examples(contents, index.triples), dumps, shape)
        own = [_written(folder, name, (data,)) for name, data in ((DESCRIPTION, described), (RECORD, record))]
        clock.mark("write")
        step = Step(out, folder, before.digest if before is not None else "", dumps[0].sha256, delta)
        keep_run(run.project.config, run.built.resolved.gists, step, given=run.facts_files)
        if run.kept is not None and not shape.light:
            _keep_last(run, dumps[0].sha256, tables)
            keep_triples(project, dumps[0].sha256, index)
            rows.keep(project, dumps[0].sha256)
            keep_read(run.project)
            kept.keep(dumps)
        clock.mark("compare")
        keep_ids(run)  # before the folder is swapped in: where they cannot be kept, the old output stays
        known = {dump.name: state_of(folder / dump.name) for dump in dumps}
        log = log_record(run.seconds | clock.seconds, description=own[0].sha256, files=known, roots=run.roots)
        own.append(_written(folder, LOG, (log,)))
        left_over(index, inside, kept, rows)
        return {dump.name: marked(folder / dump.name, sha256=dump.sha256) for dump in (*dumps, *own)}


def _before(run: BuildRun, out: Path, shape: Shape) -> Before | None:
    """Return the output in place, where this one may be made over from it."""
    if not run.incremental or shape.light:
        return None
    base = run.project.config.base
    return output_before(out, base=base, style=style_for(run.project.ontology, base))


def _change_of(run: BuildRun, before: Before | None) -> Delta | None:
    """Return what the build changed, where that is said of the output in place."""
    delta = run.built.delta
    return delta if delta is not None and before is not None and delta.against == before.digest else None


def _dataset(
    run: BuildRun, folder: Path, before: Before | None, delta: Delta | None, shape: Shape
) -> tuple[Contents, list[Dump]]:
    """Write the files of the dataset, its lines first, and return what is in it (without examples); those of an output
    `before` are made over, from what the build changed of it or from what is found to differ."""
    base, style = run.project.config.base, style_for(run.project.ontology, run.project.config.base)
    if before is not None and delta is not None:
        dumps = [_written(folder, LINES, spliced_nquads(before.folder / LINES, delta))]
    else:
        shown = shaped(run.built.dataset.quads, shape)
        dumps = [_written(folder, LINES, nquads_pieces(shown.lines()))]
        delta = delta_to(before, folder) if before is not None else None
    if before is not None and delta is not None:
        earlier = led_on(before, delta)
        files, contents = made_over(earlier, base=base, style=style), earlier.contents
    else:
        files, contents = written_anew(run.built.dataset.quads, shown, base=base, style=style), contents_of(shown)
    dumps += [_written(folder, name, content) for name, content in files]
    if not shape.packed:
        run.built.dataset.said.forget()
    return contents, dumps


def _tables(built: Built, files: TableFiles, before: Before | None) -> Iterator[tuple[str, Content]]:
    """Yield the files of the tables, made over from those of an output that the build leads on from."""
    last = built.last
    if before is None or last is None or built.rows is None or not before.has(map(file_of, last.tables)):
        yield from files.anew(built.tables)
        built.whole.forget()
    else:
        yield from files.made_over(before.folder, last.tables, built.rows, last.articles)


def _keep_last(run: BuildRun, dataset: str, tables: TableFiles) -> None:
    """Keep what the next build can lead on from."""
    if (last := run.built.last) is not None:
        keep_last(run.project.config.folder, replace(last, dataset=dataset, tables=tables.sizes))


def keep_ids(run: BuildRun) -> None:
    """Write the ids that things have now beside `kgbuild.yaml`, where there is one."""
    path, text = run.project.config.folder / FILE, run.ids.value
    if text is not None and not (path.is_file() and path.read_bytes() == text):
        write_whole(path, text)


def _written(folder: Path, name: str, content: Content) -> Dump:
    """Write a file of an output folder and return what the description says of it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    size, digest = 0, sha256()
    with path.open("wb") as file:
        for data in content:
            for part in portions(data):
                size += file.write(part)
                digest.update(part)
    return Dump(name, size, digest.hexdigest())


def _record(run: BuildRun, shape: Shape) -> bytes:
    project = run.project
    settings = {
        "base": project.config.base,
        "model": project.config.model,
        "last_decision": max((d.id for d in project.decisions), default=0),
    }
    return run_record(
        inputs=input_records(
            {a.path for a in run.built.resolved.gists if a.path} | {p.as_posix() for p in run.facts_files}, run.roots
        ),
        counts=run.counts,
        classes=run.built.dataset.classes,
        problems=problem_records((*run.input_problems, *run.built.problems), run.roots),
        settings=settings | ({"light": True} if shape.light else {}),
    )


def _description(run: BuildRun, contents: Contents, dumps: Iterable[Dump], shape: Shape) -> bytes:
    base, model = run.project.config.base, run.project.config.model
    maker = Maker(versions_of(model), "" if not shape.light else LIGHT)
    said = description(contents, run.built.resolved.gists, dumps, base=base, maker=maker)
    return turtle(said, prefixes={**standard_prefixes(base), **PREFIXES})


class _Clock:
    """Seconds since the last mark, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def mark(self, stage: str) -> None:
        now = perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now
