"""Code for terms: opens the blocks in which a term exists, and gives the pieces of its N-Quads text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kgbuild.yarrrml.compile.coder import Coder, Piece, Pieces, Place, code_piece, joined, text_piece
from kgbuild.yarrrml.compile.values import bind, encoded_pieces, evaluate, raw_pieces
from kgbuild.yarrrml.form import Call, Encoding, Ref, Target, Template, Term, TermType, Value
from kgbuild.yarrrml.functions.table import Function
from kgbuild.yarrrml.rdf.datatypes import STRING, XSD, usual_of, validator_of
from kgbuild.yarrrml.rdf.terms import escape, is_relative, label, plain_iri, safe_prefix, valid_iri


class TermCoder(NamedTuple):
    """Writes the terms of one rule."""

    coder: Coder
    rule: str
    base: str
    tag: str  # names this rule's blank nodes that have no template
    functions: Mapping[str, Function]
    typed: bool = False  # cells may remember a datatype

    def open(self, term: Term) -> Pieces:
        """Open the blocks in which the term exists; return the pieces of its text.

        A value that makes no valid term is reported by the code, in a branch of its own.
        """
        if term.quoted:
            s, p, o = (self.open(part) for part in term.quoted)
            return (Piece("<<( "), *s, Piece(" "), *p, Piece(" "), *o, Piece(" )>>"))
        if term.value is None:
            return (Piece(f"_:{self.tag}n"), Piece("n", code=True))
        if term.type is TermType.IRI:
            return self._iri(term.value, term)
        if term.type is TermType.BLANK:
            return self._blank(term.value)
        return self._literal(term.value, term)

    def _place(self, term: Term, what: str) -> Place:
        return Place(term.where, self.rule, what)

    def _raw(self, value: Value, *, natural: bool = False) -> Pieces:
        """The plain text of a value, blocks opened for its references or results."""
        if isinstance(value, Call):
            result = evaluate(value, self.coder, self.functions, self.rule)
            one = self.coder.fresh("v")
            self.coder.open(f"for {one} in {'natural_results' if natural else 'results'}({result}):")
            return code_piece(one)
        return raw_pieces(value, self.coder, bind(value, self.coder))

    def _named(self, pieces: Pieces) -> str:
        """A variable that holds the text: pieces of code may not hold quotes, they end up inside an f-string."""
        if len(pieces) == 1 and pieces[0].code and pieces[0].text.isidentifier():
            return pieces[0].text
        name = self.coder.fresh("x")
        self.coder.line(f"{name} = {joined(pieces)}")
        return name

    def _iri(self, value: Value, term: Term) -> Pieces:
        if isinstance(value, Template):
            constant = value.constant
            if constant is not None:
                full = self.base + constant if is_relative(constant) else constant
                return text_piece(f"<{full}>")
            if value.single is None:
                return self._iri_template(value, term)
        return self._checked(self._raw(value), term)

    def _iri_template(self, value: Template, term: Term) -> Pieces:
        pieces = encoded_pieces(value, self.coder, bind(value, self.coder), term.encoding)
        parts = tuple(p for p in value.parts if p != "")
        first = parts[0] if isinstance(parts[0], str) else ""
        if first and is_relative(first):
            pieces = (Piece(self.base), *pieces)
            first = self.base + first
        filled = "".join("z" if isinstance(p, Ref) else p for p in parts[1:])
        # `z`, because a letter that is a hexadecimal digit would complete a `%` before it.
        if term.encoding is not Encoding.NONE and safe_prefix(first) and valid_iri(first + filled):
            return (Piece("<"), *pieces, Piece(">"))
        return self._checked(pieces, term)

    def _checked(self, pieces: Pieces, term: Term) -> Pieces:
        text = self._named(pieces)
        made = self.coder.fresh("t")
        plain = self.coder.constant("plain", plain_iri)
        self.coder.line(f"{made} = f'<{{{text}}}>' if {plain}({text}) else iri({text}, {self.base!r})")
        place = self._place(term, "{value} is no valid IRI")
        self.coder.line(f"if not {made}: {self.coder.bad(place, text)}")
        self.coder.open("else:")
        return code_piece(made)

    def _blank(self, value: Value) -> Pieces:
        constant = value.constant if isinstance(value, Template) else None
        if constant is not None:
            return text_piece(label(constant))
        return code_piece(f"label({self._named(self._raw(value))})")

    def _literal(self, value: Value, term: Term) -> Pieces:
        if term.language is not None:
            return self._tagged(value, term.language)
        if term.datatype is None and self.typed and isinstance(value, Template) and value.single is not None:
            return self._remembered(value.single, value)
        if term.natural and term.datatype is None and (isinstance(value, Call) or value.single is not None):
            return code_piece(f"natural({self._named(self._raw(value, natural=True))})")
        if term.datatype is None:
            return self._quoted(value)
        constant = term.datatype.constant if isinstance(term.datatype, Template) else None
        if constant is None:
            return self._typed_by_data(value, term.datatype, term)
        if constant == STRING:
            return self._quoted(value)
        return self._typed(value, constant, term)

    def _remembered(self, ref: Ref, value: Template) -> Pieces:
        """A cell that may remember a datatype: most are text, which the top of the row has escaped."""
        cell = self._named(raw_pieces(value, self.coder, bind(value, self.coder)))
        made = self.coder.fresh("t")
        plain = (
            "" if self.coder.multi else f"f'\"{{{self.coder.literal_cell(ref)}}}\"' if {cell}.__class__ is str else "
        )
        self.coder.line(f"{made} = {plain}natural({cell})")
        return code_piece(made)

    def _quoted(self, value: Value) -> Pieces:
        """`"text"`: single cells come escaped from the top of the row, everything else is escaped here."""
        coder = self.coder
        if isinstance(value, Template) and not coder.multi:
            bind(value, coder)
            inside = tuple(
                Piece(coder.literal_cell(p), code=True) if isinstance(p, Ref) else Piece(escape(p)) for p in value.parts
            )
            return (Piece('"'), *inside, Piece('"'))
        return (Piece('"'), Piece(f"esc({self._named(self._raw(value))})", code=True), Piece('"'))

    def _typed(self, value: Value, datatype: str, term: Term) -> Pieces:
        valid = validator_of(datatype)
        if valid is None:
            return (*self._quoted(value), Piece(f"^^<{datatype}>"))
        constant = value.constant if isinstance(value, Template) else None
        if constant is not None:
            return text_piece(f'"{escape(constant)}"^^<{datatype}>')
        text = self._named(self._raw(value))
        place = self._place(term, f"{{value}} is no literal of <{datatype}>")
        fits = f"{self.coder.constant('valid', valid)}({text})"
        usual = usual_of(datatype)
        if usual is not None:
            fits = f"({self.coder.constant('usual', usual)}({text}) or {fits})"
        self.coder.line(f"if not {fits}: {self.coder.bad(place, text)}")
        self.coder.open("else:")
        if term.natural and datatype == XSD + "double":  # RML: in canonical form
            text = self._named(code_piece(f"canonical_double(float({text}))"))
        # A text that passed the check of an XML Schema datatype holds nothing to escape.
        return (Piece('"'), Piece(text, code=True), Piece(f'"^^<{datatype}>'))

    def _typed_by_data(self, value: Value, datatype: Value, term: Term) -> Pieces:
        text = self._named(self._raw(value))
        kind = self._needed(datatype, "the row gives no datatype", lambda: self._datatype(datatype, term))
        made = self.coder.fresh("t")
        self.coder.line(f"{made} = typed({text}, {kind}, {self.base!r})")
        place = self._place(term, "{value} is no literal of the datatype the data gives")
        self.coder.line(f"if not {made}: {self.coder.bad(place, text)}")
        self.coder.open("else:")
        return code_piece(made)

    def _datatype(self, datatype: Value, term: Term) -> Pieces:
        """The text of a datatype: a reference as it is, the values in a longer template encoded, as in any IRI."""
        if isinstance(datatype, Template) and datatype.single is None:
            return encoded_pieces(datatype, self.coder, bind(datatype, self.coder), term.encoding)
        return self._raw(datatype)

    def _tagged(self, value: Value, language: Value) -> Pieces:
        constant = language.constant if isinstance(language, Template) else None
        quoted = self._quoted(value)
        if constant is not None:
            return (*quoted, Piece(f"@{constant}"))
        tag = self._needed(language, "the row gives no language", lambda: self._raw(language))
        place = Place(language.where, self.rule, "{value} is no language tag")
        self.coder.line(f"if not language({tag}): {self.coder.bad(place, tag)}")
        self.coder.open("else:")
        return (*quoted, Piece("@"), Piece(tag, code=True))

    def file_name(self, target: Target) -> Pieces:
        """The file that a row names by a target's template; values are encoded as in an IRI, so that none is a path."""
        template = target.template
        assert template is not None
        pieces = self._needed(
            template,
            "the row gives no file for the target",
            lambda: encoded_pieces(template, self.coder, bind(template, self.coder), Encoding.IRI),
        )
        return code_piece(pieces)

    def _needed(self, value: Value, what: str, pieces: Callable[[], Pieces]) -> str:
        """The text of a language or datatype: a literal whose row gives none is left out, but never in silence."""
        bad = self.coder.bad(Place(value.where, self.rule, what), repr(""))
        if isinstance(value, Template):
            self.coder.line(f"if {' or '.join(f'not {self.coder.cell(r)}' for r in value.refs)}: {bad}")
            return self._named(pieces())
        result, one = evaluate(value, self.coder, self.functions, self.rule), self.coder.fresh("v")
        self.coder.line(f"{result} = results({result})")
        self.coder.line(f"if not {result}: {bad}")
        self.coder.open(f"for {one} in {result}:")
        return one
