"""Translate the template marks of a body, which only its generator could have replaced."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Final, NamedTuple

from exporters.bodies.context import BodyContext
from exporters.bodies.marks.mark_rules import MarkRules
from exporters.bodies.marks.marked_text import (
    KEPT,
    LEFT_OUT,
    RAW,
    UNRESOLVED,
    CodeFinder,
    MarkedText,
    MarkLanguage,
    Replacement,
)
from exporters.diagnostics.diagnostic import clip_text

_PACKAGE: Final = "exporters.bodies.marks"


class LanguageEntry(NamedTuple):
    """Where a language is, and what occurs in each text that has marks of it."""

    signs: tuple[str, ...]
    module: str  # loaded for the first body with a sign
    name: str = "LANGUAGE"


LANGUAGES: Final[Mapping[str, LanguageEntry]] = {
    "liquid": LanguageEntry(("{%", "{{"), "liquid", "LIQUID"),
    "nunjucks": LanguageEntry(("{%", "{{", "{#"), "liquid", "NUNJUCKS"),
    "hexo": LanguageEntry(("{%", "{{", "{#"), "hexo"),
    "hugo": LanguageEntry(("{{<", "{{%"), "shortcodes", "HUGO"),
    "quarto": LanguageEntry(("{{<",), "shortcodes", "QUARTO"),
    "nikola": LanguageEntry(("{{%",), "shortcodes", "NIKOLA"),
    "nikola-links": LanguageEntry(("link://",), "addresses", "NIKOLA"),
    "zola": LanguageEntry(("{%", "{{", "@/"), "zola"),
    "pelican": LanguageEntry(("{", "|"), "addresses", "PELICAN"),
    "ghost": LanguageEntry(("__GHOST_URL__",), "addresses", "GHOST"),
    "wordpress": LanguageEntry(("[", "https://", "http://"), "wordpress"),
    "mdx-blocks": LanguageEntry((">\n",), "mdx_blocks", "BLOCKS"),
    "mdx": LanguageEntry(("{", "import", "export", "<"), "mdx"),
    "directives": LanguageEntry((":::",), "directives", "DOCUSAURUS"),
    "divs": LanguageEntry((":::",), "directives", "PANDOC"),
    "admonitions": LanguageEntry(("!!!", "???", '==="', '=== "', '===! "', '===+ "'), "admonitions"),
    "material": LanguageEntry(
        (":material-", ":octicons-", ":fontawesome-", ":simple-", "8<"), "admonitions", "MATERIAL"
    ),
    "obsidian": LanguageEntry(("[[", "%%", " ^"), "obsidian"),
    "contents": LanguageEntry(("toc", "TOC"), "contents"),
    "everyday": LanguageEntry(
        ("{{", "{%", "toc", "TOC", "[caption", "[wp_caption", "[gallery", "[embed", "import", "export", "__GHOST"),
        "everyday",
    ),
}
_FIXES: Final = {
    LEFT_OUT: "left out",
    UNRESOLVED: "no article is known by that name, so a link to it leads nowhere",
    KEPT: "kept as text, since nothing says which template language it is of",
    RAW: "tags removed, text between them kept",
}


_MOST_KINDS: Final = 30  # that notes name


class MarkNote(NamedTuple):
    """What a reader of the text would miss, with the first line that has it."""

    rule: str
    message: str
    fix: str
    line: int  # of the body, counted from 1


class TranslatedBody(NamedTuple):
    """A body without marks, and notes on those without a plain meaning."""

    text: str
    notes: tuple[MarkNote, ...] = ()


def translate(
    text: str, rules: MarkRules, context: BodyContext, code_ranges: CodeFinder, *, is_markdown: bool = True
) -> TranslatedBody:
    """Return the text of a body with its template marks translated or left out; code keeps its bytes."""
    body = MarkedText(text, rules, context, code_ranges, is_markdown=is_markdown)
    notes: list[MarkNote] = []
    for name in rules.languages:
        entry = LANGUAGES[name]
        text = body.text
        if not any(sign[0] in text and sign in text for sign in entry.signs):  # one character is found at once
            continue
        language: MarkLanguage = getattr(import_module(f"{_PACKAGE}.{entry.module}"), entry.name)
        replacements = list(_order(language.find(body)))
        if replacements:
            notes += _notes(body, replacements)
            body = body.apply(replacements)
    return TranslatedBody(body.text, tuple(sorted(notes, key=lambda note: note.line)))


def _order(found: Iterable[Replacement]) -> Iterator[Replacement]:
    """The replacements in their order; of those for one place the first, and none within another one."""
    stop = 0
    for each in sorted(found, key=lambda one: (one.start, one.stop)):
        if each.start >= stop:
            yield each
            stop = each.stop


def _notes(body: MarkedText, replacements: Iterable[Replacement]) -> Iterator[MarkNote]:
    """One note for marks of a kind, with the first of them and their count."""
    kinds: dict[tuple[str, str], list[Replacement]] = {}
    for each in replacements:
        if each.note:
            kinds.setdefault((each.note, each.kind), []).append(each)
    firsts = [(found[0], len(found)) for found in kinds.values()]
    firsts, others = firsts[:_MOST_KINDS], firsts[_MOST_KINDS:]
    lines = body.line_numbers(each.start for each, _ in firsts)
    for (each, count), line in zip(firsts, lines, strict=True):
        mark = clip_text(" ".join(body.text[each.start : min(each.stop, each.start + 500)].split()))
        more = f" and {count - 1:,} more like it" if count > 1 else ""
        yield MarkNote(each.note, f"contains {mark}{more}", _FIXES[each.note], line)
    if others:
        [line] = body.line_numbers([others[0][0].start])
        yield MarkNote(LEFT_OUT, f"contains {len(others):,} more kinds of template marks", _FIXES[LEFT_OUT], line)
