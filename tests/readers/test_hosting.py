"""docs/hosting.md with real programs: nginx serves, rsync uploads. Needs the programs nginx and rsync."""

import gzip
import os
import subprocess
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Final, NamedTuple

import pytest

from tests.cli.running import ROOT, contents, outfeed_here, post
from tests.write_docs import blocks

PAGE: Final = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
NGINX: Final = next(block.text for block in blocks(PAGE) if block.name == "feeds.conf")
RSYNC: Final = next(block.text for block in blocks(PAGE) if "rsync " in block.text)
AROUND: Final = """\
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen unix:{folder}/socket;
        root {folder}/www;
        {feeds}
    }}
}}
"""
SETTINGS: Final = """\
site: {title: News, url: https://example.org/}
source: {timezone: UTC}
out: ../www/feeds
feeds: [{path: '', archive: month, limit: 1}, {path: 'topics/{topic}'}]
"""


class Answer(NamedTuple):
    """What a server says."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connection(HTTPConnection):
    """A connection to a socket in the file system."""

    def __init__(self, place: Path) -> None:
        """Nothing is connected yet."""
        super().__init__("localhost")
        self._place = str(place)

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket(AF_UNIX)
        self.sock.connect(self._place)


def exported(folder: Path) -> None:
    """Write the feeds of two articles where the server publishes them."""
    for number in (4, 5):
        post(
            folder / "news", f"a{number}", publishedDateTime=f"2024-0{number}-01", topics="[AI]", excerpt="Long. " * 300
        )
    (folder / "news/outfeed.yaml").write_text(SETTINGS, encoding="utf-8")
    assert outfeed_here("export", "news", "--quiet", cwd=folder).status == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The socket of an nginx that publishes feeds as the page says."""
    folder = tmp_path_factory.mktemp("nginx")
    exported(folder)
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers are somebody who may not enter the folder
    (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder, feeds=NGINX), encoding="utf-8")
    subprocess.run(["nginx", "-e", folder / "error.log", "-c", folder / "nginx.conf"], check=True)  # it listens then
    yield folder / "socket"
    subprocess.run(["nginx", "-e", folder / "error.log", "-c", folder / "nginx.conf", "-s", "quit"], check=True)


def asked(server: Path, path: str, **headers: str) -> Answer:
    """What the server says of `path`."""
    connection = Connection(server)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    made = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return made


class TestNginx:
    """The configuration of the page."""

    @pytest.mark.parametrize(
        ("path", "media_type"),
        [
            ("rss.xml", "application/rss+xml; charset=utf-8"),
            ("topics/ai/atom.xml", "application/atom+xml; charset=utf-8"),
            ("feed.json", "application/feed+json"),
            ("rss-2024-04.xml", "application/rss+xml; charset=utf-8"),
            ("feed-2024-04.json", "application/feed+json"),
            ("feed.csv", "text/csv; charset=utf-8"),
            ("feed.csv-metadata.json", "application/csvm+json"),
            ("manifest.json", "application/json"),
            ("feeds.opml", "text/x-opml; charset=utf-8"),
            ("", "text/html; charset=utf-8"),
            ("topics/ai/", "text/html; charset=utf-8"),
        ],
    )
    def test_files_have_their_type_and_are_kept_for_minutes(self, server: Path, path: str, media_type: str) -> None:
        answer = asked(server, f"/feeds/{path}")

        assert answer.status == 200
        assert answer.headers["content-type"] == media_type
        assert answer.headers["cache-control"] == "public, max-age=300"

    @pytest.mark.parametrize("path", ["rss.xml", "atom.xml", "feed.json", "manifest.json"])
    def test_they_are_compressed_and_sent_once(self, server: Path, path: str) -> None:
        plain = asked(server, f"/feeds/{path}")
        packed = asked(server, f"/feeds/{path}", Accept_Encoding="gzip")
        again = asked(server, f"/feeds/{path}", Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])

        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["vary"] == "Accept-Encoding"
        assert (again.status, again.body) == (304, b"")

    @pytest.mark.parametrize("path", [".outfeed-new/rss.xml", "topics/.~tmp~/feed.json", "topics/.hidden"])
    def test_what_is_still_prepared_is_404(self, server: Path, path: str) -> None:
        hidden = server.parent / "www/feeds" / path
        hidden.parent.mkdir(exist_ok=True)
        hidden.write_bytes(b"half")

        assert asked(server, f"/feeds/{path}").status == 404

    def test_what_is_missing_is_404(self, server: Path) -> None:
        assert asked(server, "/feeds/nothing.xml").status == 404


class TestRsync:
    """The upload of the page, to a folder of this machine."""

    def upload(self, folder: Path, path: str = "", status: int = 0) -> Path:
        """Run the commands as they are written; where they upload to comes back."""
        there = folder / "there"
        there.mkdir(exist_ok=True)
        script = RSYNC.replace("www.example.org:/srv/www/example.org/feeds/", f"{there}/")
        env = {"PATH": f"{path}{os.environ['PATH']}"}
        assert subprocess.run(["bash", "-c", script], cwd=folder, env=env, check=False).returncode == status
        return there

    def test_nothing_follows_a_call_that_failed(self, tmp_path: Path) -> None:
        (tmp_path / "there").mkdir()
        (tmp_path / "there/gone.xml").write_bytes(b"")
        (tmp_path / "out").mkdir()
        (tmp_path / "out/manifest.json").write_bytes(b"{}")
        (tmp_path / "rsync").write_text(
            '#!/bin/sh\ncase "$*" in *--exclude=/manifest.json*) exit 23 ;; esac\nexec /usr/bin/rsync "$@"\n'
        )
        (tmp_path / "rsync").chmod(0o755)

        there = self.upload(tmp_path, path=f"{tmp_path}:", status=23)

        assert [file.name for file in there.iterdir()] == ["gone.xml"]

    def test_all_arrives_and_what_is_gone_goes(self, tmp_path: Path) -> None:
        exported(tmp_path)
        (tmp_path / "www/feeds").rename(tmp_path / "out")
        (tmp_path / "there").mkdir()
        (tmp_path / "there/gone.xml").write_bytes(b"")
        (tmp_path / "out/.outfeed-new").mkdir()
        (tmp_path / "out/.outfeed-new/rss.xml").write_bytes(b"half")

        there = self.upload(tmp_path)

        (tmp_path / "out/.outfeed-new/rss.xml").unlink()
        assert contents(there) == contents(tmp_path / "out")

    def test_a_file_that_did_not_change_keeps_its_time(self, tmp_path: Path) -> None:
        exported(tmp_path)
        (tmp_path / "www/feeds").rename(tmp_path / "out")
        there = self.upload(tmp_path)
        os.utime(there / "rss.xml", (1_000_000_000, 1_000_000_000))
        (tmp_path / "out/rss.xml").touch()
        (tmp_path / "out/atom.xml").write_bytes(b"new")

        self.upload(tmp_path)

        assert (there / "rss.xml").stat().st_mtime == 1_000_000_000
        assert (there / "atom.xml").read_bytes() == b"new"
        assert (there / "atom.xml").stat().st_mode & 0o777 == 0o644
