"""Addresses in HTML: read as browsers read them, and named where they can't be used."""

import pytest

from exporters.bodies.html.addresses import AddressResolver, scheme_of
from tests.bodies.test_html import absolute

SITE = "https://example.org"
CONTROLS = [*map(chr, range(0x20)), "\x7f"]


def url(address: str) -> tuple[str | None, set[str]]:
    """The absolute form of an address, and what is said to be removed."""
    removed = set[str]()
    return AddressResolver(absolute, removed).resolve_url(address), removed


def link(address: str) -> tuple[str | None, set[str]]:
    """The same of a link."""
    removed = set[str]()
    return AddressResolver(absolute, removed).resolve_link(address), removed


class TestControls:
    """Browsers skip control characters, so `java<0x0E>script:` runs. Spec: URL Standard, basic URL parser."""

    @pytest.mark.parametrize("char", CONTROLS)
    def test_a_scheme_does_not_hide_behind_one(self, char: str) -> None:
        assert url(f"java{char}script:alert(1)") == (None, {"javascript: address"})
        assert url(f"{char}javascript:alert(1)") == (None, {"javascript: address"})

    @pytest.mark.parametrize("char", CONTROLS)
    def test_an_address_is_right_without_it(self, char: str) -> None:
        assert url(f"/a{char}b") == (f"{SITE}/ab", set())


class TestSchemes:
    """http and https alone lead somewhere; of links mailto: and tel: too."""

    @pytest.mark.parametrize(
        "scheme", ["javascript", "vbscript", "data", "file", "blob", "about", "cid", "view-source", "ftp", "x-y.z+1"]
    )
    @pytest.mark.parametrize("written", [str.lower, str.upper])
    def test_another_one_is_named_in_small_letters(self, scheme: str, written: type[str]) -> None:
        assert url(f"{written(scheme)}:x") == link(f"{written(scheme)}:x") == (None, {f"{scheme}: address"})

    @pytest.mark.parametrize(
        "scheme", ["javascript", "vbscript", "data", "file", "blob", "about", "cid", "view-source"]
    )
    def test_what_runs_or_is_of_this_machine_is_not_even_resolved(self, scheme: str) -> None:
        assert AddressResolver(lambda _: f"{SITE}/", set()).resolve_url(f"{scheme}:x") is None

    @pytest.mark.parametrize("address", ["//[", "http://a b/"])
    def test_what_is_no_address_is_unusable(self, address: str) -> None:
        assert url(address) == (None, {"unusable address"})

    @pytest.mark.parametrize("address", ["", " ", "\n", "\x00 "])
    def test_nothing_is_nothing(self, address: str) -> None:
        assert url(address) == link(address) == (None, set())

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("mailto:a@example.org", "mailto:a@example.org"),
            (" MAILTO:a@example.org\n", "MAILTO:a@example.org"),
            ("mailto:ä@example.org?subject=a b&c", "mailto:%C3%A4@example.org?subject=a%20b&c"),
            ("tel:+1 (23)*#;x='y'!$,/:=?@[]~-._%20", "tel:+1%20(23)*#;x='y'!$,/:=?@[]~-._%20"),
            ("tel:\ud8001", "tel:?1"),
        ],
    )
    def test_mail_and_telephone_are_links(self, address: str, expected: str) -> None:
        assert link(address) == (expected, set())
        assert url(address)[0] is None


class TestSchemeOf:
    """The scheme of an address."""

    @pytest.mark.parametrize(
        ("address", "scheme"),
        [
            ("HTTP://x", "http"),
            ("a1+-.:x", "a1+-."),
            ("x" * 31 + ":", "x" * 31),
            ("x" * 32 + ":", ""),
            ("x", ""),
            ("/x:y", ""),
            ("1a:x", ""),
            (":x", ""),
            ("a_b:x", ""),
        ],
    )
    def test_it(self, address: str, scheme: str) -> None:
        assert scheme_of(address) == scheme


class TestSrcset:
    """Each candidate of an image is made absolute; what can't be used is left out."""

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("", None),
            (" , ", None),
            ("javascript:x 1x", None),
            ("/a 1x, javascript:x 2x", f"{SITE}/a 1x"),
            ("/a\n1x\t,\n/b", f"{SITE}/a 1x, {SITE}/b"),
            ("/a,/b 1x", f"{SITE}/a,/b 1x"),
            ("/a, /b, /c,", f"{SITE}/a, {SITE}/b, {SITE}/c"),
            ("/a%2C 1x", f"{SITE}/a%2C 1x"),
            ("/a 1x 2x", None),
            ("/a 1y", None),
            ("/a w", None),
        ],
    )
    def test_it(self, written: str, expected: str | None) -> None:
        assert AddressResolver(absolute, set()).resolve_srcset(written) == expected

    def test_an_address_that_would_end_with_a_comma_is_none(self) -> None:
        """It would be read as the end of a candidate."""
        assert AddressResolver(lambda _: f"{SITE}/a,", set()).resolve_srcset("/a 1x") is None
