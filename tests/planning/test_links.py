"""Addresses: when two are one, and how one became another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.planning.links import how, key_without_host, same_link


class TestSame:
    """Addresses that lead to one page, as a rule."""

    @pytest.mark.parametrize(
        "address",
        [
            "http://example.org/a",
            "https://www.example.org/a/",
            "HTTPS://Example.ORG./a",
            "https://example.org:443/a",
            "http://example.org:80/a",
            "https://ann@example.org/a",
            "https://example.org/a/index.html",
            "https://example.org/a/Default.htm",
            "https://example.org/%61?#",
        ],
    )
    def test_these_are_one(self, address: str) -> None:
        assert same_link(address) == same_link("https://example.org/a")

    @pytest.mark.parametrize(
        "address",
        [
            "https://example.org/A",
            "https://example.org/b",
            "https://example.org/a?b",
            "https://example.org/a#b",
            "https://example.org:8080/a",
            "https://blog.example.org/a",
            "https://example.net/a",
            "urn:example.org/a",
        ],
    )
    def test_these_are_others(self, address: str) -> None:
        assert same_link(address) != same_link("https://example.org/a")

    def test_a_key_survives_another_host(self) -> None:
        assert key_without_host("https://example.org/a/?b") == key_without_host("http://example.net/a?b")

    def test_a_home_page_has_no_place_of_its_own(self) -> None:
        assert key_without_host("https://example.org/") == key_without_host(None) == key_without_host("urn:x") == ""

    def test_no_address_has_no_key(self) -> None:
        assert same_link(None) == same_link("") == ""


class TestHow:
    """How an address became another, in words that fit all entries of a migration."""

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            ("http://x.org/a", "https://x.org/a", "http became https"),
            ("https://x.org/a", "https://y.org/a", "x.org became y.org"),
            ("https://x.org/a", "https://www.x.org/a", "www. was added"),
            ("https://www.x.org/a", "https://x.org/a", "www. was removed"),
            ("https://x.org/a", "https://x.org/a/", "a slash was added at the end"),
            ("https://x.org/a/", "https://x.org/a", "the slash at the end was removed"),
            ("https://x.org/a/index.html", "https://x.org/a/", "index.html was removed"),
            ("https://x.org/a.html", "https://x.org/a/", "the ending .html was removed"),
            ("https://x.org/a", "https://x.org/a.html", "the ending .html was added"),
            ("https://x.org/a.html", "https://x.org/a.php", "the ending .html became .php"),
            ("https://x.org/A", "https://x.org/a", "capital letters changed"),
            ("https://x.org/news/a", "https://x.org/news/b", "the slug changed"),
            ("https://x.org/a.com-b", "https://x.org/a-b", "the slug changed"),
            ("https://x.org/blog/a", "https://x.org/news/a", "/blog/ became /news/"),
            ("https://x.org/2021/08/24/a", "https://x.org/a", "/<date>/ became /"),
            (
                "https://x.org/2021/08/a.html",
                "https://x.org/p/a",
                "/<date>/ became /p/ and the ending .html was removed",
            ),
            ("https://x.org/blog/a", "https://x.org/news/b", "the path changed"),
            ("https://x.org/a/b", "https://x.org/c/b.html", "/a/ became /c/ and the ending .html was added"),
            ("https://x.org/a/b.html", "https://x.org/c/b.php", "/a/ became /c/ and the ending .html became .php"),
            ("https://x.org/?p=1", "https://x.org/?p=2", "the query changed"),
            ("https://x.org/#1", "https://x.org/#2", "the fragment changed"),
            ("https://x.org/%61", "https://x.org/a", "its spelling changed"),
            ("https://x.org", "https://x.org/", "its spelling changed"),
            ("https://x.org/", "https://x.org", "its spelling changed"),
            ("https://x.org/1999/8/4/a", "https://x.org/news/2021/a", "/<date>/ became /news/<date>/"),
            ("https://x.org/1899/a", "https://x.org/20211/a", "/1899/ became /20211/"),
            ("https://x.org/?p=1", "https://x.org/a/", "the slug changed and the query changed"),
            ("urn:1", "https://x.org/1", "another kind of address"),
            (
                "http://x.org/a",
                "https://y.org/a/",
                "http became https and x.org became y.org and a slash was added at the end",
            ),
        ],
    )
    def test_words(self, before: str, after: str, said: str) -> None:
        assert how(before, after) == said

    @given(st.text(alphabet="htps:/.?#%aA1@[]", max_size=30), st.text(alphabet="htps:/.?#%aA1@[]", max_size=30))
    def test_there_is_always_something_to_say(self, before: str, after: str) -> None:
        assert how(f"https://{before}", after)
        assert how(f"https://{before}", f"http://{after}")
        assert isinstance(same_link(before), str)
