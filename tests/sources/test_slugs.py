"""Slugs equal those that the generators write, letter by letter."""

import string
from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.sources.addresses import slugs
from exporters.sources.addresses.parts import AddressError
from exporters.sources.addresses.transliteration import transliterate
from tests.sources.outputs import OUTPUTS

RULES: Final[dict[str, Callable[[str], str]]] = {
    **{
        f"jekyll {mode}": partial(slugs.jekyll, mode=mode)
        for mode in ("none", "raw", "default", "pretty", "ascii", "latin")
    },
    "hugo": lambda text: quote(slugs.hugo(text), safe="/-._~$&+,;=:@#%"),
    "hexo": slugs.hexo,
    "github": slugs.github,
    "eleventy": slugs.eleventy,
    "pelican": slugs.pelican,
    "pelican unicode": partial(slugs.pelican, is_unicode=True),
    "pelican case": partial(slugs.pelican, keeps_case=True),
    "nikola": slugs.nikola,
    "nikola off": partial(slugs.nikola, is_on=False),
    "material": slugs.material,
}
# letters whose spelling is in no table: no address is guessed
JAPANESE: Final = {(rule, "日本語 テスト") for rule in ("pelican", "pelican case", "nikola", "eleventy")}
OTHERS: Final = {("eleventy", text) for text in ("Привет, мир", "Ελληνικά", "e\u0301cole ﬁn ½")}


class TestGenerators:
    """Titles that the generators made slugs of."""

    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize("text", OUTPUTS["slugs"], ids=ascii)
    def test_a_slug_is_that_of_the_generator(self, rule: str, text: str) -> None:
        if (rule, text) in JAPANESE | OTHERS:
            with pytest.raises(AddressError, match=r"no Latin letters are known for .; write a slug in the front"):
                RULES[rule](text)
        else:
            assert RULES[rule](text) == OUTPUTS["slugs"][text][rule]

    def test_every_rule_has_been_recorded(self) -> None:
        assert all(made.keys() == RULES.keys() for made in OUTPUTS["slugs"].values())


class TestOthers:
    """Rules whose programs could not be run here: Zola, Docusaurus; and Outfeed's own."""

    @pytest.mark.parametrize(
        ("text", "mode", "slug"),
        [
            ("Hello, World!", "on", "hello-world"),
            ("Crème Brûlée & Co.", "on", "creme-brulee-co"),
            ("it's", "on", "it-s"),
            ("A: b?. ", "safe", "A b"),
            ("A b", "off", "A b"),
        ],
    )
    def test_zola(self, text: str, mode: str, slug: str) -> None:
        assert slugs.zola(text, mode) == slug

    @pytest.mark.parametrize("text", ["日本", "😀"])
    def test_zola_spells_scripts_that_no_table_has(self, text: str) -> None:
        with pytest.raises(AddressError):
            slugs.zola(text)

    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("Hello, World!", "hello-world"),
            (" Привет — мир ", "привет-мир"),
            ("日本語 テスト", "日本語-テスト"),
            ("e\u0301", "é"),
            ("../a/b", "a-b"),
            ("--a__b--", "a-b"),
            ("😀", ""),
        ],
    )
    def test_plain(self, text: str, slug: str) -> None:
        assert slugs.outfeed(text) == slug

    def test_docusaurus_leaves_text_alone(self) -> None:
        assert slugs.docusaurus("Two Words") == "Two Words"


class TestAnyText:
    """Whatever a title holds."""

    @given(st.text())
    def test_a_plain_slug_stays_as_it_is(self, text: str) -> None:
        slug = slugs.outfeed(text)

        assert slugs.outfeed(slug) == slug
        assert not set(slug) & set("/\\.%?#\x00 ")

    @given(st.text(), st.sampled_from(["pelican", "nikola", "eleventy", "hexo", "github", "jekyll default"]))
    def test_no_slug_leads_elsewhere(self, text: str, rule: str) -> None:
        try:
            slug = RULES[rule](text)
        except AddressError:
            return

        assert not set(slug) & set("/\\%?#\x00")
        assert slug not in (".", "..")

    @given(st.text(st.characters(max_codepoint=0x24F) | st.characters(min_codepoint=0x370, max_codepoint=0x45F)))
    def test_letters_become_ascii(self, text: str) -> None:
        try:
            plain = transliterate(text)
        except AddressError:
            return

        assert plain.isascii()

    @pytest.mark.parametrize("rule", RULES)
    def test_a_long_title_takes_no_long_time(self, rule: str) -> None:
        assert RULES[rule]("a- <" * 100_000) is not None


def test_the_alphabet_needs_no_table() -> None:
    assert transliterate(string.printable) == string.printable
