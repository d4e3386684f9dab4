"""What an article's words of speech report: read once, before anyone asks what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.quotations import Quotation, quoted_tokens
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.tree import ancestors
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.attribution import Ownership, attribute
from kgbuild.extract.positions.cues import find_cues
from kgbuild.extract.positions.reports import SpeechReport, find_reports
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.extract.positions.vocabulary import Flag, Slot, SpeechLexicon


@dataclass(frozen=True, slots=True)
class Speech(SpeechScene):
    """The reports of an article that own its quotations or have words of their own.

    `reports` are what positions are made of, and `by_cue` has the last one of each cue; `others` only take words out of
    the reporter's mouth ("reportedly").
    """

    reports: tuple[SpeechReport, ...]
    others: tuple[SpeechReport, ...]
    links: tuple[Ownership, ...]
    by_cue: Mapping[int, SpeechReport]

    def around(self, report: SpeechReport, *, far: bool = False) -> Iterator[SpeechReport]:
        """Yield the reports in whose words a cue stands, nearest first; with `far` also across a relative clause; what
        hangs below tells its whole sentence ("offered to pay, | according to a clerk")."""
        for i in (report.cue, *ancestors(self.text, report.cue)):
            hosted = (c for c in self.text.children[i] if c in self.by_cue and self.by_cue[c].slot == Slot.HOST)
            for above in (self.by_cue[j] for j in (i, *hosted) if j in self.by_cue and j != report.cue):
                if above.content is not None and report.cue in above.content.tokens:
                    yield above
            if not far and self.text.tokens[i].dep == Rel.RELATIVE:
                return

    def owned(self, n: int) -> list[Quotation]:
        """Return the quotations of report number `n`."""
        return [self.quotations[link.quotation] for link in self.links if link.report == n]


def read_speech(text: View, actors: ActorIndex, quotations: Sequence[Quotation], *, lexicon: SpeechLexicon) -> Speech:
    """Return the reports of an article in text order, and which quotation belongs to which."""
    inside = tuple(quoted_tokens(quotations, len(text.tokens)))
    scene = SpeechScene(text, actors, lexicon, quotations, inside)
    found = tuple(find_reports(scene, find_cues(scene)))
    reports = tuple(r for r in found if not r.unreal and Flag.HEARSAY not in r.frame.flags)
    others = tuple(r for r in found if (r.unreal or Flag.HEARSAY in r.frame.flags) and not r.quoted)
    links = attribute(scene, reports)
    by_cue = {report.cue: report for report in reports}
    return Speech(text, actors, lexicon, quotations, inside, reports, others, links, by_cue)
