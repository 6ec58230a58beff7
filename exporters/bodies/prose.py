"""The prose of a body: what a person would read aloud of it, without headings and marks that only serve a page."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from exporters.bodies.html_tree import HEADINGS, HtmlElement, parse_tree
from exporters.bodies.title_headings import heading_text, is_same_text
from exporters.support.lazy_regex import lazy_regex

_FIRST_CHARACTERS: Final = 12_000  # of HTML, which nearly always hold enough text for a summary
_NEVER_PROSE: Final = frozenset({"nav", "pre", "rp", "rt"})
_ARROW: Final = lazy_regex("[\u2190-\u21ff\u2934\u2935\u23ce\u2b05-\u2b11\u2b60-\u2b6f\U0001f519\U0001f51d^]")
_MARK: Final = lazy_regex(r"[\[(]?(?:[a-z]{1,8}[\s-]?)?\d{1,4}[\])]?|[\[(]?[a-z][\])]?|[*†‡§¶‖#]{1,4}", re.IGNORECASE)
_BRACKETED: Final = lazy_regex(r"\[(?:[a-z]{1,8}[\s-]?)?\d{1,4}\]", re.IGNORECASE)
_EMBED_LABEL: Final = lazy_regex(r"(?:Video|Playlist|Audio|Post|Photo|Gist|Embed) (?:on|from) [\w .-]{2,30}")


def find_prose(content: str, title: str, page: str = "", enough: int = 0) -> str:
    """Return the prose of clean HTML on one line, "" where it has none.

    `page` is the permalink: links to parts of it are marks of footnotes, anchors and tables of contents. The text may
    end once it has more than `enough` characters, unless that is 0.
    """
    if enough and len(content) > _FIRST_CHARACTERS:
        part = content[: content.rfind("<", 0, _FIRST_CHARACTERS) + 1].removesuffix("<")
        text = _prose(part, title, page)
        if len(text) > enough:
            return text
    return _prose(content, title, page)


def _prose(content: str, title: str, page: str) -> str:
    root = parse_tree(content)
    text = _ProseReader(title, page).read(root)
    return text or _ProseReader(title, page, takes_captions=True).read(root)


class _ProseReader:
    """Reads the prose of one body."""

    def __init__(self, title: str, page: str, *, takes_captions: bool = False) -> None:
        self._title = title
        self._page = page
        self._takes_captions = takes_captions
        self._notes = set[str]()  # ids of footnotes whose marks were read
        self._heading = ""  # the last one, until a text follows
        self._pieces: list[str] = []

    def read(self, root: HtmlElement) -> str:
        """Return the prose of `root` on one line."""
        self._read_children(root)
        return " ".join("".join(self._pieces).split())

    def _add(self, text: str) -> None:
        if self._heading and text.strip():
            heading, self._heading = self._heading, ""
            self._pieces.append(f"{heading} ")
        self._pieces.append(text)

    def _read_children(self, element: HtmlElement) -> None:
        for each in element.children:
            if isinstance(each, str):
                self._add(each)
            elif each.is_block:
                self._add(" ")
                self._read_block(each)
                self._add(" ")
            else:
                self._read_inline(each)

    def _read_block(self, element: HtmlElement) -> None:
        name = element.name
        if name in _NEVER_PROSE or self._is_out_of_sight(element):
            return
        if name in HEADINGS or name == "summary":
            text = heading_text(element, self._is_here)
            if text and not is_same_text(text, self._title):
                self._heading = f"{self._heading} {text}".strip()
        elif (name in ("ul", "ol", "menu") and self._is_contents(element)) or self._is_footnote(element):
            self._heading = ""  # it stands above what is left out
        elif not self._is_caption(element):
            self._read_children(element)

    def _read_inline(self, element: HtmlElement) -> None:
        if element.name in _NEVER_PROSE or self._is_out_of_sight(element):
            return
        if element.name in ("a", "sup") and self._is_mark(element):
            return
        self._read_children(element)

    def _is_out_of_sight(self, element: HtmlElement) -> bool:
        if element.get("aria-hidden") == "true":
            return True
        return bool(self._notes) and element.get("id") in self._notes

    def _is_here(self, link: HtmlElement) -> bool:
        """Return whether a link leads to a part of the same page."""
        address, mark, fragment = link.get("href").partition("#")
        return bool(mark and fragment) and address in ("", self._page)

    def _is_mark(self, element: HtmlElement) -> bool:
        """Return whether a link, or the <sup> around one, is the mark of a footnote, an arrow back, or an anchor."""
        if element.name == "sup":
            links = list(element.find_all("a"))
            if not links or element.text != " ".join(each.text for each in links):
                return False
            found = [self._is_here(each) and _MARK.fullmatch(each.text) is not None for each in links]
            if all(found):
                self._notes.update(each.get("href").partition("#")[2] for each in links)
            return all(found)
        if not self._is_here(element):
            return False
        text = element.text
        is_raised = [each.name for each in element.elements] == ["sup"] and not any(
            isinstance(each, str) and each.strip() for each in element.children
        )
        if _BRACKETED.fullmatch(text) or (is_raised and _MARK.fullmatch(text)):
            self._notes.add(element.get("href").partition("#")[2])
            return True
        return bool(text) and not any(char.isalnum() for char in text)

    def _is_footnote(self, element: HtmlElement) -> bool:
        """Return whether an entry of a list has an arrow back to the text."""
        if element.name not in ("li", "dd"):
            return False
        return any(self._is_here(each) and _ARROW.match(each.text) for each in element.find_all("a"))

    def _is_contents(self, element: HtmlElement) -> bool:
        """Return whether a list holds nothing but links to parts of the page."""
        links = list(element.find_all("a"))
        if not links or not all(map(self._is_here, links)):
            return False
        return "".join(element.text.split()) == "".join("".join(each.text.split()) for each in links)

    def _is_caption(self, element: HtmlElement) -> bool:
        """Return whether a block is a caption of a picture, or nothing but the label of an embedded player."""
        if self._takes_captions:
            return False
        if element.name == "figcaption":
            return True
        if element.name != "p":
            return False
        if next(element.find_all("img"), None) is not None:
            words = (each for each in element.children if isinstance(each, str) and each.strip())
            others = (each.name for each in element.elements if each.text)
            return next(words, None) is None and all(name in ("em", "i", "small") for name in others)
        [*links] = element.find_all("a")
        return len(links) == 1 and links[0].text == element.text and _is_embed_label(links[0])


def _is_embed_label(link: HtmlElement) -> bool:
    """Return whether a link says no more than where it leads: a known service, its host, or the name of its file."""
    text, address = link.text, link.get("href")
    if _EMBED_LABEL.fullmatch(text):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return text in (parts.hostname, unquote(parts.path.rpartition("/")[2]))
