"""The facts of a build's articles: of those that did not change only the outline is loaded, until somebody looks at
more; the others are read now."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from kgbuild.facts_store import FactsStore, batches
from kgbuild.identifiers import digest
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts
from kgbuild.model.gist import words_of
from kgbuild.model.on_demand import Later
from kgbuild.model.plain import Ours
from kgbuild.pipeline.collecting import uncollected
from kgbuild.pipeline.kept_outcome import read_words
from kgbuild.pipeline.project import Project
from kgbuild.pipeline.reader import code_digest
from kgbuild.problems import Problem
from kgbuild.read.again import Again
from kgbuild.read.articles import SHOWN_STDIN, Defaults, Unread
from kgbuild.resolve.outline import Outline, flat_outline, outline_from
from kgbuild.resolve.recall import Memory, Recall
from kgbuild.resolve.resolve import Outlined, outlined
from kgbuild.resolve.words import IdentityWords

Extract = Callable[[Sequence[Article], Project], Iterator[ArticleFacts | Problem]]
"""A way to read articles: yields the facts of each, in order, or what is wrong with one that could not be read."""

_PORTION = 256  # articles asked for together
_PARTS = ("resolve.nodes", "resolve.outline", "resolve.remarks", "resolve.stories", "resolve.telling")
_OURS = frozenset(f"kgbuild.{name}" for name in ("model.facts", "model.gist", *_PARTS))  # runs no code of others


class _Remembered(NamedTuple):
    """An article that was compared before: its id, its path, the digest of its words, its outline."""

    article: str
    path: str
    words: str
    outline: Later[Outline]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store has of earlier builds; `maker` is the digest of what made it: our code and the words it knows.
    `words` are those of the articles compared last, by the keys of their outlines, which are read when they are looked
    at."""

    store: FactsStore
    maker: str
    words: Mapping[str, str]

    def found(self, articles: Iterable[Unread], lost: Callable[[Unread, str], Outline]) -> Iterator[_Found]:
        """Yield each article with the key to keep an outline under: remembered where that is kept, else read. `lost`
        gives an outline that is not there any more, given the digest of its words."""
        every = iter(articles)
        while some := list(islice(every, _PORTION)):
            keys = [self._key(one.raw) for one in some]
            self.store.hold(key for key in keys if key in self.words)
            kept = dict(self.store.derived(key for key in keys if key not in self.words))
            for key, one in zip(keys, some, strict=True):
                outline = _outline(kept[key]) if key in kept else None
                article, path = one.draft.article.id, one.draft.article.path
                if path == SHOWN_STDIN or (outline is None and key not in self.words):
                    yield key, one.article()
                elif outline is not None:
                    words = outline.gist.words
                    yield key, _Remembered(article, path, words, Later(partial(_same, outline), outline))
                else:
                    later = Later(partial(self._later, key, one, lost))
                    yield key, _Remembered(article, path, self.words[key], later)

    def _later(self, key: str, article: Unread, lost: Callable[[Unread, str], Outline]) -> Outline:
        found = next((_outline(data) for _, data in self.store.derived([key])), None)
        return found or lost(article, self.words[key])

    def keep_outlines(self, made: Mapping[str, Outline]) -> None:
        """Keep outlines under the keys that `found` gave."""
        flat = {key: (flat_outline(one), pickle.dumps(one.remarks.value, protocol=5)) for key, one in made.items()}
        self.store.keep_derived({key: _written(said) for key, said in flat.items()})

    def recall(self) -> Recall:
        """Return what came of comparisons in the last build."""
        kept = dict(self.store.derived([self._key("recall")]))  # all of it: then it counts as asked for
        found = [_read(data) for data in kept.values()]
        return Recall(*map(Memory, found[0])) if found and isinstance(found[0], tuple) else Recall()

    def keep_recall(self, recall: Recall) -> None:
        """Keep what came of the comparisons of this build, where it is not what was known."""
        if any(m.new.keys() != m.old.keys() for m in recall.every):
            self.store.keep_derived({self._key("recall"): _written(tuple(m.new for m in recall.every))})

    def _key(self, of: str) -> str:
        said = f"{self.maker} {self.store.reader} {of}"
        return f"resolve {sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


_Found = tuple[str, _Remembered | Article]


def kept_in(store: FactsStore | None, folder: Path) -> Kept | None:
    """Return what the store of a project in a folder has besides facts; the words that resolving knows are of the
    lexicons that a reader has."""
    return Kept(store, code_digest(), read_words(folder)) if store is not None else None


