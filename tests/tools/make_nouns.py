"""Write `mappings/lexicon/en/nouns.csv`, nouns with the sets they are in; run by hand when it should be renewed.

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb wordnet
    python tests/tools/make_nouns.py wordnet/usr/share/wordnet WORDS mappings/lexicon/en/nouns.csv

A set has the nouns that WordNet 3.0 has under the senses of `_UNDER`, if their first sense is one of them or three in
ten of its counted uses are; of `_ONLY`, if all of their senses are, none of its glosses calls them slang or a slur,
and they are no adjectives. WORDS has one lower-case word a line: others are left out, but for those that WordNet
counted at all. What no report means by the word is listed in `nouns_never.txt` beside this script; words of our time,
which WordNet lacks, are added by hand in `classes.yml`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_UNDER = {
    "animal": "animal.1",
    "art": "work_of_art.1 musical_instrument.1 jewelry.1",
    "athlete": "athlete.1 contestant.1",
    "contest": "contest.1 tournament.1 race.2",
    "crime": "crime.1",
    "criminal": "criminal.1",
    "currency": "monetary_unit.1",
    "facility": "facility.1 building.1 establishment.4 road.1 institution.2 plant.1",
    "fighter": "serviceman.1 military_unit.1",
    "goods": "grain.2 fuel.1 metal.1 metal.2 produce.1 meat.1 beverage.1 lumber.1 fabric.1 food.2 fruit.1 spice.2",
    "human": "person.1",
    "illness": "illness.1 ailment.1 infection.1",
    "landscape": "geological_formation.1 body_of_water.1",
    "legal": "legal_document.1",
    "person": "person.1",
    "payment": "tax.1 fee.1 payment.1 charge.1",
    "scientist": "scientist.1",
    "structure": "structure.1 way.6",
    "vehicle": "vehicle.1",
    "vessel": "vessel.2",
    "weapon": "weapon.1 ammunition.1 explosive.1 bomb.1",
    "weather": "storm.1 precipitation.3 wind.1 disaster.2",
    "worker": "worker.1 health_professional.1",
}
_BUT = {  # what stands under those and is something else
    "vehicle": "missile.1",
    "worker": "official.1 leader.1 serviceman.1 diplomat.1",
}
_ONLY = frozenset({"person"})
_LOW = re.compile(
    r"offensive|disparag|derog|obscene|vulgar|slang|informal|slur|archaic|obsolete|contempt|myth|Bible|zodiac"
)
_NEVER = dict(  # by set, or of "all"
    re.findall(r"(\w+):\n([^:]*)(?:\n|$)", Path(__file__).with_name("nouns_never.txt").read_text(encoding="utf-8"))
)
_COUNTED = 0.3


@dataclass(frozen=True, slots=True)
class WordNet:
    """Its nouns: `senses` by word, the best known first, `above` what each is a kind of, `counts` by word and sense."""

    senses: dict[str, list[str]]
    above: dict[str, list[str]]
    counts: dict[tuple[str, int], int]
    names: frozenset[tuple[str, str]]  # word and sense that is a name
    low: frozenset[str]  # senses that a gloss calls slang or worse
    adjectives: frozenset[str]

    def sense(self, word: str) -> str:
        """Return the sense that `road.1` names."""
        name, number = word.split(".")
        return self.senses[name][int(number) - 1]


def load(folder: Path) -> WordNet:
    """Read `data.noun`, `index.noun` and `cntlist.rev`."""
    above: dict[str, list[str]] = {}
    names: set[tuple[str, str]] = set()
    low: set[str] = set()
    for line in (folder / "data.noun").read_text(encoding="ascii").splitlines():
        if line.startswith("  "):
            continue
        told, gloss = line.split("|", 1)
        parts = told.split()
        low |= {parts[0]} if _LOW.search(gloss) else set()
        last = 4 + 2 * int(parts[3], 16)
        names.update((w.lower(), parts[0]) for w in parts[4:last:2] if w[0].isupper())
        links = [parts[n : n + 3] for n in range(last + 1, last + 1 + 4 * int(parts[last]), 4)]
        above[parts[0]] = [to for kind, to, _ in links if kind == "@"]
    senses = {}
    for line in (folder / "index.noun").read_text(encoding="ascii").splitlines():
        if not line.startswith("  "):
            word, _, number, *rest = line.split()
            senses[word] = rest[-int(number) :]
    counts = {}
    for line in (folder / "cntlist.rev").read_text(encoding="ascii").splitlines():
        key, number, count = line.split()
        if "%1:" in key:
            counts[key.split("%")[0], int(number)] = int(count)
    listed = (folder / "index.adj").read_text(encoding="ascii").splitlines()
    adjectives = frozenset(line.split()[0] for line in listed if not line.startswith("  "))
    return WordNet(senses, above, counts, frozenset(names), frozenset(low), adjectives)


def nouns(net: WordNet, words: frozenset[str]) -> dict[str, list[str]]:
    """Return the sets of each noun."""

    @cache
    def over(sense: str) -> frozenset[str]:
        return frozenset({sense}).union(*(over(s) for s in net.above[sense]))

    found: dict[str, list[str]] = defaultdict(list)
    for name, listed in sorted(_UNDER.items()):
        never = {*_NEVER["all"].split(), *_NEVER.get(name, "").split()}
        tops, others = ({net.sense(s) for s in text.split()} for text in (listed, _BUT.get(name, "")))
        for word, senses in net.senses.items():
            if not re.fullmatch(r"[a-z]{2,}[a-z-]+", word) or word in never:
                continue
            uses = [net.counts.get((word, n), 0) for n in range(1, len(senses) + 1)]
            meant = [bool(over(s) & tops) and not over(s) & others and (word, s) not in net.names for s in senses]
            if name in _ONLY and not (all(meant) and net.low.isdisjoint(senses) and word not in net.adjectives):
                continue
            counted = sum(uses)
            share = sum(n for n, right in zip(uses, meant, strict=True) if right) / (counted or 1)
            if (share >= _COUNTED if counted else meant[0]) and (counted or {word, f"{word}s"} & words):
                found[word].append(name)
    return found


def main(folder: Path, words: Path, target: Path) -> None:
    """Write the file, sorted by word."""
    found = nouns(load(folder), frozenset(words.read_text(encoding="utf-8").split()))
    with target.open("w", encoding="utf-8", newline="") as sink:
        rows = csv.writer(sink, lineterminator="\n")
        rows.writerow(["word", "sets"])
        rows.writerows([word, " ".join(sets)] for word, sets in sorted(found.items()))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
