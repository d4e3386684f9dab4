"""`kgbuild review`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.reading import open_output, takes_folder
from kgbuild.errors import UsageError

if TYPE_CHECKING:
    from kgbuild.explain.output import Output
    from kgbuild.pipeline.review import Item

_QUIT = "q"
_KEYS = {
    "same": "y same   n different   u unsure   b back   q quit",
    "conflict": "l left holds   r right holds   u unsure   b back   q quit",
}


@click.command("review", short_help="Answer the questions a build left, one key each.")
@takes_folder
@json_option
@click.option("--by", default="", help="Who decides.")
@click.option("--no-input", is_flag=True, help="Print the questions; exit 1 if there are any.")
@click.pass_context
def command(ctx: click.Context, out: Path, as_json: bool, by: str, no_input: bool) -> None:
    """Go through open questions with both contexts in view: which claim holds, what is the same.

    Each answer is saved at once in decisions/; the next build applies them.

    \b
    Example:
      kgbuild review --by ana
    """
    from kgbuild.cli.report import Exit, put_json
    from kgbuild.config import configured
    from kgbuild.pipeline.review import questions

    output = open_output(out)
    items = questions(output)
    if as_json:
        put_json([_record(item) for item in items])
    elif no_input:
        click.echo("\n\n".join(_shown(item, n, len(items), output) for n, item in enumerate(items, 1)))
    else:
        config = configured()
        if not config.found:
            raise UsageError("decisions are kept beside `kgbuild.yaml`, and there is none here; run `kgbuild init`")
        _ask(items, output, config.folder, by)
        return
    ctx.exit(Exit.CHECK_FAILED if items else Exit.DONE)


def _ask(items: list[Item], output: Output, folder: Path, by: str) -> None:
    from kgbuild.decisions.write import add_decision
    from kgbuild.model.decisions import Decision, Verdict

    at, kept = 0, dict[int, int]()
    while at < len(items):
        item = items[at]
        click.echo(_shown(item, at + 1, len(items), output))
        if at in kept:
            click.echo(f"  answered: decision {kept[at]}; another answer replaces it, u takes it back")
        click.echo(f"  {_KEYS[item.kind]}")
        key = _key(item)
        if key == _QUIT:
            break
        if key == "b":
            at = max(0, at - 1)
            continue
        decision, today = item.decision(key), date.today().isoformat()
        if at in kept:  # an answer given before is taken back, not changed
            click.echo(f"  decision {kept[at]} is taken back")
            add_decision(folder, Decision(0, Verdict.UNDO, (), undoes=kept.pop(at), by=by, on=today))
        if decision is not None:
            kept[at] = add_decision(folder, replace(decision, by=by, on=today)).id
            click.echo(f"  saved as decision {kept[at]}\n")
        else:
            click.echo("  left open\n")
        at += 1
    click.echo(f"{len(kept)} decided, {len(items) - len(kept)} left; `kgbuild build` applies what was decided")


def _key(item: Item) -> str:
    """Read keys until one of them is an answer here."""
    while True:
        key = click.getchar().lower()
        if key in {"\x03", "\x04"}:
            return _QUIT
        if key in {_QUIT, "b", "u"} or item.decision(key) is not None:
            return key
        click.echo(f"  no such key: {_KEYS[item.kind]}")


def _shown(item: Item, number: int, total: int, output: Output) -> str:
    from kgbuild.explain.text import folded, marked
    from kgbuild.pipeline.review import context

    what = "Are these the same?" if item.kind == "same" else "Which holds?"
    lines = [f"{number}/{total}  {what}  (now: {item.default})", folded(item.reason, indent=2, hang=2)]
    sides = ((item.left, item.left_anchor), (item.right, item.right_anchor))
    for mark, (name, anchor) in zip("lr", sides, strict=True):
        lines.append(folded(f"{mark}  {name}  in {anchor.article}", indent=2, hang=4))
        lines.append(marked(context(anchor, output), indent=5))
    return "\n".join(lines)


def _record(item: Item) -> dict[str, object]:
    return {
        "kind": item.kind,
        "left": item.left,
        "left in": item.left_anchor.article,
        "right": item.right,
        "right in": item.right_anchor.article,
        "reason": item.reason,
        "now": item.default,
        "score": item.score,
    }
