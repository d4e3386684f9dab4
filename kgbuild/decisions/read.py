"""Decision files: lists of entries, only ever added to; read together, in the order of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kgbuild.errors import ConfigError
from kgbuild.model.decisions import Anchor, Decision, Verdict
from kgbuild.problems import Problem
from kgbuild.resources import shown_path
from kgbuild.yamlio import Node, load_yaml

FOLDER = "decisions"
KINDS = ("actor", "place", "event", "claim", "statement", "words")
_VERDICTS = tuple(v.value for v in Verdict)
_MORE = ("id", "by", "on", "why", "to", "value")
_PAIR = frozenset({Verdict.SAME, Verdict.DIFFERENT})


def decision_files(folder: Path) -> tuple[Path, ...]:
    """Return the decision files of a project in a fixed order."""
    return tuple(sorted((*(folder / FOLDER).glob("*.yaml"), *(folder / FOLDER).glob("*.yml"))))


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Return a project's decisions by id. Raises `ConfigError` with every mistake of every file."""
    problems: list[Problem] = []
    found: list[tuple[Decision, Node]] = []
    for path in decision_files(folder):
        shown = shown_path(path, base=folder)
        entries = load_yaml(path, shown=shown).want_list(problems)
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in entries:
            decision = _decision(node, lines, problems)
            if decision is not None:
                found.append((decision, node))
    _check_ids(found, problems)
    if problems:
        raise ConfigError(problems)
    return tuple(sorted((d for d, _ in found), key=lambda d: d.id))


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no later one takes back; an undo may itself be undone."""
    undone: set[int] = set()
    for decision in reversed(decisions):
        if decision.verdict is Verdict.UNDO and decision.id not in undone:
            undone.add(decision.undoes)
    return tuple(d for d in decisions if d.id not in undone and d.verdict is not Verdict.UNDO)


def _check_ids(found: Iterable[tuple[Decision, Node]], problems: list[Problem]) -> None:
    by_id: dict[int, Decision] = {}
    for decision, node in found:
        if decision.id in by_id:
            first = by_id[decision.id].where
            problems.append(Problem(node.where, f"decision {decision.id} stands at {first} too", "give it its own id"))
        by_id.setdefault(decision.id, decision)
    for decision, node in found:
        if decision.verdict is Verdict.UNDO and decision.undoes not in by_id:
            problems.append(Problem(node.where, f"there is no decision {decision.undoes}", "name the id of one"))


def _decision(node: Node, lines: Sequence[str], problems: list[Problem]) -> Decision | None:
    before = len(problems)
    entry = node.want_map(problems, known=(*_VERDICTS, *_MORE), needed=("id",))
    verdicts = [v for v in Verdict if v.value in entry]
    if len(verdicts) != 1:
        fix = f"write one of {', '.join(_VERDICTS)}"
        problems.append(Problem(node.where, "a decision says one thing", fix))
    if len(problems) > before:
        return None
    verdict = verdicts[0]
    body = entry[verdict.value]
    anchors: tuple[Anchor, ...] = ()
    undoes = body.want_int(problems) if verdict is Verdict.UNDO else 0
    if verdict is not Verdict.UNDO:
        anchors = tuple(_anchor(item, problems) for item in body.want_list(problems))
    if verdict in _PAIR and len(anchors) < 2:
        problems.append(Problem(body.where, f"`{verdict}` needs two things", "give two entries with `in` and `words`"))
    value_key = "to" if verdict is Verdict.RENAME else "value"
    if verdict in {Verdict.RENAME, Verdict.REPLACE} and value_key not in entry:
        problems.append(Problem(node.where, f"`{verdict}` needs `{value_key}`", f"add `{value_key}: …`"))
    if len(problems) > before:
        return None
    texts = {k: entry[k].want_text(problems) for k in ("by", "on", "why") if k in entry}
    return Decision(
        entry["id"].want_int(problems),
        verdict,
        anchors,
        entry[value_key].want_text(problems) if value_key in entry else "",
        undoes,
        **texts,
        where=f"{node.where.file}:{node.where.line}",
        quote=lines[node.where.line - 1].strip() if node.where.line <= len(lines) else "",
    )


def _anchor(node: Node, problems: list[Problem]) -> Anchor:
    entry = node.want_map(problems, known=(*KINDS, "in", "predicate", "of"), needed=("in", "words"))
    texts = {key: value.want_text(problems) for key, value in entry.items()}
    kind = next((k for k in KINDS if k in texts and k != "words"), "")
    return Anchor(
        texts.get("in", ""),
        texts.get("words", ""),
        kind,
        texts.get(kind, ""),
        *(texts.get(k, "") for k in ("predicate", "of")),
    )
