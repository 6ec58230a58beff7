"""Clean HTML for feeds: known and closed tags, absolute addresses, no scripts; report what is removed."""

import html as entities
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple
from urllib.parse import urljoin

from exporters.bodies.html.addresses import AddressResolver
from exporters.bodies.html.allowed_html import FIRST_PASS, LAST_PASS, REPORTED_TAGS, SCHEMES, build_first_pass
from exporters.bodies.html.elements import draw_check_boxes, rewrite
from exporters.bodies.html.embeds import link_embeds
from exporters.bodies.html.entry_ids import EntryIds
from exporters.bodies.html.hidden_elements import leave_out_hidden
from exporters.bodies.html.linear_sanitiser import sanitise
from exporters.bodies.html.markup import LINKED_TAG, START_TAG, VOID_TAGS, Markup, find_end
from exporters.bodies.html.mathml import READ_MATHML_TAGS, keep_mathml
from exporters.bodies.html.prose import repair_prose
from exporters.bodies.html.report import CleaningReport, HtmlFinding
from exporters.bodies.html.unknown_elements import translate_unknown
from exporters.bodies.html.visible_text import count_words, extract_text
from exporters.bodies.html.word_breaks import BREAKING_TAGS, break_words
from exporters.bodies.html.written_tags import read_tags
from exporters.model.text import is_visible
from exporters.repair.report import note_change
from exporters.support.lazy_regex import lazy_regex

__all__ = ["CleanedHtml", "clean", "extract_text", "limit_size", "measure_depth"]

MAX_LENGTH: Final = 1_000_000  # characters; several intakes of publishers stop at 1 MB for a whole feed
MAX_TAGS: Final = 40_000  # "<": 2.7 s when all are open at once; the longest real article seen has 1,000
MAX_DEPTH: Final = 256  # levels; libxml2, which many readers use, drops what lies deeper
_MAX_WORDS: Final = 50_000  # 1.3 s when all are attributes of one tag: each is compared with each
_MAX_COPIES: Final = 2_000_000  # 2 s: a parser repeats every unclosed <b x=1> in every paragraph that follows

_INLINE_IMAGE: Final = lazy_regex(r"(data:[\w.+/-]{1,99}(?:;[\w=.-]{1,99}){0,9};base64,)[A-Za-z0-9+/=%\s]+", re.ASCII)
_FORMATTING: Final = r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]"
_FORMATTING_START: Final = lazy_regex(_FORMATTING, re.IGNORECASE)
_WHOLE_TAG: Final = lazy_regex(
    _FORMATTING + r"""(?>(?:[^<>"'=]++|=\s*"[^<>"]*"|=\s*'[^<>']*'|=(?!\s*["']))*)>""", re.IGNORECASE
)
_TAG: Final = lazy_regex("<(/?)([a-z][a-z0-9]*)")


def limit_size(html: str) -> str:
    """Return `html`; empty its inline images if they make it too long.

    Raises:
        ValueError: parsing it would take longer than seconds; the message names what there is too much of.
    """
    if len(html) > MAX_LENGTH:
        html = _INLINE_IMAGE.sub(r"\1", html)
    if len(html) > MAX_LENGTH:
        raise ValueError(f"{len(html):,} characters of HTML, more than {MAX_LENGTH:,}")
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise ValueError(f"{tags:,} tags, more than {MAX_TAGS:,}")
    if len(html) > 5 * _MAX_WORDS and len(set(re.split(r"[\s/=>]+", html))) > _MAX_WORDS:
        raise ValueError(f"HTML with more than {_MAX_WORDS:,} different words, which may be one endless tag")
    if tags * tags > _MAX_COPIES and _count_copies(html) * tags > _MAX_COPIES:
        raise ValueError(f"too many different <b>, <i> or <font> tags for {tags:,} tags in all")
    return html


def _count_copies(html: str) -> int:
    """Return how many formatting elements can be open at once, three of identical ones. Spec: HTML §13.2.4.3."""
    tags = _WHOLE_TAG.findall(html)
    return len(_FORMATTING_START.findall(html)) - len(tags) + 3 * len(set(tags))


def measure_depth(html: str) -> int:
    """Return how deep the elements of `html` nest, at least; a serialiser has closed every element in it."""
    if html.count("<") <= MAX_DEPTH:
        return html.count("<")  # a bound is enough
    deepest = level = 0
    for slash, name in _TAG.findall(html):
        if slash:
            level -= 1
        elif name not in VOID_TAGS:
            level += 1
            deepest = max(deepest, level)
    return deepest


