"""BodyContext: what a body needs to know of its article and its site."""

from typing import Literal, NamedTuple, Protocol


class ArticleFinder(Protocol):
    """Finds the permalinks of other articles of the site, for links between files."""

    def by_path(self, path: str) -> str | None:
        """Return the permalink of the article in the file at `path`, None where there is none.

        `path` is relative to the folder of the article that has the link; with "/" before it, to the folder of the
        site.
        """

    def by_name(self, name: str) -> str | None:
        """Return the permalink of the one article whose file is called `name`, with or without suffix."""


LinkProblem = Literal[
    "draft", "withdrawn", "rejected", "page", "file", "missing", "outside", "later", "expired", "renamed", "unpublished"
]


class LinkAnswer(NamedTuple):
    """Where a link to a file leads."""

    url: str | None  # None: where a browser takes it
    problem: LinkProblem | None = None  # what it leads to instead; None: to the file, or nothing is known of it


class SiteFiles(ArticleFinder, Protocol):
    """The files of the site that the links and pictures of one article may lead to.

    Paths are relative to the folder of the article; with "/" before them, to the folder of the site.
    """

    def begin(self, *, is_draft: bool, opens: int) -> None:
        """Take what the article is, before it is rendered; it is public from `opens` on, seconds since 1970."""

    def article(self, path: str) -> LinkAnswer:
        """Return where a link to the article in the file at `path` leads."""

    def picture(self, path: str, page: str) -> LinkAnswer:
        """Return the address of the file at `path`, which is no article, for the article at the permalink `page`."""


class BodyContext(NamedTuple):
    """What shapes the HTML of one body besides its text."""

    entry_id: str  # of the article; ids of elements begin with a hash of it
    page: str  # the permalink, beside which relative addresses lie
    home: str  # the home page of the site
    finder: ArticleFinder | None = None  # None: there are no other files
    files: SiteFiles | None = None  # None: the same
