"""A whole page: head with a strict content security policy, body, nothing from anywhere else."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from kgbuild.pages.markup import Html, element, join


def asset(package: str, name: str) -> str:
    """Return a text file that lies in a package of ours."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def style() -> str:
    """Return the style every page has."""
    return asset("kgbuild.pages", "style.css")


def policy(*, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = ()) -> str:
    """Return the content security policy of a page with exactly these inline styles and scripts, and nothing loaded."""
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "img-src data:"]
    parts += [
        f"{kind}-src {' '.join(map(_hashed, found))}"
        for kind, found in (("style", styles), ("script", scripts))
        if found
    ]
    return "; ".join(parts)


def page(title: str, *body: object, css: str = "", script: str = "", language: str = "en") -> Html:
    """Return a document. `css` goes after the common style, `script` to the end of the body; both stay inside the page,
    whose policy allows them and nothing else."""
    styles = style() + css
    scripts = (script,) if script else ()
    ending = [element("script", Html(script))] if script else []
    return document(
        title, (body, ending), rules=policy(styles=(styles,), scripts=scripts), css=styles, language=language
    )


def document(title: str, body: object, *, rules: str, css: str, head: object = (), language: str = "en") -> Html:
    """Return a document with a content security policy of its own."""
    top = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=rules),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Html(css)),
        head,
    )
    return Html("<!doctype html>\n" + join([element("html", top, element("body", body), lang=language), Html("\n")]))


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
