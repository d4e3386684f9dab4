"""Decisions added to a project's files; nothing there is ever changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from kgbuild.decisions.read import FOLDER, read_decisions
from kgbuild.model.decisions import Anchor, Decision, Verdict

_HEAD = "# Only ever added to; `kgbuild decide undo` takes back.\n"


def add_decision(folder: Path, decision: Decision) -> Decision:
    """Append a decision to the file of its month (of the last file, where it has no day) and return it with its id.

    Raises `ConfigError` where the files that are there cannot be read.
    """
    earlier = read_decisions(folder)
    numbered = replace(decision, id=1 + max((d.id for d in earlier), default=0))
    path = folder / FOLDER / f"{decision.on[:7] or 'decisions'}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    if before and not before.endswith("\n"):
        before += "\n"
    path.write_text(before + entry_of(numbered), encoding="utf-8")
    return numbered


def entry_of(decision: Decision) -> str:
    """Return a decision as YAML: one entry of a list."""
    lines = [f"- id: {decision.id}"]
    if decision.verdict is Verdict.UNDO:
        lines.append(f"  undo: {decision.undoes}")
    elif len(decision.anchors) == 1:
        lines.append(f"  {decision.verdict}: {_anchor(decision.anchors[0])}")
    else:
        lines.append(f"  {decision.verdict}:")
        lines += [f"    - {_anchor(a)}" for a in decision.anchors]
    if decision.value:
        lines.append(f"  {'to' if decision.verdict is Verdict.RENAME else 'value'}: {_quoted(decision.value)}")
    lines += [f"  {key}: {_quoted(getattr(decision, key))}" for key in ("by", "on", "why") if getattr(decision, key)]
    return "\n".join(lines) + "\n"


def _anchor(anchor: Anchor) -> str:
    pairs = [(anchor.kind, anchor.called or anchor.words)] if anchor.kind else []
    pairs += [("in", anchor.article), ("words", anchor.words)]
    pairs += [(key, text) for key, text in (("predicate", anchor.predicate), ("of", anchor.of)) if text]
    return "{" + ", ".join(f"{key}: {_quoted(text)}" for key, text in pairs) + "}"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string."""
    return json.dumps(text, ensure_ascii=False)
