"""How reading grows with its input: each shape of article at twice the length, the time as a ratio.

python -m tests.benchmarks.reading.growth                 every shape
python -m tests.benchmarks.reading.growth hyphens colons  these

Reads as a build does, with its collector of cycles. A ratio near 2 is linear, near 4 quadratic. A shape over 2.6 at
any doubling is named at the end, with exit code 1.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from types import FrameType

from kgbuild.errors import InputError
from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.pipeline.collecting import seldom_collected
from kgbuild.problems import Problem
from kgbuild.read.articles import read_articles

LENGTHS = (50_000, 100_000, 200_000, 400_000)  # characters
ROUNDS = 3  # the best counts: other work on the machine only ever adds
TOO_STEEP = 2.6
LONGEST = 20  # seconds
TOO_QUICK = 0.02  # seconds under which a ratio says nothing
_TOP = "Ruritania and Arcadia met in Varna on Tuesday.\n\n"
Shape = Callable[[int], str]


def _of(piece: str, before: str = _TOP, after: str = "\n") -> Shape:
    return lambda length: before + piece * (length // len(piece)) + after


def _numbered(piece: str) -> Shape:
    """Pieces that differ, so that nothing is found in a table of what was seen before."""
    return lambda length: _TOP + "".join(piece.replace("#", str(k)) for k in range(length // (len(piece) + 4)))


TEXT: Mapping[str, Shape] = {
    "one-line": _of("The board met and agreed to close the quay. "),
    "one-word": _of("x"),
    "spaces": _of(" "),
    "blank-lines": _of("\n"),
    "carriage-returns": _of("\r"),
    "lines": _of("The board met and agreed to close the quay\n"),
    "paragraphs": _of("The board met.\n\n"),
    "wrapped": _of("The harbour board met on Tuesday and agreed to close the\nnorthern quay, its chairman said, "),
    "hyphens": _of(
        "The harbour board met on Tues-\nday to close the north-\nern quay for re-\npairs, he said of the\n"
    ),
    "other-hyphens": _numbered("board a# met on x#ab-\ncd# day to close it\n"),
    "colons": _of("a: "),
    "colon-lines": _of("Present at the talks were:\n"),
    "list": _of("- Ann Roe, the envoy of Arcadia\n", before=_TOP + "Present at the talks were:\n"),
    "lists": _of("Present at the talks were:\n- Ann Roe\n- Bo Lund\n\n"),
    "bylines": _of("By Ann Roe and "),
    "byline-words": _of("By Ann Roe ", before=""),
    "quotes": _of('"'),
    "single-quotes": _of("it's 'so' "),
    "open-quotes": _of("\u201c"),
    "brackets": _of("("),
    "closed": _of("(Reporting by Ann Roe) "),
    "questions": _of("Why? "),
    "stops": _of(". "),
    "capitals": _of("NAIROBI, KENYA - "),
    "names": _of("Ann Roe "),
    "dashes": _of("-"),
    "entities": _of("&amp;"),
    "ampersands": _of("&"),
    "mojibake": _of("â€™"),
    "invisible": _of("a\u00ad\u200b"),
    "tabs": _of("\t|"),
    "table": _of("Ann Roe\tArcadia\t5\n"),
    "marks": _of("\u0301"),
    "promo": _of("Also read: the quay closes. "),
    "labels": _of("Sign up for our newsletter\n"),
    "front-matter": _of("title: a\n", before="---\n", after="---\n" + _TOP),
    "front-depth": _of("[", before="---\ntitle: ", after="\n---\n" + _TOP),
    "dates": _of("date 2031-05-06 ", before=""),
}
MARKDOWN: Mapping[str, Shape] = {
    "emphasis": _of("*a **b** _c_ "),
    "open-emphasis": _of("*a "),
    "underlines": _of("_a_ __b"),
    "links": _of("[Ann](https://e.example/a) "),
    "open-links": _of("[a"),
    "closed-links": _of("]("),
    "images": _of("![a](b) "),
    "open-images": _of("!["),
    "quotes-deep": _of(">"),
    "quotes": _of("> a\n"),
    "code": _of("`"),
    "code-spans": _of("`a` ``b "),
    "fences": _of("```\na\n"),
    "lists-md": _of("- a\n"),
    "lists-deep": lambda length: _TOP + "".join("  " * (k % 40) + "- a\n" for k in range(length // 45)),
    "tables": _of("a | b | c\n", before=_TOP + "a | b | c\n--- | --- | ---\n"),
    "table-heads": _of("a | b\n--- | ---\n\n"),
    "cells": _of("|a", before=_TOP + "|a" * 3000 + "\n" + "|-" * 3000 + "\n"),
    "footnotes": _numbered("a[^#] b\n\n[^#]: note\n\n"),
    "one-footnote": _of("a[^1] ", after="\n\n[^1]: note\n"),
    "references": _numbered("[a#]: https://e.example/#\n"),
    "comments": _of("<!--"),
    "tags": _of("<b>"),
    "open-tags": _of("<b "),
    "escapes": _of("\\*"),
    "breaks": _of("a  \n"),
    "headings": _of("# a\n"),
    "strikes": _of("~~a"),
    "autolinks": _of("<https://e.example/>"),
    "entities-md": _of("&amp;"),
    "same-word": _of("the **the** "),
    "wrapped-md": _of("the **harbour** board\nmet "),
}
HTML: Mapping[str, Shape] = {
    "p": _of("<p>The board met and agreed to close the quay.</p>", before="<html><body><article>"),
    "div": _of("<div>", before="<html><body><article><p>The board met.</p>"),
    "open-angles": _of("<", before="<html><body>"),
    "attributes": _of(" a=b", before="<html><body><p", after=">The board met on Tuesday and closed the quay.</p>"),
    "br": _of("The board met.<br>", before="<html><body><article><p>"),
    "li": _of("<li>Ann Roe of Arcadia</li>", before="<html><body><article><p>Present were:</p><ul>"),
    "td": _of("<tr><td>Ann Roe</td></tr>", before="<html><body><article><p>The board met.</p><table>"),
    "html-comments": _of("<!-- a -->", before="<html><body><article><p>The board met.</p>"),
    "meta": _of('<meta name="a" content="b">', before="<html><head>", after="</head><body><p>The board met.</p>"),
    "html-open": _of("<html lang", before=""),
    "meta-open": _of("<meta charset", before=""),
}  # fmt: skip
_RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title>'
_ITEM = f"{_RSS}<item><guid>l-1</guid><description><![CDATA[The board met. "
_ENDED = "]]></description></item></channel></rss>"
FEEDS: Mapping[str, Shape] = {
    "items": lambda length: _RSS + "".join(
        f"<item><guid>l-{k}</guid><description>The board met.</description></item>" for k in range(length // 73)
    ) + "</channel></rss>",
    "same-item": _of("<item><guid>l-1</guid><description>The board met.</description></item>", before=_RSS,
                     after="</channel></rss>"),
    "item-words": _of("The board met. ", before=_ITEM, after=_ENDED),
    "item-angles": _of("<", before=_ITEM, after=_ENDED),
    "item-tags": _of("<b ", before=_ITEM, after=_ENDED),
    "item-comments": _of("<!--", before=_ITEM, after=_ENDED),
    "item-entities": _of("&amp;", before=_ITEM, after=_ENDED),
    "elements": _of("<a>", before=_RSS, after=""),
}  # fmt: skip
SHAPES = {**{n: ("a.txt", s) for n, s in TEXT.items()}, **{n: ("a.md", s) for n, s in MARKDOWN.items()},
          **{n: ("a.html", s) for n, s in HTML.items()}, **{n: ("a.rss", s) for n, s in FEEDS.items()}}  # fmt: skip


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def seconds(folder: Path, name: str, text: str) -> float:
    """Return the time of the process to read a text, no more than `LONGEST`; what is refused counts as read."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    problems: list[Problem] = []
    started = process_time()
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    with suppress(InputError, TakesLong):
        list(read_articles([path], lexicon=lexicon(), problems=problems, published="2031-05-06"))
    signal.setitimer(signal.ITIMER_PROF, 0)
    return process_time() - started


