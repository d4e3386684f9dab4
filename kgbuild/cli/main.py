"""`kgbuild`: the group of commands. A command's module is loaded when the command is called, so that `--help` is quick
and nobody pays for a library that the command does not use."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module

import click

from kgbuild.cli.report import Exit, printable, say, show_error
from kgbuild.errors import KgbuildError
from kgbuild.problems import near_miss
from kgbuild.version import VERSION

COMMANDS = {
    "build": "Read articles and write the knowledge graph.",
    "status": "Say which articles a build would read anew, and why.",
    "diff": "Say what changed between two builds, and why.",
    "watch": "Build anew after every edit, and say what it changed.",
    "extract": "Print the facts of articles as JSON Lines.",
    "map": "Run YARRRML mappings over tables and write RDF.",
    "analyze": "Ask what the graph of an output folder says.",
    "export": "Write an output folder in another format.",
    "query": "Ask a shipped question, or your own SPARQL.",
    "draw": "Draw the network of an output folder as SVG or PNG.",
    "report": "Write one HTML file that shows an output folder.",
    "serve": "Serve an output folder: SPARQL endpoint, pages, report.",
    "load": "Load an output folder into a triple store.",
    "show": "Show everything about one actor, event, place or issue.",
    "list": "List actors, events, positions, conflicts, questions and more.",
    "explain": "Say why a triple or a node is in the graph.",
    "conflicts": "Show claims that contradict each other.",
    "review": "Answer the questions a build left, one key each.",
    "decide": "Record a decision: same, different, accept, reject, replace, rename, undo.",
    "check": "Check configuration, mappings, lexicons, ontology or an output folder.",
    "eval": "Score facts against gold made by hand.",
    "completion": "Print what makes a shell complete kgbuild's commands.",
    "init": "Write a small project to start from.",
}


# A disk's faults, or those of a name somebody gave, not ours.
_PLACES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}
_NAMES = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}


class _Lazy(click.Group):
    """A group that knows its commands by name and loads them one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order people use them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"kgbuild.cli.{cmd_name}_command").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; a misspelt one gets a suggestion."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no command `{args[0]}`; {near_miss(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="kgbuild")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """News articles in, a knowledge graph its owner can defend out.

    Exit codes: 0 done; 1 done, but a check failed or rows had problems; 2 wrong use, configuration, mapping, lexicon,
    ontology or path, nothing written; 3 some articles unreadable, the rest built; 4 a fault of kgbuild; 130
    interrupted, the old output stays.
    """
    ctx.obj = debug


def main() -> None:
    """Run the command line and exit with the contract's codes."""
    # Loading modules makes many objects that stay: looking through them for garbage, then and at the end, is a tenth
    # of a short run's time.
    gc.set_threshold(100_000)
    debug = "--debug" in sys.argv[1:]
    try:
        code = cli(prog_name="kgbuild", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = Exit.UNUSABLE
    except KgbuildError as error:
        code = show_error(error)
    except (KeyboardInterrupt, click.Abort):
        say("interrupted: the previous output stays as it was")
        code = Exit.INTERRUPTED
    except BrokenPipeError:  # the reader of our output (head, less) has gone; that is no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.DONE
    except Exception as error:  # the one place that may, so that a fault of ours does not look like the user's
        if debug:
            raise
        code = _unforeseen(error)
    gc.freeze()
    sys.exit(int(code or 0))


def _unforeseen(error: Exception) -> Exit:
    """Say what nobody has foreseen: a disk that refuses, or a fault of ours."""
    if isinstance(error, OSError) and (error.errno in _PLACES or (error.errno in _NAMES and error.filename)):
        where = f" {error.filename}" if error.filename else ""
        say(printable(f"error: cannot read or write{where}: {error.strerror}"))
        say("free some space, change the permissions or name another place; what was built before stays as it was")
        return Exit.UNUSABLE
    say(printable(f"this is a fault of kgbuild: {type(error).__name__}: {error}"))
    say("the previous output stays as it was; run `kgbuild --debug …` for the traceback, and report it")
    return Exit.OUR_FAULT
