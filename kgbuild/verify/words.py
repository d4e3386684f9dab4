"""Spans and what rests on them, held against `facts.jsonl`: offsets, characters, and whether the words name anything
that a claim speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kgbuild.identifiers import article_slug, role_id, span_id
from kgbuild.model.terms import literal, literal_of
from kgbuild.model.vocabulary import DATE, NAMES_IT, OBJECT, SUBJECT, kgb
from kgbuild.verify.dataset import Dataset, Fault
from kgbuild.verify.naming import Naming, Stretch

_OA = "http://www.w3.org/ns/oa#"
_ISSUED = "<http://purl.org/dc/terms/issued>"
_START, _END, _EXACT = (f"<{_OA}{name}>" for name in ("start", "end", "exact"))


@dataclass(frozen=True, slots=True)
class Report:
    """One article of `facts.jsonl`: its id and day, where its sentences begin and end, the words at each stretch, and
    where each node is named (terms)."""

    id: str
    sentences: tuple[Stretch, ...] = ()
    texts: dict[Stretch, str] = field(default_factory=dict)
    named: dict[str, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    positions: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    published: str = ""


def read_reports(records: Iterable[Mapping[str, Any]], *, base: str) -> dict[str, Report]:
    """Read the records of `facts.jsonl`; keys are terms of articles."""
    reports = {}
    for facts in records:
        sentences = tuple((s["start"], s["end"]) for s in facts["sentences"])
        report = Report(facts["article"], sentences, published=facts["published"] or "")
        _gather(facts, report, base)
        _collect(facts, report.texts)
        reports[f"<{base}article/{article_slug(report.id)}>"] = report
    return reports


def _collect(value: Any, texts: dict[Stretch, str]) -> None:
    """Take every `{start, end, text}` of the facts."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and "start" in value:
            text = value["text"]
            start = value["start"] + len(text) - len(text.lstrip())
            texts[start, start + len(text.strip())] = text.strip()
        for inner in value.values():
            _collect(inner, texts)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, texts)


def _gather(facts: Mapping[str, Any], report: Report, base: str) -> None:
    for m in facts["mentions"]:
        kind = "place" if m["kind"] == "place" else "actor"
        report.named[f"<{base}{kind}/{m['entity']}>"].append((m["start"], m["end"]))
    for event in (*facts["meetings"], *facts["events"]):
        more = (entry["span"] for entry in (*event["figures"], *event["backing"]))
        spans = [*event["spans"], *event["when"]["spans"], *more]
        report.named[f"<{base}event/{event['id']}>"].extend((s["start"], s["end"]) for s in spans)
    for entity in facts["entities"]:
        for role in entity["roles"]:
            one = f"<{base}role/{role_id(entity['id'], role['title'], role['at'])}>"
            report.named[one].append((role["span"]["start"], role["span"]["end"]))
    for position in facts["positions"]:
        report.positions[f"<{base}position/{position['id']}>"] = position
        spans = [*position["content"], *position["quotes"], *position["when"]["spans"]]
        spans += filter(None, (position["cue"], position["speaker_span"]))
        report.named[f"<{base}position/{position['id']}>"].extend((s["start"], s["end"]) for s in spans)


def check_words(data: Dataset, reports: Mapping[str, Report]) -> Iterator[Fault]:
    """Yield spans that are not what they say, and claims whose words name nothing they speak of."""
    for article, report in sorted(reports.items()):
        if report.published and literal(report.published, datatype=DATE) != data.one(article, _ISSUED):
            yield Fault(article, f"appeared on {report.published}, as facts.jsonl has it, not on dcterms:issued")
    wrong = set()
    for span in sorted(data.of_type("Span")):
        for what in (*_span_faults(data, span, reports), *_misnamed(data, span, reports)):
            wrong.add(span)
            yield Fault(span, what)
    _acts_of_speaking(data, reports)
    namings = {article: Naming(report.named, base=data.base) for article, report in reports.items()}
    for node in sorted({*data.of_type("Claim"), *data.of_type("Position")}):
        naming = namings.get(data.one(node, kgb("reportedIn")))
        spans = [s for s in data.values(node, kgb("evidence")) if s not in wrong]
        if naming is None:
            yield Fault(node, "reported in an article that facts.jsonl does not have")
        elif spans and not _touches(data, node, spans, naming):
            yield Fault(node, "its evidence touches nothing that it speaks of")
    yield from _positions(data, reports)


