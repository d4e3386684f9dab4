"""The shipped questions as forms: a name is enough where a query would want an IRI."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kgbuild.errors import KgbuildError, UsageError
from kgbuild.query.question import Question, find_question, shipped_questions
from kgbuild.query.values import bind_values
from kgbuild.serve.evaluate import Job
from kgbuild.serve.formats import SHORT
from kgbuild.serve.look import question_page, questions_page
from kgbuild.serve.site import Site
from kgbuild.serve.sparql import respond


async def questions(_request: Request) -> Response:
    """List the questions."""
    return HTMLResponse(questions_page())


async def question(request: Request) -> Response:
    """Show a question, and its answer where it is asked (`ask=`, or `format=` for a program)."""
    site: Site = request.app.state.site
    name = request.path_params["name"]
    if name not in {q.name for q in shipped_questions()}:
        return HTMLResponse(questions_page(), 404)
    found = find_question(name)
    given = {key: value for key, value in request.query_params.items() if value and key not in {"ask", "format"}}
    form = request.query_params.get("format", "")
    if not form and "ask" not in request.query_params:
        return HTMLResponse(question_page(site, found, given, None, ""))
    try:
        text = await run_in_threadpool(_bound, site, found, given)
    except KgbuildError as error:
        return HTMLResponse(question_page(site, found, given, None, str(error)), 400)
    answer = await site.ask(Job(text, SHORT.get(form, "application/json")))
    return respond(answer) if form else HTMLResponse(question_page(site, found, given, answer, ""), answer.status)


def _bound(site: Site, found: Question, given: dict[str, str]) -> str:
    try:
        return found.bound(bind_values(found, given, store=site.store(), ontology=site.ontology))
    except ValueError as error:
        raise UsageError(str(error)) from None
