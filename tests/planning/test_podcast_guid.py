"""<podcast:guid>: it stays, whoever published it; nobody else's feed has one."""

import json
import shutil
from pathlib import Path
from typing import Final

import pytest

from exporters.model.show import Show
from exporters.planning.compare import compare
from exporters.planning.outcome import FeedChange
from tests.cli.running import Ran, outfeed_here, post
from tests.planning.making import published, stories
from tests.planning.publishing_at import hosting

OLD: Final = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
NEW: Final = "9b024349-ccf0-5f69-a609-6b82873eab3c"
OTHER: Final = f"""\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md">
<channel><title>Old</title><link>https://example.org/</link><podcast:guid> {OLD.upper()} </podcast:guid>
<item><title>About a</title><link>https://example.org/a</link><guid>https://example.org/a</guid>
<pubDate>Tue, 02 Jan 2024 03:04:05 +0000</pubDate></item></channel></rss>
"""


def write_settings(folder: Path, podcast: str, host: str = "example.org") -> None:
    """Write settings with a show."""
    text = (
        f"site: {{url: 'https://example.org/', feeds_url: 'https://{host}/feeds/'}}\nsource: {{path: news}}\n"
        f"feeds:\n- id: https://example.org/feeds/\n  podcast: {podcast}\n"
    )
    (folder / "outfeed.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A show with an episode."""
    post(tmp_path / "news", "a")
    write_settings(tmp_path, "{}")
    return tmp_path


def run(folder: Path, command: str, *flags: str) -> Ran:
    return outfeed_here(command, *flags, cwd=folder)


class TestCompare:
    """Documents of RSS that have a guid."""

    def test_another_one_is_a_change(self) -> None:
        before, after = (published(stories(1), show=Show(guid=each)) for each in (OLD, NEW))

        assert compare(before, after).changes == (FeedChange(what="guid", before=OLD, after=NEW),)

    @pytest.mark.parametrize(
        ("one", "other"), [(Show(guid=OLD), Show(guid=OLD)), (None, Show(guid=NEW)), (Show(guid=OLD), None)]
    )
    def test_the_same_one_and_a_first_one_are_none(self, one: Show | None, other: Show | None) -> None:
        before, after = (published(stories(1), show=each) for each in (one, other))

        assert compare(before, after).changes == ()


class TestPublished:
    """What is in the out folder."""

    def test_the_manifest_has_it(self, folder: Path) -> None:
        run(folder, "export")

        (feed,) = json.loads((folder / "out/manifest.json").read_bytes())["feeds"]
        assert feed["guid"] == "8be375ad-aa29-5f28-bb97-cc8d33001cf7"  # of example.org/feeds/rss.xml

    def test_another_one_is_refused(self, folder: Path) -> None:
        run(folder, "export")
        write_settings(folder, f"{{guid: {NEW}}}")
        before = (folder / "out/rss.xml").read_bytes()

        ran = run(folder, "export")

        assert ran.status == 3
        assert (
            "error: the podcast:guid of the feed would change from "
            f'"8be375ad-aa29-5f28-bb97-cc8d33001cf7" to "{NEW}"; write podcast: '
            "{guid: 8be375ad-aa29-5f28-bb97-cc8d33001cf7} in its settings, "
            "or publish with --allow-new-ids [feed-changed]"
        ) in ran.err
        assert (folder / "out/rss.xml").read_bytes() == before

    def test_it_stays_where_the_feed_moves(self, folder: Path) -> None:
        run(folder, "export")
        write_settings(folder, "{}", "example.net")
        refused = run(folder, "export", "--allow-new-address")
        write_settings(folder, "{guid: 8be375ad-aa29-5f28-bb97-cc8d33001cf7}", "example.net")

        assert (refused.status, "the podcast:guid of the feed" in refused.err) == (3, True)
        assert run(folder, "export", "--allow-new-address").status == 0

    def test_who_wants_another_one_says_so(self, folder: Path) -> None:
        run(folder, "export")
        write_settings(folder, f"{{guid: {NEW}}}")

        assert run(folder, "export", "--allow-new-ids").status == 0
        assert run(folder, "export").status == 0

    def test_a_feed_without_rss_has_none(self, folder: Path) -> None:
        run(folder, "export", "--format", "json")
        (folder / "outfeed.yaml").write_text(
            (folder / "outfeed.yaml").read_text() + "  formats: [json]\n", encoding="utf-8"
        )
        shutil.rmtree(folder / "out")
        run(folder, "export")

        (feed,) = json.loads((folder / "out/manifest.json").read_bytes())["feeds"]
        assert "guid" not in feed

    def test_the_plan_has_it(self, folder: Path) -> None:
        run(folder, "export")
        write_settings(folder, f"{{guid: {NEW}}}")

        ran = run(folder, "plan", "--json")

        (feed,) = json.loads(ran.out)["feeds"]
        assert feed["changes"] == [{"what": "guid", "before": "8be375ad-aa29-5f28-bb97-cc8d33001cf7", "after": NEW}]
        assert "! the podcast:guid of the feed changes from" in run(folder, "plan").out


class TestOtherGenerator:
    """A feed of another program, at an address."""

    def test_its_guid_is_kept_too(self, folder: Path) -> None:
        with hosting(folder / "www") as site:
            (folder / "www").mkdir(exist_ok=True)
            (folder / "www/feed.xml").write_text(OTHER, encoding="utf-8")
            refused = run(folder, "export", "--against", f"{site.url}feed.xml")
            write_settings(folder, f"{{guid: {OLD}}}")
            exported = run(folder, "export", "--against", f"{site.url}feed.xml")

        assert refused.status == 3
        assert f'the podcast:guid of the feed would change from "{OLD.upper()}"' in refused.err
        assert exported.status == 0
