"""What a position is about: the head of what is said and its arguments decide, in every trade."""

from __future__ import annotations

import pytest

ABOUT = {
    # the trades
    "Okoro said the truce would hold.": "ceasefire",
    "Okoro said the rebels had shelled the village.": "attacks",
    "Okoro said the embassy would reopen.": "diplomacy",
    "Okoro said the ballot was fair.": "elections",
    "Okoro said the senate was divided.": "domestic",
    "Okoro said the jury had been misled.": "justice",
    "Okoro said the burglars stole nine watches.": "crime",
    "Okoro said the economy was shrinking.": "economy",
    "Okoro said inflation would fall.": "prices",
    "Okoro said quarterly profit rose by a tenth.": "earnings",
    "Okoro said the takeover was off.": "merger",
    "Okoro said the retailer had lost customers.": "companies",
    "Okoro said the refinery would be mothballed.": "energy",
    "Okoro said growers lost half the harvest.": "agriculture",
    "Okoro said the railway needed new trains.": "infrastructure",
    "Okoro said tourists stayed away.": "tourism",
    "Okoro said the pilots would walk out.": "strikes",
    "Okoro said wages had stagnated.": "wages",
    "Okoro said 300 jobs would be cut.": "layoffs",
    "Okoro said the telescope had found a comet.": "science",
    "Okoro said the satellite was lost.": "space",
    "Okoro said the software was unsafe to run.": "technology",
    "Okoro said the vaccine worked.": "health",
    "Okoro said pupils needed smaller classes.": "education",
    "Okoro said emissions had doubled.": "climate",
    "Okoro said snow would fall in the north.": "weather",
    "Okoro said the flood had destroyed nine farms.": "disaster",
    "Okoro said the train derailed at noon.": "infrastructure accidents",
    "Okoro said refugees would be welcome.": "migration",
    "Okoro said tenants paid too much.": "housing",
    "Okoro said the bishops were wrong.": "religion",
    "Okoro said the museum would close.": "culture",
    "Okoro said the newspaper had lied.": "media",
    "Okoro said the midfielder was fit.": "sport",
    "Okoro said the chef would stay.": "lifestyle",
    "Okoro said racism was everywhere.": "human-rights",
    # words of other senses
    "Okoro said Lind had been patient.": "other",
    "Okoro said Lind should share the blame.": "responsibility",
    "Okoro said Lind was right.": "other",
    "Okoro said Lind would march on.": "other",
    "Okoro said Lind met her on March 3.": "other",
    "Okoro said the goal was to help Lind.": "other",
    "Okoro said it cost nine dollars.": "other",
    # the head decides, not whatever is mentioned aside
    "Okoro said the vaccine that a football coach received was safe.": "health",
    "Okoro said wages would rise after the election.": "wages",
    "Okoro said the gas deal was signed.": "energy",
    "Okoro said the ferry would sail when the storm passed.": "infrastructure",
}


@pytest.mark.parametrize("words", ABOUT)
def test_issue(words: str, hear) -> None:
    found = [issue.id for p in hear(words, P="Okoro Lind").positions for issue in p.issues]
    assert set(ABOUT[words].split()) & set(found), found
    assert not set(found) - set(ABOUT[words].split()) or ABOUT[words] != "other", found


def test_each_issue_keeps_the_words_that_named_it(hear) -> None:
    [position] = hear("Okoro said the vaccine and the ballot were safe.", P="Okoro").positions
    assert [(i.id, i.text) for i in position.issues] == [("health", "vaccine"), ("elections", "ballot")]


def test_words_without_a_noun_go_on_about_what_was_said(hear) -> None:
    told = "Okoro said the vaccine was safe. “It works, and we will go on,” Okoro said. Lind said it was too late."
    found = [[i.id for i in p.issues] for p in hear(told, P="Okoro Lind").positions]
    assert found == [["health"], ["health"], ["other"]]


# What an article is about settles words of several meanings, and what names no issue of its own.
CRASH = (
    "The ferry accident was the third derailment of safety since May. Investigators of the collision found wreckage. "
    "Two collisions and a capsizing were reported by the accident board. "
)
TAKEOVER = (
    "The merger was announced on Monday. The takeover makes Dunmore the largest brewer. The buyout needs consent. "
    "A hostile bid came first. "
)
WAR = (
    "The fighting reached Mbela on Sunday. Rebels launched an offensive there. The war has lasted nine years. "
    "The militia shelled two villages. "
)
WITHIN = {
    TAKEOVER + "Okoro said the deal was right for everyone.": "merger",
    TAKEOVER + "Okoro said the terms were generous.": "merger",
    WAR + "Okoro said the shells had struck the hospital.": "attacks conflict",
    WAR + "Okoro said nobody had slept.": "other",
    WAR + "Okoro said the taps had gone to the highest bidder.": "conflict",
    WAR + "Okoro said inflation would fall.": "prices",
    WAR + "Okoro said her client had no crown.": "conflict",
    CRASH + "Okoro said help had come only after a week.": "accidents",
    CRASH + "Okoro said that her machine was old.": "accidents",
    "It was Monday. Okoro said the taps went to Lind.": "other",  # an article about nothing lends nothing
}


