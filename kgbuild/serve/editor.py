"""The query editor (YASGUI), where the installed wheel carries it."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from kgbuild.pages.document import asset
from kgbuild.resources import shipped

POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; connect-src 'self'; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
)
_FILES = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css", "LICENSES.txt": "text/plain"}


def editor_folder() -> Path | None:
    """Return where the editor's files lie; None where this installation has none."""
    folder = shipped("yasgui", "dist")
    return folder if all((folder / name).is_file() for name in _FILES) else None


async def editor(request: Request) -> Response:
    """Answer `/yasgui/NAME`."""
    folder, name = editor_folder(), request.path_params["name"]
    if name == "query.js":
        return Response(asset("kgbuild.serve", "query.js"), media_type="text/javascript")
    if folder is None or name not in _FILES:
        return PlainTextResponse("no such file\n", 404)
    return FileResponse(folder / name, media_type=_FILES[name])
