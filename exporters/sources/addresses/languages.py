"""The languages in which patterns of addresses are written, one parser for each."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from exporters.sources.addresses import hexo, hugo, jekyll, material, outfeed, pelican, zola_nikola
from exporters.sources.addresses.encode import refuse_control
from exporters.sources.addresses.parts import AddressPattern, PatternOptions
from exporters.sources.addresses.template import check_length


class PatternLanguage(StrEnum):
    """Whose patterns they are."""

    OWN = "outfeed"
    JEKYLL = "jekyll"
    HUGO = "hugo"
    ZOLA = "zola"
    PELICAN = "pelican"
    HEXO = "hexo"
    MATERIAL = "mkdocs"
    NIKOLA = "nikola"


_PARSERS: Final[dict[PatternLanguage, Callable[[str, PatternOptions], AddressPattern]]] = {
    PatternLanguage.OWN: outfeed.parse,
    PatternLanguage.JEKYLL: jekyll.parse,
    PatternLanguage.HUGO: hugo.parse,
    PatternLanguage.ZOLA: zola_nikola.parse_zola,
    PatternLanguage.PELICAN: pelican.parse,
    PatternLanguage.HEXO: hexo.parse,
    PatternLanguage.MATERIAL: material.parse,
    PatternLanguage.NIKOLA: zola_nikola.parse_nikola,
}
DEFAULTS: Final[dict[PatternLanguage, str]] = {
    PatternLanguage.OWN: outfeed.DEFAULT,
    PatternLanguage.JEKYLL: jekyll.DEFAULT,
    PatternLanguage.HUGO: hugo.DEFAULT,
    PatternLanguage.ZOLA: "",
    PatternLanguage.PELICAN: pelican.DEFAULT,
    PatternLanguage.HEXO: hexo.DEFAULT,
    PatternLanguage.MATERIAL: material.DEFAULT,
    PatternLanguage.NIKOLA: "posts",
}


def parse_pattern(language: str, text: str, options: PatternOptions | None = None) -> AddressPattern:
    """Return the pattern that `text` is. Raises AddressError with what is unknown, and a suggestion."""
    check_length(text)
    refuse_control(text)
    return _PARSERS[PatternLanguage(language)](text, options or PatternOptions())
