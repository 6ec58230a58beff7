"""Links, embeds and comments of Obsidian: `[[Note|label]]`, `![[picture.png|300]]`, `%%…%%`.

Spec: help.obsidian.md/links, help.obsidian.md/embeds, help.obsidian.md/syntax#Comments.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from exporters.bodies.marks.elements import PICTURE, escape_line, image, link
from exporters.bodies.marks.links import find_article
from exporters.bodies.marks.marked_text import LEFT_OUT, UNRESOLVED, MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_LINK: Final = lazy_regex(r"(!?)\[\[([^\[\]\n]{1,500})\]\]")
_COMMENT: Final = lazy_regex(r"%%")
_BLOCK_ID: Final = lazy_regex(r"(?m)[ \t]+\^[A-Za-z0-9-]+[ \t]*$")
_SIZE: Final = lazy_regex(r"(\d{1,5})(?:x(\d{1,5}))?\Z")
_MEDIA: Final = lazy_regex(r"\.(?:3gp|flac|m4a|mp3|mp4|mkv|mov|ogg|ogv|pdf|wav|webm)(?:#.*)?\Z", re.IGNORECASE)


class ObsidianLanguage:
    """Wiki links become links of HTML, where the note is known."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its marks."""
        yield from _comments(body)
        for found in _LINK.finditer(body.text):
            if not body.has_code(found.start(), found.end()):
                yield _linked(found, body)
        for found in _BLOCK_ID.finditer(body.text):
            if not body.has_code(found.start(), found.end()):
                yield Replacement(found.start(), found.end())


def _comments(body: MarkedText) -> Iterator[Replacement]:
    start = -1
    for found in _COMMENT.finditer(body.text):
        if body.has_code(found.start(), found.end()):
            continue
        if start < 0:
            start = found.start()
        else:
            yield Replacement(start, found.end())
            start = -1


def _linked(found: re.Match[str], body: MarkedText) -> Replacement:
    target, *labels = (each.strip() for each in found[2].replace("\\|", "|").split("|"))
    label = labels[-1] if labels else ""
    path, mark, heading = target.partition("#")
    if found[1] and PICTURE.search(path):
        size = _SIZE.match(label)
        alt = next((each for each in labels if not _SIZE.match(each)), "") or path.rpartition("/")[2]
        width, height = (size[1], size[2] or "") if size else ("", "")
        text = image(_address(path), alt, width=width, height=height)
        return Replacement(found.start(), found.end(), text, is_final=True)
    shown = escape_line(label or " > ".join(part for part in (path, *heading.split("#")) if part))
    if _MEDIA.search(path):
        return Replacement(found.start(), found.end(), link(_address(path), shown), is_final=True)
    anchor = "" if heading.startswith("^") else mark + quote(heading.rpartition("#")[2].replace(" ", "+"), safe="+")
    address = find_article(f"/{path}" if "/" in path else path, body.rules, body.context) if path else anchor or None
    if address is None:
        return Replacement(found.start(), found.end(), shown, UNRESOLVED, target, is_final=True)
    note = LEFT_OUT if found[1] else ""  # its text is not taken over, so a note names it
    whole = address if not path else address + anchor
    return Replacement(found.start(), found.end(), link(whole, shown), note, f"![[{target}", is_final=True)


def _address(path: str) -> str:
    """The address of a file of the vault: by its path where it has one."""
    return quote(f"/{path.lstrip('/')}" if "/" in path else path, safe="/#")


LANGUAGE: Final = ObsidianLanguage()
