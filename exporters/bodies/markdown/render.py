"""Markdown becomes HTML. HTML inside it stays as it is: `exporters.bodies.html` makes it safe."""

from typing import Final, NamedTuple
from urllib.parse import unquote

from exporters.bodies.code_ranges import code_ranges
from exporters.bodies.html.markup import Markup
from exporters.bodies.markdown.attributes import find_attributes
from exporters.bodies.markdown.events import parser
from exporters.bodies.markdown.html_writer import HtmlWriter
from exporters.bodies.markdown.rules import MarkdownRules
from exporters.bodies.markdown.tex import find_formulas
from exporters.bodies.markdown.verbatim import MARK, VerbatimParts
from exporters.support.lazy_regex import lazy_regex

LONGEST: Final = 1_000_000  # characters; the slowest of 75 hostile inputs tried takes 3 s at that length
_SURROGATES: Final = lazy_regex("[\ud800-\udfff]")
_INNER_LINK: Final = lazy_regex(r"""(?:\]\(|\]:\s{0,9}|href\s{0,9}=\s{0,9}["']?)<?#([^\s"'<>()]+)""")
_FRAGMENT: Final = lazy_regex(r"#[^\s\"'<>()#]")  # found ten times as fast, and no heading has one
_QUOTE: Final = lazy_regex(r"\n[ \t]*>[ \t]?")
_ALWAYS: Final = ("tables", "footnotes", "subscript")


class MarkdownHtml(NamedTuple):
    """HTML of a text in Markdown."""

    html: str
    markup: Markup  # ANY where tags or attributes are in it that the author wrote


def render(markdown: str, rules: MarkdownRules = MarkdownRules()) -> MarkdownHtml:  # noqa: B008 - it is frozen
    """Return `markdown` as HTML, escaped as browsers write it.

    Raises:
        ValueError: rendering would take too long; the sentence says what there is too much of.

    Spec: CommonMark 0.31; GitHub Flavored Markdown §4.10 tables, §6.5 strikethrough.
    """
    if len(markdown) > LONGEST:
        raise ValueError(f"{len(markdown):,} characters of Markdown, more than {LONGEST:,}")
    text = _SURROGATES.sub("\ufffd", markdown.replace("\0", "").replace(MARK, ""))
    parts = VerbatimParts()
    text = _put_aside(text, rules, parts)
    wanted_ids = _linked_ids(text) if rules.heading_ids else frozenset()
    writer = HtmlWriter(rules, parts, wanted_ids)
    return MarkdownHtml(writer.write(parser(_options(rules)).events(text)), writer.markup)


def _linked_ids(text: str) -> frozenset[str]:
    """Return the ids that links in `text` lead to."""
    return frozenset(unquote(each) for each in _INNER_LINK.findall(text)) if _FRAGMENT.search(text) else frozenset()


def _options(rules: MarkdownRules) -> tuple[str, ...]:
    """Return the extensions that the parser itself has."""
    wanted = {
        "strikethrough": rules.has_strikethrough,
        "tasklists": rules.has_task_lists,
        "definition_list": rules.has_definition_lists,
        "smart_punctuation": rules.has_smart_punctuation,
    }
    return (*_ALWAYS, *(name for name, is_on in wanted.items() if is_on))


def _put_aside(text: str, rules: MarkdownRules, parts: VerbatimParts) -> str:
    """Return `text` with a number for each formula and list of attributes outside of code."""
    has_tex = "\\(" in text or "\\[" in text or ("$" if rules.has_dollar_math else "$$") in text
    attributes = list(find_attributes(text, rules.attributes))
    if not has_tex and not attributes:
        return text
    code = code_ranges(text)
    formulas = list(find_formulas(text, code, has_dollars=rules.has_dollar_math)) if has_tex else []
    if formulas and not rules.has_dollar_math:  # an author of formulas may write them both ways
        formulas = list(find_formulas(text, code, has_dollars=True))
    found = [(each.start, each.stop, "code") for each in code]
    found += [(each.start, each.stop, "formula") for each in formulas]
    found += [(start, stop, "attributes") for start, stop in attributes]
    pieces, at = [], 0
    for start, stop, kind in sorted(found, key=lambda each: (each[0], each[2] != "code")):
        if kind == "code":
            pieces.append(text[at:stop] if stop > at else "")
        elif start < at:
            continue
        else:
            number = parts.put_aside(_without_quote(text, start, stop))
            pieces += [text[at:start], number if kind == "formula" else f"{{{number}}}"]
        at = max(at, stop)
    return "".join((*pieces, text[at:]))


def _without_quote(text: str, start: int, stop: int) -> str:
    """Return a part of `text` without the marks of the quote that its lines stand in."""
    part = text[start:stop]
    if "\n" not in part or not text[text.rfind("\n", 0, start) + 1 : start].lstrip().startswith(">"):
        return part
    return _QUOTE.sub("\n", part)
