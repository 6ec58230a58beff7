"""`lint` in the settings and `--level` hold for the documents of an export, so that `--strict` can be kept."""

import json
from pathlib import Path

import pytest

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.level_choice import LevelChoice
from exporters.run import RunReport
from tests.cli.running import SITE, outfeed_here, post

RULE = "guid-bare-number"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Articles of which one has an id that is a bare number: a warning about a document."""
    post(tmp_path / "news", "a", id="'1'")
    return tmp_path


class TestRuns:
    """A rule that is off is not reported; a note does not stop a strict run."""

    @pytest.mark.parametrize("command", ["export", "validate", "plan"])
    def test_as_it_is_a_warning_stops_a_strict_run(self, news: Path, command: str) -> None:
        ran = outfeed_here(command, "news", *SITE, "--strict", cwd=news)

        assert (ran.status, "warning: id: the guid" in ran.out + ran.err) == (1, True)

    @pytest.mark.parametrize("command", ["export", "validate", "plan"])
    @pytest.mark.parametrize(("level", "is_shown"), [("note", True), ("off", False)])
    def test_a_flag_changes_the_level(self, news: Path, command: str, level: str, *, is_shown: bool) -> None:
        flags = ("--strict", "--level", f"{RULE}={level}", "--diagnostics", f"json={news / 'told.json'}")
        ran = outfeed_here(command, "news", *SITE, *flags, cwd=news)

        told = [
            each["level"]
            for each in json.loads((news / "told.json").read_bytes())["diagnostics"]
            if each["rule"] == RULE
        ]
        assert (ran.status, told) == (0, [level] if is_shown else [])

    def test_so_do_the_settings(self, news: Path) -> None:
        (news / "outfeed.yaml").write_text("source: {path: news}\nlint: {ignore: [guid-bare-*]}\n", encoding="utf-8")

        assert outfeed_here("export", *SITE, "--strict", cwd=news).status == 0
        assert outfeed_here("export", *SITE, "--level", f"{RULE}=error", cwd=news).status == 0

    def test_a_warning_may_be_an_error(self, news: Path) -> None:
        ran = outfeed_here("export", "news", *SITE, "--level", f"{RULE}=error", cwd=news)

        assert (ran.status, (news / "out").exists()) == (1, False)

    def test_a_rule_that_is_none_is_an_error(self, news: Path) -> None:
        ran = outfeed_here("export", "news", *SITE, "--level", "guid-bare=note", cwd=news)

        assert (ran.status, "error: --level: there is no rule" in ran.err) == (2, True)


class TestErrors:
    """An export publishes no document with an error, whatever the settings say."""

    @pytest.mark.parametrize(
        "choice", [LevelChoice(ignored=("guid-*",)), LevelChoice(levels={"guid-repeated": "note"})]
    )
    def test_an_error_stays_one(self, choice: LevelChoice) -> None:
        report = RunReport(choice=choice)
        report.add(Diagnostic("guid-repeated", "x"))

        assert (report.is_failed, report.count(Level.ERROR)) == (True, 1)

    def test_a_rule_about_articles_keeps_its_level(self) -> None:
        report = RunReport(choice=LevelChoice(levels={"*": "off"}))
        report.add(Diagnostic("title-markup", "x", level=Level.WARNING))

        assert report.count(Level.WARNING) == 1
