"""The facts of a build's articles: of those that did not change only the outline is loaded, until somebody looks at
more; the others are read now."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgbuild.facts_store import FactsStore, batches
from kgbuild.identifiers import digest
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.pipeline.project import Project
from kgbuild.pipeline.reader import code_digest
from kgbuild.problems import Problem
from kgbuild.resolve.outline import Outline
from kgbuild.resolve.recall import Memory, Recall
from kgbuild.resolve.resolve import Outlined, outlined
from kgbuild.resolve.words import IdentityWords, load_identity_words

Extract = Callable[[Sequence[Article], Project], Iterator[ArticleFacts | Problem]]
"""A way to read articles: yields the facts of each, in order, or what is wrong with one that could not be read."""

_LEVEL = 1  # zlib's quickest
_FACTS = frozenset({"kgbuild.model.facts", "kgbuild.model.gist"})
_OURS = frozenset(f"kgbuild.resolve.{name}" for name in ("outline", "nodes", "telling", "remarks", "stories"))


class _Outlines(pickle.Unpickler):
    """Reads outlines, texts and tuples, and nothing else: a file from elsewhere can run no code."""

    def find_class(self, module: str, name: str) -> object:
        if module in _OURS or module in _FACTS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no outline")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store has of earlier builds; `maker` is the digest of what made it: our code and the words it knows."""

    store: FactsStore
    maker: str

    def outlines(self, articles: Iterable[Article]) -> dict[str, Outline]:
        """Return the outlines that are kept, by the digest of the article as read."""
        words = {self._key(self.store.words(a)): self.store.words(a) for a in articles}
        found = ((words[key], _read(data)) for key, data in self.store.derived(words))
        return {one: outline for one, outline in found if isinstance(outline, Outline)}

    def keep_outlines(self, made: Mapping[str, Outline]) -> None:
        """Keep outlines by the digest of the article as read."""
        self.store.keep_derived({self._key(words): _written(outline) for words, outline in made.items()})

    def recall(self) -> Recall:
        """Return what came of comparisons in the last build."""
        for _, data in self.store.derived([self._key("recall")]):
            found = _read(data)
            if isinstance(found, tuple):
                return Recall(*map(Memory, found))
        return Recall()

    def keep_recall(self, recall: Recall) -> None:
        """Keep what came of the comparisons of this build, where it is not what was known."""
        if any(m.new.keys() != m.old.keys() for m in (recall.pairs, recall.acts)):
            self.store.keep_derived({self._key("recall"): _written((recall.pairs.new, recall.acts.new))})

    def _key(self, of: str) -> str:
        return f"resolve {digest(self.maker, self.store.reader, of)}"


def kept_in(store: FactsStore | None) -> Kept | None:
    """Return what a store has besides facts; the words that resolving knows are of the lexicons that a reader has."""
    return Kept(store, code_digest()) if store is not None else None


def _written(made: object) -> bytes:
    return zlib.compress(pickle.dumps(made, protocol=5), _LEVEL)


def _read(data: bytes) -> Any:
    try:
        return _Outlines(io.BytesIO(zlib.decompress(data))).load()
    except Exception:  # whatever broken bytes lead to
        return None


@dataclass(frozen=True, slots=True)
class _Loader:
    """Loads the facts of an article; what is broken, or cleared away by another build meanwhile, is read anew."""

    article: Article
    project: Project
    store: FactsStore
    extract: Extract

    def __call__(self) -> ArticleFacts:
        facts = self.store.find(self.article)
        if facts is not None:
            return facts
        (read,) = self.extract([self.article], self.project)
        if isinstance(read, Problem):
            raise RuntimeError(f"{self.article.id} was read before and cannot be read now: {read.what}")
        return read


def loaded_or_read(
    articles: Sequence[Article], project: Project, store: FactsStore | None, *, extract: Extract
) -> Iterator[Outlined | Problem]:
    """Yield each article as it is compared with others, in order: those that `store` has, the others read now and kept
    in it."""
    kept, identity = kept_in(store), load_identity_words(project.lexicon)
    if store is None or kept is None:
        yield from (_outlined(one, identity) for one in extract(articles, project))
        return
    known = kept.outlines(articles)
    missing = [a for a in articles if store.words(a) not in known and store.lacks(a)]
    found = _kept(zip(missing, extract(missing, project), strict=True), store)
    new = set(map(id, missing))
    made: dict[str, Outline] = {}
    for article in articles:
        words = store.words(article)
        own = digest(store.reader, words)
        if words in known:
            yield Outlined(known[words], _Loader(article, project, store, extract), own)
            continue
        facts = next(found) if id(article) in new else store.find(article)
        if facts is None:
            facts = next(_kept(zip([article], extract([article], project), strict=True), store))
        one = _outlined(facts, identity)
        if isinstance(one, Outlined):
            made[words] = one.outline
            one = one._replace(digest=own)
        yield one
    kept.keep_outlines(made)
    store.used(articles)


def _outlined(facts: ArticleFacts | Problem, words: IdentityWords) -> Outlined | Problem:
    return facts if isinstance(facts, Problem) else outlined(facts, words)


def _kept(
    found: Iterable[tuple[Article, ArticleFacts | Problem]], store: FactsStore
) -> Iterator[ArticleFacts | Problem]:
    for batch in batches(found):
        store.keep([(article, one) for article, one in batch if isinstance(one, ArticleFacts)])
        yield from (one for _, one in batch)
