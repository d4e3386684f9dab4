"""Run position extraction over a corpus of attributions and write the predictions its scorer reads.

    python quotes.py dump polnear-dev docs.jsonl
    python tests/benchmarks/quality/quotes_adapter.py docs.jsonl pred.jsonl [--cache FOLDER]
    python quotes.py score polnear-dev pred.jsonl

In: JSON Lines of `{"id", "date", "text"}`. Out: `{"id", "quotes": [{"content", "source", "cue", "speaker"}]}`.
The corpus counts quotation marks and "that" to the content, and all that one cue reports as one attribution; kgbuild
does not, so positions are joined and widened here.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections.abc import Sequence
from pathlib import Path

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.find import find_actors
from kgbuild.extract.actors.knowledge import load_actor_knowledge
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.quotations import find_quotations, load_marks
from kgbuild.extract.parse.view import view_of
from kgbuild.extract.positions.find import find_positions
from kgbuild.extract.positions.speech import read_speech
from kgbuild.extract.positions.vocabulary import load_speech
from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import PositionFact
from kgbuild.model.text import AnnotatedText
from kgbuild.read.blocks import split_blocks
from kgbuild.read.wording import read_wording

_OPENING = frozenset("\"“'‘«`")
_CLOSING = frozenset("\"”'’»")
_THAT = re.compile(r"\bthat\s+\Z")
_JOIN = 6  # characters between two stretches that the corpus marks as one


def predict(text: AnnotatedText, positions: Sequence[PositionFact], actors: ActorIndex) -> dict[str, object]:
    """Return one prediction line: an attribution for each cue."""
    by_cue: dict[int, list[PositionFact]] = {}
    for position in positions:
        if position.cue is not None:
            by_cue.setdefault(position.cue.start, []).append(position)
    quotes = []
    for found in by_cue.values():
        first = found[0]
        spans = sorted({_widened(text.article.text, s.start, s.end) for p in found for s in p.content})
        source = [[s.start, s.end] for p in found if (s := p.speaker_span) is not None]
        cue = [[first.cue.start, first.cue.end]] if first.cue is not None else []
        name = actors.entities[first.speaker].name if first.speaker is not None else ""
        quotes.append({"content": _joined(spans), "source": source[:1], "cue": cue, "speaker": name})
    return {"id": text.article.id, "quotes": quotes}


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the quotation marks at both ends and the complementizer before."""
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    that = _THAT.search(text, max(0, start - 6), start)
    return (that.start() if that is not None else start), end


def _joined(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    made: list[list[int]] = []
    for start, end in spans:
        if made and start <= made[-1][1] + _JOIN:
            made[-1][1] = max(made[-1][1], end)
        else:
            made.append([start, end])
    return made


def annotated(documents: Sequence[dict[str, str]], lexicon: Lexicon, cache: Path | None) -> list[AnnotatedText]:
    """Annotate the documents, or take the annotation of an earlier run from `cache`."""
    stored = cache / "attributions.pickle" if cache else None
    if stored is not None and stored.is_file():
        return list(pickle.loads(stored.read_bytes()))
    wording = read_wording(lexicon)
    articles = [
        Article(
            d["id"],
            d["text"],
            d["id"],
            published=d["date"] or "",
            blocks=tuple(split_blocks(d["text"], wording=wording)),
        )
        for d in documents
    ]
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
    documents = [json.loads(line) for line in args.documents.read_text(encoding="utf-8").split("\n") if line.strip()]
    lexicon = load_lexicon()
    knowledge = load_actor_knowledge(lexicon)
    speech, grammar = load_speech(lexicon), load_grammar(lexicon)
    marks = load_marks(lexicon)
    with args.predictions.open("w", encoding="utf-8") as out:
        for parsed in annotated(documents, lexicon, args.cache):
            text = view_of(parsed, grammar)
            actors = find_actors(text, knowledge=knowledge)
            positions = find_positions(read_speech(text, actors, find_quotations(text, marks), lexicon=speech), ())
            out.write(json.dumps(predict(text, positions, actors), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
