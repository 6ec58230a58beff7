"""Zola: pages of the sections of `content`, with front matter in TOML."""

from typing import Any, Final

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import slugs
from exporters.sources.addresses.filenames import zola_name
from exporters.sources.addresses.parts import PatternOptions
from exporters.sources.dialects import markdown
from exporters.sources.dialects.dialect import Dialect, DialectArticle, NameParts, TopicName
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.patterns import fill_pattern
from exporters.sources.dialects.sections import main_sections
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex

_DIVIDER: Final = lazy_regex(r"<!--\s*more\s*-->")  # Spec: getzola.org/documentation/content/page/#summary
_CONTENT: Final = "content"


def _recognise(folder: SiteFolder) -> str:
    if name := folder.has("zola.toml"):
        return name
    return "config.toml with base_url" if "base_url" in folder.lenient_mapping(folder.has("config.toml")) else ""


def _read_site(folder: SiteFolder) -> SiteReading:
    settings = folder.mapping(folder.has("zola.toml", "config.toml"))
    known = foreign_settings.from_values(
        url=settings.get("base_url"),
        title=settings.get("title"),
        description=settings.get("description"),
        language=settings.get("default_language"),
        author=settings.get("author"),
    )
    files = list(folder.find(_CONTENT, (".md",)))
    return SiteReading(known=known, settings=settings, data={"main": main_sections(files, _CONTENT)})


def _path_below(path: str, _site: SourceSite) -> str:
    return path.removeprefix(f"{_CONTENT}/")


def _is_article(path: str, site: SourceSite) -> bool:
    return _is_post(path) and not _other_language(path, site)


def _other_language(path: str, site: SourceSite) -> str:
    """The language of a post that Zola's feed of the home page leaves out: each language has its own."""
    language = _split_language(path.rpartition("/")[2], site)[1]
    is_other = language not in ("", site.setting("default_language", "en")) and not site.includes_language(language)
    return language if is_other and _is_post(path) else ""


def _is_post(path: str) -> bool:
    name = path.rpartition("/")[2]
    return path.startswith(f"{_CONTENT}/") and path.count("/") > 1 and not name.startswith("_index.")


def _is_page(article: DialectArticle) -> bool:
    """Whether it is a page without a date, outside of the section that the site is about."""
    is_dated = article.own("date") is not None or bool(article.parts.date)
    return not is_dated and article.folders[1] not in article.site.data.get("main", ())


def _split_language(name: str, site: SourceSite) -> tuple[str, str]:
    """The name without suffix and language, and its language."""
    stem, dot, language = name.rpartition(".")[0].rpartition(".")
    written = site.setting("languages")
    languages: dict[str, Any] = written if isinstance(written, dict) else {}
    return (stem, language) if dot and language in languages else (name.rpartition(".")[0], "")


def _name_parts(path: str, site: SourceSite) -> NameParts:
    *folders, name = path.split("/")
    stem, _ = _split_language(name, site)
    found = zola_name(folders[-1] if stem == "index" and folders else stem)
    return NameParts(found.slug, (found.date or "").partition("Z")[0] if found.date else "")


def _address(article: DialectArticle) -> str:
    site = article.site
    stem, language = _split_language(article.path.rpartition("/")[2], site)
    slug = article.text("slug")
    if not slug and site.setting("slugify.paths_keep_dates"):
        slug = article.folders[-1] if stem == "index" else stem
    options = PatternOptions(slug_mode=str(site.setting("slugify.paths") or "on"))
    parts = article.address_parts(name=stem, language=language, slug=slug or None)
    return fill_pattern("zola", article.text("path"), parts, options)


def _file_rules(_site: SourceSite) -> FileRules:
    """Those of `static`, and what lies beside pages. Spec: getzola.org/documentation/content/overview."""
    return FileRules(folders=(StaticFolder("static"), StaticFolder(_CONTENT)), is_complete=True)


DIALECT: Final = Dialect(
    name="zola",
    markdown=markdown.of_zola,
    documentation="https://www.getzola.org/documentation/content/page/",
    file_rules=_file_rules,
    recognise=_recognise,
    read_site=_read_site,
    is_article=_is_article,
    other_language=_other_language,
    is_page=_is_page,
    rule=lambda _site: "/<folders>/<slug>/",
    address=_address,
    name_parts=_name_parts,
    is_held=lambda article: article.flag("draft") is True or article.flag("render") is False,
    slugify=slugs.zola,
    below=_path_below,
    suffixes=(".md",),
    formats=frozenset({FrontMatterFormat.TOML, FrontMatterFormat.YAML}),
    passed_over=frozenset({"public", "themes", "templates"}),
    fields={
        "title": ("title",),
        "excerpt": ("description",),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("updated",),
    },
    tags=(TopicName("taxonomies.tags"),),
    categories=lambda article: article.named(TopicName("taxonomies.categories")),
    authors=("authors", "extra.authors", "extra.author"),
    address_keys=("path",),
    static_folders=lambda _site: [("/", "static")],
    images=("extra.image", "extra.cover", "extra.thumbnail"),
    enclosures=("extra.enclosure", "extra.audio", "extra.video"),
    divider=lambda _article: _DIVIDER,
    marks=lambda _site: MarkRules(languages=("zola",), folder=_CONTENT),
    known=frozenset("aliases draft extra in_search_index path render slug taxonomies template weight".split()),
)