def _span_faults(data: Dataset, span: str, reports: Mapping[str, Report]) -> Iterator[str]:
    start, end, sentence = data.number(span, _START), data.number(span, _END), data.number(span, kgb("sentence"))
    report = reports.get(data.one(span, kgb("inArticle")))
    if start is None or end is None or report is None or len(data.values(span, _EXACT)) != 1:
        yield "a span without article, offsets or words"
        return
    words = literal_of(data.one(span, _EXACT)).value
    if end - start != len(words):
        yield f"its words {words!r} are not as long as its offsets {start} to {end} say"
    if data.local(span) != f"span/{span_id(report.id, start, end)}":
        yield f"its name is not the fingerprint of its article and offsets {start} to {end}"
    known = report.texts.get((start, end))
    if known is not None and known != words:
        yield f"its words {words!r} are not those of the article, {known!r}"
    expected = max(bisect_right([s for s, _ in report.sentences], start) - 1, 0)
    if sentence != expected:
        yield f"it begins in sentence {expected}, not {sentence}"


def _misnamed(data: Dataset, span: str, reports: Mapping[str, Report]) -> Iterator[str]:
    """Yield what a span is said to name although no mention of it is there."""
    start, end = data.number(span, _START), data.number(span, _END)
    report = reports.get(data.one(span, kgb("inArticle")))
    if report is None or start is None or end is None:
        return
    named = data.values(span, NAMES_IT)
    if named and not data.values(span, kgb("mappingRule")):
        yield "it names something, and no rule says why"
    for node in named:
        if not any(x < end and start < y for x, y in report.named.get(node, ())):
            yield f"it names {data.local(node)}, of which facts.jsonl has no mention there"


def _acts_of_speaking(data: Dataset, reports: Mapping[str, Report]) -> None:
    """An act of speaking is named where the positions that it carries are."""
    for node in sorted(data.of_type("Position")):
        report = reports.get(data.one(node, kgb("reportedIn")))
        for act in data.values(node, kgb("expressedIn")):
            if report is not None:
                report.named[act].extend(report.named.get(node, ()))


def _touches(data: Dataset, node: str, spans: Iterable[str], naming: Naming) -> bool:
    is_position = bool(data.values(node, kgb("stance")))
    named = [node] if is_position else [data.one(node, SUBJECT), data.one(node, OBJECT)]
    near = [stretch for term in named for stretch in naming.of(term)]
    if not near and not any(map(naming.is_ours, named)):
        return True
    for span in spans:
        start, end = data.number(span, _START), data.number(span, _END)
        if start is not None and end is not None and any(start < y and x < end for x, y in near):
            return True
    return False


def _positions(data: Dataset, reports: Mapping[str, Report]) -> Iterator[Fault]:
    """Hold every position against the fact it was made from."""
    told = {node: position for report in reports.values() for node, position in report.positions.items()}
    found = set(data.of_type("Position"))
    for node in sorted(found - set(told)):
        yield Fault(node, "a position that facts.jsonl does not have")
    for node in sorted(set(told) - found):
        yield Fault(node, "a position of facts.jsonl that the dataset does not have")
    for node in sorted(found & set(told)):
        fact = told[node]
        pairs = (("stance", fact["stance"]), ("mode", fact["mode"]), ("polarity", fact["polarity"]))
        for name, value in pairs:
            if data.local(data.one(node, kgb(name))).rpartition(":")[2] != value:
                yield Fault(node, f"kgb:{name} is not `{value}`, as facts.jsonl has it")
        if fact["speaker"] and data.own(data.one(node, kgb("claimedBy"))) and _other_speaker(data, node, fact):
            yield Fault(node, f"its speaker is not `{fact['speaker']}`, as facts.jsonl has it")
        targets = {data.local(t).partition("/")[2] for t in data.values(node, kgb("target"))}
        if not targets <= set(fact["targets"]):
            yield Fault(node, "it has a kgb:target that facts.jsonl does not have")


def _other_speaker(data: Dataset, node: str, fact: Mapping[str, Any]) -> bool:
    who = data.local(data.one(node, kgb("claimedBy"))).partition("/")[2]
    return who != fact["speaker"] and not who.startswith(("unidentified-speaker", "unnamed-publisher"))
