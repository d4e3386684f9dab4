"""Write docs/reference/library.md from the public names and their docstrings; a test holds it to be fresh."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import kgbuild
from kgbuild import errors
from kgbuild.config import Config
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.quads import Quad, Statement
from kgbuild.model.resolved import Resolved
from kgbuild.model.tables import Table
from kgbuild.problems import Location, Problem
from kgbuild.query.results import QueryResult

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "library.md"
NOUNS = (Config, Article, ArticleFacts, Resolved, Table, Quad, Statement, Problem, Location, QueryResult)
ERRORS = (errors.KgbuildError, errors.InputError, errors.ConfigError, errors.UsageError, errors.CheckError,
          errors.MissingExtra)  # fmt: skip
HEAD = """# The library

<!-- Written from the docstrings by tests/tools/make_api_docs.py; do not edit. -->

What a command does, a function does too. The names here are all there is that others should build on
(`kgbuild.__all__`, and the nouns they give back); [what is stable](../stability.md) says how they change. The package
is typed. The examples run as they stand, in this order, in a new project (`kgbuild init project`, `cd project`) after

```python
from pathlib import Path

from kgbuild import *
from kgbuild.model.tables import Table
```
"""
_EXAMPLE = re.compile(r"(?:^>>> .*\n(?:^(?!$|>>>).*\n?)*)+", re.MULTILINE)


def library_page() -> str:
    """Return the page as Markdown."""
    functions = sorted(n for n in kgbuild.__all__ if inspect.isfunction(getattr(kgbuild, n)))
    parts = [HEAD, "## Functions\n", *(_named(getattr(kgbuild, n), n) for n in functions)]
    parts += ["## Result\n", _told(kgbuild.Result), *_members(kgbuild.Result)]
    parts += ["## What they give and take\n", *(_noun(noun) for noun in NOUNS)]
    parts += ["## Errors\n", *(f"- `{e.__name__}`: {_told(e).strip()}" for e in ERRORS)]
    return "\n".join(parts) + "\n"


def _members(kind: type) -> Iterator[str]:
    for name, member in vars(kind).items():
        if not name.startswith("_") and inspect.getdoc(member) and isinstance(member, property):
            yield f"### result.{name}\n\n{_told(member)}"
        elif not name.startswith("_") and inspect.isfunction(member):
            yield _named(member, f"result.{name}")


def _named(function: object, name: str) -> str:
    assert callable(function)
    signature = inspect.signature(function)
    known = [p.replace(annotation=p.empty) for p in signature.parameters.values() if p.name != "self"]
    shown = signature.replace(parameters=known, return_annotation=signature.empty)
    types = [f"`{p.name}`: `{p.annotation}`" for p in signature.parameters.values() if p.name != "self"]
    given = f"Returns `{signature.return_annotation}`." if signature.return_annotation not in ("None", None) else ""
    about = " ".join(filter(None, (f"{'; '.join(types)}." if types else "", given)))
    return f"### {name}\n\n`{name}{shown}`\n\n{_told(function)}\n{about}\n".replace("\n\n\n", "\n\n")


def _noun(kind: type) -> str:
    names = getattr(kind, "__dataclass_fields__", None) or kind._fields  # type: ignore[attr-defined]
    return f"### {kind.__name__}\n\n{_told(kind)}\nFields: {', '.join(f'`{n}`' for n in names)}.\n"


def _told(thing: object) -> str:
    """Return a docstring as Markdown, examples as code."""
    text = f"{inspect.getdoc(thing) or ''}\n"
    return _EXAMPLE.sub(lambda m: f"```pycon\n{m[0].rstrip()}\n```\n", text)


if __name__ == "__main__":
    PAGE.write_text(library_page(), encoding="utf-8")