@pytest.mark.parametrize("words", WITHIN)
def test_issue_within_an_article(words: str, hear) -> None:
    position = hear(words, P="Okoro Lind").positions[-1]
    assert {i.id for i in position.issues} <= set(WITHIN[words].split())


# Words of several meanings: alone they name nothing, an idiom never does, and who acts is not what it is about.
ALONE = {
    "Okoro said the gallery was sealed.": "",
    "Okoro said the gallery would show nine paintings.": "culture",
    "Okoro said the quota was too low.": "",
    "Okoro said the quota on hake was too low.": "agriculture",
    "Okoro said the results were on the door.": "",
    "Okoro said the results would show a higher profit.": "earnings",
    "Okoro said the offer was an insult.": "",
    "Okoro said her job was to listen.": "",
    "Okoro said the deal was for nine buses.": "infrastructure",
    "Okoro said 40 jobs would be cut.": "layoffs",
    "Okoro said it would mean the loss of 40 jobs.": "layoffs",
    "Okoro said the volunteers were tired.": "",
    "Okoro said the candidate for coach was Lind.": "sport elections",
    "Okoro said the stock was low.": "",
    "Okoro said Lind had changed his class.": "",
    "Okoro said the price of bread would double.": "prices",
    "Okoro said the river would burst its banks.": "disaster",
    "Okoro said the bank had failed.": "banking",
    "Okoro said the research vessel had left.": "",
    "Okoro said the research was sound.": "science",
    "Okoro said 300 people had fled.": "migration",
    "Okoro said Lind had resigned for health reasons.": "government",
    "Okoro said nine people were killed when artillery struck.": "casualties",
    "Okoro said the president had waved.": "",
    "Okoro said she could find the church.": "religion",
    "Okoro said her death was a loss.": "",
    "Okoro said three miners were found dead.": "casualties",
    "Okoro said that train had left.": "",
    "Okoro said the train was late.": "infrastructure",
    "Okoro said the new list was one more round of musical chairs.": "",
    "Okoro told Lind to mind his own job.": "",
    "Okoro said he would come, weather permitting.": "",
    "Okoro said they had walked out of the room.": "",
    "Okoro said the nurses had walked out.": "strikes",
    "Okoro said the brewer Dunmore would merge with Halm.": "merger",
    "Okoro said the brewery would close.": "companies",
    "Okoro said the bishop had mediated for nine days.": "mediation",
    "Okoro said the finance minister had come.": "",
    "Okoro said the soldiers had seen the comet by the telescope.": "science military",
}


@pytest.mark.parametrize("words", ALONE)
def test_a_word_of_several_meanings_counts_in_company(words: str, hear) -> None:
    found = {issue.id for p in hear(words, P="Okoro Lind").positions for issue in p.issues}
    assert found <= set(ALONE[words].split() or ["other"]), found


VACCINE = "The vaccine was given to nine people. The disease had spread to the coast. Measles killed three. "
COURT = "The verdict was read on Monday. The defendant had no lawyer. Prosecutors wanted him jailed. "
FISH = "The fishermen set out on Monday. Trawlers lay in the bay. The fishery is the oldest of the coast. "
PUCK = "The footballer came home. The midfielder is hurt. The tournament begins in May. "
IN_COMPANY = {
    VACCINE + "Okoro said the trial would go on.": "health",
    COURT + "Okoro said the trial would go on.": "justice",
    VACCINE + "Okoro said nobody had died.": "health",
    VACCINE + "Okoro said it had killed nine people.": "health",
    WAR + "Okoro said it had killed nine people.": "casualties",
    WAR + "Okoro said nobody had died.": "casualties",
    FISH + "Okoro said the quota was too low.": "agriculture",
    FISH + "Okoro said the stock was low.": "agriculture",
    PUCK + "Okoro said the team had no defence.": "sport",
    PUCK + "Okoro said the offer was an insult.": "sport",
    PUCK + "Okoro said it was a poor strike.": "sport",
    COURT + "Okoro said the offer was an insult.": "justice",
    PUCK + "Okoro said it took energy to stay.": "sport",
    TAKEOVER + "Okoro said the price was fair.": "merger",
}


@pytest.mark.parametrize("words", IN_COMPANY)
def test_what_the_article_is_about_settles_a_word_of_several_meanings(words: str, hear) -> None:
    position = hear(words, P="Okoro Lind").positions[-1]
    assert {i.id for i in position.issues} == {IN_COMPANY[words]}


def test_an_issue_that_the_article_lends_has_no_words_and_says_so(hear) -> None:
    lent, own = hear(WAR + "Okoro said the taps were dry. Lind said inflation would fall.", P="Okoro Lind").positions
    assert [(i.id, i.text) for i in lent.issues] == [("conflict", "")]
    assert "issue of the article" in lent.why and lent.confidence < own.confidence
