"""`kgbuild eval`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.report import Exit, put_json, say

if TYPE_CHECKING:
    from kgbuild.pipeline.evaluation import Evaluation


@click.command("eval", short_help="Score facts against gold made by hand.")
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.argument("out", default="output", type=click.Path(path_type=Path))
@click.option("--floor", "floors", multiple=True, metavar="NAME=VALUE", help="Exit with 1 where a figure is lower.")
@click.option("--only", default="", metavar="NAMES", help="List the errors of these figures only (with commas).")
@click.option("--sure", is_flag=True, help="Also how sure facts are against how often they are right.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, gold: Path, out: Path, floors: tuple[str, ...], only: str, sure: bool, as_json: bool
) -> None:
    """Compare OUT — an output folder, or a file of `kgbuild extract` — with the gold files in the folder GOLD, or with
    facts that people corrected: a folder of brat, a Label Studio export.

    Precision, recall and F1 of all articles together, each figure's lowest article, and every error in its context.

    \b
    Example:
      kgbuild eval gold output --floor positions=0.8
    """
    from kgbuild.evaluate.tally import lowest
    from kgbuild.pipeline.evaluation import evaluate

    wanted = dict(_floor(f) for f in floors)
    found = evaluate(gold, out)
    kinds = frozenset(k for k in only.split(",") if k)
    if as_json:
        put_json(_record(found, kinds))
    else:
        _print(found, kinds)
        if sure:
            _print_sure(found)
    low = lowest(found.scores)
    short = {name: value for name, value in wanted.items() if low[name] < value}
    for name, value in short.items():
        say(f"{name} {low[name]:.2f} is under {value}")
    ctx.exit(Exit.CHECK_FAILED if short else Exit.DONE)


def _floor(written: str) -> tuple[str, float]:
    from kgbuild.evaluate.tally import FIGURES
    from kgbuild.problems import near_miss

    name, _, value = written.partition("=")
    try:
        number = float(value)
    except ValueError:
        raise click.BadParameter(f"`{written}` is not NAME=VALUE", param_hint="--floor") from None
    if name not in FIGURES:
        raise click.BadParameter(f"unknown figure `{name}`: {near_miss(name, FIGURES)}", param_hint="--floor")
    return name, number


def _print(found: Evaluation, kinds: frozenset[str]) -> None:
    from kgbuild.evaluate.tally import SHARES, lowest, pooled

    low = lowest(found.scores)
    click.echo(f"{'':10} precision recall    F1  right found wanted  lowest article")
    for name, t in pooled(found.scores).items():
        share = name in SHARES
        figures = f"{'-':>9} {t.recall:6.2f} {'-':>5}" if share else f"{t.precision:9.2f} {t.recall:6.2f} {t.f1:5.2f}"
        click.echo(f"{name:10} {figures}  {t.right:5} {'-' if share else t.found:>5} {t.wanted:6}  {low[name]:.2f}")
    click.echo(f"{'leak':10} {sum(s.leaks for s in found.scores)} facts from outside the body")
    for miss in (m for s in found.scores for m in s.misses if not kinds or m.kind in kinds):
        click.echo(f"\n{miss.article}:{miss.span[0]}  {miss.kind}  {miss.what}")
        if context := found.context(miss):
            click.echo(f"    {context}")


def _print_sure(found: Evaluation) -> None:
    from kgbuild.evaluate.sureness import bins

    click.echo("\nhow sure     from    to  facts  said  right")
    for b in bins(j for s in found.scores for j in s.judged):
        click.echo(f"{b.kind:10} {b.low:6.2f} {b.high:5.2f} {b.facts:6} {b.said:5.2f} {b.right:6.2f}")


def _record(found: Evaluation, kinds: frozenset[str]) -> dict[str, object]:
    from kgbuild.evaluate.sureness import bins
    from kgbuild.evaluate.tally import lowest, pooled

    return {
        "figures": {
            name: {
                "precision": round(t.precision, 6),
                "recall": round(t.recall, 6),
                "f1": round(t.f1, 6),
                **t._asdict(),
            }
            for name, t in pooled(found.scores).items()
        },
        "sure": [b._asdict() for b in bins(j for s in found.scores for j in s.judged)],
        "lowest": {name: round(value, 6) for name, value in lowest(found.scores).items()},
        "articles": {s.article: {name: round(value, 6) for name, value in s.figures.items()} for s in found.scores},
        "errors": [
            {
                "article": m.article,
                "kind": m.kind,
                "what": m.what,
                "start": m.span[0],
                "end": m.span[1],
                "context": found.context(m),
            }
            for s in found.scores
            for m in s.misses
            if not kinds or m.kind in kinds
        ],
    }
