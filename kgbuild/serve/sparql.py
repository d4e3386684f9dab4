"""The endpoint: SPARQL 1.1 Protocol (query), and the service description where nothing is asked."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kgbuild.model.quads import Quad
from kgbuild.model.terms import RDF_TYPE, iri
from kgbuild.serve.evaluate import Answer, Job
from kgbuild.serve.formats import GRAPHS, ROWS, SHORT, best
from kgbuild.serve.look import answer_page, query_page
from kgbuild.serve.site import Site
from kgbuild.turtle import turtle

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip
_FOR_PEOPLE = "application/sparql-results+json, text/turtle;q=0.9"
_SECONDS_FOR_BODY = 10


class _Refused(Exception):
    def __init__(self, status: int, why: str) -> None:
        self.answer = Answer.failed(status, why)


async def sparql(request: Request) -> Response:
    """Answer `/sparql`."""
    site: Site = request.app.state.site
    accept = request.headers.get("accept", "*/*")
    try:
        fields, query = await _read(request, site.limits.query)
        if query is None:
            return _described(site, accept, str(request.url.replace(query="", fragment="")))
        job = _job(fields, query, accept)
    except _Refused as refused:
        return respond(refused.answer)
    for_people = best(job.accept, (*ROWS, *GRAPHS, "text/html")) == "text/html"
    answer = await site.ask(job._replace(accept=_FOR_PEOPLE) if for_people else job)
    if for_people:
        return HTMLResponse(answer_page(site, query, answer), status_code=answer.status)
    return respond(answer)


def respond(answer: Answer) -> Response:
    """Return an answer over HTTP."""
    headers = {"Retry-After": "5"} if answer.status == 503 else {}
    return Response(answer.body, answer.status, {**headers, "Vary": "Accept"}, media_type=answer.media)


async def body_of(request: Request, most: int) -> bytes:
    """Return a request's body of `most` bytes at most; a client that dawdles is not waited for."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(_SECONDS_FOR_BODY):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _Refused(413, f"the request is larger than {most} bytes")
                parts.append(part)
    except TimeoutError:
        raise _Refused(408, "the request came too slowly") from None
    except ClientDisconnect:
        raise _Refused(400, "the request broke off") from None
    return b"".join(parts)


async def form_of(request: Request, most: int) -> list[tuple[str, str]] | Response:
    """Return the fields of a request, of its address or its form; a response where it is too large or broken."""
    try:
        return (await _read(request, most))[0]
    except _Refused as refused:
        return respond(refused.answer)


async def _read(request: Request, most: int) -> tuple[list[tuple[str, str]], str | None]:
    """Return the fields and the query of a request, None where none is asked. Raises _Refused."""
    fields = request.query_params.multi_items()
    if len(request.url.query) > most:
        raise _Refused(414, "the address is too long: POST the query")
    if request.method == "POST":
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = _decoded(await body_of(request, most), request.headers.get("content-type", ""))
        if media == "application/sparql-query":
            return [*fields, ("query", body)], body
        if media == "application/sparql-update":
            raise _Refused(403, "updates are refused: this endpoint only reads")
        if media != "application/x-www-form-urlencoded":
            raise _Refused(415, "POST a query as application/sparql-query or application/x-www-form-urlencoded")
        fields = [*fields, *parse_qsl(body, keep_blank_values=True)]
    if any(name == "update" for name, _ in fields):
        raise _Refused(403, "updates are refused: this endpoint only reads")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise _Refused(400, "more than one query")
    if not queries and request.method == "POST" and request.url.path == "/sparql":
        raise _Refused(400, "no query")
    return fields, queries[0] if queries else None


def _decoded(body: bytes, content_type: str) -> str:
    charset = content_type.lower().partition("charset=")[2].strip('" ') or "utf-8"
    if charset not in {"utf-8", "utf8"}:
        raise _Refused(400, "send the query as UTF-8")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise _Refused(400, "the query is not UTF-8") from None


def _job(fields: list[tuple[str, str]], query: str, accept: str) -> Job:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in fields if key == name)

    wanted = next(iter(values("format")), "")
    return Job(query, SHORT.get(wanted, accept), values("default-graph-uri"), values("named-graph-uri"))


def _described(site: Site, accept: str, address: str) -> Response:
    """Return the query page to a browser, the service description to a program."""
    media = best(accept, ("text/turtle", "application/n-triples", "text/html"))
    if media == "text/html":
        return HTMLResponse(query_page(site))
    if media is None:
        return PlainTextResponse("the service description is Turtle\n", 406)
    service = iri(address)
    pairs = [
        (RDF_TYPE, iri(f"{_SD}Service")),
        (iri(f"{_SD}endpoint"), service),
        (iri(f"{_SD}supportedLanguage"), iri(f"{_SD}SPARQL11Query")),
        (iri(f"{_SD}feature"), iri(f"{_SD}UnionDefaultGraph")),
        *((iri(f"{_SD}resultFormat"), iri(f"{_FORMATS}{name}")) for name in _WRITTEN),
    ]
    quads = sorted(Quad(service, predicate, object_) for predicate, object_ in pairs)
    prefixes = {"sd": _SD, "formats": _FORMATS}
    return Response(turtle(quads, prefixes=prefixes), media_type="text/turtle", headers={"Vary": "Accept"})
