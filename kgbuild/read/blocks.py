"""Blocks: what each paragraph of an article is. Only body paragraphs are ever read for facts.

Wording alone never decides over a real sentence: a promo phrase counts where the paragraph opens with it, is short and
nobody is quoted by it. Structure decides the rest: a line without a final stop that is short, quoted whole or in title
case is a heading. Leads such as `GENEVA (Reuters) -`, bullets and closing credits are cut off the body paragraph they
stand in, so that it begins and ends with its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.model.article import DATELINE, Block, BlockKind
from kgbuild.read.lines import paragraphs
from kgbuild.read.turns import Opening, find_openings
from kgbuild.read.wording import Wording

_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')
_NO_WORD = re.compile(r"[\W_]+")
_STOP = re.compile(r"[.!?][\"')\]]*\Z")
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)[\"')\]]*\Z")
_QUOTED_WHOLE = re.compile(r"(?:\"[^\"]*\"|'(?:[^']|(?<=\w)'(?=\w))*')\Z")
_HEADING_MARK = re.compile(r"#{1,6}\s+")
_BULLET = re.compile(r"(?:[-*•▪●‣◦·–—]|\d{1,2}[.)])\s+(?=\S)")
_CREDIT_TAIL = re.compile(
    r"(?<=[.!?\"”’])\s+[(\[](?:(?i:(?:additional |with )?(?:reporting|writing|editing) by [^()\[\]]*)"
    r"|[A-Z]{2,5}|Reuters|Bloomberg)[)\]]\Z"
)
# a short opening that is a question or a cry, or any that "Please" follows
_HOOK = re.compile(r"[^.?!\"]{3,80}(?:[?!]\s+(?=[A-Z])|[.]\s+(?=Please\b))")
_SENTENCE_GAP = re.compile(r"(?<=[.!?\"”])\s+(?=[A-Z])")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:,? (?i:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?\.?)"
_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x180))))  # of Latin scripts: "TROMSØ"
_CITY = rf"[{_CAPITAL}][{_CAPITAL}'’.-]{{2,}}(?:[ -][{_CAPITAL}][{_CAPITAL}'’.-]+)*"
_PLACES = rf"(?:{_CITY}|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{0,3}})(?:(?:/|, ?)[A-Z][\w.'’ -]{{1,30}}?)?"
_DATELINE = re.compile(
    # GENEVA, March 3 (Reuters) - ; MARCH 03, 2026 (REUTERS) -
    rf"(?:(?:(?:{_PLACES}{_DAY}?|{_CITY} \d{{1,2}}, \d{{4}}) ?)?\([A-Z][\w.&/ ]{{1,25}}\) ?(?:--|[-–—:])"
    rf"|{_CITY}(?:(?:/|, ?)[A-Z][\w.'’ -]{{1,30}}?)?{_DAY}? (?:--|[-–—])"  # NAIROBI, Kenya -
    rf"|{_PLACES}{_DAY} (?:--|[-–—])"  # Nairobi, 3 March -
    rf"|{_CITY}(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?)?{_DAY}? ?:"  # NEW DELHI: ; DELHI, India, May 7:
    r")(?:\s+|(?<=--))(?=[A-Z\"“'‘\d])"
)
# Echo Wire - ; Lund Press -- ; echo.com - ; not "Norvik - Denmark's largest brewer - said"
_OUTLET = re.compile(
    r"(?:[A-Z][\w.&]*|\w+\.[a-z]{3})(?: [A-Z][\w.&]*){0,2} (?:--|[-–—])(?![^.!?]*\s(?:--|[-–—])\s)\s+(?=[A-Z\"“'‘\d])"
)
_SENDER = re.compile(r"(?:[A-Z][a-z]+ ){1,2}Press (?:--|[-–—])\s+")  # Northern Press - OSLO (NP) -
_LONGEST_NOTICE = 120  # words of a byline, a notice, a disclaimer; patterns with gaps are slow on longer lines
_LONGEST_WORD = 40  # characters a word of a notice has on average, addresses too; no pattern is tried on more
_PROMO_WORDS = 45  # longer paragraphs are stories, whatever they open with
_HEADING_WORDS = 16
_TITLE_WORDS = 30
_CLAUSE_WORDS = 6  # fewer with a verb may be a heading: "What is at stake"
_LONGEST_TITLE = 400  # code points at the end of a paragraph in which a promo title may stand
_PORTION = 20_000  # code points: the parser's time and memory grow with the square of a paragraph's length
_Told = tuple[BlockKind, str]  # a kind, and what it was told by
_BLANK = re.compile(r"\s+")
_TAIL = 3  # paragraphs at the end where authors are introduced


def split_blocks(text: str, start: int = 0, *, title: str = "", wording: Wording) -> Iterator[Block]:
    """Yield the blocks of an article from code point `start` on; `title` is what its header gives, if anything."""
    parts = list(paragraphs(text, start))
    shown = [text[part.start : part.end].translate(_STRAIGHT) for part in parts]
    openings = find_openings(shown, title=title, wording=wording)
    for k, part in enumerate(parts):
        opening = openings.get(k, Opening())
        start = part.start + opening.end
        if opening.end:
            label = BlockKind.BODY if opening.rest else BlockKind.BYLINE
            yield Block(part.start, part.start + len(shown[k][: opening.end].rstrip()), label, opening.why)
        if start == part.end:
            continue
        plain = _plain(text[start : part.end])
        told = _wording_kind(plain, wording, near_end=k >= len(parts) - _TAIL and k > 0)
        if told is None:
            told = _structure_kind(plain, wording, title=title, first=k == 0, last=k == len(parts) - 1)
        if opening.rest and (opening.sure or told[0] is BlockKind.BODY):
            yield from _portions(text, start, part.end, opening.rest)
        elif told[0] is BlockKind.BODY:
            yield from _trimmed(text, Block(start, part.end, *told), wording)
        else:
            yield Block(start, part.end, *told)


def _plain(words: str) -> str:
    return " ".join(words.translate(_STRAIGHT).split())


def _wording_kind(plain: str, wording: Wording, *, near_end: bool) -> _Told | None:
    """Return what the words of a paragraph make it, and by what, or None where they say nothing."""
    if not any(c.isalnum() for c in plain):
        return BlockKind.BOILERPLATE, "no letters"
    line = re.sub(r"\A[^\w\"'(\[@#©]+", "", plain)  # arrows, stars, picture signs in front
    words = line.split()
    if len(words) > _LONGEST_NOTICE or len(line) > _LONGEST_NOTICE * _LONGEST_WORD:
        return None
    stopped, told = _STOP.search(line) is not None, wording.reporting.search(line) is not None
    if wording.bylines.match(line) and not (stopped and _is_sentence(line, words)):
        return BlockKind.BYLINE, "opens as a byline"
    if wording.buttons.match(line) and not stopped:
        return BlockKind.BOILERPLATE, "the words of a button"
    if near_end and wording.tail.match(line):
        return BlockKind.BYLINE, "an author is introduced at the end"
    if wording.lines.match(line):
        return BlockKind.BOILERPLATE, "the wording of a notice"
    if len(words) > _PROMO_WORDS:
        return None
    if _is_labelled(line, wording, stopped=stopped, told=told):
        return BlockKind.BOILERPLATE, "opens with a label"
    if wording.credits.match(line):
        return BlockKind.BOILERPLATE, "the credit of a picture"
    if _is_promo(line, wording) and not told and not (stopped and _tells(line)):
        return BlockKind.BOILERPLATE, "speaks to the reader"
    return None


def _is_promo(line: str, wording: Wording) -> bool:
    """Return whether the words speak to the reader: at once, or after a hook (`Missed the debate? Watch it here.`)."""
    if wording.starts.match(line) or wording.anywhere.match(line):
        return True
    hook = _HOOK.match(line)
    return hook is not None and wording.starts.match(line, hook.end()) is not None


def _is_sentence(line: str, words: list[str]) -> bool:
    """Return whether a line that opens like a byline goes on in small letters: `By Monday, the rebels had left.`"""
    if line.startswith("(") or re.search(r"\bthis (?:report|story|article)\b", line):
        return False
    return sum(w.strip("\"'([")[:1].isupper() for w in words) < 0.4 * len(words)


def _is_labelled(line: str, wording: Wording, *, stopped: bool, told: bool) -> bool:
    """Return whether the line is a label, alone or before a title: `Also read: …`, `WATCH …`.

    A single word in small letters may open a sentence too, so there a sentence that quotes someone stays.
    """
    label = wording.labels.match(line)
    if label is not None and not (stopped and label.end() == len(line)):
        name = label.group().rstrip(" :|>»→–—-")
        title = line[label.end() :].lstrip()
        return " " in name or name.isupper() or not (stopped and (told or title[:1].islower()))
    shout = re.match(r"(?:[A-Z]{3,}\s+){1,3}(?=[A-Z\"'])", line)
    return shout is not None and not stopped and wording.labels.match(shout.group().strip() + ":") is not None


def _tells(line: str) -> bool:
    """Return whether a sentence is about a promo phrase: `Subscribe now was the only button left.`

    It is one in the past, unless the past stands in a clause below what the reader is told to do.
    """
    past = re.search(r"\b(?:was|were|had|became|led|drew)\b", line)
    if past is None or re.search(r"\b(?:you|your|us)\b", line, re.IGNORECASE):
        return False
    below = r"\b(?:what|which|who|how|why|that|when|where|as|after|before|if|whether)\b"
    return re.search(below, line[: past.start()], re.IGNORECASE) is None


def _structure_kind(plain: str, wording: Wording, *, title: str, first: bool, last: bool) -> _Told:
    head = BlockKind.HEADLINE if first else BlockKind.SUBHEAD
    if title and _bare(plain) == _bare(_plain(title)):
        return BlockKind.HEADLINE, "the title of the header"
    if _HEADING_MARK.match(plain):
        return head, "marked as a heading"
    if first and last:
        return BlockKind.BODY, ""  # a text of one paragraph is no headline of anything
    line = _BULLET.sub("", plain, count=1)
    limit = _TITLE_WORDS if first else _HEADING_WORDS
    if not _is_heading(line, wording, limit=limit):
        return BlockKind.BODY, ""
    return head, "quoted whole" if _QUOTED_WHOLE.match(line) else "a short line without the end of a sentence"


def _bare(words: str) -> str:
    return _NO_WORD.sub("", words.casefold())


def _is_heading(line: str, wording: Wording, *, limit: int) -> bool:
    words = line.split()
    if len(words) > max(limit, _TITLE_WORDS) + 6:
        return False
    told = wording.reporting.search(line) is not None
    if line.endswith("?") and '"' not in line:
        return len(words) <= (20 if limit > _HEADING_WORDS else 10) and not told
    if line.endswith((":", ",", ";")):
        return len(words) <= 8 and not wording.verbs.match(line)
    if _ELLIPSIS.search(line):
        return len(words) <= limit and (_QUOTED_WHOLE.match(line) is not None or limit > _HEADING_WORDS)
    if _STOP.search(line):
        return False
    if _QUOTED_WHOLE.match(line):
        return len(words) <= limit + 6
    if limit <= _HEADING_WORDS and _goes_on(line, words, wording):
        return False
    return len(words) <= limit or (len(words) <= _TITLE_WORDS and _in_title_case(words))


def _goes_on(line: str, words: list[str], wording: Wording) -> bool:
    """Return whether a line that lacks a full stop is a sentence all the same, or goes on with one."""
    if line[:1].islower():
        return True
    told = len(words) >= _CLAUSE_WORDS and line[0] not in "\"'" and wording.verbs.match(line) is not None
    return told and not _in_title_case(words)


def _in_title_case(words: list[str]) -> bool:
    big = sum(w.strip("\"'([")[:1].isupper() or w[:1].isdigit() for w in words)
    return big >= 0.7 * len(words)


def _trimmed(text: str, block: Block, wording: Wording) -> Iterator[Block]:
    """Yield a body paragraph without the dateline or bullet before it and the credits or promo title after it."""
    words, start = text[block.start : block.end], block.start
    if (sender := _SENDER.match(words)) and _DATELINE.match(words, sender.end()):
        start += sender.end()
        yield Block(
            block.start, block.start + len(sender.group().rstrip()), BlockKind.BYLINE, "the outlet of the report"
        )
    place = _DATELINE.match(words, start - block.start)
    if lead := _BULLET.match(words) or place or _OUTLET.match(words):
        if any(c.isalpha() for c in lead.group()):
            why = DATELINE if place else "the outlet of the report"
            yield Block(start, start + len(lead.group().rstrip()), BlockKind.BYLINE, why)
        start = block.start + lead.end()
    cut, kind, why = _tail(words, wording)
    end = block.start + len(words[:cut].rstrip())
    yield from _portions(text, start, end)
    if cut < len(words):
        yield Block(block.start + cut, block.end, kind, why)


def _portions(text: str, start: int, end: int, why: str = "") -> Iterator[Block]:
    """Yield a body paragraph in portions that a parser can hold, cut between sentences where there are any."""
    while end - start > _PORTION:
        limit = start + _PORTION
        gaps = list(_SENTENCE_GAP.finditer(text, limit - _PORTION // 2, limit))
        blank = _BLANK.search(text, limit, end)
        cut = gaps[-1].span() if gaps else blank.span() if blank else (limit, limit)
        yield Block(start, cut[0], BlockKind.BODY, why)
        start = cut[1]
    if start < end:
        yield Block(start, end, BlockKind.BODY, why)


def _tail(words: str, wording: Wording) -> tuple[int, BlockKind, str]:
    """Return where a paragraph's own words end, what follows them on its line, and by what that is told."""
    thanks = _CREDIT_TAIL.search(words)
    if thanks:
        return (
            thanks.start() + len(thanks.group()) - len(thanks.group().lstrip()),
            BlockKind.BYLINE,
            "a credit at the end",
        )
    for gap in _SENTENCE_GAP.finditer(words, max(0, len(words) - _LONGEST_TITLE)):
        rest = _plain(words[gap.end() :])
        label = wording.labels.match(rest)
        named = label is not None and label.end() < len(rest) and " " in label.group().strip(" :|>»→–—-")
        if named and not _STOP.search(rest):
            return gap.end(), BlockKind.BOILERPLATE, "opens with a label"
    return len(words), BlockKind.BODY, ""
