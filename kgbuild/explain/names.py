"""What people write for a node or a property, and what they may have meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kgbuild.errors import UsageError
from kgbuild.explain.output import Output
from kgbuild.model.terms import RDF, RDFS_LABEL, is_iri, literal, literal_of
from kgbuild.model.triples import KGB, SKOS, local_name
from kgbuild.problems import near_miss

_NAMES = (RDFS_LABEL, f"<{SKOS}prefLabel>", f"<{SKOS}altLabel>")
_SHOWN = 8
_SHORT = 3
_DAY = "date"
_BASE = "kg"  # the prefix of the mappings for the base of a project's IRIs


def find_node(written: str, output: Output) -> str:
    """Return the term of the node that an IRI, a prefixed name, `kind/id`, an id or a name stands for.

    Raises `UsageError` for none, with the nearest names, and for several.
    """
    about = output.triples.about
    known = {*about, *(o for _, _, o in output.triples.triples if is_iri(o))}
    for term in _addresses(written, output):
        if term in known:
            return term
    ids = [term for term in known if term.startswith(f"<{output.base}") and local_name(term) == written]
    hits = ids or _by_name(written, output)
    if len(hits) == 1:
        return hits[0]
    if not hits:
        whole = {name for _, name in _every_name(output)}
        names = whole | {word.strip(",;") for name in whole for word in name.split() if len(word) > _SHORT}
        claim = "`kgbuild explain` gives the ids of claims" if written.startswith("claim/") else ""
        hint = claim or near_miss(written, names) or "`kgbuild list actors` shows what there is"
        raise UsageError(f"nothing is called `{written}`; {hint}")
    shown = "\n".join(f"  {output.triples.label(t)}  {output.local(t)}" for t in sorted(hits)[:_SHOWN])
    raise UsageError(f"several are called `{written}`; give one by its id:\n{shown}")


def _addresses(written: str, output: Output) -> Iterable[str]:
    bare = written.removeprefix("<").removesuffix(">")
    if "://" in bare or bare.startswith("urn:"):
        yield f"<{bare}>"
        return
    prefix, colon, rest = bare.partition(":")
    namespace = {_BASE: output.base, **output.prefixes}.get(prefix) if colon else None
    if namespace is not None:
        yield f"<{namespace}{rest}>"
    yield f"<{output.base}{bare}>"


def _by_name(written: str, output: Output) -> list[str]:
    key = " ".join(written.casefold().split())
    every = _every_name(output)
    exact = {term for term, name in every if name.casefold() == key}
    within = exact or {term for term, name in every if key in name.casefold()}
    actors = [term for term in within if term.startswith(f"<{output.base}actor/")]
    return actors if len(actors) == 1 else sorted(within)  # who is called so, before what is called after them


def _every_name(output: Output) -> list[tuple[str, str]]:
    return [
        (subject, literal_of(obj).value)
        for subject, predicate, obj in output.triples.triples
        if predicate in _NAMES and subject.startswith(f"<{output.base}") and not is_iri(obj)
    ]


def find_property(written: str, output: Output) -> str:
    """Return the term of a property: an IRI, a prefixed name, the last part of its name, or its words.

    Raises `UsageError` for none, with the nearest.
    """
    used = {predicate for _, predicate, _ in output.triples.triples}
    used |= {o for _, p, o in output.triples.triples if p == f"<{RDF}predicate>"}
    if written == "a":
        written = f"{RDF}type"
    for term in _addresses(written, output):
        if term in used:
            return term
    by_name: dict[str, list[str]] = defaultdict(list)
    for term in used:
        by_name[local_name(term)].append(term)
    wanted = written.rpartition(":")[2].replace(" ", "").casefold()  # "end date" is endDate, as is `end` of the views
    names = (name for name in by_name if wanted in {name.casefold(), name.casefold().removesuffix(_DAY)})
    found = [term for name in names for term in by_name[name]]
    found.sort(key=lambda t: (KGB not in t, t))
    if not found:
        raise UsageError(f"no property is called `{written}`; {near_miss(written, by_name)}")
    return found[0]


def find_object(written: str, output: Output, among: Iterable[str]) -> str:
    """Return which of some terms is meant by what people write: a literal's text, or a node."""
    texts = {literal_of(t).value: t for t in among if not is_iri(t)}
    if written in texts:
        return texts[written]
    codes = {local_name(t): t for t in among if is_iri(t)}
    if (code := written.rpartition(":")[2]) in codes:
        return codes[code]
    if texts and not codes:
        return literal(written)  # a value that nobody gives
    return find_node(written, output)
