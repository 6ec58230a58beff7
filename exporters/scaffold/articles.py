"""Read sample articles: their fields, and those that an export would miss."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from exporters.errors import ArticleError
from exporters.settings.find import parse_toml
from exporters.sources import folder as walking
from exporters.sources import frontmatter
from exporters.sources.folder import contents
from exporters.sources.frontmatter import FrontMatterFormat
from exporters.sources.make_article import is_draft
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.document import read_yaml

MOST: Final = 5000  # files that are opened: they show what a site is like
DATE: Final = "publishedDateTime"
REQUIRED: Final = (("title",), (DATE,), ("webUrl", "originalUrl"))  # one of each
_TOML: Final = lazy_regex(r"(?ms)\A\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?$")  # as Hugo parts it


class SampleArticle(NamedTuple):
    """A file with front matter."""

    name: str  # path below the folder that was searched
    fields: dict[str, Any]
    is_toml: bool = False  # which an export does not read

    @property
    def is_dated(self) -> bool:
        """Return whether it has the date that feeds need, under its name."""
        return _is_given(self.fields, DATE)

    @property
    def is_titled(self) -> bool:
        """Return whether it has a title: the case of a key means nothing to some generators."""
        return any(name.lower() == "title" for name in self.fields if isinstance(name, str))

    @property
    def is_held(self) -> bool:
        """Return whether an export skips it: a draft, for example."""
        return is_draft(self.fields) or self.fields.get("removed") is True

    @property
    def lacks(self) -> Iterator[str]:
        """Return the fields that an export would reject it for missing."""
        return (names[0] for names in REQUIRED if not any(_is_given(self.fields, name) for name in names))


def articles(folder: Path, formats: frozenset[FrontMatterFormat] = frontmatter.YAML_ONLY) -> Iterator[SampleArticle]:
    """Return the articles in `folder`, recursively, with front matter in `formats`. Unreadable files are skipped."""
    for file in islice(walking.files(folder), MOST):
        data = contents(str(folder / file.name), file.name)
        if isinstance(data, bytes) and (article := _article(file.name, data, formats)) is not None:
            yield article


def _article(name: str, data: bytes, formats: frozenset[FrontMatterFormat]) -> SampleArticle | None:
    try:
        text = frontmatter.decode(data)
        if formats != frontmatter.YAML_ONLY:
            value = frontmatter.read_front_matter(frontmatter.split_article(text, formats)).value
            return SampleArticle(name, value) if isinstance(value, dict) else None
        if (found := _TOML.match(text, 0, frontmatter.MOST_FRONT)) is not None:
            return SampleArticle(name, parse_toml(found[1].replace("\r\n", "\n")), is_toml=True)
        fields = read_yaml(frontmatter.split_article(text).front).value
    except (ArticleError, ValueError, RecursionError):
        return None
    return SampleArticle(name, fields) if isinstance(fields, dict) else None


def _is_given(fields: dict[str, Any], name: str) -> bool:
    value = fields.get(name)
    return bool(value.strip()) if isinstance(value, str) else value is not None
