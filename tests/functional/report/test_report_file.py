"""The report as a file: what is in it, and that it is the same every time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kgbuild.model.quads import Quad
from kgbuild.model.triples import Triples
from kgbuild.report.recent import recent
from kgbuild.report.report import report
from kgbuild.report.story import Story, read_story


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.sources: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                (self.targets if value.startswith("#") else self.sources).add(value.removeprefix("#"))
            assert not name.startswith("on"), (tag, name)
            assert name not in {"src", "srcset", "action", "style"}, (tag, name)


@pytest.fixture(scope="module")
def story(fisheries: list[Quad]) -> Story:
    return read_story(fisheries)


@pytest.mark.parametrize("name", ["plain", "hostile"])
def test_every_link_leads_somewhere_inside(pages: dict[str, Path], name: str) -> None:
    found = _Links()
    found.feed(pages[name].read_text(encoding="utf-8"))
    assert len(found.ids) == len(set(found.ids))
    assert found.targets <= set(found.ids)
    assert all(source.startswith(("http://", "https://")) for source in found.sources)
    assert len(found.targets) > 30


def test_the_policy_allows_only_what_is_inside(pages: dict[str, Path]) -> None:
    text = pages["plain"].read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert "default-src &#x27;none&#x27;" in policy
    assert "unsafe" not in policy


def test_all_words_of_all_claims_and_statements_are_there(pages: dict[str, Path], story: Story) -> None:
    text = pages["plain"].read_text(encoding="utf-8")
    numbers = {w.number for one in (*story.claims, *story.positions) for w in one.words}
    assert len(numbers) > 10
    assert all(f'id="w{number}"' in text for number in numbers)
    places = [text.index(f'id="w{number}"', text.index('<section id="articles"')) for number in sorted(numbers)]
    assert places == sorted(places)
    assert all(f'href="#w{p.words[0].number}"' in text for p in story.positions if p.words)


def test_what_is_not_accepted_is_marked(story: Story, pages: dict[str, Path]) -> None:
    disputed = [c for c in story.claims if c.status == "disputed"]
    assert disputed
    assert story.disputes
    text = pages["plain"].read_text(encoding="utf-8")
    events = text[text.index('<section id="events"') : text.index('<section id="actors"')]
    rows = events.split("<tr")[1:]
    for claim in disputed:
        if "/event/" in claim.subject:
            marked = [r for r in rows if f"<td>{claim.shown}<" in r and claim.by in r]
            assert marked, claim
            assert all("disputed" in r for r in marked), claim


def test_equal_input_gives_equal_bytes(root: Path, tmp_path: Path, fisheries: list[Quad]) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.functional.report.conftest import quads_of\n"
        "from kgbuild.report.report import report\n"
        "quads = quads_of(Path('.'))\n"
        "sys.stdout.buffer.write(report(quads[::-1], run={}))\n"
    )

    def made(seed: str) -> bytes:
        environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(root)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=root, env=environment, check=True)
        return done.stdout

    assert made("1") == made("2") == report(fisheries, run={})


def empties() -> Iterator[list[Quad]]:
    yield []
    article = "<https://example.org/kg/article/a>"
    yield [Quad(article, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://w3id.org/kgbuild/ns#Article>")]


@pytest.mark.parametrize("quads", list(empties()))
def test_little_or_nothing_is_reported_too(quads: list[Quad]) -> None:
    text = report(quads, run={}).decode()
    assert text.count("<section") == 12


def test_things_of_one_name_stay_apart(fisheries: list[Quad]) -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    same = [q._replace(object='"Same"@en') if q.predicate == label else q for q in fisheries]
    assert report(same, run={}).count(b'<details id="e') == report(fisheries, run={}).count(b'<details id="e')


def test_of_many_articles_the_latest_are_shown_with_both_sides_of_their_disputes(
    fisheries: list[Quad], story: Story
) -> None:
    part = read_story(recent(Triples(fisheries), 1))
    latest = story.articles[-1].term
    disputed = {c.term for d in story.disputes for s in d.sides for c in s.claims}
    expected = [c for c in story.claims if c.article == latest or c.term in disputed]
    assert [c.term for c in part.claims] == [c.term for c in expected] != [c.term for c in story.claims]
    assert [[w.text for w in c.words] for c in part.claims] == [[w.text for w in c.words] for c in expected]
    assert [p.term for p in part.positions] == [p.term for p in story.positions if p.article == latest]
    assert [(d.of, [s.value for s in d.sides]) for d in part.disputes] == [
        (d.of, [s.value for s in d.sides]) for d in story.disputes
    ]


def test_a_report_of_the_latest_says_what_it_leaves_out(fisheries: list[Quad]) -> None:
    quads = [q for q in fisheries if "kgb#" in q.predicate or "dispute" not in f"{q.subject}{q.object}"]
    found = _Links()
    text = report(quads, run={}, most=1).decode()
    found.feed(text)
    assert "1 older articles are in the tables" in text
    assert found.targets <= set(found.ids)
    assert "older articles" not in report(quads, run={}, most=2).decode()
