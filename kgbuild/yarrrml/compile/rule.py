"""Rules to row functions: one generated Python function for a rule and a source, run over all its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from kgbuild.errors import ConfigError
from kgbuild.model.quads import Origin
from kgbuild.problems import Problem
from kgbuild.yarrrml.compile.access import cell_lines, escape_lines
from kgbuild.yarrrml.compile.coder import Coder, Mode, Piece, Pieces, code_piece, joined
from kgbuild.yarrrml.compile.generated import executed
from kgbuild.yarrrml.compile.links import Join, object_references, same_record, taken_apart
from kgbuild.yarrrml.compile.parts import BATCH
from kgbuild.yarrrml.compile.terms import TermCoder
from kgbuild.yarrrml.compile.unit import RowFunction, Unit
from kgbuild.yarrrml.compile.values import bind, evaluate, open_conditions, raw_pieces
from kgbuild.yarrrml.form import (
    DEFAULT_GRAPHS,
    Link,
    PredicateObject,
    Ref,
    Side,
    Template,
    Term,
    Value,
    on_side,
    references,
)

if TYPE_CHECKING:
    from kgbuild.yarrrml.compile.gather import Pending

_S: Pieces = (Piece("s", code=True),)
_O: Pieces = (Piece("o", code=True),)
_REIFIES: Pieces = (Piece("<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>"),)
_SPACE = Piece(" ")
_END = Piece(".\n")
_REMEMBERED = 1 << 16
_DEFAULT_GRAPHS = {repr(f"<{name}>") for name in DEFAULT_GRAPHS}


def compile_rule(unit: Unit, mode: Mode) -> RowFunction:
    """Return the row function of a rule: takes rows and sinks, yields statements (mode STATEMENTS) or now and then
    None while lines gather in the sinks."""
    return cast(RowFunction, _executed(unit, lambda: _Writer(unit, mode), f"<rule {unit.rule.name}>"))


def compile_index(unit: Unit, join: Join) -> RowFunction:
    """Return the row function that fills the index of a link from the linked mapping's rows."""
    return cast(RowFunction, _executed(unit, lambda: _Writer(unit, Mode.INDEX, join), f"<index of {unit.rule.name}>"))


def _executed(unit: Unit, writer: Callable[[], _Writer], name: str) -> object:
    try:
        return executed(writer().written(), name)
    except (SyntaxError, RecursionError, MemoryError):  # Python takes twenty loops and a hundred blocks in each other
        what = f"mapping `{unit.rule.name}` has too many conditions or calls inside each other"
        raise ConfigError([Problem(unit.rule.where, what, "split it, or write fewer of them")]) from None


class _Object(NamedTuple):
    """A term or join that gives objects; `tag` is that of the rule whose blank nodes they are."""

    made: Term | Join
    tag: str


