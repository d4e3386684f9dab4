"""Where places lie: coordinates and GeoNames ids by the gazetteer's keys, from a file made of open data."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple


class Spot(NamedTuple):
    """Degrees as decimals and the number of GeoNames, as texts; empty where unknown."""

    latitude: str = ""
    longitude: str = ""
    geonames: str = ""


def load_atlas(path: Path) -> dict[str, Spot]:
    """Read `places.csv` (key, latitude, longitude, geonames); a key is that of the gazetteer, `city/fr/lyon`."""
    with path.open(encoding="utf-8", newline="") as source:
        return {row["key"]: Spot(row["latitude"], row["longitude"], row["geonames"]) for row in csv.DictReader(source)}
