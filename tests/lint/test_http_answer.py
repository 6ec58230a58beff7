"""What a server says about a document is judged, from the one request."""

import gzip
from pathlib import Path

import pytest

from exporters.diagnostics.diagnostic import Level
from exporters.http.request import FetchedDocument, HttpAnswer, HttpRedirect, fetch_answer
from exporters.lint.http_answer import http_findings
from exporters.lint.outside_findings import outside_findings
from exporters.lint.profiles.profile import profile_levels
from tests.cli.running import outfeed_here
from tests.http.serving import answer, redirect, serving
from tests.lint.test_lint import RSS

HERE = "https://example.org/feed.xml"
VALIDATOR = {"etag": '"1"'}
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>\xc3\xa9</title>%s</feed>'
JSON = b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [], "feed_url": "https://example.org/feed.xml"}'


def rules(
    data: bytes = RSS,
    media_type: str | None = "application/rss+xml",
    headers: dict[str, str] = VALIDATOR,
    redirects: tuple[HttpRedirect, ...] = (),
) -> list[str]:
    """The rules that an answer breaks."""
    made = HttpAnswer(FetchedDocument(data, media_type, HERE), headers, redirects)
    return [each.rule for each in http_findings(HERE, made)]


class TestMediaType:
    """RFC 9110 §8.3: the type of the format, not another one."""

    @pytest.mark.parametrize(
        ("data", "media_type", "expected"),
        [
            (RSS, "application/rss+xml; charset=utf-8", []),
            (RSS, "Application/XML", []),
            (RSS, None, ["http-type-missing"]),
            (RSS, "text/html; charset=utf-8", ["http-type-html"]),
            (RSS, "application/octet-stream", ["http-type-wrong"]),
            (RSS, "application/atom+xml", ["http-type-wrong"]),
            (ATOM % b"", "application/atom+xml", []),
            (JSON, "application/json", []),
            (JSON, "application/feed+json", []),
            (JSON, "text/plain", ["http-type-wrong"]),
            (b"<html>", "text/html", []),
        ],
    )
    def test_for_each_format(self, data: bytes, media_type: str | None, expected: list[str]) -> None:
        assert rules(data, media_type) == expected


class TestCharset:
    """RFC 7303 §3.2: the header stands above the declaration."""

    @pytest.mark.parametrize(
        ("charset", "expected"),
        [("utf-8", []), ("UTF8", []), ('"utf-8"', []), ("iso-8859-1", ["http-charset-differs"])],
    )
    def test_against_the_document(self, charset: str, expected: list[str]) -> None:
        assert rules(ATOM % b"", f"application/atom+xml; charset={charset}") == expected

    def test_of_a_document_in_ascii_it_does_no_harm_yet(self) -> None:
        made = HttpAnswer(FetchedDocument(RSS, "text/xml; charset=latin-1", HERE), VALIDATOR)

        assert [(each.rule, each.level) for each in http_findings(HERE, made)] == [
            ("http-charset-differs", Level.WARNING)
        ]


class TestProfiles:
    """A profile gives its levels to what a server says, too."""

    @pytest.mark.parametrize(("names", "level"), [((), Level.ERROR), (("w3c",), Level.WARNING)])
    def test_of_a_charset(self, names: tuple[str, ...], level: Level) -> None:
        document = FetchedDocument(ATOM % b"", "application/atom+xml; charset=latin-1", HERE)
        found = outside_findings(
            document.data, profile_levels(names), asked=HERE, answer=HttpAnswer(document, VALIDATOR)
        )

        assert [(each.rule, each.level) for each in found] == [("http-charset-differs", level)]

    def test_what_the_document_ignores_is_named_once(self) -> None:
        data = ATOM.replace(b"<title>", b"<!-- outfeed: ignore http-charset-differs, no-such-rule --><title>") % b""
        document = FetchedDocument(data, "application/atom+xml; charset=latin-1", HERE)

        assert outside_findings(data, asked=HERE, answer=HttpAnswer(document, VALIDATOR)) == []

    def test_of_json_the_link_has_its_place(self) -> None:
        made = HttpAnswer(FetchedDocument(JSON, "application/json", "https://example.org/other.json"), VALIDATOR)
        (found,) = outside_findings(JSON, asked="https://example.org/other.json", answer=made)

        assert (found.rule, found.field, found.line, found.column) == ("self-link-differs", "/feed_url", 1, 88)


