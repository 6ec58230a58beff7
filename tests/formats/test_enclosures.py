"""The files of an entry, in every format: which one players get, and where the others go."""

import json
from typing import Any, Final

import pytest

from exporters.checks.agree import check_documents
from exporters.model.article import Enclosure, Image
from tests.makers import NAMESPACES, article, document, feed, texts, xml

MP3: Final = Enclosure(url="https://e.example/a.mp3", media_type="audio/mpeg", length=123, duration=61, title="One")
PDF: Final = Enclosure(url="https://e.example/a.pdf", media_type="application/pdf", length=9)
STREAM: Final = Enclosure(url="https://e.example/live.mp3", media_type="audio/mpeg", duration=5)
UNKNOWN: Final = Enclosure(url="https://e.example/x", length=9)
PICTURE: Final = Image(url="https://e.example/a.jpg", media_type="image/jpeg", length=77, width=4, height=3)


def item(name: str, *files: Enclosure, image: str = "media", **fields: Any) -> Any:
    """The one entry of a feed whose article has these files."""
    made = xml(name, feed(article(enclosures=files, **fields), image=image))
    return made.find("channel/item" if name == "rss" else "a:entry", NAMESPACES)


def others(entry: Any) -> list[dict[str, str]]:
    """The files that are no enclosure, without pictures."""
    found = entry.findall("media:content", NAMESPACES)
    return [dict(each.attrib) for each in found if each.get("medium") != "image"]


def attachments(*files: Enclosure, image: str = "media", **fields: Any) -> list[dict[str, Any]]:
    made = json.loads(document("json", feed(article(enclosures=files, **fields), image=image)))
    return list(made["items"][0].get("attachments", []))


class TestRss:
    """RSS 2.0 <enclosure>: at most one, with url, length and type."""

    def test_audio_comes_before_a_document(self) -> None:
        entry = item("rss", PDF, MP3)

        assert dict(entry.find("enclosure").attrib) == {"url": MP3.url, "length": "123", "type": "audio/mpeg"}
        assert others(entry) == [
            {"url": PDF.url, "fileSize": "9", "type": "application/pdf", "medium": "document"},
        ]

    @pytest.mark.parametrize("file", [STREAM, UNKNOWN])
    def test_without_length_or_type_there_is_none(self, file: Enclosure) -> None:
        entry = item("rss", file)

        assert entry.find("enclosure") is None
        assert [each["url"] for each in others(entry)] == [file.url]

    def test_a_file_with_both_comes_before_one_without(self) -> None:
        entry = item("rss", STREAM, PDF)

        assert entry.find("enclosure").get("url") == PDF.url
        assert others(entry) == [{"url": STREAM.url, "type": "audio/mpeg", "medium": "audio", "duration": "5"}]

    def test_another_file_keeps_its_title(self) -> None:
        assert texts(item("rss", Enclosure(url=MP3.url, title="Two"), PDF), "media:content/media:title") == ["Two"]


class TestAtom:
    """RFC 4287 §4.2.7.2 `enclosure`: some readers play the first, others the last."""

    def test_one_link_and_the_other_files(self) -> None:
        entry = item("atom", PDF, MP3)
        [link] = [each for each in entry.findall("a:link", NAMESPACES) if each.get("rel") == "enclosure"]

        assert dict(link.attrib) == {
            "href": MP3.url,
            "rel": "enclosure",
            "type": "audio/mpeg",
            "length": "123",
            "title": "One",
        }
        assert [each["url"] for each in others(entry)] == [PDF.url]

    def test_a_link_needs_no_length(self) -> None:
        entry = item("atom", STREAM)

        assert [each.get("href") for each in entry.findall("a:link", NAMESPACES) if each.get("rel") == "enclosure"] == [
            STREAM.url
        ]
        assert others(entry) == []


class TestJsonFeed:
    """JSON Feed 1.1 `attachments`: url and mime_type are required."""

    def test_every_file_with_a_type_the_main_one_first(self) -> None:
        assert attachments(PDF, MP3, UNKNOWN) == [
            {
                "url": MP3.url,
                "mime_type": "audio/mpeg",
                "title": "One",
                "size_in_bytes": 123,
                "duration_in_seconds": 61,
            },
            {"url": PDF.url, "mime_type": "application/pdf", "size_in_bytes": 9},
        ]


class TestPictures:
    """`image: enclosure` makes the first picture the file of an entry without another one."""

    def test_it_is_the_enclosure(self) -> None:
        entry = item("rss", image="enclosure", images=(PICTURE,))

        assert dict(entry.find("enclosure").attrib) == {"url": PICTURE.url, "length": "77", "type": "image/jpeg"}
        assert entry.find("media:content", NAMESPACES).get("url") == PICTURE.url
        assert [each["url"] for each in attachments(image="enclosure", images=(PICTURE,))] == [PICTURE.url]

    @pytest.mark.parametrize("image", ["media", "lead", "none"])
    def test_not_by_other_settings(self, image: str) -> None:
        assert item("rss", image=image, images=(PICTURE,)).find("enclosure") is None

    def test_a_file_of_the_author_wins(self) -> None:
        assert item("rss", MP3, image="enclosure", images=(PICTURE,)).find("enclosure").get("url") == MP3.url

    def test_without_length_it_is_none(self) -> None:
        unmeasured = Image(url=PICTURE.url, media_type="image/jpeg")

        assert item("rss", image="enclosure", images=(unmeasured,)).find("enclosure") is None


@pytest.mark.parametrize("files", [(PDF, MP3), (STREAM,), (UNKNOWN, PDF), (MP3, MP3)])
def test_documents_are_clean_and_agree(files: tuple[Enclosure, ...]) -> None:
    """Our own checks have nothing to say of them."""
    made = feed(article(enclosures=files, images=(PICTURE,), content_html="<p>Text</p>"), has_enclosures=True)
    kinds = {
        "rss": "application/rss+xml",
        "atom": "application/atom+xml",
        "json": "application/feed+json",
        "csv": "text/csv",
    }

    found = check_documents({kind: document(name, made) for name, kind in kinds.items()})

    assert [each for findings in found.findings.values() for each in findings] == []
    assert found.disagreements == []
