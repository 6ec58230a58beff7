"""Finds the format of front matter, and parts it from the body.

Spec: Jekyll front matter; gohugo.io/content-management/front-matter; hexo-front-matter `split`; Eleventy front matter;
Python-Markdown `meta`; Nikola handbook, metadata formats; Pelican `HTMLReader`.
"""

import re
from collections.abc import Collection
from typing import Final

from exporters.sources.frontmatter.parts import MOST_FRONT, ArticleParts, FrontMatterFormat, refusal
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder, TextPosition

YAML_ONLY: Final = frozenset({FrontMatterFormat.YAML})

_FENCE: Final = lazy_regex(r"---[ \t]*\r?(?:\n|\Z)")
_END: Final = lazy_regex(r"\n(?P<line>(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z))")  # (?m)^ would take ten times as long
_PLUS: Final = lazy_regex(r"\+\+\+[ \t]*\r?(?:\n|\Z)")
_PLUS_END: Final = lazy_regex(r"\n(?P<line>\+\+\+[ \t]*\r?(?:\n|\Z))")
_JSON_FENCE: Final = lazy_regex(r"---json[ \t]*\r?(?:\n|\Z)")  # Eleventy
_JSON_END: Final = lazy_regex(r"\n(?P<line>---[ \t]*\r?(?:\n|\Z))")
_BARE_JSON: Final = lazy_regex(r';;;+[ \t]*\r?\n|"[^"\n]*+"[ \t]*+:')  # Hexo: without braces
_BARE_JSON_END: Final = lazy_regex(r"\n(?P<line>;;;+[ \t]*\r?(?:\n|\Z))")
_JSON_TOKEN: Final = lazy_regex(r'"(?>(?:[^"\\]|\\.)*)(?:"|\\?\Z)|[{}]', re.DOTALL)
_AFTER_JSON: Final = lazy_regex(r"[ \t]*\r?(?:\n|\Z)(?:;;;+[ \t]*\r?(?:\n|\Z))?")
_KEY_LINE: Final = lazy_regex(r"[A-Za-z_][\w-]*+[ \t]*+:(?=\s|\Z)")
_UNFENCED_END: Final = lazy_regex(r"\n(?P<line>---+[ \t]*\r?(?:\n|\Z))")
_HEADER_LINE: Final = lazy_regex(r" {0,3}[A-Za-z0-9_-]++:")
_HEADER_END: Final = lazy_regex(r"\n(?P<line>(?:---|\.\.\.)?[ \t]*\r?(?:\n|\Z))")
_NIKOLA_LINE: Final = lazy_regex(r"(?>(?:<!--\s*+)?)\.\. [^\n:]++:")
_NIKOLA_END: Final = lazy_regex(r"\n(?P<line>[ \t]*\r?(?:\n|\Z))")
_COMMENT_END: Final = lazy_regex(r"-->[ \t]*\r?(?:\n|\Z)")
_HTML: Final = lazy_regex(r"(?i)<(?:!doctype|html|head|!--)")
_BODY: Final = lazy_regex(r"(?i)<body(?=[\s>/])")
_BODY_END: Final = lazy_regex(r"(?i)</body\s*>")
_LATER: Final = lazy_regex(r"(?m)^---[ \t]*\r?$")


def split_article(text: str, allowed: Collection[FrontMatterFormat] = YAML_ONLY) -> ArticleParts:
    """Front matter and body. White space before the front matter is passed over, unless YAML alone is `allowed`.

    Raises ArticleError where there is no front matter of a format that is `allowed`, or its end is missing.
    """
    parts = _find(text, 0 if allowed == YAML_ONLY else len(text) - len(text.lstrip()), allowed)
    if parts is None:
        if not text.strip():
            fix = "begin with front matter between two lines of ---" if allowed == YAML_ONLY else _begin(allowed)
            raise refusal("front-matter-missing", "an empty file", fix)
        message, fix = _instead(text, allowed)
        raise refusal("front-matter-missing", message, fix, TextPosition(1, 1))
    if len(parts.front) > MOST_FRONT:
        message, fix = f"front matter of {len(parts.front):,} characters", f"keep it under {MOST_FRONT:,}"
        raise refusal("file-too-large", message, fix, TextPosition(1, 1))
    return parts


