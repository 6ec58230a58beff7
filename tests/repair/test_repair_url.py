"""Addresses are made absolute and encoded; a valid one stays byte for byte."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.provisional import urls

from exporters.model.url import url_problem
from exporters.repair.url import clean, resolve

BASE = "https://example.org/ai/"
PAGE = "https://example.org/ai/2021/page/"
anything = st.text(st.characters(codec=None))


class TestClean:
    """What was seen in real folders, before and after."""

    @pytest.mark.parametrize(
        ("before", "after", "rules"),
        [
            ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e", []),
            ("HTTPS://Example.ORG:443/%7ea/../b", "HTTPS://Example.ORG:443/%7ea/../b", []),
            ("https://example.org/?copy=1&copy;=2&lt=3", "https://example.org/?copy=1&copy;=2&lt=3", []),
            ("/assets/x.jpg", "https://example.org/ai/assets/x.jpg", ["url-relative"]),
            ("/ai/assets/x.jpg", "https://example.org/ai/assets/x.jpg", ["url-relative"]),
            ("/aide/x.jpg", "https://example.org/ai/aide/x.jpg", ["url-relative"]),
            ("//cdn.org/x.jpg", "https://cdn.org/x.jpg", ["url-relative"]),
            (" https://example.org/a\n", "https://example.org/a", ["url-spaces"]),
            ("https://example.org/\ta\x00b", "https://example.org/ab", ["url-spaces"]),
            ("\ufeffhttps://example.org/a", "https://example.org/a", ["url-spaces"]),
            ("https://example.org/PR Newswire", "https://example.org/PR%20Newswire", ["url-encoded"]),
            ("https://example.org/World’s-First", "https://example.org/World%E2%80%99s-First", ["url-encoded"]),
            ("https://example.org/100%", "https://example.org/100%25", ["url-encoded"]),
            ("https://example.org/100%-é", "https://example.org/100%25-%C3%A9", ["url-encoded"]),
            ("https://example.org/a%20b c", "https://example.org/a%20b%20c", ["url-encoded"]),
            ("https://example.org/a[1]|{b}", "https://example.org/a%5B1%5D%7C%7Bb%7D", ["url-encoded"]),
            ("https://example.org/#a#b", "https://example.org/#a%23b", ["url-encoded"]),
            ("https://example.org#é b", "https://example.org#%C3%A9%20b", ["url-encoded"]),
            ("https://example.org?é#é", "https://example.org?%C3%A9#%C3%A9", ["url-encoded"]),
            ("https://münchen.de#ä", "https://xn--mnchen-3ya.de#%C3%A4", ["url-encoded"]),
            ("https://münchen.de?ä", "https://xn--mnchen-3ya.de?%C3%A4", ["url-encoded"]),
            ("//münchen.de/", "https://xn--mnchen-3ya.de/", ["url-relative", "url-encoded"]),
            ("https://münchen.de/ä", "https://xn--mnchen-3ya.de/%C3%A4", ["url-encoded"]),
            ("https://MÜNCHEN.de:8080", "https://xn--mnchen-3ya.de:8080", ["url-encoded"]),
            (
                "https://example.org/a.jpg?w=1200&#038;strip=all",
                "https://example.org/a.jpg?w=1200&strip=all",
                ["url-entity"],
            ),
            ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2", ["url-entity"]),
            ("https://example.org/?a=1&#x26;b=é", "https://example.org/?a=1&b=%C3%A9", ["url-entity", "url-encoded"]),
            (" /a b", "https://example.org/ai/a%20b", ["url-spaces", "url-relative", "url-encoded"]),
        ],
    )
    def test_before_and_after(self, before: str, after: str, rules: list[str]) -> None:
        cleaned, changes = clean(before, BASE)

        assert cleaned == after
        assert [change.rule for change in changes] == rules
        assert url_problem(cleaned) == ""

    @pytest.mark.parametrize("char", [*map(chr, range(0x20)), *"\x7f\ufeff\ufffe\uffff\ud800\udfff"])
    def test_what_browsers_skip_and_what_xml_forbids_goes(self, char: str) -> None:
        assert clean(f"{char}https://example.org/a{char}b{char}", BASE)[0] == "https://example.org/ab"

    @pytest.mark.parametrize(
        ("url", "seen"),
        [
            ("javascript:alert(1)", "the scheme javascript is not http or https"),
            ("java\nscript:alert(1)", "the scheme javascript is not http or https"),
            ("\x01java\tscript:alert(1)", "the scheme javascript is not http or https"),
            ("javascript&#58;alert(1)", "the scheme javascript is not http or https"),
            ("data:text/html;base64,PHNjcmlwdD4=", "the scheme data is not http or https"),
            ("a/b.jpg", "not an absolute address"),
            ("example.org", "not an absolute address"),
            ("https://", "an address without host"),
            ("https:///a", "an address without host"),
            ("///a", "an address without host"),
            ("https://user:password@example.org/", "a user name or password in an address"),
            ("https://exa mple.org/", "white space in it"),
            ("https://example.org:x/", "not a valid address"),
        ],
    )
    def test_nothing_is_made_up(self, url: str, seen: str) -> None:
        assert url_problem(clean(url, BASE)[0]) == seen

    @pytest.mark.parametrize("host", ["[::1]", "[2001:db8::1]", "192.0.2.1"])
    def test_addresses_in_numbers_stay(self, host: str) -> None:
        assert clean(f"https://{host}/a b", BASE)[0] == f"https://{host}/a%20b"

    def test_the_root_of_the_site_is_its_home(self) -> None:
        assert clean("/", BASE)[0] == BASE

    def test_a_site_at_the_root_of_its_host_needs_no_folder(self) -> None:
        assert clean("/a", "https://example.org/")[0] == "https://example.org/a"

    def test_a_million_characters_come_back_unencoded(self) -> None:
        long = "https://example.org/" + "é" * 1_000_000

        assert clean(long, BASE) == (long, [])

    @pytest.mark.parametrize("host", ["é" * 1_000_000, "é." * 50_000, "xn--" + "é" * 200, "a\u0640é", "é-.org"])
    def test_a_host_that_can_not_be_is_left(self, host: str) -> None:
        assert url_problem(clean(f"https://{host}/", BASE)[0])

    @given(urls())
    def test_a_valid_one_never_changes(self, url: str) -> None:
        assume("&#" not in url and "&amp;" not in url)

        assert clean(url, BASE) == (url, [])

    @given(anything)
    def test_the_result_has_a_problem_or_is_ascii_and_absolute(self, text: str) -> None:
        for url in (text, "https://example.org/" + text, "/" + text, "https://" + text):
            cleaned, _ = clean(url, BASE)
            assert url_problem(cleaned) or (cleaned.isascii() and cleaned.lower().startswith(("https://", "http://")))

    @given(anything)
    def test_under_a_host_every_text_becomes_an_address(self, text: str) -> None:
        cleaned, _ = clean("https://example.org/" + text, BASE)

        assert url_problem(cleaned) == ""

    @given(anything)
    def test_a_second_time_changes_nothing(self, text: str) -> None:
        once, _ = clean("https://example.org/" + text, BASE)
        assume("&" not in once)

        assert clean(once, BASE) == (once, [])

    @given(anything)
    def test_it_changed_if_it_says_so(self, url: str) -> None:
        cleaned, changes = clean(url, BASE)

        assert (cleaned != url) == bool(changes)


class TestResolve:
    """Inside HTML, addresses are relative to the page too."""

    @pytest.mark.parametrize(
        ("address", "absolute"),
        [
            ("https://a.org/x", "https://a.org/x"),
            ("/x.jpg", "https://example.org/ai/x.jpg"),
            ("//a.org/x", "https://a.org/x"),
            ("x.jpg", "https://example.org/ai/2021/page/x.jpg"),
            ("../x y.jpg", "https://example.org/ai/2021/x%20y.jpg"),
            ("?a=1&amp;b", "https://example.org/ai/2021/page/?a=1&b"),
            ("#note", "https://example.org/ai/2021/page/#note"),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("mailto:a@example.org", None),
            ("data:image/png;base64,AAAA", None),
            ("https://", None),
            ("http://[", None),
            ("//[", None),
        ],
    )
    def test_it(self, address: str, absolute: str | None) -> None:
        assert resolve(address, BASE, PAGE) == absolute

    @pytest.mark.parametrize("space", ["", " ", "\n", "\xa0", "\u3000"])
    def test_a_body_of_another_site_was_copied_with_its_addresses(self, space: str) -> None:
        page = "https://news.example.net/2021/page/"

        assert resolve(f"{space}/ai/x.jpg{space}", BASE, page) == "https://news.example.net/ai/x.jpg"
        assert resolve(f"{space}x.jpg{space}", BASE, page) == "https://news.example.net/2021/page/x.jpg"
        assert resolve(f"{space}/ai/x.jpg{space}", BASE, PAGE) == "https://example.org/ai/x.jpg"

    @given(anything)
    def test_what_it_made_stays(self, address: str) -> None:
        absolute = resolve(address, BASE, PAGE)

        assert absolute is None or url_problem(absolute) == ""
        assert absolute is None or "&" in absolute or resolve(absolute, BASE, PAGE) == absolute
