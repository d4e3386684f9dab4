"""Mapping files to a checked `Mapping`: all problems of all files are reported at once."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from collections.abc import Set as SetOf
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kgbuild.errors import ConfigError
from kgbuild.problems import Location, Problem, Severity, near_miss
from kgbuild.resources import shown_path
from kgbuild.yamlio import Node, parse_yaml, warn, written_out
from kgbuild.yarrrml.checks.sources import check_sources
from kgbuild.yarrrml.checks.terms import check_rule
from kgbuild.yarrrml.form import Link, Mapping, Rule, Source, Target
from kgbuild.yarrrml.functions.table import Function
from kgbuild.yarrrml.language.calls import read_conditions
from kgbuild.yarrrml.language.context import Context, share_heads
from kgbuild.yarrrml.language.entries import read_entries
from kgbuild.yarrrml.language.keys import MAPPING, ROOT, fields, truly_list
from kgbuild.yarrrml.language.sources import read_root_sources, read_root_targets, read_sources
from kgbuild.yarrrml.language.terms import read_iri_terms, read_subjects
from kgbuild.yarrrml.rdf.terms import valid_iri
from kgbuild.yarrrml.settings import filled_node, not_set

_LARGEST = 200_000  # values of a file, aliases written out
Vocabulary = MappingOf[str, SetOf[str]]


class Head(NamedTuple):
    """What a caller adds to every file: prefixes and external references over the file's own, the base of a file that
    has none, and what `${NAME}` stands for; `without` names rules that are not read, by file."""

    prefixes: MappingOf[str, str] = {}
    external: MappingOf[str, str] = {}
    base_iri: str = ""
    without: MappingOf[Path, SetOf[str]] = {}
    settings: MappingOf[str, str] = {}


def load_mapping(
    paths: Sequence[Path],
    *,
    base: Path | None = None,
    vocabulary: Vocabulary | None = None,
    functions: MappingOf[str, Function] | None = None,
    head: Head = Head(),  # noqa: B008 - an immutable one
) -> Mapping:
    """Read YARRRML files into one mapping.

    `base` is the folder that paths in messages are shown relative to. `vocabulary` gives, for each namespace whose
    ontology is loaded, the terms it has: a property or class it lacks is an error. `functions` are those rules may
    call: by default, where one is called, the built-in ones, and where that is another, those that installed packages
    offer. Raises `ConfigError` with every error of every file; warnings are kept in the mapping.
    """
    known = dict(functions or {})
    problems: list[Problem] = []
    names = {path: shown_path(path, base=base) for path in paths}
    opened = [(path, _opened(path, names[path], known, problems, head.settings)) for path in paths]
    files = [_without(file, head.without.get(path, frozenset())) for path, file in opened if file is not None]
    for file in files:
        _read_head(file, head)
    own = [dict(file.context.sources) for file in files]
    share_heads([file.context for file in files])
    mappings = [_mapping(file, vocabulary or {}, known if functions is None else None) for file in files]
    _check_unused([file.context for file in files], own)
    problems += [p for file in files for p in file.context.quoted()]
    mapping = _merged(mappings, problems)
    _check_links(mapping, problems)
    if not mapping.rules and not problems:
        what, fix = "no mapping in it: it makes nothing", "add one below `mappings:`"
        problems.append(warn(Location(names[paths[0]]), what, fix))
    errors = [p for p in problems if p.severity is Severity.ERROR]
    if errors:
        raise ConfigError(sorted(problems))
    return Mapping(mapping.rules, mapping.prefixes, mapping.targets, mapping.authors, tuple(sorted(problems)), known)


class _File(NamedTuple):
    """One file: the nodes of its root, and what is known of it so far."""

    found: dict[str, Node]
    context: Context


def _opened(
    path: Path,
    shown: str,
    functions: MappingOf[str, Function],
    problems: list[Problem],
    settings: MappingOf[str, str],
) -> _File | None:
    """Open a file, or return None with a problem where it is missing or no YAML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        root = parse_yaml(text, shown)
    except (FileNotFoundError, IsADirectoryError):
        problems.append(Problem(Location(shown), "no such file", "check the path"))
        return None
    except UnicodeDecodeError as error:
        what = f"not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}"
        problems.append(Problem(Location(shown), what, "save the file as UTF-8"))
        return None
    except ConfigError as error:
        problems.extend(error.problems)
        return None
    if "*" in text and written_out(root) > _LARGEST:
        what = f"its aliases stand for more than {_LARGEST} values"
        problems.append(Problem(Location(shown), what, "write fewer aliases of aliases"))
        return None
    if "${" in text:
        problems.extend(not_set(text, settings, shown))
        root = filled_node(root, settings)
    context = Context(lines=tuple(text.splitlines()), functions=functions, folder=path.parent.as_posix())
    return _File(fields(root, ROOT, context.problems, needed=("mappings",)), context)


def _without(file: _File, names: SetOf[str]) -> _File:
    """Return a file as if it had no rules of these names."""
    if not names or "mappings" not in file.found:
        return file
    node = file.found["mappings"]
    left = replace(node, pairs=tuple(pair for pair in node.pairs if pair[0] not in names))
    return file._replace(found={**file.found, "mappings": left})


