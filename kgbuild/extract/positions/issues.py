"""What a position is about: the issues named nearest to the head of what is said, else the noun phrase itself. What the
article is about as a whole settles words of several meanings, and content without a topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.issues import IssueScheme, Named
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, phrase, span_of
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.extract.positions.stance import SpeechAct
from kgbuild.extract.positions.vocabulary import OTHER
from kgbuild.model.facts import IssueRef

_MOST = 2  # issues of one position; more would say nothing
_ASIDE = 2  # steps from the head: a clause that only says when, why, or which one
# How far a relation leads away from what is said: what the head says of its arguments is said, what a relative or
# adverbial clause adds is only mentioned.
_STEPS = {
    Rel.PREPOSITION: 1, Rel.PREP_CLAUSE: 0, Rel.PREP_OBJECT: 0, Rel.OWNER: 1, Rel.NOUN_ADVERB: 1, Rel.RECIPIENT: 1,
    Rel.RELATIVE: 2, Rel.ADVERB_CLAUSE: 2, Rel.PARTICIPLE: 1, Rel.APPOSITION: 2, Rel.PARATAXIS: 2, Rel.ADVERB: 1,
}  # fmt: skip
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


def find_issues(scene: SpeechScene, act: SpeechAct, topics: Topics) -> tuple[IssueRef, ...]:
    """Return the issues that the words of an act name, in text order, each with its words; never empty.

    What stands nearest to the head decides. A word of several meanings has the one that the article speaks of; where
    that is none of them, it names nothing in an article that is about something else.
    """
    text, inside = scene.text, set(act.tokens)
    ranked = [(_distance(text, n, inside), n) for n in scene.lexicon.issues.named(text, act.tokens)]
    near = min((d for d, n in ranked if not n.weak), default=None)
    weak = min((d for d, n in ranked if n.weak), default=None)
    if near is None or (weak is not None and near > _ASIDE > weak):
        named = _settled([n for d, n in ranked if n.weak and d == weak], topics)
    else:
        strong = [(d, n) for d, n in ranked if not n.weak and d <= max(near, _ASIDE - 1)]
        # what stands a step from the head counts where the article names it elsewhere, too
        named = [(n, [i for i in n.issues if d == near or topics.named.get(i, 0) > 1]) for d, n in strong]
    found: dict[str, IssueRef] = {}
    for n, issues in named:
        said = text.slice(text.tokens[n.tokens[0]].start, text.tokens[n.tokens[-1]].end)
        for name in issues:
            found.setdefault(name, IssueRef(name, said))
    return tuple(found.values())[:_MOST] or (IssueRef(OTHER, _topic(text, act.tokens, act.head)),)


def _settled(named: Sequence[Named], topics: Topics) -> list[tuple[Named, Sequence[str]]]:
    """Of words with several meanings the one that the article speaks of most counts, else the first meaning of each."""
    spoken = [(n, name) for n in named for name in n.issues if name in topics.named]
    if spoken:
        n, name = max(spoken, key=lambda pair: topics.named[pair[1]])
        return [(n, (name,))]
    return [] if topics.main else [(n, n.issues[:1]) for n in named]


def _distance(text: View, named: Named, inside: set[int]) -> int:
    """Return how far the words stand from the head of their clause of what is said."""
    own = set(named.tokens)
    i = next((j for j in named.tokens if text.tokens[j].head not in own), named.tokens[-1])
    steps = 0
    while text.tokens[i].head in inside and text.tokens[i].head != i:
        steps += _STEPS.get(Rel(text.tokens[i].dep), 0)
        i = text.tokens[i].head
    return steps


def _topic(text: View, tokens: Sequence[int], head: int | None) -> str:
    """The noun phrase to keep: subject or object of the content, else its first noun."""
    nouns = [i for i in tokens if text.tokens[i].pos in {"NOUN", "PROPN"}]
    nouns = [i for i in nouns if text.tokens[i].dep not in {Rel.OWNER, Rel.COMPOUND, Rel.NOUN}] or nouns
    if not nouns:
        return ""
    inside = set(tokens)
    places = () if head is None else (head, child(text, head, *SUBJECTS), child(text, head, Rel.OBJECT, Rel.ATTRIBUTE))
    main = (i for i in places if i is not None and i in inside and text.tokens[i].pos in {"NOUN", "PROPN"})
    words = [j for j in phrase(text, next(main, nouns[0])) if j in inside]
    while words and text.tokens[words[0]].pos in {"DET", "PUNCT", "PRON"}:
        words = words[1:]
    return span_of(text, words[0], words[-1]).text if words else ""
