"""A blog whose feeds are exported, deployed to a web server on this machine, and told of to hubs."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.cli.running import Ran, outfeed_here, post
from tests.http.serving import Asked, answer, serving

FEEDS: Final = ("atom.xml", "feed.json", "rss.xml")  # that people subscribe to, as the manifest has them
_KINDS: Final = {".xml": "application/xml", ".json": "application/json", ".csv": "text/csv", ".html": "text/html"}


@dataclass(kw_only=True)
class Blog:
    """The folder of a blog, and what is deployed of it."""

    folder: Path
    feeds_url: str
    asked: list[str] = field(default_factory=list)  # names of documents that were fetched

    def settings(self, hubs: Sequence[str], more: str = "") -> None:
        """Write outfeed.yaml."""
        (self.folder / "articles").mkdir(exist_ok=True)
        (self.folder / "articles/outfeed.yaml").write_text(
            "site: {title: Blog, url: https://example.org/, "
            f"feeds_url: {json.dumps(self.feeds_url)}}}\nout: ../out\nhubs: {json.dumps(list(hubs))}\n{more}",
            encoding="utf-8",
        )

    def write(self, name: str, **fields: str) -> None:
        """Write an article."""
        post(self.folder / "articles", name, **fields)

    def export(self) -> None:
        """Write the feeds to out/."""
        made = outfeed_here("export", "articles", "--quiet", cwd=self.folder)
        assert made.status == 0, made.err

    def deploy(self) -> None:
        """Put on the web server what out/ holds."""
        shutil.copytree(self.folder / "out", self.folder / "public", dirs_exist_ok=True)

    def publish(self) -> None:
        """Both."""
        self.export()
        self.deploy()

    def ping(self, *args: str | Path) -> Ran:
        """`outfeed ping articles ARGS`."""
        return outfeed_here("ping", "articles", *args, cwd=self.folder)

    def urls(self, *names: str) -> list[str]:
        """Where documents are published; without names, all that people subscribe to."""
        return [f"{self.feeds_url}{name}" for name in names or FEEDS]

    @property
    def memory(self) -> Path:
        """Where it is kept what hubs were told."""
        return self.folder / "articles/.outfeed/ping.json"

    def remembered(self) -> dict[str, dict[str, str]]:
        """What hubs were told."""
        kept: dict[str, Any] = json.loads(self.memory.read_bytes())
        assert kept["version"] == 1
        topics: dict[str, dict[str, str]] = kept["topics"]
        return topics

    def answers(self, asked: Asked) -> bytes:
        """The web server."""
        name = asked.target.removeprefix("/feeds/")
        self.asked.append(name)
        file = self.folder / "public" / name
        if not file.is_file():
            return answer(b"Not here.", status="404 Not Found")
        return answer(file.read_bytes(), f"Content-Type: {_KINDS[file.suffix]}")


@contextmanager
def blog(folder: Path) -> Iterator[Blog]:
    """A blog with one article, of which nothing is exported yet; its hub is at https://hub.example/."""
    made = Blog(folder=folder, feeds_url="")
    with serving(made.answers) as server:
        made.feeds_url = f"{server.url}feeds/"
        made.write("first")
        made.settings(["https://hub.example/"])
        yield made
