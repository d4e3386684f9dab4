"""Asking over HTTP: files, SPARQL queries and updates. Nothing here is called unless the caller allowed the network."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from kgbuild.errors import InputError
from kgbuild.problems import Location, Problem
from kgbuild.version import VERSION
from kgbuild.yarrrml.database_urls import shown_url

_TIMEOUT = 60  # seconds without a byte
_KEPT = "%;/?:@&=+$,#[]!~*'()"  # in a URL these are not encoded


def refused(access: str, where: Location) -> InputError:
    """Return the error for a place on the network while it may not be touched."""
    what = f"`{shown_url(access)}` is on the network, which is left alone unless you allow it"
    return InputError([Problem(where, what, "run with --network (in Python: `Inputs(network=True)`), or name a file")])


def sign_in(username: str, password: str) -> Mapping[str, str]:
    """Return the header that gives a name and password, nothing where there is no name."""
    if not username:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()}


def request(
    url: str,
    where: Location,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str],
    into: Path | None = None,
    hidden: Sequence[tuple[str, str]] = (),
) -> None:
    """Ask for a URL (POST where there is a body) and write what comes to a file, as it comes.

    `hidden` are parameters of the URL that no message shows.

    Raises `InputError` with the status or reason where there is no good answer, or it breaks off.
    """
    import http.client
    import urllib.error
    import urllib.request

    try:
        asked = urllib.request.Request(
            _with(quote(url, safe=_KEPT), hidden), data=body, headers={"User-Agent": f"kgbuild/{VERSION}", **headers}
        )
        with urllib.request.urlopen(asked, timeout=_TIMEOUT) as answer:
            if into is not None:
                with into.open("wb") as stream:
                    shutil.copyfileobj(answer, stream)
                if answer.length:  # not noticed by reading in pieces
                    raise http.client.IncompleteRead(b"", answer.length)
    except urllib.error.HTTPError as error:
        with error:
            said = error.read(500).decode("utf-8", "replace").strip()
        raise _failed(url, where, f"{error.code} {error.reason}{': ' + said if said and body else ''}") from None
    except urllib.error.URLError as error:
        raise _failed(url, where, str(error.reason)) from None
    except http.client.IncompleteRead as error:
        raise _failed(url, where, f"the answer breaks off, {error.expected} bytes are missing") from None
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise _failed(url, where, str(error) or type(error).__name__) from None


def _with(url: str, parameters: Sequence[tuple[str, str]]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(parameters)}" if parameters else url


def _failed(url: str, where: Location, what: str) -> InputError:
    return InputError(
        [Problem(where, f"`{shown_url(url)}` answers: {what}", "check the address, and whether it can be reached")]
    )
