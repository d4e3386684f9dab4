"""Run targets for a time, at random or guided by coverage, and gather what fails, one example of each kind.

python -m tests.fuzz.soak --seconds 600               every target in turn, at random
python -m tests.fuzz.soak --seconds 600 -k json       those with `json` in their name
python -m tests.fuzz.soak --guided -k test_json_text  one target, guided by coverage (needs atheris), until stopped
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.oracles import root

Target = Callable[[bytes], object]


def targets(part: str) -> dict[str, Target]:
    """Return the hypothesis tests of this folder whose name holds `part`, as functions of bytes."""
    found: dict[str, Target] = {}
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = importlib.import_module(f"tests.fuzz.{path.stem}")
        for name, test in vars(module).items():
            if hasattr(test, "hypothesis") and part in f"{path.stem}::{name}":
                found[f"{path.stem}::{name}"] = test.hypothesis.fuzz_one_input
    exact = {name: target for name, target in found.items() if name.endswith("::" + part)}
    return exact or found


def kind_of(error: BaseException) -> str:
    """Return what makes a failure another one: its type and the innermost places."""
    if isinstance(error, BaseExceptionGroup):
        return " | ".join(sorted(kind_of(e) for e in error.exceptions))
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "hypothesis" not in f.filename]
    places = [f"{Path(f.filename).name}:{f.lineno}" for f in frames[-2:]]
    return f"{type(error).__name__} {' '.join(places)}"


def soak(found: dict[str, Target], seconds: float, seed: int) -> int:
    """Give every target random bytes for its share of the time; print each kind of failure once; return how many."""
    chance = random.Random(seed)
    kinds: dict[str, int] = {}
    for name, target in found.items():
        end, count = time.monotonic() + seconds / len(found), 0
        while time.monotonic() < end:
            count += 1
            try:
                target(chance.randbytes(chance.choice((64, 512, 4096))))
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:
                kind = f"{name} {kind_of(error)}"
                kinds[kind] = kinds.get(kind, 0) + 1
                if kinds[kind] == 1:
                    print(f"\n#### {kind}", flush=True)
                    traceback.print_exception(error, file=sys.stdout, limit=-6)
                    _print_input()
        print(f"{name}: {count} inputs", flush=True)
    print(f"{len(kinds)} kinds of failure")
    for kind, count in sorted(kinds.items()):
        print(f"{count:6} {kind}")
    return len(kinds)


def _print_input() -> None:
    for path in sorted((p for p in root().rglob("*") if p.is_file()), key=lambda p: -p.stat().st_mtime_ns)[:4]:
        print(f"---- {path.name}\n{path.read_bytes()[:1500].decode('utf-8', 'backslashreplace')}", flush=True)


def guided(found: dict[str, Target], arguments: list[str]) -> None:
    """Run one target under atheris."""
    import atheris

    if len(found) != 1:
        raise SystemExit(f"name one target: {', '.join(found)}")
    target = next(iter(found.values()))

    def told(data: bytes) -> None:
        try:
            target(data)
        except BaseException:
            _print_input()
            raise

    atheris.Setup([sys.argv[0], f"-artifact_prefix={root()}/", *arguments], told)
    atheris.Fuzz()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-k", default="", help="only targets with this in their name")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--guided", action="store_true")
    options, rest = parser.parse_known_args()
    if options.guided:
        import atheris

        with atheris.instrument_imports(include=["kgbuild"]):
            found = targets(options.k)
        guided(found, rest)
        return
    print(f"seed {options.seed}")
    sys.exit(bool(soak(targets(options.k), options.seconds, options.seed)))


if __name__ == "__main__":
    main()
