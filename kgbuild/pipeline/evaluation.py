"""Facts on disk compared with gold files, with the articles' words where they can still be found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgbuild.elsewhere.files import files_under, records_in
from kgbuild.errors import InputError, UsageError
from kgbuild.evaluate.corrected import gold_of
from kgbuild.evaluate.found import Found, read_found
from kgbuild.evaluate.gold import Gold, load_gold
from kgbuild.evaluate.score import score_all
from kgbuild.evaluate.tally import Miss, Score
from kgbuild.facts_json import VERSION_FIX, version_fault
from kgbuild.lexicon import load_lexicon
from kgbuild.problems import Location, Problem, Severity
from kgbuild.read.articles import read_articles

_AROUND = 40  # characters of context on either side of an error


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores in the order of the gold files, and the text of each article that was found unchanged, by gold key."""

    scores: tuple[Score, ...]
    texts: Mapping[str, str]

    def context(self, miss: Miss) -> str:
        """Return the words around an error, the span in brackets; empty where the article is not at hand."""
        text = self.texts.get(miss.article, "")
        start, end = miss.span
        words = f"{text[max(0, start - _AROUND) : start]}[{text[start:end]}]{text[end : end + _AROUND]}"
        return " ".join(words.split()) if text and end else ""


def evaluate(gold: Path, out: Path) -> Evaluation:
    """Score an output folder (or a file of `kgbuild extract`) against a folder of gold files, or against facts that a
    person corrected (a folder of brat, a Label Studio export, facts with their places).

    Raises `UsageError` where there is no gold, or no article of it among the facts, `InputError` for a line or file
    that is neither.
    """
    facts = out / "facts.jsonl" if out.is_dir() else out
    if not facts.is_file():
        raise UsageError(f"no {facts.as_posix()}: name an output folder of `kgbuild build`, or a file of its facts")
    golds = tuple(_corrected(gold, facts) if _is_corrected(gold) else load_gold(gold))
    if not golds:
        raise UsageError(f"no gold files in {gold.as_posix()}: they are named `<article id>.txt.json`")
    founds = tuple(_read_facts(facts))
    if not {f.article.removesuffix(".txt") for f in founds} & {g.key for g in golds}:
        keys = ", ".join(sorted(g.key for g in golds)[:3])
        raise UsageError(f"{facts.as_posix()} has no article of the gold in {gold.as_posix()}: {keys}, …")
    return Evaluation(score_all(golds, founds), _texts(out, golds) if out.is_dir() else {})


def _is_corrected(gold: Path) -> bool:
    return gold.is_file() or next(gold.rglob("*.ann"), None) is not None


def _corrected(gold: Path, facts: Path) -> Iterator[Gold]:
    """Yield corrected facts as gold, with the sentences of the facts they are compared with."""
    problems: list[Problem] = []
    records = [(path, record) for path in files_under([gold]) for record in records_in(path, problems)]
    wrong = [p for p in problems if p.severity is Severity.ERROR]
    if wrong:
        raise InputError(wrong)
    sentences = {line["article"]: line["sentences"] for line in map(json.loads, facts.read_bytes().splitlines())}
    for _, record in sorted(records, key=lambda one: one[1].article):
        try:
            yield gold_of(record.data, sentences.get(record.article, ()))
        except (KeyError, TypeError) as error:
            what = f"no gold: {type(error).__name__} {error}"
            fix = "give every fact as `kgbuild extract` does, each span with its `start` and `end`"
            raise InputError([Problem(record.where, what, fix)]) from None


def _read_facts(path: Path) -> Iterator[Found]:
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if line.strip():
            try:
                record = json.loads(line)
                if fault := version_fault(record):
                    raise InputError([Problem(Location(path.as_posix(), number), fault, VERSION_FIX)])
                yield read_found(record)
            except (ValueError, KeyError, TypeError) as error:
                what = f"not a line of `kgbuild extract`: {type(error).__name__} {error}"
                raise InputError([Problem(Location(path.as_posix(), number), what, "extract it anew")]) from None


def _texts(out: Path, golds: tuple[Gold, ...]) -> dict[str, str]:
    """Return the articles that `run.json` names, where the files still lie beside the output and have not changed."""
    record = out / "run.json"
    inputs = json.loads(record.read_bytes())["inputs"] if record.is_file() else []
    paths = [path for entry in inputs for path in _unchanged(out, entry)]
    if not paths:
        return {}
    keys = {gold.key for gold in golds}
    found = read_articles(paths, lexicon=load_lexicon(), problems=[])
    texts = {article.id.removesuffix(".txt"): article.written for article in found}
    return {key: text for key, text in texts.items() if key in keys}


def _unchanged(out: Path, entry: Mapping[str, str]) -> list[Path]:
    for path in (Path(entry["path"]), out.resolve().parent / entry["path"]):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]:
            return [path]
    return []
