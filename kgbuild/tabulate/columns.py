"""The tables and their columns, each described: the contract with every mapping, ours and a user's.

Conventions, for every table: `id` is the subject; `article` is the id of the article that says so; `spans` lists the
ids of the words it rests on, separated by blanks; `frame` is the lexicon or gazetteer line that found it. A column
`<name>_spans` holds the words behind `<name>` and every `<name>_…` column, where they are narrower than `spans`;
`<name>_qualifier` holds a hedge. A row with `article` and no `spans` comes from the article's header; one with neither
comes from a curated list, at `frame`.

Whose words a span is stands in the table `spoken`. What rests on another's words is claimed by that speaker; a value is
the outlet's own where it tells both the value (`<name>_spans`) and what it is a value of (`spans`) in its own words.
"""

from __future__ import annotations

from functools import cache

TABLES_VERSION = 1
"""Raised where a column that readers rely on goes or means something else; a new column leaves it."""

COMMON = {
    "id": "the subject of the row",
    "article": "id of the article that says so; empty in curated rows",
    "spans": "ids of the spans the row rests on, separated by blanks",
    "frame": "file:line of the lexicon or gazetteer entry that found it",
}

_WHEN = {
    "when_edtf": "time as EDTF, never more precise than the text",
    "when_start": "first day, YYYY-MM-DD, where the text fixes it",
    "when_end": "last day, YYYY-MM-DD, where the text fixes it",
    "when_spans": "spans of the time expressions",
}

_EVENT = {
    "type": "meeting, or a type of the event lexicon",
    "class": "local name of the ontology class",
    "label": "the one label of the event in all articles",
    "level": "series, round, day or session",
    "part_of": "id of the larger event",
    "place": "id of the place",
    "place_spans": "spans of the place",
    **_WHEN,
    "ordinal": "number of the round, day or session",
    "ordinal_spans": "spans of the ordinal",
    "duration": "ISO 8601 duration",
    "duration_spans": "spans of the duration",
    "duration_qualifier": "hedge of the duration, such as around",
    "outcome": "outcome in the words of the article",
    "outcome_spans": "spans of the outcome",
    "manner": "in which of several ways that exclude each other it came about: dismissed, resigned, …",
    "factuality": "actual, planned, cancelled, negated or hypothetical",
    "confidence": "0 to 1",
}

_EVENT_ACTOR = {
    "actor": "id of the actor",
    "actor_spans": "spans of the words that name the actor as such, where they are known",
    "role": "participant, initiator, mediator, host or audience",
    "factuality": "factuality of the event",
    "confidence": "0 to 1",
}

