"""A word that the parser hangs wrongly is hung where its clause has it; a like one that it reads well stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.annotate.spacy_pipe import annotate
from kgbuild.errors import ConfigError
from kgbuild.extract.parse.grammar import load_grammar
from kgbuild.extract.parse.relations import Rel
from kgbuild.extract.parse.view import View, view_of
from kgbuild.lexicon import load_lexicon
from kgbuild.model.article import Article, Block, BlockKind


def view(text: str) -> View:
    [annotated] = annotate([Article("a", text, blocks=(Block(0, len(text), BlockKind.BODY),))])
    return view_of(annotated, load_grammar(load_lexicon()))


MENDED = [
    (
        "A ferry carrying more than 120 people capsized on the Odra River late on Tuesday.",
        "capsized",
        Rel.ROOT,
        "capsized",
    ),
    ("A bus carrying 30 pilgrims overturned near Dobra on Friday.", "bus", Rel.SUBJECT, "overturned"),
    ("A van bringing 12 nurses crashed near Lemba on Friday.", "crashed", Rel.ROOT, "crashed"),
    ("A barge holding 300 sheep sank off Norfa on Monday.", "sank", Rel.ROOT, "sank"),
    ("A train taking miners home derailed in Odra on Sunday.", "derailed", Rel.ROOT, "derailed"),
    ("Di Farrow told the inquest he had slept in the loft.", "slept", Rel.CLAUSE, "told"),
    ("Trade envoys Marc Aubin and Sipho Dube flew home on Monday.", "flew", Rel.ROOT, "flew"),
    ("Bo buys them, and on Fridays Siddharth Rane plays the flute.", "Fridays", Rel.PREP_OBJECT, "on"),
    ("Late on Monday, two women in a taxi attacked bus driver Pavel Stoica.", "Stoica", Rel.OBJECT, "attacked"),
    ("Premier Bo Lind of Mali and Water Resources Minister Eva Roe of Chad met.", "Roe", Rel.CONJUNCT, "Lind"),
    (
        "Health Minister Yun Seong-min met Nurse Federation head Jörg Mößner in Busan on Friday.",
        "Mößner",
        Rel.OBJECT,
        "met",
    ),
    (
        "Health Minister Yun Seong-min met Nurse Federation head Jörg Mößner in Busan on Friday.",
        "min",
        Rel.SUBJECT,
        "met",
    ),
    ("It was signed by the mayor of Turku, Eva Lehto, and Riga's mayor, Jan Orr.", "Lehto", Rel.APPOSITION, "mayor"),
    (
        "The deal was signed on Monday by the head of the Miners' League, Ana Lund, and the firm's director, Jo Orr.",
        "Lund",
        Rel.APPOSITION,
        "head",
    ),
    ("Chef Mona Weiss, accused of fraud, accused food inspector Lars Bohm of theft.", "Bohm", Rel.OBJECT, "accused"),
    ("Janis Ozols reviewed the frozen water main by phone with Dmitri Lapin.", "with", Rel.PREPOSITION, "reviewed"),
    ("The talks Bishop Obi had with trader Musa Garba in Jos broke down.", "had", Rel.RELATIVE, "talks"),
    ("Under the fish pact which ministers of Peru signed in Lima, boats may cross.", "which", Rel.OBJECT, "signed"),
    ("Celia Prado told banana pickers gathered under a roof that the tax was theft.", "pickers", Rel.OBJECT, "told"),
    ("Mwila Banda told maize farmers crowded into a hall that the cap was unfair.", "farmers", Rel.OBJECT, "told"),
    ("Referee Anton Beck denied the charge and accused coach Emil Roos of lying.", "Roos", Rel.OBJECT, "accused"),
    ("Prefect Jean Roux of Var and prefect Lise Blanc of Gard met on Monday.", "Blanc", Rel.CONJUNCT, "Roux"),
    ("The conversation that union boss Carl Dietz had with Eva Rahn lasted an hour.", "that", Rel.OBJECT, "had"),
    ("Refuse collectors in Leeds downed tools on Monday over a pay cut.", "collectors", Rel.SUBJECT, "downed"),
    ("Labour ministers Aino Reyes of Peru and Tomas Brandt of Chile met in Lima.", "Brandt", Rel.CONJUNCT, "Reyes"),
    ("Ada Lund called the closure of the village schools a disgrace on Friday.", "disgrace", Rel.RESULT, "called"),
    ("Ivan Petrov branded the felling of the city oaks a crime.", "oaks", Rel.PREP_OBJECT, "of"),
    ("The poet called the length of the council speeches a torture.", "torture", Rel.RESULT, "called"),
    ("Omar Diallo called the price of the ferry tickets a joke.", "joke", Rel.RESULT, "called"),
    ("He called the theft of the temple drums a wound to the town.", "drums", Rel.PREP_OBJECT, "of"),
    ("Ivan Petrov called Ada Lund, his rival for mayor, a coward on Monday.", "coward", Rel.RESULT, "called"),
    ("Ada Lund has called the mayor, Ivan Petrov, a liar.", "liar", Rel.RESULT, "called"),
    ('She called striking teachers "pirates" and "clowns" without shame.', "pirates", Rel.RESULT, "called"),
    (
        'Those who came included his old friend, Dr. Jan Orr, who called their song "a European hymn."',
        "hymn",
        Rel.RESULT,
        "called",
    ),
    ("A girl of nine went missing in Oslo on Monday.", "missing", Rel.PREDICATE, "went"),
    (
        "Skipper Nils Aaby, accused of smuggling eels, accused inspector Jan Holt of theft.",
        "Holt",
        Rel.OBJECT,
        "accused",
    ),
    (
        "Eero Koski reviewed the delayed harbour works by phone with Gjergj Berisha.",
        "with",
        Rel.PREPOSITION,
        "reviewed",
    ),
    ("Bo Lind discussed the broken ferry by telephone with Ana Ruiz.", "with", Rel.PREPOSITION, "discussed"),
    ("Rosa Vega told coffee growers gathered in a barn that the tax was theft.", "growers", Rel.OBJECT, "told"),
    ("Ada Lund told shop owners packed into a church that rents would fall.", "fall", Rel.CLAUSE, "told"),
    ("The talks that port captain Jonas Pell had with Ines Amaro ended early.", "Pell", Rel.SUBJECT, "had"),
    ("The lunch that guard Luis Prado had with miner Bo Lind was long.", "Prado", Rel.SUBJECT, "had"),
    ("The talks that harbour master Timo Brandt held with Hanna Okoro failed.", "held", Rel.RELATIVE, "talks"),
    ("Prosecutors in Mombasa charged shipping agent Ali Juma with bribery.", "agent", Rel.OBJECT, "charged"),
    ("Prosecutors in Saskatoon charged grain dealer Lyle Brandt with fraud.", "Prosecutors", Rel.SUBJECT, "charged"),
    ("Refuse workers in Patras walked off the job on Friday.", "walked", Rel.ROOT, "walked"),
    ("Waste pickers in Pune downed tools on Monday.", "tools", Rel.OBJECT, "downed"),
    (
        "Under the accord that envoys from Mali and Niger reached in Gao, cattle may cross.",
        "envoys",
        Rel.SUBJECT,
        "reached",
    ),
    (
        "Under the fishing accord that envoys of Oman signed in Zanzibar, tuna may be caught.",
        "that",
        Rel.OBJECT,
        "signed",
    ),
    ("The lake Orava burst its banks, driving 300 families from their homes.", "burst", Rel.ROOT, "burst"),
    ("Ana Ruiz met Bo Lind in Lima Monday.", "Lima", Rel.PREP_OBJECT, "in"),
    ("Union leaders urged militants on Sunday to free two journalists.", "free", Rel.OPEN_CLAUSE, "urged"),
    ("Gunmen killed the judge and a suicide bomber killed ten people.", "bomber", Rel.SUBJECT, "killed"),
    ("Peru accused a trader arrested for spying for Chile of building a network.", "of", Rel.PREPOSITION, "accused"),
    ("Ana Ruiz met Bo Lind in Lima Monday.", "Monday", Rel.NOUN_ADVERB, "met"),
    ("The firm has offered to water it but says paving it would cost too much.", "cost", Rel.CLAUSE, "says"),
    ("A demand by the charity Green Paws that zoos be closed has angered keepers.", "closed", Rel.CLAUSE, "demand"),
    ("Coaches welcomed it, with Bo Ek, who trains the juniors, warning of higher fees.", "Ek", Rel.SUBJECT, "warning"),
    ("The doctor asked anyone with a fever to ring a number instead of coming.", "ring", Rel.OPEN_CLAUSE, "asked"),
    ("The company is engaged in talks with the union.", "company", Rel.SUBJECT, "engaged"),
    ("Three were killed and several injured in a fire.", "injured", Rel.CONJUNCT, "killed"),
    (
        "Parents of pupils at the Sainte-Odile primary school met headteacher Corinne Wendling on Monday evening.",
        "Wendling",
        Rel.OBJECT,
        "met",
    ),
    (
        "The accord came after meetings this week in Bamako between General Ada Lund and officers of the army.",
        "officers",
        Rel.CONJUNCT,
        "Lund",
    ),
    (
        "Weavers from four valleys assembled in Tralee on Monday to hear from the vet.",
        "Weavers",
        Rel.SUBJECT,
        "assembled",
    ),
    ("Nine monks were hurt when a bus overturned near Hue on Sunday.", "bus", Rel.SUBJECT, "overturned"),
    ("Nine monks were hurt when a bus overturned near Hue on Sunday.", "overturned", Rel.ADVERB_CLAUSE, "hurt"),
    ("The board made Ruiz its chairman.", "Ruiz", Rel.OBJECT, "made"),
    ("The board made Ruiz its chairman.", "chairman", Rel.RESULT, "made"),
    ("Guards shot dead two smugglers near Tumbes.", "dead", Rel.RESULT, "shot"),
    ("Welders in Gdynia downed tools on Friday over unpaid wages.", "Welders", Rel.SUBJECT, "downed"),
    ("On Monday Mrs Eke rang the station.", "Eke", Rel.SUBJECT, "rang"),
    ("Mori rejects that, saying his crew never saw a permit.", "that", Rel.OBJECT, "rejects"),
    ("The nursery of Naples, Florida, was closed.", "nursery", Rel.PASSIVE_SUBJECT, "closed"),
    ("The army freed a man who police say killed two farmers.", "killed", Rel.CLAUSE, "say"),
    ("The army freed a man who police say killed two farmers.", "police", Rel.SUBJECT, "say"),
    ("Oslo ended a scheme that Lima asserts is part of a plot.", "that", Rel.SUBJECT, "is"),
    ("Greens said Marin's defeat by three million votes left the party weak.", "left", Rel.CLAUSE, "said"),
    ("Greens said Marin's defeat by three million votes left the party weak.", "defeat", Rel.SUBJECT, "left"),
    ("Tanks shelled the camp, killing a boy, medics and witnesses said.", "medics", Rel.SUBJECT, "said"),
    ("Rebels held three drivers hostage in Chad.", "drivers", Rel.OBJECT, "held"),
    ("Nurses held hostage in Chad since May were freed on Monday.", "Nurses", Rel.PASSIVE_SUBJECT, "freed"),
    ("The barn is safe, the opposition claims.", "opposition", Rel.SUBJECT, "claims"),
    (
        '"It is sold," said Ada Reich, who served as clerk during the war yet backed Tim Orr in the vote.',
        "Reich",
        Rel.SUBJECT,
        "said",
    ),
    ("No one took notes at the lunch Ruiz and Mori had on Friday.", "had", Rel.RELATIVE, "lunch"),
    ("Jolly said she would sell the orchard.", "Jolly", Rel.SUBJECT, "said"),
    ("After dinner with Mayor Luis Prado, Hanna Okoro told reporters that it was shut.", "Okoro", Rel.SUBJECT, "told"),
    ("Prices doubled after the drought, a trader in Addis Ababa said.", "trader", Rel.SUBJECT, "said"),
    ("Nine people were rescued near Trell, the captain of a trawler told us.", "captain", Rel.SUBJECT, "told"),
    ("Nine people were rescued near Trell, the captain of a trawler told us.", "rescued", Rel.CLAUSE, "told"),
    ("The goats were sold in Ocho, a herder there said.", "herder", Rel.SUBJECT, "said"),
    ("The body of the missing diver Jonas Pell was found off Corfu on Friday.", "Pell", Rel.APPOSITION, "diver"),
    ("Kenya's treasurer, Ines Amaro, and Timo Brandt of Malta met in Oslo.", "Brandt", Rel.CONJUNCT, "treasurer"),
    ("Ines Amaro met Timo Brandt on Monday and Hanna Okoro on Tuesday.", "Okoro", Rel.CONJUNCT, "Brandt"),
    ("He praised what he called the warm, patient answer of the nurses.", "answer", Rel.OBJECT, "praised"),
    ("Selva rejected the allegation that it plans to drain the marsh.", "plans", Rel.PARTICIPLE, "allegation"),
    ("Kamau said on Thursday she would resign.", "on", Rel.PREPOSITION, "said"),
    ("The tents, captain Mori assured campers, would be dried by dusk.", "tents", Rel.SUBJECT, "dried"),
    ("The trip comes ahead of a summit of Nordic leaders in Oslo on Friday.", "on", Rel.PREPOSITION, "summit"),
    (
        "The lunch that Governor Laila Reyes had with Stefan Krupa in Rabat on Friday ended without a deal.",
        "on",
        Rel.PREPOSITION,
        "had",
    ),
    ("The meeting Ana Ruiz held in Lund with miller Omar Thorn broke up early.", "Thorn", Rel.PREP_OBJECT, "with"),
    ("The meeting Bishop Obi had in Jos on Tuesday with farmer Musa Garba broke up.", "had", Rel.RELATIVE, "meeting"),
    ("Provided that Ghana halts its boats, Togo is ready to share the catch.", "halts", Rel.ADVERB_CLAUSE, "is"),
    ("Commissioner of Police Omar Thorn said the road was safe.", "Thorn", Rel.SUBJECT, "said"),
    ("Union leader Sunniva Aas and hospital director Trond Hegge appeared together.", "Aas", Rel.SUBJECT, "appeared"),
    ("The arrest on Friday of Tomas Brandt ended a long hunt.", "of", Rel.PREPOSITION, "arrest"),
    (
        "Two Belgian aid workers held for seven weeks by a militia in Chad were freed on Tuesday, the bishop said.",
        "workers",
        Rel.PASSIVE_SUBJECT,
        "freed",
    ),
    ("Nine people were hurt, two of them badly, when two trams collided.", "collided", Rel.ADVERB_CLAUSE, "hurt"),
    ("Two boys were killed and a third was hurt when a wall fell, police said.", "hurt", Rel.CONJUNCT, "killed"),
    ("Residents would like to see quarries fined.", "fined", Rel.CLAUSE, "see"),
    (
        "Peru's mining ministry refused Canadian explorer Bluewell Ore a licence to dig.",
        "licence",
        Rel.OBJECT,
        "refused",
    ),
    (
        "The trial of Ana Horn, the vet accused of faking records, opened in Lund on Friday.",
        "opened",
        Rel.ROOT,
        "opened",
    ),
    ("Lund Town sacked manager Iain Doyle on Monday.", "Doyle", Rel.OBJECT, "sacked"),
    ("Lund Town sacked manager Iain Doyle on Monday.", "on", Rel.PREPOSITION, "sacked"),
    ("Singer Ana Horn married actor Bo Krupa in Visby.", "Horn", Rel.SUBJECT, "married"),
    ("Astronaut Kim Seung-ah returned to Earth on Monday.", "ah", Rel.SUBJECT, "returned"),
    (
        "Its profit jumped to 18 million euros as orders from mills picked up, the Finnish pump maker reported.",
        "jumped",
        Rel.CLAUSE,
        "reported",
    ),
    ("The trawlers, the mayor wrote in a note to crews, were running out of fuel.", "trawlers", Rel.SUBJECT, "running"),
]


def test_a_form_that_is_not_its_own_base_is_past() -> None:
    tags = {t.text: t.tag for t in view("Thieves stole paintings from a museum in broad daylight.").tokens}
    assert tags["stole"] == "VBD"


@pytest.mark.parametrize(("text", "word", "dep", "head"), MENDED)
def test_a_word_hangs_where_its_clause_has_it(text: str, word: str, dep: Rel, head: str) -> None:
    read = view(text)
    token = next(t for t in read.tokens if t.text == word)
    assert (token.dep, read.tokens[token.head].text) == (dep, head)
    assert token.i == token.head or token.i in read.children[token.head]


LEFT = [
    ("Ada Lund called Ivan Petrov, the mayor of Riga, on Monday.", "mayor", Rel.APPOSITION, "Petrov"),
    ("Ana Ruiz told the man she married.", "married", Rel.RELATIVE, "man"),
    ("Late on Monday, two men on a scooter chased by police gave up.", "gave", Rel.ROOT, "gave"),
    ("Premier Bo Lind, a friend of Mali and Chad, met miners.", "friend", Rel.APPOSITION, "Lind"),
    ("It was signed by the mayors of Turku, Nova Gorica and Riga.", "Gorica", Rel.CONJUNCT, "Turku"),
    ("She was a friend of Bo Ek, Ana Lund and Jo Orr.", "Lund", Rel.CONJUNCT, "Ek"),
    ("Ana Ruiz denied the charge and the accused coach of the juniors.", "coach", Rel.CONJUNCT, "charge"),
    ("Selva rejected the claim that it plans to drain the marsh.", "plans", Rel.PARTICIPLE, "claim"),
    ("The smell of the church bells a child on Sunday.", "bells", Rel.ROOT, "bells"),
    ("Rosa Vega called the man who runs the mill a fraud.", "runs", Rel.RELATIVE, "man"),
    ("Judge Milan Horak, accused of taking gifts, thanked lawyer Eva Lind.", "thanked", Rel.ROOT, "thanked"),
    ("Ana Ruiz discussed ties with Chad on Monday.", "with", Rel.PREPOSITION, "ties"),
    ("The editor said its figures suggested that mills were shut.", "suggested", Rel.CLAUSE, "said"),
    ("Ana Ruiz told drivers that nurses gathered in a barn.", "gathered", Rel.CLAUSE, "told"),
    ("The boats that harbour crabs sank on Monday.", "harbour", Rel.RELATIVE, "boats"),
    ("The men that signed in Arica were paid.", "that", Rel.SUBJECT, "signed"),
    ("Ruiz, who won, is a baker.", "won", Rel.RELATIVE, "Ruiz"),
    ("The film Bloody Sunday won in Lima.", "Lima", Rel.PREP_OBJECT, "in"),
    ("Ana Ruiz asked questions on Sunday to find the thief.", "find", Rel.ADVERB_CLAUSE, "asked"),
    ("Gunmen killed a judge and a guard and wounded ten people.", "guard", Rel.CONJUNCT, "judge"),
    ("Peru arrested a trader accused of theft.", "of", Rel.PREPOSITION, "accused"),
    ("The talks were engaged by nobody.", "talks", Rel.PASSIVE_SUBJECT, "engaged"),
    ("The cafe that prosecutors searched is shut.", "searched", Rel.RELATIVE, "cafe"),
    ("The rebels took hostages in Gao.", "hostages", Rel.OBJECT, "took"),
    ("He bought the house built by his father.", "built", Rel.PARTICIPLE, "house"),
    ("The letter that Ruiz wrote said nothing.", "wrote", Rel.RELATIVE, "letter"),
    ("Ruiz met the Monday nurses.", "nurses", Rel.OBJECT, "met"),
    ("He paid the premiums, the insurance claims and the rent.", "insurance", Rel.COMPOUND, "claims"),
    ("Now said Ruiz would go.", "Ruiz", Rel.SUBJECT, "go"),
    ("Selva, which tenants accused, closed.", "closed", Rel.ROOT, "closed"),
    ("He left the city Monday.", "Monday", Rel.NOUN_ADVERB, "left"),
    ("Selva drained the marsh that it owns.", "owns", Rel.RELATIVE, "marsh"),
    ("The dispute grew ahead of a summit of Nordic leaders in Oslo on Friday.", "on", Rel.PREPOSITION, "grew"),
    ("The road that Ruiz built, on Friday, was icy.", "on", Rel.PREPOSITION, "was"),
    ("The wife of President Omar Thorn said the road was safe.", "wife", Rel.SUBJECT, "said"),
    ("The president of Peru, Ana Ruiz of Lund, met miners.", "Ruiz", Rel.APPOSITION, "president"),
    ("Mori, who told campers the truth, would rise.", "Mori", Rel.SUBJECT, "rise"),
    ("A newly married Ana Horn moved to Oslo.", "Horn", Rel.SUBJECT, "moved"),
    ("The report on Friday of the council was short.", "was", Rel.ROOT, "was"),
    ("Miners held by rebels were tired.", "held", Rel.PARTICIPLE, "Miners"),
    ("In a year when two trams collided, he left.", "collided", Rel.RELATIVE, "year"),
    ("She saw a quarry fined by the court.", "fined", Rel.PARTICIPLE, "quarry"),
    ("The race that Ana Ruiz won was tough.", "was", Rel.ROOT, "was"),
    ("The plan that Ana Ruiz backed was dropped.", "dropped", Rel.ROOT, "dropped"),
]


@pytest.mark.parametrize(("text", "word", "dep", "head"), LEFT)
def test_a_word_that_is_read_well_stays(text: str, word: str, dep: Rel, head: str) -> None:
    test_a_word_hangs_where_its_clause_has_it(text, word, dep, head)


def with_mend(pattern: str, text: str, folder: Path) -> View:
    """Return a text as it is read with one more mend."""
    own = folder / "own.yml"
    own.write_text(f"mends:\n  patterns:\n    - {pattern}\n", encoding="utf-8")
    [annotated] = annotate([Article("a", text, blocks=(Block(0, len(text), BlockKind.BODY),))])
    return view_of(annotated, load_grammar(load_lexicon([own])))


def test_mends_that_make_a_ring_leave_the_tree_as_it_was_parsed(tmp_path: Path) -> None:
    read = with_mend("{at: subject, verb: over it, do: verb to it as clause}", "Ana Ruiz met the miners.", tmp_path)
    assert [(t.text, t.dep) for t in read.tokens if t.head == t.i] == [("met", Rel.ROOT)]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{at: subject, it: in nowhere}", "no list of words is called `nowhere`"),
        ("{at: subjekt}", "no relation or kind of word is called `subjekt`"),
        ("{at: subject, verb: over they}", "no word is called `they` here"),
        ("{at: subject, do: it into it}", "expected `to`, `as`, `for` or `named`, found `into`"),
        ("{at: subject, noun: one subject it}", "expected `of`, found `it`"),
        ("{at: subject, noun: over it root}", "expected `;`, found `root`"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_told_where_it_stands(pattern: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        with_mend(pattern, "", tmp_path)
    (problem,) = error.value.problems
    assert problem.what == said
    assert problem.where.line == 3
