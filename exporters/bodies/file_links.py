"""FileLinks: links to articles and pictures by their files become the addresses of their pages."""

import html
import re
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote

from exporters.bodies.context import LinkAnswer, LinkProblem, SiteFiles
from exporters.support.lazy_regex import lazy_regex

_ARTICLES: Final = frozenset({".md", ".markdown", ".mdown", ".mkdown", ".mkdn", ".mkd", ".mdx", ".qmd"})
_PAGES: Final = frozenset({".html", ".htm"})  # of an article, or of a page of the finished site
_SCHEME: Final = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")
_MOST_NOTES: Final = 100  # of an article: the line of each is searched for
_ENDS: Final = lazy_regex(r"(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<fragment>#.*)?", re.DOTALL)


class FileLinkNote(NamedTuple):
    """A link that does not lead to its file."""

    problem: LinkProblem
    text: str
    address: str  # as it is written
    line: int  # of the body, counted from 1


_TEXTS: Final[Mapping[LinkProblem, str]] = {
    "draft": "leads to a draft",
    "withdrawn": "leads to a withdrawn article",
    "rejected": "leads to a file that Outfeed can't export",
    "page": "leads to a page that is no article",
    "file": "leads to a file that is no article",
    "missing": "leads to no file",
    "outside": "leads out of the folder of the site",
    "later": "leads to an article that is not published yet",
    "expired": "leads to an article that has expired",
    "renamed": "is a file that the generator of the site publishes under another name",
    "unpublished": "is a file that the generator of the site does not publish",
}
_PAGE_FIX: Final = "write the address of its page"
LINK_RULES: Final[Mapping[LinkProblem, tuple[str, str]]] = {  # the rule that a problem breaks, and what to do
    "missing": ("link-file-missing", "correct the path, or remove the link"),
    "outside": ("link-file-missing", "write the address of a page"),
    "page": ("link-no-article", _PAGE_FIX),
    "file": ("link-no-article", _PAGE_FIX),
    "rejected": ("link-no-article", "correct that file, or write the address of its page"),
    "draft": ("link-no-article", "publish it, or remove the link"),
    "withdrawn": ("link-no-article", "remove the link"),
    "later": ("link-no-article", "publish it first, or remove the link until then"),
    "expired": ("link-no-article", "remove the link"),
    "renamed": ("file-unpublished", "put it into a folder that is published as it is, or set source.built"),
    "unpublished": ("file-unpublished", "put it into a folder that is published"),
}
_WITHOUT_PAGE: Final = frozenset({"page", "file", "missing", "outside"})  # no article of the sources


class FileLinks:
    """Resolves the addresses in one body that name files, and notes those that lead nowhere."""

    def __init__(self, files: SiteFiles, page: str, text: str) -> None:
        """`page` is the permalink of the article, `text` its body as it is written."""
        self._files = files
        self._page = page
        self._text = text
        self._notes = dict[str, FileLinkNote]()  # by address
        self._others = set[str]()  # addresses beyond those

    @property
    def notes(self) -> list[FileLinkNote]:
        """The notes in the order of the addresses; the last one also counts the addresses beyond the limit."""
        found = list(self._notes.values())
        if self._others:
            found[-1] = found[-1]._replace(text=f"{found[-1].text}, and {len(self._others):,} more have problems")
        return found

    def resolve(self, address: str) -> str | None:
        """Return the absolute form of an address that names a file of the site; None where it names none."""
        parts = _ENDS.fullmatch(address.strip())
        if parts is None or _SCHEME.match(parts["path"]):
            return None
        path = unquote(parts["path"])
        name = path.rpartition("/")[2]
        suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
        if suffix in _ARTICLES or suffix in _PAGES:
            found = self._article(path, suffix)
        elif suffix and not path.startswith("/"):
            found = self._files.picture(path, self._page)
        else:
            return None
        if found.problem:
            self._add(address, found.problem)
        if found.url is None:
            return None
        return _with_ends(found.url, parts["query"] or "", parts["fragment"] or "")

    def _article(self, path: str, suffix: str) -> LinkAnswer:
        """Where a link to an article leads. What is none may be published as it is, and /x.html may be any page."""
        found = self._files.article(path)
        if found.problem not in _WITHOUT_PAGE:
            return found
        if found.problem == "file" and (file := self._files.picture(path, self._page)).url is not None:
            return file
        return LinkAnswer(None) if suffix in _PAGES else found

    def _add(self, address: str, problem: LinkProblem) -> None:
        if address in self._notes:
            return
        if len(self._notes) >= _MOST_NOTES:
            self._others.add(address)
        else:
            self._notes[address] = FileLinkNote(problem, _TEXTS[problem], address, self._line(address))

    def _line(self, address: str) -> int:
        """The line of the body that has the address, counted from 1."""
        for each in (address, unquote(address), html.escape(address)):
            if (at := self._text.find(each)) >= 0:
                return self._text.count("\n", 0, at) + 1
        return 1


def _with_ends(url: str, query: str, fragment: str) -> str:
    """An address with the query and the fragment of a link."""
    front, _, own = url.partition("#")
    if query:
        front += f"&{query[1:]}" if "?" in front else query
    return front + (fragment or (f"#{own}" if own else ""))
