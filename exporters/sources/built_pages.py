"""Finished pages of a built site: the body of an article as readers of the site see it."""

import os
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model.url import host_of
from exporters.settings.built_site import BuiltSite
from exporters.store import key
from exporters.support.files import read_regular
from exporters.support.paths import shown_path

if TYPE_CHECKING:
    from exporters.sources.pages.selector import PageSelector

MOST_BYTES: Final = 8 * 1024 * 1024  # of a page


class BuiltPage(NamedTuple):
    """What the folder of finished pages holds for one permalink."""

    name: str  # of the file below the folder; where there is none, of the first that was looked for
    data: bytes | None  # None: there is no such file, or it can't be read
    modified: int = 0  # ns since 1970


class BuiltBody(NamedTuple):
    """The body of an article in its finished page."""

    html: str | None  # None: the body of the source is taken
    warning: Diagnostic | None = None


class BuiltPages:
    """Finds finished pages by the permalinks of their articles, below the home page of a site."""

    def __init__(self, built: BuiltSite, home: str) -> None:
        """`home` is the address of the site, which the folder of `built` is published at."""
        self._built = built
        self._home = home
        self._found: dict[str, BuiltPage | None] = {}  # what was looked for since `begin`
        self.asked = ""  # the permalink whose page was asked for last; "" where none was

    def begin(self) -> None:
        """Forget what was found: the next file is looked into."""
        self._found.clear()
        self.asked = ""

    def digest(self, permalink: str, modified: int) -> bytes:
        """What stands for all that the page of `permalink` adds to an article whose source was `modified` then.

        Where it is older than its source is told, so it is part of it. "" as permalink: no page was asked for.
        """
        page = self._page(permalink) if permalink else None
        if page is None:
            return b""
        is_older = page.data is not None and page.modified < modified
        return key.digest_of(
            [page.name.encode("utf-8", "surrogateescape"), page.data or b"", bytes([page.data is None, is_older])]
        )

    def body(self, permalink: str, title: str, modified: int) -> BuiltBody:
        """The body of the article `title` at `permalink`, whose source was `modified` then, ns since 1970.

        A page that is older than its source is taken all the same: a time of change never decides what is exported.
        """
        self.asked = permalink
        page = self._page(permalink)
        if page is None:  # the permalink is not of this site
            return BuiltBody(None)
        name = shown_path(Path(self._built.folder, page.name))
        if page.data is None:
            return _warn_of_page(
                "page-missing",
                f"no page {name}, so Outfeed exports the source file",
                "build the site before the export",
            )
        from exporters.sources.pages.document import PageDocument, PageError  # loads lxml
        from exporters.sources.pages.main_part import main_part

        try:
            part = main_part(PageDocument(page.data), title, self._selector)
        except PageError as error:
            right = "make the page smaller"
            return _warn_of_page(
                "page-unreadable", f"the page {name} has {error}, so Outfeed exports the source file", right
            )
        if part is None:
            select = quote_value(self._built.select or "")
            seen = f"{select} matches nothing in the page {name}, so Outfeed exports the source file"
            return _warn_of_page("page-part-missing", seen, "correct source.built.select")
        if page.modified < modified:
            warning = _warn_of_page(
                "page-older", f"the page {name} is older than this file", "build the site again"
            ).warning
            return BuiltBody(part.html, warning)
        return BuiltBody(part.html)

    @cached_property
    def _selector(self) -> "PageSelector | None":
        from exporters.sources.pages.selector import PageSelector

        return PageSelector(self._built.select) if self._built.select else None

    def _page(self, permalink: str) -> BuiltPage | None:
        """The page of `permalink`; None where the address is not below the home page."""
        if permalink not in self._found:
            self._found[permalink] = self._looked_for(permalink)
        return self._found[permalink]

    def _looked_for(self, permalink: str) -> BuiltPage | None:
        names = list(page_files(permalink, self._home))
        for name in names:
            if (page := self._read(name)) is not None:
                return page
        return BuiltPage(names[0], None) if names else None

    def _read(self, name: str) -> BuiltPage | None:
        """The regular file `name`; None where there is none, or a link leads out of the folder."""
        path, folder = os.path.realpath(Path(self._built.folder, name)), os.path.realpath(self._built.folder)
        if not path.startswith(folder.rstrip(os.sep) + os.sep):
            return None
        try:
            status = Path(path).stat()
            if not stat.S_ISREG(status.st_mode):
                return None
            return BuiltPage(name, read_regular(Path(path), MOST_BYTES), status.st_mtime_ns)
        except (OSError, ValueError):
            return None


def page_files(permalink: str, home: str) -> Iterator[str]:
    """The files that a server looks for where `permalink` is asked of it, by their paths below the built site.

    There are none where the permalink is not below `home`, or has a segment that is no name of a file, such as `..`,
    `%2e%2e` or `a%2fb`.
    """
    path = urlsplit(permalink).path
    folder = urlsplit(home).path.rstrip("/") + "/"
    if host_of(permalink) != host_of(home) or not f"{path}/".startswith(folder):
        return
    segments = [unquote(each, errors="surrogateescape") for each in path[len(folder) :].split("/")]
    names, last = segments[:-1], segments[-1]
    if not all(map(_is_name, names)) or (last and not _is_name(last)):
        return
    below = "/".join(segments)
    if not last:
        yield f"{below}index.html"
    elif last.lower().endswith((".html", ".htm", ".xhtml")):
        yield below
    else:
        yield f"{below}.html"
        yield f"{below}/index.html"


def page_address_is_below(address: str, home: str) -> bool:
    """Whether an address names a page of the site at `home`."""
    return next(page_files(address, home), None) is not None


def _is_name(segment: str) -> bool:
    """Whether a part of an address can be the name of a file, on every system."""
    return bool(segment.strip(". ")) and not any(char in "/\\:\0" for char in segment)


def _warn_of_page(rule: str, message: str, fix: str) -> BuiltBody:
    return BuiltBody(None, Diagnostic(rule=rule, level=Level.WARNING, message=message, fix=fix, line=1, column=1))
