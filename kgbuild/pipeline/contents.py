"""What is in a dataset, in numbers: counted, or read from an earlier description and brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kgbuild.model.gathered import Gathered
from kgbuild.model.terms import RDF_TYPE, iri, literal_of
from kgbuild.model.triples import Triples, kgb
from kgbuild.serialize.prefixes import VOID
from kgbuild.serialize.splice import Subject

EXAMPLES = ("Meeting", "Event", "Person", "Position")


class Contents(NamedTuple):
    """How many triples and subjects there are, how many entities of each class and triples of each property (terms),
    and the first entity of each class of `EXAMPLES` that there is."""

    triples: int
    subjects: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    examples: Mapping[str, str]


def contents_of(quads: Gathered) -> Contents:
    """Return the contents of a dataset; without `examples`."""
    classes = Counter(obj for _, own in quads.triples() for predicate, obj in own if predicate == RDF_TYPE)
    subjects, properties = quads.counts
    return Contents(properties.total(), subjects, classes, properties, {})


def contents_said(description: Triples, dataset: str) -> Contents:
    """Return the contents that a description says a dataset (a term) to have; `examples` are found anew."""

    def number(node: str, name: str) -> int:
        return int(literal_of(description.one(node, iri(f"{VOID}{name}"))).value)

    def parts(kind: str, unit: str) -> dict[str, int]:
        found = description.objects(dataset, iri(f"{VOID}{kind}Partition"))
        return {description.one(part, iri(f"{VOID}{kind}")): number(part, unit) for part in found}

    return Contents(
        number(dataset, "triples"),
        number(dataset, "distinctSubjects"),
        parts("class", "entities"),
        parts("property", "triples"),
        {},
    )


def contents_now(before: Contents, subjects: Iterable[Subject]) -> Contents:
    """Return contents brought up to date by what all subjects that changed were and are; without `examples`."""
    found: list[Counter[str]] = [Counter(before.classes), Counter(before.properties)]
    triples, number = before.triples, before.subjects
    for _, old, new in subjects:
        triples += len(new) - len(old)
        number += bool(new) - bool(old)
        for sign, quads in ((-1, old), (1, new)):
            for quad in quads:
                found[1][quad.predicate] += sign
                if quad.predicate == RDF_TYPE:
                    found[0][quad.object] += sign
    classes, properties = ({term: count for term, count in counts.items() if count} for counts in found)
    return Contents(triples, number, classes, properties, {})


def with_examples(contents: Contents, facts: Triples) -> Contents:
    """Return the contents of a dataset with the first entity of each class."""
    kinds = ((kgb(name), facts.with_type(name)) for name in EXAMPLES)
    return contents._replace(examples={kind: every[0] for kind, every in kinds if every})
