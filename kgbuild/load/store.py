"""A triple store over HTTP: the Graph Store Protocol, or SPARQL UPDATE where a store has nothing else."""

from __future__ import annotations

import http.client
import netrc
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from kgbuild.errors import UsageError

_TRIES = 4
_WAIT = 0.5  # seconds before the second try; doubled each time
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_TRIPLES = "application/n-triples"


class Unreachable(Exception):
    """A store did not do what was asked, and asking again will not help now."""


class Credentials(NamedTuple):
    """Who asks: a user with a password (basic or digest, as the store wants), or a bearer token."""

    user: str = ""
    password: str = ""
    token: str = ""


def find_credentials(url: str, environment: Mapping[str, str]) -> Credentials:
    """Return the credentials for a store: KGBUILD_STORE_TOKEN, or KGBUILD_STORE_USER and KGBUILD_STORE_PASSWORD, or
    the host's entry in `~/.netrc` (or $NETRC). Raises UsageError for an address that carries a password."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"`{url}` is no address of a store: write http://host:port/path")
    if parts.username or parts.password:
        raise UsageError("a password in an address ends in logs: set KGBUILD_STORE_USER and KGBUILD_STORE_PASSWORD")
    if environment.get("KGBUILD_STORE_TOKEN"):
        return Credentials(token=environment["KGBUILD_STORE_TOKEN"])
    if environment.get("KGBUILD_STORE_USER"):
        return Credentials(environment["KGBUILD_STORE_USER"], environment.get("KGBUILD_STORE_PASSWORD", ""))
    try:
        found = netrc.netrc(environment.get("NETRC")).authenticators(parts.hostname)
    except FileNotFoundError:
        return Credentials()
    except netrc.NetrcParseError as error:
        raise UsageError(f"{error.filename}:{error.lineno}: {error.msg}") from None
    return Credentials(found[0], found[2] or "") if found else Credentials()


@dataclass(slots=True)
class Line:
    """A way to a store that tries again where a fault may pass, and says what the store said where it does not."""

    credentials: Credentials
    timeout: float = 300.0
    pause: Callable[[float], None] = time.sleep
    _opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        """Prepare for what the store may ask."""
        handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
        if self.credentials.user:
            manager = _Everywhere(self.credentials)
            handlers += [_Digest(manager), _Basic(manager)]
        self._opener = urllib.request.build_opener(*handlers)

    def send(
        self, method: str, url: str, body: bytes | None = None, media: str = "", accept: str = ""
    ) -> tuple[int, str]:
        """Return status and text of an answer; 404 is an answer. Raises Unreachable for any other failure."""
        wait = _WAIT
        for last in (*([False] * (_TRIES - 1)), True):
            try:
                return self._sent(method, url, body, media, accept)
            except urllib.error.HTTPError as error:
                with error:
                    said = " ".join(error.read(2000).decode(errors="replace").split())[:300]
                if error.code == 404:
                    return 404, ""
                if error.code in {401, 403}:
                    raise Unreachable(
                        f"HTTP {error.code}: the store wants other credentials (see docs/load.md)"
                    ) from None
                if error.code not in _PASSING or last:
                    raise Unreachable(f"HTTP {error.code}: {said or error.reason}") from None
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                if last:
                    raise Unreachable(str(getattr(error, "reason", error))) from None
            self.pause(wait)
            wait *= 2
        raise AssertionError("the last try returns or raises")

    def _sent(self, method: str, url: str, body: bytes | None, media: str, accept: str) -> tuple[int, str]:
        headers = {"Accept": accept or "*/*", "User-Agent": "kgbuild"} | ({"Content-Type": media} if media else {})
        if self.credentials.token:
            headers["Authorization"] = f"Bearer {self.credentials.token}"
        request = urllib.request.Request(url, data=body, headers=headers, method=method)
        with self._opener.open(request, timeout=self.timeout) as answer:
            return answer.status, answer.read().decode(errors="replace")


class _Everywhere(urllib.request.HTTPPasswordMgr):
    """One user for whatever realm the one store asked names."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__()
        self._found = (credentials.user, credentials.password)

    def find_user_password(self, realm: str, authuri: str) -> tuple[str | None, str | None]:  # noqa: ARG002
        return self._found


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Answers a host's last challenge before it is put again: a store that refuses does not wait for the end of a
    large body (Virtuoso closes after some two megabytes), and its refusal is then never read."""

    def __init__(self, manager: _Everywhere) -> None:
        super().__init__(manager)
        self._challenges: dict[str, Mapping[str, str]] = {}

    def get_authorization(self, req: urllib.request.Request, chal: Mapping[str, str]) -> str | None:
        self._challenges[req.host] = chal
        return super().get_authorization(req, chal)

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        """Add the answer to what this host asked last."""
        challenge = self._challenges.get(req.host)
        if challenge and not req.has_header(self.auth_header):
            req.add_unredirected_header(self.auth_header, f"Digest {self.get_authorization(req, challenge)}")
        return req

    https_request = http_request


class _Basic(urllib.request.HTTPBasicAuthHandler):
    """Says who asks before a host asks again, as `_Digest` does."""

    def __init__(self, manager: _Everywhere) -> None:
        super().__init__(manager)
        self._answers: dict[str, str] = {}

    def retry_http_basic_auth(
        self, host: str, req: urllib.request.Request, realm: str
    ) -> http.client.HTTPResponse | None:  # fmt: skip
        try:
            return super().retry_http_basic_auth(host, req, realm)
        finally:
            self._answers[req.host] = str(req.get_header(self.auth_header))

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        """Add what this host was told before."""
        if req.host in self._answers and not req.has_header(self.auth_header):
            req.add_unredirected_header(self.auth_header, self._answers[req.host])
        return req

    https_request = http_request


class Store(Protocol):
    """What loading needs of a store."""

    def get(self, graph: str) -> str:
        """Return the triples of a small graph as text, empty where there is none."""

    def put(self, graph: str, triples: bytes) -> None:
        """Make a graph hold exactly these triples."""

    def drop(self, graph: str) -> None:
        """Make a graph hold nothing."""


@dataclass(frozen=True, slots=True)
class GraphStore:
    """A store by the Graph Store Protocol: one PUT replaces one graph."""

    line: Line
    url: str

    def get(self, graph: str) -> str:
        """Return the triples of a graph."""
        return self.line.send("GET", self._at(graph), accept=f"{_TRIPLES}, text/turtle;q=0.5")[1]

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph."""
        self.line.send("PUT", self._at(graph), triples, _TRIPLES)

    def drop(self, graph: str) -> None:
        """Delete a graph; one that is not there is deleted already."""
        self.line.send("DELETE", self._at(graph))

    def _at(self, graph: str) -> str:
        # Virtuoso 7.2 knows `graph-uri` only, everybody else `graph`; each leaves the other alone.
        name = "graph-uri" if "sparql-graph-crud" in self.url else "graph"
        return f"{self.url}{'&' if '?' in self.url else '?'}{urllib.parse.urlencode({name: graph})}"


@dataclass(frozen=True, slots=True)
class UpdateStore:
    """A store by SPARQL UPDATE: one request empties and fills one graph."""

    line: Line
    url: str
    query_url: str

    def get(self, graph: str) -> str:
        """Return the triples of a graph."""
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        form = urllib.parse.urlencode({"query": query}).encode()
        media = "application/x-www-form-urlencoded"
        return self.line.send("POST", self.query_url, form, media, accept=f"{_TRIPLES}, text/turtle;q=0.5")[1]

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph."""
        self._update(f"DROP SILENT GRAPH <{graph}> ;\nINSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode()}}} }}")

    def drop(self, graph: str) -> None:
        """Delete a graph."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _update(self, text: str) -> None:
        self.line.send("POST", self.url, text.encode(), "application/sparql-update")
