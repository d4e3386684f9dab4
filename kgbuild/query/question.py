"""A question: a whole SPARQL file whose comment header names it and its parameters.

    # name: timeline
    # title: What happened between two days?
    # param from date = ?
    # param speaker iri kgb:Actor = ?

Each parameter has one line `VALUES ?from { UNDEF }` in the query. As it stands the file runs in any store and answers
for every value; to bind a parameter, UNDEF is replaced by a term. `= ?` says that nothing is bound unless asked;
anything else after `=` is the default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kgbuild.errors import ConfigError, UsageError
from kgbuild.problems import Location, Problem, near_miss
from kgbuild.resources import shipped, shown_path

_HEADER = re.compile(r"#\s*(name|title|param)\b:?\s*(.*?)\s*$")
_PARAMETER = re.compile(r"(?P<name>[A-Za-z_]\w*)\s+(?P<type>\w+)(?:\s+(?P<class>\S+?))??(?:\s*=\s*(?P<default>.*))?$")
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
_SLOT = re.compile(r"\bVALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}", re.IGNORECASE)


class ParameterType(StrEnum):
    """What a parameter takes: an IRI (or the name of a node), a day, a text."""

    IRI = "iri"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named slot of a question; `of_class` is the IRI its values are instances of, `default` empty for "every"."""

    name: str
    type: ParameterType
    of_class: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question file; `shown` names the file in messages, `prefixes` are the query's own, then the data's."""

    name: str
    title: str
    text: str
    shown: str
    parameters: tuple[Parameter, ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()

    def expand(self, curie: str) -> str:
        """Return the IRI of `prefix:name` if the query declares the prefix, else an empty string."""
        prefix, colon, name = curie.partition(":")
        namespace = dict(self.prefixes).get(prefix) if colon else None
        return namespace + name if namespace is not None else ""

    def with_prefixes(self, more: Iterable[tuple[str, str]]) -> Question:
        """Return the question with prefixes of the data behind its own, which go before them."""
        own = dict(self.prefixes)
        return replace(self, prefixes=(*self.prefixes, *((p, n) for p, n in more if p not in own)))

    def bound(self, terms: dict[str, str]) -> str:
        """Return the query with each parameter's UNDEF replaced by a term in N-Triples notation."""
        return _SLOT.sub(lambda m: f"VALUES ?{m[1]} {{ {terms.get(m[1], 'UNDEF')} }}", self.text)


def shipped_questions() -> tuple[Question, ...]:
    """Return the shipped questions in the order of their files."""
    paths = sorted(shipped("ontology", "questions").glob("*.rq"))
    return tuple(load_question(path) for path in paths)


def find_question(source: str | Path) -> Question:
    """Return a shipped question by its name, or a user's by its file (`*.rq`, or any path that exists).

    Raises UsageError for an unknown name, ConfigError for a file that cannot be used.
    """
    if isinstance(source, Path) or source.endswith(".rq") or Path(source).is_file():
        return load_question(Path(source))
    known = {question.name: question for question in shipped_questions()}
    if source not in known:
        raise UsageError(f"no question is called `{source}`; {near_miss(source, known)}")
    return known[source]


def load_question(path: Path) -> Question:
    """Read one question file. Raises ConfigError with every problem of its header."""
    shown = shown_path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError([Problem(Location(shown), f"cannot be read: {error.strerror}", "check the path")]) from None
    except UnicodeDecodeError as error:
        raise ConfigError([Problem(Location(shown), f"not UTF-8 at byte {error.start}", "save it as UTF-8")]) from None
    return parse_question(text, shown)


def parse_question(text: str, shown: str) -> Question:
    """Parse a question's text; `shown` stands for the file in messages. Raises ConfigError."""
    problems: list[Problem] = []
    prefixes = tuple(_PREFIX.findall(text))
    known: dict[str, str] = {"name": Path(shown).stem, "title": ""}
    parameters: dict[str, Parameter] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADER.match(line)
        if match is None:
            continue
        if match[1] != "param":
            known[match[1]] = match[2]
            continue
        parameter = _parameter(match[2], dict(prefixes), Location(shown, number), problems)
        if parameter is None:
            continue
        if parameter.name in parameters:
            problems.append(Problem(Location(shown, number), f"parameter `{parameter.name}` twice", "remove one"))
        parameters[parameter.name] = parameter
        if len([slot for slot in _SLOT.findall(text) if slot == parameter.name]) != 1:
            what = f"parameter `{parameter.name}` needs exactly one slot in the query"
            fix = f"write `VALUES ?{parameter.name} {{ UNDEF }}` once in the WHERE part"
            problems.append(Problem(Location(shown, number), what, fix))
    if problems:
        raise ConfigError(problems)
    return Question(known["name"], known["title"], text, shown, tuple(parameters.values()), prefixes)


def _parameter(words: str, prefixes: dict[str, str], where: Location, problems: list[Problem]) -> Parameter | None:
    match = _PARAMETER.match(words)
    if match is None or match["type"] not in list(ParameterType):
        types = ", ".join(ParameterType)
        fix = f"write `# param NAME TYPE = ?`; TYPE is one of {types}, after iri a class may follow"
        problems.append(Problem(where, f"not a parameter: `{words}`", fix))
        return None
    of_class = match["class"] or ""
    if of_class:
        prefix, _, name = of_class.partition(":")
        if prefix not in prefixes:
            problems.append(Problem(where, f"undefined prefix `{prefix}:`", near_miss(prefix, prefixes)))
            return None
        of_class = prefixes[prefix] + name
    default = match["default"] or "?"
    return Parameter(match["name"], ParameterType(match["type"]), of_class, "" if default == "?" else default)
