"""Where the time and the memory of a build go, stage by stage, and how both grow with the number of articles.

    python -m tests.benchmarks.scale.stages 500 2000 5000

For each size, in processes of their own: the bare parser on the same text, a clean build, a build where nothing
changed, one after one old article changed, one after a new article arrived (which the report shows), one after a
decision about a person, one after a decision about a country that a third of the articles name, one after a mapping
line. Our code is compiled once, as it is where it is installed. Prints CPU seconds, and for the clean build and the one
after a new article milliseconds an article by stage; compare ratios, not seconds.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

from tests.benchmarks.scale.make_articles import FIRST, World, records

if TYPE_CHECKING:
    from kgbuild.pipeline.loading import Extract

_STAGES = {
    "kgbuild.pipeline.build": (
        "load_project",
        "loaded_or_read",
        "output_before",
        "led_on",
        "triples_after",
        "keep_run",
        "keep_last",
        "keep_ids",
        "_description",
        "_written",
    ),
    "kgbuild.pipeline.stages": ("place_decisions", "kept_outcome", "compared", "keep_outcome", "resolved_of"),
    "kgbuild.pipeline.claiming": (
        "scene_of",
        "last_run",
        "followed",
        "assembled",
        "Triples",
        "check_evidence",
    ),
    "kgbuild.pipeline.following": ("change_between", "find_copies", "shared_rows", "mapped"),
    "kgbuild.pipeline.parts": ("_keys", "article_rows", "mapped"),
    "kgbuild.pipeline.parts.KeptParts": ("rows", "pieces", "keep", "checked", "keep_checked", "hold"),
    "kgbuild.facts_store.FactsStore": ("lacks", "find", "used", "keep"),
    "kgbuild.pipeline.output": ("pictured_rows",),
    "kgbuild.pipeline.kept_answers.KeptAnswers": ("of", "keep"),
    "kgbuild.pipeline.kept_measures": ("measure", "layout"),
    "kgbuild.pipeline.kept_network.KeptNetwork": ("rows", "keep"),
    "kgbuild.pipeline.kept_report.KeptReport": ("page", "keep"),
    "kgbuild.pipeline.kept_views.KeptViews": ("keep",),
    "kgbuild.pipeline.kept_views": ("labels_of", "standing_of", "conflict"),
}
_EDIT = "A spokesman said on Friday that Anna Lorenka had met Peter Duvako in Belmitor."
_DECISION = """\
- id: {number}
  rename: {{in: "{article}", words: "{words}"}}
  to: "{words} (2)"
  by: "ana"
  on: "2026-03-05"
"""
_PERSON = re.compile(rf"\b(?:{'|'.join(FIRST)}) [A-Z][a-z]+")
_MAPPING = """\
prefixes: {schema: "http://schema.org/", kg: "https://example.org/kg/"}
mappings:
  headline:
    sources: [[articles.csv~csv]]
    s: kg:article/$(id)
    po: [[schema:headline, $(title)]]
"""


class Measured(NamedTuple):
    """CPU seconds, most megabytes, and CPU seconds by stage."""

    cpu: float
    memory: float
    stages: dict[str, float]


def _bare(folder: Path) -> None:
    """Pass the text of every paragraph through the language model and nothing else."""
    from kgbuild.annotate.parser import load_model
    from kgbuild.config import configured

    nlp = load_model(configured().model)
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    for _ in nlp.pipe((p for line in lines for p in json.loads(line)["text"].split("\n\n")), batch_size=64):
        pass


def _timed() -> dict[str, float]:
    """Have the stages of a build add up their CPU seconds by name, files by theirs."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, stage: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **named: object) -> object:
            start = process_time()
            done = stage(*given, **named)
            spent[str(given[1]).partition("/")[0] if name == "_written" else name] += process_time() - start
            return done

        return run

    for place, names in _STAGES.items():
        owner = resolve_name(place)
        for name in names:
            shown = f"{owner.__name__}.{name}" if isinstance(owner, type) else name
            setattr(owner, name, timed(shown, getattr(owner, name)))
    return spent


