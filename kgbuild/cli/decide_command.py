"""`kgbuild decide`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from kgbuild.cli.options import json_option
from kgbuild.cli.reading import folder_option, open_output
from kgbuild.errors import UsageError

_SHOWN = 8
F = TypeVar("F", bound=Callable[..., Any])


@click.group("decide", short_help="Record a decision: same, different, accept, reject, replace, rename, undo.")
def command() -> None:
    """Add a decision to the project's decisions/ folder; the next build applies it.

    A thing is named by its name or id in the last build, or by ARTICLE#WORDS; a claim by its id (`kgbuild explain`
    gives it), or by ARTICLE#WORDS with --property. Each kind of decision takes --by, --on, --why and --json.

    \b
    Example:
      kgbuild decide different "a.txt#Ann Lee" "b.txt#Ann Lee" --why "two people"
    """


def _common(function: F) -> F:
    options = (
        click.option("--by", default="", help="Who decides."),
        click.option("--on", default=None, help="The day of the decision; today."),
        click.option("--why", default="", help="The reason."),
        folder_option,
        json_option,
    )
    for option in options:
        function = option(function)
    return function


def _keep(verdict: str, things: tuple[str, ...], out: Path, **more: Any) -> None:
    from kgbuild.cli.report import put_json
    from kgbuild.config import configured
    from kgbuild.decisions.write import add_decision
    from kgbuild.model.decisions import Decision, Verdict
    from kgbuild.pipeline.deciding import anchors_of

    config = configured()
    if not config.found:
        raise UsageError(
            "decisions are kept beside `kgbuild.yaml`, and there is none here; make one with `kgbuild init`"
        )
    property_ = more.pop("property_", "")
    claim = verdict in {"accept", "reject", "replace"}
    output = open_output(out) if things else None
    named = (anchors_of(t, output, claim=claim, property_=property_) for t in things) if output else ()
    anchors = tuple(anchor for anchors in named for anchor in anchors)
    as_json = more.pop("as_json")
    more["on"] = more.get("on") or date.today().isoformat()
    kept = add_decision(config.folder, Decision(0, Verdict(verdict), anchors, **more))
    if as_json:
        put_json({"id": kept.id, "verdict": verdict, "about": [str(a) for a in kept.anchors], "on": kept.on})
        return
    click.echo(f"decision {kept.id} ({verdict}) is kept in decisions/; `kgbuild build` applies it")


@command.command("same")
@click.argument("things", nargs=-1, required=True)
@_common
def same(things: tuple[str, ...], out: Path, by: str, on: str | None, why: str, as_json: bool) -> None:
    """THINGS (two or more) are one."""
    _keep("same", _two(things), out, by=by, on=on, why=why, as_json=as_json)


@command.command("different")
@click.argument("things", nargs=-1, required=True)
@_common
def different(things: tuple[str, ...], out: Path, by: str, on: str | None, why: str, as_json: bool) -> None:
    """THINGS are not one; of what is one now, name each by ARTICLE#WORDS."""
    _keep("different", _two(things), out, by=by, on=on, why=why, as_json=as_json)


@command.command("accept")
@click.argument("claim")
@click.option("--property", "property_", default="", help="The property of the claim.")
@_common
def accept(claim: str, property_: str, out: Path, by: str, on: str | None, why: str, as_json: bool) -> None:
    """CLAIM is so."""
    _keep("accept", (claim,), out, property_=property_, by=by, on=on, why=why, as_json=as_json)


@command.command("reject")
@click.argument("claim")
@click.option("--property", "property_", default="", help="The property of the claim.")
@_common
def reject(claim: str, property_: str, out: Path, by: str, on: str | None, why: str, as_json: bool) -> None:
    """CLAIM is not so, or was misread; an event (`event/…`) with all that is claimed of it."""
    _keep("reject", (claim,), out, property_=property_, by=by, on=on, why=why, as_json=as_json)


@command.command("replace")
@click.argument("claim")
@click.option("--value", required=True, help="What it should say.")
@click.option("--property", "property_", default="", help="The property of the claim.")
@_common
def replace(
    claim: str, value: str, property_: str, out: Path, by: str, on: str | None, why: str, as_json: bool
) -> None:
    """CLAIM should say something else."""
    _keep("replace", (claim,), out, value=value, property_=property_, by=by, on=on, why=why, as_json=as_json)


@command.command("rename")
@click.argument("thing")
@click.argument("name")
@_common
def rename(thing: str, name: str, out: Path, by: str, on: str | None, why: str, as_json: bool) -> None:
    """THING is to be called NAME."""
    _keep("rename", (thing,), out, value=name, by=by, on=on, why=why, as_json=as_json)


@command.command("undo")
@click.argument("decision")
@_common
def undo(decision: str, out: Path, by: str, on: str | None, why: str, as_json: bool) -> None:
    """Take back DECISION, which stays in its file.

    It is given by its number or by where it stands (FILE:LINE, as `kgbuild list decisions` shows it)."""
    _keep("undo", (), out, undoes=_number(decision), by=by, on=on, why=why, as_json=as_json)


def _number(written: str) -> int:
    from kgbuild.config import configured
    from kgbuild.decisions.read import read_decisions

    every = read_decisions(configured().folder)
    for decision in every:
        if written in {str(decision.id), decision.where}:
            return decision.id
    known = "; ".join(f"{d.id} at {d.where}" for d in every[-_SHOWN:]) or "none"
    raise UsageError(f"there is no decision `{written}`; there are {known}")


def _two(things: tuple[str, ...]) -> tuple[str, ...]:
    if len(things) < 2:
        raise UsageError("name at least two things")
    return things
