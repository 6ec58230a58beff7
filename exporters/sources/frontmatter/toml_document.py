"""Front matter in TOML, each value with its place. Spec: toml.io v1.0.0; dates stay text as they are written."""

import tomllib
from typing import Any, Final

from exporters.sources.frontmatter.marks import FieldMark, MarkedDocument, SyntaxProblems, is_private_key
from exporters.sources.frontmatter.toml_scan import TomlScanner
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.positions import PositionFinder

_FENCE: Final = lazy_regex(r"\s*+\+\+\+[ \t]*\r?\n?")
_VISIBLE: Final = lazy_regex(r"[^\r\n]")
_PLACE: Final = lazy_regex(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_ADVICE: Final = (  # how the message of tomllib begins, what was seen, what would be right
    ("Cannot overwrite", "a key that appears twice", "keep one of them"),
    ("Cannot declare", "a table that appears twice", "keep one of them, or write [[name]] for each entry of a list"),
    ("Duplicate inline", "a key that appears twice", "keep one of them"),
    ("Cannot mutate", "a table that is already closed", "write its keys in one place"),
    ("Cannot redefine", "a table that appears twice", "write its keys in one place"),
    ("Unescaped '\\'", "a backslash that escapes nothing", "write \\\\ for a backslash, or use single quotes"),
    ("Escaped character", "an escape sequence for a character that does not exist", "write the character itself"),
    ("Invalid hex", "an escape sequence that is too short", "write four digits after \\u, eight after \\U"),
    ("Invalid date", "a date that does not exist", "write a real date: 2024-01-31"),
    ("Invalid value", "a value that is not valid TOML", "put text in quotes; write numbers as 1, -1 or 1.5"),
    ("Expected newline", "a value that is not valid TOML", "put text in quotes; write numbers as 1, -1 or 1.5"),
    ("Illegal character", "a control character", "remove it"),
    ("Found invalid character", "a control character", "remove it"),
)


def read_toml(front: str, private: frozenset[str] = frozenset()) -> MarkedDocument:
    """The document in `front`. What stands under a key of `private`, at any depth, is neither read nor named.

    Raises ArticleError with every problem found.
    """
    fence = _FENCE.match(front)
    begin = fence.end() if fence else 0
    places = PositionFinder(front)
    problems = SyntaxProblems("toml-syntax", places)
    root, hidden = TomlScanner(front, begin, private, problems).scan()
    problems.check()
    text = _blanked(front, [(0, begin), *hidden])
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise problems.syntax(*_syntax(str(error), text)) from None
    plain = _to_yaml_value(value, root, private, problems)
    problems.check()
    return MarkedDocument(plain, root, places)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with spaces instead of what stands in `spans`: everything else keeps its place."""
    pieces, copied = [], 0
    for begin, end in spans:
        pieces += [text[copied:begin], _VISIBLE.sub(" ", text[begin:end])]
        copied = end
    return "".join([*pieces, text[copied:]])


def _syntax(message: str, text: str) -> tuple[int, str, str]:
    """Where tomllib gave up, what was seen, and what would be right; without a piece of the text."""
    seen, fix = next(
        ((seen, fix) for start, seen, fix in _ADVICE if message.startswith(start)),
        ("this is not TOML", "write valid TOML"),
    )
    found = _PLACE.search(message)
    if found is None or found[1] is None:
        return len(text.rstrip()), seen, fix
    line_start = 0
    for _ in range(int(found[1]) - 1):
        line_start = text.find("\n", line_start) + 1
    return line_start + int(found[2]) - 1, seen, fix


def _to_yaml_value(value: Any, mark: FieldMark, private: frozenset[str], problems: SyntaxProblems) -> Any:
    """`value` as YAML would have it; each text goes into its mark."""
    children = mark.children or {}
    if isinstance(value, dict):
        shown = {key: each for key, each in value.items() if not is_private_key(key, private)}
        for key in shown:
            problems.text(children[key].offset, key)
        return {key: _to_yaml_value(each, children[key], private, problems) for key, each in shown.items()}
    if isinstance(value, list):
        return [_to_yaml_value(each, children[index], private, problems) for index, each in enumerate(value)]
    if isinstance(value, str):
        mark.written = value
        problems.text(mark.offset, value)
        return value
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        problems.number(mark.offset, value)
        return value
    return mark.written
