"""The build as a user meets it: the folder is whole, loads anywhere, and is the same in every run."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgbuild.api import Result, build, write

FILES = {
    "graph.ttl", "graph.jsonld", "context.jsonld", "dataset.trig", "dataset.nq", "facts.jsonl", "run.json",
    "run.log.json", "graph.graphml", "graph.gexf", "tables/articles.csv", "tables/spans.csv", "tables/entities.csv",
    "tables/names.csv", "tables/roles.csv", "tables/places.csv", "tables/meetings.csv", "tables/meeting_actors.csv",
    "tables/events.csv", "tables/event_actors.csv", "tables/positions.csv", "tables/position_issues.csv",
    "tables/position_targets.csv", "tables/dates.csv", "views/actors.csv", "views/meetings.csv", "views/positions.csv",
    "views/timeline.csv", "views/conflicts.csv", "analysis/centrality.csv", "analysis/communities.csv",
}  # fmt: skip


@pytest.fixture(scope="session")
def sample(root: Path) -> Result:
    return build(root / "articles")


@pytest.fixture(scope="session")
def sample_output(sample: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "output"
    write(sample, out)
    return out


def digests(folder: Path) -> dict[str, str]:
    """Return every file's hash but that of the record which may differ."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "run.log.json")
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kgbuild", *args]
    return subprocess.run(command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False)


def test_the_sample_has_no_problems(sample: Result) -> None:
    assert sample.problems == ()


def test_output_holds_the_files_of_the_contract(sample_output: Path) -> None:
    assert digests(sample_output).keys() | {"run.log.json"} >= FILES


def test_committed_output_is_a_fresh_build(sample_output: Path, root: Path) -> None:
    committed = digests(root / "output")
    assert committed == digests(sample_output), "run `make docs` and commit output/"


def test_same_bytes_whatever_seed_order_and_processes(sample_output: Path, root: Path, tmp_path: Path) -> None:
    files = sorted(str(p) for p in (root / "articles").iterdir() if p.name != "README.md")
    args = [*reversed(files), "-o", str(tmp_path / "out"), "--processes", "2", "-q"]
    done = run("build", *args, cwd=tmp_path, PYTHONHASHSEED="4711")
    assert done.returncode == 0, done.stderr
    assert (ours := digests(tmp_path / "out")).pop("run.json") != ""
    expected = digests(sample_output)
    expected.pop("run.json")  # names inputs by their own folder, which differs between a folder and single files
    assert ours == expected


def test_no_blank_node_and_one_graph_a_triple(sample: Result, sample_output: Path) -> None:
    quads = list(ox.parse(path=str(sample_output / "dataset.nq"), format=ox.RdfFormat.N_QUADS))
    nodes = [t for q in quads for t in (q.subject, q.object)]
    assert not [n for n in nodes if isinstance(n, ox.BlankNode)]
    assert [t for t, n in Counter(q.triple for q in quads).items() if n > 1] == []
    assert all(not isinstance(q.graph_name, ox.DefaultGraph) for q in quads)


def test_every_core_triple_is_of_one_class(sample: Result) -> None:
    dataset = sample.run.built.dataset
    assert set(dataset.classes) == {"claimed", "header", "curated", "described"}
    assert sum(dataset.classes.values()) == dataset.counts["core"]
    assert dataset.classes["claimed"] > 0


def test_graph_and_dataset_of_the_library(sample: Result) -> None:
    core = {q[:3] for q in sample.quads if q.graph.endswith(("graph/core>", "graph/dataset>"))}
    shown = {(s.n3(), p.n3(), o.n3()) for s, p, o in sample.graph if "/place/" in s or "/actor/" in s}
    assert {t for t in core if "/place/" in t[0] or "/actor/" in t[0]} == shown
    assert len(sample.graph) == len(core) + _paper_triples(sample)
    assert len(sample.dataset) == len({q[:3] for q in sample.quads})
    assert sample.nx.number_of_nodes() > 0
    assert {"who", "stance"} <= sample.rows("positions")[0].keys()
    assert {"participants", "place"} <= sample.rows("meetings")[0].keys()


def _paper_triples(sample: Result) -> int:
    """Count what the one file shows besides core: positions, claims that are not accepted, names of what is told of."""
    lineage = ("#evidence>", "#mappingRule>", "#frame>")
    accepted = {q.subject for q in sample.quads if q.object == "<https://w3id.org/kgbuild/code/accepted>"}
    told = {q.subject for q in sample.quads if q.object == "<https://w3id.org/kgbuild/ns#Told>"}
    paper = [q for q in sample.quads if "/position/" in q.subject or "/claim/" in q.subject or q.subject in told]
    return sum(1 for q in paper if q.subject not in accepted and not q.predicate.endswith(lineage))


