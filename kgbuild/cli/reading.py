"""An output folder for the commands that look into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kgbuild.explain.output import Output

folder_option = click.option(
    "--out", default="output", show_default=True, type=click.Path(path_type=Path), help="Output folder of a build."
)


def open_output(out: Path) -> Output:
    """Read an output folder. Raises `UsageError` where there is none."""
    from kgbuild.config import configured
    from kgbuild.explain.output import Output
    from kgbuild.pipeline.stored import stored_quads, style_of
    from kgbuild.read.articles import texts_in

    config = configured()
    return Output(out, stored_quads(out), config.base, texts_in, style_of(config).prefixes)
