"""Sources and targets as written: maps, `[file.csv~csv]` shortcuts, names of those at the root."""

from __future__ import annotations

from kgbuild.problems import near_miss
from kgbuild.yamlio import Node
from kgbuild.yarrrml.checks.sources import known_encoding
from kgbuild.yarrrml.form import Formulation, Source, Target, Template
from kgbuild.yarrrml.formats import FORMULATIONS, SERIALIZATIONS, by_suffix, formulation_of
from kgbuild.yarrrml.language.context import Context
from kgbuild.yarrrml.language.keys import SOURCE, TARGET, fields, truly_list
from kgbuild.yarrrml.language.remote import read_credentials, read_sent, read_sparql
from kgbuild.yarrrml.packing import SUFFIXES

# Databases of the specification that need a URL of SQLAlchemy; others we know a driver for.
_OTHER_DATABASES = frozenset(
    {"db2", "firebird", "hsql", "informix", "ingres", "sapase", "sapsqlanywhere", "sql", "virtuoso"}
)
_FILES = frozenset({"localfile", "file", "remotefile", "wot"})
_CONTENT = {"application/json": "jsonpath", "text/csv": "csv", "application/xml": "xpath", "text/xml": "xpath"}


def read_root_sources(node: Node | None, context: Context) -> None:
    """Read the named sources of the root into the context."""
    for name, _, value in node.pairs if node is not None and node.kind == "map" else ():
        source = _source(value, name, context)
        if source is not None:
            context.sources[name] = source
        else:
            context.broken_sources.add(name)
    if node is not None and node.kind not in {"map", "null"}:
        node.want_map(context.problems)


def read_sources(node: Node | None, context: Context) -> tuple[Source, ...]:
    """Return the sources of a mapping: names, shortcuts and maps, alone or in a list."""
    if node is None or node.kind == "null":
        return ()
    items = truly_list(node)
    if _flat_shortcut(node, context):
        context.warning(node, "one source written without its outer list", "write `[[access~type, iterator]]`")
        items = (node,)
    return tuple(s for item in items if (s := _one(item, context)) is not None)


def _flat_shortcut(node: Node, context: Context) -> bool:
    """`sources: [a.json~jsonpath, $.x]` can only mean one source: its second item is no source."""
    if node.kind != "list" or len(node.items) != 2 or any(i.kind != "text" for i in node.items):
        return False
    first, second = (i.text for i in node.items)
    return "~" in first and "~" not in second and second not in context.sources and formulation_of(second) is None


def _one(node: Node, context: Context) -> Source | None:
    if node.kind == "text" and "~" not in node.text:
        if node.text in context.sources:
            context.used_sources.add(node.text)
            return context.sources[node.text]
        if node.text in context.broken_sources:
            return None
        if formulation_of(node.text) is None:
            fix = near_miss(node.text, context.sources) or "add it under `sources:`, or write `file.csv~csv`"
            context.problem(node, f"undefined source `{node.text}`", fix)
            return None
    return _source(node, "", context)


def _source(node: Node, name: str, context: Context) -> Source | None:
    if node.kind == "map":
        return _long_source(node, name, context)
    items = truly_list(node)
    if not 1 <= len(items) <= 2 or any(i.kind not in {"text", "null"} for i in items):
        context.problem(node, "a source is `[access~type, iterator]` or a map with `access`", "write it so")
        return None
    access, _, kind = items[0].text.rpartition("~") if "~" in items[0].text else (items[0].text, "", "")
    formulation = _formulation(kind, access, items[0], context)
    iterator = items[1].text if len(items) == 2 else ""
    if formulation is None:
        return None
    if not access:
        context.problem(items[0], "a source without a place before `~`", "say which file the source reads")
        return None
    delimiter = "\t" if kind == "tsv" else ""
    return Source(name or access, access, formulation, node.where, iterator=iterator, delimiter=delimiter)


def _formulation(kind: str, access: str, node: Node, context: Context) -> Formulation | None:
    if not kind:
        found = formulation_of(access)
        if found is None:
            context.problem(node, f"how is `{access}` read?", "write `~csv`, `~jsonpath` or `~xpath` after it")
        return found
    if kind not in FORMULATIONS:
        context.problem(node, f"unknown reference formulation `{kind}`", near_miss(kind, FORMULATIONS))
    return by_suffix(FORMULATIONS.get(kind), access)


def _long_source(node: Node, name: str, context: Context) -> Source | None:
    found = fields(node, SOURCE, context.problems, needed=())
    text = {
        k: v.want_text(context.problems) for k, v in found.items() if k not in {"credentials", "nullValues", "security"}
    }
    kind = text.get("type", "localfile")
    if kind == "sparql" or text.get("queryFormulation", "").startswith("sparql"):
        return read_sparql(node, name, found, text, context)
    if "query" in text or "table" in text or (kind not in _FILES and kind in _databases()):
        return _database(node, name, found, text, context)
    if not text.get("access"):
        where, what = (found["access"], "an empty `access`") if "access" in found else (node, "missing key `access`")
        context.problem(where, what, "say which file the source reads")
        return None
    if kind not in _FILES:
        fix = near_miss(kind, _FILES | _databases() | {"sparql"})
        context.problem(found["type"], f"a source of type `{kind}` is not read here", fix)
        return None
    return _file(node, name, found, text, context)


def _databases() -> frozenset[str]:
    from kgbuild.yarrrml.database_urls import KINDS

    return KINDS | _OTHER_DATABASES


