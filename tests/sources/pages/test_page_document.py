"""Hostile and odd pages: refused with a sentence, or read."""

import pytest

from exporters.sources.pages.document import MOST_BYTES, PageDocument, PageError
from exporters.sources.pages.facts import page_facts
from exporters.sources.pages.main_part import main_part


class TestBounds:
    """What would take minutes is refused."""

    @pytest.mark.parametrize(
        ("data", "seen"),
        [
            (b"x" * (MOST_BYTES + 1), "more than 8 MiB"),
            (b"<p>" * 100_001, "100,001 tags"),
            (b"<div>" * 5_000, "nested too deep"),
            (b"<p " + b" ".join(b"a%d" % each for each in range(3_000)) + b">", "attributes"),
            (b"<p " + b" ".join(b'a%d=">"' % each for each in range(3_000)) + b">", "attributes"),
            (b"", "no HTML"),
        ],
        ids=["size", "tags", "depth", "attributes", "quoted", "empty"],
    )
    def test_it_is_refused(self, data: bytes, seen: str) -> None:
        with pytest.raises(PageError, match=seen):
            PageDocument(data)

    @pytest.mark.parametrize(
        "data",
        [
            b"<article>" + b"<script></script>xxxxxxxxxx" * 49_000,
            b'<meta http-equiv=refresh content="' + b" " * 1_000_000 + b'">',
            b'<script type="application/ld+json">' + b"[" * 900_000 + b"</script>",
            b'<script type="application/ld+json">"' + b'\\"' * 400_000 + b"</script>",
            b"<title>" + b" | " * 1_000_000,
            bytes(range(256)) * 1_000,
        ],
        ids=["tails", "refresh", "brackets", "quotes", "title", "binary"],
    )
    def test_it_is_read(self, data: bytes) -> None:
        page = PageDocument(data)

        assert page_facts(page, "https://example.org/") is not None
        assert main_part(page) is not None


class TestEncoding:
    """Spec: HTML §13.2.3.2."""

    @pytest.mark.parametrize(
        "data",
        [
            "<h1>Ä</h1>".encode(),
            b"\xef\xbb\xbf" + "<meta charset=latin1><h1>Ä</h1>".encode(),
            "<meta charset=iso-8859-1><h1>Ä</h1>".encode("cp1252"),
            "<h1>Ä</h1>".encode("cp1252"),
            b"\xff\xfe" + "<h1>Ä</h1>".encode("utf-16-le"),
            "<meta charset=nonsense><h1>Ä</h1>".encode(),
        ],
    )
    def test_the_heading_is_read(self, data: bytes) -> None:
        assert PageDocument(data).headings == ("Ä",)
