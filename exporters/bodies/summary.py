"""The summary of an article, and what stands in its content: the excerpt, the body, or both."""

import html
from typing import Final, NamedTuple

from exporters.bodies.cutting import cut_text
from exporters.bodies.html.clean import extract_text
from exporters.bodies.html_tree import parse_tree
from exporters.bodies.prose import find_prose
from exporters.bodies.repetition import is_repetition

_MARKUP: Final = 2_000  # characters of tags among the first words
SUMMARY_LENGTH: Final = 300  # characters of a body that stand for a missing excerpt


class ArticleTexts(NamedTuple):
    """What feeds show of an article."""

    summary: str  # plain text, never empty
    content_html: str | None  # None: the article has no body


def texts(title: str, excerpt: str | None, content: str, page: str = "") -> ArticleTexts:
    """Return the texts of an article; `content` is sanitised HTML, "" where there is no body. `page` is its permalink.

    The content is never the shorter one: some readers show whichever is longer. An excerpt that says more than the
    body stands before it; one that the body repeats does not.
    """
    if not content:
        return ArticleTexts(excerpt or title, None)
    if not excerpt:
        return ArticleTexts(
            cut_text(find_prose(content, title, page, SUMMARY_LENGTH), SUMMARY_LENGTH) or title, content
        )
    written = html.escape(excerpt, quote=False)
    if len(content) >= len(written) and _says_as_much(content, len(excerpt)):
        return ArticleTexts(excerpt, content)
    if not is_repetition(excerpt, parse_tree(content)):
        return ArticleTexts(excerpt, f"<p>{written}</p>\n{content}")
    return ArticleTexts(excerpt if len(content) >= len(written) else extract_text(content), content)


def _says_as_much(content: str, length: int) -> bool:
    """Return whether the text of clean HTML has at least that many characters; its beginning nearly always has."""
    beginning = content[: max(0, content.rfind("<", 0, length + _MARKUP))]
    return len(extract_text(beginning)) >= length or len(extract_text(content)) >= length
