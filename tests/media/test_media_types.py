"""Media types, by content first and by suffix second."""

import pytest

from exporters.media.media_types import of_head, of_name
from tests.media.making import FILES, gif, jpeg, png, svg, wav


class TestContent:
    """What the first bytes say counts, whatever the name says."""

    @pytest.mark.parametrize(
        ("data", "media_type"),
        [
            (png(1, 1), "image/png"),
            (jpeg(1, 1), "image/jpeg"),
            (gif(1, 1), "image/gif"),
            (svg(1, 1), "image/svg+xml"),
            (b'<?xml version="1.0"?>\n<!-- x -->\n<svg>', "image/svg+xml"),
            (wav(1), "audio/wav"),
            (b"ID3\x04\0\0", "audio/mpeg"),
            (b"\xff\xfb\x90\x64", "audio/mpeg"),
            (b"\xff\xf1\x50\x80", "audio/aac"),
            (b"fLaC\0\0", "audio/flac"),
            (b"OggS" + b"\0" * 24 + b"OpusHead", "audio/opus"),
            (b"%PDF-1.7", "application/pdf"),
            (b"FORM\0\0\0\0AIFF", "audio/aiff"),
            (b"\x1a\x45\xdf\xa3..webm", "video/webm"),
            (b"PK\3\4", "application/zip"),
            (b"\r\n<!DOCTYPE html><html>", "text/html"),
        ],
    )
    def test_it_is_recognised(self, data: bytes, media_type: str) -> None:
        assert of_head(data, "x.bin") == media_type
        assert of_head(data, "x.bmp") == media_type

    @pytest.mark.parametrize(
        ("name", "media_type"),
        [
            ("silence.m4a", "audio/x-m4a"),
            ("silence.mp3", "audio/mpeg"),
            ("clip.mp4", "video/mp4"),
            ("picture.avif", "image/avif"),
            ("picture.webp", "image/webp"),
        ],
    )
    def test_files_of_real_encoders(self, name: str, media_type: str) -> None:
        data = (FILES / name).read_bytes()

        assert of_head(data[:512], "x") == media_type

    @pytest.mark.parametrize(
        ("data", "name", "media_type"),
        [
            (b"PK\3\4", "a.epub", "application/epub+zip"),
            (b"PK\3\4", "a.docx", of_name("a.docx")),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "a.m4a", "audio/x-m4a"),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "a.mov", "video/quicktime"),
            (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "a", "video/mp4"),
            (b"OggS" + b"\0" * 24 + b"OpusHead", "a.ogg", "audio/ogg"),
            (b"plain", "a.vtt", "text/vtt"),
            (b"plain", "a.unknown", None),
        ],
    )
    def test_the_name_decides_where_the_content_leaves_it_open(
        self, data: bytes, name: str, media_type: str | None
    ) -> None:
        assert of_head(data, name) == media_type


class TestNames:
    """The suffix of a name or an address, before query and fragment."""

    @pytest.mark.parametrize(
        ("name", "media_type"),
        [
            ("a.MP3", "audio/mpeg"),
            ("https://e.example/a.mp3?x=1.pdf#b.png", "audio/mpeg"),
            ("https://e.example/a%2Emp3", "audio/mpeg"),
            ("https://e.example/", None),
            ("https://e.example", None),
            ("mp3", None),
            ("https://e.example/watch?v=a.mp3", None),
        ],
    )
    def test_the_suffix_tells(self, name: str, media_type: str | None) -> None:
        assert of_name(name) == media_type
