"""Pelican: articles of `content` with lines of `Key: value`, and metadata from their names and the settings."""

import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import slugs
from exporters.sources.addresses.parts import PatternOptions
from exporters.sources.addresses.pelican import DEFAULT, DEFAULT_LANGUAGE
from exporters.sources.dialects import markdown
from exporters.sources.dialects.dialect import (
    FROM_FOLDER,
    Dialect,
    DialectArticle,
    FieldValue,
    NameParts,
    TopicName,
    ValueSource,
    labelled,
)
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.patterns import fill_pattern
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter.parts import FrontMatterFormat

_FEEDS: Final = {  # settings that name a feed of posts, with their defaults
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    **dict.fromkeys(("FEED_ATOM", "FEED_RSS", "FEED_ALL_RSS", "CATEGORY_FEED_RSS", "TAG_FEED_ATOM", "TAG_FEED_RSS")),
}
_FILENAME: Final = r"(?P<date>\d{4}-\d{2}-\d{2}).*"


def _read_site(folder: SiteFolder) -> SiteReading:
    settings = folder.python("pelicanconf.py") | folder.python("publishconf.py")
    known = foreign_settings.from_values(
        url=settings.get("SITEURL"),
        title=settings.get("SITENAME"),
        description=settings.get("SITESUBTITLE"),
        language=settings.get("DEFAULT_LANG"),
        author=settings.get("AUTHOR"),
        timezone=settings.get("TIMEZONE"),
    )
    has_feed = any(settings.get(name, default) for name, default in _FEEDS.items())
    return SiteReading(known=known, settings=settings, has_feed=has_feed)


def _content(site: SourceSite) -> str:
    return str(site.setting("PATH") or "content").strip("./")


def _path_below(path: str, site: SourceSite) -> str:
    return path.removeprefix(f"{_content(site)}/") if _content(site) else path


def _is_article(path: str, site: SourceSite) -> bool:
    inside = _path_below(path, site)
    pages = _paths(site, "PAGE_PATHS", "pages")
    static = _paths(site, "STATIC_PATHS", "images")
    paths = _paths(site, "ARTICLE_PATHS", "")
    is_inside = inside != path or not _content(site)
    return (
        is_inside
        and any(_is_in(inside, each) for each in paths)
        and not any(_is_in(inside, each) for each in [*pages, *static])
    )


def _paths(site: SourceSite, name: str, default: str) -> list[Any]:
    """A list of folders of the settings."""
    value = site.setting(name, [default])
    return list(value) if isinstance(value, (list, tuple)) else [default]


def _is_in(path: str, folder: Any) -> bool:
    name = str(folder).strip("/")
    return not name or path == name or path.startswith(f"{name}/")


