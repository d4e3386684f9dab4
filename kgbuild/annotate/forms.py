"""What a model's rules make of a tagged word: its part of speech and its base. The rules ask for the word, its tag and
its relation, at most also for the word beside it, so each such word is asked about once and not at each place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LOCAL = frozenset({"TAG", "LOWER", "ORTH", "TEXT", "DEP", "IS_SPACE"})
_PAIR = 2
_MOST = 200_000  # words kept; then it begins anew
_APART = "\u2063"  # between words that were not neighbours; no rule knows it


class Key(NamedTuple):
    """A word as the parser leaves it, by the numbers of its strings."""

    text: int
    tag: int
    dep: int


class Form(NamedTuple):
    """A word as the rules leave it."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str


RULES = ("attribute_ruler", "lemmatizer")  # the parts of a model that `Forms` stands for


def forms_of(nlp: Language) -> Forms | None:
    """Return the forms of a model whose rules look at a word and the next one; None for one that has others."""
    from spacy.pipeline import AttributeRuler, Lemmatizer

    if not all(nlp.has_pipe(name) for name in RULES) or nlp.has_pipe("morphologizer"):  # which finds them by itself
        return None
    ruler, lemmatizer = (nlp.get_pipe(name) for name in RULES)
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer) or lemmatizer.mode != "rule":
        return None
    rules: list[Any] = [*ruler.patterns]
    patterns: list[list[dict[str, Any]]] = [one for rule in rules for one in rule["patterns"]]
    local = all(key in _LOCAL for one in patterns for token in one for key in token)
    if not local or any(len(one) > _PAIR for one in patterns):
        return None
    listed = lemmatizer.lookups.get_table("lemma_index", {})
    for part in [*listed]:  # lists of up to 57,000 words, which each guess would go through
        listed[part] = frozenset(listed[part])
    return Forms(nlp, [[token] for one in patterns if len(one) == _PAIR for token in one])


class Forms:
    """The forms of words, each asked of the model's rules when it is first met."""

    def __init__(self, nlp: Language, paired: list[list[dict[str, Any]]]) -> None:
        """Take a model, and each word that stands in a rule about two."""
        from spacy.matcher import Matcher

        self._vocab, self._rules = nlp.vocab, [nlp.get_pipe(name) for name in RULES]
        self._matcher = Matcher(nlp.vocab)
        if paired:
            self._matcher.add("paired", paired)
        self._begin()

    def _begin(self) -> None:
        self._paired: dict[Key, bool] = {}
        self._forms: dict[tuple[Key, ...], Form] = {}

    def of(self, texts: Iterable[Sequence[Key]]) -> list[list[Form]]:
        """Return the forms of the words of each text."""
        if len(self._forms) > _MOST:
            self._begin()
        every = [*texts]
        self._meet([key for key in dict.fromkeys(chain(*every)) if key not in self._paired])
        whole = [self._with_neighbours(keys) for keys in every]
        self._ask([one for one in dict.fromkeys(chain(*whole)) if one not in self._forms])
        return [[self._forms[one] for one in text] for text in whole]

    def _with_neighbours(self, keys: Sequence[Key]) -> list[tuple[Key, ...]]:
        """Return each word, with those beside it where a rule about two may hold."""
        paired = [self._paired[key] for key in keys]
        whole: list[tuple[Key, ...]] = [(key,) for key in keys]
        for i in range(len(keys) - 1):
            if paired[i] and paired[i + 1]:
                for k in (i, i + 1):
                    whole[k] = (keys[k - 1] if k else _NONE, keys[k], keys[k + 1] if k + 1 < len(keys) else _NONE)
        return whole

    def _meet(self, keys: list[Key]) -> None:
        doc = self._doc([part for key in keys for part in (key, _NONE)])
        paired = {start for _, start, _ in self._matcher(doc, allow_missing=True)}
        self._paired.update((key, 2 * i in paired) for i, key in enumerate(keys))

    def _ask(self, unknown: list[tuple[Key, ...]]) -> None:
        keys, places = list[Key](), list[int]()
        for one in unknown:
            apart = (_NONE,) if self._paired[one[len(one) // 2]] else ()  # no rule joins others
            places.append(len(keys) + len(apart) + len(one) // 2)
            keys += (*apart, *one, *apart)
        doc = self._doc(keys)
        for rule in self._rules:
            doc = rule(doc)
        for one, place in zip(unknown, places, strict=True):
            token = doc[place]
            self._forms[one] = Form(token.text, token.lemma_, token.pos_, token.tag_, token.dep_)

    def _doc(self, keys: Sequence[Key]) -> Doc:
        """Return a document of words."""
        from spacy.tokens import Doc

        name: Mapping[int, str] = {0: ""} | {n: self._vocab.strings[n] for key in keys for n in key if n}
        return Doc(
            self._vocab,
            words=[name[key.text] or _APART for key in keys],
            tags=[name[key.tag] for key in keys],
            deps=[name[key.dep] for key in keys],
            heads=[*range(len(keys))],
            pos=["" if key.text else "X" for key in keys],
        )


_NONE = Key(0, 0, 0)
