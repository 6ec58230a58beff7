"""Which addresses can be asked, and how they are written. Spec: RFC 3986, RFC 9110 §4.2."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.http.address import parse_address
from exporters.http.request import FetchError, fetch, post


class TestWritten:
    """As they go over the line: ASCII, percent-encoded, without fragment."""

    @pytest.mark.parametrize(
        ("given", "url"),
        [
            ("https://example.org", "https://example.org/"),
            ("HTTPS://Example.ORG:443/A", "https://example.org/A"),
            ("http://example.org:8080/a#b", "http://example.org:8080/a"),
            ("http://example.org?a=b c", "http://example.org/?a=b%20c"),
            ("https://bücher.example/ä%2Fb?ö", "https://xn--bcher-kva.example/%C3%A4%2Fb?%C3%B6"),
            ("https://faß.example/", "https://xn--fa-hia.example/"),
            ("http://[::1]:80/", "http://[::1]/"),
            ("http://[::1]:81/@ann", "http://[::1]:81/@ann"),
            (" http://example.org/\n", "http://example.org/"),
            ("http://ann:pw@example.org/", "http://example.org/"),
            ("http://example.org/\x00\udcff", "http://example.org/%00%FF"),
        ],
    )
    def test_it_is_what_it_was(self, given: str, url: str) -> None:
        assert parse_address(given).url == url

    @given(st.text())
    @example("http://a\r\nX: y/")
    def test_any_text_is_a_plain_address_or_a_failure(self, text: str) -> None:
        for each in (text, f"http://{text}", f"http://example.org/{text}"):
            try:
                made = parse_address(each)
            except FetchError as error:
                said = str(error)
            else:
                said = made.url
                assert parse_address(made.url).url == made.url
                assert all(part.isascii() and " " not in part for part in (made.url, made.host, made.target))

            assert said.isprintable()


class TestRefused:
    """Others are a failure before anybody is asked."""

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "example.org/feed",
            "/feed",
            "ftp://example.org/",
            "file:///etc/passwd",
            "mailto:ann@example.org",
            "http://",
            "http:///feed",
            "http://exa mple.org/",
            "http://[::1/",
            "http://example.org:http/",
            "http://example.org:70000/",
            "http://-.example/",
            "http://ex\u200bample..org/",
            "http://xn--\u2603.example/",
        ],
    )
    def test_it_says_so(self, address: str) -> None:
        for ask in (fetch, lambda each: post(each, {})):
            with pytest.raises(FetchError, match=r"is not an? .*address"):
                ask(address)

    @pytest.mark.parametrize(
        "address",
        [
            "http://ann:secret@[::1/",
            "http://ann:se/secret@example.org/",
            "http://ann:pw#secret@example.org:x/",
            "ftp://ann:secret@example.org/",
            "ann:secret@example.org/feed",
            "//ann:secret@example.org/feed",
            "http:/ann:secret@example.org/feed",
            "http://ann:secret@/",
            "http://ann:secret@ℹ️.example⁄/",
        ],
    )
    def test_passwords_are_not_shown(self, address: str) -> None:
        with pytest.raises(FetchError) as raised:
            fetch(address)

        assert "secret" not in f"{raised.value!r} {raised.value.__cause__!r}"
        assert "ann" not in str(raised.value)
