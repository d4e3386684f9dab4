"""Facts as files of annotation tools, for people to correct."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kgbuild.elsewhere import brat, label_studio
from kgbuild.elsewhere.mark import markup_of
from kgbuild.model.facts import ArticleFacts


def for_brat(found: Iterable[ArticleFacts]) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of brat's files: two an article, and its configuration."""
    types = set[str]()
    for facts in found:
        types |= {e.type for e in facts.events}
        name = brat.file_name(facts.article.id)
        yield f"{name}.txt", facts.article.text.encode()
        yield f"{name}.ann", brat.written(markup_of(facts)).encode()
    yield "annotation.conf", brat.configuration(types).encode()


def for_label_studio(found: Iterable[ArticleFacts]) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of Label Studio's files: the tasks, and the labelling configuration."""
    types, tasks = set[str](), []
    for facts in found:
        types |= {e.type for e in facts.events}
        tasks.append(label_studio.task(markup_of(facts)))
    yield "tasks.json", (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode()
    yield "labels.xml", label_studio.configuration(types).encode()
