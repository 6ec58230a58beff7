"""HTML as text, as a reader in a terminal shows it: links by number, and listed at the end."""

import re
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = frozenset(
    "address article aside blockquote details dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main"
    " nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_GAPS: Final = frozenset("blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul".split())  # an empty line around
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_LINES: Final = re.compile(r"\n{3,}")


def plain_text(html: str) -> str:
    """Return `html` as text."""
    writer = _TextWriter()
    writer.feed(html)
    writer.close()
    return writer.text()


class _TextWriter(HTMLParser):
    """Collects text, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._links: dict[str, int] = {}  # by their line at the end
        self._lists: list[int] = []  # the next number of each list around; -1: without numbers
        self._open_links: list[str] = []
        self._marker = ""  # of the list item whose text comes next
        self._quotes = 0  # around
        self._pre = 0
        self._is_at_start = True  # of a line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._break(gap=tag in _GAPS)
        match tag:
            case "br":
                self._break()
            case "hr":
                self._write("─" * 40)
                self._break()
            case "pre":
                self._pre += 1
            case "ul":
                self._lists.append(-1)
            case "ol":
                self._lists.append(int(values.get("start", "1")) if values.get("start", "1").isdecimal() else 1)
            case "li":
                self._marker = self._next_marker()
            case "blockquote":
                self._quotes += 1
            case "td" | "th":
                self._write(" ")
            case "img" | "audio" | "video":
                self._media(tag, values)
            case "a":
                self._open_links.append(values.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open_links:
            target = self._open_links.pop()
            if target and not target.startswith("#"):
                self._write(f"[{self._number(target, 'link')}]")
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "li":
            self._marker = ""
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._break(gap=tag in _GAPS)

    def handle_data(self, data: str) -> None:
        if self._pre:
            for line in data.splitlines(keepends=True):
                self._write(line)
                self._is_at_start = line.endswith("\n")
            return
        text = _SPACES.sub(" ", data)
        self._write(text.lstrip(" ") if self._is_at_start else text)

    def text(self) -> str:
        body = _LINES.sub("\n\n", "".join(self._parts)).strip("\n")
        if not self._links:
            return body
        links = "\n".join(f"[{number}]: {each}" for each, number in self._links.items())
        return f"{body}\n\nLinks:\n{links}"

    def _media(self, tag: str, values: dict[str, str]) -> None:
        kind, words = ("image", values.get("alt", "")) if tag == "img" else (tag, "")
        if source := values.get("src"):
            number = self._number(source, kind)
            self._write(f"[{kind} {number}{f': {words}' if words else ''}]")

    def _next_marker(self) -> str:
        indent = "  " * max(1, len(self._lists))
        if not self._lists or self._lists[-1] < 0:
            return f"{indent}* "
        self._lists[-1] += 1
        return f"{indent}{self._lists[-1] - 1}. "

    def _number(self, target: str, kind: str) -> int:
        return self._links.setdefault(f"{target} ({kind})", len(self._links) + 1)

    def _write(self, text: str) -> None:
        if text:
            if self._is_at_start:
                self._parts.append("> " * self._quotes + self._marker)
                self._marker = ""
            self._parts.append(text)
            self._is_at_start = False

    def _break(self, *, gap: bool = False) -> None:
        if not self._is_at_start:
            self._parts.append("\n")
        if gap:
            self._parts.append("\n")
        self._is_at_start = True