def _file(node: Node, name: str, found: dict[str, Node], text: dict[str, str], context: Context) -> Source | None:
    said = text.get("referenceFormulation") or _CONTENT.get(text.get("contentType", ""), "")
    formulation = _formulation(said, text["access"], node, context)
    if formulation is None:
        return None
    delimiter = text.get("delimiter", "").replace("\\t", "\t")
    if "delimiter" in found and len(delimiter) != 1:
        context.problem(found["delimiter"], f"the delimiter `{delimiter}` is not one character", "write one")
        delimiter = ""
    user, password = read_credentials(found.get("credentials"), context)
    return Source(
        name or text["access"],
        text["access"],
        formulation,
        node.where,
        iterator=text.get("iterator", ""),
        delimiter=delimiter or ("\t" if text.get("referenceFormulation") == "tsv" else ""),
        quote=text.get("quote", '"'),
        encoding=_encoding(found.get("encoding"), context),
        nulls=_nulls(found, context),
        username=user,
        password=password,
        sent=read_sent(found, context),
    )


def _nulls(found: dict[str, Node], context: Context) -> tuple[str, ...]:
    return found["nullValues"].want_texts(context.problems) if "nullValues" in found else ()


def _encoding(node: Node | None, context: Context) -> str:
    if node is None:
        return "utf-8"
    name = node.want_text(context.problems)
    if not known_encoding(name):
        context.problem(node, f"unknown encoding `{name}`", "write for instance `utf-8` or `latin-1`")
        return "utf-8"
    return name


def _database(node: Node, name: str, found: dict[str, Node], text: dict[str, str], context: Context) -> Source | None:
    if not (text.get("query") or text.get("table")):
        context.problem(node, "a database source without a `query`", "add `query: SELECT …`")
        return None
    from kgbuild.yarrrml.database_urls import KINDS, database_url, shown_url

    query = text.get("query", "")
    user, password = read_credentials(found.get("credentials"), context)
    kind = text.get("type", "sql")
    access = database_url(text.get("access", ""), kind)
    if kind in _OTHER_DATABASES - KINDS - {"sql"} and access and "://" not in access:
        context.problem(node, f"how is a database of type `{kind}` reached?", "give its URL of SQLAlchemy as `access`")
    return Source(
        name or shown_url(access) or query or text["table"],
        access,
        Formulation.SQL,
        node.where,
        iterator="" if query else text.get("table", ""),
        query=query.strip().rstrip(";"),
        username=user,
        password=password,
        nulls=_nulls(found, context),
        empty_values=True,  # as in R2RML: only NULL is no value
    )


def read_root_targets(node: Node | None, context: Context) -> None:
    """Read the named targets of the root into the context."""
    for name, _, value in node.pairs if node is not None and node.kind == "map" else ():
        if _add_target(value, name, context) is None:
            context.broken_targets.add(name)
    if node is not None and node.kind not in {"map", "null"}:
        node.want_map(context.problems)


def read_targets(node: Node | None, context: Context) -> tuple[Target, ...]:
    """Return the targets of a term: names, shortcuts and maps, alone or in a list; new ones join the context."""
    if node is None or node.kind == "null":
        return ()
    # `targets: [dump.ttl~void, turtle]` is one shortcut; a list of names or lists is several targets.
    lone = node.kind == "list" and bool(node.items) and node.items[0].kind == "text" and "~" in node.items[0].text
    found = (_one_target(item, context) for item in ((node,) if lone else truly_list(node)))
    return tuple(t for t in found if t is not None)


def _one_target(node: Node, context: Context) -> Target | None:
    if node.kind == "text" and node.text in context.targets:
        return context.targets[node.text]
    if node.kind == "text" and node.text in context.broken_targets:
        return None
    if node.kind == "text" and "~" not in node.text and "." not in node.text:
        context.problem(node, f"undefined target `{node.text}`", near_miss(node.text, context.targets))
        return None
    return _add_target(node, "", context)


def _add_target(node: Node, name: str, context: Context) -> Target | None:
    if node.kind == "map":
        found = fields(node, TARGET, context.problems, needed=("access",))
        text = {k: v.want_text(context.problems) for k, v in found.items()}
        access, kind = text.get("access", ""), text.get("type", "localfile")
        rest = [text.get("serialization", ""), text.get("compression", "")]
    else:
        items = [i.want_text(context.problems) for i in truly_list(node)]
        access, _, kind = items[0].rpartition("~") if items and "~" in items[0] else ((items or [""])[0], "", "")
        rest = [*items[1:], "", ""]
    if not access:
        context.problem(node, "a target without `access`", "say which file it is")
        return None
    serialization, compression = rest[0] or "nquads", rest[1]
    if serialization not in SERIALIZATIONS:
        context.problem(
            node, f"serialization `{serialization}` is not written here", near_miss(serialization, SERIALIZATIONS)
        )
    if compression not in SUFFIXES:
        context.problem(
            node,
            f"compression `{compression}` is not written here",
            near_miss(compression, [name for name in SUFFIXES if name]),
        )
    if kind == "sparql" and not access.startswith(("http://", "https://")):
        context.problem(node, f"`{access}` is no SPARQL endpoint", "write the URL that takes updates")
    template = _file_template(access, kind, node, context)
    target = Target(
        name or access, access, node.where, kind or "localfile", serialization, compression, template=template
    )
    context.targets[target.name] = target
    return target


def _file_template(access: str, kind: str, node: Node, context: Context) -> Template | None:
    """Return the template of a target whose file each row names; None for one that is written out."""
    template = context.template(access, node)
    if not template.refs:
        return None
    if kind == "sparql":
        context.problem(
            node, f"`{access}` names an endpoint by row", "write the endpoint out; only files can differ by row"
        )
        return None
    return template
