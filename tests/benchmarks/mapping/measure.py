"""Measure engines against the plain loop, interleaved: CPU seconds and peak memory, median of the rounds.

    python measure.py ROWS FOLDER [--rounds N] [--morph PYTHON] [--maplib PYTHON] [--join] [--xml]

Prints a table, the command beside `python -c pass` and everything else beside the loop over the same file; our
outputs are compared with the loop's, line by line after sorting.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOTHING = "nothing (python -c pass)"


def run(command: list[str], cwd: Path) -> tuple[float, int]:
    """Run a command; return its CPU seconds and peak memory in kB, those of its children included."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[2])}
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def commands(folder: Path, options: argparse.Namespace) -> dict[str, list[str]]:
    """Return the command of every engine."""
    python, out = sys.executable, folder / "out"
    out.mkdir(exist_ok=True)

    def ours(mapping: str, name: str, *more: str) -> list[str]:
        return [python, str(HERE / "ours.py"), str(HERE / mapping), str(folder), str(out / name), *more]

    whole = [python, "-m", "kgbuild", "map", str(HERE / "mapping.yml"), "--base", str(folder)]
    found = {
        NOTHING: [python, "-c", "pass"],
        "kgbuild map, the command": whole,
        "loop, CSV": [python, str(HERE / "loop.py"), str(folder / "rows.csv"), str(out / "loop.nt")],
        "kgbuild, CSV": ours("mapping.yml", "csv.nt"),
        "kgbuild, CSV, distinct": ours("mapping.yml", "distinct.nt", "distinct"),
        "loop, JSON": [python, str(HERE / "loop.py"), str(folder / "rows.json"), str(out / "loop_json.nt")],
        "kgbuild, JSON": ours("mapping_json.yml", "json.nt"),
        "kgbuild, JSON, distinct": ours("mapping_json.yml", "json_distinct.nt", "distinct"),
    }
    if options.xml:
        found["loop, XML"] = [python, str(HERE / "loop.py"), str(folder / "rows.xml"), str(out / "loop_xml.nt")]
        found["kgbuild, XML"] = ours("mapping_xml.yml", "xml.nt")
        found["kgbuild, XML, distinct"] = ours("mapping_xml.yml", "xml_distinct.nt", "distinct")
    if options.join:
        found["kgbuild, join"] = ours("mapping_join.yml", "join.nt")
    if options.morph:
        config = folder / "morph.ini"
        config.write_text(
            f"[CONFIGURATION]\noutput_file={out / 'morph.nt'}\noutput_format=N-TRIPLES\nlogging_level=ERROR\n"
            f"number_of_processes=1\n[Source]\nmappings={HERE / 'mapping.yml'}\n",
            encoding="utf-8",
        )
        found["Morph-KGC, CSV"] = [options.morph, "-m", "morph_kgc", str(config)]
    if options.maplib:
        script = str(HERE / "maplib_rows.py")
        found["maplib, CSV"] = [options.maplib, script, str(folder / "rows.csv"), str(out / "maplib.nt")]
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--morph", default="")
    parser.add_argument("--maplib", default="")
    parser.add_argument("--join", action="store_true")
    parser.add_argument("--xml", action="store_true")
    options = parser.parse_args()
    subprocess.run([sys.executable, str(HERE / "make_rows.py"), str(options.rows), str(options.folder)], check=True)
    engines = commands(options.folder, options)
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in engines}
    for _ in range(options.rounds):
        for name, command in engines.items():
            found[name].append(run(command, options.folder))
    print(f"{options.rows} rows, median of {options.rounds} rounds\n")
    print(f"{'engine':28} {'CPU s':>8} {'x loop':>7} {'peak MB':>8}")
    for name, rounds in found.items():
        seconds = statistics.median(s for s, _ in rounds)
        base = next((f"loop, {kind}" for kind in ("JSON", "XML") if kind in name), "loop, CSV")
        base = NOTHING if "command" in name else base
        loop = statistics.median(s for s, _ in found[base])
        print(f"{name:28} {seconds:8.3f} {seconds / loop:7.2f} {max(m for _, m in rounds) / 1024:8.0f}")
    wanted = sorted((options.folder / "out" / "loop.nt").read_text(encoding="utf-8").splitlines())
    made_files = ["csv", "distinct", "json", "json_distinct", *(["xml", "xml_distinct"] if options.xml else [])]
    for name in made_files:
        made = sorted((options.folder / "out" / f"{name}.nt").read_text(encoding="utf-8").splitlines())
        print(f"{name}.nt {'equals' if made == wanted else 'DIFFERS FROM'} the loop's output")


if __name__ == "__main__":
    main()
