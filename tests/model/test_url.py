"""What an address is here."""

import re
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.provisional import urls

from exporters.model.url import LONGEST, _check_all, host_of, is_host, is_iri, is_local_host, is_url, url_problem
from tests.profiles import examples

VALID = [
    "https://example.org",
    "http://example.org/",
    "HTTPS://Example.ORG/a/../b",
    "https://example.org:8443/a?b=c&d#e",
    "https://example.org?q",
    "https://example.org#f",
    "https://example.org/a%20b%C3%A9",
    "https://example.org/(a)'b'!*;,=@:$+~_-.",
    "https://example.org/?a=/?b",
    "https://[2001:db8::1]/x",
    "https://[::ffff:192.0.2.1]:8080/",
    "https://192.0.2.1/",
    "https://sub_domain.example.org/",
    "https://xn--mnchen-3ya.de/",
    "https://example.org./",
    "https://localhost",
    "https://example.org:/",
]

nearly_urls = st.lists(
    st.sampled_from(["http", "https", "HTTP", "://", "//", ":", "/", "?", "#", "%", "%4a", "%zz", ".", "..", "-", "_"])
    | st.sampled_from(["a", "b-c", "example.org", "é", "[::1]", "80", "99999", "@", " ", "\n", "a" * 62, "a" * 200])
    | st.characters(codec="ascii"),
    max_size=12,
).map("".join) | st.text(st.sampled_from("aZ09-._~%:/?#[]@ \n"), max_size=12).map("https://a".__add__)


class TestProblem:
    """Absolute, http or https, ASCII, with a host. Spec: RFC 3986, RFC 9110 §4.2."""

    @pytest.mark.parametrize("url", VALID)
    def test_a_valid_address_has_none(self, url: str) -> None:
        assert url_problem(url) == ""

    @pytest.mark.parametrize(
        ("url", "seen"),
        [
            ("", "not an absolute address"),
            ("/a", "not an absolute address"),
            ("example.org/a", "not an absolute address"),
            ("//example.org/a", "not an absolute address"),
            (" https://example.org/", "not an absolute address"),
            ("https:example.org", "the scheme https is not http or https"),
            ("javascript:alert(1)", "the scheme javascript is not http or https"),
            ("JavaScript://example.org/%0aalert(1)", "the scheme javascript is not http or https"),
            ("data:text/html,a", "the scheme data is not http or https"),
            ("mailto:a@example.org", "the scheme mailto is not http or https"),
            ("ftp://example.org/", "the scheme ftp is not http or https"),
            ("https:///a", "an address without host"),
            ("https://:80/a", "an address without host"),
            ("https://?a", "an address without host"),
            ("https://a:b@example.org/", "a user name or password in an address"),
            ("https://a@example.org/", "a user name or password in an address"),
            ("https://example.org/a b", "white space in it"),
            ("https://example.org/é", "a letter that is not ASCII: é"),
            ("https://exämple.org/", "a letter that is not ASCII: ä"),
            ("https://example.org/%zz", 'it contains "%"'),
            ("https://example.org/%e", 'it contains "%"'),
            ("https://example.org/#a#b", "not a valid address"),
            ("https://example.org/[a]", "not a valid address"),
            ("https://example.org/\n", "white space in it"),
            ("https://example.org\\a", 'it contains "\\"'),
            ("https://example.org/\x1b[2K", 'it contains "\\x1b"'),
            ("https://example.org/\u202e", "a letter that is not ASCII: \\u202e"),
            ("https://example.org:80a/", "not a valid address"),
            ("https://example.org:65536/", "a port over 65535"),
            ("https://a..b/", "no host name: a..b"),
            ("https://-a.org/", "no host name: -a.org"),
            ("https://[1::2::3]/", "no host name: [1::2::3]"),
            ("https://" + "a" * 64 + ".org/", "no host name: " + "a" * 60),
            ("https://example.org/" + "a" * LONGEST, "an address of 8,020 characters"),
        ],
        ids=lambda value: value[:40],
    )
    def test_what_is_wrong_is_said(self, url: str, seen: str) -> None:
        assert url_problem(url) == seen

    @examples(10)
    @given(nearly_urls)
    @example("https://" + "a." * 126 + "a")
    @example("https://" + "a." * 126 + "ab")
    @example("https://" + "a" * 63 + ".org/")
    @example("https://" + "a" * 64 + ".org/")
    @example("https://a-.org/")
    @example("https://a.org/%4")
    @example("https://a.org/\n")
    def test_what_is_right_at_a_glance_is_right_by_all_the_rules(self, url: str) -> None:
        assert url_problem(url) == _check_all(url)

    def test_the_longest_is_taken(self) -> None:
        assert is_url("https://example.org/".ljust(LONGEST, "a"))

    @given(urls())
    def test_generated_addresses_are_taken(self, url: str) -> None:
        assert url_problem(url) == ""

    @given(st.text())
    def test_what_is_taken_is_ascii_without_white_space(self, text: str) -> None:
        url = f"https://example.org/{text}"

        assert not is_url(url) or (url.isascii() and url.isprintable() and " " not in url)

    @pytest.mark.parametrize("digits", ["9" * 5_000, "0" * 5_000 + "80"])
    def test_an_endless_port_is_no_accident(self, digits: str) -> None:
        assert url_problem(f"https://example.org:{digits}/") in ("a port over 65535", "")


