"""Rules about the HTML in a feed; each reports its first finding in a fragment."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from exporters.checks.finding import Finding, Findings
from exporters.checks.parsed_html import HTML_ELEMENTS, ParsedHtml, html, xhtml
from exporters.checks.parsed_xml import XmlElement
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.support.lazy_regex import lazy_regex

_CACHE_SIZE: Final = 512  # texts: RSS, Atom and JSON Feed of some hundred entries have the same
_UNSAFE: Final = frozenset("script iframe object embed svg applet frame frameset base meta link style".split())
_EMBEDDING: Final = frozenset({"iframe", "object", "embed", "frame"})
_WRAPPERS: Final = frozenset({"html", "head", "body"})
_SCHEME: Final = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROLS: Final = lazy_regex(r"[\x00-\x20]")  # browsers skip them in an address
_PROGRAM: Final = lazy_regex(r"javascript:|vbscript:|data:(?!image/)", re.IGNORECASE)
_PROPERTIES: Final = lazy_regex(  # without positioning: those that one validator accepts
    r"azimuth|background(-color)?|border(-[a-z-]+)?|clear|color|cursor|direction|display|elevation|float|font(-[a-z]+)?|"
    r"height|letter-spacing|line-height|list-style(-type)?|margin(-[a-z]+)?|max-(width|height)|overflow|"
    r"padding(-[a-z]+)?|text-[a-z]+|unicode-bidi|vertical-align|white-space|width|word-[a-z]+"
)


_CUSTOM: Final = lazy_regex(r"[a-z][a-z0-9._]*-[^\s<>\"'=]*")  # names of custom elements: HTML §4.13.3


def html_findings(text: str) -> Findings:
    """Return the findings of the HTML in `text`."""
    return _html_findings(text) if "<" in text else ()


def xhtml_findings(div: XmlElement) -> Findings:
    """Return the findings of the inline XHTML in `div`."""
    return _run_rules(xhtml(div))


def element_unsafe(parsed: ParsedHtml) -> Iterator[Finding]:
    """Readers remove it, often with all that follows, or run it. Spec: RFC 4287 §8.1."""
    for name in parsed.names:
        if name in _UNSAFE:
            more = "; replace an embedded video by a link with its poster image" if name in _EMBEDDING else ""
            yield Finding(rule="html-element-unsafe", message=f"<{name}> in HTML", fix=f"remove it{more}")
            return


def handler_in_html(parsed: ParsedHtml) -> Iterator[Finding]:
    """A reader that does not cut it out runs it. Spec: RFC 4287 §8.1; HTML §8.1.8."""
    for name, key, _ in parsed.handlers[:1]:
        yield Finding(rule="html-handler", message=f"the attribute {key[:40]} of <{name}>", fix="remove it")


def script_in_address(parsed: ParsedHtml) -> Iterator[Finding]:
    """A reader that does not cut it out runs it. Spec: RFC 3986 §7; RFC 4287 §8.1."""
    for name, key, value in parsed.addresses:
        if _PROGRAM.match(_CONTROLS.sub("", value)):
            message = f"{key} of <{name}> runs a program: {quote_value(value)}"
            yield Finding(rule="html-url-script", message=message, fix="link to a page, or remove the link")
            return


def address_relative(parsed: ParsedHtml) -> Iterator[Finding]:
    """Readers resolve it against their own page: dead links, no images. Spec: RFC 3986 §5.1; JSON Feed 1.1."""
    for name, key, value in parsed.addresses:
        for url in () if name in _UNSAFE else _candidates(key, value):  # of an element to remove
            if not url.startswith("#") and not _SCHEME.match(_CONTROLS.sub("", url)):
                message = f"{key} of <{name}> is relative: {quote_value(url)}" if url else f"{key} of <{name}> is empty"
                yield Finding(rule="html-url-relative", message=message, fix="write the absolute address")
                return


def address_within_the_page(parsed: ParsedHtml) -> Iterator[Finding]:
    """In a reader it has no target, or that of another article. Spec: RFC 3986 §4.4."""
    for name, key, value in parsed.addresses:
        if value.strip().startswith("#") and unquote(value.strip()[1:]) not in parsed.ids:
            message = f"{key} of <{name}> points into the page: {quote_value(value.strip())}"
            fix = "write the address of the article before the #"
            yield Finding(rule="html-url-fragment", message=message, fix=fix, level=Level.WARNING)
            return


def style_unsafe(parsed: ParsedHtml) -> Iterator[Finding]:
    """Positioned text can cover the reader's own buttons, so readers drop it. Spec: RFC 4287 §8.1; CSS 2 §9.3."""
    for name, _, value in parsed.styles:
        for declaration in value.split(";"):
            property_name, _, style_value = declaration.strip().lower().partition(":")
            if property_name and (
                not _PROPERTIES.fullmatch(property_name.strip())
                or "url(" in style_value
                or "expression(" in style_value
            ):
                message = f"style of <{name}> contains {quote_value(declaration.strip())}"
                fix = "remove it: readers style the text"
                yield Finding(rule="html-style-unsafe", message=message, fix=fix, level=Level.WARNING)
                return


def wrapped_in_a_document(parsed: ParsedHtml) -> Iterator[Finding]:
    """A feed carries a fragment; a page inside a reader's page breaks it. Spec: RFC 4287 §3.1.1.2."""
    wrapper = next((name for name in parsed.names if name in _WRAPPERS), None)
    if wrapper or parsed.doctype:
        message = f"<{wrapper}> around the HTML" if wrapper else "a DOCTYPE before the HTML"
        fix = "write what <body> holds, without it"
        yield Finding(rule="html-document-wrapper", message=message, fix=fix, level=Level.WARNING)


def element_unknown(parsed: ParsedHtml) -> Iterator[Finding]:
    """Readers drop it: `Microsoft <MSFT.O>` loses its end. Spec: HTML §4."""
    if not {"svg", "math"} & parsed.names.keys():  # they have elements of their own
        for name in parsed.names:
            if name not in HTML_ELEMENTS and not _CUSTOM.fullmatch(name):
                message, fix = f"<{name[:40]}> is not an HTML element", "write &lt; if it is text"
                yield Finding(rule="html-element-unknown", message=message, fix=fix, level=Level.WARNING)
                return


def tags_unbalanced(parsed: ParsedHtml) -> Iterator[Finding]:
    """It changes what the reader shows next. Spec: HTML §13.1.2."""
    if parsed.unbalanced_tag:
        fix = "close every element where it was opened"
        yield Finding(rule="html-tags-unbalanced", message=parsed.unbalanced_tag, fix=fix, level=Level.WARNING)


RULES: Final[tuple[Callable[[ParsedHtml], Iterator[Finding]], ...]] = (
    element_unsafe,
    handler_in_html,
    script_in_address,
    address_relative,
    address_within_the_page,
    style_unsafe,
    wrapped_in_a_document,
    element_unknown,
    tags_unbalanced,
)


@lru_cache(_CACHE_SIZE)
def _html_findings(text: str) -> Findings:
    return _run_rules(html(text))


def _run_rules(parsed: ParsedHtml) -> Findings:
    return tuple(finding for rule in RULES for finding in rule(parsed))


def _candidates(key: str, value: str) -> list[str]:
    """Return the addresses in an attribute; `srcset` has several. Spec: HTML §4.8.4.2."""
    if key != "srcset":
        return [value.strip()]
    return [part.split(maxsplit=1)[0] for part in re.split(r",\s+", value.strip()) if part.strip()]