def _same(outline: Outline) -> Outline:
    return outline


def _written(made: object) -> bytes:
    return pickle.dumps(made, protocol=5)  # half as large when packed, but unpacking takes as long as reading


def _read(data: bytes) -> Any:
    try:
        return _loaded(data)
    except Exception:  # whatever broken bytes lead to
        return None


def _loaded(data: bytes) -> Any:
    return Ours(data, _OURS).load()


def _outline(data: bytes) -> Outline | None:
    """Return a kept outline, with its remarks as bytes until somebody looks at them."""
    match _read(data):
        case tuple(known), bytes(remarks):
            return outline_from(known, Later(partial(_loaded, remarks)))
    return None


@dataclass(frozen=True, slots=True)
class _Loader:
    """Loads the facts of an article (its id, its path, the digest of its words); what is broken, or cleared away by
    another build meanwhile, is read anew."""

    id: str
    path: str
    words: str
    project: Project
    store: FactsStore
    extract: Extract

    def __call__(self) -> ArticleFacts:
        facts = self.store.find(self.words)
        if facts is not None:
            return facts
        (read,) = self.extract([self._article()], self.project)
        if isinstance(read, Problem):
            raise RuntimeError(f"{self.id} was read before and cannot be read now: {read.what}")
        return read

    def _article(self) -> Article:
        config = self.project.config
        again = Again(Defaults(config.sources, "", config.language), self.project.wording)
        article = again.article(Path(self.path), self.path, self.id)
        if article is None or words_of(article) != self.words:
            raise RuntimeError(f"{self.id} changed while it was read")
        return article


def loaded_or_read(
    articles: Iterable[Unread], project: Project, store: FactsStore | None, *, extract: Extract
) -> tuple[int, Iterator[Outlined | Problem]]:
    """Return how many articles there are, and each as it is compared with others, in order: those that `store` has, the
    others read now and kept in it."""
    kept = kept_in(store, project.config.folder)
    if kept is None:
        every, identity = [one.article() for one in articles], project.words.identity
        return len(every), (_outlined(one, identity) for one in extract(every, project))

    def lost(one: Unread, words: str) -> Outline:
        article = one.draft.article
        facts = _Loader(article.id, article.path, words, project, kept.store, extract)()
        return outlined(facts, project.words.identity).outline.value

    with uncollected():
        found = list(kept.found(articles, lost))
    return len(found), _with_kept(found, kept, project, extract)


def _with_kept(
    articles: Sequence[_Found], kept: Kept, project: Project, extract: Extract
) -> Iterator[Outlined | Problem]:
    store, identity = kept.store, project.words.identity
    words = {id(one): one.words if isinstance(one, _Remembered) else words_of(one) for _, one in articles}
    missing = [one for _, one in articles if isinstance(one, Article) and store.lacks(words[id(one)])]
    read = _kept(zip(missing, extract(missing, project), strict=True), words, store)
    new = set(map(id, missing))
    made: dict[str, Outline] = {}
    for key, one in articles:
        own = digest(store.reader, words[id(one)])
        if isinstance(one, _Remembered):
            yield Outlined(one.article, one.outline, _Loader(*one[:3], project, store, extract), own, key)
            continue
        facts = next(read) if id(one) in new else store.find(words[id(one)])
        if facts is None:
            facts = next(_kept(zip([one], extract([one], project), strict=True), words, store))
        outlined_ = _outlined(facts, identity)
        if isinstance(outlined_, Outlined):
            made[key] = outlined_.outline.value
            loader = _Loader(one.id, one.path, words[id(one)], project, store, extract)
            outlined_ = outlined_._replace(facts=loader, digest=own, key=key if one.path != SHOWN_STDIN else "")
        yield outlined_
    kept.keep_outlines(made)
    store.used(words.values())


def _outlined(facts: ArticleFacts | Problem, words: IdentityWords) -> Outlined | Problem:
    return facts if isinstance(facts, Problem) else outlined(facts, words)


def _kept(
    found: Iterable[tuple[Article, ArticleFacts | Problem]], words: Mapping[int, str], store: FactsStore
) -> Iterator[ArticleFacts | Problem]:
    for batch in batches(found):
        store.keep([(words[id(article)], one) for article, one in batch if isinstance(one, ArticleFacts)])
        yield from (one for _, one in batch)
