"""Diagnostics as people read them: one line each."""

import click

from exporters.cli.say import say
from exporters.diagnostics.diagnostic import Diagnostic, Level

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}


def tell(diagnostic: Diagnostic, *, err: bool = True) -> None:
    """One line: `path:line:column: level: field: what was seen; what would be right [slug]`."""
    word = click.style(diagnostic.level, fg=_COLOURS[diagnostic.level], bold=True)
    say(str(diagnostic).replace(f"{diagnostic.level}: ", f"{word}: ", 1), err=err)


def as_size(size: int) -> str:
    """`508 B`, `14.7 kB`, `13,505.6 kB`."""
    return f"{size:,} B" if size < 1000 else f"{size / 1000:,.1f} kB"


def plural(count: int, word: str, words: str = "") -> str:
    """`1 error`, `2 errors`, `1,000 entries`; `words` are several where an s does not make them."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {words or word + 's'}"
