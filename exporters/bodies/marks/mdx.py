"""MDX: modules and expressions of JavaScript in Markdown, as Docusaurus and Astro run it.

Spec: mdxjs.com/docs/what-is-mdx.
"""

import re
from collections.abc import Iterator
from typing import Final

from exporters.bodies.marks.elements import attribute
from exporters.bodies.marks.marked_text import LEFT_OUT, MarkedText, Replacement
from exporters.support.lazy_regex import lazy_regex

_MODULE: Final = lazy_regex(r"(?m)^(?:import|export)[ \t{*'\"]")
_IMPORTED_FILE: Final = lazy_regex(r"import\s+(\w+)\s+from\s+(['\"])([^'\"\n]+)\2")
_CONSTANT: Final = lazy_regex(
    r"""(?m)^export\s+const\s+(?P<name>\w+)\s*=\s*(?:(?P<text>"[^"\\\n]*"|'[^'\\\n]*')|(?P<number>-?[\d.]+));?[ \t]*$"""
)
_BRACE: Final = lazy_regex(r"\\.|[{}]", re.DOTALL)
_TAG: Final = lazy_regex(r"</?(?=[A-Za-z>])([\w.:-]*)")
_TAG_PART: Final = lazy_regex(r"""[^"'{}<>/=]+|"[^"]*"|'[^']*'|=|/|>""")
_TEXT: Final = lazy_regex(r"""(?:"([^"\\]*)"|'([^'\\]*)'|`([^`\\$]*)`)\Z""")
_NUMBER: Final = lazy_regex(r"-?[\d.]+\Z")
_FILE: Final = lazy_regex(
    r"""(?:require\(\s*(?:"([^"]+)"|'([^']+)')\s*\)(?:\.default)?|useBaseUrl\(\s*(?:"([^"]+)"|'([^']+)')\s*\))\Z"""
)
_COMMENT: Final = lazy_regex(r"\s*/\*.*\*/\s*\Z", re.DOTALL)
_MATH: Final = lazy_regex(r"\$\$(?:[^$]|\\\$){1,5000}\$\$|\$(?=[^\s$])[^$\n]{0,500}\$")
_LONGEST_TAG: Final = 20_000


class MdxLanguage:
    """Modules go, expressions of plain text become it, and attributes become those of HTML."""

    def find(self, body: MarkedText) -> Iterator[Replacement]:
        """Yield what takes the place of its marks."""
        files: dict[str, str] = {}  # what names of files stand for
        values: dict[str, str] = {}  # what names of constants stand for
        taken: list[range] = []
        for block in find_modules(body):
            files |= {found[1]: found[3] for found in _IMPORTED_FILE.finditer(body.text, block.start, block.stop)}
            written = body.text[block.start : block.stop]
            constants = list(_CONSTANT.finditer(written))
            values |= {found["name"]: found["text"][1:-1] if found["text"] else found["number"] for found in constants}
            taken.append(block)
            is_plain = len(constants) == written.count("\n") + 1
            yield Replacement(block.start, block.stop, note="" if is_plain else LEFT_OUT, kind=written[:6])
        taken += _math(body)
        blocks = sorted(taken, key=lambda each: each.start)
        pairs = _pairs(body, blocks)
        tags = list(_tags(body, pairs))
        for start, stop, text in tags:
            attributes = _attributes(text, files)
            if attributes != text:
                yield Replacement(start, stop, attributes, is_final=False)
        yield from _expressions(body, pairs, tags, values)


def find_modules(body: MarkedText) -> Iterator[range]:
    """Yield where each block of modules stands: from its line to the next empty one outside of brackets."""
    text, done = body.text, 0
    for found in _MODULE.finditer(text):
        start = found.start()
        before = text[max(0, start - 200) : start]
        is_first = not before.strip() or not before.removesuffix("\n").rpartition("\n")[2].strip()
        if start < done or body.has_code(start, start + 1) or not (is_first or start == done):
            continue
        stop, depth = start, 0
        while True:
            line_end = text.find("\n", stop)
            line = text[stop : line_end if line_end >= 0 else len(text)]
            if not line.strip() and depth <= 0:
                break
            depth += sum(line.count(each) for each in "([{") - sum(line.count(each) for each in ")]}")
            stop = line_end + 1 if line_end >= 0 else len(text)
            if line_end < 0:
                break
        stop = start + len(text[start:stop].rstrip())
        yield range(start, stop)
        done = stop + 1


def _math(body: MarkedText) -> list[range]:
    """Formulas with braces, which MDX takes for TeX before it looks for expressions."""
    if "$" not in body.text:
        return []
    return [range(*found.span()) for found in _MATH.finditer(body.text) if "{" in found[0] and "\\" in found[0]]


