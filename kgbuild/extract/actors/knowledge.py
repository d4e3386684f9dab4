"""What actor extraction knows of the world and of its language: the lexicon's sections, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.errors import ConfigError
from kgbuild.extract.actors.gazetteer import Gazetteer, KnownName, KnownRole, make_gazetteer, read_gazetteer
from kgbuild.extract.actors.words import GroupWords, RoleWords, read_group_words, read_role_words
from kgbuild.extract.events.vocabulary import gatherings
from kgbuild.extract.positions.vocabulary import speaking_verbs
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import EntityKind
from kgbuild.problems import Problem, Severity
from kgbuild.resources import shown_path
from kgbuild.schema import (
    FORMS,
    NAME,
    TEXT,
    TEXTS,
    checked,
    entries,
    entry,
    key,
    listed,
    member,
    place,
    read_section,
    told_unless,
)

_PERSONS, _HUMANS = "$person", "$human"  # the classes of nouns for people
_LAND = "$landscape"
_SITES = ("$facility", "$structure", _LAND)  # and those of what stands or lies somewhere


@dataclass(frozen=True, slots=True)
class Alias:
    """An actor known by several names."""

    name: str = key(TEXT, "the best name", needed=True)
    kind: EntityKind | None = key(member(EntityKind), "what it is", needed=True)
    identity: str = key(TEXT, "its identity; free to choose, as `org/fao`", name="key", needed=True)
    names: tuple[str, ...] = key(TEXTS, "other spellings and abbreviations, as they are written")
    called: frozenset[str] = key(FORMS, "nouns that take it up again (“the *bloc*”)")
    wikidata: str = key(TEXT, "its item there, where that is certain")
    within: str = key(TEXT, "the key of the larger body or country it belongs to")
    line: str = place()

    def surfaces(self) -> Iterator[KnownName]:
        """Yield each name with what it names."""
        if self.kind is None:
            return
        for surface in (*self.names, self.name):
            rest = (self.name, self.wikidata, KnownRole.NAME, self.within, self.line)
            yield KnownName(surface, self.kind, self.identity, *rest, called=self.called)


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat or building that stands for those who sit there."""

    name: str = key(TEXT, "the best name", needed=True)
    names: tuple[str, ...] = key(TEXTS, "other names")
    weak: tuple[str, ...] = key(TEXTS, "names that count only where somebody speaks there (“*No 10* said”)")
    within: str = key(NAME, "the key of whose part it is: an actor of its own")
    stands_for: str = key(NAME, "the key of whom it means wherever it acts", name="for")
    wikidata: str = key(TEXT, "its item there, where that is certain")
    line: str = place()

    def surfaces(self, places: Mapping[str, KnownName]) -> Iterator[KnownName]:
        """Yield each name with what it names; `places` are those known by name."""
        own, owner = f"seat/{_slug(self.name)}", self.stands_for
        for surface in (*self.names, *self.weak, self.name):
            town = (places.get(surface) or places.get(self.name)) if owner else None
            at, item = (town.key, town.wikidata) if town is not None else (own, self.wikidata)
            if owner:
                rest = (self.name, item, KnownRole.CAPITAL, owner, self.line)
                yield KnownName(surface, EntityKind.PLACE, at, *rest, stands_for=owner)
            else:
                rest = (self.name, item, KnownRole.SEAT, self.within, self.line)
                yield KnownName(surface, EntityKind.ORGANIZATION, at, *rest, weak=surface in self.weak)


def _one_owner(seat: Seat) -> str:
    return "needs either `within` or `for`" if bool(seat.within) is bool(seat.stands_for) else ""


ALIASES = entries(Alias)
METONYMS = listed(
    checked(entry(Seat), _one_owner, "`within: KEY` for an actor of its own, `for: KEY` for another name of KEY")
)


@dataclass(frozen=True)  # without slots, so that a `Page` can be this and a view in one
class ActorKnowledge:
    """Everything `find_actors` needs to know beforehand."""

    gazetteer: Gazetteer
    groups: GroupWords
    roles: RoleWords
    speaking: frozenset[str] = frozenset()  # lemmas of verbs whose subject is heard
    asking: frozenset[str] = frozenset()  # those of them by which somebody is asked or accused
    persons: frozenset[str] = frozenset()  # lemmas of nouns for one person
    sites: frozenset[str] = frozenset()  # nouns for what stands or lies somewhere
    lands: frozenset[str] = frozenset()  # nouns for kinds of ground
    humans: frozenset[str] = frozenset()  # lemmas of all nouns for people, also rare ones and those for other things
    gathering: frozenset[str] = frozenset()  # verbs of meeting
    gatherings: frozenset[str] = frozenset()  # nouns for meetings
    rooms: frozenset[str] = frozenset()  # nouns for where people meet
    dealings: frozenset[str] = frozenset()  # verbs of meeting if it is said in which room

    def known_at(self, text: str, start: int) -> int:
        """Return the length of the known name that begins at a place of a text, or 0."""
        found = self.gazetteer.find(text, start)
        return len(found.surface) if found is not None else 0

    @property
    def whole_words(self) -> tuple[str, ...]:
        """Titles, forms of address, legal forms and the like with a stop or slash ("Brig.", "A/S", "No."), sorted."""
        whole = {*self.roles.short, *self.roles.address, *self.groups.company_words, *self.groups.no_names}
        return tuple(sorted(w for w in whole if w.endswith(".") or "/" in w))


def load_actor_knowledge(lexicon: Lexicon) -> ActorKnowledge:
    """Read aliases, metonyms, groups and roles of the lexicon, and its gazetteer.

    Raises `ConfigError` with all problems of the lexicon's sections, or of the gazetteer.
    """
    problems: list[Problem] = []
    rows = list(read_gazetteer(lexicon.gazetteer, shown=shown_path(lexicon.gazetteer)))
    aliases: Sequence[Alias] = read_section(ALIASES, lexicon.section("aliases"), problems)
    seats: Sequence[Seat] = read_section(METONYMS, lexicon.section("metonyms"), problems)
    keys = {row.key for row in rows} | {alias.identity for alias in aliases}
    owners = [owner for seat in seats for owner in (seat.within, seat.stands_for) if owner]
    told_unless(keys, owners, "unknown key `{}`", problems, "use a key of the gazetteer or of `aliases`, as country/fr")
    groups, roles = read_group_words(lexicon, problems), read_role_words(lexicon, problems)
    if any(p.severity is Severity.ERROR for p in problems):
        raise ConfigError(problems)
    # the last entry of the last file wins: a user's
    seats = sorted(seats, key=lambda seat: lexicon.rank(seat.line), reverse=True)
    aliases = sorted(aliases, key=lambda alias: lexicon.rank(alias.line), reverse=True)
    places = {row.surface: row for row in rows if row.kind is EntityKind.PLACE}
    known = (*(s.surfaces(places) for s in seats), *(a.surfaces() for a in aliases))
    gazetteer = make_gazetteer([*(k for found in known for k in reversed(list(found))), *rows])
    heard, asked = speaking_verbs(lexicon)
    sites = frozenset(word for name in _SITES for word in lexicon.word_set(name))
    nouns = (lexicon.word_set(_PERSONS), sites, lexicon.word_set(_LAND), lexicon.word_set(_HUMANS))
    return ActorKnowledge(gazetteer, groups, roles, heard, asked, *nouns, *gatherings(lexicon))


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
