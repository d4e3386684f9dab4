"""Write `docs/ontology.md` and `ontology/context.jsonld` from the ontology; a test holds both to be fresh."""

from __future__ import annotations

import json
from pathlib import Path

from kgbuild.ontology.context import build_context
from kgbuild.ontology.load import load_ontology
from kgbuild.ontology.page import ontology_page

ROOT = Path(__file__).parents[2]


def made_files() -> dict[Path, str]:
    """Return each file's path and what it should hold."""
    ontology = load_ontology()
    context = json.dumps(build_context(ontology), indent=2, ensure_ascii=False) + "\n"
    return {ROOT / "docs" / "ontology.md": ontology_page(ontology), ROOT / "ontology" / "context.jsonld": context}


if __name__ == "__main__":
    for path, text in made_files().items():
        path.write_text(text, encoding="utf-8")
