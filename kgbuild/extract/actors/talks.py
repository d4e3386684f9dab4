"""Who speaks in a talk: the person whom a label names by a surname, initials or an office, and whom an interview is
with; noted at the sign a label or a question ends with, where the reader of speech looks for the speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from kgbuild.extract.actor_index import ActorIndex
from kgbuild.extract.actors.appearance import given_pronoun
from kgbuild.extract.actors.page import Page
from kgbuild.model.article import Block, Turn
from kgbuild.model.facts import Entity, EntityKind, Form, Mention
from kgbuild.names.persons import Likeness, compare_persons

_INITIALS = range(2, 5)  # letters


def with_speakers(text: Page, index: ActorIndex) -> ActorIndex:
    """Return an index that says who speaks behind each label of a talk; one that names nobody known is no mention."""
    turns = [b for b in text.article.blocks if b.turn is not None]
    if not turns:
        return index
    talk = _Talk(text, index)
    named = {b: found for b in turns if b.turn is Turn.SPEAKS and (found := talk.named(b)) is not None}
    speaking = {m.entity: m for m in named.values()}
    answers = talk.interviewed(turns[0].start, speaking)
    only = next(iter(speaking.values())) if len(speaking) == 1 else None
    whose = {Turn.ANSWERS: answers, Turn.ASKED: only if speaking else answers}
    told = dict(index.token_mention)
    for block in turns:
        mention = named.get(block) or whose.get(block.turn or Turn.SAID)
        if mention is not None:
            told[text.between(block.start, block.end)[-1].i] = mention
    mentions = tuple(sorted({*index.mentions, *named.values()}, key=lambda m: (m.start, -m.end)))
    return replace(index, entities=talk.entities, mentions=mentions, token_mention=told)


class _Talk:
    """A talk and who is known in it; grows by those whom only a label names."""

    def __init__(self, text: Page, index: ActorIndex) -> None:
        self._text, self._index = text, index
        self.entities = dict(index.entities)
        self._known: dict[str, Entity | None] = {}
        self._people = [e for e in index.entities.values() if e.kind is EntityKind.PERSON and e.names]

    def named(self, block: Block) -> Mention | None:
        """Return the mention that a label is, or None where nobody is known by it."""
        words = [t for t in self._text.between(block.start, block.end) if any(map(str.isalnum, t.text))]
        label = self._text.slice(words[0].start, words[-1].end)
        if label not in self._known:
            self._known[label] = next((x[0] for x in self._readings(label) if len(x) == 1), None) or self._new(label)
        who = self._known[label]
        return Mention(words[0].start, words[-1].end, label, Form.NAME, who.id, who.kind) if who is not None else None

    def _readings(self, label: str) -> Iterator[list[Entity]]:
        """Yield whom a label may mean, by its name, its initials, its office."""
        name = " ".join(self._untitled(label)) or label
        yield [e for e in self._people if compare_persons(e.name, name) is not Likeness.DIFFERENT]
        if label.isupper() and len(label) in _INITIALS:
            yield [e for e in self._people if "".join(word[0] for word in e.name.split()).upper() == label]
        office = {w for w in label.casefold().split() if w not in self._text.groups.articles}
        yield [e for e in self._people if any(office <= set(role.title.casefold().split()) for role in e.roles)]

    def _untitled(self, label: str) -> list[str]:
        roles = self._text.roles
        titles = {t.casefold() for t in (*roles.titles, *roles.short, *roles.address)} | self._text.groups.articles
        return [w for w in label.split() if w.casefold() not in titles]

    def _new(self, label: str) -> Entity | None:
        """ "SENATOR OKORO", "Mary Bok": a name behind a title or a given name is that of somebody not introduced."""
        name = self._untitled(label)
        whole = " ".join(name).title() if label.isupper() else " ".join(name)
        given = len(name) > 1 and given_pronoun(whole.split()[0], self._text) is not None
        if not name or not (given or len(name) < len(label.split())):
            return None
        made = Entity(f"e{len(self.entities) + 1}", EntityKind.PERSON, whole, (whole,))
        return self.entities.setdefault(made.id, made)

    def interviewed(self, start: int, others: Collection[str]) -> Mention | None:
        """Return where a text names whom an interview is with: the person its opening tells most of, not who asks by
        name."""
        people = {e.id for e in self._people} - set(others)
        before = [m for m in self._index.mentions if m.start < start and m.entity in people]
        ranked = Counter(m.entity for m in before).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return next(m for m in before if m.entity == ranked[0][0] and m.form is Form.NAME)
