"""How the address of an article is made: the pattern, and what each of its placeholders has."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from msgspec.structs import replace

from exporters.sources.addresses.parts import AddressError
from exporters.sources.dialects.article import SourceArticle
from exporters.sources.dialects.patterns import PatternFilling, cached_pattern
from exporters.support.lazy_regex import lazy_regex

_BRACES: Final = lazy_regex(r"\{(?P<name>[A-Za-z_]\w*)(?::[^{}]*)?\}")
PLACEHOLDERS: Final = {  # by the language of a pattern
    "outfeed": _BRACES,
    "pelican": _BRACES,
    "mkdocs": _BRACES,
    "jekyll": re.compile(r":(?P<name>[a-z][a-z_]*[a-z])"),
    "hexo": re.compile(r":(?P<name>\w+)"),
    "hugo": re.compile(r"(?<!\\):(?P<name>\w+)(?:\[[^\]]{1,20}\])?"),
}
_SLOT: Final = lazy_regex(r"<(\w+)>")  # in the rule of a generator that has no patterns


def placeholders(filling: PatternFilling) -> dict[str, str]:
    """The placeholders of a pattern, each with what stands for it in the address; "" where it has none."""
    language = PLACEHOLDERS.get(filling.language)
    found = {each["name"]: each[0] for each in language.finditer(filling.pattern)} if language else {}
    return {name: _fill_one(token, filling) for name, token in found.items()}


def _fill_one(token: str, filling: PatternFilling) -> str:
    """What the pattern language makes of one placeholder."""
    try:
        path = cached_pattern(filling.language, token, replace(filling.options, is_pretty=True)).path(filling.parts)
    except AddressError:
        return ""
    return unquote(path).strip("/")


def slots(rule: str, article: SourceArticle, filling: PatternFilling | None) -> dict[str, str]:
    """The parts of an address that a generator makes without a pattern: `/<folders>/<name>/`."""
    return {name: value for name in _SLOT.findall(rule) for known, value in _parts(article, filling) if known == name}


def _parts(article: SourceArticle, filling: PatternFilling | None) -> Iterator[tuple[str, str]]:
    parts = filling.parts if filling else article.address_parts()
    yield "folders", "/".join(parts.folders)
    yield "name", parts.name
    yield "slug", parts.slug or article.parts.slug
    yield "id", parts.slug or parts.name
    yield "path", article.path.rpartition(".")[0]
    yield "date", f"{article.day:%Y-%m-%d}" if article.day else ""
