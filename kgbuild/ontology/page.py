"""The page of terms for people (`docs/ontology.md`), written from the ontology so that it cannot lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.model.ontology import Ontology, Term, TermKind

_HEAD = """# The ontology

<!-- Written from ontology/kgb.ttl and ontology/codes.ttl by tests/tools/make_ontology_docs.py; do not edit. -->

Events, positions and statements from news, each tied to an article, a stretch of its text and the actor who said it.
The files: [kgb.ttl](../ontology/kgb.ttl) (classes and properties), [codes.ttl](../ontology/codes.ttl) (code lists),
[issues.ttl](../ontology/issues.ttl) (what positions and events are about: the same IRIs in every dataset; issues that a
project's own lexicon brings lie at `<base>issue/`, in a scheme of their own, and may have a broader one of ours),
[shapes.ttl](../ontology/shapes.ttl) (what a graph must hold to), [context.jsonld](../ontology/context.jsonld).

A property marked **one value** is functional: where two articles give two values for one subject, both claims are kept
as disputed and neither is in the core graph.
"""


def ontology_page(ontology: Ontology) -> str:
    """Return the page as Markdown."""
    own = [term for term in ontology.properties if not term.borrowed]
    borrowed = [term for term in ontology.properties if term.borrowed]
    parts = [_HEAD, _prefixes(ontology), "## Classes\n", *_classes(ontology)]
    parts += ["## Properties\n", _properties(ontology, own)]
    parts += ["## Terms of other vocabularies\n", _properties(ontology, borrowed)]
    parts += ["## Codes\n", *_codes(ontology)]
    return "\n".join(parts).rstrip() + "\n"


def _prefixes(ontology: Ontology) -> str:
    rows = ((f"`{prefix}:`", f"<{namespace}>") for prefix, namespace in sorted(ontology.prefixes.items()))
    return "## Prefixes\n\n" + _table(("prefix", "namespace"), rows)


def _classes(ontology: Ontology) -> Iterator[str]:
    rows = (
        (f"`{ontology.short(t.iri)}`", t.label, t.comment, _terms(ontology, t.parents), _near(ontology, t))
        for t in ontology.classes
    )
    yield _table(("class", "label", "meaning", "is a", "close to"), rows)


def _properties(ontology: Ontology, terms: Iterable[Term]) -> str:
    rows = (
        (
            f"`{ontology.short(t.iri)}`",
            t.label,
            _meaning(t),
            _use(ontology, t),
            _terms(ontology, t.parents),
            _near(ontology, t),
        )
        for t in terms
    )
    return _table(("property", "label", "meaning", "from → to", "is a", "close to"), rows)


def _codes(ontology: Ontology) -> Iterator[str]:
    for scheme in ontology.of_kind(TermKind.SCHEME):
        yield f"### {scheme.label[:1].upper()}{scheme.label[1:]}\n\n{scheme.comment}\n"
        codes = (t for t in ontology.of_kind(TermKind.CONCEPT) if scheme.iri in t.parents)
        rows = ((f"`{ontology.short(t.iri)}`", t.label, t.comment, t.notation) for t in codes)
        yield _table(("code", "label", "meaning", "notation"), rows)


def _meaning(term: Term) -> str:
    marks = [
        mark
        for mark, held in (
            ("**one value**", term.functional),
            ("symmetric", term.symmetric),
            ("transitive", term.transitive),
        )
        if held
    ]
    return " ".join([term.comment, *([f"({', '.join(marks)})"] if marks else [])])


def _use(ontology: Ontology, term: Term) -> str:
    if not term.domain and not term.range:
        return ""
    return f"{_terms(ontology, term.domain) or 'any'} → {_terms(ontology, term.range) or 'any'}"


def _near(ontology: Ontology, term: Term) -> str:
    return ", ".join(filter(None, (_terms(ontology, term.close), term.notation)))


def _terms(ontology: Ontology, iris: Iterable[str]) -> str:
    return ", ".join(sorted(f"`{ontology.short(iri)}`" for iri in iris))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
