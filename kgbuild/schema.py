"""Declared YAML: the fields of a class say what a file may hold under each key, and one reader reads them all.

    @dataclass(frozen=True, slots=True)
    class Unit:
        words: frozenset[str] = key(WORDS, "words that count the parts of a meeting")
        level: str = key(choice("round", "day"), "what they count")
        frame: str = place()

`read(Unit, node, problems)` gives a `Unit`; `json_schema(Unit)` tells editors the same, `rows(Unit)` the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from kgbuild.problems import Location, Problem, near_miss
from kgbuild.yamlio import Node

_T = TypeVar("_T")
Json = Mapping[str, Any]


class Written(str):
    """A text that knows where it stands, so that what only shows when all files are read is told at its place."""

    __slots__ = ("where",)
    where: Location

    def __new__(cls, text: str, where: Location) -> Written:
        """Take a text with its place."""
        made = super().__new__(cls, text)
        made.where = where
        return made

    def __getnewargs__(self) -> tuple[str, Location]:  # type: ignore[override]  # a copy keeps its place
        """Return what makes an equal one."""
        return str(self), self.where


@dataclass(frozen=True, slots=True)
class Kind:
    """What stands under a key: how to read it, what it is where the key is missing, what editors and readers are
    told; `inner` is the class of the entries in it, if any."""

    read: Callable[[Node, list[Problem]], Any]
    empty: Any
    schema: Json
    said: str
    inner: type | None = None


@dataclass(frozen=True, slots=True)
class _Key:
    kind: Kind
    doc: str
    name: str
    needed: bool


_PLACE = object()


def key(kind: Kind, doc: str, *, default: Any = MISSING, name: str = "", needed: bool = False) -> Any:
    """Declare a field that stands in the file, under its own name or `name`; `doc` explains it to who writes one."""
    value = kind.empty if default is MISSING else default
    declared = {"key": _Key(kind, doc, name, needed)}
    if isinstance(value, dict):
        return field(default_factory=dict, metadata=declared)
    return field(default=value, metadata=declared)


def place() -> Any:
    """Declare the field that takes the entry's place, `mappings/lexicon/en/meetings.yml:18`."""
    return field(default="", metadata={"key": _PLACE})


def keys_of(cls: type) -> dict[str, tuple[str, _Key]]:
    """Return the declared keys of a class with the field of each."""
    return {(k.name or f.name): (f.name, k) for f in fields(cls) if isinstance(k := _declared(f), _Key)}


def _declared(declared: Field[Any]) -> object:
    return declared.metadata.get("key")


def read(cls: type[_T], node: Node, problems: list[Problem]) -> _T | None:
    """Return what a map holds as a `cls`; None where a key it needs is missing or it is no map. Everything that does
    not fit is a problem at its own place, and then the field is empty."""
    known = keys_of(cls)
    found = node.want_map(problems, known=tuple(known), needed=[n for n, (_, k) in known.items() if k.needed])
    values = {known[n][0]: known[n][1].kind.read(value, problems) for n, value in found.items() if n in known}
    if any(k.needed and n not in found for n, (_, k) in known.items()):
        return None
    values.update({f.name: f"{node.where.file}:{node.where.line}" for f in fields(cls) if _declared(f) is _PLACE})  # type: ignore[arg-type]  # any dataclass
    return cls(**values)


def read_all(cls: type[_T], nodes: Iterable[Node], problems: list[Problem]) -> _T:
    """Return one `cls` for the same section of several files: sets and tables of a later file are added to those
    before, its entries go before theirs; what is given again gets more words or, where it is one value, is replaced."""
    return join(cls, (one for node in nodes if (one := read(cls, node, problems)) is not None))


def join(cls: type[_T], parts: Iterable[_T]) -> _T:
    """Return one `cls` of what several files hold, in their order."""
    made = cls()
    for part in parts:
        made = _joined(made, part)
    return made


def read_section(kind: Kind, nodes: Iterable[Node], problems: list[Problem]) -> Any:
    """Return what a section of this kind holds in several files, put together as `read_all` does."""
    made = kind.empty
    for node in nodes:
        made = _joined(made, kind.read(node, problems))
    return made


def _joined(old: Any, new: Any) -> Any:
    if isinstance(new, dict) and isinstance(old, dict):
        return {**old, **{name: _joined(old[name], v) if name in old and _grows(v) else v for name, v in new.items()}}
    if isinstance(new, frozenset) and isinstance(old, frozenset):
        return old | new
    if isinstance(new, tuple) and isinstance(old, tuple):
        return new + old
    if is_dataclass(new) and not isinstance(new, type) and type(new) is type(old):
        return replace(new, **{f.name: _joined(getattr(old, f.name), getattr(new, f.name)) for f in fields(new)})
    return new or old


