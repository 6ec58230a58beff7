"""Limits of sitemaps, which are too large for files of cases."""

import gzip

import pytest

from exporters.lint.lint import lint
from exporters.lint.rules.sitemaps.moments import w3c_moment

HEAD = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)
NEWS = (
    "<news:news><news:publication><news:name>N</news:name><news:language>en</news:language></news:publication>"
    "<news:publication_date>2021-08-24</news:publication_date><news:title>T</news:title></news:news>"
)
IMAGE = "<image:image><image:loc>https://example.org/a.png</image:loc></image:image>"


def found(urls: int, inner: str = "", head: str = HEAD) -> list[tuple[str, str]]:
    entries = "".join(f"<url><loc>https://example.org/{number}</loc>{inner}</url>\n" for number in range(urls))
    return [(each.rule, each.field) for each in lint(f"{head}{entries}</urlset>".encode())]


class TestLimits:
    """sitemaps.org and Google: 50,000 addresses, 1,000 articles of news, 1,000 images of a page."""

    def test_addresses(self) -> None:
        assert found(50_000) == []
        assert found(50_001) == [("sitemap-large", "urlset")]

    def test_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("exporters.lint.rules.sitemaps.sitemap.MOST_BYTES", 1_000)

        assert found(5) == []
        assert found(20) == [("sitemap-large", "urlset")]

    def test_news(self) -> None:
        assert found(1_000, NEWS) == []
        assert found(1_001, NEWS) == [("news-many", "urlset")]

    def test_images(self) -> None:
        assert found(1, IMAGE * 1_000) == []
        assert found(1, IMAGE * 1_001) == [("images-many", "url[1]")]


class TestEncoding:
    """sitemaps.org: UTF-8 alone."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_utf_8(self, encoding: str) -> None:
        assert lint((HEAD + "<url><loc>https://example.org/</loc></url></urlset>").encode(encoding)) == []

    def test_another_is_one_error(self) -> None:
        data = (HEAD + "<url><loc>https://example.org/</loc></url></urlset>").encode("utf-16")

        assert [(each.rule, str(each.level)) for each in lint(data)] == [("xml-not-utf8", "error")]


class TestCompressed:
    """sitemaps.org: a sitemap may be compressed with gzip."""

    DATA = f"{HEAD}\n<url><loc>/1</loc></url></urlset>".encode()

    def test_lines_are_those_of_the_document(self) -> None:
        (found,) = lint(gzip.compress(self.DATA))

        assert (found.rule, found.line, found.column) == ("feed-url-invalid", 2, 6)

    def test_a_damaged_one(self) -> None:
        data = gzip.compress(self.DATA)

        assert [each.rule for each in lint(data[:-9])] == ["gzip-damaged"]
        assert [each.rule for each in lint(data[:-8] + bytes(8))] == ["gzip-damaged"]

    def test_one_that_grows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("exporters.lint.lint.MOST_BYTES", 10_000)

        assert [each.rule for each in lint(gzip.compress(b" " * 10_001))] == ["document-large"]

    def test_one_in_another(self) -> None:
        assert [each.rule for each in lint(gzip.compress(gzip.compress(self.DATA)))] == ["document-unknown"]


class TestMoments:
    """W3C "Date and Time Formats": six lengths."""

    @pytest.mark.parametrize(
        "text",
        ["2021", "2021-08", "2021-08-24", "2021-08-24T07:30Z", "2021-08-24T07:30:00+02:00", "2021-08-24T07:30:00.5Z"],
    )
    def test_right(self, text: str) -> None:
        assert w3c_moment(text) is not None

    @pytest.mark.parametrize(
        "text", ["", "0000", "21-08-24", "2021-13", "2021-08-32", "2021-08-24T07:30", "2021-08-24 07:30Z", "20210824"]
    )
    def test_wrong(self, text: str) -> None:
        assert w3c_moment(text) is None


class TestTextFile:
    """sitemaps.org "Text file": one address a line, at most 50,000 of them."""

    def test_each_finding_has_the_line_and_the_column_of_its_address(self) -> None:
        text = "https://example.org/\n\n  https://example.net/\nhttps://example.org/\n"

        assert [(each.line, each.column, each.message) for each in lint(text.encode())] == [
            (3, 3, 'the host "example.net", where others have "example.org"'),
            (4, 1, 'the address "https://example.org/" of line 1 again'),
        ]

    def test_of_many_addresses(self) -> None:
        lines = [f"https://example.org/{number}" for number in range(50_001)]

        assert lint("\n".join(lines[1:]).encode()) == []
        assert [each.rule for each in lint("\n".join(lines).encode())] == ["sitemap-large"]

    def test_in_utf_16(self) -> None:
        assert [each.rule for each in lint("https://example.org/\n".encode("utf-16"))] == ["text-not-utf8"]
