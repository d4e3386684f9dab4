"""Generated text to functions: the names it may use, and its compilation."""

from __future__ import annotations

from itertools import product

from kgbuild.model.quads import Quad, Statement
from kgbuild.yarrrml.compile import runtime
from kgbuild.yarrrml.compile.coder import Coder
from kgbuild.yarrrml.rdf.natural import canonical_double, natural
from kgbuild.yarrrml.rdf.terms import encode, encode_ascii, escape, iri_term, label, reifier, valid_language


def executed(coder: Coder, name: str) -> object:
    """Return the function `run` of generated text; `name` stands for the file in tracebacks."""
    names = {**_NAMES, **coder.names}
    code = compile("\n".join(coder.lines), name.replace("\0", " "), "exec")
    exec(code, names)  # our own text: no word of a mapping is code in it
    return names["run"]


def _fault_text(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}"


_NAMES: dict[str, object] = {
    "enc": encode,
    "encode_ascii": encode_ascii,
    "esc": escape,
    "iri": iri_term,
    "label": label,
    "reifier": reifier,
    "language": valid_language,
    "natural": natural,
    "canonical_double": canonical_double,
    "product": product,
    "EMPTY": runtime.EMPTY,
    "values": runtime.values,
    "results": runtime.results,
    "sound": runtime.sound,
    "natural_results": runtime.natural_results,
    "combine": runtime.combine,
    "each": runtime.each,
    "many": runtime.many,
    "as_cell": runtime.as_cell,
    "holds": runtime.holds,
    "typed": runtime.typed,
    "fault_text": _fault_text,
    "FAULTS": runtime.FAULTS,
    "shown": runtime.shown,
    "Quad": Quad,
    "Statement": Statement,
    "new": tuple.__new__,  # naming what is in a tuple takes longer than making it
}
