"""The application: routes, headers, who may ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kgbuild.pages.markup import element
from kgbuild.serve.editor import editor
from kgbuild.serve.forms import question, questions
from kgbuild.serve.look import framed, home_page
from kgbuild.serve.nodes import about, node
from kgbuild.serve.reconcile import reconcile, suggest
from kgbuild.serve.site import Site
from kgbuild.serve.sparql import sparql

_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "SAMEORIGIN"}


def make_app(site: Site, *, hosts: Sequence[str], origins: Sequence[str] = ()) -> Starlette:
    """Return the application.

    `hosts` are the names it answers to (a page elsewhere that lets its own name point here gets nothing); `origins`
    may ask from a browser, none unless told.
    """
    routes = [
        Route("/", home),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/favicon.ico", icon),
        Route("/yasgui/{name}", editor),
        Route("/report", report),
        Route("/questions", questions),
        Route("/questions/{name}", question),
        Route("/reconcile", reconcile, methods=["GET", "POST"]),
        Route("/suggest", suggest),
        Route("/about/{form}/{path:path}", about),
        Route("/{path:path}", node),
    ]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)), Middleware(_Careful)]
    if origins:
        middleware.append(Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"]))
    app = Starlette(routes=routes, middleware=middleware, lifespan=_lifespan)
    app.state.site = site
    return app


async def home(request: Request) -> Response:
    """Answer `/`."""
    return HTMLResponse(home_page(request.app.state.site))


async def icon(_request: Request) -> Response:
    """Answer what every browser asks for: there is none."""
    return Response(status_code=204)


async def report(request: Request) -> Response:
    """Answer `/report` with the report the folder holds."""
    path = request.app.state.site.out / "report.html"
    if path.is_file():
        return FileResponse(path, media_type="text/html")
    return HTMLResponse(
        framed("No report", element("p", "Write it with ", element("code", "kgbuild report"), ".")), 404
    )


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    yield
    app.state.site.workers.close()


class _Careful:
    """Headers that every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sent)
