"""The only module that imports spaCy, and only when text is read: paragraphs in, tokens out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from kgbuild.annotate.capitals import Names, Reader
from kgbuild.annotate.tags import tag_of
from kgbuild.annotate.words import OWNERS, Row, Words
from kgbuild.errors import MissingExtra
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.text import AnnotatedText, Sentence, Token
from kgbuild.resources import DEFAULT_LANGUAGE, default_model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ENTITY_BEGINS = 3  # spaCy's code for the first token of an entity
_NAMES = frozenset(["PERSON", "GPE", "LOC", "NORP"])
_WRAP = 1 << 64  # heads are signed, string hashes are not, and one array holds both
_BATCH = 64  # paragraphs: peak memory 191 MB, against 656 MB for whole articles at once


@lru_cache(maxsize=2)
def load_model(name: str, short: tuple[str, ...] = ()) -> Language:
    """Load a spaCy model by its package name, to read `short` words with their full stop as one. Raises `MissingExtra`
    where it is not installed."""
    import spacy

    try:
        nlp = spacy.load(name)
    except OSError:
        message = f"the language model `{name}` is not installed: pip install {name.replace('_', '-')}"
        raise MissingExtra(message) from None
    for word in short:
        for end in ([], ["."]) if "/" in word else ([],):  # "A/S" also where it ends its sentence
            pieces = [{"ORTH": piece} for piece in (word, *end)]
            nlp.tokenizer.add_special_case("".join((word, *end)), pieces)  # type: ignore[union-attr]
    return nlp


def annotate(articles: Iterable[Article], *, model: str = "", names: Names | None = None) -> Iterator[AnnotatedText]:
    """Yield each article with sentences and tokens, in order. Only body paragraphs are parsed; with `names` those in
    capitals are read in small letters.

    Paragraphs of several articles share a batch, so up to a batch of articles is read ahead.
    """
    nlp = load_model(model or default_model(DEFAULT_LANGUAGE), names.short if names else ())
    waiting: deque[Article] = deque()
    words = _words(nlp)
    reader = Reader(words, names, partial(_marked, nlp)) if names is not None else None

    def paragraphs() -> Iterator[str]:
        for article in articles if reader is None else map(reader.in_small_letters, articles):
            waiting.append(article)
            yield from (_spelt(article.text[b.start : b.end]) for b in _bodies(article))

    docs = nlp.pipe(paragraphs(), batch_size=_BATCH)
    for doc in docs:
        while not _bodies(waiting[0]):
            yield _assemble(waiting.popleft(), iter(()), words)
        article = waiting.popleft()
        yield _assemble(article, chain([doc], islice(docs, len(_bodies(article)) - 1)), words)
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


def _marked(nlp: Language, text: str) -> set[int]:
    """Return the places of the words that the recognizer takes for names."""
    return {t.idx for t in nlp(text) if t.ent_type_ in _NAMES or (t.ent_type_ and t.pos_ == "PROPN")}


def _bodies(article: Article) -> list[Block]:
    return [b for b in article.blocks if b.kind is BlockKind.BODY]


def _assemble(article: Article, docs: Iterator[Doc], words: Words) -> AnnotatedText:
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for paragraph, block in enumerate(article.blocks):
        if block.kind is BlockKind.BODY:
            _add_paragraph(_rows(next(docs), words), block, paragraph, sentences, tokens)
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
    """Return a paragraph as the parser reads it best: with a plain apostrophe where no quotation can end."""
    return paragraph if "\u2018" in paragraph else OWNERS.sub("'", paragraph)


def _rows(doc: Doc, words: Words) -> list[Row]:
    """Read all tokens through one array: five times quicker than asking each token for each attribute."""
    from spacy import attrs

    name = doc.vocab.strings.__getitem__
    texts = (attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)
    numbers = (attrs.IDX, attrs.HEAD, attrs.ENT_IOB, attrs.SENT_START, attrs.IS_SPACE)
    table = doc.to_array([*texts, *numbers]).astype("int64").tolist()
    strings = {value: name(_unsigned(value)) if value else "" for value in {v for row in table for v in row[:6]}}
    rows: list[Row] = []
    for *hashes, offset, head, iob, opens, blank in table:
        text, lemma, pos, tag, dep, entity = (strings[value] for value in hashes)
        if tag == pos:  # a model without tags of its own
            tag = tag_of(pos, doc[len(rows)].morph.to_dict())
        begins = iob == _ENTITY_BEGINS
        rows.append(Row(text, lemma, pos, tag, dep, entity, offset, head, begins, opens == 1, blank == 1))
    if not words.listed:
        return rows
    return [words.retagged(row, after.text) for row, after in pairwise([*rows, rows[-1]])]


def _unsigned(value: int) -> int:
    return value + _WRAP if value < 0 else value
