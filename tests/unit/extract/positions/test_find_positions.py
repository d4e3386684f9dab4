"""Who says what: one invented sentence for each thing the engine must see."""

from __future__ import annotations

import pytest

from kgbuild.model.article import BlockKind
from kgbuild.model.facts import Mode

NAMES = {
    "P": "Okoro Lind Tran Vega",
    "C": "Peru Chile Ghana Nepal",
    "O": "Reuters Vantage Unite",
    "G": "officials Officials",
}

SAID = {
    "Okoro said the dam was safe.": ["Okoro says: the dam was safe"],
    "The dam was safe, Okoro said.": ["Okoro says: The dam was safe"],
    "The dam, Okoro said, was never inspected.": ["Okoro says: The dam … was never inspected"],
    "“The dam is safe,” said Okoro.": ["Okoro says: The dam is safe"],
    "Okoro ended the meeting early, accusing Chile of bad faith.": ["Okoro accuses > Chile: bad faith"],
    "Ports stayed shut, with officials saying repairs had begun.": ["officials says: repairs had begun"],
    "According to Vantage, output fell by a third.": ["Vantage says: output fell by a third"],
    '"The mine was empty," Lind was quoted as saying.': ["Lind says: The mine was empty"],
    "Lind described the audit as “careless”.": ["Lind says: the audit as “careless”"],
    "Lind called the audit “a joke”.": ["Lind says: the audit “a joke”"],
    "Lind called the audit careless.": ["Lind says: the audit careless"],
    "Peru has rejected the border treaty.": ["Peru rejects: the border treaty"],
    "The border treaty was rejected by Peru.": ["Peru rejects: The border treaty"],
    "Peru does not support the border treaty.": ["Peru rejects: the border treaty"],
    "Peru did not say when the talks resume.": [],
    "Peru would reject the border treaty.": [],
    "If Peru rejects the border treaty, talks end.": [],
    "Peru is demanding that Chile reopen the port.": ["Peru demands > Chile: Chile reopen the port"],
    "Peru urged Chile to reopen the port.": ["Peru demands > Chile: Chile to reopen the port"],
    "Peru pressed Chile for an apology.": ["Peru demands > Chile: an apology"],
    "Peru called on Chile to reopen the port.": ["Peru demands > Chile: to reopen the port"],
    "Chile must reopen the port, Vega said.": ["Vega demands > Chile: Chile must reopen the port"],
    "Vega said Chile had violated the truce.": ["Vega accuses > Chile: Chile had violated the truce"],
    "Vega said Chile had confirmed the death of a nurse kidnapped in May.": [
        "Vega says: Chile had confirmed the death of a nurse kidnapped in May",
        "Chile says: the death of a nurse kidnapped in May",
    ],
    "Vega said Chile had kidnapped a nurse hired in May.": [
        "Vega accuses > Chile: Chile had kidnapped a nurse hired in May"
    ],
    "Vega said prices would rise next year.": ["Vega says: prices would rise next year"],
    "Vega said she was willing to meet the union.": ["Vega offers: she was willing to meet the union"],
    "“We reject this plan,” Vega said.": ["Vega rejects: We reject this plan"],
    "Vega said in a statement that the plan “would have cost jobs”.": ["Vega says: the plan “would have cost jobs”"],
    "Vega told staff in a letter that she was disappointed.": ["Vega says: she was disappointed"],
    "Vega told staff in a letter that was leaked on Monday to pay.": [],
    "Officials from four provinces called on Wednesday for a halt to night work.": [
        "Officials demands: a halt to night work"
    ],
    "Officials from four provinces called to the meeting in Oslo.": [],
    "Vega called Unite's offer an insult.": ["Vega says > Unite: Unite's offer an insult"],
    "Vega called Chile's plan a slap in the face.": ["Vega says > Chile: Chile's plan a slap in the face"],
    "Unite dared Lind to visit the mine.": ["Unite demands > Lind: Lind to visit the mine"],
    "Vega begged Chile for more time.": ["Vega demands > Chile: more time"],
    "Vega begged for more time.": ["Vega demands: more time"],
    "Vega pressed Lind on the missing money.": [],
    "Vega scoffed at Lind's plan.": ["Vega rejects > Lind: Lind's plan"],
    "Vega was scathing about Lind's plan.": ["Vega rejects > Lind: Lind's plan"],
    "Vega left warning of a flood.": ["Vega warns: a flood"],
    "Lind has never disputed that Tran was his guest.": ["Lind says: Tran was his guest"],
    "Lind has never denied that Tran was his guest.": ["Lind says: Tran was his guest"],
    "Friends of the driver, Lind, said the road was icy.": ["? says: the road was icy"],
    "A friend of the driver, Lind, said the road was icy.": ["Lind says: the road was icy"],
    "Officials walked out on Monday to demand higher pay.": ["Officials demands: higher pay"],
    "Officials walked out on Monday to buy bread.": [],
    "Vega said the lynx had been found, noting that its collar was missing.": [
        "Vega says: the lynx had been found",
        "Vega says: its collar was missing",
    ],
    "Vega said officials had struck, claiming that wages were late.": [
        "Vega says: officials had struck",
        "officials says: wages were late",
    ],
    "Vega said that rents had fallen and that wages would rise.": [
        "Vega says: rents had fallen",
        "Vega says: wages would rise",
    ],
    "Okoro and Lind said the vote was fair.": ["Okoro says: the vote was fair", "Lind says: the vote was fair"],
    "Tran questioned whether Nepal was serious.": ["Tran doubts > Nepal: whether Nepal was serious"],
    "Unite spoke out against the cuts.": ["Unite rejects: the cuts"],
    "Unite threatened to walk out.": ["Unite warns: to walk out"],
    "Ghana's demands, which include Chile lifting its ban, were ignored.": [
        "Ghana demands > Chile: Chile lifting its ban"
    ],
    "Tran went on to say that the strike was over.": ["Tran says: the strike was over"],
    "Tran plans to say that the strike is over.": ["Tran expects: to say that the strike is over"],
    "Chile was accused by Peru of bad faith.": ["Peru accuses > Chile: bad faith"],
    "A plan rejected by Peru is back.": ["Peru rejects: A plan"],
    "A spokesman said that Ghana demanded an apology.": [
        "? says: Ghana demanded an apology",
        "Ghana demands: an apology",
    ],
    "Okoro said it was “sad” and offered to help.": ["Okoro says: it was “sad”", "Okoro offers: to help"],
    "Peru has offered Chile and Ghana larger quotas.": [
        "Peru offers > Chile Ghana: Chile and Ghana larger quotas",
    ],
    "Peru threatened to take Chile to court.": ["Peru warns > Chile: to take Chile to court"],
    "Peru threatened to impose a tax on Chile.": ["Peru warns > Chile: to impose a tax on Chile"],
    "Unite dismissed an approach from its rival Vantage as “far too low”.": [
        "Unite rejects > Vantage: an approach from its rival Vantage as “far too low”"
    ],
    "Ghana, accused by Peru of arming the rebels, sent an observer.": ["Peru accuses > Ghana: arming the rebels"],
    "Beijing warned Peru on Tuesday against haste.": ["? warns > Peru: haste"],
    "Vega said the sum was too low and accused Chile of greed.": [
        "Vega says: the sum was too low",
        "Vega accuses > Chile: greed",
    ],
    "Vega called for Chile to open the port.": ["Vega demands > Chile: Chile to open the port"],
    "Okoro had insisted as late as Tuesday that the dam was safe.": ["Okoro says: the dam was safe"],
    "Tran, who runs a fund that owns 3 per cent, called on the directors to quit.": ["Tran demands: to quit"],
    "Even if a deal is signed, warned Vega of the forum, “nobody at that table decides”.": [
        "Vega warns: Even if a deal is signed … “nobody at that table decides”"
    ],
    "Reuters quoted Okoro as saying that the dam was safe.": ["Okoro says: the dam was safe"],
    "Peru ended the talks without agreeing on a fishing moratorium.": [],
    "Unite will question Tran on Tuesday.": [],
    "Okoro declined to describe the talks.": [],
    "Unite put the number of the wounded at 61.": ["Unite says: the number of the wounded at 61"],
    "Unite put the workers at risk.": [],
    "Unite had earlier given a toll of 17.": ["Unite says: a toll of 17"],
    "Peru blocked the deal.": ["Peru rejects: the deal"],
    "Unite blocked the highway.": [],
    "A summit that was to open on Friday was put off at the request of Peru, the ministry announced on Monday.": [
        "? says: A summit that was to open on Friday was put off at the request of Peru"
    ],
    "Vega said that rents had fallen but that “many families” had left.": [
        "Vega says: rents had fallen … “many families” had left"
    ],
    "Vantage expected no change.": ["Vantage expects: no change"],
    "Okoro said he was worried and urged calm.": ["Okoro says: he was worried", "Okoro demands: calm"],
    "Peru rejected a call by Chile for new talks.": [
        "Peru rejects > Chile: a call by Chile for new talks",
        "Chile demands > Peru: new talks",
    ],
    "The plan, which Chile rejected, is dead.": ["Chile rejects: The plan"],
    "They lost a record that Lind said was kept.": ["Lind says: a record that … was kept"],
    "Peru denied supporting the strike.": ["Peru rejects: supporting the strike"],
    "Tran, an analyst at Vantage, who predicts growth, resigned.": ["Tran expects: growth"],
    "Minister John Lind has ruled out talks.": ["Lind rejects: talks"],
    "The army said it had fired; Chile denied firing.": ["? says: it had fired", "Chile rejects: firing"],
    "Peruvian strikes suggest a lack of interest, Lind said.": [
        "Lind doubts > Peru: Peruvian strikes suggest a lack of interest"
    ],
    "Tran said the deal, if signed, would “unlock billions” in trade.": [
        "Tran says: the deal, if signed, would “unlock billions” in trade"
    ],
    "Ghana has pushed Chile to sign, offering aid only afterwards.": [
        "Ghana demands > Chile: Chile to sign",
        "Ghana offers > Chile: aid only afterwards",
    ],
}


