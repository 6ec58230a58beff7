"""Tags as the author wrote them, before a parser reads them: what is text, what is unknown, what would be swallowed.

A browser drops `<your-name>`, hides all that follows a `<title>` that nothing closes, and reads `if a <b then</p>` as
one tag. An author means text by these; so does GitHub. Spec: GitHub Flavored Markdown §6.11.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import Final, NamedTuple

from exporters.bodies.html.allowed_html import BARE_ATTRIBUTES, HTML_TAGS, KNOWN_TAGS, WRAPPERS
from exporters.bodies.html.mathml import READ_MATHML_TAGS
from exporters.bodies.html.report import CleaningReport
from exporters.bodies.html.visible_text import count_words
from exporters.support.lazy_regex import lazy_regex

STAND_IN: Final = "unknown-"  # begins the names: <card> and <text> are of MathML and SVG, and a sanitiser drops them
MOST_UNKNOWN: Final = 200  # names of elements that may become links; a real article has a few

# Without a backtracking choice: each takes linear time.
_ATTRIBUTES: Final = r"""(?>(?:[^<>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=(?!\s*["'])|["'])*)"""
_COMMENT: Final = r"<!--(?!-?>)[^-]*+(?>(?:-(?!->)[^-]*+)*)-->"
_PLAIN_NAMES: Final = "|".join(sorted((HTML_TAGS | WRAPPERS) - {"option", "plaintext", "xmp"}, key=len, reverse=True))
_PLAIN: Final = lazy_regex(  # text, comments, and tags that mean what they seem to mean
    rf"(?>(?:[^<]++|</?(?:{_PLAIN_NAMES})(?:\s*/?>|\s[^<>\"'=]*+(?==){_ATTRIBUTES}>)|{_COMMENT}"
    r"|<(?![A-Za-z/!?]))*)"
)
_TOKEN: Final = lazy_regex(
    r"<!--(?:-?>|.*?(?:--!?>|(?P<endless>\Z)))"
    r"|(?P<declaration><[!?][^>]*)>?"
    r"|</(?P<junk>(?![A-Za-z>]))"
    rf"|<(?P<slash>/?)(?P<name>[A-Za-z][^\s/<>]*+)(?P<attributes>{_ATTRIBUTES})(?P<end>>?)",
    re.DOTALL,
)
_END_TAG: Final = lazy_regex(r"</([A-Za-z][^\s/<>]*+)")
_USUAL_DECLARATION: Final = lazy_regex(r"<(?:!doctype\b|!\[(?:end)?if\b|\?xml[\s:-]|!-)", re.IGNORECASE)
_ELEMENT_NAME: Final = lazy_regex(r"[a-z](?:[a-z0-9._:-]{0,60}[a-z0-9])?", re.ASCII)
_OFFICE: Final = lazy_regex(r"(?:[ovwm]|st1|mjx):|mjx-")  # of Word and MathJax: nothing that a reader would miss
_VALUE: Final = lazy_regex(r"""[\w:@.-]=["'{]""")
_LOOSE_VALUE: Final = lazy_regex(r"[\w:@.-]=\S")
_ATTRIBUTE_NAME: Final = lazy_regex(r"[^\s/]+")
_BLOCK_TAG: Final = lazy_regex(
    r"<(/?)(?:p|li|ul|ol|dl|dd|dt|td|th|tr|table|h[1-6]|div|blockquote|section|article)(?=[\s>])", re.IGNORECASE
)
_PARAGRAPH_BREAK: Final = lazy_regex(r"</(?:p|li|td|h[1-6])>\n<")
_NESTING_TAG: Final = lazy_regex(rf"<(/?)(math|svg|template)(?=[\s/>]){_ATTRIBUTES}>", re.IGNORECASE)
_ANY_TAG: Final = lazy_regex(rf"</?([A-Za-z][^\s/<>]*+){_ATTRIBUTES}>")
_SVG_METADATA: Final = lazy_regex(
    r"<(desc|metadata|script|style|title)(?=[\s>]).{0,1000}?</\1>", re.IGNORECASE | re.DOTALL
)
_NO_TEXT: Final = lazy_regex(r"<style(?=[\s>]).*?</style>|<!--.*?-->|<[^<>]*+>", re.IGNORECASE | re.DOTALL)
_MOST_HEAD: Final = 5_000  # characters in which the title of a document follows its beginning
_RUNNING_TEXT: Final = lazy_regex(r"(?:[^\s>]|<(?:p|li|td|dd|dt|h[1-6])>)\s*\Z", re.IGNORECASE)

_CODE: Final = frozenset({"script", "style"})
_RAW: Final = frozenset({*_CODE, "iframe", "noembed", "noframes", "textarea", "title", "xmp"})  # hold text alone
_UNSHOWN: Final = frozenset({"noembed", "noframes", "template", "title", "xml"})  # a browser shows nothing of these
_FOREIGN: Final = frozenset({"math", "svg"})  # where a tag may end itself
_NESTING: Final = _FOREIGN | {"template"}
_SWALLOWING: Final = _RAW | _UNSHOWN | _NESTING | {"select"}
_OFTEN_OPEN: Final = frozenset("p li dt dd td th tr thead tbody tfoot hr br table div img ul ol body html".split())


class WrittenHtml(NamedTuple):
    """HTML whose tags are elements, and the names that stand for those that HTML does not know."""

    html: str
    unknown_names: frozenset[str] = frozenset()


def read_tags(html: str, report: CleaningReport) -> WrittenHtml:
    """Return `html` with `<` escaped where it begins no element; report what a browser would not show."""
    at = _end_of_plain(html, 0)
    return WrittenHtml(html) if at == len(html) else _TagReader(html, report).read(at)


def _end_of_plain(html: str, at: int) -> int:
    found = _PLAIN.match(html, at)
    return found.end() if found else at


class _TagReader:
    def __init__(self, html: str, report: CleaningReport) -> None:
        self._html = html
        self._report = report
        self._ends: defaultdict[str, list[int]] = defaultdict(list)  # where the end tags of each name begin
        for match in _END_TAG.finditer(html):
            self._ends[match[1].lower()].append(match.start())
        self._unknown: set[str] = set()
        self._next_block: tuple[int, re.Match[str] | None] = (len(html) + 1, None)  # the first block tag from there on
        self._has_text_begun = False

    def read(self, at: int) -> WrittenHtml:
        """Read the tags, from the first that is not plain at `at`."""
        parts = [self._html[:at]]
        while at < len(self._html):
            match = _TOKEN.match(self._html, at)
            if match is None:
                written, end = self._html[at], at + 1
            elif match["name"]:
                written, end = self._read_end_tag(match) if match["slash"] else self._read_start_tag(match)
            else:
                written, end = self._read_declaration(match), match.end()
            plain_end = _end_of_plain(self._html, end)
            parts += written, self._html[end:plain_end]
            at = plain_end
        return WrittenHtml("".join(parts), frozenset(self._unknown))

    def _read_declaration(self, match: re.Match[str]) -> str:
        """Return a comment or a declaration; report the words that a browser takes for one."""
        if match["junk"] is not None:
            return "&lt;/"
        if match["endless"] is not None:
            self._report.add_hidden("comment without end", count_words(match[0][4:]), re.escape(match[0][:20]))
        elif match["declaration"] and not _USUAL_DECLARATION.match(match[0]):
            words = len(match["declaration"][1:].split())
            self._report.add_hidden(
                f"<{match['declaration'][1:].split(maxsplit=1)[0][:12]}", words, re.escape(match[0][:20])
            )
        return match[0]

    def _read_end_tag(self, match: re.Match[str]) -> tuple[str, int]:
        """Return what stands for an end tag, and where reading goes on."""
        name, is_whole = match["name"].lower(), bool(match["end"])
        if STAND_IN + name in self._unknown:
            return f"</{STAND_IN}{name}>", match.end()
        if is_whole and not match["attributes"].strip():
            return match[0], match.end()
        if name in KNOWN_TAGS:  # a browser would drop the words in it
            return f"</{match['name']}>", match.end() if is_whole else match.start("attributes")
        return "&lt;", match.start() + 1

    def _read_start_tag(self, match: re.Match[str]) -> tuple[str, int]:
        """Return what stands for a start tag, and where reading goes on."""
        name, attributes = match["name"].lower(), match["attributes"]
        is_known = name in KNOWN_TAGS
        if not match["end"]:  # another "<" comes first, or nothing
            is_sloppy = is_known and "=" in attributes and self._html[match.end() : match.end() + 1] == "<"
            return (match[0], match.end()) if is_sloppy else ("&lt;", match.start() + 1)
        if name == "plaintext":
            return _escape(match[0]), match.end()
        if name in _SWALLOWING:
            return self._read_swallowing(match, name)
        if is_known:
            is_text = name not in _OFTEN_OPEN and _is_prose(attributes) and not self._is_closed(name, match.end())
            return _escape(match[0]) if is_text else match[0], match.end()
        return self._read_unknown(match, name), match.end()

    def _read_unknown(self, match: re.Match[str], name: str) -> str:
        attributes = match["attributes"]
        is_closed = self._is_closed(name, match.end())
        is_tagged = attributes.endswith("/") or "-" in name
        if not is_closed and not (_VALUE.search(attributes) or (is_tagged and _LOOSE_VALUE.search(attributes))):
            return _escape(match[0])
        if not _ELEMENT_NAME.fullmatch(name):
            if not is_closed:
                return _escape(match[0])
            return ""
        if not _OFFICE.match(name):
            self._report.add_unknown(match["name"])
        stand_in = STAND_IN + name
        if len(self._unknown) < MOST_UNKNOWN:
            self._unknown.add(stand_in)
        elif stand_in not in self._unknown:
            return ""
        if attributes.endswith("/"):
            return f"<{stand_in}{attributes[:-1]}></{stand_in}>"
        return f"<{stand_in}{attributes}>"

    def _read_swallowing(self, match: re.Match[str], name: str) -> tuple[str, int]:
        """Read an element whose content is no text: it is one where it is closed before its parent is."""
        start = match.end()
        end = self._find_end(name, start)
        is_markup = "=" in match["attributes"] or match["attributes"].endswith("/")
        if end is None and is_markup:
            return f"{match[0]}</{name}>", start
        if end is None or (not is_markup and self._crosses_parent(name, start, end)):
            return _escape(match[0]), start
        after = self._html.find(">", end) + 1 or len(self._html)
        if name in _UNSHOWN:
            if name in _RAW and _RUNNING_TEXT.search(self._html, max(0, match.start() - 50), match.start()):
                return _escape(match[0]), start
            if name != "title" or self._follows_text(match.start()):
                self._report.add_hidden(f"<{name}>", count_words(self._html[start:end].lower()), f"<{name}")
            return "", after
        if name == "svg":
            self._report.removed_parts.add("svg")
            self._report.lost_words["svg"] += count_words(_SVG_METADATA.sub("", self._html[start:end]).lower())
            return "", after
        if name == "math":
            return match[0] + _ANY_TAG.sub(_keep_mathml_tag, self._html[start:end]) + self._html[end:after], after
        return (self._html[match.start() : after], after) if name in _RAW else (match[0], start)

    def _find_end(self, name: str, start: int) -> int | None:
        """Return where the end tag of an element begins whose content begins at `start`, None where it has none."""
        if name in _NESTING:
            return self._nested_ends.get(start)
        ends = self._ends[name]
        first = bisect_left(ends, start)
        return ends[first] if first < len(ends) else None

    @cached_property
    def _nested_ends(self) -> dict[int, int]:
        """Where elements end that may hold others of their name, by where their content begins."""
        open_starts: defaultdict[str, list[int]] = defaultdict(list)
        ends = {}
        for match in _NESTING_TAG.finditer(self._html):
            starts = open_starts[match[2].lower()]
            if not match[1]:
                if not (match[0].endswith("/>") and match[2].lower() in _FOREIGN):
                    starts.append(match.end())
            elif starts:
                ends[starts.pop()] = match.start()
        return ends

    def _crosses_parent(self, name: str, start: int, end: int) -> bool:
        """Return whether the content of an element ends its parent: then the end tag belongs to other prose."""
        if name in _CODE:
            first = self._html.find("<", start, end)
            return first >= 0 and _PARAGRAPH_BREAK.match(self._html, first) is not None
        searched, found = self._next_block
        if not searched <= start <= (found.start() if found else len(self._html)):
            found = _BLOCK_TAG.search(self._html, start)
            self._next_block = start, found
        return found is not None and found.start() < end and found[1] == "/"

    def _follows_text(self, at: int) -> bool:
        """Return whether text stands before `at`: a title before all text is that of a document."""
        if not self._has_text_begun:
            before = self._html[max(0, at - _MOST_HEAD) : at]
            self._has_text_begun = bool(_NO_TEXT.sub("", before).strip())
        return self._has_text_begun

    def _is_closed(self, name: str, start: int) -> bool:
        ends = self._ends.get(name)
        return bool(ends) and ends[-1] >= start  # type: ignore[index]


def _keep_mathml_tag(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in READ_MATHML_TAGS else ""


def _is_prose(attributes: str) -> bool:
    """Return whether what follows a name in a tag is a word that no attribute has: `<time of day>`."""
    names = _ATTRIBUTE_NAME.findall(attributes)
    if "=" in attributes or not names:
        return False
    return all(name.isalpha() for name in names) and any(name.lower() not in BARE_ATTRIBUTES for name in names)


def _escape(tag: str) -> str:
    return tag.replace("<", "&lt;").replace(">", "&gt;")
