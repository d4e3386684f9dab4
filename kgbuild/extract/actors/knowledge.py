"""What actor extraction knows of the world and of English: the lexicon's sections, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.errors import ConfigError
from kgbuild.extract.actors.gazetteer import Gazetteer, Known, KnownRole, make_gazetteer, read_gazetteer
from kgbuild.extract.actors.words import GroupWords, RoleWords, read_group_words, read_role_words
from kgbuild.lexicon import Lexicon
from kgbuild.model.facts import EntityKind
from kgbuild.problems import Problem, Severity
from kgbuild.resources import shown_path
from kgbuild.yamlio import Node

_PERSONS = "person"  # the class of nouns for people
_ALIAS_KEYS = ("name", "kind", "key", "names", "called", "wikidata", "within")
_METONYM_KEYS = ("name", "names", "weak", "within", "for", "wikidata")


@dataclass(frozen=True, slots=True)
class ActorKnowledge:
    """Everything `find_actors` needs to know beforehand."""

    gazetteer: Gazetteer
    groups: GroupWords
    roles: RoleWords
    speaking: frozenset[str] = frozenset()  # lemmas of verbs whose subject is heard
    persons: frozenset[str] = frozenset()  # lemmas of nouns for one person


def load_actor_knowledge(lexicon: Lexicon) -> ActorKnowledge:
    """Read aliases, metonyms, groups and roles of the lexicon, and its gazetteer.

    Raises `ConfigError` with all problems of the lexicon's sections, or of the gazetteer.
    """
    problems: list[Problem] = []
    rows = list(read_gazetteer(lexicon.gazetteer, shown=shown_path(lexicon.gazetteer)))
    keys = {row.key for row in rows}
    aliases = [k for node in lexicon.section("aliases") for k in _aliases(node, problems)]
    keys |= {a.key for a in aliases}
    seats = [k for node in lexicon.section("metonyms") for k in _metonyms(node, problems, keys, rows)]
    groups = read_group_words(lexicon.section("groups"), problems)
    roles = read_role_words(lexicon.section("roles"), problems, lexicon.given_names)
    speaking = frozenset(v for node in lexicon.section("speech") for v in _speech_verbs(node))
    persons = lexicon.word_set(_PERSONS)
    if any(p.severity is Severity.ERROR for p in problems):
        raise ConfigError(problems)
    # A user's file comes after the shipped ones and must win.
    return ActorKnowledge(
        make_gazetteer([*reversed(seats), *reversed(aliases), *rows]), groups, roles, speaking, persons
    )


def _aliases(node: Node, problems: list[Problem]) -> Iterator[Known]:
    for item in node.want_list(problems):
        fields = item.want_map(problems, known=_ALIAS_KEYS, needed=("name", "kind", "key"))
        if not {"name", "kind", "key"} <= fields.keys():
            continue
        name, key = fields["name"].want_text(problems), fields["key"].want_text(problems)
        kind = fields["kind"].want_choice(problems, [k.value for k in EntityKind])
        if kind not in set(EntityKind):
            continue
        names = fields["names"].want_texts(problems) if "names" in fields else ()
        called = frozenset(fields["called"].want_texts(problems) if "called" in fields else ())
        rest = [fields[k].want_text(problems) if k in fields else "" for k in ("wikidata", "within")]
        line = f"{item.where.file}:{item.where.line}"
        for surface in (*names, name):
            yield Known(surface, EntityKind(kind), key, name, rest[0], KnownRole.NAME, rest[1], line, called=called)


def _metonyms(node: Node, problems: list[Problem], keys: set[str], rows: list[Known]) -> Iterator[Known]:
    places = {row.surface: row for row in rows if row.kind is EntityKind.PLACE}
    for item in node.want_list(problems):
        fields = item.want_map(problems, known=_METONYM_KEYS, needed=("name",))
        if "name" not in fields:
            continue
        name = fields["name"].want_text(problems)
        if ("within" in fields) == ("for" in fields):
            fix = "`within: KEY` for an actor of its own, `for: KEY` for another name of KEY"
            problems.append(Problem(item.where, "needs either `within` or `for`", fix))
            continue
        owner = fields["within" if "within" in fields else "for"]
        key = owner.want_text(problems)
        if key not in keys:
            fix = "use a key of the gazetteer or of `aliases`, as country/fr or org/eu"
            problems.append(Problem(owner.where, f"unknown key `{key}`", fix))
        names = fields["names"].want_texts(problems) if "names" in fields else ()
        wikidata = fields["wikidata"].want_text(problems) if "wikidata" in fields else ""
        line = f"{item.where.file}:{item.where.line}"
        weak = fields["weak"].want_texts(problems) if "weak" in fields else ()
        for surface in (*names, *weak, name):
            if "for" in fields:
                place = places.get(surface) or places.get(name)
                own = place.key if place else f"seat/{_slug(name)}"
                known = place.wikidata if place else wikidata
                yield Known(surface, EntityKind.PLACE, own, name, known, KnownRole.CAPITAL, key, line, key)
            else:
                seat = f"seat/{_slug(name)}"
                yield Known(
                    surface,
                    EntityKind.ORGANIZATION,
                    seat,
                    name,
                    wikidata,
                    KnownRole.SEAT,
                    key,
                    line,
                    weak=surface in weak,
                )


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _speech_verbs(node: Node) -> Iterator[str]:
    """Yield the verbs of the frames of speech; what is wrong there is told by who reads the frames."""
    unused: list[Problem] = []
    for frame in node.want_map(unused).get("frames", node).want_list(unused):
        fields = frame.want_map(unused)
        if "verbs" in fields:
            yield from (v.split()[0] for v in fields["verbs"].want_texts(unused) if v)