def _mapping(file: _File, vocabulary: Vocabulary, growing: dict[str, Function] | None) -> Mapping:
    """Read the mappings of a file; `growing` gets the functions its rules need."""
    found, context = file
    mappings = found.get("mappings")
    rules = []
    if mappings is not None and mappings.kind == "map":
        rules = [_rule(name, where, node, context) for name, where, node in mappings.pairs]
    elif mappings is not None:
        mappings.want_map(context.problems, needed=("name",))
    for rule in rules:
        check_sources(rule, context.problems)
        check_rule(rule, context.problems, vocabulary)
    if context.calls:
        _check_calls(rules, context, growing)
    authors = tuple(_author(a, context) for a in truly_list(found.get("authors")))
    prefixes = tuple(sorted(context.prefixes.items()))
    return Mapping(tuple(rules), prefixes, tuple(context.targets.values()), authors)


def _check_calls(rules: Sequence[Rule], context: Context, growing: dict[str, Function] | None) -> None:
    """Check what the rules call; `growing` gets the built-in functions, and those of installed packages where a rule
    calls another."""
    from kgbuild.yarrrml.checks.calls import check_calls, unknown_calls

    if growing is not None:
        from kgbuild.yarrrml.functions.builtin import FUNCTIONS, installed_functions

        growing.update(FUNCTIONS)
        if any(unknown_calls(rule, growing) for rule in rules):
            growing.update(installed_functions())
    for rule in rules:
        context.problems.extend(check_calls(rule, context.functions))


def _check_unused(contexts: Sequence[Context], own: Sequence[MappingOf[str, Source]]) -> None:
    used = {name for context in contexts for name in context.used_sources}
    for context, sources in zip(contexts, own, strict=True):
        for name, source in sources.items():
            if name not in used:
                what = f"source `{name}` is not used"
                context.problems.append(Problem(source.where, what, "use or remove it", Severity.WARNING))


def _read_head(file: _File, head: Head) -> None:
    found, context = file
    for name, _, node in found["prefixes"].pairs if "prefixes" in found else ():
        context.prefixes[name] = node.want_text(context.problems)
        if not context.prefixes[name]:
            context.problem(node, f"prefix `{name}` has no namespace", "write its IRI")
    if "prefixes" in found:
        found["prefixes"].want_map(context.problems)
    context.base = found["base"].want_text(context.problems) if "base" in found else head.base_iri
    if "base" in found and context.base and not valid_iri(context.base):
        context.problem(found["base"], f"the base `{context.base}` is no valid IRI", "write an absolute IRI")
    if "external" in found:
        for name, node in found["external"].want_map(context.problems).items():
            context.external[name] = node.want_text(context.problems)
    context.external.update(head.external)
    context.prefixes.update(head.prefixes)
    read_root_sources(found.get("sources"), context)
    read_root_targets(found.get("targets"), context)


def _author(node: Node, context: Context) -> str:
    if node.kind != "map":
        return node.want_text(context.problems)
    inside = node.want_map(context.problems, known=("name", "email", "website"))
    text = {k: v.want_text(context.problems) for k, v in inside.items()}
    shown = [text.get("name", "")]
    shown += [f"<{text['email']}>"] if "email" in text else []
    shown += [f"({text['website']})"] if "website" in text else []
    return " ".join(part for part in shown if part)


def _rule(name: str, where: Location, node: Node, context: Context) -> Rule:
    found = fields(node, MAPPING, context.problems)
    sources = read_sources(found.get("sources"), context)
    if not truly_list(found.get("sources")):
        context.problem(node, f"mapping `{name}` has no source", "add `sources: [[file.csv~csv]]`")
    return Rule(
        name,
        sources,
        read_subjects(found.get("subjects"), node, context),
        read_entries(found.get("predicateobjects"), context),
        where,
        graphs=read_iri_terms(found.get("graphs"), context),
        conditions=read_conditions(found.get("condition"), context),
        base=context.base,
        folder=context.folder,
    )


def _merged(mappings: Sequence[Mapping], problems: list[Problem]) -> Mapping:
    rules: dict[str, Rule] = {}
    prefixes: dict[str, str] = {}
    targets: dict[str, Target] = {}
    for mapping in mappings:
        for rule in mapping.rules:
            if rule.name in rules:
                what = f"mapping `{rule.name}` exists already at {rules[rule.name].where}"
                fix = "rename one of the two; a build can leave a shipped one out (`without:` in kgbuild.yaml)"
                problems.append(Problem(rule.where, what, fix))
            rules.setdefault(rule.name, rule)
        for prefix, namespace in mapping.prefixes:
            prefixes.setdefault(prefix, namespace)
        for target in mapping.targets:
            if targets.setdefault(target.name, target) != target:
                what = f"target `{target.name}` is another one at {targets[target.name].where}"
                problems.append(Problem(target.where, what, "rename one of the two"))
    authors = tuple(dict.fromkeys(a for m in mappings for a in m.authors))
    return Mapping(tuple(rules.values()), tuple(sorted(prefixes.items())), tuple(targets.values()), authors)


def _check_links(mapping: Mapping, problems: list[Problem]) -> None:
    names = [rule.name for rule in mapping.rules]
    for rule in mapping.rules:
        for entry in rule.entries:
            for target in entry.objects:
                if isinstance(target, Link) and target.mapping not in names:
                    fix = near_miss(target.mapping, names)
                    problems.append(Problem(target.where, f"undefined mapping `{target.mapping}`", fix))