class TestIsHost:
    """A host name, an IPv4 address, or an IPv6 address in brackets."""

    @pytest.mark.parametrize("host", ["a", "example.org", "a-b.example", "192.0.2.1", "[::1]", "a_b.org", "a" * 63])
    def test_one(self, host: str) -> None:
        assert is_host(host)

    @examples(5)
    @given(st.lists(st.sampled_from(["a", "Z9", "-", "_", ".", "é", "\n", "a" * 62, "[", "]", "::1"])).map("".join))
    @example("a." * 126 + "ab")
    @example("a." * 126 + "a.")
    def test_what_is_right_at_a_glance_is_right_label_by_label(self, host: str) -> None:
        with patch("exporters.model.url._USUAL_HOST", re.compile("(?!)")):
            is_right = is_host(host)

        assert is_host(host) == is_right

    @pytest.mark.parametrize(
        "host",
        ["", ".", "a b", "a/b", "-a", "a-", "é.org", "[::1", "[x]", "a" * 64, "a." * 127 + "ab", "a,b", "[::1%1]"],
    )
    def test_none(self, host: str) -> None:
        assert not is_host(host)


class TestIsIri:
    """An Atom id has to be one. Spec: RFC 4287 §4.2.6, RFC 3987."""

    @pytest.mark.parametrize("text", ["urn:uuid:1", "tag:example.org,2021:1", "https://example.org/é", *VALID])
    def test_one(self, text: str) -> None:
        assert is_iri(text)

    @pytest.mark.parametrize(
        "text", ["", "a", "/a", "1:2", "urn:", "urn:a b", "urn:a\n", "urn:%zz", "urn:<a>", "https://"]
    )
    def test_none(self, text: str) -> None:
        assert not is_iri(text)

    @given(nearly_urls)
    def test_an_address_is_one_however_long(self, url: str) -> None:
        assert not is_url(url) or (is_iri(url) and is_iri(f"{url}?{'a' * 300}"))  # the long one takes the long way


class TestHostOf:
    """The host name, lower-case."""

    @pytest.mark.parametrize(
        ("url", "host"),
        [("https://Example.ORG:80/a", "example.org"), ("https://[::1]/", "::1"), ("/a", ""), ("a", "")],
    )
    def test_it(self, url: str, host: str) -> None:
        assert host_of(url) == host


class TestIsLocalHost:
    """Hosts that nobody but the author reaches: RFC 6761, RFC 6762, RFC 1918, RFC 4193."""

    @pytest.mark.parametrize(
        "host",
        "localhost LOCALHOST localhost. app.localhost mac.local fritz.home.arpa site.test db.internal 0.0.0.0 127.0.0.1"
        " 127.255.255.254 10.1.2.3 172.16.0.1 172.31.255.255 192.168.178.20 169.254.1.1 100.64.0.1 ::1 [::1] :: fd00::a"
        " [fe80::1]".split(),
    )
    def test_it_is_one(self, host: str) -> None:
        assert is_local_host(host)

    @pytest.mark.parametrize(
        "host",
        "example.org local.example.org localhost.example.org mylocal.org notlocalhost latest 172.32.0.1 8.8.8.8"
        " 192.0.2.1 11.0.0.1 1.2.3 2001:db8::1 [2606:4700::1111] zz::1 .".split(),
    )
    def test_it_is_none(self, host: str) -> None:
        assert not is_local_host(host)
