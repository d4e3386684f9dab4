"""What an article's words of speech report: read once, before anyone asks what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.parse.quotations import Quotation, quoted_tokens
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.attribution import Ownership, attribute
from kgbuild.extract.positions.cues import find_cues
from kgbuild.extract.positions.lexicon import SpeechLexicon
from kgbuild.extract.positions.reports import SpeechReport, find_reports
from kgbuild.extract.positions.vocabulary import Flag


@dataclass(frozen=True, slots=True)
class Speech:
    """The quotations of an article and the reports that own them or have words of their own.

    `inside` says for each token which quotation it stands in (-1: none). `reports` are what positions are made of;
    `others` only take words out of the reporter's mouth ("reportedly", "would say that").
    """

    text: View
    actors: ActorIndex
    lexicon: SpeechLexicon
    quotations: tuple[Quotation, ...]
    inside: tuple[int, ...]
    reports: tuple[SpeechReport, ...]
    others: tuple[SpeechReport, ...]
    links: tuple[Ownership, ...]

    def owned(self, n: int) -> list[Quotation]:
        """Return the quotations of report number `n`."""
        return [self.quotations[link.quotation] for link in self.links if link.report == n]


def read_speech(text: View, actors: ActorIndex, quotations: Sequence[Quotation], *, lexicon: SpeechLexicon) -> Speech:
    """Return the reports of an article in text order, and which quotation belongs to which."""
    inside = tuple(quoted_tokens(quotations, len(text.tokens)))
    found = tuple(find_reports(text, find_cues(text, inside, actors, lexicon), inside, lexicon))
    reports = tuple(r for r in found if not r.unreal and Flag.HEARSAY not in r.frame.flags)
    others = tuple(r for r in found if (r.unreal or Flag.HEARSAY in r.frame.flags) and not r.quoted)
    links = attribute(text, quotations, inside, reports)
    return Speech(text, actors, lexicon, tuple(quotations), inside, reports, others, links)
