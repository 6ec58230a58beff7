"""Bodies with template marks, translated for the tests."""

from collections.abc import Mapping
from typing import Final

from exporters.bodies.context import BodyContext
from exporters.bodies.marks.code_finder import find_html_code, find_markdown_code
from exporters.bodies.marks.mark_rules import MarkRules
from exporters.bodies.marks.translate import TranslatedBody, translate

PAGE: Final = "https://example.org/blog/now/"
HOME: Final = "https://example.org/blog/"


class Articles:
    """A finder that knows articles by path or by name."""

    def __init__(self, paths: Mapping[str, str], names: Mapping[str, str]) -> None:
        self._paths, self._names = paths, names

    def by_path(self, path: str) -> str | None:
        """Return the permalink of the article at a path."""
        return self._paths.get(path)

    def by_name(self, name: str) -> str | None:
        """Return the permalink of the article with a name."""
        return self._names.get(name)


NEXT: Final = "https://example.org/blog/next/"


def translated(
    text: str,
    *languages: str,
    folder: str = "",
    values: tuple[tuple[str, str], ...] = (),
    paths: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    is_markdown: bool = True,
) -> TranslatedBody:
    """Return the body without its marks."""
    rules = MarkRules(languages=languages, folder=folder, values=values)
    context = BodyContext("id", PAGE, HOME, Articles(paths or {}, names or {}))
    find_code = find_markdown_code if is_markdown else find_html_code
    return translate(text, rules, context, find_code, is_markdown=is_markdown)


def told(body: TranslatedBody) -> list[tuple[int, str]]:
    """Return the line and the message of each note."""
    return [(note.line, note.message.removeprefix("contains ")) for note in body.notes]
