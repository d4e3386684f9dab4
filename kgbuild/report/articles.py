"""The articles: of each sentence the stretches of words that anything rests on, in place, and what rests on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from kgbuild.model.triples import words_like
from kgbuild.pages.markup import Html, element, join, text
from kgbuild.report.parts import ASIDE, SELF_EVIDENT, section
from kgbuild.report.story import Article, Story, Words

_LONGEST = 40  # characters of a name beside words; whole where it leads
_USES = 2  # of the words of one sentence; more are counted

_Uses = Mapping[str, Mapping[str, None]]


def articles(story: Story, cited: Collection[int]) -> Html:
    """Return the section; `cited` are the numbers of the words that the rest of the report leads to."""
    uses: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in story.claims:
        if claim.property not in SELF_EVIDENT | ASIDE | {"factuality"}:
            of = story.facts.label(claim.subject)
            what = f"{words_like(claim.property)} of {of if len(of) <= _LONGEST else f'{of[: _LONGEST - 1]}…'}"
            for words in claim.words:
                uses[words.term][f"{what} ({claim.status})" if claim.status != "accepted" else what] = None
    about = "Of each sentence the words that something rests on, as they stand; what lies between them is left out."
    return section(
        "articles",
        "Articles",
        element("p", about, class_="soft"),
        (_article(a, frozenset(cited), uses) for a in story.articles),
    )


def _article(article: Article, cited: Collection[int], uses: _Uses) -> Html:
    about = ", ".join(filter(None, (article.outlet, article.issued, article.licence and f"licence {article.licence}")))
    safe = article.url if article.url.startswith(("https://", "http://")) else ""
    source = element("a", article.url, href=safe, rel="noreferrer noopener") if safe else None
    items = (
        _sentence(words, cited, uses) for words in _sentences(article.words) if any(w.number in cited for w in words)
    )
    title = element("summary", element("strong", article.title), " ", element("span", about, class_="soft"))
    listed = element("ol", items, data_from=", ".join(filter(None, (article.outlet, article.issued))))
    return element("details", title, element("p", source) if source else None, listed, class_="row article", open=True)


def _sentences(words: Sequence[Words]) -> Iterator[list[Words]]:
    """Yield the words of each sentence; sentences of one quotation stay together."""
    found: list[Words] = []
    for one in words:
        if found and one.sentence != found[-1].sentence and one.start >= max(w.end for w in found):
            yield found
            found = []
        found.append(one)
    if found:
        yield found


def _sentence(words: Sequence[Words], cited: Collection[int], uses: _Uses) -> Html:
    parts: list[str] = []
    end = -1
    for outer, inside in _nested(words):
        if parts:
            parts.append(" … " if outer.start - end > 1 else " ")
        parts.append(_marked(outer, inside, cited))
        end = outer.end
    note = _note([w for w in words if w.number in cited], uses)
    return Html(f'<li value="{words[0].sentence + 1}">{"".join(parts)}{note}</li>')


def _nested(words: Sequence[Words]) -> Iterator[tuple[Words, list[Words]]]:
    """Yield each stretch that lies in no other, with those that lie in it."""
    outer: Words | None = None
    inside: list[Words] = []
    for one in sorted(words, key=lambda w: (w.start, -w.end)):
        if outer is not None and one.end <= outer.end:
            inside.append(one)
            continue
        if outer is not None:
            yield outer, inside
        outer, inside = one, []
    if outer is not None:
        yield outer, inside


def _marked(outer: Words, inside: Sequence[Words], cited: Collection[int]) -> Html:
    """Return a stretch with what lies in it; a mark where something leads to it, plain words where nothing does."""
    if not inside:  # as most
        inner = text(outer.text)
        return Html(f'<mark id="w{outer.number}">{inner}</mark>') if outer.number in cited else inner
    parts: list[object] = []
    at = 0
    for one, within in _nested(inside):
        begin, end = one.start - outer.start, one.end - outer.start
        if begin >= at:
            parts += [outer.text[at:begin], _marked(one, within, cited)]
            at = end
        else:  # overlaps the one before: an anchor at least
            parts.append(element("mark", id=f"w{one.number}") if one.number in cited else None)
    parts.append(outer.text[at:])
    inner = join(parts)
    return Html(f'<mark id="w{outer.number}">{inner}</mark>') if outer.number in cited else inner


def _note(words: Sequence[Words], uses: _Uses) -> str:
    said = dict.fromkeys(f"words of {w.speaker}" for w in words if w.speaker)
    used = list(dict.fromkeys(use for w in words for use in uses.get(w.term, ())))
    parts = [*said, *used[:_USES], *([f"+{len(used) - _USES}"] if len(used) > _USES else [])]
    return element("small", f" — {'; '.join(parts)}") if parts else ""
