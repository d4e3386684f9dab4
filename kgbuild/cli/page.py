"""The page of commands (`docs/reference/commands.md`), written from the commands so that it cannot lie."""

from __future__ import annotations

from importlib import import_module

import click

from kgbuild.cli.main import COMMANDS, cli

_HEAD = """# Commands

<!-- Written from the commands by tests/tools/make_command_docs.py; do not edit. -->

Data goes to stdout, words to stderr. Exit codes: 0 done; 1 done, but a check failed or rows had problems; 2 wrong use,
configuration, mapping, lexicon, ontology or path, nothing written; 3 some articles unreadable, the rest built; 4 a
fault of kgbuild; 130 interrupted, the old output stays.
"""


def commands_page() -> str:
    """Return the page as Markdown: every command with what `--help` prints."""
    return "\n".join([_HEAD, *(_section(name) for name in COMMANDS)])


def _section(name: str) -> str:
    command: click.Command = import_module(f"kgbuild.cli.{name}_command").command
    # with the group's own settings: a command keeps the help option of the first context that asked for it
    context = click.Context(
        command, info_name=f"kgbuild {name}", max_content_width=90, terminal_width=90, **cli.context_settings
    )
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## kgbuild {name}\n\n{COMMANDS[name]}\n\n```text\n{text}\n```\n"
