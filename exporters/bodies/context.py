"""BodyContext: what a body needs to know of its article and its site."""

from typing import NamedTuple, Protocol


class ArticleFinder(Protocol):
    """Finds the permalinks of other articles of the site, for links between files."""

    def by_path(self, path: str) -> str | None:
        """Return the permalink of the article in the file at `path`, None where there is none.

        `path` is relative to the folder of the article that has the link; with "/" before it, to the folder of the
        site.
        """

    def by_name(self, name: str) -> str | None:
        """Return the permalink of the one article whose file is called `name`, with or without suffix."""


class BodyContext(NamedTuple):
    """What shapes the HTML of one body besides its text."""

    entry_id: str  # of the article; ids of elements begin with a hash of it
    page: str  # the permalink, beside which relative addresses lie
    home: str  # the home page of the site
    finder: ArticleFinder | None = None  # None: there are no other files
