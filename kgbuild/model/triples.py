"""Quads by subject and predicate, whatever their graph: for everything that reads a finished dataset."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar, cast

from kgbuild.model.chunks import Chunked, Chunks, chunked
from kgbuild.model.gathered import Gathered
from kgbuild.model.quads import Quad, sorted_quads
from kgbuild.model.spans import IN_ARTICLE, Packed, Said, Spans, pack
from kgbuild.model.terms import RDF_TYPE, RDFS_LABEL, is_iri, literal_of
from kgbuild.model.vocabulary import SUBJECT

KGB = "https://w3id.org/kgbuild/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
Made = TypeVar("Made")
_SPAN, _OF_CLAIM = "/span/", "/claim/"
_NOTHING: Said = {}
LABELS = (RDFS_LABEL, f"<{SKOS}prefLabel>")


def kgb(name: str) -> str:
    """Return a term of our ontology in N-Quads notation."""
    return f"<{KGB}{name}>"


@lru_cache(maxsize=4096)  # kinds, predicates and stances come again and again
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


_SPANS, _CLAIM = kgb("Span"), kgb("Claim")


class Patch(NamedTuple):
    """What is otherwise in triples now: subjects but for spans (None: gone), and spans, packed."""

    about: Mapping[str, Said | None]
    spans: Packed


class Lean(NamedTuple):
    """Triples as they are kept: without spans and claims, the subjects of each class, the spans, packed, the claims
    about each subject, and the claims, packed."""

    about: dict[str, Said]
    typed: Mapping[str, list[str]]
    spans: Packed
    claimed: dict[str, list[str]]
    claims: Chunked

    def patch(self, now: Mapping[str, Iterable[Quad]], before: Iterable[Patch] = ()) -> Patch:
        """Return what changes after some patches `before`, given all quads that some subjects have now; one without any
        is gone."""
        fresh = Triples(quad for quads in now.values() for quad in quads).about
        spans = {s: fresh.get(s) for s in now if _SPAN in s}
        spans = {s: said if said and _is_span(s, said) else None for s, said in spans.items()}
        packed = Spans(self.spans).patched(patch.spans for patch in before).patch(spans)
        return Patch({s: None if spans.get(s) else fresh.get(s) for s in now}, packed)


def _is_span(subject: str, said: Said) -> bool:
    """Whether a subject is packed: a span, and nothing else."""
    return _SPAN in subject and list(said.get(RDF_TYPE, ())) == [_SPANS] and len(said.get(IN_ARTICLE, ())) == 1


def _is_claim(subject: str, said: Said) -> bool:
    """Whether a subject is packed: a claim, and nothing else."""
    return _OF_CLAIM in subject and list(said.get(RDF_TYPE, ())) == [_CLAIM]


def _claimed(every: Iterable[tuple[str, Said | None]]) -> dict[str, list[str]]:
    """Return the claims among subjects, given with what they say, by what each is about."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim, said in every:
        if said and SUBJECT in said and _CLAIM in said.get(RDF_TYPE, ()):
            found[said[SUBJECT][0]].append(claim)
    return dict(found)


def _by_subject(quads: Iterable[Quad]) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    for subject, own in groupby(sorted_quads(quads), key=itemgetter(0)):
        yield subject, [quad[1:3] for quad in own]


