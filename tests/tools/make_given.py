"""Write `mappings/lexicon/en/given.csv`, given names with the pronoun they tell; run by hand when it should be renewed.

    python -m venv names && names/bin/pip install Faker==40.63.0 nomquamgender==0.1.4 anyascii
    names/bin/python tests/tools/make_given.py mappings/lexicon/en/given.csv [WORDS]

A name is written without accents. `he` or `she` where the lists of at least four languages in five agree, else `they`.
Of nomquamgender, which counts names over censuses and catalogues, only names that six of its sources have, that nine
bearers in ten read alike and that do not look like those of families and towns. WORDS is a file with one lower-case
word a line that no new name may be (the small-letter words and the places of WordNet 3.0); what the file has already
stays. Names that the gazetteer
knows as a place are left out; names of languages written in other letters, and of some that Faker lacks, are listed
in `given_extra.csv` beside this script, which wins over Faker; under `-` it has words
that are names too seldom to tell anything.
"""

from __future__ import annotations

import csv
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from anyascii import anyascii  # type: ignore[import-not-found,unused-ignore]

_LATIN = re.compile(r"[A-Z][a-z]+(-?[A-Z]?[a-z]+)*")
_SPELT = re.compile(r"[A-Za-z\u00C0-\u024F\u0370-\u052F\u1E00-\u1EFF'’ -]+")  # Latin, Greek, Cyrillic
_SEXES = {"male": "he", "female": "she"}
_SOURCES, _BEARERS, _AGREE = 6, 5, 0.9
_FAMILIES = re.compile(r".{1,3}|.+(?:ton|ford|wood|field|land|ville|burg|worth|well|stone|son|more|ley)")  # and towns


def names() -> Iterator[tuple[str, str, str]]:
    """Yield (name, pronoun, locale) of every list of given names; no pronoun where a list is for both."""
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            found = re.fullmatch(r"first_(romanized_)?names?(_(male|female|unisex|nonbinary))?(_pairs)?", attribute)
            listed = getattr(provider, attribute)
            if not found or not isinstance(listed, (tuple, list, dict)):
                continue
            for item in listed:
                name = item[2] if found.group(4) else item  # (Kanji, Kana, Romaji)
                if isinstance(name, str) and _SPELT.fullmatch(name):
                    yield name.title() if name.isupper() else name, _SEXES.get(found.group(3) or "", ""), module.name


def counted() -> Iterator[tuple[str, str]]:
    """Yield (name, pronoun) of every name that many sources have for one sex."""
    package = find_spec("nomquamgender")
    assert package is not None
    assert package.origin is not None
    listed = json.loads(Path(package.origin).with_name("name_data.json").read_text(encoding="utf-8"))
    for name, (sources, bearers, women, *_) in listed.items():
        if sources >= _SOURCES and bearers >= _BEARERS and max(women, 1 - women) >= _AGREE:
            yield name.title(), "she" if women > 0.5 else "he"


def main(target: Path, words: frozenset[str]) -> None:
    """Write the file, sorted by name."""
    places = {r["surface"] for r in csv.DictReader(target.with_name("gazetteer.csv").open(encoding="utf-8"))}
    told: dict[str, dict[str, set[str]]] = {}
    for name, pronoun, locale in names():
        plain = anyascii(name).replace("’", "").replace("'", "")
        if len(plain) > 2 and _LATIN.fullmatch(plain) and plain.lower() not in words and plain not in places:
            told.setdefault(plain, {}).setdefault(pronoun, set()).add(locale)
    for name, pronoun in counted():
        plain = name.isascii() and name.isalpha() and name not in places and not _FAMILIES.fullmatch(name)
        if plain and name not in told and name.lower() not in words:
            told[name] = {pronoun: {""}}
    extra = {r["name"]: r["pronoun"] for r in csv.DictReader(target.open(encoding="utf-8"))}
    for row in csv.DictReader(Path(__file__).with_name("given_extra.csv").open(encoding="utf-8")):
        extra.update({n: row["pronoun"] for n in map(anyascii, row["names"].split()) if n not in places})
    with target.open("w", encoding="utf-8", newline="") as sink:
        rows = csv.writer(sink, lineterminator="\n")
        rows.writerow(["name", "pronoun"])
        for name in sorted(told.keys() | extra.keys()):
            if extra.get(name) != "-":
                rows.writerow([name, extra.get(name) or _agreed(told[name])])


def _agreed(lists: dict[str, set[str]]) -> str:
    """Return the pronoun that four locales in five have for a name."""
    he, she = len(lists.get("he", ())), len(lists.get("she", ()))
    most = "he" if he > she else "she"
    return most if max(he, she) >= 0.8 * (he + she) and he + she else "they"


if __name__ == "__main__":
    main(Path(sys.argv[1]), frozenset(Path(sys.argv[2]).read_text().split()) if len(sys.argv) > 2 else frozenset())
