"""Run actor extraction over a coreference corpus and write the predictions its scorer reads.

    python coref.py dump dwie-dev docs.jsonl
    python tests/benchmarks/quality/coref_adapter.py docs.jsonl pred.jsonl [--cache FOLDER]
    python coref.py score dwie-dev pred.jsonl --within

In: JSON Lines of `{"id", "sents": [[token, …], …]}`. Out: `{"id", "mentions": [{"sent", "tokens", "cluster"}]}`. The
corpora mark named entities of every kind, so adjectives of peoples, times, sums and titles, which are not actors for
kgbuild, are added here as the annotation has them; a city stays apart from the state it stands for.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.find import find_actors
from kgbuild.extract.actors.knowledge import ActorKnowledge, load_actor_knowledge
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.view import view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind
from kgbuild.model.facts import EntityKind, Form, Mention, Role
from kgbuild.model.text import AnnotatedText
from kgbuild.names.keys import name_key

OTHER_LABELS = frozenset(["DATE", "TIME", "MONEY", "NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"])
CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Sept\.|Dec\.|\b[12]\d{3}s?\b|century"
)
DIRECTION = re.compile(r"(?:north|south|east|west|central|occupied|mainland|rural|coastal|upper|lower)[a-z-]*")
CLOSING = frozenset(".,;:!?)]}%’”'\"")


@dataclass(frozen=True, slots=True)
class Document:
    """A tokenised document with its text again, and for each token its sentence, index and place in the text."""

    id: str
    text: str
    places: tuple[tuple[int, int, int, int], ...]  # (start, end, sentence, token)
    blocks: tuple[Block, ...]


def join_tokens(record: dict[str, object], *, apart: bool = False) -> Document:
    """Write the tokens out as running text: a line break ends a paragraph, clitics and punctuation are glued. `apart`
    makes each sentence a paragraph, where a corpus holds sentences picked out of articles."""
    parts: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    blocks: list[Block] = []
    at = begin = 0
    glue = True
    for s, sentence in enumerate(record["sents"]):  # type: ignore[arg-type, var-annotated]
        for t, token in enumerate([*sentence, "\n"] if apart else sentence):
            if "\n" in token:
                parts.append("\n\n")
                if places and places[-1][1] > begin:
                    blocks.append(Block(begin, places[-1][1], BlockKind.BODY))
                at += 2
                begin, glue = at, True
                continue
            if not (glue or token in CLOSING or token.startswith(("’", "'s", "n't")) or token == "-"):
                parts.append(" ")
                at += 1
                if at == begin + 1 and parts[-1] == " " and not places:
                    begin = at
            parts.append(token)
            places.append((at, at + len(token), s, t))
            at += len(token)
            glue = token in {"(", "[", "“", "‘", "$", "-"}
    if places and places[-1][1] > begin:
        blocks.append(Block(begin, places[-1][1], BlockKind.BODY))
    return Document(str(record["id"]), "".join(parts), tuple(places), tuple(blocks))


def other_entities(text: AnnotatedText, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Yield stretches the recognizer marks as adjectives of peoples, times, sums, works, events, with a cluster."""
    tokens, i = text.tokens, 0
    while i < len(tokens):
        label, j = tokens[i].entity, i + 1
        while j < len(tokens) and tokens[j].entity == label and not tokens[j].begins:
            j += 1
        if label in OTHER_LABELS:
            first = i
            while first < j - 1 and tokens[first].pos in {"DET", "ADP", "ADV"}:
                first += 1
            if label in {"DATE", "TIME"} and not CALENDAR.search(text.slice(tokens[first].start, tokens[j - 1].end)):
                i = j
                continue
            start, end = tokens[first].start, tokens[j - 1].end
            if not any(s < end and start < e for s, e in taken):
                yield start, end, f"{label}:{name_key(text.slice(start, end))}"
        i = j


