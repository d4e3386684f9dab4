"""What an article is about as a whole: settles words that may mean several things, and content without a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.extract.issues import IssueScheme
from kgbuild.extract.parse.view import View

_LEAST = 3  # sentences that name an issue, or it is not what the article is about
_SHARE = 0.2  # of the sentences of the article
_AHEAD = 1.5  # times as often named as what comes next
_OWN = 0.5  # of its field: less, and the article is about the field


@dataclass(frozen=True, slots=True)
class Topics:
    """In how many sentences each issue is named, by words of one meaning or by two that may have others; `main` is what
    the article is about ("" where nothing stands out)."""

    named: Mapping[str, int]
    main: str = ""


def topics_of(text: View, scheme: IssueScheme) -> Topics:
    """Read what an article is about from all its words."""
    sure: Counter[str] = Counter()
    weak: dict[str, set[str]] = {}
    for sentence in text.sentences:
        named = list(scheme.named(text, [t.i for t in text.words(sentence)]))
        sure.update({name for n in named if not n.weak for name in n.issues})
        for n in named:
            for name in n.issues if n.weak else ():
                weak.setdefault(name, set()).add(" ".join(text.tokens[i].lemma.lower() for i in n.tokens))
    together = {name: max(sure[name], len(words) - 1) for name, words in weak.items()}
    return Topics({**sure, **{k: v for k, v in together.items() if v}}, _main(sure, scheme, len(text.sentences)))


def _main(sure: Counter[str], scheme: IssueScheme, sentences: int) -> str:
    """The field that stands out, by its issue that does."""
    fields: Counter[str] = Counter()
    for name, count in sure.items():
        fields[_field(scheme, name)] += count
    (first, most), (_, next_most) = [*fields.most_common(2), ("", 0), ("", 0)][:2]
    if most < max(_LEAST, _SHARE * sentences) or most < _AHEAD * next_most:
        return ""
    within = sorted((n for n in sure if _field(scheme, n) == first), key=lambda n: (-sure[n], n))
    return within[0] if sure[within[0]] >= _OWN * most else first


def _field(scheme: IssueScheme, name: str) -> str:
    above = scheme.issues[name].broader
    return _field(scheme, above) if above else name
