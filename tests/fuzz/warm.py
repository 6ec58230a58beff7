"""Warm: what every run of the program does again and no case changes is done once, before processes are forked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from jinja2 import Environment

from tests.fuzz import sites


@contextmanager
def warmed() -> Iterator[None]:
    """Everything is loaded: a forked process runs a case at once."""
    with mock.patch.object(Environment, "compile", _compiling()):
        for settings in (sites.ONE_FEED, sites.MANY_FEEDS):
            sites.exported(settings)
        sites.real_articles()
        gc.freeze()
        yield


def _compiling() -> Any:
    """The method that compiles a template, which takes longer than an export; the same text is the same code."""
    compiled = Environment.compile
    codes: dict[tuple[Any, ...], Any] = {}

    def compile_(
        self: Environment, source: str, name: str | None = None, filename: str | None = None, **more: Any
    ) -> Any:
        text = (source, name, filename)
        if text not in codes:
            codes[text] = compiled(self, source, name, filename, **more)
        return codes[text]

    return compile_
