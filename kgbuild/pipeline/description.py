"""The dataset says what it is: VoID and DCAT for what is in it and which files hold it, PROV-O for how it was made.

Times are left out, so that equal input gives equal bytes; `run.log.json` has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from kgbuild.identifiers import article_slug
from kgbuild.model.gist import Gist
from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF_TYPE, RDFS_LABEL, XSD, iri, literal
from kgbuild.pipeline.contents import Contents
from kgbuild.serialize.prefixes import VOCABULARIES, VOID
from kgbuild.version import VERSION

DCAT, SPDX = "http://www.w3.org/ns/dcat#", "http://spdx.org/rdf/terms#"
PREFIXES = {"void": VOID, "dcat": DCAT, "spdx": SPDX}
_DCTERMS, _PROV, _KGB, _FOAF = (VOCABULARIES[name] for name in ("dcterms", "prov", "kgb", "foaf"))
RDFS_SEE_ALSO = iri(f"{VOCABULARIES['rdfs']}seeAlso")
DESCRIPTION, ONTOLOGY = "void.ttl", "ontology.ttl"
"""The files that a loader is led to."""

_SOFTWARE = iri(f"https://w3id.org/kgbuild/software/{VERSION}")
_MEDIA = {
    ".ttl": "text/turtle", ".jsonld": "application/ld+json", ".trig": "application/trig", ".nq": "application/n-quads",
    ".jsonl": "application/x-ndjson", ".graphml": "application/xml", ".gexf": "application/xml", ".csv": "text/csv",
    ".html": "text/html", "-metadata.json": "application/csvm+json",
}  # fmt: skip
_ENGLISH = iri("http://publications.europa.eu/resource/authority/language/ENG")
_ONTOLOGY_IRI = iri("https://w3id.org/kgbuild/ns")
_IANA = "https://www.iana.org/assignments/media-types/"
_ABOUT = (
    "Who met whom, where and when, and who said what, as news articles tell it: accepted facts in one graph, what each "
    "article claims in a graph of its own, with the words it rests on."
)
LIGHT = "The words that claims rest on are left out of the dataset files; tables/spans.csv has them."
_RIGHTS = "Quotes short stretches of the articles it is derived from; each has its own terms (dcterms:rights)."


class Dump(NamedTuple):
    """A file of the output folder."""

    name: str
    size: int
    sha256: str


def dump_of(name: str, data: bytes) -> Dump:
    """Return what is said of a file."""
    return Dump(name, len(data), sha256(data).hexdigest())


class Maker(NamedTuple):
    """How a dataset was made: with which versions of what reads the texts, and what is to be said of it besides."""

    versions: Mapping[str, str]
    note: str = ""


def description(
    contents: Contents, articles: Iterable[Gist], dumps: Iterable[Dump], *, base: str, maker: Maker
) -> list[Quad]:
    """Return the triples that describe a dataset whose IRIs begin with `base`.

    Every node has an IRI below `<base>dataset`, but for the articles and the software.
    """
    root = f"{base}dataset"
    said = [
        *_contents(root, contents, base),
        *_terms_of_use(root, maker.note),
        *_origin(root, articles, base, maker.versions),
        *(triple for dump in dumps for triple in _distribution(root, dump, base)),
    ]
    return sorted({Quad(subject, iri(predicate), value) for subject, predicate, value in said})


def leads(articles: Iterable[str], *, base: str) -> list[Quad]:
    """Return what leads from every article (its id) of a dataset to the files that describe it, in a graph of its own.

    The files stand beside the dataset, at the base of its IRIs.
    """
    one, graph = iri(f"{base}dataset"), f"<{base}graph/dataset>"
    beside = [iri(f"{base}{name}") for name in (DESCRIPTION, ONTOLOGY)]
    return [
        Quad(one, RDF_TYPE, iri(f"{VOID}Dataset"), graph),
        Quad(one, iri(f"{_DCTERMS}conformsTo"), _ONTOLOGY_IRI, graph),
        *(Quad(one, RDFS_SEE_ALSO, file, graph) for file in beside),
        *(Quad(file, RDF_TYPE, iri(f"{_FOAF}Document"), graph) for file in beside),
        *(Quad(iri(f"{base}article/{article_slug(a)}"), iri(f"{VOID}inDataset"), one, graph) for a in articles),
    ]


_Triple = tuple[str, str, str]


def _number(value: int) -> str:
    return literal(str(value), datatype=f"{XSD}integer")


def _typed(node: str, kind: str) -> _Triple:
    return node, RDF_TYPE[1:-1], iri(kind)


def _contents(root: str, contents: Contents, base: str) -> Iterator[_Triple]:
    """Yield what is in it: sizes, vocabularies, classes, properties, an example of each important kind."""
    one, types, properties = iri(root), contents.classes, contents.properties
    yield from (_typed(one, kind) for kind in (f"{VOID}Dataset", f"{DCAT}Dataset", f"{_PROV}Entity"))
    reports = types.get(iri(f"{_KGB}Article"), 0)
    title = f"Knowledge graph of {reports} news article{'' if reports == 1 else 's'}"
    yield one, f"{_DCTERMS}title", literal(title, language="en")
    yield one, f"{VOID}uriSpace", literal(base)
    yield one, f"{VOID}triples", _number(contents.triples)
    yield one, f"{VOID}distinctSubjects", _number(contents.subjects)
    terms = {*types, *properties}
    for namespace in VOCABULARIES.values():
        if any(term.startswith(f"<{namespace}") for term in terms):
            yield one, f"{VOID}vocabulary", iri(namespace)
    for kind, unit, counts in (("class", "entities", types), ("property", "triples", properties)):
        for term, count in counts.items():
            part = iri(f"{root}/{kind}/{sha256(term.encode()).hexdigest()[:12]}")
            yield one, f"{VOID}{kind}Partition", part
            yield part, f"{VOID}{kind}", term
            yield part, f"{VOID}{unit}", _number(count)
    yield from ((one, f"{VOID}exampleResource", example) for example in contents.examples.values())


def _terms_of_use(root: str, note: str) -> Iterator[_Triple]:
    """Yield what it is, in words, and under which terms."""
    one = iri(root)
    yield one, f"{_DCTERMS}description", literal(f"{_ABOUT} {note}".strip(), language="en")
    yield one, f"{_DCTERMS}rights", literal(_RIGHTS, language="en")
    for name, value, kind in (("language", _ENGLISH, "LinguisticSystem"), ("conformsTo", _ONTOLOGY_IRI, "Standard")):
        yield one, f"{_DCTERMS}{name}", value
        yield _typed(value, f"{_DCTERMS}{kind}")
    yield from ((one, f"{DCAT}keyword", literal(word, language="en")) for word in ("claims", "events", "news"))


def _origin(root: str, articles: Iterable[Gist], base: str, versions: Mapping[str, str]) -> Iterator[_Triple]:
    """Yield how it was made: from which articles, under which terms, by what software."""
    one, build = iri(root), iri(f"{root}/build")
    yield _typed(build, f"{_PROV}Activity")
    yield _typed(_SOFTWARE, f"{_PROV}SoftwareAgent")
    yield _SOFTWARE, RDFS_LABEL[1:-1], literal(f"kgbuild {VERSION}", language="en")
    yield one, f"{_PROV}wasGeneratedBy", build
    yield build, f"{_PROV}wasAssociatedWith", _SOFTWARE
    for name, version in versions.items():
        yield build, f"{_DCTERMS}requires", literal(f"{name} {version}")
    for article in articles:
        slug = article_slug(article.article)
        node = iri(f"{base}article/{slug}")
        yield build, f"{_PROV}used", node
        yield one, f"{_PROV}wasDerivedFrom", node
        yield from _checksum(node, f"{root}/checksum/{slug}", article.written)
        if article.licence:
            yield node, f"{_DCTERMS}rights", literal(article.licence)


def _distribution(root: str, dump: Dump, base: str) -> Iterator[_Triple]:
    """Yield a file; its address is the one it has where the folder is published at the base of its IRIs."""
    node, address = iri(f"{root}/file/{dump.name}"), iri(f"{base}{dump.name}")
    yield node, f"{DCAT}accessURL", address
    yield node, f"{DCAT}downloadURL", address
    if dump.name.startswith("dataset."):
        yield iri(root), f"{VOID}dataDump", address
    yield iri(root), f"{DCAT}distribution", node
    yield _typed(node, f"{DCAT}Distribution")
    yield node, f"{_DCTERMS}title", literal(dump.name)
    yield node, f"{DCAT}byteSize", literal(str(dump.size), datatype=f"{XSD}nonNegativeInteger")
    name = dump.name.removesuffix(".gz")
    if name != dump.name:
        yield node, f"{DCAT}compressFormat", iri(f"{_IANA}application/gzip")
        yield _typed(iri(f"{_IANA}application/gzip"), f"{_DCTERMS}MediaType")
    media = next((m for ending, m in _MEDIA.items() if name.endswith(ending)), "")
    if media:
        yield node, f"{DCAT}mediaType", iri(f"{_IANA}{media}")
        yield _typed(iri(f"{_IANA}{media}"), f"{_DCTERMS}MediaType")
    yield from _checksum(node, f"{root}/checksum/{dump.name}", dump.sha256)


def _checksum(of: str, address: str, value: str) -> Iterator[_Triple]:
    node = iri(address)
    yield of, f"{SPDX}checksum", node
    yield _typed(node, f"{SPDX}Checksum")
    yield node, f"{SPDX}algorithm", iri(f"{SPDX}checksumAlgorithm_sha256")
    yield node, f"{SPDX}checksumValue", literal(value, datatype=f"{XSD}hexBinary")