@pytest.mark.parametrize("words", SAID)
def test_sentence(words, hear) -> None:
    assert hear(words, refers="she=Vega he=Okoro", **NAMES).brief == SAID[words]


def test_quotation_runs_over_sentences_and_goes_on_after_the_attribution(hear) -> None:
    heard = hear("“It is over. We lost,” Okoro said. “I am going home.”", **NAMES)
    assert [q.text for q in heard.only.quotes] == ["It is over. We lost,", "I am going home."]
    assert (heard.only.mode, heard.only.sentences) == (Mode.DIRECT, (0, 1, 2))


def test_open_quotation_goes_on_in_the_next_paragraph(hear) -> None:
    heard = hear("Okoro said: “The road is closed.\n“It will stay closed until May.”", **NAMES)
    assert [q.text for q in heard.only.quotes] == ["The road is closed.", "It will stay closed until May."]


def test_free_standing_quotation_is_the_last_speakers_and_less_sure(hear) -> None:
    heard = hear("“The road is closed,” Okoro said.\n“It will stay closed all through the winter.”", **NAMES)
    first, second = heard.positions
    assert heard.brief[1] == "Okoro says: It will stay closed all through the winter."
    assert second.confidence < 0.6 < first.confidence
    assert "free-standing" in second.why


def test_free_standing_quotation_without_a_speaker_before_is_nobodys(hear) -> None:
    assert hear("Trade fell.\n“It will stay closed all through the winter.”", **NAMES).positions == ()


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_quotation_that_is_a_sentence_goes_on_from_the_words_reported_before_it(hear, between) -> None:
    heard = hear(f"Okoro said trade had fallen.{between}“We sell half of what we sold last year.”", **NAMES)
    assert heard.brief == [
        "Okoro says: trade had fallen",
        "Okoro says: We sell half of what we sold last year.",
    ]


