"""Attributes in Markdown: `{: .class}`, `{#id}`, `{width="300"}`, behind an element or on a line of their own."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.markdown.escaping import escape_value
from exporters.bodies.markdown.rules import AttributeSyntax
from exporters.support.lazy_regex import lazy_regex

_ITEM: Final = r"""(?:[#.][\w:.-]{1,99}+|[\w:-]{1,99}+=(?:"[^"\n]{0,500}+"|'[^'\n]{0,500}+'|[^\s"'{}]{1,500}+))"""
_ITEMS: Final = lazy_regex(
    r"""#(?P<id>[\w:.-]+)|(?P<name>[\w:-]+)=(?:"(?P<one>[^"]*)"|'(?P<two>[^']*)'|(?P<three>\S+))"""
)
_COLON: Final = lazy_regex(r"\{:[^{}\n]{0,500}\}")
_BRACES: Final = lazy_regex(rf"\{{[ \t]{{0,9}}{_ITEM}(?:[ \t]{{1,9}}{_ITEM}){{0,20}}[ \t]{{0,9}}\}}")
_HEADING: Final = lazy_regex(r"[ >]{0,20}#{1,6}[ \t]")
_UNDERLINE: Final = lazy_regex(r"[ \t]*+#*+[ \t]*+(?:\n[ >]{0,20}(?:=++|-++)[ \t]*+)?(?:\n|\Z)")
_REST: Final = lazy_regex(r"[ \t]*+#*+[ \t]*+(?=\n|\Z)")
_LONGEST_LINE: Final = 1_000  # characters of a heading
_ELEMENT_ENDS: Final = ")]`*_>"
_KEPT: Final = frozenset("id title lang dir width height start align cite".split())


def find_attributes(text: str, syntax: AttributeSyntax) -> Iterator[tuple[int, int]]:
    """Yield where attributes stand in `text`, in order; those in code are among them.

    Spec: kramdown.gettalong.org/syntax.html#inline-attribute-lists,
    python-markdown.github.io/extensions/attr_list, gohugo.io/content-management/markdown-attributes.
    """
    if not syntax or "{" not in text:
        return
    found = [each.span() for each in _COLON.finditer(text)] if syntax != "headings" else []
    found += [each.span() for each in _BRACES.finditer(text) if _may_be_attributes(text, each, syntax)]
    yield from sorted(found)


def _may_be_attributes(text: str, found: re.Match[str], syntax: AttributeSyntax) -> bool:
    """Return whether braces end a heading or, if the syntax is that of all elements, follow one."""
    nearest = max(0, found.start() - _LONGEST_LINE)
    before = text[max(nearest, text.rfind("\n", nearest, found.start()) + 1) : found.start()]
    if before and before[-1:] in _ELEMENT_ENDS and syntax == "braces":
        return True
    if _HEADING.match(before):
        return _REST.match(text, found.end()) is not None
    if before.strip(" \t>") == "":
        return syntax == "braces" and _REST.match(text, found.end()) is not None
    underlined = _UNDERLINE.match(text, found.end())
    return underlined is not None and "\n" in underlined[0].rstrip()


def read_attributes(written: str) -> dict[str, str]:
    """Return the attributes that a feed may carry; classes mean nothing there."""
    values: dict[str, str] = {}
    for found in _ITEMS.finditer(written.strip("{}: \t")):
        if found["id"]:
            values["id"] = found["id"]
        elif found["name"] in _KEPT:
            values[found["name"]] = found["one"] or found["two"] or found["three"] or ""
    return values


def add_attributes(tag: str, values: dict[str, str]) -> str:
    """Return a start tag with `values` too; an attribute that it has stays."""
    name, slash, end = (tag[:-1], "", ">") if not tag.endswith(" />") else (tag[:-3], " /", ">")
    added = "".join(
        f' {key}="{escape_value(value)}"' for key, value in values.items() if f" {key}=" not in name and value
    )
    return f"{name}{added}{slash}{end}"
