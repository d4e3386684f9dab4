"""Quads by subject and predicate, whatever their graph: for everything that reads a finished dataset."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeVar, cast

from kgbuild.model.quads import Quad, sorted_quads
from kgbuild.model.terms import RDF_TYPE, RDFS_LABEL, is_iri, literal_of

KGB = "https://w3id.org/kgbuild/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
Made = TypeVar("Made")
_LABELS = (RDFS_LABEL, f"<{SKOS}prefLabel>")


def kgb(name: str) -> str:
    """Return a term of our ontology in N-Quads notation."""
    return f"<{KGB}{name}>"


def local_name(term: str) -> str:
    """Return the last part of an IRI, given as a term or an address.

    >>> local_name("<https://w3id.org/kgbuild/ns#Meeting>")
    'Meeting'
    """
    name = term.strip("<>").rstrip("/#")
    return name[max(name.rfind("/"), name.rfind("#")) + 1 :]


def words_like(name: str) -> str:
    """Return a name of the data as words.

    >>> words_like("startDate"), words_like("at-least")
    ('start date', 'at least')
    """
    return re.sub(r"[A-Z]", lambda m: f" {m[0].lower()}", name).replace("_", " ").replace("-", " ").strip()


class Triples:
    """The triples of some quads; `about[subject][predicate]` lists the objects in order."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Read the quads, each triple once."""
        self.about: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
        self._typed: dict[str, list[str]] = defaultdict(list)
        self._labels: dict[str, str] = {}
        self._made: dict[Callable[[Triples], object], object] = {}
        alone: dict[str, tuple[str]] = {}  # most values stand alone, and are few: this takes a quarter of their memory
        for subject, group in groupby(sorted_quads(quads), key=itemgetter(0)):
            found = self.about[subject]
            for _, predicate, object_, _ in group:
                objects = found.get(predicate)
                if objects is None:
                    found[predicate] = alone.get(object_) or alone.setdefault(object_, (object_,))
                elif objects[-1] != object_:  # else in another graph
                    if isinstance(objects, list):
                        objects.append(object_)
                    else:
                        found[predicate] = [*objects, object_]
            for kind in found.get(RDF_TYPE, ()):
                self._typed[kind].append(subject)

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Triples:
        """Return the triples of N-Quads as we write them, sorted, each quad in a graph: in a fraction of the time that
        reading quads takes."""
        found = cls(())
        about, typed = found.about, found._typed
        names: dict[str, str] = {}
        alone: dict[str, tuple[str]] = {}
        said: dict[str, Sequence[str]] = {}
        last = ""
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            object_ = rest[: rest.rindex(" ", 0, -3)]
            if subject != last:
                last = subject
                said = about[subject] = {}
            objects = said.get(predicate)
            if objects is None:
                predicate = names.setdefault(predicate, predicate)
                said[predicate] = alone.get(object_) or alone.setdefault(object_, (object_,))
            elif objects[-1] == object_:  # in another graph
                continue
            else:
                said[predicate] = (*objects, object_)
            if predicate == RDF_TYPE:
                typed[object_].append(last)
        return found

    @classmethod
    def of_subjects(cls, about: Iterable[tuple[str, dict[str, Sequence[str]]]]) -> Triples:
        """Return the triples of subjects, sorted, each with its objects by predicate."""
        found = cls(())
        found.about.update(about)
        for subject, said in found.about.items():
            for kind in said.get(RDF_TYPE, ()):
                found._typed[kind].append(subject)
        return found

    @property
    def kept(self) -> tuple[dict[str, dict[str, Sequence[str]]], dict[str, list[str]]]:
        """All that `restored` needs."""
        return dict(self.about), {kind: subjects for kind, subjects in self._typed.items() if subjects}

    @classmethod
    def restored(cls, about: Mapping[str, dict[str, Sequence[str]]], typed: Mapping[str, list[str]]) -> Triples:
        """Return triples from what `kept` gave."""
        found = cls(())
        found.about.update(about)
        found._typed.update(typed)
        return found

    def part(self, subjects: Iterable[str]) -> Triples:
        """Return the triples of some subjects."""
        return self.of_subjects((s, self.about[s]) for s in sorted(subjects) if s in self.about)

    def changed(self, now: Mapping[str, Iterable[Quad]]) -> Triples:
        """Return the triples after a change, given all quads that some subjects have now; one without any is gone.
        These must not be used any more."""
        fresh = Triples(quad for quads in now.values() for quad in quads)
        gone: dict[str, set[str]] = defaultdict(set)
        for subject in now:
            for kind in self.about.pop(subject, {}).get(RDF_TYPE, ()):
                gone[kind].add(subject)
        self.about.update(fresh.about)
        found = Triples(())
        found.about.update((subject, self.about[subject]) for subject in sorted(self.about))
        found._typed.update(self._typed)
        for kind in {*gone, *fresh._typed}:
            left = (one for one in self._typed.get(kind, ()) if one not in gone[kind])
            found._typed[kind] = sorted((*left, *fresh._typed.get(kind, ())))
        return found

    @classmethod
    def of(cls, quads: Iterable[Quad] | Triples) -> Triples:
        """Return quads so read, those that are already as they are: reading them is what costs."""
        return quads if isinstance(quads, Triples) else cls(quads)

    def once(self, make: Callable[[Triples], Made]) -> Made:
        """Return what `make` makes of these triples, made where it is first asked for; it must not be changed."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    @property
    def triples(self) -> Iterator[tuple[str, str, str]]:
        """All triples, sorted."""
        for subject, values in self.about.items():
            for predicate, objects in values.items():
                yield from ((subject, predicate, object_) for object_ in objects)

    def objects(self, subject: str, predicate: str) -> Sequence[str]:
        """Return the objects of a subject and a predicate."""
        found = self.about.get(subject)
        return found.get(predicate, ()) if found else ()

    def one(self, subject: str, predicate: str) -> str:
        """Return the first object, or an empty text."""
        found = self.about.get(subject)
        objects = found.get(predicate) if found else None
        return objects[0] if objects else ""

    def text(self, subject: str, predicate: str) -> str:
        """Return a literal's value: in English or without a language first, so that it does not depend on which
        languages were added."""
        objects = self.objects(subject, predicate)
        if len(objects) < 2:
            return literal_of(objects[0]).value if objects and not is_iri(objects[0]) else ""
        values = [literal_of(term) for term in objects if not is_iri(term)]
        return min(values, key=lambda value: (value.language not in {"en", ""}, value)).value if values else ""

    def label(self, subject: str) -> str:
        """Return a node's label, of a quantity what it says, or the last part of its IRI."""
        known = self._labels.get(subject)
        if known is None:
            found = (self.text(subject, predicate) for predicate in _LABELS)
            known = next(filter(None, found), "") or self._amount(subject) or local_name(subject)
            self._labels[subject] = known
        return known

    def _amount(self, quantity: str) -> str:
        """Return a quantity for people: `at least 20 wounded`, `420,000,000 EUR`; empty for anything else."""
        value = self.text(quantity, kgb("value"))
        if not value:
            return ""
        whole, point, rest = value.partition(".")
        number = f"{int(whole):,}{point}{rest}" if whole.isdecimal() else value
        bound, measure = (words_like(local_name(self.one(quantity, kgb(name)))) for name in ("bound", "measure"))
        unit = self.text(quantity, kgb("currency")) or (measure if measure != "amount" else "")
        return " ".join(filter(None, (bound, number, unit)))

    def shown(self, term: str) -> str:
        """Return what to write for a term: a node's label, a literal's value."""
        return self.label(term) if is_iri(term) else literal_of(term).value if term else ""

    def typed(self, without: Collection[str]) -> list[str]:
        """Return the subjects that have a class which is none of `without` (terms), sorted."""
        return sorted({s for kind, subjects in self._typed.items() if kind not in without for s in subjects})

    def with_type(self, name: str) -> list[str]:
        """Return the subjects of a class of our ontology, sorted."""
        return list(self._typed.get(kgb(name), ()))
