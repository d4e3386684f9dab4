"""What a position is about: the issues named nearest to the head of what is said, else the noun phrase itself. What the
article is about as a whole settles words of several meanings, and content without a topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.issues import OTHER, IssueScheme, Named
from kgbuild.extract.parse.relations import SUBJECTS, Rel
from kgbuild.extract.parse.tree import child, phrase, span_of
from kgbuild.extract.parse.view import View
from kgbuild.extract.positions.scene import SpeechScene
from kgbuild.extract.positions.stance import SpeechAct
from kgbuild.model.facts import IssueRef

_MOST = 2  # issues of one position; more would say nothing
_FAR = 99  # steps: nowhere in a sentence
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
    sure, told = Counter[str](), Counter[str]()
    weak: dict[str, set[str]] = defaultdict(set)
    for sentence in text.sentences:
        named = list(scheme.named(text, [t.i for t in text.words(sentence)]))
        sure.update({name for n in named if not n.weak for name in n.issues})
        told.update({name for n in named if not n.weak or len(n.issues) == 1 for name in n.alone})
        alone = {name for n in named for name in n.alone}  # a doubtful word counts beside one of these
        for n, name in ((w, issue) for w in named if w.weak for issue in alone.intersection(w.issues)):
            weak[name].add(" ".join(text.tokens[i].lemma.lower() for i in n.tokens))
    named_in = {**sure, **{k: v for k, words in weak.items() if (v := max(sure[k], len(words) - 1))}}
    main = _main(told, scheme, len(text.sentences)) or _main(sure, scheme, len(text.sentences))
    within = {i.id: 0 for i in scheme.issues.values() if main and i.broader == main}  # they keep company with the whole
    return Topics({**within, **named_in}, main)


def _main(named: Mapping[str, int], scheme: IssueScheme, sentences: int) -> str:
    """The field that stands out, by its issue that does."""
    fields: Counter[str] = Counter()
    for name, count in named.items():
        fields[_field(scheme, name)] += count
    (first, most), (_, next_most) = [*fields.most_common(2), ("", 0), ("", 0)][:2]
    if most < max(_LEAST, _SHARE * sentences) or most < _AHEAD * next_most:
        return ""
    within = min((n for n in named if _field(scheme, n) == first), key=lambda n: (-named[n], n))
    return within if named[within] >= _OWN * most else first


def _field(scheme: IssueScheme, name: str) -> str:
    above = scheme.issues[name].broader
    return _field(scheme, above) if above else name


def find_issues(scene: SpeechScene, act: SpeechAct, topics: Topics) -> tuple[IssueRef, ...]:
    """Return the issues that the words of an act name, in text order, each with its words; never empty.

    What stands nearest to the head decides; who acts says less of it than what is done. A word of several meanings has
    the one that the article speaks of; where that is none of them, it names nothing in an article that is about
    something else, nor does a doubtful one ever.
    """
    text, inside = scene.text, set(act.tokens)
    ranked = [(_distance(scene, n, inside), n) for n in scene.lexicon.issues.named(text, act.tokens)]
    near = min((d for d, n in ranked if not n.weak), default=_FAR)
    weak = [(d, -topics.named.get(i, 0), n, [i]) for d, n in ranked if n.weak for i in _meant(text, n, topics)]
    first = sorted(weak, key=lambda w: w[:2])[:1]
    if first and (near == _FAR or near >= _ASIDE + first[0][0]):
        named = [first[0][2:]]
    else:
        # what stands a step from the head counts where the article names it elsewhere, too
        strong = [(d, n) for d, n in ranked if not n.weak and d <= max(near, _ASIDE - 1)]
        named = [(n, [i for i in n.issues if d == near or topics.named.get(i, 0) > 1]) for d, n in strong]
    found: dict[str, IssueRef] = {}
    for n, issues in named:
        said = text.slice(text.tokens[n.tokens[0]].start, text.tokens[n.tokens[-1]].end)
        for name in issues:
            found.setdefault(name, IssueRef(name, said))
    return tuple(found.values())[:_MOST] or (IssueRef(OTHER, _topic(text, act.tokens, act.head)),)


def _meant(text: View, named: Named, topics: Topics) -> Sequence[str]:
    """Return the meaning of a weak word: of several the one that the article speaks of most, else the first, unless it
    only says of what kind another thing is (a "research vessel")."""
    spoken = [name for name in named.issues if name in topics.named]
    if spoken:
        return [max(spoken, key=lambda name: topics.named[name])]
    return () if topics.main or text.tokens[named.tokens[-1]].dep == Rel.COMPOUND else named.alone[:1]


def _distance(scene: SpeechScene, named: Named, inside: set[int]) -> int:
    """Return how far the words stand from the head of their clause of what is said; who somebody is stands aside."""
    text, own = scene.text, set(named.tokens)
    i = next((j for j in named.tokens if text.tokens[j].head not in own), named.tokens[-1])
    steps = int(scene.actors.actor(i) is not None)
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
