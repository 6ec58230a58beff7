"""The document of a frame: an entry as a reader shows it, in a sandbox of its own."""

import secrets
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from exporters.model.article import Article
from exporters.serve.page.views import view_body
from exporters.serve.response import Response, bytes_response

VIEWS: Final = ("full", "card", "mail", "text", "podcast")
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


def frame_response(
    article: Article, view: str, language: str | None, *, is_excerpt: bool, shows_remote: bool
) -> Response:
    """Return the document of an entry. It can run nothing, and ask other hosts for pictures and media at most."""
    nonce = secrets.token_urlsafe(16)
    document = _DOCUMENT.format(
        language=escape(language or "en"),
        title=escape(article.title),
        nonce=nonce,
        style=_style(),
        view=view,
        body=view_body(article, view, is_excerpt=is_excerpt, shows_remote=shows_remote),
    )
    remote = " https: http:" if shows_remote else ""
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self' data:{remote}; media-src 'self'{remote}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    return bytes_response(
        document.encode("utf-8", "replace"), "text/html; charset=utf-8", Content_Security_Policy=policy
    )


@cache
def _style() -> str:
    return files("exporters.serve.page").joinpath("frame.css").read_text(encoding="utf-8")
