"""The summary of an article, and what stands in its content: the excerpt, the body, or both."""

import html
from typing import Final, NamedTuple

from exporters.bodies.html.clean import extract_text

SUMMARY_LENGTH: Final = 300  # characters of a body that stand for a missing excerpt


class ArticleTexts(NamedTuple):
    """What feeds show of an article."""

    summary: str  # plain text, never empty
    content_html: str | None  # None: the article has no body


def texts(title: str, excerpt: str | None, content: str) -> ArticleTexts:
    """Return the texts of an article; `content` is sanitised HTML, "" where there is no body.

    The content is never the shorter one: some readers show whichever is longer.
    """
    text = extract_text(content)
    summary = excerpt or _cut_text(text) or title
    if excerpt and len(text) < len(excerpt):
        return ArticleTexts(summary, f"<p>{html.escape(excerpt, quote=False)}</p>\n{content}")
    return ArticleTexts(summary, content)


def _cut_text(text: str) -> str:
    """Return the first 300 characters, cut at a word."""
    if len(text) <= SUMMARY_LENGTH:
        return text
    head = text[: SUMMARY_LENGTH - 1]
    if not text[SUMMARY_LENGTH - 1].isspace():
        head = head.rpartition(" ")[0] or head
    return head.rstrip() + "…"
