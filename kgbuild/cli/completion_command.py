"""`kgbuild completion`."""

from __future__ import annotations

import click

from kgbuild.cli.options import json_option

_HOW = {
    "bash": "kgbuild completion bash > ~/.local/share/bash-completion/completions/kgbuild",
    "zsh": "kgbuild completion zsh > ~/.zfunc/_kgbuild   # with ~/.zfunc in fpath before compinit",
    "fish": "kgbuild completion fish > ~/.config/fish/completions/kgbuild.fish",
}


@click.command("completion", short_help="Print what makes a shell complete kgbuild's commands.")
@click.argument("shell", type=click.Choice(sorted(_HOW)))
@json_option
def command(shell: str, as_json: bool) -> None:
    """Print a script for SHELL that completes commands, options, questions and formats with the tab key.

    \b
    Example:
      kgbuild completion bash > ~/.local/share/bash-completion/completions/kgbuild
      kgbuild completion zsh > ~/.zfunc/_kgbuild
      kgbuild completion fish > ~/.config/fish/completions/kgbuild.fish
    """
    from click.shell_completion import get_completion_class

    from kgbuild.cli.main import cli
    from kgbuild.cli.report import put_json

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion for {shell}")
    script = made(cli, {}, "kgbuild", "_KGBUILD_COMPLETE").source()
    if as_json:
        put_json({"shell": shell, "install": _HOW[shell], "script": script})
    else:
        click.echo(script)
