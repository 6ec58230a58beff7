"""The feed of our releases, which Outfeed makes of CHANGELOG.md: `python -m tests.write_releases FOLDER`.

Each version is an article. Changes that no version has yet are none.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from exporters import PROJECT_URL

ROOT: Final = Path(__file__).parents[1]
CHANGELOG: Final = ROOT / "CHANGELOG.md"
VERSION: Final = re.compile(r"(?ms)^## (?P<number>\d\S*) - (?P<date>\d{4}-\d\d-\d\d)$\n(?P<text>.*?)(?=^## |\Z)")


class Release(NamedTuple):
    """A version, as the changelog has it."""

    number: str  # "0.1.0"
    date: str  # "2026-11-21"
    text: str  # Markdown

    @property
    def url(self) -> str:
        """The page of the release."""
        return f"{PROJECT_URL}/releases/tag/v{self.number}"

    @property
    def article(self) -> str:
        """The file that Outfeed reads."""
        fields = {
            "title": f"Outfeed {self.number}",
            "publishedDateTime": f"{self.date}T00:00:00Z",
            "webUrl": self.url,
        }
        lines = [f"{name}: {json.dumps(value)}" for name, value in fields.items()]
        return "\n".join(["---", *lines, "---", "", self.text.strip(), ""])


def releases(changelog: str) -> Iterator[Release]:
    """Each version of a changelog, in its order. Spec: Keep a Changelog 1.1.0."""
    return (Release(**found.groupdict()) for found in VERSION.finditer(changelog))


def settings(url: str) -> dict[str, object]:
    """The settings that export the articles for a site at `url`."""
    about = "What a reader of the feeds, or a person who runs Outfeed, gains with each version"
    return {
        "site": {
            "title": "Outfeed releases",
            "description": about,
            "url": url,
            "feeds_url": f"{url}releases/",
            "language": "en",
            "author": {"name": "The Outfeed developers"},
        },
        "formats": ["rss", "atom", "json"],
        "feeds": [{"path": "", "limit": 0}],
    }


def write(changelog: str, url: str, out: Path) -> None:
    """Write the feeds of `changelog` to the folder `out`, which the site at `url` publishes as releases/."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder)
        for release in releases(changelog):
            (articles / f"{release.number}.md").write_text(release.article, encoding="utf-8")
        config = articles / "outfeed.yaml"
        config.write_text(json.dumps(settings(url)), encoding="utf-8")  # JSON is YAML
        command = ["export", "--config", str(config), "--out", str(out), "--no-cache", "--quiet"]
        subprocess.run([sys.executable, "-m", "exporters", *command], check=True, cwd=ROOT)


if __name__ == "__main__":
    from tests.write_site import site_url

    write(CHANGELOG.read_text(encoding="utf-8"), site_url(), Path(sys.argv[1]).absolute())