def test_a_failed_run_leaves_the_previous_output_whole(sample_output: Path, root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample_output, out)
    before = digests(out)
    (tmp_path / "kgbuild.yaml").write_text("bsae: http://x.example/\n", encoding="utf-8")
    done = run("build", str(root / "articles"), "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "kgbuild.yaml:1:1  error  unknown key `bsae`" in done.stderr
    assert "did you mean base?" in done.stderr
    assert digests(out) == before


def test_another_base_iri_reaches_every_own_iri(root: Path, tmp_path: Path) -> None:
    (tmp_path / "kgbuild.yaml").write_text("base: https://data.example.net/news/\n", encoding="utf-8")
    article = next((root / "articles").glob("*.txt"))
    done = run("build", str(article), "-o", "out", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out" / "dataset.nq").read_text(encoding="utf-8")
    assert "https://data.example.net/news/actor/" in text
    assert "https://example.org/kg/" not in text


def test_run_json_has_no_time_and_no_absolute_path(sample_output: Path, root: Path) -> None:
    text = (sample_output / "run.json").read_text(encoding="utf-8")
    record = json.loads(text)
    assert [i["path"] for i in record["inputs"]] == sorted(i["path"] for i in record["inputs"])
    assert all(i["path"].startswith("articles/") for i in record["inputs"])
    assert str(root) not in text


def test_help_is_quick() -> None:
    code = (
        "import sys; from kgbuild.cli.main import main; sys.argv = ['kgbuild', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'rdflib', 'networkx', 'pyoxigraph'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_wheel_works_from_any_folder(root: Path, tmp_path: Path) -> None:
    wheel = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*wheel, str(root)], check=True, capture_output=True)
    (built,) = tmp_path.glob("*.whl")
    target = tmp_path / "site"
    shutil.unpack_archive(built, target, "zip")
    schema = (target / "kgbuild" / "_data" / "yarrrml.schema.json").read_bytes()
    assert schema == (root / "docs" / "yarrrml.schema.json").read_bytes()
    article = tmp_path / "elsewhere" / "one.txt"
    article.parent.mkdir()
    article.write_text("date 2026-03-01\n\nThe mayor of Oslo met teachers in Bergen on Friday.\n", encoding="utf-8")
    done = run("build", "one.txt", "-q", cwd=article.parent, PYTHONPATH=str(target))
    assert done.returncode == 0, done.stderr
    where = run("init", "--help", cwd=article.parent, PYTHONPATH=str(target))
    assert where.returncode == 0
    assert (article.parent / "output" / "graph.ttl").is_file()


Need = Callable[[str, bool, str], None]


def test_the_two_reports(root: Path, need: Need, tmp_path: Path) -> None:
    """One round, not two; one Zelenskyy; three actors round the United States; two interviews of one day."""
    articles = root.parent / "shared" / "articles"
    need("shared", articles.is_dir(), "the folder of shared articles")
    result = build(articles)
    assert result.problems == ()
    rounds = [m for m in result.rows("meetings") if m["level"] == "round" and m["factuality"] == "actual"]
    assert len(rounds) == 1
    (geneva,) = rounds
    assert (geneva["start"], geneva["end"], geneva["place"]) == ("2026-02-17", "2026-02-18", "Geneva")
    assert {"Russia", "Ukraine"} <= set(geneva["participants"].split("; "))
    assert "United States" in geneva["mediators"] + geneva["participants"]
    assert len(geneva["articles"].split("; ")) == 2
    labels = set(result.run.built.resolved.labels.values())
    assert len([name for name in labels if "elensky" in name and " " in name and "’" not in name]) == 1
    assert {"Donald Trump", "Trump administration", "United States"} <= labels
    spoken = [c for each in result.run.built.resolved.communications.values() for c in each]
    interviews = {c.audience for c in spoken if c.when.edtf == "2026-02-17"}
    assert len(interviews) == 2


def test_what_was_said_has_a_line_in_the_timeline_and_no_place(tmp_path: Path) -> None:
    words = "Ada Lund told Bay Radio on Monday that the quay would close.\n"
    (tmp_path / "a.txt").write_text(f"---\ndate: 2026-03-04\npublisher: Bay Post\n---\n{words}", encoding="utf-8")
    built = run("build", "a.txt", "-o", "out", "-q", cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    rows = csv.DictReader((tmp_path / "out/views/timeline.csv").read_text(encoding="utf-8").splitlines())
    assert [(row["type"], row["place"]) for row in rows] == [("communication", "")]
