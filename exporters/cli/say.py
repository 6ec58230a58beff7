"""Printing, to whoever still reads."""

import os
import sys
from typing import TextIO

import click


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
