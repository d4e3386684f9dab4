"""The vectors of words as the model's own layers make them, in a third of the time: what a word looks like is worked
out once, not at each place, and the layers over its neighbours run over stretches that stay in the processor's cache.

Made for the layers of spaCy's small models (`MultiHashEmbed`, `MaxoutWindowEncoder`); others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

_EMBED = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
_LAYER = ("expand_window", "maxout", "layernorm", "dropout")
_STRETCH = 1_500  # words worked on at a time: a layer's numbers of more no longer fit into a core's cache
_MOST = 50_000  # kinds of words kept; then it begins anew


def quicken(nlp: Language) -> None:
    """Have each part of a model get its vectors from `_Vectors`, where it is made of the layers this knows."""
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in list(model.walk()) if model is not None else ():
            if not _known(node):
                continue
            quick = _quick(node)
            if node is model:
                pipe.model = quick  # type: ignore[attr-defined]
            else:
                model.replace_node(node, quick)


def _known(node: Any) -> bool:
    """Say whether a layer is an embedding of four features under layers of one neighbour to each side."""
    if len(node.layers) != 2:
        return False
    embed, encode = node.layers
    if tuple(_kind(layer) for layer in embed.layers) != _EMBED or _kind(encode) != "with_array":
        return False
    stack = encode.layers[0].layers
    return len(stack) > 1 and all(_kind(one) == "residual" and _fits(one) for one in stack)


def _kind(node: Any) -> str:
    name: str = node.name
    return name.partition("(")[0]


def _fits(residual: Any) -> bool:
    parts = tuple(_simple(residual.layers[0]))
    return tuple(p.name for p in parts) == _LAYER and parts[0].attrs["window_size"] == 1


def _simple(node: Any) -> Iterator[Any]:
    """Yield the layers of a chain of chains in their order."""
    if ">>" not in node.name:
        yield node
        return
    for layer in node.layers:
        yield from _simple(layer)


def _quick(node: Any) -> Any:
    from thinc.api import Model as Made

    vectors = _Vectors(node)
    return Made("quick_vectors", vectors.forward, dims={"nO": node.get_dim("nO")})


class _Layer(NamedTuple):
    """The numbers of a layer: the weights and biases of all first pieces, then all second ones and so on; and how
    what comes of them is scaled."""

    weights: Floats
    biases: Floats
    gain: Floats
    shift: Floats


class _Vectors:
    """The vectors of words in their sentences."""

    def __init__(self, node: Any) -> None:
        import numpy as np

        embed, encode = node.layers
        self._np: Any = np
        self._ops: Any = node.ops
        self._features, self._look = embed.layers[0], embed.layers[2:4]
        self._pad: int = encode.attrs["pad"]
        self._layers = [_layer(residual) for residual in encode.layers[0].layers]
        self._width: int = node.get_dim("nO")
        self._begin()

    def _begin(self) -> None:
        self._places: dict[bytes, int] = {}
        self._known: Floats = self._np.empty((0, self._width), dtype="f")

    def forward(self, _model: Any, docs: Sequence[Doc], **_how: bool) -> tuple[list[Floats], Any]:
        """Return the vectors of each document's words, and nothing to train them by."""
        found: list[Floats] = []
        for some in _stretches(docs):
            found += self._of(some)
        return found, None

    def _of(self, docs: Sequence[Doc]) -> list[Floats]:
        pad, sizes = self._pad, [len(doc) for doc in docs]
        seen = self._looks(docs)
        whole = self._np.zeros((sum(sizes) + pad * (len(docs) + 1), self._width), dtype="f")
        starts, at, here = [], pad, 0
        for size in sizes:
            whole[at : at + size] = seen[here : here + size]
            starts.append(at)
            at, here = at + size + pad, here + size
        for layer in self._layers:
            whole = self._through(whole, layer)
        return [whole[start : start + size] for start, size in zip(starts, sizes, strict=True)]

    def _looks(self, docs: Sequence[Doc]) -> Floats:
        """Return for each word the vector of what it looks like."""
        np = self._np
        rows = np.ascontiguousarray(np.concatenate(self._features.predict(docs)), dtype="uint64")
        keys = rows.view(f"V{rows.shape[1] * rows.itemsize}").ravel().tolist()
        if len(self._places) > _MOST:
            self._begin()
        first = {key: i for i, key in reversed([*enumerate(keys)]) if key not in self._places}
        if first:
            self._learn(first, rows[[*first.values()]])
        found: Floats = self._known[[self._places[key] for key in keys]]
        return found

    def _learn(self, keys: Iterable[bytes], rows: Any) -> None:
        from thinc.types import Ragged

        data: Any = Ragged(rows, self._ops.asarray1i([len(rows)]))
        for layer in self._look:
            data = layer.predict(data)
        for key in keys:
            self._places[key] = len(self._places)
        self._known = self._np.concatenate([self._known, data.data])

    def _through(self, rows: Floats, layer: _Layer) -> Floats:
        """Return what a layer makes of rows of numbers, each seen with its neighbours; added to what they were."""
        np, width = self._np, self._width
        beside = np.empty((len(rows), 3 * width), dtype="f")
        beside[1:, :width], beside[:, width : 2 * width], beside[:-1, 2 * width :] = rows[:-1], rows, rows[1:]
        beside[0, :width] = beside[-1, 2 * width :] = 0
        made = self._ops.gemm(beside, layer.weights, trans2=True)
        made += layer.biases
        best = made[:, :width]
        for start in range(width, made.shape[1], width):
            best = np.maximum(best, made[:, start : start + width])
        best -= best.mean(axis=1, keepdims=True)
        best *= ((best * best).mean(axis=1, keepdims=True) + np.float32(1e-8)) ** -0.5
        best *= layer.gain
        best += layer.shift
        best += rows
        found: Floats = best
        return found


def _layer(residual: Any) -> _Layer:
    _, maxout, norm, _ = _simple(residual.layers[0])
    weights, biases = maxout.get_param("W"), maxout.get_param("b")
    return _Layer(
        weights=weights.transpose(1, 0, 2).reshape(-1, weights.shape[2]).copy(),
        biases=biases.T.reshape(-1).copy(),
        gain=norm.get_param("G"),
        shift=norm.get_param("b"),
    )


def _stretches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Yield documents in order, some at a time."""
    some, words = list[Any](), 0
    for doc in docs:
        if some and words + len(doc) > _STRETCH:
            yield some
            some, words = [], 0
        some.append(doc)
        words += len(doc)
    if some:
        yield some
