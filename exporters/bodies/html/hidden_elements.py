"""Leave out what a browser does not show: hidden elements, closed dialogs, and decoration beside text."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.html.embeds import LAZY_ATTRIBUTES
from exporters.bodies.html.markup import VOID_TAGS, find_end, parse_attributes
from exporters.bodies.html.report import CleaningReport
from exporters.bodies.html.visible_text import count_words, extract_text
from exporters.bodies.html.written_tags import STAND_IN
from exporters.support.lazy_regex import lazy_regex

_HIDDEN: Final = "hidden element"
_BY_STYLE: Final = "element hidden by its style"
_DIALOG: Final = "closed <dialog>"
_DECORATION: Final = "decoration with aria-hidden"
_WRITTEN: Final = {  # how an author wrote each
    _HIDDEN: r"<[a-z][^<>]*\shidden(?=[\s>=/])",
    _BY_STYLE: r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))",
    _DIALOG: "<dialog",
    _DECORATION: "aria-hidden",
}
_MARKS: Final = (' hidden="', ' aria-hidden="true"', "<dialog")
_STYLE: Final = lazy_regex(r"(?:^|[;\"\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_NO_DISPLAY: Final = lazy_regex(r"display\s*:\s*none")  # a pattern that begins with a word is found ten times faster
_NO_VISIBILITY: Final = lazy_regex(r"visibility\s*:\s*(?:hidden|collapse)")
_DISPLAY: Final = lazy_regex(r"(?:^|[;\s])display\s*:\s*(?!none\b)[a-z]", re.IGNORECASE)
_START_TAG: Final = lazy_regex(r'<([a-z][\w.:-]*)((?> [^\s=>]+="[^"]*")*)>')
_FORMULA_BEFORE: Final = lazy_regex(r"</math>(?:</[a-z][\w.:-]*>){0,2}\s*\Z")
_FORMULA_AFTER: Final = lazy_regex(r"\s*(?:<[a-z][\w.:-]*(?: [^<>]*)?>){0,3}<math[ >]")
_ANCHOR_MARKS: Final = frozenset({"", "#", "¶", "§", "🔗", "⚓", "∞"})  # beside a heading
_LONGEST_DECORATION: Final = 2_000  # characters of a mark beside text
_EQUATION_TAGS: Final = frozenset({STAND_IN + "mjx-math", "nobr"})  # in which MathJax draws a formula


def leave_out_hidden(html: str, report: CleaningReport) -> str:
    """Return normalised `html` without what a browser does not show; report it."""
    is_suspect = any(mark in html for mark in _MARKS)
    if not is_suspect and ' style="' in html:
        lower = html.lower()
        is_suspect = bool(_NO_DISPLAY.search(lower) or _NO_VISIBILITY.search(lower))
    return "".join(_shown_parts(html, report)) if is_suspect else html


def _shown_parts(html: str, report: CleaningReport) -> Iterator[str]:
    at = shown = 0
    while (match := _START_TAG.search(html, at)) is not None:
        at = match.end()
        name, written = match[1], match[2]
        if not (written or name == "dialog"):
            continue
        reason = _reason(name, written)
        if not reason:
            if 'aria-hidden="true"' not in written or not _is_decoration(html, match):
                continue
            reason = _DECORATION
        end = range(at, at) if name in VOID_TAGS else find_end(html, name, at)
        report.add_hidden(reason, count_words(html[at : end.start]), _WRITTEN[reason])
        yield html[shown : match.start()]
        at = shown = end.stop
    yield html[shown:]


def _reason(name: str, written: str) -> str:
    """Return by what a browser hides an element, "" where it shows it."""
    if name == "dialog" and ' open="' not in written:
        return _DIALOG
    if ' hidden="' not in written and ' style="' not in written:
        return ""
    values = parse_attributes(written)
    style = values.get("style", "")
    if name == "img" and any(attribute in values for attribute in LAZY_ATTRIBUTES):
        return ""  # a script shows it
    if _STYLE.search(style):
        return _BY_STYLE
    return _HIDDEN if "hidden" in values and not _DISPLAY.search(style) else ""


def _is_decoration(html: str, match: re.Match[str]) -> bool:
    """Return whether an element that is hidden from screen readers repeats a formula, or is a mark beside text."""
    name, start = match[1], match.end()
    if name in VOID_TAGS:
        return False
    if _FORMULA_BEFORE.search(html, max(0, match.start() - 200), match.start()):
        return True
    if name in _EQUATION_TAGS:
        return _FORMULA_AFTER.match(html, find_end(html, name, start).stop) is not None
    end = find_end(html[start : start + _LONGEST_DECORATION], name, 0)
    if not end:
        return False
    inside = html[start : start + end.start]
    if "<img" in inside:
        return False
    is_anchor = name == "a" and ' href="#' in match[2]
    return is_anchor or extract_text(inside) in _ANCHOR_MARKS
