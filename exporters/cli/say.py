"""Printing, to whoever still reads."""

import os
import sys

import click


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print `text`. A reader that has seen enough (`outfeed validate | head`) changes neither run nor status."""
    try:
        click.echo(text, err=err, nl=nl)
    except BrokenPipeError:
        fall_silent()


def fall_silent() -> None:
    """Print nothing more: what is still buffered must not fail when the process ends either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
