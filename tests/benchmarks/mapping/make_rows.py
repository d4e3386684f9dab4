"""Write the benchmark's rows: 8 columns, one row a line, the same for everybody.

python make_rows.py ROWS FOLDER      writes rows.csv, rows.json, rows.xml and other.csv (for the join)
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS = ("id", "name", "note", "count", "page", "language", "day", "team")
_WORDS = ("river", "stone", "letter", "harbour", "meeting", "silver", "window", "garden", "signal", "winter")


def row(number: int) -> dict[str, str]:
    """Return one row; every 50th has a cell to escape, every 20th an empty cell."""
    word, other = _WORDS[number % 10], _WORDS[number * 7 % 10]
    note = f'the {word} and the {other} "{number}"' if number % 50 == 0 else f"the {word} and the {other}"
    return {
        "id": f"r-{number}",
        "name": f"{word.title()} {other.title()} {number}",
        "note": "" if number % 20 == 0 else note,
        "count": str(number * 13 % 1000),
        "page": f"https://example.org/pages/{word}/{number}",
        "language": "en",
        "day": f"20{number % 25:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "team": f"{other} {number % 100}",
    }


def write(count: int, folder: Path) -> None:
    """Write the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(row(n) for n in range(count))
    with (folder / "rows.json").open("w", encoding="utf-8") as stream:
        json.dump([row(n) for n in range(count)], stream)
    with (folder / "rows.xml").open("w", encoding="utf-8") as stream:
        stream.write("<rows>\n")
        for n in range(count):
            cells = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in row(n).items())
            stream.write(f"<row>{cells}</row>\n")
        stream.write("</rows>\n")
    with (folder / "other.csv").open("w", encoding="utf-8", newline="") as stream:
        plain = csv.writer(stream)
        plain.writerow(("key", "title"))
        plain.writerows((f"r-{n}", f"Other {n}") for n in range(count))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
