"""Printing, to whoever still reads."""

import os
import sys
from typing import TextIO

import click

from exporters.diagnostics.diagnostic import Diagnostic, Level


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print `text`. A reader that has seen enough (`outfeed validate | head`) changes neither run nor status."""
    try:
        click.echo(text, err=err, nl=nl)
    except OSError as error:
        fall_silent(sys.stderr if err else sys.stdout)
        if not isinstance(error, BrokenPipeError):  # such as a full disk behind the stream
            raise


def fall_silent(stream: TextIO) -> None:
    """Print nothing more to `stream`: what is still buffered must not fail when the process ends either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}


def tell(diagnostic: Diagnostic, *, err: bool = True) -> None:
    """One line: `path:line:column: level: field: what was seen; what would be right [rule]`."""
    word = click.style(diagnostic.level, fg=_COLOURS[diagnostic.level], bold=True)
    say(str(diagnostic).replace(f"{diagnostic.level}: ", f"{word}: ", 1), err=err)


def as_size(size: int) -> str:
    """`508 B`, `14.7 kB`, `13,505.6 kB`."""
    return f"{size:,} B" if size < 1000 else f"{size / 1000:,.1f} kB"


def plural(count: int, word: str, words: str = "") -> str:
    """`1 error`, `2 errors`, `1,000 entries`; `words` are several where an s does not make them."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {words or word + 's'}"
