"""Differences for people and programs: lines with labels, records, one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kgbuild.changes.attribute import Explained
from kgbuild.changes.causes import Cause
from kgbuild.changes.meaning import Change
from kgbuild.changes.patch import Patch
from kgbuild.model.terms import is_iri, literal_of
from kgbuild.model.triples import local_name

TOLD = ("fact", "thing", "position", "merge", "dispute", "decision")
_PLURAL = {"fact": "facts", "thing": "things", "position": "positions", "merge": "merges", "dispute": "disputes",
           "decision": "decisions", "claim": "claims", "span": "spans", "line": "lines of rules or words"}  # fmt: skip
_CUT = 100  # characters of a quotation

Labels = Callable[[str], str]
"""What to write for a node, given as a term."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two runs compared: the patch, every change with its causes, and all causes, also those that changed nothing."""

    patch: Patch
    changes: tuple[Explained, ...]
    causes: tuple[Cause, ...]

    @property
    def empty(self) -> bool:
        """Whether the two say the same."""
        return not (self.patch.removed or self.patch.added)


def counts_of(difference: Difference) -> dict[str, dict[str, int]]:
    """Return how many changes of each kind came (+), went (-) or are said otherwise (~)."""
    counted = Counter((e.change.kind, e.change.sign) for e in difference.changes)
    return {kind: {s: counted[kind, s] for s in "+-~" if counted[kind, s]} for kind in sorted({k for k, _ in counted})}


def line_of(difference: Difference) -> str:
    """Return a difference in one line."""
    if difference.empty:
        return "nothing changed"
    counts = counts_of(difference)
    parts = [
        f"{sign}{number} {_PLURAL[kind] if number != 1 else kind}"
        for kind in TOLD
        for sign, number in counts.get(kind, {}).items()
    ]
    said = ", ".join(parts) or f"{sum(map(sum, (c.values() for c in counts.values())))} details"
    causes = "; ".join(_cause_line(c, difference.changes) for c in difference.causes)
    return f"{said}; cause: {causes or 'unknown'}"


def _cause_line(cause: Cause, changes: Iterable[Explained]) -> str:
    number = sum(1 for e in changes if cause in e.causes and e.change.kind in TOLD)
    return f"{cause} {number} change{'' if number == 1 else 's'}"


def text_of(difference: Difference, labels: Labels) -> str:
    """Return a difference as lines: the sum, the causes, then what people look at, each with its cause."""
    if difference.empty and not difference.causes:
        return "nothing changed"
    lines = [line_of(difference).partition("; cause: ")[0], ""]
    for cause in difference.causes:
        quote = f"  {cause.words}" if cause.words else ""
        lines.append(f"cause  {_cause_line(cause, difference.changes)}{quote}")
    lines.append("")
    for explained in difference.changes:
        change = explained.change
        if change.kind in TOLD:
            why = "; ".join(c.where for c in explained.causes) or "unknown"
            lines.append(f"{change.sign} {change.kind}  {_said(change, labels)}  [{why}]")
    rest = {k: n for k, n in counts_of(difference).items() if k not in TOLD}
    if rest:
        lines += ["", "besides " + ", ".join(_rest(kind, signs) for kind, signs in rest.items())]
    return "\n".join(lines).rstrip()


def _rest(kind: str, signs: dict[str, int]) -> str:
    return f"{' '.join(f'{s}{n}' for s, n in signs.items())} {_PLURAL[kind]}"


def _said(change: Change, labels: Labels) -> str:
    if change.kind == "fact":
        subject, predicate, value = change.said
        return f"{labels(subject)} {local_name(predicate)} {_shown(value, labels)}"
    if change.kind == "merge":
        return f"{change.said[0]}: {change.said[1]} ({change.said[2]})"
    return " ".join(_shown(term, labels) for term in change.said)


def _shown(term: str, labels: Labels) -> str:
    text = labels(term) if is_iri(term) else f"“{literal_of(term).value}”"
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"


def record_of(difference: Difference, labels: Labels) -> dict[str, Any]:
    """Return a difference as plain values."""
    return {
        "empty": difference.empty,
        "counts": counts_of(difference),
        "causes": [_cause(c) for c in difference.causes],
        "changes": [
            {
                "kind": e.change.kind,
                "sign": e.change.sign,
                "said": list(e.change.said),
                "shown": _said(e.change, labels),
                "articles": sorted(e.change.articles),
                "causes": [c.where for c in e.causes],
            }
            for e in difference.changes
        ],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    found = asdict(cause)
    return {key: found[key] for key in ("kind", "where", "how", "words")}


def needed_labels(changes: Sequence[Explained]) -> set[str]:
    """Return the nodes whose labels the text needs."""
    return {term for e in changes if e.change.kind in TOLD for term in e.change.said if is_iri(term)}