def _find(text: str, start: int, allowed: Collection[FrontMatterFormat]) -> ArticleParts | None:
    """The parts in the first format that the text at `start` looks like."""
    if opening := _FENCE.match(text, start):
        for format_ in (FrontMatterFormat.YAML, FrontMatterFormat.BEAR):
            if format_ in allowed:
                return _fenced(text, opening.end(), _END, "---", format_)
        return (
            _split_header(text, opening.end() - 1, _HEADER_END, FrontMatterFormat.HEADER)
            if FrontMatterFormat.HEADER in allowed
            else None
        )
    if FrontMatterFormat.TOML in allowed and (opening := _PLUS.match(text, start)):
        return _fenced(text, opening.end(), _PLUS_END, "+++", FrontMatterFormat.TOML)
    if FrontMatterFormat.JSON in allowed:
        if opening := _JSON_FENCE.match(text, start):
            return _fenced(text, opening.end(), _JSON_END, "---", FrontMatterFormat.JSON)
        if opening := _BARE_JSON.match(text, start):
            return _fenced(text, opening.end(), _BARE_JSON_END, ";;;", FrontMatterFormat.JSON)
        if text.startswith("{", start):
            return _object(text, start)
    if FrontMatterFormat.NIKOLA in allowed and (opening := _NIKOLA_LINE.match(text, start)):
        if not text.startswith("<!--", start):
            return _split_header(text, start, _NIKOLA_END, FrontMatterFormat.NIKOLA)
        closing = _COMMENT_END.search(text, opening.end())
        if closing is None:
            raise _open(text, "a comment that is not closed", "end the front matter with -->")
        return ArticleParts(text[: closing.start()], closing[0], text[closing.end() :], FrontMatterFormat.NIKOLA)
    if FrontMatterFormat.HTML in allowed and _HTML.match(text, start):
        return _html(text)
    if FrontMatterFormat.UNFENCED in allowed and _KEY_LINE.match(text, start):
        return _fenced(text, start, _UNFENCED_END, "---", FrontMatterFormat.UNFENCED)
    if FrontMatterFormat.HEADER in allowed and _HEADER_LINE.match(text, start):
        return _split_header(text, start, _HEADER_END, FrontMatterFormat.HEADER)
    return None


def _fenced(text: str, begin: int, end: re.Pattern[str], fence: str, format_: FrontMatterFormat) -> ArticleParts:
    """The parts of front matter that a line ends."""
    closing = end.search(text, max(begin - 1, 0))  # the first line may be followed by the last
    if closing is None:
        which = "no" if format_ is FrontMatterFormat.UNFENCED else "no second"
        raise _open(text, f"{which} line of {fence}", f"end the front matter with {fence}")
    return ArticleParts(text[: closing.start("line")], closing["line"], text[closing.end() :], format_)


def _split_header(text: str, begin: int, end: re.Pattern[str], format_: FrontMatterFormat) -> ArticleParts:
    """The parts of front matter that goes up to an empty line, or to the end of the file."""
    closing = end.search(text, begin)
    if closing is None:
        return ArticleParts(text, "", "", format_)
    return ArticleParts(text[: closing.start("line")], closing["line"], text[closing.end() :], format_)


def _object(text: str, begin: int) -> ArticleParts:
    """The parts of a file that begins with a JSON object, which ends at the brace that closes it."""
    depth = 0
    for token in _JSON_TOKEN.finditer(text, begin):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 or token.end() > MOST_FRONT:
            after = _AFTER_JSON.match(text, token.end())
            fence = after[0] if after else ""
            return ArticleParts(text[: token.end()], fence, text[token.end() + len(fence) :], FrontMatterFormat.JSON)
    raise _open(text, "no } that closes the first {", "end the front matter with }")


def _html(text: str) -> ArticleParts:
    """The parts of a page: what stands before its <body>, and what stands in it."""
    opening = _BODY.search(text)
    begin = text.find(">", opening.end()) + 1 if opening else 0
    if not begin:
        raise _open(text, "no <body>", "put the article into <body> and </body>")
    closing = _BODY_END.search(text, begin)
    return ArticleParts(
        text[:begin], "", text[begin : closing.start() if closing else len(text)], FrontMatterFormat.HTML
    )


def _open(text: str, message: str, fix: str) -> Exception:
    return refusal("front-matter-open", message, fix, PositionFinder(text).at(len(text.rstrip())))


def _begin(allowed: Collection[FrontMatterFormat]) -> str:
    return f"begin with {' or '.join(format_ for format_ in FrontMatterFormat if format_ in allowed)}"


def _instead(text: str, allowed: Collection[FrontMatterFormat]) -> tuple[str, str]:
    """What stands there instead of front matter, and what would be right."""
    begin = "begin with --- on the first line" if allowed == YAML_ONLY else _begin(allowed)
    for mark, language in (
        ("+++", FrontMatterFormat.TOML),
        ("{", FrontMatterFormat.JSON),
        ("---", FrontMatterFormat.YAML),
    ):
        if language not in allowed and text.lstrip().startswith(mark):
            right = "write the fields as YAML (key: value) between two lines of ---"
            return f"front matter in {language.name}", right if allowed == YAML_ONLY else begin
    later = _LATER.search(text[:10_000])
    if FrontMatterFormat.YAML in allowed and later is not None and later.start():
        return f"front matter begins at line {PositionFinder(text).at(later.start()).line}, not at line 1", begin
    return "no front matter", begin
