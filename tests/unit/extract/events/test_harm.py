"""Who came to harm in what: not in what came after it, and no words of a name or a figure of speech."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model.facts import ArticleFacts

BARBU = "Ilie Barbu"
TOLD = [
    (
        "Protests broke out in Lessen after Ilie Barbu was killed by police.",
        {"protest": [], "killing": [BARBU, "police"]},
    ),
    ("A fire broke out in Lessen after police killed Ilie Barbu.", {"accident": [], "killing": [BARBU, "police"]}),
    ("Fighting broke out in Lessen after soldiers killed Ilie Barbu.", {"attack": [], "killing": [BARBU, "soldiers"]}),
    ("Ilie Barbu was killed when a bus crashed in Lessen.", {"accident": [BARBU]}),
    ("A bus hit a wall in Lessen, killing Ilie Barbu.", {"accident": [BARBU]}),
    ("A guard killed himself and Ilie Barbu on Friday, police said.", {"death": [BARBU, "guard"]}),
    (
        "Norway sent tents after Lessen was flooded, killing Ilie Barbu.",
        {"aid": ["Norway"], "killing": [BARBU]},
    ),
    ("The town recalls last year's flood of complaints.", {}),
    ("Vantor Acquisition added that it was content.", {}),
    ("Ilie Barbu shot himself in the yard of a hospital in Lessen.", {}),
]

COUNTED = [
    (
        "A gas explosion in a bakery in Riga left eight dead and 14 injured on Monday.",
        "accident",
        {"killed": 8, "wounded": 14},
    ),
    ("Eleven women were trampled to death at a handout in Tema.", "accident", {"killed": 11}),
    ("Nine pilgrims were crushed to death in a stampede near Tema.", "accident", {"killed": 9}),
    ("A blast at a quarry near Bamako left 11 dead.", "accident", {"killed": 11}),
    ("The clashes in Oruro left dozens injured and 4 dead.", "attack", {"killed": 4}),
    ("Eleven fishermen lost their lives when a trawler capsized off Tema.", "accident", {"killed": 11}),
    ("A bus crash in Peru cost the lives of 12 nurses.", "accident", {"killed": 12}),
    ("Two fires in Lisbon claimed the lives of five people.", "accident", {"killed": 5}),
    ("The driver of a lorry that overturned near Ghent, killing four people, is ill.", "accident", {"killed": 4}),
    ("The captain of a ferry that sank off Bergen, drowning 20 people, is ill.", "accident", {"killed": 20}),
]


@pytest.mark.parametrize(("words", "kind", "figures"), COUNTED)
def test_how_many_came_to_harm(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str, figures: dict[str, int]
) -> None:
    [event] = extracted(words).events
    assert (event.type, {f[0]: f[1] for f in event.figures}) == (kind, figures)
    assert event.initiators == ()  # whoever drove is not said to have killed


@pytest.mark.parametrize(("words", "expected"), TOLD)
def test_harm_belongs_to_what_did_it(
    extracted: Callable[[str], ArticleFacts], words: str, expected: dict[str, list[str]]
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    assert {e.type: sorted(names[i] for i in (*e.participants, *e.initiators)) for e in facts.events} == expected


OWNED = [
    ("Stories surround Dana Holt's death by drowning.", "death"),
    ("The guard is serving a life sentence for Dana Holt's assassination in May 2023.", "killing"),
    ("A film tells of Dana Holt's arrest in May 2023.", "arrest"),
]


@pytest.mark.parametrize(("words", "kind"), OWNED)
def test_whose_death_or_arrest_it_is_did_not_do_it(
    extracted: Callable[[str], ArticleFacts], words: str, kind: str
) -> None:
    facts = extracted(words)
    names = {e.id: e.name for e in facts.entities}
    [event] = [e for e in facts.events if e.type == kind]
    assert ([names[i] for i in event.participants], event.initiators) == (["Dana Holt"], ())
