"""The text between the marks of Markdown: formulas come back, addresses and ==marks== become elements."""

import re
from typing import Final

from exporters.bodies.markdown.attributes import read_attributes
from exporters.bodies.markdown.bare_links import link_addresses
from exporters.bodies.markdown.escaping import escape
from exporters.bodies.markdown.rules import MarkdownRules
from exporters.bodies.markdown.verbatim import MARK, NUMBER, VerbatimParts
from exporters.support.lazy_regex import lazy_regex

_ATTRIBUTES: Final = lazy_regex(rf"\{{{MARK}([0-9]+){MARK}\}}")  # that were put aside
_SPAN: Final = lazy_regex(r"\[([^\[\]]*)\]\Z")  # in brackets, before its attributes
_SCRIPT: Final = lazy_regex(r"\^([^\s^<>]{1,100})\^|~([^\s~<>]{1,100})~")
_STRUCK: Final = lazy_regex(r"(?<=\w)~([^\s~<>]{1,100})~(?=\w)")  # within a word, where the parser finds none
_MARKER: Final = lazy_regex(r"(?<!=)==(?!=)")
_LONGEST_SPAN: Final = 1_000


class InlineText:
    """Writes the text of one body as HTML."""

    def __init__(self, rules: MarkdownRules, parts: VerbatimParts) -> None:
        """`parts` are what was put aside before the text was parsed."""
        self._rules = rules
        self._parts = parts
        self.is_escaped_alone = not (rules.has_bare_links or rules.has_scripts or rules.has_single_tildes)

    def write(self, text: str, *, is_linked: bool) -> str:
        """Return text without attributes as HTML; `is_linked`: it stands in a link."""
        if MARK not in text:
            return self._write(text, is_linked=is_linked)
        pieces = NUMBER.split(text)  # each second one is a number
        written = (
            escape(self._parts.part(piece)) if index % 2 else self._write(piece, is_linked=is_linked)
            for index, piece in enumerate(pieces)
        )
        return "".join(written)

    def _write(self, text: str, *, is_linked: bool) -> str:
        rules = self._rules
        if rules.has_bare_links and not is_linked and ("://" in text or "www." in text or "@" in text):
            return link_addresses(text, rules, self._write_words)
        return self._write_words(text)

    def _write_words(self, text: str) -> str:
        """Return text without addresses as HTML."""
        written = escape(text)
        if self._rules.has_scripts:
            return _SCRIPT.sub(_write_script, written)
        return _STRUCK.sub(r"<s>\1</s>", written) if self._rules.has_single_tildes and "~" in written else written

    def split_attributes(self, text: str) -> list[tuple[str, dict[str, str] | None]]:
        """Return `text` in pieces, each with the attributes that stand behind it; None: no attributes do."""
        pieces = _ATTRIBUTES.split(text)
        found = [
            (piece, read_attributes(self._parts.part(at))) for piece, at in zip(pieces[::2], pieces[1::2], strict=False)
        ]
        return [*found, (pieces[-1], None)]

    @staticmethod
    def split_span(text: str) -> tuple[str, str]:
        """Return the text before a span in brackets at the end of `text`, and the text of the span."""
        found = _SPAN.search(text[-_LONGEST_SPAN:])
        return (text[: len(text) - len(found[0])], found[1]) if found else (text, "")


def _write_script(found: re.Match[str]) -> str:
    return f"<sup>{found[1]}</sup>" if found[1] else f"<sub>{found[2]}</sub>"


def split_markers(text: str) -> list[str]:
    """Return the pieces of text between two signs of equality."""
    return _MARKER.split(text)