def _grows(value: object) -> bool:
    return isinstance(value, (dict, frozenset, tuple)) or is_dataclass(value)


def json_schema(cls: type) -> Json:
    """Return the JSON Schema of a map that `read` takes."""
    known = keys_of(cls)
    needed = [n for n, (_, k) in known.items() if k.needed]
    made: dict[str, Any] = {"type": "object", "additionalProperties": False}
    made["properties"] = {n: {**k.kind.schema, "description": k.doc} for n, (_, k) in known.items()}
    return {**made, "required": needed} if needed else made


def rows(cls: type) -> Iterator[tuple[str, str, str, bool]]:
    """Yield key, kind of value, explanation and whether it is needed, in the order of the class."""
    for name, (_, declared) in keys_of(cls).items():
        yield name, declared.kind.said, declared.doc, declared.needed


def inner_classes(cls: type) -> dict[str, type]:
    """Return the classes of the entries that stand under keys of a class."""
    return {n: k.kind.inner for n, (_, k) in keys_of(cls).items() if k.kind.inner is not None}


def choice(*values: str) -> Kind:
    """One of these words; empty where the key is missing."""

    def one(node: Node, problems: list[Problem]) -> str:
        found = node.want_choice(problems, values)
        return found if found in values else ""

    return Kind(one, "", {"enum": list(values)}, _either(values))


def member(kind: type[Enum], default: Any = None) -> Kind:
    """One value of an enum; `default` where the key is missing."""

    def one(node: Node, problems: list[Problem]) -> Any:
        found = node.want_choice(problems, _values(kind))
        return kind(found) if found in _values(kind) else default

    return Kind(one, default, {"enum": _values(kind)}, _either(_values(kind)))


def members(kind: type[Enum]) -> Kind:
    """Some values of an enum, in their order."""
    one = member(kind)

    def some(node: Node, problems: list[Problem]) -> tuple[Any, ...]:
        found = (one.read(item, problems) for item in node.want_list(problems))
        return tuple(value for value in found if value is not None)

    return Kind(some, (), _listed(one.schema), f"some of {_either(_values(kind), 'and')}")


def _values(kind: type[Enum]) -> list[str]:
    return [each.value for each in kind]


def choices(*values: str) -> Kind:
    """Some of these words."""

    def some(node: Node, problems: list[Problem]) -> frozenset[str]:
        found = (item.want_choice(problems, values) for item in node.want_list(problems))
        return frozenset(text for text in found if text in values)

    return Kind(some, frozenset(), _listed({"enum": list(values)}), f"some of {_either(values, 'and')}")


def table(kind: Kind, *, known: Collection[str] | None = None) -> Kind:
    """A map from words (or one of the `known` names) to values of a kind."""

    def each(node: Node, problems: list[Problem]) -> dict[str, Any]:
        found = node.want_map(problems, known=known).items()
        return {name: kind.read(value, problems) for name, value in found if known is None or name in known}

    schema: dict[str, Any] = {"type": "object", "additionalProperties": kind.schema}
    if known is not None:
        schema["propertyNames"] = {"enum": list(known)}
    return Kind(each, {}, schema, f"{'word' if known is None else _either(known)}: {kind.said}", kind.inner)


def record(kinds: Mapping[str, Kind]) -> Kind:
    """A map that holds a value of its own kind under each of these names."""

    def each(node: Node, problems: list[Problem]) -> dict[str, Any]:
        found = node.want_map(problems, known=tuple(kinds))
        return {name: kinds[name].read(value, problems) for name, value in found.items() if name in kinds}

    properties = {name: kind.schema for name, kind in kinds.items()}
    said = "; ".join(f"{_either(names, 'and')}: {what}" for what, names in _by_said(kinds).items())
    return Kind(each, {}, {"type": "object", "additionalProperties": False, "properties": properties}, said)