def predict(document: Document, text: AnnotatedText, index: ActorIndex) -> dict[str, object]:
    """Return the prediction line of a document."""
    spans = [(*_bare(m), _cluster(m.entity, m.text, index)) for m in index.mentions if m.form is Form.NAME]
    taken = [(s, e) for s, e, _ in spans]
    titles = [x for e in index.entities.values() for r in e.roles for x in _title(e.id, r)]
    spans += [x for x in titles if not any(s < x[1] and x[0] < e for s, e in taken)]
    spans += list(other_entities(text, [(s, e) for s, e, _ in spans]))
    mentions = []
    for start, end, cluster in spans:
        inside = [(s, t) for a, b, s, t in document.places if a < end and start < b]
        if inside:
            mentions.append({"sent": inside[0][0], "tokens": [t for _, t in inside], "cluster": cluster})
    return {"id": document.id, "mentions": mentions}


def _bare(mention: Mention) -> tuple[int, int]:
    """The annotation leaves out the direction in "eastern Norvale"."""
    first, space, rest = mention.text.partition(" ")
    if space and DIRECTION.fullmatch(first) and rest[0].isupper():
        return mention.start + len(first) + 1, mention.end
    return mention.start, mention.end


def _title(holder: str, role: Role) -> Iterator[tuple[int, int, str]]:
    """The annotation marks the bare title, as "Prime Minister" in "Norvale's Prime Minister"."""
    bare = re.split(r" (?:of the|for|to|at|in|from|on) ", role.title)[0]
    at = role.span.text.find(bare)
    if at >= 0:
        start = role.span.start + at
        yield start, start + len(bare), f"role:{holder}:{bare}"


def _cluster(entity: str, surface: str, index: ActorIndex) -> str:
    found = index.entities[entity]
    if surface in CAPITALS:
        return f"capital/{name_key(surface)}"
    if found.kind is EntityKind.PLACE and found.within.startswith("country/") and not found.key:
        return f"{found.within}:"
    if found.kind is EntityKind.COUNTRY or found.key.startswith("territory/"):
        country = found.key.partition("/")[2]
        return f"country/{country}:{'' if surface in COUNTRY_NAMES.get(country, ()) else name_key(surface)}"
    return entity


CAPITALS: set[str] = set()
COUNTRY_NAMES: dict[str, frozenset[str]] = {}


def _name_countries(knowledge: ActorKnowledge) -> None:
    for known in knowledge.gazetteer.surfaces.values():
        if known.role == "capital" and known.stands_for.startswith("country/"):
            CAPITALS.add(known.surface)
        if known.kind is EntityKind.COUNTRY and known.role == "name":
            code = known.key.partition("/")[2]
            COUNTRY_NAMES[code] = COUNTRY_NAMES.get(code, frozenset()) | {known.surface}


def annotated(documents: list[Document], cache: Path | None) -> list[AnnotatedText]:
    """Annotate the documents, or take the annotation of an earlier run from `cache`."""
    stored = cache / "annotated.pickle" if cache else None
    if stored is not None and stored.is_file():
        return list(pickle.loads(stored.read_bytes()))
    articles = [Article(d.id, d.text, d.id, blocks=d.blocks) for d in documents]
    texts = list(annotate(articles))
    if stored is not None:
        stored.write_bytes(pickle.dumps(texts))
    return texts


def main() -> None:
    """Read documents, write predictions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--cache", type=Path, help="folder that keeps annotations between runs")
    args = parser.parse_args()
    lines = args.documents.read_text(encoding="utf-8").splitlines()
    documents = [join_tokens(json.loads(line)) for line in lines if line.strip()]
    lexicon = load_lexicon()
    knowledge, grammar = load_actor_knowledge(lexicon), load_grammar(lexicon)
    _name_countries(knowledge)
    with args.predictions.open("w", encoding="utf-8") as out:
        for document, text in zip(documents, annotated(documents, args.cache), strict=True):
            index = find_actors(view_of(text, grammar), knowledge=knowledge)
            out.write(json.dumps(predict(document, text, index), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
