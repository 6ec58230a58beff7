"""What release 0.1.0 published is read for good: subscribers and hubs notice nothing of a newer Outfeed.

`release_0_1_0` holds articles with their settings, the files that 0.1.0 made of them, and what it told a hub.
"""

import json
import shutil
from pathlib import Path
from typing import Final

from exporters.websub.memory import PingMemory
from exporters.websub.topics import HubTopic
from tests.cli.running import contents, outfeed_here

OLD: Final = Path(__file__).with_name("release_0_1_0")
RSS: Final = "https://example.org/feeds/rss.xml"


def copy(folder: Path) -> Path:
    """A copy of what was published, which a run may change."""
    return Path(shutil.copytree(OLD, folder / "site"))


def test_an_export_changes_no_byte(tmp_path: Path) -> None:
    site = copy(tmp_path)

    made = outfeed_here("export", "--no-cache", cwd=site)

    assert (made.status, made.err) == (0, "")
    assert contents(site) == contents(OLD)


def test_no_entry_is_new_or_gone(tmp_path: Path) -> None:
    made = outfeed_here("plan", "--no-cache", cwd=copy(tmp_path))

    assert (made.status, made.out.splitlines()[-1]) == (0, "5 unchanged.")


def test_its_ids_are_guarded(tmp_path: Path) -> None:
    """The manifest of 0.1.0 says which feeds there are; an export that would show their entries as new is refused."""
    site = copy(tmp_path)
    article = site / "articles/robots.md"
    article.write_text(article.read_text().replace("urn:robots", "urn:other"))

    made = outfeed_here("export", "--no-cache", cwd=site)

    assert made.status == 3
    assert "[id-changed]" in made.err


def test_a_feed_without_articles_stays_for_its_subscribers(tmp_path: Path) -> None:
    """The manifest says which feeds there were."""
    site = copy(tmp_path)
    article = site / "articles/chips.md"
    article.write_text(article.read_text().replace(", Chips", ""))

    made = outfeed_here("export", "--no-cache", cwd=site)

    assert made.status == 0
    assert json.loads((site / "out/topics/chips/feed.json").read_text())["items"] == []


def test_a_hub_is_not_told_again() -> None:
    files = json.loads((OLD / "out/manifest.json").read_text())["files"]
    [rss] = [file for file in files if file["path"] == "rss.xml"]
    topic = HubTopic(url=RSS, path="rss.xml", sha256=rss["sha256"], size=rss["size"])
    memory = PingMemory(OLD)

    assert memory.damage is None
    assert memory.has("https://hub.example.org/", topic)