def _by_said(kinds: Mapping[str, Kind]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        found.setdefault(kind.said, []).append(name)
    return found


def listed(kind: Kind) -> Kind:
    """A list of values of a kind; what cannot be one is left out."""

    def all_of(node: Node, problems: list[Problem]) -> tuple[Any, ...]:
        made = (kind.read(item, problems) for item in node.want_list(problems))
        return tuple(one for one in made if one is not None)

    return Kind(all_of, (), {"type": "array", "items": kind.schema}, f"list: {kind.said}", kind.inner)


def entry(cls: type[_T]) -> Kind:
    """One map that is a `cls`."""
    return Kind(lambda node, problems: read(cls, node, problems), None, json_schema(cls), "entry", cls)


def entries(cls: type[_T]) -> Kind:
    """A list of maps that are a `cls` each; what cannot be one is left out."""

    def all_of(node: Node, problems: list[Problem]) -> tuple[_T, ...]:
        made = (read(cls, item, problems) for item in node.want_list(problems))
        return tuple(one for one in made if one is not None)

    return Kind(all_of, (), {"type": "array", "items": json_schema(cls)}, "list of entries", cls)


def named(*known: str, lower: bool = True) -> Kind:
    """A map from names to words, read as the name of each word (in small letters unless not `lower`); in one file a
    word has one name only."""

    def inverted(node: Node, problems: list[Problem]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, body in node.want_map(problems, known=known or None).items():
            for item in body.want_list(problems):
                word = item.want_text(problems)
                word = word.lower() if lower else word
                if found.setdefault(word, name) != name:
                    what = f"`{word}` stands under `{found[word]}` and `{name}`"
                    problems.append(Problem(item.where, what, "remove one of the two"))
        return found

    plain = table(WORDS, known=known or None)
    return Kind(inverted, {}, plain.schema, plain.said)


def checked(kind: Kind, check: Callable[[Any], str], fix: str) -> Kind:
    """The same kind where `check` has nothing to say of the value: what it says is the problem, `fix` mends it."""

    def right(node: Node, problems: list[Problem]) -> Any:
        before = len(problems)
        value = kind.read(node, problems)
        wrong = check(value) if len(problems) == before else ""
        if wrong:
            problems.append(Problem(node.where, wrong, fix))
        return value

    return Kind(right, kind.empty, kind.schema, kind.said, kind.inner)


def place_of(word: str) -> str:
    """Return where a `Written` stands, `own.yml:12`."""
    return f"{word.where.file}:{word.where.line}" if isinstance(word, Written) else ""


def told_unless(
    known: Collection[str], found: Iterable[str], said: str, problems: list[Problem], fix: str = ""
) -> None:
    """Add a problem for each `Written` of `found` that is none of `known`: `said` with the word in it, and `fix` or
    the near miss."""
    for word in found:
        if word not in known and isinstance(word, Written):
            problems.append(Problem(word.where, said.format(word), fix or near_miss(word, known)))


def _either(values: Collection[str], last: str = "or") -> str:
    *first, end = (f"`{value}`" for value in values)
    return f"{', '.join(first)} {last} {end}" if first else end


def _listed(item: Json) -> Json:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _lower(node: Node, problems: list[Problem]) -> frozenset[str]:
    return frozenset(text.lower() for text in node.want_texts(problems))


def _forms(node: Node, problems: list[Problem]) -> frozenset[str]:
    rows = (row.items if row.kind == "list" else (row,) for row in node.want_list(problems))
    return frozenset(item.want_text(problems) for row in rows for item in row)


def _places(node: Node, problems: list[Problem]) -> dict[str, str]:
    found = ((item.want_text(problems).lower(), item.where) for item in node.want_list(problems))
    return {word: f"{where.file}:{where.line}" for word, where in found}


def _written(node: Node, problems: list[Problem]) -> Written:
    return Written(node.want_text(problems), node.where)


def _all_written(node: Node, problems: list[Problem]) -> tuple[Written, ...]:
    return tuple(_written(item, problems) for item in node.want_list(problems))


def _phrases(node: Node, problems: list[Problem]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(text.lower().split()) for text in node.want_texts(problems) if text.strip())


def _share(node: Node, problems: list[Problem]) -> float:
    try:
        value = float(node.want_text(problems))
    except ValueError:
        value = -1.0
    if 0 < value <= 1:
        return value
    problems.append(Problem(node.where, f"`{node.text}` is not a confidence", "write a number between 0 and 1"))
    return 1.0


_STRING: Json = {"type": "string"}
TEXT = Kind(Node.want_text, "", _STRING, "text")
TEXTS = Kind(Node.want_texts, (), _listed(_STRING), "list of texts")
NAME = Kind(_written, "", _STRING, "name")
NAMES = Kind(_all_written, (), _listed(_STRING), "list of names")
WORDS = Kind(_lower, frozenset(), _listed(_STRING), "list of words")
_ROWS: Json = {"anyOf": [_STRING, {"type": "array", "items": _listed(_STRING)}]}
FORMS = Kind(_forms, frozenset(), _ROWS, "list of words as they are written")
PLACES = Kind(_places, {}, _listed(_STRING), "list of words")  # each with its place, `own.yml:12`
PHRASES = Kind(_phrases, (), _listed(_STRING), "list of words and phrases")
NUMBER = Kind(Node.want_int, 0, {"type": ["integer", "string"], "pattern": r"^-?\d+$"}, "whole number")
SHARE = Kind(_share, 1.0, {"type": ["number", "string"], "exclusiveMinimum": 0, "maximum": 1}, "number up to 1")
FLAG = Kind(
    lambda node, problems: node.want_choice(problems, ("yes", "no")) == "yes", False, {"enum": ["yes", "no"]}, "`yes`"
)
