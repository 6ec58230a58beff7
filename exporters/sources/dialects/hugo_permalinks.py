"""Hugo's addresses. Spec: gohugo.io/configuration/permalinks, gohugo.io/content-management/urls."""

import unicodedata
from typing import Any

from msgspec.structs import replace

from exporters.settings.source_site import SourceSite
from exporters.sources.addresses.hugo import DEFAULT
from exporters.sources.addresses.parts import AddressParts, PatternOptions
from exporters.sources.dialects.dialect import DialectArticle
from exporters.sources.dialects.hugo_paths import default_language, language_of, path_below, split_name
from exporters.sources.dialects.patterns import fill_pattern


def rule(site: SourceSite) -> str:
    """The patterns of `[permalinks]`, else the default."""
    patterns = _by_section(site.setting("permalinks"))
    return ", ".join(f"{section}: {pattern}" for section, pattern in sorted(patterns.items())) or DEFAULT


def address(article: DialectArticle) -> str:
    """By `url`, else by the pattern of the section, else by the path."""
    site = article.site
    options = PatternOptions(is_lower=not site.setting("disablepathtolower"), is_pretty=not site.setting("uglyurls"))
    parts = _parts(article)
    if url := article.text("url"):
        return _with_language(
            fill_pattern("hugo", url, parts, replace(options, is_front_matter=True, is_pretty=True)), article
        )
    section = path_below(article.path, site).partition("/")[0]
    patterns = _by_section(site.setting("permalinks")) | _by_section(
        site.setting(f"languages.{language_of(article.path, site)}.permalinks")
    )
    pattern = patterns.get(section.lower()) or patterns.get("") or DEFAULT
    if pattern is not DEFAULT:
        parts = replace(parts, sections=_sections(article))
    return _with_language(fill_pattern("hugo", pattern, parts, options), article)


def _parts(article: DialectArticle) -> AddressParts:
    site = article.site
    folder, _, name = path_below(article.path, site).rpartition("/")
    stem = split_name(name, site)[0]
    if article.parts.date and article.parts.slug:
        is_index = stem == "index"
        slug = article.text("slug") or article.parts.slug
        stem = "index" if is_index else stem
    else:
        slug = article.text("slug")
    folders = tuple(folder.split("/")) if folder else ()
    if site.setting("removepathaccents"):
        stem, folders = _remove_accents(stem), tuple(map(_remove_accents, folders))
    return article.address_parts(name=stem, folders=folders, slug=slug or None, title=article.title.replace("+", ""))


def _remove_accents(text: str) -> str:
    """`text` without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _sections(article: DialectArticle) -> tuple[str, ...]:
    """The folders above a page that are sections: the first one, and those with an `_index` file."""
    folders = article.path.split("/")[:-1]
    top = len(folders) - len(path_below(article.path, article.site).split("/")) + 1
    known = set(article.site.data.get("sections", ()))
    return tuple(folders[at] for at in range(top, len(folders)) if at == top or "/".join(folders[: at + 1]) in known)


def _with_language(path: str, article: DialectArticle) -> str:
    """The path below that of the language, which the default one has only where the settings say so."""
    site, language = article.site, language_of(article.path, article.site)
    is_default = language == default_language(site)
    has_prefix = not is_default or bool(site.setting("defaultcontentlanguageinsubdir"))
    return f"/{language}{path}" if has_prefix and site.setting("languages") else path


def _by_section(value: Any) -> dict[str, str]:
    """The patterns of pages by section, "" for all; in each of the forms that the setting has."""
    if isinstance(value, list):
        found: dict[str, str] = {}
        for each in value:
            target = each.get("target", {}) if isinstance(each, dict) else {}
            if isinstance(each, dict) and isinstance(target, dict) and target.get("kind", "page") == "page":
                path = str(target.get("path", "")).strip("/").split("/")[0].strip("*{}")
                found.setdefault(path.lower(), str(each.get("pattern", "")))
        return found
    if not isinstance(value, dict):
        return {}
    pages = next((each for key, each in value.items() if key.lower() == "page" and isinstance(each, dict)), {})
    flat = {key: each for key, each in value.items() if isinstance(each, str)}
    return {str(key).strip("/").lower(): str(each) for key, each in {**flat, **pages}.items()}
