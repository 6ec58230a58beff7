"""newsboat subscribes to a feed that `outfeed serve` serves, and has what changed at its next look."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.serve.serving import ARTICLE, after, serving, site


def reload(folder: Path) -> set[str]:
    """Let newsboat look at its feeds; return the titles that it knows."""
    own = ["-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
    subprocess.run(
        ["newsboat", *own, "-x", "reload"],
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder), "LANG": "C.UTF-8"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    with closing(sqlite3.connect(folder / "cache.db")) as cache:
        return {title for (title,) in cache.execute("SELECT title FROM rss_item")}


def test_a_subscriber_sees_a_change(tmp_path: Path) -> None:
    source = site(tmp_path)
    with serving(source) as client, client.events() as events:
        (tmp_path / "urls").write_text(f"http://127.0.0.1:{client.port}/rss.xml\n", encoding="utf-8")
        (tmp_path / "config").write_text("", encoding="utf-8")
        assert reload(tmp_path) == {"Article 1", "Article 2", "Article 3"}

        (source / "4.md").write_text(ARTICLE.format(title="A fourth one", name=4), encoding="utf-8")
        after(events, 1)

        assert "A fourth one" in reload(tmp_path)
