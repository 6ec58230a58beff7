"""Addresses that stand for a file or a page of the site: of Pelican, of Nikola and of Ghost."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks.links import find_article
from exporters.bodies.marks.marked_text import LEFT_OUT, UNRESOLVED, MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_PELICAN: Final = lazy_regex(
    r"[{|](filename|attach|static|tag|category|author|index|page)[|}]([^\s()<>\"']*)", re.IGNORECASE
)
_NIKOLA: Final = lazy_regex(r"link://(\w+)(?:/([^\s()<>\"']*))?")
_BEFORE: Final = lazy_regex(r"(?:\]\(\s*<?|\]:[ \t]*<?|=[\"']?)\Z")
_NEAR: Final = 12  # characters before an address in which Markdown or HTML show that it is one
_GHOST: Final = "__GHOST_URL__"


class PelicanAddresses:
    """`{filename}x.md`, `{static}/images/x.png`, `|filename|x.md`.

    Spec: docs.getpelican.com/en/latest/content.html#linking-to-internal-content.
    """

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield the address that each of them stands for."""
        for found in _addresses(_PELICAN, body):
            kind, path = found[1].lower(), found[2]
            home = body.context.home.rstrip("/")
            note = ""
            if kind in ("static", "attach"):
                address = f"{home}{path}" if path.startswith("/") else path
            elif kind == "index":
                address = f"{home}/{path.lstrip('/')}"
            elif kind in ("filename", "page"):
                article = find_article(path, body.rules, body.context)
                address, note = article or path, "" if article else UNRESOLVED
            else:
                address = f"{home}/{kind}/{_slug(path)}.html"  # what TAG_URL and the like say without a setting
            yield Replacement(found.start(), found.end(), address, note, found[0], is_final=True)


class NikolaAddresses:
    """`link://slug/name`, `link://filename/posts/x.md`. Spec: getnikola.com/path_handlers.html."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield the address that each of them stands for."""
        for found in _addresses(_NIKOLA, body):
            kind, name = found[1], found[2] or ""
            home = body.context.home
            note = ""
            if kind in ("slug", "filename"):
                article = find_article(f"/{name}" if kind == "filename" else name, body.rules, body.context)
                address, note = article or name, "" if article else UNRESOLVED
            elif kind in ("root", "index", "archive_root"):
                address = home
            elif kind == "tag":
                address = f"{home}categories/{_slug(name)}/"
            elif kind == "category":
                address = f"{home}categories/cat_{_slug(name)}/"
            else:
                address, note = home, LEFT_OUT
            yield Replacement(found.start(), found.end(), address, note, found[0], is_final=True)


class GhostAddresses:
    """`__GHOST_URL__` stands for the address of the site in an export."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield the address of the site."""
        home = body.context.home.rstrip("/")
        for found in re.finditer(_GHOST, body.text):
            if not body.has_code(found.start(), found.end()):
                yield Replacement(found.start(), found.end(), home, is_final=True)


def _addresses(pattern: re.Pattern[str], body: MarkedText) -> Iterator[re.Match[str]]:
    """The matches where Markdown or HTML have an address."""
    for found in pattern.finditer(body.text):
        is_address = _BEFORE.search(body.text, max(0, found.start() - _NEAR), found.start())
        if is_address and not body.has_code(found.start(), found.end()):
            yield found


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")


PELICAN: Final = PelicanAddresses()
NIKOLA: Final = NikolaAddresses()
GHOST: Final = GhostAddresses()