def test_a_quotation_is_of_whoever_the_sentence_right_before_it_tells_of(hear) -> None:
    heard = hear(
        "Okoro said: “The road is closed.” Lind said the bridge was shut, too. “Nobody asked us about any of it.”",
        **NAMES,
    )
    assert heard.brief[-2:] == ["Lind says: the bridge was shut, too", "Lind says: Nobody asked us about any of it."]


def test_a_quotation_goes_on_where_the_same_speaker_is_told_of_between(hear) -> None:
    heard = hear("“The road is closed,” Okoro said. Okoro said it was icy. “It will stay closed all winter.”", **NAMES)
    assert {b.split()[0] for b in heard.brief} == {"Okoro"}


def test_split_quotation_keeps_the_words_between(hear) -> None:
    heard = hear("“We asked for a hearing on” wages and “whether they would listen,” Lind said.", **NAMES)
    assert [q.text for q in heard.only.quotes] == ["We asked for a hearing on", "whether they would listen,"]


def test_a_quotation_goes_on_in_the_sentence_of_its_attribution(hear) -> None:
    heard = hear('"We are not there yet," Lind said by phone from Lima, "but for once the sums are right."', **NAMES)
    assert [q.text for q in heard.only.quotes] == ["We are not there yet,", "but for once the sums are right."]
    heard = hear('"We are not there yet," Lind said by phone of the so-called "grand bargain".', **NAMES)
    assert [q.text for q in heard.only.quotes] == ["We are not there yet,"]


def test_colon_introduces_a_quotation_of_the_next_paragraph(hear) -> None:
    assert hear("Lind added:\n“Nobody was hurt.”", **NAMES).brief == ["Lind says: Nobody was hurt."]


def test_reporters_voice_and_quoted_words_have_their_modes(hear) -> None:
    heard = hear("Peru has rejected the treaty. Lind said it was “dead”. Lind said it was dead.", **NAMES)
    assert [p.mode for p in heard.positions] == [Mode.NARRATOR, Mode.MIXED, Mode.INDIRECT]