# Readers run no script, so they show the content of these.
_NO_SCRIPT: Final = lazy_regex(r"</?noscript(?![\w-])[^<>]*>", re.IGNORECASE)
_UNPARSED: Final = lazy_regex("[\0\ud800-\udfff]")  # what no parser takes
_STRAY_CELL: Final = lazy_regex(r"<(?=t[dhr][\s>])")  # outside of a table, where a parser drops it
_SAME_IMAGE: Final = lazy_regex(r'(<img src="([^"]*)"[^>]*>)\s*<img src="\2"[^>]*>')
_ADDRESS: Final = lazy_regex(
    r"""=(?:(?<=href=)|(?<=src=)|(?<=data=)|(?<=poster=)|(?<=cite=))["'\s]*+([A-Z][A-Z0-9+.-]*):""", re.IGNORECASE
)
_RAW: Final = lazy_regex(r"<(script|select|style|textarea)(?: [^>]*)?>(.*?)</\1>", re.DOTALL)
_SVG: Final = lazy_regex(r"<svg(?: [^<>]*)?>")
_TAG_NAME: Final = lazy_regex(r"<([a-z][^\s>]*)")
_PRE: Final = lazy_regex(r"(<pre(?: [^>]*)?>)\n+")  # a parser skips the first line break, so each pass would lose one
_BASE: Final = lazy_regex(r'<base(?: href="([^"]*)")?>')
_VISIBLE: Final = lazy_regex(r"(?:\A|>)\s*[A-Za-z0-9]")
_ROUNDS: Final = 8  # of all HTML tried, wrong nesting settles in two


class CleanedHtml(NamedTuple):
    """HTML that may be published, the names of what was removed, and what else there is to report."""

    html: str  # "" if nothing is visible: no text and no image
    removed_parts: tuple[str, ...]  # sorted: "iframe", "onclick", "script", "javascript: address" ...
    findings: tuple[HtmlFinding, ...] = ()


def clean(
    html: str, resolve: Callable[[str], str | None], ids_begin_with: str = "", markup: Markup = Markup.ANY
) -> CleanedHtml:
    """Return `html`, a fragment or a whole document, as a feed may carry it. Clean HTML keeps its bytes.

    `resolve` returns the absolute form of an address, or None if it can't be used; its result must resolve to itself.
    Ids of headings and of what the HTML links to get `ids_begin_with` before them; without it no id stays.
    `markup` says what is known of `html`. The result is the same without it, but takes longer.

    Raises:
        ValueError: parsing would take too long, or the result would nest too deep for readers.
    """
    if markup is not Markup.ANY:
        report = CleaningReport()
        cleaning = _Cleaning(resolve, ids_begin_with, report)
        candidate = limit_size(cleaning.finish(limit_size(html), LINKED_TAG).strip())  # absolute addresses are longer
        is_settled = markup is Markup.SETTLED and cleaning.has_plain_addresses
        if is_settled or (measure_depth(candidate) <= MAX_DEPTH and sanitise(LAST_PASS, candidate) == candidate):
            return _finish(candidate, report)
    report = CleaningReport()
    if not _is_parsable(html):
        html = note_change(report.changes, "text-control", html, _UNPARSED.sub("", html))
    html = limit_size(html)
    html, noscript_tags = _NO_SCRIPT.subn("", html)
    html, unknown_names = read_tags(html, report)
    if ("<td" in html or "<tr" in html or "<th" in html) and "<table" not in html:
        html = _STRAY_CELL.sub(" <", html)
    cleaning = _Cleaning(resolve, ids_begin_with, report)
    for _ in range(_ROUNDS):
        candidate = cleaning.run(_normalise(html, unknown_names), unknown_names).strip()
        if noscript_tags:
            candidate = _SAME_IMAGE.sub(r"\1", candidate)  # an image that a script loads, and the same for readers
        html = sanitise(LAST_PASS, limit_size(candidate))
        if html == candidate:  # the sanitiser changed nothing, so the result is stable
            return _finish(html, report)
        unknown_names = frozenset()
    raise ValueError(
        "HTML whose elements are nested in ways that HTML forbids: each time it is parsed it reads differently"
    )


def _finish(html: str, report: CleaningReport) -> CleanedHtml:
    is_shown = "<img " in html or _VISIBLE.search(html) or is_visible(extract_text(html))
    return CleanedHtml(html if is_shown else "", report.name_removed_parts(), tuple(report.findings()))


