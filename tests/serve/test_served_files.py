"""The feeds, as a web server serves them."""

import gzip
from collections.abc import Iterator
from email.utils import formatdate

import pytest

from tests.serve.serving import PreviewClient, seeds, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    with serving(seeds(tmp_path_factory.mktemp("served"))) as client:
        yield client


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    folder = tmp_path_factory.mktemp("media")
    source = seeds(folder)
    settings = (source / "outfeed.yaml").read_text(encoding="utf-8")
    settings = settings.replace("source: {path: .", "source: {media: {/audio/: ../audio}, path: .")
    assert "../audio" in settings
    (source / "outfeed.yaml").write_text(settings, encoding="utf-8")
    audio = folder / "audio"
    (audio / ".hidden").mkdir(parents=True)
    for name in ("a.mp3", "notes.md", ".hidden/a.mp3"):
        (audio / name).write_bytes(bytes(range(100)))
    (folder / "secret.mp3").write_bytes(b"secret")
    (audio / "link.mp3").symlink_to(folder / "secret.mp3")
    with serving(source) as client:
        yield client


class TestFeeds:
    """They are at their paths below the out folder."""

    @pytest.mark.parametrize(
        ("path", "media_type"),
        [
            ("/rss.xml", "application/rss+xml; charset=utf-8"),
            ("/atom.xml", "application/atom+xml; charset=utf-8"),
            ("/feed.json", "application/feed+json; charset=utf-8"),
            ("/feed.csv", "text/csv; charset=utf-8"),
            ("/topics/ai/rss.xml", "application/rss+xml; charset=utf-8"),
            ("/feeds.opml", "text/x-opml; charset=utf-8"),
            ("/topics/ai/", "text/html; charset=utf-8"),
        ],
    )
    def test_each_has_its_media_type_with_charset(self, client: PreviewClient, path: str, media_type: str) -> None:
        response, data = client.get(path)

        assert (response.status, response.getheader("Content-Type")) == (200, media_type)
        assert len(data) == int(response.getheader("Content-Length", "0")) > 100

    def test_head_says_the_same_without_the_bytes(self, client: PreviewClient) -> None:
        whole, data = client.get("/rss.xml")
        head, nothing = client.get("/rss.xml", "HEAD")

        assert nothing == b""
        assert head.getheader("Content-Length") == str(len(data))
        assert head.getheader("ETag") == whole.getheader("ETag")

    def test_what_no_export_publishes_is_not_there(self, client: PreviewClient) -> None:
        assert client.status("/manifest.json") == 404
        assert client.status("/nothing.xml") == 404


class TestConditions:
    """RFC 9110 §13: a client that has the bytes gets none."""

    def test_its_tag_gives_304(self, client: PreviewClient) -> None:
        tag = client.get("/rss.xml")[0].getheader("ETag", "")
        response, data = client.get("/rss.xml", If_None_Match=f'"other", W/{tag}')

        assert (response.status, data, response.getheader("ETag")) == (304, b"", tag)

    def test_another_tag_gives_the_bytes_whatever_the_date(self, client: PreviewClient) -> None:
        assert client.status("/rss.xml", If_None_Match='"other"', If_Modified_Since=formatdate(usegmt=True)) == 200

    def test_its_date_gives_304_and_an_earlier_one_the_bytes(self, client: PreviewClient) -> None:
        modified = client.get("/rss.xml")[0].getheader("Last-Modified", "")

        assert client.status("/rss.xml", If_Modified_Since=modified) == 304
        assert client.status("/rss.xml", If_Modified_Since="Mon, 05 Jan 2015 10:00:00 GMT") == 200
        assert client.status("/rss.xml", If_Modified_Since="yesterday") == 200


class TestPacking:
    """RFC 9110 §12.5.3: gzip for those who take it, with a tag of its own."""

    def test_gzip_has_the_same_bytes(self, client: PreviewClient) -> None:
        plain, data = client.get("/rss.xml")
        response, packed = client.get("/rss.xml", Accept_Encoding="br, gzip;q=0.5")

        assert response.getheader("Content-Encoding") == "gzip"
        assert gzip.decompress(packed) == data
        assert response.getheader("ETag") != plain.getheader("ETag")
        assert response.getheader("Vary") == "Accept-Encoding"

    def test_gzip_that_is_refused_is_not_sent(self, client: PreviewClient) -> None:
        assert client.get("/rss.xml", Accept_Encoding="gzip;q=0")[0].getheader("Content-Encoding") is None


class TestRanges:
    """RFC 9110 §14: a part of a file."""

    @pytest.mark.parametrize(
        ("wanted", "begin", "end"), [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-5", -5, None)]
    )
    def test_one_range_is_that_part(self, client: PreviewClient, wanted: str, begin: int, end: int | None) -> None:
        whole = client.get("/rss.xml")[1]
        response, data = client.get("/rss.xml", Range=wanted, Accept_Encoding="gzip")

        assert (response.status, data) == (206, whole[begin:end])
        start = begin % len(whole)
        assert response.getheader("Content-Range") == f"bytes {start}-{start + len(data) - 1}/{len(whole)}"

    def test_one_behind_the_end_is_416(self, client: PreviewClient) -> None:
        response, _ = client.get("/rss.xml", Range="bytes=99999999-")

        assert response.status == 416
        assert response.getheader("Content-Range", "").startswith("bytes */")

    @pytest.mark.parametrize("wanted", ["bytes=0-1,5-6", "bytes=9-1", "lines=1-2", "bytes=-", "bytes=a-b"])
    def test_several_or_no_range_are_the_whole_file(self, client: PreviewClient, wanted: str) -> None:
        assert client.status("/rss.xml", Range=wanted) == 200

    def test_one_of_an_earlier_file_is_the_whole_file(self, client: PreviewClient) -> None:
        tag = client.get("/rss.xml")[0].getheader("ETag", "")

        assert client.status("/rss.xml", Range="bytes=0-9", If_Range='"other"') == 200
        assert client.status("/rss.xml", Range="bytes=0-9", If_Range=tag) == 206


class TestMedia:
    """Files of the site's own folders, and nothing else that lies there."""

    def test_an_episode_comes_in_ranges(self, media: PreviewClient) -> None:
        response, data = media.get("/ai/audio/a.mp3", Range="bytes=90-")

        assert (response.status, response.getheader("Content-Type"), len(data)) == (206, "audio/mpeg", 10)

    @pytest.mark.parametrize(
        "path",
        [
            "/ai/audio/notes.md",
            "/ai/audio/.hidden/a.mp3",
            "/ai/audio/link.mp3",
            "/ai/audio/../secret.mp3",
            "/ai/audio/%2e%2e/secret.mp3",
            "/ai/audio/..%2fsecret.mp3",
            "/ai/audio/",
        ],
    )
    def test_nothing_else_does(self, media: PreviewClient, path: str) -> None:
        assert media.status(path) in (400, 404)


def test_the_page_and_its_files_come_with_a_strict_policy(client: PreviewClient) -> None:
    response, data = client.get("/")
    policy = response.getheader("Content-Security-Policy", "")

    assert data.startswith(b"<!doctype html>")
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert client.get("/_outfeed/static/serve.js")[0].getheader("Content-Type", "").startswith("text/javascript")
    assert client.status("/_outfeed/static/views.py") == 404
    assert client.status("/_outfeed/static/..%2fhandler.py") == 404
