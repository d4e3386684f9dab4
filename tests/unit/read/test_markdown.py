"""Markdown is read as its reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.read.markdown import read_markdown


def test_words_without_marks() -> None:
    text = '**Ana Roe** met _Li *Wei*_ in [Varna](https://x.example/a_(b)_c "on Monday") on `Monday`, ~~not~~ twice.'
    assert read_markdown(text).text == "Ana Roe met Li Wei in Varna on Monday, not twice."


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("A[^1] b.\n\n[^1]: The note.", "A b.\n\nThe note."),
        ("![Ana Roe](pic.jpg) came.", " came."),
        ("Before.\n\n```\nAna Roe said code.\n```\n\nAfter.", "Before.\n\nAfter."),
        ("Before.\n\n<!-- hidden -->\n\nAfter <b>bold</b>.", "Before.\n\nAfter bold."),
        ("> “No,”\n> she said.", "“No,” she said."),
        ("# Port closes\n\nWords.", "# Port closes\n\nWords."),
        ("Port closes\n===\n\nWords.", "# Port closes\n\nWords."),
        ("- one\n- two", "- one\n\n- two"),
        ("3. one", "- one"),
        ("| A | B |\n|---|---|\n| c | d |", "A | B\n\nc | d"),
        ("a \\* b &amp; c", "a * b & c"),
        ("see <https://x.example> and [the note][n]\n\n[n]: https://y.example", "see https://x.example and the note"),
        ("line one\nline two  \nline three", "line one line two line three"),
        ("", ""),
    ],
)
def test_blocks(text: str, reads: str) -> None:
    assert read_markdown(text).text == reads


def test_places_are_those_of_the_file() -> None:
    text = "---\ntitle: x\n---\n\nIn **Varna** and _Varna_, [Ana\nRoe](u) said &lt;no&gt;."
    shown = read_markdown(text, text.index("In "))
    original = shown.original(text)
    second = shown.text.rindex("Varna")
    assert text[slice(*original.place(second, second + 5))] == "Varna"
    assert original.place(second, second + 5)[0] == text.rindex("Varna")
    name = shown.text.index("Ana Roe")
    assert text[slice(*original.place(name, name + 7))] == "Ana\nRoe"
    assert text[slice(*original.place(shown.text.index("<"), shown.text.index("<") + 1))] == "&lt;"


def test_only_files_named_so_are_markdown(tmp_path: Path) -> None:
    from kgbuild.lexicon import load_lexicon
    from kgbuild.read.articles import read_articles

    for name in ("a.md", "a.txt"):
        (tmp_path / name).write_text("date 2026-03-04 The *quay* closed.", encoding="utf-8")
    found = {a.path.rsplit(".")[-1]: a for a in read_articles([tmp_path], lexicon=load_lexicon(), problems=[])}
    assert found["txt"].text.endswith("The *quay* closed.")
    assert found["md"].text == "The quay closed."
    assert found["md"].published == "2026-03-04"


def test_a_block_of_invisible_characters_is_none() -> None:
    """Found by fuzzing: its mark would be a block that stands nowhere in the file."""
    assert read_markdown("# \u00ad\n\n- \u200b\n\nThe board met.\n").text == "The board met."