def _name_parts(path: str, site: SourceSite) -> NameParts:
    """What the name says, the settings say how; the slug is that of the file where no field has one."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return NameParts(stem, str(_match_groups(stem, site.setting("FILENAME_METADATA", _FILENAME)).get("date", "")))


def _match_groups(text: str, pattern: Any) -> dict[str, str]:
    """The named groups of a pattern at the beginning of `text`; one that is not a pattern, or a slow one, has none."""
    if not isinstance(pattern, str) or len(pattern) > 300 or re.search(r"[+*]\)[+*]", pattern):
        return {}
    try:
        found = re.match(pattern, text[:300])
    except re.error:
        return {}
    return {key.lower(): value for key, value in found.groupdict().items() if value} if found else {}


def _given_values(path: str, site: SourceSite) -> Mapping[str, Any]:
    """Metadata from elsewhere: the settings, then the path, then the name. Spec: Readers.read_file."""
    inside = _path_below(path, site)
    values: dict[str, Any] = {}
    default = site.setting("DEFAULT_METADATA")
    if isinstance(default, dict):
        values |= {key.lower(): value for key, value in default.items()}
    extra = site.setting("EXTRA_PATH_METADATA")
    for prefix in sorted(extra, key=len) if isinstance(extra, dict) else []:
        if isinstance(extra[prefix], dict) and _is_in(inside, prefix):
            values |= {key.lower(): value for key, value in extra[prefix].items()}
    values |= _match_groups(inside.rpartition("/")[2].rpartition(".")[0], site.setting("FILENAME_METADATA", _FILENAME))
    return values | _match_groups(inside, site.setting("PATH_METADATA", ""))


def _categories(article: DialectArticle) -> list[FieldValue]:
    """One: that of the article, else its folder, else the default."""
    if named := article.named(TopicName("category")):
        return named[:1]
    folders = _path_below(article.path, article.site).split("/")[:-1]
    if folders and article.site.setting("USE_FOLDER_AS_CATEGORY", default=True):
        return [FieldValue(folders[-1], None, FROM_FOLDER)]
    source = ValueSource("default", "DEFAULT_CATEGORY")
    return [FieldValue(str(article.site.setting("DEFAULT_CATEGORY") or "misc"), None, source)]


def _lang(article: DialectArticle) -> str:
    return article.text("lang").strip().lower()


def _rule(site: SourceSite) -> str:
    return str(site.setting("ARTICLE_URL") or DEFAULT)


def _address(article: DialectArticle) -> str:
    """By `url`, as it is; else by the settings."""
    if url := article.text("url"):
        return url
    site, lang = article.site, _lang(article)
    default = str(site.setting("DEFAULT_LANG") or "en").lower()
    pattern = _rule(site)
    if lang and lang != default:
        pattern = str(site.setting("ARTICLE_LANG_URL") or DEFAULT_LANGUAGE)
    options = PatternOptions(
        is_unicode=bool(site.setting("SLUGIFY_USE_UNICODE")),
        keeps_case=bool(site.setting("SLUGIFY_PRESERVE_CASE")),
        slug_source=str(site.setting("SLUGIFY_SOURCE") or "title"),
    )
    authors = article.named(TopicName("authors", "names"), TopicName("author", "names"))
    author = authors[0].value if authors else site.setting("AUTHOR") or ""
    return fill_pattern(
        "pelican", pattern, article.address_parts(language=lang or default, author=str(author)), options
    )


def _is_held(article: DialectArticle) -> bool:
    return article.text("status").strip().lower() in ("draft", "hidden", "skip")


def _label_given(site: SourceSite) -> SourceSite:
    default, extra = site.setting("DEFAULT_METADATA"), site.setting("EXTRA_PATH_METADATA")
    paths = extra if isinstance(extra, dict) else {}
    labels = {path: labelled(values, "EXTRA_PATH_METADATA in pelicanconf.py") for path, values in paths.items()}
    settings = {
        **site.settings,
        "DEFAULT_METADATA": labelled(default, "DEFAULT_METADATA in pelicanconf.py"),
        "EXTRA_PATH_METADATA": labels,
    }
    return replace(site, settings=settings)


def _file_rules(site: SourceSite) -> FileRules:
    """Those of STATIC_PATHS, and what `{attach}` names. Spec: docs.getpelican.com/en/latest/content.html."""
    content = f"{_content(site)}/".lstrip("/")
    static = _paths(site, "STATIC_PATHS", "images")
    return FileRules(folders=tuple(StaticFolder(f"{content}{each}", str(each)) for each in static), has_bundles=False)


DIALECT: Final = Dialect(
    name="pelican",
    markdown=markdown.of_pelican,
    documentation="https://docs.getpelican.com/en/latest/content.html",
    file_rules=_file_rules,
    recognise=lambda folder: folder.has("pelicanconf.py"),
    read_site=_read_site,
    is_article=_is_article,
    rule=_rule,
    address=_address,
    name_parts=_name_parts,
    is_held=_is_held,
    slugify=slugs.pelican,
    below=_path_below,
    suffixes=(".md", ".markdown", ".mkd", ".mdown", ".html", ".htm"),
    other_suffixes=(".rst", ".adoc", ".asciidoc"),
    formats=frozenset({FrontMatterFormat.HEADER, FrontMatterFormat.HTML}),
    passed_over=frozenset({"output", "theme", "themes"}),
    fields={
        "title": ("title",),
        "excerpt": ("summary", "description"),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("modified",),
    },
    tags=(TopicName("tags", "names"), TopicName("keywords", "names")),
    categories=_categories,
    authors=("authors", "author"),
    author_split="names",
    has_one_category=True,
    address_keys=("url",),
    static_folders=lambda site: [("/", _content(site))],
    images=("image", "cover", "og_image"),
    enclosures=("podcast",),
    known=frozenset("category lang save_as slug status template translation url series".split()),
    formatted=frozenset({"summary"}),
    folds_keys=True,
    given=_given_values,
    label_given=_label_given,
    zone_of=lambda article: article.text("timezone").strip(),
    marks=lambda site: MarkRules(languages=("pelican", "contents"), folder=_content(site)),
    feed_ids="pelican",
    holds_future=lambda site: site.setting("WITH_FUTURE_DATES", default=True) is False,
)
