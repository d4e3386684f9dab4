"""Runs kept and compared: what a build read and what it changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kgbuild.changes.attribute import explain
from kgbuild.changes.causes import Kind, causes_between
from kgbuild.changes.meaning import changes_of
from kgbuild.changes.patch import digest_of, known_as, patch_between, patch_lines
from kgbuild.changes.runs import KeptRuns, Read, Run, text_digest
from kgbuild.changes.show import Difference, needed_labels
from kgbuild.config import FILE_NAME, Config
from kgbuild.decisions.read import decision_files
from kgbuild.errors import UsageError
from kgbuild.identifiers import article_slug
from kgbuild.model.delta import Delta
from kgbuild.model.gist import Gist
from kgbuild.model.quads import SortedQuads, quad_of
from kgbuild.model.terms import RDFS_LABEL, literal_of
from kgbuild.model.triples import SKOS, local_name
from kgbuild.pipeline.reader import code_digest
from kgbuild.pipeline.record import versions_of
from kgbuild.resources import lexicon_folder, shipped, shown_path
from kgbuild.serialize.swap import MARKER
from kgbuild.version import VERSION

RUNS = Path(".kgbuild") / "runs.sqlite"  # in the project's folder
_LABELS = frozenset({RDFS_LABEL, f"<{SKOS}prefLabel>"})


def files_read(config: Config) -> dict[Path, Kind]:
    """Return the files that a build reads besides articles, with what they are."""
    found: dict[Path, Kind] = dict.fromkeys(sorted(lexicon_folder(config.language).iterdir()), Kind.LEXICON)
    found |= dict.fromkeys((*sorted(shipped("mappings", "names").iterdir()), *config.lexicons), Kind.LEXICON)
    found |= dict.fromkeys(config.mapping_files(), Kind.MAPPING)
    found |= dict.fromkeys((*sorted(shipped("ontology").glob("*.ttl")), *config.ontologies), Kind.ONTOLOGY)
    if config.found:
        found |= dict.fromkeys(decision_files(config.folder), Kind.DECISION)
        found[config.folder / FILE_NAME] = Kind.SETTING
    return {path: kind for path, kind in found.items() if path.is_file()}


class Step(NamedTuple):
    """From an output folder to a new one, not yet in place: the digests of both datasets, as far as they are known
    (else empty), and what differs between them."""

    old: Path
    new: Path
    before: str = ""
    after: str = ""
    delta: Delta | None = None


def keep_run(config: Config, articles: Iterable[Gist], step: Step, *, given: Iterable[Path] = ()) -> None:
    """Keep what a build read (`given` are files of facts) and how its output differs from that before.

    Only in a project, or where an incremental build has kept facts. Where runs cannot be kept, nothing is: a build does
    not fail for it.
    """
    if not (config.found or (config.folder / RUNS.parent).is_dir()):
        return
    files = files_read(config) | dict.fromkeys(given, Kind.FACTS)
    data = {path: path.read_bytes() for path in files}
    named = {shown_path(path, base=config.folder): path for path in data}
    kinds = {name: files[path].value for name, path in named.items()}
    versions = {"kgbuild": VERSION, **versions_of(config.model), "code": code_digest()}
    digests = {name: text_digest(data[path]) for name, path in named.items()}
    read = Read({a.article: a.words for a in articles}, digests, kinds, versions)
    try:
        with closing(_open(config, step.old)) as kept:
            before, after = known_as(step.before) or digest_of(step.old), known_as(step.after) or digest_of(step.new)
            kept.follow(before)
            delta = step.delta if before != after else Delta(before, SortedQuads(), SortedQuads())
            patch = patch_lines(step.old, step.new, delta) if kept.any() else ()
            texts = {digests[n]: data[path] for n, path in named.items() if not kept.known(digests[n])}
            kept.add(after, read, patch, texts)
    except (OSError, sqlite3.Error):
        return


def keep_same_run(config: Config, out: Path, dataset: str) -> bool:
    """Keep that a build found nothing changed; False where the last run that is kept is not the one that made its
    dataset. Where runs cannot be kept, nothing is."""
    try:
        with closing(_open(config, out)) as kept:
            return kept.again(known_as(dataset))
    except (OSError, sqlite3.Error):
        return True


def _open(config: Config, out: Path) -> KeptRuns:
    path = config.folder / RUNS
    path.parent.mkdir(exist_ok=True)
    (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    return KeptRuns(path, out)


def difference(config: Config, out: Path, *, old: str, new: str) -> Difference:
    """Return what changed between two runs of an output folder, or between two folders.

    A run is `latest`, `previous`, a number, or an output folder's path. Raises `UsageError` where there is no such run.
    """
    with closing(_open(config, out)) as kept:
        if _is_folder(old) or _is_folder(new):
            sides = [Path(one) if _is_folder(one) else _present(one, kept, out) for one in (old, new)]
            patch = patch_between(sides[0], sides[1])
            read = [(kept.with_dataset(digest_of(side)) or _unknown(side)).read for side in sides]
        else:
            first, last = (_run(one, kept, out) for one in (old, new))
            low, high = sorted((first.number, last.number))
            patch = kept.patch(low, high)
            patch = patch if first.number == low else patch.backwards()
            read = [first.read, last.read]
        causes = causes_between(read[0], read[1], kept.text)
    changes = explain(changes_of(patch), causes, article_slug)
    return Difference(patch, tuple(changes), tuple(causes))


def _is_folder(name: str) -> bool:
    return (Path(name) / MARKER).is_file()


def _present(name: str, kept: KeptRuns, out: Path) -> Path:
    run = _run(name, kept, out)
    if run.number != kept.runs()[-1].number:
        raise UsageError(f"run {run.number} is kept only as changes; compare a folder with the latest run")
    return out


def _run(name: str, kept: KeptRuns, out: Path) -> Run:
    kept.follow(digest_of(out))
    runs = kept.runs()
    place = {"latest": -1, "previous": -2}.get(name)
    if place is not None and len(runs) >= -place:
        return runs[place]
    found = next((run for run in runs if str(run.number) == name), None)
    if found is None:
        known = f"there are {runs[0].number} to {runs[-1].number}" if runs else "build first"
        raise UsageError(f"no run `{name}` of {out.as_posix()} is kept and no output folder is called so; {known}")
    return found


def _unknown(folder: Path) -> Run:
    """What a folder's own record says, where its run is not kept: the articles and versions."""
    record = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    articles = {Path(one["path"]).name: one["sha256"][:32] for one in record.get("inputs", ())}
    return Run(0, "", Read(articles, versions=record.get("versions", {})))


def labels_of(found: Difference, out: Path) -> dict[str, str]:
    """Return the labels of the nodes a difference speaks of: as they are now, else as they were."""
    needed = needed_labels(found.changes)
    labels = {term: local_name(term) for term in needed}
    for sign, quad in found.patch.quads():
        if sign == "-" and quad.predicate in _LABELS and quad.subject in needed:
            labels[quad.subject] = literal_of(quad.object).value
    path = out / "dataset.nq"
    if not path.is_file():
        return labels
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            subject, predicate, _ = line.split(" ", 2)
            if predicate in _LABELS and subject in needed:
                labels[subject] = literal_of(quad_of(line).object).value
    return labels
