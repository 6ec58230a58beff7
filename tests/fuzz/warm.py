"""Warm: what every run of the program does again and no case changes is done once, before processes are forked."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

from jinja2 import Environment

from tests.fuzz import sites
from tests.fuzz.case import SITE, Case
from tests.fuzz.child import scratch
from tests.fuzz.scenario import Scenario

_SITE: Final = sites.small(sites.MANY_FEEDS)
_EVERYTHING: Final = (  # what loads the modules that cases need
    Case(
        "articles",
        0,
        _SITE | {f"{SITE}/articles/3.md": b"---\na: [\n---\n", f"{SITE}/articles/4.html": b"---\nt: 1\n---\n<p>"},
        (
            ("export", "--jobs", "1", "--keep-going"),
            ("export", "--jobs", "1", "--check", "--keep-going"),
            ("plan", "--jobs", "1", "--json", "--keep-going"),
            ("plan", "--jobs", "1", "--against", "out", "--keep-going"),
            ("feeds", "--jobs", "1", "--json", "--keep-going"),
            *(("validate", "--jobs", "1", f"--diagnostics={form}") for form in ("json", "sarif", "github")),
            ("ping", "--dry-run"),
            ("cache", "info"),
            ("init", "--dry-run"),
        ),
    ),
    Case("settings", 0, _SITE | {f"{SITE}/outfeed.yaml": b"feed: [{pat: 1}]\n"}, (("export",),)),
)


@contextmanager
def warmed() -> Iterator[None]:
    """Everything is loaded: a forked process runs a case at once."""
    with mock.patch.object(Environment, "compile", _compiling()):
        for settings in (sites.ONE_FEED, sites.MANY_FEEDS):
            sites.exported(settings)
        sites.real_articles()
        for each in _EVERYTHING:
            with scratch() as folder:
                list(Scenario(each, folder).run(lambda _: None))
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
