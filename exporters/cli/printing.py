"""Print text and diagnostics; a closed pipe is not an error."""

import os
import sys
from typing import TextIO

import click

from exporters.diagnostics.diagnostic import Diagnostic, Level


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print `text`. A reader that closes the pipe (`outfeed validate | head`) changes neither run nor status."""
    try:
        click.echo(text, err=err, nl=nl)
    except OSError as error:
        silence(sys.stderr if err else sys.stdout)
        if not isinstance(error, BrokenPipeError):  # such as a full disk behind the stream
            raise


def silence(stream: TextIO) -> None:
    """Redirect `stream` to nowhere, so that flushing its buffer can't fail when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}


def print_diagnostic(diagnostic: Diagnostic, *, err: bool = True) -> None:
    """Print one line: `path:line:column: level: field: message; fix [rule]`."""
    level = click.style(diagnostic.level, fg=_COLOURS[diagnostic.level], bold=True)
    say(str(diagnostic).replace(f"{diagnostic.level}: ", f"{level}: ", 1), err=err)


def format_size(size: int) -> str:
    """Return `508 B`, `14.7 kB`, `13,505.6 kB`."""
    return f"{size:,} B" if size < 1000 else f"{size / 1000:,.1f} kB"


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """Return `1 error`, `2 errors`, `1,000 entries`; `words` is the plural if an s does not make it."""
    return f"{count:,} {singular}" if count == 1 else f"{count:,} {plural_form or singular + 's'}"
