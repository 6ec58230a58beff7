"""Front matter in lines of `key: value` that are not YAML: every value is text, as it is written.

Spec: Python-Markdown `meta` (python-markdown.github.io/extensions/meta_data), Nikola handbook (Metadata formats),
Bear Blog `studio.py`.
"""

import re
from typing import Final, NamedTuple

from exporters.sources.frontmatter.marks import FieldMark, MarkedDocument, SyntaxProblems, is_private_key
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.yamldoc.positions import PositionFinder


class LineSyntax(NamedTuple):
    """How one program writes its lines."""

    pair: re.Pattern[str]  # with a key and a value
    more: re.Pattern[str] | None  # a line that continues the value above it
    passed: re.Pattern[str]  # lines that say nothing
    has_capitals: bool  # whether capitals of a key matter
    right: str


_SYNTAXES: Final = {
    FrontMatterFormat.HEADER: LineSyntax(
        re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)"),
        re.compile(r" {4,}(?P<value>.*)"),
        re.compile(r"(?:---)?\s*"),
        has_capitals=False,
        right="write Key: value, indent what continues a value by 4 spaces, and leave a line empty above the text",
    ),
    FrontMatterFormat.NIKOLA: LineSyntax(
        re.compile(r"\s*(?:<!--\s*)?\.\. (?P<key>[^:]*?):(?:[ \t]+(?P<value>.*))?"),
        None,
        re.compile(r"\s*(?:<!--)?\s*"),
        has_capitals=True,
        right="write .. key: value, and leave a line empty above the text",
    ),
    FrontMatterFormat.BEAR: LineSyntax(
        re.compile(r"(?P<key>[^:]*?[^:\s]):(?P<value>.*)"),
        None,
        re.compile(r"(?:---)?\s*"),
        has_capitals=True,
        right="write key: value",
    ),
}


def read_lines(front: str, format_: FrontMatterFormat, private: frozenset[str] = frozenset()) -> MarkedDocument:
    """The fields of `front`. A value over several lines holds their ends; keys of Python-Markdown are in small letters.

    Raises ArticleError with every problem found: a line that is no pair, a key given twice, NUL.
    """
    syntax = _SYNTAXES[format_]
    places = PositionFinder(front)
    problems = SyntaxProblems("header-syntax", places)
    root = FieldMark(0, children={})
    marks: dict[str | int, FieldMark] = {}
    value: dict[str, str] = {}
    key, is_inside = "", False
    at = 0
    for ended in front.split("\n"):
        begin, at = at, at + len(ended) + 1
        line = ended.removesuffix("\r")
        if found := syntax.pair.fullmatch(line):
            written = found["key"].strip()
            key = written if syntax.has_capitals else written.lower()
            if not key:
                problems.note("header-syntax", begin, "a line without a key", syntax.right)
            elif is_private_key(key, private):
                key = ""
            elif key in value:
                problems.repeated(begin + found.start("key"), written)
            else:
                marks[key] = FieldMark(begin + found.start("key"))
                value[key] = (found["value"] or "").strip()
            is_inside = True
        elif syntax.passed.fullmatch(line):
            continue
        elif syntax.more and (found := syntax.more.fullmatch(line)) and is_inside:
            if key:
                value[key] += "\n" + found["value"].strip()
        else:
            problems.note("header-syntax", begin, "a line that is not a key with a value", syntax.right)
        if "\x00" in line and key:
            problems.text(begin + line.index("\x00"), "\x00")
    problems.check()
    for name, mark in marks.items():
        mark.written = value[str(name)]
    root.children = marks
    return MarkedDocument(value, root, places)
