"""Hexo: posts in `source/_posts`, their permalinks and categories."""

import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any, Final

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import slugs
from exporters.sources.addresses.filenames import hexo_name
from exporters.sources.addresses.hexo import DEFAULT
from exporters.sources.addresses.parts import PatternOptions
from exporters.sources.dialects import dates, markdown
from exporters.sources.dialects.dates import Dated
from exporters.sources.dialects.dialect import Dialect, DialectArticle, NameParts, TopicName
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.patterns import fill_pattern
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex

_DIVIDER: Final = lazy_regex(r"<!--\s*more\s*-->", re.IGNORECASE)  # Spec: hexo, filter/after_post_render/excerpt
_SETTINGS: Final = ("_config.yml", "_config.yaml")


def _recognise(folder: SiteFolder) -> str:
    settings = folder.has(*_SETTINGS)
    if not settings:
        return ""
    if folder.mentions("package.json", '"hexo"'):
        return f"{settings} and package.json"
    return f"{settings} and source/_posts" if folder.has_folder("source/_posts") else ""


def _read_site(folder: SiteFolder) -> SiteReading:
    settings = folder.mapping(folder.has(*_SETTINGS))
    language = settings.get("language")
    known = foreign_settings.from_values(
        url=settings.get("url"),
        title=settings.get("title"),
        description=settings.get("description") or settings.get("subtitle"),
        language=language[0] if isinstance(language, list) and language else language,
        author=settings.get("author"),
        timezone=settings.get("timezone"),
    )
    return SiteReading(known=known, settings=settings)


def _source(site: SourceSite) -> str:
    return str(site.setting("source_dir") or "source").strip("/")


def _path(path: str, site: SourceSite) -> str:
    for folder in ("_posts", "_drafts"):
        path = path.removeprefix(f"{_source(site)}/{folder}/")
    return path


def _path_below(path: str, site: SourceSite) -> str:
    """The path below the posts; what `new_post_name` puts before the title is no part of the slug."""
    stem, dot, suffix = _path(path, site).rpartition(".")
    return f"{hexo_name(stem, _new_post_name(site)).slug}{dot}{suffix}"


def _new_post_name(site: SourceSite) -> str:
    return str(site.setting("new_post_name") or "").rpartition(".")[0]


def _name_parts(path: str, site: SourceSite) -> NameParts:
    found = hexo_name(_path(path, site).rpartition(".")[0], _new_post_name(site))
    return NameParts(found.slug.rpartition("/")[2], found.date or "")


def _is_held(article: DialectArticle) -> bool:
    is_draft = "_drafts" in article.folders and not article.site.takes_all
    return is_draft or article.flag("published") is False


def _rule(site: SourceSite) -> str:
    return str(site.setting("permalink") or DEFAULT)


def _address(article: DialectArticle) -> str:
    """By `permalink`, as it is, else by that of the settings. Spec: hexo.io/docs/permalinks."""
    site = article.site
    if own := article.text("permalink"):
        return own if own.endswith(("/", ".html")) else f"{own}/"
    settings: Any = site.setting("permalink_defaults")
    names: Mapping[str, Any] = {**(settings if isinstance(settings, dict) else {}), **article.document.value}
    fields = {key: str(value) for key, value in names.items() if isinstance(value, (str, int))}
    mapped: Any = site.setting("category_map")
    table = mapped if isinstance(mapped, dict) else {}
    categories = tuple(str(table.get(each, each)) for each in article.categories)
    options = PatternOptions(default_category=str(site.setting("default_category") or "uncategorized"))
    path = fill_pattern("hexo", _rule(site), article.address_parts(categories=categories, fields=fields), options)
    if site.setting("pretty_urls.trailing_html") is False:
        path = path.removesuffix(".html")
    return path.removesuffix("index.html") if site.setting("pretty_urls.trailing_index") is False else path


def _read_date(written: str, quoted: bool, zone: tzinfo) -> Dated:  # noqa: FBT001 - as the seam has it
    """The clock in UTC of what YAML takes for a moment, in the site's zone. Spec: hexo `adjustDateForTimezone`."""
    if quoted:
        return dates.read(written, zone)
    found = dates.read(written, UTC)
    local = found.moment.replace(tzinfo=zone)
    return Dated(local.astimezone(UTC), local, found.has_zone)


def _file_rules(site: SourceSite) -> FileRules:
    """All of `source` but what begins with `_`, and folders of posts. Spec: hexo.io/docs/asset-folders."""
    return FileRules(
        folders=(StaticFolder(_source(site)),),
        has_bundles=False,
        has_asset_folders=site.setting("post_asset_folder") is True,
        is_complete=True,
        hides_underscores=True,
    )


DIALECT: Final = Dialect(
    name="hexo",
    markdown=markdown.of_hexo,
    documentation="https://hexo.io/docs/front-matter",
    file_rules=_file_rules,
    recognise=_recognise,
    read_site=_read_site,
    is_article=lambda path, site: path.startswith((f"{_source(site)}/_posts/", f"{_source(site)}/_drafts/")),
    rule=_rule,
    address=_address,
    name_parts=_name_parts,
    is_held=_is_held,
    slugify=slugs.hexo,
    below=_path_below,
    suffixes=(".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm"),
    other_suffixes=(".ejs", ".njk", ".adoc", ".org"),
    formats=frozenset({FrontMatterFormat.YAML, FrontMatterFormat.UNFENCED, FrontMatterFormat.JSON}),
    passed_over=frozenset({"public", "themes", "scaffolds"}),
    entered=frozenset({"_drafts"}),
    fields={
        "title": ("title",),
        "excerpt": ("excerpt", "description"),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("updated",),
    },
    tags=(TopicName("tags"), TopicName("tag")),
    categories=lambda article: article.named(TopicName("categories"), TopicName("category")),
    address_keys=("permalink",),
    static_folders=lambda site: [("/", _source(site))],
    images=("cover", "thumbnail", "banner", "photos"),
    known=frozenset("comments lang layout permalink published slug categories category disableNunjucks".split()),
    read_date=_read_date,
    days_in_site_zone=True,
    holds_future=lambda site: site.setting("future", default=True) is False,
    divider=lambda _article: _DIVIDER,
    marks=lambda site: MarkRules(languages=("hexo",), folder=f"{_source(site)}/_posts"),
    title_from="name",
)
