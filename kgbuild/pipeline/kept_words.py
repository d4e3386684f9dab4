"""What a build asks of lexicons, kept under a digest of their bytes and of our code: reading all they say, and checking
it, takes longer. What only the extractors ask is in a file of its own, for builds that read an article anew."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kgbuild.config import Config
from kgbuild.identifiers import digest
from kgbuild.lexicon import Lexicon
from kgbuild.model.plain import Ours, Plain
from kgbuild.pipeline.reader import code_digest, reader_of
from kgbuild.resolve.words import IdentityWords, load_identity_words
from kgbuild.serialize.swap import keep_whole
from kgbuild.tabulate.tables import IssueTerm

if TYPE_CHECKING:
    from kgbuild.extract.article import Knowledge
    from kgbuild.read.wording import Wording

FILE = Path(".kgbuild") / "words.bin"  # in the project's folder
KNOWLEDGE = Path(".kgbuild") / "knowledge.bin"

_EXTRACT = (
    *("article", "calibration", "issues", "actors.gazetteer", "actors.knowledge", "actors.words"),
    *("dates.grammar", "dates.knowledge", "dates.vocabulary", "events.vocabulary", "parse.clause", "parse.grammar"),
    *("parse.mends", "parse.quotations", "parse.relations", "positions.vocabulary"),
)
_BESIDE = ("model.facts", "problems", "read.wording", "schema")
_OURS = frozenset(f"kgbuild.{name}" for name in (*(f"extract.{name}" for name in _EXTRACT), *_BESIDE))
_READERS = ("absolute", "compose", "durations", "relative")  # of dates: what rules of the grammar call
_CALLED = frozenset((*(f"kgbuild.extract.dates.{name}" for name in _READERS), "re"))


class Words(NamedTuple):
    """What lexicons say of who is who, their issues, and the words beside numbers and for money; `key` stands for all
    that this depends on (empty where the files changed meanwhile)."""

    identity: IdentityWords
    issues: Mapping[str, IssueTerm]
    hedges: Mapping[str, str]
    currencies: Mapping[str, str]
    key: str = ""


def words_in(lexicon: Lexicon, knowledge: Knowledge, key: str) -> Words:
    """Return what lexicons say, given their `words_key`. Raises `ConfigError`."""
    words = knowledge.events.words
    return Words(load_identity_words(lexicon), _issue_terms(lexicon, knowledge), words.hedges, words.currencies, key)


def _issue_terms(lexicon: Lexicon, knowledge: Knowledge) -> dict[str, IssueTerm]:
    """Return the issue scheme of the lexicons as the tables need it."""
    found = knowledge.speech.issues.issues.values()
    ours = {i.id for i in found if not lexicon.rank(i.where)[0]}
    return {i.id: IssueTerm(i.id, i.label, i.broader, i.where, i.mediatopic, i.id in ours) for i in found}


def kept_words(config: Config) -> Words | None:
    """Return what is kept of the lexicons as they are, which were right then; None where nothing is."""
    try:
        with (config.folder / FILE).open("rb") as file:
            key, identity, issues, hedges, currencies = Plain(file).load()
        if key != words_key(config):
            return None
        terms = {one[0]: IssueTerm(*one) for one in issues}
        return Words(IdentityWords(*identity), terms, hedges, currencies, key)
    except Exception:  # whatever broken bytes lead to
        return None


def keep_words(config: Config, words: Words) -> None:
    """Keep what lexicons say; where it cannot be kept, the next build reads them."""
    if not words.key:
        return
    identity = [getattr(words.identity, one.name) for one in fields(IdentityWords)]
    issues = [tuple(getattr(one, name.name) for name in fields(IssueTerm)) for one in words.issues.values()]
    flat = (words.key, identity, issues, dict(words.hedges), dict(words.currencies))
    keep_whole(config.folder / FILE, flat)


def kept_knowledge(folder: Path, key: str) -> tuple[Knowledge, Wording] | None:
    """Return what is kept of what extractors know, and of the wording around articles, under the key of words; None
    where nothing is."""
    try:
        data = (folder / KNOWLEDGE).read_bytes()
        if not key or not data.startswith(key.encode()):
            return None
        found: tuple[Knowledge, Wording] = Ours(data[len(key) :], _OURS, _CALLED).load()
        return found
    except Exception:  # whatever broken bytes lead to
        return None


def keep_knowledge(config: Config, key: str, known: tuple[Knowledge, Wording]) -> None:
    """Keep that, where it is not kept; `key` is that of the words of the same lexicons, if they are as they were."""
    path, begin = config.folder / KNOWLEDGE, key.encode()
    with suppress(OSError):
        if key and not (path.is_file() and _begins(path, begin)) and words_key(config) == key:
            keep_whole(path, known, mark=begin)


def _begins(path: Path, begin: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(begin)) == begin


def words_key(config: Config) -> str:
    """Return a digest of all that `Words` depend on."""
    return digest(code_digest(), reader_of(config).digest, config.language, config.folder.as_posix())
