"""Files of facts by their kind: JSON Lines in our schema, brat's `.ann` files, Label Studio's export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kgbuild.elsewhere import brat, label_studio
from kgbuild.elsewhere.records import Record, read_records
from kgbuild.elsewhere.unmark import record_of
from kgbuild.problems import Location, Problem


def files_under(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return files of facts as they are, and the `.ann` files of folders, sorted."""
    return tuple(file for path in paths for file in (sorted(path.rglob("*.ann")) if path.is_dir() else (path,)))


def records_in(path: Path, problems: list[Problem]) -> Iterator[Record]:
    """Yield the records of one file; what is broken in it is added to `problems`."""
    where = Location(path.as_posix())
    if path.suffix == ".ann":
        if path.with_suffix(".txt").is_file():
            yield Record(record_of(brat.read(path, problems), "brat", where, problems), where)
        else:
            fix = "keep brat's two files together"
            problems.append(Problem(where, f"no {path.with_suffix('.txt').name} beside it", fix))
    elif path.suffix == ".json" and label_studio.is_export(tasks := _json(path)):
        for markup in label_studio.read(tasks, where, problems):  # type: ignore[arg-type]
            yield Record(record_of(markup, "Label Studio", where, problems), where)
    else:
        yield from read_records(path.read_bytes(), path.as_posix(), problems)


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None  # JSON Lines, perhaps: its reader says what is wrong