def _build(folder: Path, *, clean: bool) -> None:
    from kgbuild.config import configured
    from kgbuild.pipeline.rebuild import Wanted, rebuilt

    wanted = Wanted((folder / "articles.jsonl",), folder / "output", clean=clean)
    rebuilt(wanted, configured(folder), extract=_reading, progress=lambda *_: None)


def _reading() -> Extract:
    from kgbuild.pipeline.stages import extract_articles

    return extract_articles


def _one(what: str, folder: Path) -> None:
    """Run one measurement in this process and print it as JSON."""
    stages: dict[str, float] = {}
    if what == "bare":
        _bare(folder)
    else:
        stages = _timed() if what != "nothing" else {}  # which loads all that is timed
        _build(folder, clean=what == "clean")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": process_time(), "memory": memory, "stages": stages}))


def _run(what: str, folder: Path) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.scale.stages", "--one", what, str(folder)]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = (folder / "compiled").as_posix()
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    return Measured(**json.loads(said.splitlines()[-1]))


def _edit(what: str, folder: Path) -> None:
    """Change one thing that a build depends on."""
    if what == "article":
        path = folder / "articles.jsonl"
        first, rest = path.read_text(encoding="utf-8").split("\n", 1)
        record = json.loads(first)
        path.write_text(f"{json.dumps(record | {'text': record['text'] + ' ' + _EDIT})}\n{rest}", encoding="utf-8")
    elif what == "new":
        path = folder / "articles.jsonl"
        known = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        last = max(record["published"] for record in known)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(World(len(known)).article(len(known)) | {'published': last})}\n")
    elif what in {"decision", "country"}:
        records_ = map(json.loads, (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines())
        which = _PERSON if what == "decision" else re.compile("Norway")
        article, found = next((r["id"], m[0]) for r in records_ if (m := which.search(r["text"])))
        (folder / "decisions").mkdir(exist_ok=True)
        with (folder / "decisions" / "2026-03.yaml").open("a", encoding="utf-8") as file:
            file.write(_DECISION.format(number=1 if what == "decision" else 2, article=article, words=found))
    elif what == "mapping":
        (folder / "own.yml").write_text(_MAPPING, encoding="utf-8")
        (folder / "kgbuild.yaml").write_text("mappings: {add: [own.yml]}\n", encoding="utf-8")


def measure(articles: int) -> dict[str, Measured]:
    """Return what was measured, by what was run."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kgbuild.yaml").write_text("{}\n", encoding="utf-8")
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(record)}\n" for record in records(articles))
        found = {"bare": _run("bare", folder), "clean": _run("clean", folder), "first": _run("first", folder)}
        for what in ("nothing", "article", "new", "decision", "country", "mapping"):
            _edit(what, folder)
            found[what] = _run(what, folder)
    return found


def main() -> None:
    """Measure each size given, or run one measurement."""
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], Path(sys.argv[3]))
        return
    for articles in [int(a) for a in sys.argv[1:]] or [500, 2000]:
        found = measure(articles)
        bare, clean = found["bare"].cpu, found["clean"].cpu
        print(f"{articles} articles: {1000 * clean / articles:.0f} ms each, {clean / bare:.2f} times the bare parser")
        for what, one in found.items():
            how = "  all made" if "assembled" in one.stages else ""  # after one change: a key that does not hold
            print(f"  {what:10}{one.cpu:8.1f} s CPU  {100 * one.cpu / clean:5.1f} %  {one.memory:6.0f} MB{how}")
        for stage in sorted({*found["clean"].stages, *found["new"].stages}):
            each = (1000 * found[what].stages.get(stage, 0) / articles for what in ("clean", "new"))
            print("  {:24}{:8.2f} ms {:8.2f} ms".format(stage, *each))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
