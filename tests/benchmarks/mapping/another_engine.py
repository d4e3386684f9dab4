"""Run Morph-KGC on mappings and compare its graph with ours; for an environment of its own (`pip install morph-kgc`).

    python another_engine.py PYTHON_WITH_MORPH OURS.nq BASE MAPPING…

Prints the number of statements of both and the difference; ends with 1 where they differ.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox


def canonical(path: Path) -> set[str]:
    data = ox.Dataset(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, data))


def run_morph(python: str, base: Path, mappings: list[Path], folder: Path) -> set[str]:
    """One run a mapping file, because its files may not share mapping names or prefixes."""
    found: set[str] = set()
    for mapping in mappings:
        output = folder / f"{mapping.stem}.nq"
        config = folder / f"{mapping.stem}.ini"
        config.write_text(
            f"[CONFIGURATION]\noutput_file={output}\noutput_format=N-QUADS\nlogging_level=ERROR\nnumber_of_processes=1\n"
            f"[Source]\nmappings={mapping.resolve()}\n",
            encoding="utf-8",
        )
        subprocess.run([python, "-m", "morph_kgc", str(config)], cwd=base, check=True)
        found |= canonical(output)
    return found


def main(python: str, ours: Path, base: Path, mappings: list[Path]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        theirs = run_morph(python, base, mappings, Path(folder))
    mine = canonical(ours)
    print(f"ours {len(mine)}, Morph-KGC {len(theirs)}, both {len(mine & theirs)}")
    for statement in sorted(mine - theirs)[:10]:
        print("only ours  ", statement)
    for statement in sorted(theirs - mine)[:10]:
        print("only theirs", statement)
    return int(mine != theirs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), [Path(p) for p in sys.argv[4:]]))
