"""What most articles say is known from a whole that has them too."""

import random

import numpy as np

from kgbuild.claims.marks import NO_BITS, NOTHING, Mark
from kgbuild.claims.traces import Trace, Whole


def trace(dice: random.Random) -> Trace:
    """Return how an article speaks of some of twenty nodes."""
    nodes = [dice.randrange(20) for _ in range(dice.randrange(6))]
    bits = [dice.randrange(1, 256) for _ in nodes]
    nothing = (NOTHING, NOTHING, NO_BITS, NOTHING, (), ())
    return Trace((), np.array(nodes, dtype=np.uint64), np.array(bits, dtype=np.uint8), *nothing)


def test_what_is_made_of_nodes_is_the_same_from_another_whole() -> None:
    dice = random.Random(1)
    said = {f"a{n}": trace(dice) for n in range(12)}
    for _ in range(200):
        was, now = Whole(said), dict(said)
        for _ in range(dice.randrange(4)):
            now[f"a{dice.randrange(15)}"] = trace(dice)
        now.pop(f"a{dice.randrange(15)}", None)
        led, anew = Whole(now, was).marks, Whole(now).marks
        assert led.keys.tolist() == anew.keys.tolist()
        assert led.bits.tolist() == anew.bits.tolist()
        said = now


def test_who_speaks_of_nodes_is_found_by_bisecting() -> None:
    dice = random.Random(2)
    for _ in range(200):
        said = {f"a{n}": trace(dice) for n in range(dice.randrange(8))}
        nodes = np.array([dice.randrange(25) for _ in range(dice.randrange(5))], dtype=np.uint64)
        for how in Mark:
            found = Whole(said).speaking(nodes, how)
            assert found == {
                one
                for one, own in said.items()
                if any(node in nodes and bits & how for node, bits in zip(own.nodes, own.bits, strict=True))
            }
