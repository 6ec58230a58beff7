"""Diagnostics as people read them: one line each, or one line a kind with its count."""

from collections.abc import Iterable
from dataclasses import replace

import click

from exporters.catalogue import RULES
from exporters.cli.say import say
from exporters.diagnostics import Diagnostic, Level

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}


def tell(diagnostic: Diagnostic, *, err: bool = True) -> None:
    """One line: `path:line:column: level: field: what was seen; what would be right [slug]`."""
    word = click.style(diagnostic.level, fg=_COLOURS[diagnostic.level], bold=True)
    say(str(diagnostic).replace(f"{diagnostic.level}: ", f"{word}: ", 1), err=err)


def tell_all(diagnostics: Iterable[Diagnostic], *, each_note: bool, err: bool = True) -> None:
    """Errors and warnings a line each; notes too with `each_note`, else one line a kind with its count.

    A key that feeds do not carry is told once a run, at its first place, however many articles have it.
    """
    counts: dict[tuple[str, str], int] = {}
    firsts: dict[tuple[str, str], Diagnostic] = {}
    for diagnostic in diagnostics:
        once = diagnostic.slug == "key-extra"
        if diagnostic.level is not Level.NOTE or (each_note and not once):
            tell(diagnostic, err=err)
            continue
        key = (diagnostic.slug, diagnostic.field if once else "")
        counts[key] = counts.get(key, 0) + 1
        firsts.setdefault(key, diagnostic)
    for (slug, field), count in counts.items():
        first = firsts[slug, field]
        if field:
            articles = "1 article" if count == 1 else f"{count:,} articles"
            tell(replace(first, seen=f"{first.seen}, in {articles}"), err=err)
        else:
            tell(Diagnostic(slug=slug, level=Level.NOTE, seen=f"{count:,} × {RULES[slug].title}"), err=err)


def plural(count: int, word: str) -> str:
    """`1 error`, `2 errors`, `1,000 errors`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