class TakesLong(Exception):
    """A text took longer than it may."""


def stopped(_: int, __: FrameType | None) -> None:
    raise TakesLong


@seldom_collected()
def main() -> int:
    """Measure the shapes named on the command line, else all."""
    wanted = sys.argv[1:] or list(SHAPES)
    steep: dict[str, float] = {}
    signal.signal(signal.SIGPROF, stopped)
    with TemporaryDirectory() as folder:
        seconds(Path(folder), "a.txt", _TOP)  # what is loaded once
        seconds(Path(folder), "a.md", _TOP)
        seconds(Path(folder), "a.html", HTML["p"](2000))
        seconds(Path(folder), "a.rss", FEEDS["items"](2000))
        for shape in wanted:
            name, make = SHAPES[shape]
            texts = [make(length) for length in LENGTHS]
            rounds = [[seconds(Path(folder), name, text) for text in texts] for _ in range(ROUNDS)]
            times = [min(of_one) for of_one in zip(*rounds, strict=True)]
            ratios = [later / max(earlier, 1e-4) for earlier, later in pairwise(times)]
            print(json.dumps({"shape": shape, "seconds": [round(t, 3) for t in times],
                              "ratios": [round(r, 2) for r in ratios]}), flush=True)  # fmt: skip
            steepest = max((r for r, earlier in zip(ratios, times, strict=False) if earlier > TOO_QUICK), default=0)
            if steepest > TOO_STEEP:
                steep[shape] = steepest
    for shape, ratio in steep.items():
        print(f"too steep: {shape} × {ratio:.1f}")
    return int(bool(steep))


if __name__ == "__main__":
    sys.exit(main())
