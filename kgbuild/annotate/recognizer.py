"""What a model's recognizer takes for names, read off its own numbers for many words at once.

The library goes from word to word and asks at each of all that it could do next whether it may; but before a name
begins, what it does depends on the word alone, and once one began, it can only go on or end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

_FEATURES = 3  # the word, the first word of the name that it may go on, the word before in that name


class Named(NamedTuple):
    """A name in a document: its first token, the token after its last, what it names."""

    start: int
    end: int
    label: str


def recognizer_of(pipe: Any) -> Recognizer | None:
    """Return the recognizer of a part of a model, if it is one of the kind this knows."""
    from spacy.pipeline import EntityRecognizer

    if type(pipe) is not EntityRecognizer or pipe.cfg["beam_width"] != 1:
        return None
    model = pipe.model
    if not model.attrs["has_upper"] or model.attrs["unseen_classes"] or model.layers[1].get_dim("nF") != _FEATURES:
        return None
    moves = {name: i for i, name in enumerate(pipe.move_names)}
    labels = {name[2:] for name in moves if len(name) > len("B-")}
    if "O" not in moves or any(f"{move}-{label}" not in moves for label in labels for move in "BILU"):
        return None
    return Recognizer(model, moves, sorted(labels))


class _Words(NamedTuple):
    """The words of several documents: which are last of theirs or of a sentence, and which are blank."""

    last: NDArray[np.bool_]
    blank: NDArray[np.bool_]


class Recognizer:
    """Finds names; each document by itself."""

    def __init__(self, model: Any, moves: dict[str, int], labels: Sequence[str]) -> None:
        """Take a model, the number of each of its moves by name ("B-PERSON"), and what it names."""
        import numpy as np

        self._np, self._model, self._labels = np, model, labels
        self._begin, self._inside, self._last, self._unit = (
            np.array([moves[f"{move}-{label}"] for label in labels]) for move in "BILU"
        )
        self._never = np.array(
            [i for i in range(len(moves)) if i != moves["O"] and i not in {*self._begin, *self._unit}]
        )
        self._bias: Floats = model.layers[1].get_param("b")

    def find(self, docs: Sequence[Doc]) -> list[list[Named]]:
        """Return the names in each of some documents, in text order."""
        if not any(len(doc) for doc in docs):
            return [[] for _ in docs]
        words, features = self._words(docs), self._features(docs)
        first = self._first(features, words)
        begins, units = ({int(move): i for i, move in enumerate(moves)} for moves in (self._begin, self._unit))
        where = self._np.nonzero(self._np.isin(first, self._begin))[0]
        label = self._np.array([begins[int(move)] for move in first[where]], dtype="int64")
        ends = dict(zip(where.tolist(), self._ends(features, words, where, label).tolist(), strict=True))
        found = [Named(i, i + 1, self._labels[units[m]]) for i, m in enumerate(first.tolist()) if m in units]
        found += [Named(i, ends[i], self._labels[k]) for i, k in zip(ends, label.tolist(), strict=True)]
        return [*_shared(sorted(found), [len(doc) for doc in docs])]

    def _words(self, docs: Sequence[Doc]) -> _Words:
        from spacy import attrs

        np = self._np
        seen = np.concatenate([doc.to_array([attrs.SENT_START, attrs.IS_SPACE]).astype("int64") for doc in docs])
        last = np.append(seen[1:, 0] == 1, True)
        ends = np.cumsum([len(doc) for doc in docs]) - 1
        last[ends[ends >= 0]] = True
        return _Words(last, seen[:, 1] == 1)

    def _features(self, docs: Sequence[Doc]) -> Floats:
        """Return what each word adds as each feature; the first row is what no word does."""
        vectors, lower, _ = self._model.layers
        found: Floats = lower.predict(vectors.predict(docs))
        return found

    def _scores(self, summed: Floats) -> Floats:
        """Return how well each move does after the features, which are added up in the order of the library."""
        upper = self._model.layers[2]
        best = (summed + self._bias).max(axis=2)
        found: Floats = self._model.ops.gemm(best, upper.get_param("W"), trans2=True) + upper.get_param("b")
        return found

    def _first(self, features: Floats, words: _Words) -> Places:
        """Return the best move at each word where no name is open."""
        np = self._np
        scores = self._scores(features[1:, 0] + features[0, 1] + features[0, 2])
        scores[:, self._never] = -np.inf
        scores[np.ix_(words.last | words.blank, self._begin)] = -np.inf
        scores[np.ix_(words.blank, self._unit)] = -np.inf
        best: Places = scores.argmax(axis=1)
        return best

    def _ends(self, features: Floats, words: _Words, start: Places, label: Places) -> Places:
        """Return where the names end that begin at these words, each taken for itself."""
        np = self._np
        ends, going = start + 1, np.arange(len(start))
        while len(going):
            at, began, which = ends[going], start[going], label[going]
            scores = self._scores(features[at + 1, 0] + features[began + 1, 1] + features[at, 2])
            row, on, off = np.arange(len(going)), self._inside[which], self._last[which]
            better = scores[row, on] - scores[row, off]
            goes_on = ~words.last[at] & ((better > 0) | ((better == 0) & (on < off)))
            ends[going] += 1
            going = going[goes_on]
        return ends


def _shared(found: Sequence[Named], sizes: Sequence[int]) -> Iterator[list[Named]]:
    """Yield each document's names, none within another, by its own tokens."""
    begin, at = 0, 0
    for size in sizes:
        own, free = list[Named](), begin
        while at < len(found) and found[at].start < begin + size:
            start, end, label = found[at]
            if start >= free:
                own.append(Named(start - begin, end - begin, label))
                free = end
            at += 1
        yield own
        begin += size
