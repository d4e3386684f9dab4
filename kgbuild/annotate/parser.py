"""A language model as it is asked here: paragraphs in, their tokens out, the same as the model itself gives, sooner."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any

from kgbuild.annotate.forms import RULES, Form, Key, forms_of
from kgbuild.annotate.recognizer import Named, recognizer_of
from kgbuild.annotate.tags import tag_of
from kgbuild.annotate.vectors import quicken
from kgbuild.annotate.words import Row
from kgbuild.errors import MissingExtra

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_MILLIONS = re.compile(r"[$€£¥]?\d+(?:[.,]\d+)*m\Z")  # as one, like "5bn": alone the parser takes "m" for a verb
_BATCH = 64  # paragraphs: peak memory 191 MB, against 656 MB for whole articles at once


def load_model(name: str, short: tuple[str, ...] = ()) -> Language:
    """Load a spaCy model by its package name, to read `short` words with their full stop as one. Raises `MissingExtra`
    where it is not installed."""
    try:
        nlp: Language = _spacy().load(name)
    except OSError:
        message = f"the language model `{name}` is not installed: pip install {name.replace('_', '-')}"
        raise MissingExtra(message) from None
    for word in short:
        for end in ([], ["."]) if "/" in word else ([],):  # "A/S" also where it ends its sentence
            pieces = [{"ORTH": piece} for piece in (word, *end)]
            nlp.tokenizer.add_special_case("".join((word, *end)), pieces)  # type: ignore[union-attr]
    ends = nlp.tokenizer.suffix_search  # type: ignore[union-attr]
    nlp.tokenizer.suffix_search = lambda word: None if _MILLIONS.match(word) else ends(word)  # type: ignore[union-attr]
    return nlp


def _spacy() -> ModuleType:
    """Import spaCy without its commands, which nobody gives here: what these need (a client of the web, templates)
    takes a third of the time that all takes. Whoever asks for them later gets them."""
    names = [name for name in ("spacy.cli", "spacy.cli.info") if name not in sys.modules]
    if "spacy" not in sys.modules:
        sys.modules |= {name: ModuleType(name) for name in names}
        sys.modules["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    try:
        return import_module("spacy")
    finally:
        for name in names:
            sys.modules.pop(name, None)


def _info(*given: Any, **named: Any) -> Any:
    return import_module("spacy.cli.info").info(*given, **named)


@lru_cache(maxsize=2)
def load_parser(name: str, short: tuple[str, ...] = ()) -> Parser:
    """Load a model once a process; as `load_model`."""
    return Parser(load_model(name, short))


class Parser:
    """A model whose parts are asked by themselves, and those that this knows to do sooner replaced."""

    def __init__(self, nlp: Language) -> None:
        """Take a model; it is this parser's from now on."""
        quicken(nlp)
        self.nlp = nlp
        self._forms, self._recognizer, done = forms_of(nlp), None, set[str]()
        if self._forms is not None:
            done |= {*RULES}
        for name, pipe in nlp.pipeline:
            found = recognizer_of(pipe)
            if found is not None and name == nlp.pipe_names[-1]:  # nothing else reads what it finds
                self._recognizer = found
                done.add(name)
        self._parts: list[Any] = [pipe for name, pipe in nlp.pipeline if name not in done]

    def rows(self, paragraphs: Iterable[str]) -> Iterator[list[Row]]:
        """Yield the tokens of each paragraph, in order; up to a batch of them is read ahead."""
        every = iter(paragraphs)
        while some := [*islice(every, _BATCH)]:
            docs = [self.nlp.make_doc(one) for one in some]
            for part in self._parts:
                docs = [*part.pipe(docs, batch_size=_BATCH)] if hasattr(part, "pipe") else [*map(part, docs)]
            yield from self._read(docs)

    def _read(self, docs: Sequence[Doc]) -> Iterator[list[Row]]:
        """Read all tokens through one array: five times quicker than asking each token for each attribute."""
        from spacy import attrs

        asked = [attrs.IDX, attrs.HEAD, attrs.SENT_START, attrs.IS_SPACE, attrs.ORTH, attrs.TAG, attrs.DEP]
        tables = [doc.to_array(asked) for doc in docs]
        if self._forms is not None:
            forms = self._forms.of([[*map(Key._make, table[:, 4:].tolist())] for table in tables])
        else:
            forms = [[_form(token) for token in doc] for doc in docs]
        names = self._recognizer.find(docs) if self._recognizer is not None else map(_named, docs)
        for table, own, found in zip(tables, forms, names, strict=True):
            label, first = [""] * len(table), {one.start for one in found}
            for one in found:
                label[one.start : one.end] = [one.label] * (one.end - one.start)
            yield [
                Row(text, lemma, pos, tag, dep, label[i], offset, head, i in first, opens == 1, blank == 1)
                for i, ((offset, head, opens, blank), (text, lemma, pos, tag, dep)) in enumerate(
                    zip(table[:, :4].astype("int64").tolist(), own, strict=True)  # heads are signed, hashes are not
                )
            ]


def _form(token: Any) -> Form:
    tag = token.tag_
    if tag == token.pos_:  # a model without tags of its own
        tag = tag_of(tag, token.morph.to_dict())
    return Form(token.text, token.lemma_, token.pos_, tag, token.dep_)


def _named(doc: Doc) -> list[Named]:
    return [Named(one.start, one.end, one.label_) for one in doc.ents]
