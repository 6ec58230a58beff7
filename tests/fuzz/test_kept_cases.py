"""Cases that failed once, and what the fuzzer notices: a case that nobody notices is worth nothing."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from exporters import pipeline
from tests.cli.running import Ran, outfeed_here
from tests.fuzz import child, outputs, scenario, sites
from tests.fuzz.__main__ import kept
from tests.fuzz.case import SECURED, SITE, Case, from_json, to_json
from tests.fuzz.child import failures
from tests.fuzz.kinds.registry import KINDS, case
from tests.fuzz.minimise import minimised
from tests.fuzz.warm import warmed

EXPORT = ("export", "--jobs", "1")
RIGHT = Case("articles", 0, sites.small(sites.ONE_FEED, 1), (EXPORT, EXPORT))


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    with warmed():
        yield


def rules(case: Case) -> set[str]:
    """The rules that the case breaks."""
    return {each.rule for each in failures(case)}


class TestKept:
    """What failed once does not fail again."""

    @pytest.mark.parametrize("each", kept(), ids=lambda each: each.name)
    def test_it_does_not(self, each: Case) -> None:
        assert failures(each) == []


class TestCases:
    """The name of a case is enough to see it again, and so is its file."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_same_seed_gives_the_same_case(self, kind: str) -> None:
        made = [case(kind, seed) for seed in range(10)]

        assert made == [case(kind, seed) for seed in range(10)]
        assert [from_json(to_json(each)) for each in made] == made


class TestNoticed:
    """Whatever a run may not do is a failure, of whichever rule."""

    def test_a_case_that_is_right_has_none(self) -> None:
        assert failures(RIGHT) == []

    def test_an_exception(self) -> None:
        with mock.patch.object(pipeline, "export", side_effect=KeyError("x")):
            assert rules(RIGHT) == {"exception"}

    def test_memory_without_bounds(self) -> None:
        with mock.patch.object(pipeline, "export", side_effect=lambda *_: bytearray(2 * child.MEMORY)):
            assert rules(RIGHT) == {"memory"}

    def test_a_run_that_does_not_end(self) -> None:
        with mock.patch.object(child, "PATIENCE", 0):
            assert rules(RIGHT) == {"hang"}

    def test_a_process_that_dies(self) -> None:
        with mock.patch.object(pipeline, "export", side_effect=lambda *_: os._exit(7)):
            assert rules(RIGHT) == {"crash"}

    @pytest.mark.parametrize(
        ("file", "data", "rule"),
        [
            ("articles/0.md", b"", "file-touched"),
            ("elsewhere", b"", "file-touched"),
            ("out/.outfeed-new/x", b"", "left-behind"),
            ("../tmp/x", b"", "left-behind"),
            ("out/x", SECURED.encode(), "secret-written"),
            (".outfeed/x", SECURED.encode(), "secret-written"),
            ("out/rss.xml", b"<rss/>", "manifest-differs"),
        ],
    )
    def test_a_file_that_should_not_be_so(self, file: str, data: bytes, rule: str) -> None:
        def run(*args: str, cwd: Path, **more: Any) -> Ran:
            ran = outfeed_here(*args, cwd=cwd, **more)
            (cwd / file).parent.mkdir(exist_ok=True)
            (cwd / file).write_bytes(data)
            return ran

        with mock.patch.object(scenario, "outfeed_here", run):
            assert rule in rules(RIGHT)

    @pytest.mark.parametrize(
        ("said", "rule"),
        [
            (Ran(status=4, out="", err="error: x"), "status"),
            (Ran(status=1, out="", err=""), "silent"),
            (Ran(status=1, out="", err=f"error: {SECURED}"), "secret-told"),
            (Ran(status=1, out="error: \x1b[2J", err=""), "control-character"),
        ],
    )
    def test_what_may_not_be_said(self, said: Ran, rule: str) -> None:
        with mock.patch.object(scenario, "outfeed_here", return_value=said):
            assert rules(RIGHT) == {rule}

    def test_a_run_that_says_something_else_the_next_time(self) -> None:
        count = iter(range(9))

        def run(*args: str, **more: Any) -> Ran:
            ran = outfeed_here(*args, **more)
            return Ran(status=ran.status, out=ran.out, err=f"{next(count)}")

        with mock.patch.object(scenario, "outfeed_here", run):
            assert rules(RIGHT) == {"messages-differ"}

    @pytest.mark.parametrize(
        "html",
        ["<script>x</script>", "<p onclick=x>", "<a href=' java&#115;cript:x'>", "<p style=x>", "<iframe srcdoc=x>"],
    )
    def test_html_that_a_browser_would_run(self, html: str) -> None:
        assert [each.rule for each in outputs.unsafe("feed.json", html)] == ["unsafe-html"]


class TestMinimised:
    """A case that is kept holds what it needs to fail."""

    def test_files_and_commands_that_do_not_matter_go(self) -> None:
        with mock.patch.object(pipeline, "export", side_effect=KeyError("x")):
            smaller = minimised(RIGHT, failures(RIGHT)[0])

        assert smaller.commands == (EXPORT,)
        assert [name for name in smaller.files if name != f"{SITE}/outfeed.yaml"] == []