class Triples:
    """The triples of some quads; `about[subject][predicate]` lists the objects in order. Once restored, spans and
    claims are packed and not in `about`: `said` has them too."""

    def __init__(self, quads: Iterable[Quad] | Gathered) -> None:
        """Read the quads, each triple once."""
        self.about: dict[str, Said] = defaultdict(dict)
        self._typed: dict[str, list[str]] = defaultdict(list)
        self._labels: dict[str, str] = {}
        self._spans: Spans | None = None
        self._claims = Chunks(((), ()))
        self._made: dict[Callable[[Triples], object], object] = {}
        self._claimed: dict[str, list[str]] | None = None
        alone: dict[str, tuple[str]] = {}  # most values stand alone, and are few: this takes a quarter of their memory
        for subject, own in quads.triples() if isinstance(quads, Gathered) else _by_subject(quads):
            found = self.about[subject] = dict[str, Sequence[str]]()
            for predicate, object_ in own:
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
    def of_subjects(cls, about: Iterable[tuple[str, Said]]) -> Triples:
        """Return the triples of subjects, sorted, each with its objects by predicate."""
        found = cls(())
        found.about.update(about)
        for subject, said in found.about.items():
            for kind in said.get(RDF_TYPE, ()):
                found._typed[kind].append(subject)
        return found

    def lean(self) -> Lean:
        """Return all that `restored` needs; spans and claims are packed."""
        claims = {s: said for s, said in self.about.items() if _is_claim(s, said)}
        packed = chunked(sorted((*claims.items(), *self._claims.every), key=itemgetter(0)))
        if self._spans is not None:
            about = {s: said for s, said in self.about.items() if s not in claims}
            return Lean(about, dict(self._typed), self._spans.packed, dict(self.claimed), packed)
        spans = {s: said for s, said in self.about.items() if _is_span(s, said)}
        typed = dict(self._typed) | {_SPANS: [s for s in self._typed[_SPANS] if s not in spans]}
        about = {s: said for s, said in self.about.items() if s not in spans and s not in claims}
        return Lean(about, typed, pack(spans.items()), dict(self.claimed), packed)

    @classmethod
    def restored(cls, lean: Lean, patches: Sequence[Patch] = ()) -> Triples:
        """Return triples from what `lean` gave, after some patches; it must not be used any more."""
        found = cls(())
        about = lean.about
        now = {subject: said for patch in patches for subject, said in patch.about.items()}
        old = {subject: about.pop(subject) for subject in now if subject in about}
        claims = Chunks(lean.claims)
        old |= {subject: said for subject in now if (said := claims.find(subject)) is not None}
        found._claims = Chunks(lean.claims, now)
        about |= {subject: said for subject, said in now.items() if said is not None}
        ordered = sorted(about) if now else about.keys()
        found.about.update(zip(ordered, map(about.__getitem__, ordered), strict=True))
        found._typed.update(lean.typed)
        kinds = {kind for said in (*old.values(), *now.values()) if said for kind in said.get(RDF_TYPE, ())}
        for kind in kinds:
            left = [s for s in lean.typed.get(kind, ()) if s not in now]
            left += (s for s, said in now.items() if said and kind in said.get(RDF_TYPE, ()))
            found._typed[kind] = sorted(left)  # nearly sorted as it is
        found._spans = Spans(lean.spans).patched(patch.spans for patch in patches)
        found._claimed, fresh = lean.claimed, _claimed(now.items())
        for one in {*_claimed(old.items()), *fresh}:
            left = [claim for claim in lean.claimed.pop(one, ()) if claim not in now]
            if left or one in fresh:
                lean.claimed[one] = sorted((*left, *fresh.get(one, ())))
        return found

    def part(self, subjects: Iterable[str]) -> Triples:
        """Return the triples of some subjects."""
        return self.of_subjects((s, said) for s in sorted(subjects) if (said := self.said(s)))

    def whole(self) -> Triples:
        """Return the same triples with no span packed."""
        if self._spans is None:
            return self
        every = (*self.about.items(), *self._claims.every, *self._spans.every)
        return self.of_subjects(sorted(every, key=itemgetter(0)))

    def spans_in(self, articles: Set[str]) -> Iterator[str]:
        """Yield the spans that stand in some articles."""
        if self._spans is not None:
            yield from self._spans.open(articles)
        for span in self._typed.get(_SPANS, ()):
            if not articles.isdisjoint(self.about[span].get(IN_ARTICLE, ())):
                yield span

    @classmethod
    def of(cls, quads: Iterable[Quad] | Triples) -> Triples:
        """Return quads so read, those that are already as they are: reading them is what costs."""
        return quads if isinstance(quads, Triples) else cls(quads)

    def once(self, make: Callable[[Triples], Made]) -> Made:
        """Return what `make` makes of these triples, made where it is first asked for; it must not be changed."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    def know(self, make: Callable[[Triples], Made], made: Made) -> None:
        """Take what `make` would make of these triples, where it is known without."""
        self._made[make] = made

    @property
    def claimed(self) -> Mapping[str, list[str]]:
        """The claims about each subject, in order."""
        if self._claimed is None:
            self._claimed = _claimed((claim, self.about[claim]) for claim in self._typed.get(_CLAIM, ()))
        return self._claimed

    @property
    def triples(self) -> Iterator[tuple[str, str, str]]:
        """All triples, sorted."""
        for subject, values in self.whole().about.items():
            for predicate, objects in values.items():
                yield from ((subject, predicate, object_) for object_ in objects)

    def said(self, subject: str) -> Said:
        """Return the objects of a subject by predicate."""
        found: Said | None = self.about.get(subject)
        if found is None and self._spans is not None:
            packed = self._spans if _SPAN in subject else self._claims if _OF_CLAIM in subject else None
            found = packed.find(subject) if packed is not None else None
        return _NOTHING if found is None else found

    def objects(self, subject: str, predicate: str) -> Sequence[str]:
        """Return the objects of a subject and a predicate."""
        return self.said(subject).get(predicate, ())

    def one(self, subject: str, predicate: str) -> str:
        """Return the first object, or an empty text."""
        objects = self.said(subject).get(predicate)
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
            found = (self.text(subject, predicate) for predicate in LABELS)
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
        if self._spans is not None and _SPANS not in without:
            return self.whole().typed(without)
        return sorted({s for kind, subjects in self._typed.items() if kind not in without for s in subjects})

    def with_type(self, name: str) -> list[str]:
        """Return the subjects of a class of our ontology, sorted."""
        if self._spans is not None and name == "Span":
            return self.whole().with_type(name)
        return list(self._typed.get(kgb(name), ()))
