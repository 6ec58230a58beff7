"""Markdown as HTML, without what the renderer says about it."""

from exporters.bodies.markdown.render import render as render_markdown
from exporters.bodies.markdown.rules import MarkdownRules


def render(markdown: str, rules: MarkdownRules = MarkdownRules()) -> str:  # noqa: B008 - it is frozen
    """Return the HTML of `markdown`."""
    return render_markdown(markdown, rules).html
