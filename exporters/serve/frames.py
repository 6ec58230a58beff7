"""The document of a frame: an entry as a reader shows it, in a sandbox of its own."""

import secrets
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from exporters.serve.page.views import VIEWS, EntryView, view_body
from exporters.serve.response import Response, bytes_response

_DOCUMENT: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<base target="_blank">
<style nonce="{nonce}">
{style}</style>
</head>
<body class="{view}">
{body}
</body>
</html>
"""


def frame_response(name: str, view: EntryView, language: str | None) -> Response:
    """Return the document of an entry. It can run nothing, and ask other hosts for pictures and media at most."""
    nonce = secrets.token_urlsafe(16)
    document = _DOCUMENT.format(
        language=escape(language or "en"),
        title=escape(view.title),
        nonce=nonce,
        style=_style(),
        view=name,
        body=view_body(name, view),
    )
    remote = " https: http:" if view.switches.shows_remote else ""
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self' data:{remote}; media-src 'self'{remote}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    return bytes_response(
        document.encode("utf-8", "replace"), "text/html; charset=utf-8", Content_Security_Policy=policy
    )


def is_view(name: str) -> bool:
    """Whether there is a view of that name."""
    return name in VIEWS


@cache
def _style() -> str:
    return files("exporters.serve.page").joinpath("frame.css").read_text(encoding="utf-8")
