"""An output folder for the commands that look into it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from kgbuild.errors import UsageError

if TYPE_CHECKING:
    from kgbuild.explain.output import Output

_Given = ParamSpec("_Given")

folder_option = click.option(
    "--out", default="output", show_default=True, type=click.Path(path_type=Path), help="Output folder of a build."
)


def takes_folder(command: Callable[_Given, None]) -> Callable[..., None]:
    """Give a command its output folder as last argument, as `query` and `report` have it, or as `--out`; the command
    gets it as `out`. Raises `UsageError` where both are given and differ."""

    @wraps(command)
    def told(folder: Path | None, out: Path, *args: _Given.args, **options: _Given.kwargs) -> None:
        named = click.get_current_context().get_parameter_source("out")
        if folder is not None and named is click.core.ParameterSource.COMMANDLINE and folder != out:
            raise UsageError(f"two output folders are given, `{folder}` and `--out {out}`; give one")
        options["out"] = out if folder is None else folder
        command(*args, **options)

    argument = click.argument("folder", required=False, metavar="[OUT]", type=click.Path(path_type=Path))
    return argument(folder_option(told))


def open_output(out: Path) -> Output:
    """Read an output folder. Raises `UsageError` where there is none."""
    from kgbuild.config import configured
    from kgbuild.explain.output import Output
    from kgbuild.pipeline.stored import stored_quads, style_of
    from kgbuild.read.articles import texts_in

    config = configured()
    return Output(out, stored_quads(out), config.base, texts_in, style_of(config).prefixes)
