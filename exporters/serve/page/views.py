"""The views of an entry: what a reader makes of it, as HTML for the body of a frame."""

from html import escape

from exporters.model.article import Article


def view_body(article: Article, view: str, *, is_excerpt: bool, shows_remote: bool) -> str:  # noqa: ARG001
    """Return the HTML of an article as `view` shows it; `is_excerpt`: its summary in place of its body."""
    text = f"<p>{escape(article.summary)}</p>" if is_excerpt or not article.content_html else article.content_html
    return f"<article><h1>{escape(article.title)}</h1>\n{text}\n</article>"
