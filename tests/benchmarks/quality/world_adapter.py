"""Run a whole build over a cross-document coreference corpus and write the predictions its scorer reads.

    python coref.py dump SET docs.jsonl
    python tests/benchmarks/quality/world_adapter.py docs.jsonl events|actors ours.jsonl baseline.jsonl
    python coref.py score SET ours.jsonl --align; python coref.py score SET baseline.jsonl --align

The baseline clusters the same mentions by what a plain system would: events by the stem of their word, actors by their
name in ASCII. Documents of one topic are resolved together, as one corpus.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from coref_adapter import Document, join_tokens

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.extract.article import extract_facts, load_knowledge
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article
from kgbuild.model.facts import ArticleFacts, EntityKind, Form
from kgbuild.names.keys import name_key
from kgbuild.resolve.prior import Prior
from kgbuild.resolve.resolve import resolve
from kgbuild.resolve.wording import stem
from kgbuild.resolve.words import load_identity_words

Found = tuple[int, int, str, str]
"""First code point, the one after the last, our cluster, the baseline's."""


def mentions_of(facts: ArticleFacts, what: str) -> Iterator[Found]:
    """Yield what an article mentions."""
    if what == "events":
        for event in (*facts.meetings, *facts.events):
            for span in event.spans:
                yield span.start, span.end, event.id, stem(span.text.lower().split()[-1])
        return
    for mention in facts.mentions:
        if mention.form is Form.NAME and mention.kind is not EntityKind.PLACE:
            yield mention.start, mention.end, mention.entity, name_key(mention.text)


def lines_of(document: Document, found: list[Found]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the prediction lines of a document: ours and the baseline's."""
    ours, plain = [], []
    for start, end, cluster, key in found:
        inside = [(s, t) for a, b, s, t in document.places if a < end and start < b]
        if inside:
            place = {"sent": inside[0][0], "tokens": [t for s, t in inside if s == inside[0][0]]}
            ours.append({**place, "cluster": cluster})
            plain.append({**place, "cluster": key})
    return {"id": document.id, "mentions": ours}, {"id": document.id, "mentions": plain}


def main() -> None:
    """Read documents, write both predictions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("what", choices=["events", "actors"])
    parser.add_argument("ours", type=Path)
    parser.add_argument("baseline", type=Path)
    args = parser.parse_args()
    records = [json.loads(line) for line in args.documents.read_text(encoding="utf-8").splitlines() if line.strip()]
    topics: dict[str, list[Document]] = defaultdict(list)
    for record in records:
        topics[str(record.get("topic", ""))].append(join_tokens(record, apart=True))
    lexicon = load_lexicon()
    knowledge = load_knowledge(lexicon)
    prior = Prior(words=load_identity_words(lexicon))
    with args.ours.open("w", encoding="utf-8") as ours, args.baseline.open("w", encoding="utf-8") as plain:
        for documents in topics.values():
            articles = [Article(d.id, d.text, d.id, blocks=d.blocks) for d in documents]
            facts = [extract_facts(text, knowledge=knowledge) for text in annotate(articles)]
            resolved = {f.article.id: f for f in resolve(facts, prior=prior).facts}
            for document in documents:
                one, other = lines_of(document, list(mentions_of(resolved[document.id], args.what)))
                ours.write(json.dumps(one) + "\n")
                plain.write(json.dumps(other) + "\n")


if __name__ == "__main__":
    main()
