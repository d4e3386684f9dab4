"""Plain-text articles (first version; the reader's owner deepens it)."""

from __future__ import annotations

import re
from pathlib import Path

from kgbuild.model.article import Article, Block, BlockKind

_DATE = re.compile(r"\s*date (\d{4}-\d\d-\d\d)\s+")
_BLOCK = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")


def read_text(path: Path) -> Article:
    """Read one UTF-8 text file."""
    text = path.read_bytes().decode("utf-8")
    header = _DATE.match(text)
    start = header.end() if header else 0
    blocks = []
    for found in _BLOCK.finditer(text, start):
        body = found.group().rstrip()
        kind = BlockKind.BODY if body[-1] in '.?!"”' else BlockKind.SUBHEAD
        blocks.append(Block(found.start(), found.start() + len(body), kind))
    published = header.group(1) if header else ""
    return Article(path.name, text, path.as_posix(), published=published, blocks=tuple(blocks))
