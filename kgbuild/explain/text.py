"""Answers as text for a screen of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kgbuild.explain.output import Output, Words
from kgbuild.explain.why import Ground, Why
from kgbuild.model.triples import local_name

WIDTH = 80
_AROUND = 90  # characters of the sentence on either side
_FEW = 12
_KEPT = frozenset(
    {"claimedBy", "names", "side", "speaker", "spokenBy", "target"}
)  # books; what is said is shown in words
_INVERSE = {
    "holder": "is or was",
    "host": "hosted",
    "initiator": "started or did",
    "mediator": "mediated",
    "mentions": "named in",
    "participant": "took part in",
}


def marked(words: Words, *, width: int = WIDTH, indent: int = 4) -> str:
    """Return words in their sentence, between brackets, folded."""
    before = words.before[-_AROUND:]
    after = words.after[:_AROUND]
    cut = ("…" if len(words.before) > _AROUND else "", "…" if len(words.after) > _AROUND else "")
    return folded(f"“{cut[0]}{before}[{words.text}]{after}{cut[1]}”", width=width, indent=indent)


def folded(text: str, *, width: int = WIDTH, indent: int = 0, hang: int = 0) -> str:
    """Return a text as lines no longer than `width`."""
    head, rest = " " * indent, " " * (indent + hang)
    return textwrap.fill(" ".join(text.split()), width, initial_indent=head, subsequent_indent=rest)


def why_text(why: Why, output: Output) -> str:
    """Return an answer with what it rests on, indented under it."""
    s, p, o = why.triple
    shown = output.triples.shown
    lines = [folded(f"{shown(s)}  {local_name(p)}  {shown(o)}", hang=4), folded(why.because, indent=2)]
    lines += [folded(f"listed at {line}", indent=2) for line in why.lines]
    for ground in why.grounds:
        lines += _ground(ground)
    lines += [folded(f"merge: {m}", indent=2, hang=4) for m in why.merges]
    lines += [folded(f"decision: {d}", indent=2, hang=4) for d in why.decisions]
    return "\n".join(lines)


def _ground(ground: Ground) -> Iterator[str]:
    yield folded(f"{ground.id}  {ground.status}: {ground.says}, in {ground.article}", indent=2, hang=4)
    yield from (marked(words) for words in ground.words)
    made = [("rule", ground.rules), ("frame", ground.frames), ("row", ground.rows)]
    yield from (folded(f"{name} {', '.join(found)}", indent=4, hang=4) for name, found in made if found)


def page_text(page: Mapping[str, Any]) -> str:
    """Return everything of one thing."""
    head = f"{page['label']}  ({', '.join(page['types']) or 'node'})  {page['id']}"
    lines = [folded(head, hang=4)]
    if page["merge"]:
        lines.append(folded(f"one thing because: {page['merge']}", indent=2, hang=4))
    for part in page["says"]:
        lines.append(folded(f"{part['property']}: {part['value']}", indent=2, hang=4))
    for title, key in (("said", "positions"), ("said of it", "named in positions")):
        lines += [folded(_spoken(title, one), indent=2, hang=4) for one in page[key]]
    told = [part for part in page["said of it"] if part["property"] not in _KEPT]
    by_property: dict[str, list[str]] = {}
    for part in told:
        by_property.setdefault(part["property"], []).append(part["of"])
    for name, of in sorted(by_property.items()):
        more = f", and {len(of) - _FEW} more" if len(of) > _FEW else ""
        lines.append(folded(f"{_INVERSE.get(name, f'is {name} of')}: {'; '.join(of[:_FEW])}{more}", indent=2, hang=4))
    return "\n".join(lines)


def _spoken(title: str, one: Mapping[str, Any]) -> str:
    return f"{title}: {one['who']} {one['stance']}: {one['text']}  ({one['article']})"


def list_text(records: Sequence[Mapping[str, Any]]) -> str:
    """Return records as lines: columns where they fit, else each value on its own line."""
    if not records:
        return "nothing"
    columns = list(records[0])
    widths = {c: max(len(c), *(len(str(r[c])) for r in records)) for c in columns}
    if sum(widths.values()) + 2 * len(columns) <= WIDTH:
        rows = ["  ".join(str(r[c]).ljust(widths[c]) for c in columns).rstrip() for r in records]
        return "\n".join(["  ".join(c.ljust(widths[c]) for c in columns).rstrip(), *rows])
    return "\n".join(_block(record) for record in records)


def _block(record: Mapping[str, Any]) -> str:
    first, *rest = ((k, str(v)) for k, v in record.items() if str(v))
    return "\n".join([folded(first[1], hang=2), *(folded(f"{k}: {v}", indent=2, hang=2) for k, v in rest)])


def conflicts_text(rows: Iterable[Mapping[str, str]]) -> str:
    """Return disputes, each with its two sides under one another."""
    found = []
    for row in rows:
        lines = [
            folded(f"{row['of']}: {row['property']}" + (f"  (settled: {row['settled']})" if row.get("settled") else ""))
        ]
        for side in "ab":
            value, outlet, article = (row.get(f"{k}_{side}", "") for k in ("value", "outlet", "article"))
            lines.append(folded(f"{value}  says {outlet}, in {article}", indent=2, hang=4))
            if words := row.get(f"words_{side}", ""):
                lines.append(folded(f"“{words}”", indent=6))
        found.append("\n".join(lines))
    return "\n\n".join(found) if found else "no conflicts"
