"""Render a body: what the author wrote becomes the sanitised HTML that feeds carry."""

from functools import partial
from typing import Final, NamedTuple

from msgspec.structs import replace

from exporters.bodies.article_body import ArticleBody
from exporters.bodies.context import BodyContext
from exporters.bodies.file_links import LINK_RULES, FileLinkNote, FileLinks
from exporters.bodies.html.clean import clean
from exporters.bodies.html.entry_ids import id_prefix
from exporters.bodies.html.markup import Markup
from exporters.bodies.html_notes import html_notes
from exporters.bodies.markdown.render import render as render_markdown
from exporters.bodies.markdown.repairs import LineRepair, repair_markdown
from exporters.bodies.marks.code_finder import find_html_code, find_markdown_code
from exporters.bodies.marks.translate import translate
from exporters.diagnostics.diagnostic import Diagnostic, Level, difference, quote_value
from exporters.repair.url import resolve, resolve_in_page

FEATURED: Final = "featuredContent"  # the field whose HTML stands before the body


class RenderedBody(NamedTuple):
    """HTML that feeds may carry, "" where nothing in it is visible, and notes on what was changed or left out."""

    html: str
    notes: tuple[Diagnostic, ...] = ()


def render(body: ArticleBody, context: BodyContext, featured: str = "") -> RenderedBody:
    """Return the sanitised HTML of `featured`, which is HTML, and of the body below it.

    Raises:
        ValueError: it would take too long, or nest too deep; the message says what there is too much of.
    """
    text, notes = _translate_marks(body, context)
    if body.is_markdown:
        text, repairs = repair_markdown(text)
        notes += [_repair_note(body, each) for each in repairs]
    written, markup = text.strip(), Markup.ANY
    if body.is_markdown and written:
        written, markup = render_markdown(text, body.rules.markdown)

    links = FileLinks(context.files, context.page, body.text) if context.files and not body.is_page else None

    def absolute(address: str) -> str | None:
        if body.is_page:
            return resolve_in_page(address, context.page)
        if links is not None and (found := links.resolve(address)) is not None:
            return found
        return resolve(address, context.home, context.page, at_root=body.rules.is_at_root)

    featured_body = ArticleBody(featured, field=FEATURED)
    parts = []
    for part, html, known in (featured_body, featured, Markup.ANY), (body, written, markup):
        if html:
            cleaned = clean(html, absolute, id_prefix(context.entry_id), known)
            parts.append(cleaned.html)
            notes += html_notes(cleaned, part.text, partial(body_note, part), is_markdown=part.is_markdown)
    notes += [_link_note(body, each) for each in links.notes] if links else []
    return RenderedBody("\n".join(filter(None, parts)), tuple(notes))


def _translate_marks(body: ArticleBody, context: BodyContext) -> tuple[str, list[Diagnostic]]:
    """Return the text without template marks, and notes on those that nothing takes the place of."""
    rules = body.rules.marks
    if body.is_mdx and rules.mdx_languages:
        rules = replace(rules, languages=rules.mdx_languages)
    if not rules.languages:
        return body.text, []
    find_code = find_markdown_code if body.is_markdown else find_html_code
    translated = translate(body.text, rules, context, find_code, is_markdown=body.is_markdown)
    notes = [body_note(body, each.rule, each.message, each.fix, each.line) for each in translated.notes]
    return translated.text, notes


def _link_note(body: ArticleBody, link: FileLinkNote) -> Diagnostic:
    """A warning of a link that leads nowhere, or a note on a file that the site may not have."""
    rule, fix = LINK_RULES[link.problem]
    note = body_note(body, rule, f"{quote_value(link.address)} {link.text}", fix, link.line)
    return note if rule == "file-unpublished" else note._replace(level=Level.WARNING)


def _repair_note(body: ArticleBody, repair: LineRepair) -> Diagnostic:
    """A note on a repair, at the line of the author's text, where template marks may have stood."""
    place = body.text.find(repair.before)
    line = body.text.count("\n", 0, place) + 1 if place >= 0 else repair.line
    old, new = difference(repair.before, repair.after)
    more = f", and {repair.lines - 1} more" if repair.lines > 1 else ""
    note = body_note(body, repair.rule, old, f"now {new}{more}", line)
    column = repair.column if body.line else 0
    return note._replace(column=column, before=repair.before, after=repair.after)


def body_note(body: ArticleBody, rule: str, message: str, fix: str, line: int = 1) -> Diagnostic:
    """Return a note on the line `line` of the body, counted from 1."""
    at, column = (body.first_line + line - 1, 1) if body.line else (0, 0)
    return Diagnostic(rule, message, fix, Level.NOTE, line=at, column=column, field=body.field)
