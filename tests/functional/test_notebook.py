"""Results in a notebook: the example runs as Jupyter runs it; tables, drawings and reasons show."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pandas
import pytest
from lxml import etree

import kgbuild
from kgbuild.errors import UsageError
from kgbuild.notebook.rows import Rows, framed


@pytest.fixture(scope="module")
def result(root: Path) -> kgbuild.Result:
    return kgbuild.build([root / "articles" / "batteries-ledger.txt", root / "articles" / "batteries-tribune.txt"])


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_the_example_runs(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "articles", tmp_path / "articles")
    notebook = nbformat.read(root / "docs" / "notebooks" / "first-look.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)  # kept without outputs, so that they cannot be stale
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    assert not [o for o in shown if o["output_type"] == "error"]
    html = [o["data"]["text/html"] for o in shown if "text/html" in o.get("data", {})]
    assert "<svg" in html[0]
    assert len(html) >= 5
    assert all("<table" in one for one in html[1:])


def test_rows_are_a_frame_with_pandas_and_a_list_for_programs(result: kgbuild.Result) -> None:
    frame = result.positions()
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == len(result.rows("positions")) > 5
    assert list(frame.columns) == list(result.rows("positions")[0])
    assert isinstance(result.rows("meetings"), list)
    with pytest.raises(UsageError, match="did you mean meetings"):
        result.rows("meeting")


def test_without_pandas_rows_show_as_a_table() -> None:
    code = (
        "import sys\nsys.modules['pandas'] = None\n"
        "from kgbuild.notebook.rows import Rows, framed\n"
        "found = framed([{'who': '<Ann>', 'n': '1'}])\n"
        "assert type(found) is Rows and '&lt;Ann&gt;' in found._repr_html_()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "0 rows" in Rows()._repr_html_()
    assert len(framed([])) == 0


def test_a_reason_has_its_words(result: kgbuild.Result) -> None:
    rows = result.rows("meetings")
    meeting = next(m for m in rows if m["place"] and [r["name"] for r in rows].count(m["name"]) == 1)
    found = result.explain(meeting["name"], "place")
    assert set(found["property"]) == {"place"}
    assert set(found["value"]) == {meeting["place"]}
    assert all(found["words"].str.len() > 0)
    assert set(found["status"]) <= {"accepted", "attributed", "disputed"}
    assert len(result.explain(meeting["name"])) > len(found)
    with pytest.raises(UsageError, match="nothing is claimed of"):
        result.explain("Nobody at all")


def test_questions_by_name_and_as_text(result: kgbuild.Result) -> None:
    assert "actor" in " ".join(result.query("who-took-part").columns)
    counted = result.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(counted["n"][0]) == len(result.quads)


def test_a_result_shows_a_drawing(result: kgbuild.Result) -> None:
    root = etree.fromstring(f"<div>{result._repr_html_()}</div>")
    assert root.findall(".//{http://www.w3.org/2000/svg}circle")
