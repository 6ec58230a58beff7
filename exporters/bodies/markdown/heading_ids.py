"""Ids of headings, as generators make them of their text."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from exporters.bodies.markdown.rules import HeadingIds


def _github(text: str) -> str:
    """Spec: github.com/Flet/github-slugger."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _goldmark(text: str) -> str:
    """Spec: gohugo.io/configuration/markup#parserautoheadingidtype, `github`."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-") or "heading"


def _kramdown(text: str) -> str:
    """Spec: kramdown.gettalong.org/converter/html.html#auto-ids, as the parser for GFM makes them."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") or "section"


def _python(text: str) -> str:
    """Spec: python-markdown.github.io/extensions/toc, `slugify`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()) or "_1"


def _pandoc(text: str) -> str:
    """Spec: pandoc.org/MANUAL.html#extension-auto_identifiers."""
    kept = re.sub(r"[^\w\-. ]", "", text.lower()).strip().replace(" ", "-")
    return re.sub(r"\A[^a-z\u00aa-\U0010ffff]+", "", kept) or "section"


def _rust(text: str) -> str:
    """Spec: getzola.org/documentation/content/linking, the crate slug."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _obsidian(text: str) -> str:
    """Spec: help.obsidian.md/publish, whose addresses have + for spaces."""
    return text.strip().replace(" ", "+")


def _hexo(text: str) -> str:
    """Spec: github.com/hexojs/hexo-renderer-marked, `headerIds`, with hexo-util's slugize."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+", "-", plain).strip("-")


_SLUGS: Final[Mapping[HeadingIds, Callable[[str], str]]] = {
    "github": _github,
    "goldmark": _goldmark,
    "kramdown": _kramdown,
    "python": _python,
    "pandoc": _pandoc,
    "rust": _rust,
    "obsidian": _obsidian,
    "marked": _hexo,
}
_REPEATED: Final = {"python": "_"}  # what stands before the number of a repeated id; "-" elsewhere


class HeadingIdMaker:
    """Makes the ids of the headings of one body; each is another one."""

    def __init__(self, kind: HeadingIds) -> None:
        """`kind` must not be empty."""
        self._slugify = _SLUGS[kind]
        self._joint = _REPEATED.get(kind, "-")
        self._counts: dict[str, int] = {}

    def make(self, text: str) -> str:
        """Return the id for a heading with `text`, "" where nothing of it may stand in one."""
        slug = self._slugify(text[:1_000])
        if not slug:
            return ""
        count = self._counts.get(slug, -1) + 1
        self._counts[slug] = count
        if not count:
            return slug
        found = f"{slug}{self._joint}{count}"
        self._counts.setdefault(found, 0)
        return found

    def take(self, own: str) -> None:
        """Note that the author gave a heading the id `own`."""
        self._counts.setdefault(own, 0)