class TestTransfer:
    """RFC 9110 §8.4, §8.8: what spares the network."""

    @pytest.mark.parametrize("headers", [{"etag": '"1"'}, {"last-modified": "Tue, 24 Aug 2021 07:30:00 GMT"}])
    def test_one_validator_will_do(self, headers: dict[str, str]) -> None:
        assert rules(headers=headers) == []
        assert rules(headers={}) == ["http-validator-missing"]

    def test_compression(self) -> None:
        long = RSS.replace(b"  </channel>", b" " * 2_000 + b"</channel>")

        assert rules(long) == ["http-uncompressed"]
        assert rules(long, headers={**VALIDATOR, "content-encoding": "gzip"}) == []


class TestRedirects:
    """RFC 9110 §15.4: for good, or for now."""

    @pytest.mark.parametrize(
        ("statuses", "expected"),
        [
            ((301,), ["http-redirect-permanent"]),
            ((308, 301), ["http-redirect-permanent"]),
            ((302,), ["http-redirect-temporary"]),
            ((301, 307), ["http-redirect-temporary"]),
        ],
    )
    def test_they_are_told(self, statuses: tuple[int, ...], expected: list[str]) -> None:
        assert rules(redirects=tuple(HttpRedirect(status, "a", "b") for status in statuses)) == expected


class TestSelf:
    """RFC 4287 §4.2.7.2: the address of the feed itself."""

    LINK = '<link rel="self" href="{}"/>'

    @pytest.mark.parametrize(
        ("href", "expected"),
        [
            (HERE, []),
            ("HTTPS://Example.org:443/feed.xml#top", []),
            ("https://example.org/atom.xml", ["self-link-differs"]),
            ("", ["self-link-differs"]),
        ],
    )
    def test_of_atom(self, href: str, expected: list[str]) -> None:
        assert rules(ATOM % self.LINK.format(href).encode(), "application/atom+xml") == expected

    def test_of_a_json_feed(self) -> None:
        assert rules(JSON.replace(b"feed.xml", b"other"), "application/json") == ["self-link-differs"]

    def test_without_one_another_rule_says_so(self) -> None:
        assert rules(ATOM % b"", "application/atom+xml") == []


class TestServer:
    """One request, with what came of it."""

    def test_redirects_and_headers_are_kept(self) -> None:
        body = gzip.compress(RSS)
        with serving(
            lambda asked: (
                redirect("/b", "301 Moved")
                if asked.target == "/a"
                else answer(body, "ETag: x", "Content-Encoding: gzip")
            )
        ) as server:
            made = fetch_answer(f"{server.url}a")

            assert made is not None
            assert made.document.data == RSS
            assert made.redirects == (HttpRedirect(301, f"{server.url}a", f"{server.url}b"),)
            assert (made.headers["etag"], made.headers["content-encoding"]) == ("x", "gzip")
            assert len(server.asked) == 2

    def test_the_command_judges_them(self, tmp_path: Path) -> None:
        with serving(answer(RSS, "Content-Type: text/html")) as server:
            ran = outfeed_here("lint", f"{server.url}feed.xml", "--ignore", "self-*", cwd=tmp_path)

        assert [line.rpartition(" ")[2] for line in ran.out.splitlines()] == [
            "[guid-repeated]",
            "[http-type-html]",
            "[http-validator-missing]",
        ]
        assert len(server.asked) == 1

    @pytest.mark.parametrize(
        ("flags", "said"),
        [
            (("--fix",), "1 fix possible.\n"),
            (("--fix", "--write"), "0 fixes written, 1 only shown: --write writes to files.\n"),
        ],
    )
    def test_what_is_no_file_is_shown_alone(self, tmp_path: Path, flags: tuple[str, ...], said: str) -> None:
        with serving(answer(RSS, "Content-Type: application/rss+xml")) as server:
            ran = outfeed_here("lint", server.url, *flags, cwd=tmp_path)

        assert ran.err.endswith(said)
        assert f'<atom:link rel="self" type="application/rss+xml" href="{server.url}' in ran.out
        assert 'xmlns:atom="http://www.w3.org/2005/Atom"' in ran.out
