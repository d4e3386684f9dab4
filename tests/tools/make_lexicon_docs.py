"""Write docs/lexicon.md and docs/lexicon.schema.json from the code; a test holds both to be fresh."""

from __future__ import annotations

import json
from pathlib import Path

from kgbuild.pipeline.lexicon_page import lexicon_page, lexicon_schema

if __name__ == "__main__":
    docs = Path(__file__).parents[2] / "docs"
    (docs / "lexicon.md").write_text(lexicon_page(), encoding="utf-8")
    schema = json.dumps(lexicon_schema(), indent=2, ensure_ascii=False)
    (docs / "lexicon.schema.json").write_text(schema + "\n", encoding="utf-8")
