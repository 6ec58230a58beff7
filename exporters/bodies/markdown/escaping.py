"""Escaping of Markdown's text for HTML.

Where an author leaves a tag open, a `"` of the text behind it would end one of its attributes; so it is escaped in text
too, until it is known that the author wrote no tags.
"""

from typing import Final

from exporters.bodies.html import markup

_IN_TEXT: Final = "&quot;"
_IN_VALUE: Final = "&#34;"  # the same character


def escape(text: str) -> str:
    """Return text as HTML has it between tags."""
    return markup.escape(text, quote=True)


def escape_value(text: str) -> str:
    """Return text as HTML has it in an attribute."""
    return value_of(escape(text))


def value_of(escaped: str) -> str:
    """Return escaped text as HTML has it in an attribute."""
    return escaped.replace(_IN_TEXT, _IN_VALUE)


def normalise(html: str) -> str:
    """Return HTML without an author's own tags, with quotes as browsers write them. Spec: HTML §13.3."""
    return html.replace(_IN_TEXT, '"').replace(_IN_VALUE, _IN_TEXT)
