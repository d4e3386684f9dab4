"""How the dataset is laid out: graphs, one graph a triple, no blank node, and what the other files say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kgbuild.model.vocabulary import STATUS, TYPE, kgb
from kgbuild.verify.dataset import Dataset, Fault

_GRAPHS = ("core", "links", "decisions", "analysis", "dataset")


def check_layout(data: Dataset) -> Iterator[Fault]:
    """Yield triples in no graph, in an unknown one or in two, and blank nodes."""
    known = {data.graph(name) for name in _GRAPHS}
    known |= {data.graph(data.local(article)) for article in data.of_type("Article")}
    for triple, graphs in sorted(data.graphs.items()):
        if len(graphs) > 1:
            yield Fault(triple[0], f"{data.local(triple[1])} stands in two graphs: {', '.join(sorted(graphs))}")
        elif graphs[0] not in known:
            yield Fault(triple[0], f"{data.local(triple[1])} stands in no graph of ours: {graphs[0] or '-'}")
        if "_:" in (triple[0][:2], triple[2][:2]):
            yield Fault(triple[0], f"{data.local(triple[1])} has a blank node")


def check_counts(data: Dataset, counts: Mapping[str, int]) -> Iterator[Fault]:
    """Yield where the record of the run (`run.json`) counts something else than there is."""
    found = {
        "articles": sum(1 for _ in data.of_type("Article")),
        "claims": sum(1 for _ in data.of_type("Claim")),
        "positions": sum(1 for _ in data.of_type("Position")),
        "conflicts": sum(1 for _ in data.of_type("Dispute")),
        "core": len(data.core),
        "quads": len(data.quads),
    }
    for name in ("accepted", "attributed", "disputed", "superseded", "rejected"):
        status = f"<https://w3id.org/kgbuild/code/{name}>"
        found[name] = sum(
            1
            for values in data.about.values()
            if status in values.get(STATUS, ()) and kgb("Claim") in values.get(TYPE, ())
        )
    for name, number in found.items():
        if name in counts and counts[name] != number:
            yield Fault("run.json", f"counts {counts[name]} {name}, the dataset has {number}")