def test_answer_points_to_the_demand_and_takes_over_what_it_is_about(hear) -> None:
    heard = hear("Peru is demanding that Chile lift its tariffs. Chile has rejected the demand.", **NAMES)
    demand, answer = heard.positions
    assert answer.responds_to == demand.id
    assert answer.issues == demand.issues
    assert [heard.who(t) for t in answer.targets] == ["Peru"]


def test_offer_after_a_demand_waits_for_it(hear) -> None:
    demand, offer = hear("Ghana has pushed Chile to sign, offering aid only afterwards.", **NAMES).positions
    assert offer.conditional_on == demand.id


def test_threat_that_names_a_demand_as_its_condition_waits_for_it(hear) -> None:
    heard = hear(
        "Ghana demanded that Chile lift the ban. Ghana threatened to leave unless its demand was met.", **NAMES
    )
    demand, threat = heard.positions
    assert threat.conditional_on == demand.id


def test_condition_that_is_no_position_stays_words(hear) -> None:
    heard = hear("Ghana demanded that Chile lift the ban. Ghana threatened to leave unless it rained.", **NAMES)
    assert [p.conditional_on for p in heard.positions] == [None, None]


def test_it_is_what_was_proposed_and_nothing_where_nothing_was(hear) -> None:
    proposal, answer = hear("Peru proposed a levy on fuel, while Chile opposed it.", **NAMES).positions
    assert (answer.stance, answer.responds_to) == ("rejects", proposal.id)
    assert hear("It rained. Chile opposed it.", **NAMES).positions == ()


def test_audience_medium_and_day_come_from_the_cue(hear) -> None:
    heard = hear("Lind told Reuters on Tuesday that the mine would close on Friday.", **NAMES)
    assert [heard.who(a) for a in heard.only.audience] == ["Reuters"]
    assert heard.only.when.edtf == "2026-02-17"
    assert hear("Lind said in an interview with Reuters that mines close.", **NAMES).only.medium == "interview"
    assert hear("The open letter said mines close.", **NAMES).only.medium == "open letter"
    heard = hear("Speaking to Reuters, Lind said mines close.", **NAMES)
    assert [heard.who(a) for a in heard.only.audience] == ["Reuters"]


def test_position_told_by_another_is_indirect_and_less_sure(hear) -> None:
    told, own = hear("Chile opposes the levy, Lind said.", **NAMES).positions
    assert (told.mode, told.speaker != own.speaker) == (Mode.INDIRECT, True)
    assert told.confidence < own.confidence and "somebody else" in told.why


def test_quoted_words_of_a_third_party_are_only_the_speakers(hear) -> None:
    assert hear("“Chile opposes the levy,” Lind said.", **NAMES).brief == ["Lind says: Chile opposes the levy"]


def test_unknown_speaker_stays_unknown_with_its_words(hear) -> None:
    position = hear("The landlord said the roof leaked.", **NAMES).only
    assert position.speaker is None
    assert position.speaker_span is not None and position.speaker_span.text == "The landlord"
    named = hear("Lind said the roof leaked.", **NAMES).only
    assert position.confidence < named.confidence and "unresolved" in position.why


def test_denied_content_is_negative(hear) -> None:
    assert hear("Chile denied that the port was shut.", **NAMES).only.polarity == "negative"
    assert hear("Chile said no port was shut.", **NAMES).only.polarity == "negative"


def test_only_body_speaks(hear) -> None:
    head = "Lind: “The mine will close.”"
    heard = hear(f"{head}\nLind said the mine would close.", kinds={head: BlockKind.SUBHEAD}, **NAMES)
    assert len(heard.positions) == 1


def test_content_is_the_articles_own_characters(hear) -> None:
    heard = hear("The dam, Okoro said, was never “properly” inspected.", **NAMES)
    text = heard.text.article.text
    assert all(text[s.start : s.end] == s.text for p in heard.positions for s in (*p.content, *p.quotes))


def test_outlets_own_forecast_has_no_speaker(hear) -> None:
    position = hear("A rate cut is unlikely before June.", **NAMES).only
    assert (position.speaker, position.mode, position.stance) == (None, Mode.NARRATOR, "expects")


def test_the_same_words_are_said_once(hear) -> None:
    basis = "There is no sound basis to the wholesale labeling of islanders as coming from a 'lawless state'"
    said = f"{basis} or that they will be a burden"
    position = hear(f'"{said}," Lind said in a bill filed on Wednesday.', **NAMES).only
    assert (position.stance, position.polarity) == ("says", "negative")