def _pairs(body: MarkedText, blocks: list[range]) -> dict[int, int]:
    """Where each outer pair of braces begins and ends, outside of code and of `blocks`."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    waiting = iter(blocks)
    block = next(waiting, None)
    for found in _BRACE.finditer(body.text):
        at = found.start()
        while block is not None and block.stop <= at:
            block = next(waiting, None)
        if len(found[0]) > 1 or (block is not None and at in block) or body.has_code(at, at + 1):
            continue
        if found[0] == "{":
            stack.append(at)
        elif stack:
            pairs[stack.pop()] = at + 1
    outer: dict[int, int] = {}
    last = -1
    for start in sorted(pairs):
        if start > last:
            outer[start] = last = pairs[start]
            last -= 1
    return outer


def _tags(body: MarkedText, pairs: dict[int, int]) -> Iterator[tuple[int, int, str]]:
    """Each tag that HTML would not understand: with a brace in it, a dot in its name, or without a name."""
    text, done = body.text, 0
    for found in _TAG.finditer(text):
        start = found.start()
        if start < done or body.has_code(start, found.end()):
            continue
        at, has_brace = found.end(), False
        limit = min(len(text), start + _LONGEST_TAG)
        while at < limit and text[at - 1] != ">":
            if text[at] == "{" and at in pairs:
                at, has_brace = pairs[at], True
            elif part := _TAG_PART.match(text, at):
                at = part.end()
            else:
                break
            if text[at - 1] == ">" and text[at - 2 : at] != "=>":
                break
        if at > start and text[at - 1] == ">" and (has_brace or "." in found[1] or not found[1]):
            yield start, at, text[start:at]
            done = at


def _attributes(tag: str, files: dict[str, str]) -> str:
    """The tag as HTML: values of plain text in quotes, other values left out, no dot in its name."""
    found = _TAG.match(tag)
    if found is None or not found[1]:
        return ""
    pieces = [tag[: found.start(1)], found[1].replace(".", "-")]
    at = found.end()
    while at < len(tag):
        opening = tag.find("{", at)
        if opening < 0:
            pieces.append(tag[at:])
            break
        stop, depth = opening, 0
        while stop < len(tag):
            depth += {"{": 1, "}": -1}.get(tag[stop], 0)
            stop += 1
            if not depth:
                break
        before = tag[at:opening]
        inside = tag[opening + 1 : stop - 1].strip()
        if before.rstrip().endswith("="):
            value = _value(inside, files)
            name_at = len(before.rstrip()[:-1].rstrip())
            name_start = max(
                before.rfind(" ", 0, name_at), before.rfind("\n", 0, name_at), before.rfind("\t", 0, name_at)
            )
            if value is None:
                pieces.append(before[: name_start + 1].rstrip())
            elif value:
                pieces += (before, f'"{attribute(value)}"')
            else:
                pieces.append(before.rstrip()[:-1])
        else:
            pieces.append(before)
        at = stop
    return "".join(pieces)


def _value(written: str, files: dict[str, str]) -> str | None:
    """The value of an expression: of text, a number, true (""), a file; None for another one."""
    if found := _TEXT.match(written):
        return found[1] or found[2] or found[3] or ""
    if _NUMBER.match(written):
        return written
    if written == "true":
        return ""
    if found := _FILE.match(written):
        return next(each for each in found.groups() if each)
    return files.get(written.removesuffix(".src"))


def _expressions(
    body: MarkedText, pairs: dict[int, int], tags: list[tuple[int, int, str]], values: dict[str, str]
) -> Iterator[Replacement]:
    """What takes the place of each expression outside of tags."""
    waiting = iter(tags)
    tag = next(waiting, None)
    for start, stop in pairs.items():
        while tag is not None and tag[1] <= start:
            tag = next(waiting, None)
        if tag is not None and tag[0] <= start:
            continue
        if body.has_code(start, stop):
            if (
                body.text[start + 1] == body.text[stop - 2] == "`"
            ):  # a text of JavaScript, which Markdown takes for code
                yield Replacement(start, start + 1)
                yield Replacement(stop - 1, stop)
            continue
        inside = body.text[start + 1 : stop - 1].strip()
        if inside.startswith("#"):  # {#id} of a heading, which Docusaurus reads before MDX
            continue
        if not inside or _COMMENT.match(inside):
            yield Replacement(start, stop)
        elif inside in values:
            yield Replacement(start, stop, values[inside])
        elif _NUMBER.match(inside):
            yield Replacement(start, stop, inside)
        elif found := _TEXT.match(inside):
            yield Replacement(start, stop, found[1] or found[2] or found[3] or " ")
        else:
            yield Replacement(start, stop, note=LEFT_OUT, kind="{}")


LANGUAGE: Final = MdxLanguage()