class _Writer:
    """Writes one row function."""

    def __init__(self, unit: Unit, mode: Mode, join: Join | None = None) -> None:
        self.unit = unit
        self.mode = mode
        self.join = join
        self.coder = Coder(mode)
        self.sinks: dict[tuple[str, ...], str] = {}
        self.same = _Same()
        self.pending: list[Pending] = []
        self.collecting: tuple[tuple[str, ...], Origin] | None = None  # set once a collection is written
        self.terms = TermCoder(
            self.coder, unit.rule.name, unit.rule.base, unit.tag, unit.functions, typed=unit.access.typed
        )

    def written(self) -> Coder:
        """Write the bodies first, because they say which cells and sinks the head has to set up."""
        single = self._body(multi=False)
        several = self._body(multi=True) if self.unit.access.several else []
        coder = self.coder
        coder.lines, coder.depth = [], 0
        with coder.block("def run(rows, sinks):"):
            coder.line("bad = sinks.bad; add = sinks.index.add")
            if self.collecting or "gatherings" in "\n".join(single):
                coder.line(f"gatherings = Gatherings({self.unit.tag!r})")
            for targets, name in self.sinks.items():
                coder.line(f"{name} = sinks.line_sink({targets!r})")
            with coder.block("for n, row in sinks.numbered(rows):"):
                cell_lines(coder, self.unit.access, lineage=self.mode is Mode.STATEMENTS)
                if several:
                    test = " or ".join(f"{cell}.__class__ is tuple" for cell in coder.cells.values())
                    coder.line(f"if odd and ({test or 'False'}):")
                    coder.lines += several
                    coder.line("    continue")
                escape_lines(coder)
                coder.lines += single
                if self.mode is Mode.LINES:
                    coder.line(f"if not n & {BATCH - 1}: yield None")
            if self.collecting:
                self._each_triple("gatherings.rest()", *self.collecting, "{}")
            coder.line("if False: yield" if self.mode is Mode.STATEMENTS else "yield None")
        return coder

    def _body(self, *, multi: bool) -> list[str]:
        coder = self.coder
        coder.lines, coder.multi = [], multi
        coder.depth = 3 if multi else 2
        rule = self.unit.rule
        with coder.undo_depth():
            open_conditions(rule.conditions, coder, self.unit.functions, rule.name)
            for subject in rule.subjects:
                with coder.undo_depth():
                    self._subject(subject)
        return coder.lines

    def _subject(self, subject: Term) -> None:
        coder = self.coder
        self.pending = []
        pieces = self._open(subject)
        coder.line(f"s = {joined(pieces)}")
        if subject.quoted:  # what is said of a triple is said of the node that reifies it
            coder.line("quoted, s = s, reifier(s)")
        if self.join is not None:
            self._index_entry(self.join)
            return
        self._subject_collections(subject)
        if subject.quoted:
            own, entry = subject._replace(quoted=()), PredicateObject((), (), subject.where)
            self._graphs(own, own, own, entry, (_S, _REIFIES, code_piece("quoted")))
        for entry in self.unit.rule.entries:
            with coder.undo_depth():
                open_conditions(entry.conditions, coder, self.unit.functions, self.unit.rule.name)
                for predicate in entry.predicates:
                    for made in entry.objects:
                        self._triple(subject, predicate, made, entry, inverse=False)
                for predicate in entry.inverses:
                    for made in entry.objects:
                        self._triple(subject, predicate, made, entry, inverse=True)

    def _triple(
        self, subject: Term, predicate: Term, made: Term | Link, entry: PredicateObject, *, inverse: bool
    ) -> None:
        with self.coder.undo_depth():
            for one in self._objects(made):
                with self.coder.undo_depth():
                    self.pending = []
                    p = self.terms.open(predicate)
                    o = self._object(one)
                    o = self._once(o, entry)
                    self._graphs(subject, predicate, made, entry, (o, p, _S) if inverse else (_S, p, o))

    def _open(self, term: Term) -> Pieces:
        """Open a subject or object, which may be a collection."""
        if term.gather is None:
            return self.terms.open(term)
        from kgbuild.yarrrml.compile.gather import GATHER_NAMES, open_gather  # few mappings have collections

        self.coder.names.update(GATHER_NAMES)
        name = self.terms.open(term._replace(gather=None)) if term.value is not None else ()
        return open_gather(term.gather, name, self.coder, self._members, self.pending)

    def _members(self, made: Term | Link, add: Callable[[Pieces], None]) -> None:
        with self.coder.undo_depth():
            for one in self._objects(made):
                with self.coder.undo_depth():
                    add(self._object(one))

    def _subject_collections(self, subject: Term) -> None:
        """A collection as subject is made once for each graph of the rule, whatever is said of it."""
        for graph in self.unit.rule.graphs or (None,) if self.pending else ():
            with self.coder.undo_depth():
                pieces = self.terms.open(graph) if graph is not None else ()
                origin = Origin(self.unit.rule.name, subject.where.file, subject.where.line, ())
                self._collections(pieces, subject.targets, origin)

    def _collections(self, graph: Pieces, targets: tuple[str, ...], origin: Origin) -> None:
        """Write the triples of the collections opened for this statement."""
        place = joined(graph) if graph else "''"
        for made in self.pending:
            call = f"gatherings.triples({made.kind!r}, {made.head}, {made.members}, {place}, named={made.named})"
            self._each_triple(call, targets, origin, "record, n")
            self.collecting = self.collecting or (targets, origin)

    def _each_triple(self, triples: str, targets: tuple[str, ...], origin: Origin, record: str) -> None:
        if self.mode is Mode.LINES:
            self.coder.line(f"for q in {triples}: {self._sink(targets)}(quad_line(q))")
        else:
            name, source = self.coder.constant("origin", origin), self.unit.source.name
            self.coder.line(f"for q in {triples}: yield Statement(Quad(*q), {name}, {source!r}, {record})")

    def _once(self, pieces: Pieces, entry: PredicateObject) -> Pieces:
        """An object that goes to several graphs is put together once."""
        if len(self.unit.rule.graphs) + len(entry.graphs) < 2 or len(pieces) == 1:
            return pieces
        self.coder.line(f"o = {joined(pieces)}")
        return _O

    def _objects(self, made: Term | Link) -> tuple[_Object, ...]:
        """The terms an object stands for: a link to the same record is that mapping's subjects."""
        if isinstance(made, Term):
            return (_Object(made, self.unit.tag),)
        rule = self.unit.mapping[made.mapping]
        same = same_record(made, self.unit.source, rule)
        if same is not None:
            open_conditions(rule.conditions, self.coder, self.unit.functions, rule.name)
            return tuple(_Object(subject, self.unit.tag_of(rule, same)) for subject in rule.subjects)
        return (_Object(taken_apart(made, rule, self.unit.functions), self.unit.tag),)

    def _object(self, one: _Object) -> Pieces:
        if isinstance(one.made, Join):
            return self._join(one.made)
        if one.made.value is None and one.made.gather is None:
            return self.terms._replace(tag=one.tag).open(one.made)
        return self._open(one.made)

    def _join(self, join: Join) -> Pieces:
        coder = self.coder
        index = self.unit.find(join)
        found, cells = coder.fresh("j"), coder.fresh("q")
        key = _tuple([self._key(value) for value, _ in join.keys])
        entry = f"{found}, {cells}" if join.rest else found
        coder.open(f"for {entry} in {coder.constant('find', index.find)}({key}):")
        if join.rest:
            self._rest(join, cells)
        return code_piece(found)

    def _rest(self, join: Join, cells: str) -> None:
        """Conditions a hash cannot answer: the other record's cells become variables of this row."""
        coder = self.coder
        was, known = coder.multi, dict(coder.cells)
        coder.multi = True  # either record may have several values
        for position, name in enumerate(object_references(join)):
            variable = coder.fresh("oc")
            coder.line(f"{variable} = {cells}[{position}]")
            coder.cells["o:" + name] = variable
        open_conditions(join.rest, coder, self.unit.functions, self.unit.rule.name)
        coder.multi = was
        coder.cells = {k: v for k, v in coder.cells.items() if k in known or not k.startswith("o:")}

    def _key(self, value: Value) -> str:
        """The text of a key value, blocks opened for its references."""
        coder = self.coder
        name = coder.fresh("k")
        if isinstance(value, Template):
            pieces = raw_pieces(value, coder, bind(value, coder))
            coder.line(f"{name} = {joined(pieces) if pieces else repr('')}")
            return name
        result = evaluate(value, coder, self.unit.functions, self.unit.rule.name)
        coder.open(f"for {name} in results({result}):")
        return name

    def _index_entry(self, join: Join) -> None:
        coder = self.coder
        with coder.undo_depth():
            keys = [self._key(on_side(value, Side.SUBJECT)) for _, value in join.keys]
            cells = [self.coder.cell(Ref(name)) for name in object_references(join)]
            coder.line(f"add({_tuple(keys)}, {f'(s, {_tuple(cells)})' if join.rest else 's'})")

    def _graphs(
        self,
        subject: Term,
        predicate: Term,
        made: Term | Link,
        entry: PredicateObject,
        triple: tuple[Pieces, Pieces, Pieces],
    ) -> None:
        graphs = self.unit.rule.graphs + entry.graphs
        for graph in graphs or (None,):
            with self.coder.undo_depth():
                pieces = self.terms.open(graph) if graph is not None else ()
                if pieces and joined(pieces) in _DEFAULT_GRAPHS:
                    pieces = ()
                targets = (subject.targets, predicate.targets, made.targets, graph.targets if graph else ())
                names = tuple(sorted({name for group in targets for name in group}))
                origin = _origin(self.unit, entry, predicate, made, subject)
                self._collections(pieces, names, origin)
                if self.mode is Mode.LINES:
                    self._line(triple, pieces, names)
                else:
                    self._statement(triple, pieces, origin)

    def _line(self, triple: tuple[Pieces, Pieces, Pieces], graph: Pieces, targets: tuple[str, ...]) -> None:
        sink = self._sink(targets)
        parts = [p for p in (*triple, graph) if p]
        pieces = (*(piece for part in parts for piece in (*part, _SPACE)), _END)
        self.coder.line(f"{sink}({joined(pieces)})")

    def _sink(self, targets: tuple[str, ...]) -> str:
        """The text of what takes lines for these targets; blocks are opened where the row names the file."""
        by_row = self.unit.by_row(targets)
        if not by_row:
            return self.sinks.setdefault(targets, f"w{len(self.sinks)}")
        fixed = [repr(name) for name in targets if name not in {t.name for t in by_row}]
        named = [joined((Piece(f"{t.name}\0"), *self.terms.file_name(t))) for t in by_row]
        return f"sinks.line_sink({_tuple([*fixed, *named])})"

    def _statement(self, triple: tuple[Pieces, Pieces, Pieces], graph: Pieces, origin: Origin) -> None:
        terms = ", ".join(self._one_text(part) if part else "''" for part in (*triple, graph))
        name = self.coder.constant("origin", origin)
        quad = f"new(Quad, ({terms}))"
        self.coder.line(f"yield new(Statement, ({quad}, {name}, {self.unit.source.name!r}, record, n))")

    def _one_text(self, pieces: Pieces) -> str:
        """Return the code of a term; IRIs put together come again and again, so equal ones become one text."""
        code = joined(pieces)
        if pieces[0].code or not pieces[0].text.startswith("<") or not any(piece.code for piece in pieces):
            return code
        return f"{self.coder.constant('same', self.same)}[{code}]"


class _Same(dict[str, str]):
    """Gives for each text the first that was equal to it, as far as it remembers."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = text
        return text


def _tuple(codes: list[str]) -> str:
    return f"({', '.join(codes)}{',' if codes else ''})"


def _origin(unit: Unit, entry: PredicateObject, predicate: Term, made: Term | Link, subject: Term) -> Origin:
    """The rule of a statement: the line of its entry, and the columns that say more than the subject."""
    read = [r.name for r in references(predicate.value)]
    if isinstance(made, Term):
        read += [r.name for value in (made.value, made.datatype, made.language) for r in references(value)]
    else:
        read += [r.name for call in made.conditions for r in references(call) if r.side is Side.SUBJECT]
    read = read or [r.name for r in references(subject.value)]
    columns = [unit.access.column(name) or name for name in read]
    return Origin(unit.rule.name, entry.where.file, entry.where.line, tuple(dict.fromkeys(columns)))