def _is_parsable(html: str) -> bool:
    try:
        html.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in html


class _Cleaning:
    """One round of cleaning, which may have to be repeated."""

    def __init__(self, resolve: Callable[[str], str | None], id_prefix: str, report: CleaningReport) -> None:
        self._resolve = resolve
        self._base = ""  # what the document declares to be its address
        self._id_prefix = id_prefix
        self._report = report
        self._addresses = AddressResolver(self._absolute, report.removed_parts, report.local_addresses)

    def run(self, html: str, unknown_names: AbstractSet[str] = frozenset()) -> str:
        """Return normalised `html` with allowed elements alone, unless they nest in a way that the parser changes."""
        html = self._read_base(html)
        names = set(_TAG_NAME.findall(html))
        if not names.isdisjoint(READ_MATHML_TAGS):
            html = keep_mathml(html)
        html = leave_out_hidden(html, self._report)
        if "input" in names:
            html = draw_check_boxes(html)
        if not names.isdisjoint(REPORTED_TAGS):
            names = set(_TAG_NAME.findall(html))
            self._report.removed_parts.update(names & REPORTED_TAGS)
            html = _drop_raw(html, self._report)
        if unknown_names:
            html = translate_unknown(html, unknown_names, self._report)
            names.add("iframe")
        if not names.isdisjoint(REPORTED_TAGS):
            html = link_embeds(html, self._addresses)
        if not names.isdisjoint(BREAKING_TAGS):
            html = break_words(html)
        return self.finish(html)

    def finish(self, html: str, tags: re.Pattern[str] = START_TAG) -> str:
        """Return normalised `html` of allowed elements with absolute addresses, own ids, and repaired text.

        `tags` matches the start tags that may have addresses, ids or anything that must go.
        """
        ids = EntryIds(html, self._id_prefix)
        html = rewrite(html, self._addresses, self._report.removed_parts, ids, tags)
        while (tidy := _tidy(repair_prose(html, self._report.changes))) != html:
            html = tidy  # an empty paragraph may have stood inside mojibake
        return tidy

    @property
    def has_plain_addresses(self) -> bool:
        """Whether the sanitiser surely keeps all addresses."""
        return self._addresses.are_plain

    def _absolute(self, address: str) -> str | None:
        try:
            return self._resolve(urljoin(self._base, address) if self._base else address)
        except ValueError:  # such as "//[", which urljoin can't read
            return None

    def _read_base(self, html: str) -> str:
        """Return `html` without its declaration of a base address, which counts. Spec: HTML §4.2.3."""
        if "<base" not in html:
            return html
        declared = next((found[1] for found in _BASE.finditer(html) if found[1]), "")
        if declared and not self._base:
            self._base = self._resolve(entities.unescape(declared).strip()) or ""
        return _BASE.sub("", html)


def _normalise(html: str, unknown_names: AbstractSet[str]) -> str:
    """Return `html` normalised; the tags that the report names are still in it."""
    html = limit_size(html)
    schemes = {scheme.lower() for scheme in _ADDRESS.findall(html)} - SCHEMES
    normal = sanitise(build_first_pass(schemes, unknown_names) if schemes or unknown_names else FIRST_PASS, html)
    if measure_depth(normal) > MAX_DEPTH:
        raise ValueError(f"elements nested more than {MAX_DEPTH} deep")
    return normal


def _drop_raw(html: str, report: CleaningReport) -> str:
    """Return normalised `html` without scripts, drawings and fields of forms; count the words that go with them."""

    def drop(match: re.Match[str]) -> str:
        if match[1] in {"select", "textarea"}:
            report.lost_words[match[1]] += count_words(match[2])
        return ""

    html = _RAW.sub(drop, html)
    at = 0
    parts = []
    while (start := _SVG.search(html, at)) is not None:
        end = find_end(html, "svg", start.end())
        report.lost_words["svg"] += count_words(html[start.end() : end.start])
        parts.append(html[at : start.start()])
        at = end.stop
    return "".join([*parts, html[at:]])


def _tidy(html: str) -> str:
    """Return normalised `html` with line feeds alone, and without empty paragraphs."""
    if "\r" in html:
        html = html.replace("\r\n", "\n").replace("\r", "\n")
    html = _PRE.sub(r"\1", html)
    while "<p></p>" in html:
        html = html.replace("<p></p>", "")
    return html