TABLES: dict[str, dict[str, str]] = {
    "articles": {
        "identifier": "the article's own id: file name or record id",
        "title": "headline, from the header",
        "published": "YYYY-MM-DD, from the header",
        "publisher": "id of the publishing actor",
        "url": "address, from the header or the configuration",
        "licence": "licence, from the header or the configuration",
        "language": "language tag",
    },
    "publishers": {
        "label": "name, or `unnamed publisher of …`",
        "named": "yes where the input names the publisher",
    },
    "spans": {
        "start": "first code point",
        "end": "code point after the last",
        "text": "the characters themselves",
        "sentence": "index of the sentence it begins in",
    },
    "spoken": {
        "speaker": "id of the actor whose words the span is; spans that are not listed are the outlet's own",
        "assertion": "reported, confirmed or denied",
        "via": "id of the agency that passes it on, else empty",
    },
    "entities": {
        "class": "Person, Organization, Country or Group",
        "label": "the one label of the actor in all articles",
    },
    "names": {
        "actor": "id of the actor so named, else empty",
        "place": "id of the place so named, else empty",
        "name": "a name the article uses, other than the label",
    },
    "roles": {
        "holder": "id of the actor who holds it",
        "holder_spans": "spans of the holder",
        "title": "title as the article words it",
        "at": "id of the actor it is held at",
        "at_place": "id of the place it is held at",
        "status": "current or former",
        "start": "when it began, as far as the article says (EDTF)",
        "end": "when it ended, as far as the article says (EDTF)",
        "held_on": "day of the article, where it says that the role is held",
        "over_by": "day of the article, where it says that the role was held before",
    },
    "places": {"label": "the one label of the place in all articles"},
    "authorities": {
        "actor": "id of the actor, else empty",
        "place": "id of the place, else empty",
        "name": "name in the list",
        "wikidata": "Wikidata item, such as Q142",
        "within": "id of the place that holds the place",
        "class": "what kind of place it is (schema.org): Country, AdministrativeArea, City or Place",
        "territory_of": "id of the country whose ground the place is",
        "state": "id of the country whose body the organization is",
        "latitude": "degrees north, as a decimal",
        "longitude": "degrees east, as a decimal",
        "geonames": "number of the place at GeoNames",
    },
    "meetings": _EVENT,
    "meeting_actors": _EVENT_ACTOR,
    "events": _EVENT,
    "event_actors": _EVENT_ACTOR,
    "event_issues": {
        "issue": "id of an issue on the agenda",
        "issue_iri": "its IRI: of our scheme, or below the base where a file of the project brought it",
        "issue_spans": "spans of the words that name the issue",
        "factuality": "factuality of the event",
    },
    "figures": {
        "measure": "local name of the property: killed, wounded, killedOrWounded, …",
        "value": "whole number, told as it is; empty for a share and for a quantity",
        "value_decimal": "a share in percent, told as it is, as a decimal",
        "value_quantity": "id of the quantity, where the number is hedged or money",
        "value_bound": "what the hedge leaves open: at-least, at-most, almost or about",
        "number": "the number of the quantity",
        "currency": "ISO 4217 code, or the word where several states share it",
        "value_spans": "spans of the number and what it counts",
        "value_qualifier": "hedge, such as at least",
        "factuality": "factuality of the event",
    },
    "quantities": {
        "measure": "local name of the property it is a value of",
        "number": "the number",
        "bound": "what its hedge leaves open: at-least, at-most, almost or about; empty: nothing",
        "currency": "ISO 4217 code, or the word where several states share it",
    },
    "communications": {
        "label": "readable label",
        "speaker": "id of the speaker",
        "medium": "interview, post, statement, …",
        **_WHEN,
        "positions": "ids of the positions it carries, separated by blanks",
    },
    "positions": {
        "speaker": "id of the speaker; a stand-in where nobody is named or it stays open",
        "speaker_text": "the speaker's words in the article",
        "stance": "code of the stance list",
        "mode": "direct, mixed, indirect or narrator",
        "text": "what is said, in the article's words",
        "sentence": "the sentences it stands in, as the article has them",
        "polarity": "positive or negative",
        "claimed_on": "day it was said, YYYY-MM-DD, where known",
        "claimed_edtf": "time it was said as EDTF, where no single day is known",
        "claimed_from": "first day it can have been said, YYYY-MM-DD, where one is known",
        "claimed_until": "last day it can have been said, YYYY-MM-DD, where one is known",
        "communication": "id of the act of speaking",
        "conditional_on": "id of the position it depends on",
        "responds_to": "id of the position it answers",
        "confidence": "0 to 1",
        "why": "reason for the confidence",
    },
    "stand_ins": {
        "class": "Actor",
        "label": "`unidentified speaker in …`",
    },
    "position_issues": {
        "issue": "id of the issue",
        "issue_iri": "its IRI",
        "text": "noun phrase that names it",
        "only_text": "the same, where the position has no other issue",
        "topic": "id of the issue and these words together, where it has others",
    },
    "position_targets": {"target": "id of the actor it is directed at"},
    "issues": {
        "iri": "its IRI: of our scheme, or below the base where a file of the project brought it",
        "label": "label of the issue",
        "broader": "id of the broader issue",
        "broader_iri": "its IRI",
        "scheme_iri": "IRI of the scheme it belongs to",
        "scheme_label": "label of that scheme",
        "mediatopic": "number of its IPTC media topic",
    },
    "utterances": {
        "same": "id of a position that reports the same utterance: the first of them, or the second for the first",
        "utterance": "id of the act of speaking",
        "reason": "why they are taken to be one",
    },
    "dates": {
        "start": "first code point",
        "end": "code point after the last",
        "text": "the expression",
        "edtf": "EDTF, empty for durations and sets",
        "earliest": "first day it can mean",
        "latest": "last day it can mean",
        "type": "TIMEX3 type",
        "value": "TIMEX3 value",
    },
    "replaced": {
        "kind": "actor, place or event",
        "by": "id that the thing has now",
    },
    "questions": {
        "kind": "what is asked: same",
        "left": "kind and id of one thing",
        "left_in": "article and local id it has there, with # between",
        "right": "kind and id of the other",
        "right_in": "article and local id it has there, with # between",
        "reason": "what speaks for it",
        "score": "how sure that is, 0 to 1",
    },
    "merges": {
        "members": "article#local id, separated by blanks",
        "reason": "why they were taken to be one",
        "score": "how sure the weakest of the links is, 0 to 1; 2 where a person decided",
        "against": "what speaks against it",
    },
}


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Return all columns of a table: the common ones, then its own."""
    return (*COMMON, *TABLES[table])
