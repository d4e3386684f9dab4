"""Run our engine on a mapping: what `kgbuild map` does, without its command line.

python ours.py MAPPING BASE OUTPUT [distinct]
"""

from __future__ import annotations

import sys
from pathlib import Path

from kgbuild.problems import Problem
from kgbuild.yarrrml.language.load import load_mapping
from kgbuild.yarrrml.output.outlet import Order
from kgbuild.yarrrml.output.write import Destination, map_to_file
from kgbuild.yarrrml.sources.open_source import Inputs


def main(mapping: Path, base: Path, output: Path, order: Order) -> None:
    problems: list[Problem] = []
    inputs = Inputs(base=base)
    map_to_file(load_mapping([mapping]), Destination(output, order=order), inputs=inputs, problems=problems)
    for problem in problems:
        print(problem, file=sys.stderr)


if __name__ == "__main__":
    chosen = Order.DISTINCT if sys.argv[4:] == ["distinct"] else Order.AS_MADE
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), chosen)
