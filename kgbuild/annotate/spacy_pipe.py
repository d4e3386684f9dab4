"""Articles in, their sentences and tokens out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from anyascii import anyascii

from kgbuild.annotate.capitals import Names, Reader
from kgbuild.annotate.parser import Parser, load_parser
from kgbuild.annotate.words import MARKED, OWNERS, WRAPPED, Row, Words
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.text import AnnotatedText, Sentence, Token
from kgbuild.resources import DEFAULT_LANGUAGE, default_model

if TYPE_CHECKING:
    from spacy.language import Language

_NAMES = frozenset(["PERSON", "GPE", "LOC", "NORP"])


def annotate(articles: Iterable[Article], *, model: str = "", names: Names | None = None) -> Iterator[AnnotatedText]:
    """Yield each article with sentences and tokens, in order. Only body paragraphs are parsed; with `names` those in
    capitals are read in small letters.

    Paragraphs of several articles share a batch, so up to a batch of articles is read ahead.
    """
    parser = load_parser(model or default_model(DEFAULT_LANGUAGE), names.short if names else ())
    waiting: deque[Article] = deque()
    words = _words(parser.nlp)
    reader = Reader(words, names, partial(_marked, parser)) if names is not None else None

    def paragraphs() -> Iterator[str]:
        for article in articles if reader is None else map(reader.in_small_letters, articles):
            waiting.append(article)
            yield from (_spelt(article.text[b.start : b.end]) for b in _bodies(article))

    read = parser.rows(paragraphs())
    for rows in read:
        while not _bodies(waiting[0]):
            yield _assemble(waiting.popleft(), iter(()), words)
        article = waiting.popleft()
        yield _assemble(article, chain([rows], islice(read, len(_bodies(article)) - 1)), words)
    while waiting:
        yield _assemble(waiting.popleft(), iter(()), words)


@lru_cache(maxsize=2)
def _words(nlp: Language) -> Words:
    """Return the words that the model's lemmatizer lists, in small letters; none where it has no such list."""
    tables = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None  # type: ignore[attr-defined]
    if tables is None or not all(tables.has_table(t) for t in ("lemma_index", "lemma_exc", "lemma_rules")):
        return Words()
    listed, irregular = (
        frozenset(word for words in tables.get_table(name).values() for word in words)
        for name in ("lemma_index", "lemma_exc")
    )
    rules = tables.get_table("lemma_rules").values()
    endings = tuple((end, new) for rule in rules for end, new in rule if end.isalpha())
    return Words(listed, irregular, frozenset(nlp.Defaults.stop_words), endings)


def _marked(parser: Parser, text: str) -> set[int]:
    """Return the places of the words that the recognizer takes for names."""
    (rows,) = parser.rows([text])
    return {r.offset for r in rows if r.entity in _NAMES or (r.entity and r.pos == "PROPN")}


def _bodies(article: Article) -> list[Block]:
    return [b for b in article.blocks if b.kind is BlockKind.BODY]


def _assemble(article: Article, read: Iterator[list[Row]], words: Words) -> AnnotatedText:
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for paragraph, block in enumerate(article.blocks):
        if block.kind is BlockKind.BODY:
            rows = _as_written(_retagged(next(read), words), article.text[block.start : block.end])
            if block.is_label:  # says whose the next words are, and is no sentence
                rows = [row._replace(pos="PUNCT", tag=":", entity="") for row in rows]
            _add_paragraph(rows, block, paragraph, sentences, tokens)
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


def _add_paragraph(
    rows: list[Row], block: Block, paragraph: int, sentences: list[Sentence], tokens: list[Token]
) -> None:
    begins = [i for i, row in enumerate(rows) if row.opens] or [0]
    for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True):
        words = [i for i in range(begin, end) if not rows[i].blank]
        if not words:
            continue
        first = len(tokens)
        place = {i: first + k for k, i in enumerate(words)}
        for i, here in place.items():
            row, start = rows[i], block.start + rows[i].offset
            head = place.get(i + row.head, here)
            parsed = (row.lemma, row.pos, row.tag, row.dep, head, row.entity, row.begins)
            tokens.append(Token(here, start, start + len(row.text), row.text, *parsed))
        index, last = len(sentences), tokens[-1].end
        sentences.append(Sentence(index, tokens[first].start, last, block.kind, first, len(tokens), paragraph))


def _spelt(paragraph: str) -> str:
    """Return a paragraph as the parser reads it best: with a plain apostrophe where no quotation can end, in one line
    where an editor wrapped it, and without marks on letters it has hardly seen."""
    paragraph = WRAPPED.sub(" ", paragraph)
    paragraph = paragraph if "\u2018" in paragraph else OWNERS.sub("'", paragraph)
    return MARKED.sub(lambda word: "".join(map(_plain, word.group())), paragraph)


@lru_cache(maxsize=1024)
def _plain(letter: str) -> str:
    """Return a letter without its marks, if that is one letter."""
    plain = anyascii(letter)
    return plain if len(plain) == 1 else letter


def _as_written(rows: list[Row], paragraph: str) -> list[Row]:
    """Return a paragraph's tokens with the marks that the parser was not shown."""
    if MARKED.search(paragraph) is None:
        return rows
    written = [paragraph[row.offset : row.offset + len(row.text)] for row in rows]
    return [
        row._replace(text=own, lemma=own if row.lemma == row.text else row.lemma) if MARKED.fullmatch(own) else row
        for row, own in zip(rows, written, strict=True)
    ]


def _retagged(rows: list[Row], words: Words) -> list[Row]:
    """Return a paragraph's tokens as their capitals show them to be."""
    if not words.listed:
        return rows
    return [
        words.retagged(row, after.text) if row.pos == "PROPN" or row.text[:1].isupper() else row
        for row, after in pairwise([*rows, *rows[-1:]])
    ]
