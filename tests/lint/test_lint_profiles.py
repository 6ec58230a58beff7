"""Profiles are data: each fact names its public source, the day of its reading, and rules that exist."""

import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from exporters.diagnostics.diagnostic import Level
from exporters.diagnostics.level_choice import lint_rules
from exporters.errors import UsageError
from exporters.lint.lint import lint
from exporters.lint.profiles.profile import ONLY_IN_PROFILES, load_profile, profile_levels, profile_names
from tests.cli.running import outfeed_here

CASES: Final = Path(__file__).parents[1] / "checks" / "cases" / "rss"
EPISODE: Final = CASES / "podcasts" / "episode-number-missing-ok.xml"
FULL: Final = """<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Notes</title><link>https://example.org/</link><description>About notes.</description><language>en</language>
<atom:link rel="self" href="https://example.org/rss.xml"/>
<itunes:author>Ann</itunes:author><itunes:explicit>false</itunes:explicit><itunes:category text="Technology"/>
<itunes:image href="https://example.org/cover.jpg"/>
<podcast:locked>no</podcast:locked><podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
<item><title>One</title><link>https://example.org/1</link><description>The first note.</description>
<pubDate>Tue, 24 Aug 2021 07:30:00 +0000</pubDate><guid>https://example.org/1</guid>
<enclosure url="https://example.org/1.mp3" length="5000" type="audio/mpeg"/>
<itunes:duration>95</itunes:duration><itunes:image href="https://example.org/1.jpg"/>
<itunes:explicit>false</itunes:explicit>
<podcast:transcript url="https://example.org/1.vtt" type="text/vtt"/></item></channel></rss>"""


def rules(data: bytes, *profiles: str) -> dict[str, Level]:
    return {each.rule: each.level for each in lint(data, profile_levels(profiles))}


@pytest.mark.parametrize("name", profile_names())
class TestFacts:
    """Every fact can be read where it comes from."""

    def test_a_fact_has_a_public_source_and_a_day(self, name: str) -> None:
        facts = load_profile(name).facts

        assert facts
        assert all(re.fullmatch(r"https://[a-z0-9.-]+/\S*", fact.source) for fact in facts)
        assert all(date(2026, 1, 1) <= date.fromisoformat(fact.looked_up) for fact in facts)
        assert all(fact.fact.endswith(".") for fact in facts)

    def test_its_rules_exist(self, name: str) -> None:
        assert set(load_profile(name).levels) <= set(lint_rules())


class TestLevels:
    """A profile gives rules its levels."""

    def test_names(self) -> None:
        assert profile_names() == ("apple-podcasts", "google-news", "psp-1", "rss-board", "w3c")

    def test_a_recommendation_elsewhere_is_required_here(self) -> None:
        data = FULL.replace("<language>en</language>", "").encode()

        assert rules(data) == {"show-language-missing": Level.WARNING}
        assert rules(data, "apple-podcasts") == {"show-language-missing": Level.ERROR}

    def test_of_two_profiles_the_worse_level_counts(self) -> None:
        data = FULL.replace("<guid>https://example.org/1</guid>", "").encode()

        assert rules(data, "rss-board") == {"guid-missing": Level.WARNING}
        assert rules(data, "rss-board", "psp-1") == {"guid-missing": Level.ERROR}
        assert rules(data, "psp-1", "rss-board") == {"guid-missing": Level.ERROR}

    def test_an_unknown_name_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(UsageError, match="there is no profile"):
            profile_levels(["apple"])


class TestRulesOfProfiles:
    """Recommendations count only for those who ask for them."""

    def test_they_are_silent_without_a_profile(self) -> None:
        assert {"apple-recommended-missing", "psp-recommended-missing"} == ONLY_IN_PROFILES
        assert not ONLY_IN_PROFILES & set(rules(EPISODE.read_bytes()))

    @pytest.mark.parametrize(
        ("profile", "rule", "element"),
        [
            ("apple-podcasts", "apple-recommended-missing", "itunes:author"),
            ("apple-podcasts", "apple-recommended-missing", "itunes:duration"),
            ("psp-1", "psp-recommended-missing", "podcast:guid"),
            ("psp-1", "psp-recommended-missing", "itunes:duration"),
        ],
    )
    def test_each_names_what_is_missing(self, profile: str, rule: str, element: str) -> None:
        data = re.sub(f"<{element}>[^<]*</{element}>", "", FULL).encode()

        found = [each for each in lint(data, profile_levels([profile])) if each.rule == rule]

        assert [each.message.partition(",")[0].partition(" in ")[0] for each in found] == [f"no <{element}>"]

    @pytest.mark.parametrize("profile", ["apple-podcasts", "psp-1"])
    def test_a_full_feed_misses_nothing(self, profile: str) -> None:
        assert rules(FULL.encode(), profile) == {}


class TestCommand:
    """`outfeed lint --profile`, and `profile` of `lint` in the settings."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "feed.xml").write_text(FULL.replace("<language>en</language>", ""), encoding="utf-8")
        return tmp_path

    def test_the_profile_decides_the_status(self, folder: Path) -> None:
        assert outfeed_here("lint", "feed.xml", cwd=folder).status == 0
        assert outfeed_here("lint", "feed.xml", "--profile", "w3c,apple-podcasts", cwd=folder).status == 1

    def test_a_level_for_rules_wins_over_the_profile(self, folder: Path) -> None:
        flags = ("--profile", "apple-podcasts", "--level", "show-*=off")

        told = outfeed_here("lint", "feed.xml", *flags, cwd=folder)

        assert (told.status, told.out) == (0, "")

    def test_the_settings_name_profiles(self, folder: Path) -> None:
        (folder / "outfeed.yaml").write_text("lint:\n  profile: [apple-podcasts]\n", encoding="utf-8")

        assert outfeed_here("lint", "feed.xml", cwd=folder).status == 1

    def test_an_unknown_profile_is_refused(self, folder: Path) -> None:
        told = outfeed_here("lint", "feed.xml", "--profile", "apple-podcast", cwd=folder)

        assert told.status == 2
        assert 'there is no profile "apple-podcast"; did you mean apple-podcasts?' in told.err
