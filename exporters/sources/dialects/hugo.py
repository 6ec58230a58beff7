"""Hugo: pages of the sections of `content`, their dates, cascades and permalinks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings, rules
from exporters.settings.source_site import SourceSite
from exporters.settings.values import SiteSettings
from exporters.sources.addresses import slugs
from exporters.sources.addresses.filenames import hugo_name
from exporters.sources.dialects import hugo_permalinks, markdown
from exporters.sources.dialects.dialect import FROM_NAME, Dialect, DialectArticle, FieldValue, NameParts, TopicName
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.hugo_cascade import given_values, label_given, read_cascades
from exporters.sources.dialects.hugo_paths import default_language, language_of, path_below, split_name
from exporters.sources.dialects.sections import main_sections
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex

_NAMES: Final = tuple(f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json"))
_FOLDER: Final = "config/_default"
_DATES: Final = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
_PUBLISHED: Final = ("publishdate", "pubdate", "published")
_UPDATED: Final = ("lastmod", "modified")
_DIVIDER: Final = lazy_regex("<!--more-->")  # Spec: gohugo.io/content-management/summaries, in exactly this form
_CONTENT: Final = (".md", ".markdown", ".mdown", ".html", ".htm", ".org", ".adoc", ".rst", ".pdc")


def _recognise(folder: SiteFolder) -> str:
    if own := folder.has("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"):
        return own
    if own := folder.has(*(f"{_FOLDER}/{name}" for name in _NAMES)):
        return own
    name = folder.has("config.toml", "config.yaml", "config.yml", "config.json")
    keys = {key.lower() for key in folder.lenient_mapping(name)}
    return f"{name} with baseURL" if "baseurl" in keys else ""


def _read_site(folder: SiteFolder) -> SiteReading:
    settings = _settings(folder)
    files = [path for path in folder.find(_content(settings), _CONTENT) if not path.startswith(".")]
    sections = [path.rpartition("/")[0] for path in files if path.rpartition("/")[2].startswith("_index.")]
    bundles = [path.rpartition("/")[0] for path in files if path.rpartition("/")[2].startswith("index.")]
    return SiteReading(
        known=_site_settings(settings),
        settings=settings,
        data={
            "sections": sections,
            "bundles": bundles,
            "cascades": read_cascades(folder, [path for path in files if "/_index." in path]),
            "main": _main_sections(settings, files),
        },
    )


def _settings(folder: SiteFolder) -> dict[str, Any]:
    """The settings of the site, keys in small letters: one file, and those of `config/_default`."""
    found = {key.lower(): value for key, value in folder.mapping(folder.has(*_NAMES)).items()}
    for path in folder.find(_FOLDER, (".toml", ".yaml", ".yml", ".json")):
        stem = path.removeprefix(f"{_FOLDER}/").rpartition(".")[0]
        values = {key.lower(): value for key, value in folder.mapping(path).items()}
        if stem in ("hugo", "config"):
            found.update(values)
        elif "." in stem:
            found.setdefault("languages", {}).setdefault(stem.partition(".")[2], {}).update(values)
        else:
            found[stem.lower()] = values
    return found


def _site_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """What the settings say of the site; what stands for its default language wins."""
    language = str(settings.get("defaultcontentlanguage") or "")
    languages = settings.get("languages")
    own = languages.get(language) if isinstance(languages, dict) else None
    named = {key.lower(): value for key, value in own.items()} if isinstance(own, dict) else {}
    return foreign_settings.from_hugo(
        {**settings, **{key: named[key] for key in ("title", "params", "timezone") if key in named}}
    )


def _static_folders(site: SourceSite) -> list[tuple[str, str]]:
    """`staticDir`, one or several, and the mounts of modules. Spec: gohugo.io/configuration/module."""
    named = site.setting("staticdir") or "static"
    module = site.setting("module")
    mounts = module.get("mounts") if isinstance(module, dict) else None
    mounted = [each for each in mounts if isinstance(each, dict)] if isinstance(mounts, list) else []
    return [
        *(("/", str(each).strip("/")) for each in (named if isinstance(named, list) else [named])),
        *(
            ("/" + str(each["target"])[len("static") :].strip("/"), str(each.get("source") or "").strip("/"))
            for each in mounted
            if re.match(r"static(?:/|\Z)", str(each.get("target") or ""))
        ),
    ]


def _content(settings: Mapping[str, Any]) -> str:
    return str(settings.get("contentdir") or "content").strip("/")


def _values(site: SourceSite) -> tuple[tuple[str, str], ...]:
    """What the shortcode `param` stands for: the parameters of the site that are text or a number."""
    params = site.setting("params")
    pairs = params.items() if isinstance(params, dict) else ()
    return tuple((key, str(value)) for key, value in pairs if isinstance(value, (str, int, float)))


def _main_sections(settings: Mapping[str, Any], files: list[str]) -> list[str]:
    """Those that the settings name, else the one with most pages. Spec: gohugo.io/methods/site/mainsections."""
    params = settings.get("params")
    named = params.get("mainSections", params.get("mainsections")) if isinstance(params, dict) else None
    return [str(each) for each in named] if isinstance(named, list) else main_sections(files, _content(settings))


def _is_article(path: str, site: SourceSite) -> bool:
    """A post in the language of the site, or in one that `source.include` names."""
    return _is_post(path, site) and not _other_language(path, site)


def _other_language(path: str, site: SourceSite) -> str:
    """The language of a post that Hugo's feed of the home page leaves out: each language has its own."""
    language = language_of(path, site)
    is_other = language != default_language(site) and not site.includes_language(language)
    return language if is_other and _is_post(path, site) else ""


def _is_post(path: str, site: SourceSite) -> bool:
    """A page below a section; what lies beside the `index` of a bundle belongs to that."""
    inside = path_below(path, site)
    folder, _, name = path.rpartition("/")
    if not inside or "/" not in inside or name.startswith("_index."):
        return False
    bundles = set(site.data.get("bundles", ()))
    folders = folder.split("/")
    around = ["/".join(folders[:count]) for count in range(1, len(folders) + 1)]
    if name.startswith("index."):
        return bundles.isdisjoint(around[:-1])
    return bundles.isdisjoint(around)


def _is_page(article: DialectArticle) -> bool:
    """Whether it is a page without a date, outside of the sections that the site is about."""
    section = path_below(article.path, article.site).partition("/")[0]
    return section not in article.site.data.get("main", ()) and article.find(*_DATES) is None and not article.parts.date


def _name_parts(path: str, site: SourceSite) -> NameParts:
    """The date in a name counts only where the settings say so."""
    folder, _, name = path.rpartition("/")
    stem = split_name(name, site)[0]
    stem = folder.rpartition("/")[2] if stem == "index" else stem
    if ":filename" not in _order(site, "date", ()):
        return NameParts(stem)
    found = hugo_name(stem)
    return NameParts(found.slug, (found.date or "")[:10])


def _order(site: SourceSite, field: str, default: tuple[str, ...]) -> Iterator[str]:
    """The keys that a date is looked for under. Spec: gohugo.io/configuration/front-matter."""
    named = site.setting("frontmatter")
    lowered = {key.lower(): value for key, value in named.items()} if isinstance(named, dict) else {}
    value = lowered.get(field, [":default"])
    for each in value if isinstance(value, list) else [value]:
        if each == ":default":
            yield from default
        else:
            yield str(each).lower()


def _first_value(article: DialectArticle, field: str, default: tuple[str, ...]) -> FieldValue | None:
    for name in _order(article.site, field, default):
        if name == ":filename":
            if article.parts.date:
                return FieldValue(article.parts.date, None, FROM_NAME)
        elif not name.startswith(":") and (found := article.find(name)) is not None:
            return found
    return None


def _published_date(article: DialectArticle) -> FieldValue | None:
    return _first_value(article, "publishdate", (*_PUBLISHED, "date")) or _day(article)


def _day(article: DialectArticle) -> FieldValue | None:
    return _first_value(article, "date", _DATES)


def _is_held(article: DialectArticle) -> bool:
    """A draft, or a page that is in no list."""
    listed = (article.text(f"{name}.list").lower() for name in ("build", "_build"))
    rendered = (article.text(f"{name}.render").lower() for name in ("build", "_build"))
    return (
        article.flag("draft") is True
        or article.flag("headless") is True
        or any(word in ("never", "local", "false") for word in listed)
        or any(word in ("never", "link", "false") for word in rendered)
    )


def _zone(article: DialectArticle) -> str:
    """The time zone of the language of a page."""
    language = language_of(article.path, article.site)
    own = article.site.setting("languages")
    value = own.get(language) if isinstance(own, dict) else None
    zone = (
        next((each for key, each in value.items() if key.lower() == "timezone"), "") if isinstance(value, dict) else ""
    )
    return zone if isinstance(zone, str) and rules.zone_of(zone) else ""


def _file_rules(site: SourceSite) -> FileRules:
    """Those of `static`, of leaf bundles and of sections. Spec: gohugo.io/content-management/page-bundles."""
    named = site.setting("staticdir")
    static = [str(each).strip("/") for each in (named if isinstance(named, list) else [named or "static"])]
    content = _content(site.settings)
    sections = sorted(site.data.get("sections", ()), key=len, reverse=True)
    folders = [StaticFolder(each, each.removeprefix(content).strip("/")) for each in sections]
    return FileRules(folders=(*map(StaticFolder, static), *folders), is_complete=True, strips_html=True)


DIALECT: Final = Dialect(
    name="hugo",
    markdown=markdown.of_hugo,
    documentation="https://gohugo.io/content-management/front-matter/",
    file_rules=_file_rules,
    recognise=_recognise,
    read_site=_read_site,
    is_article=_is_article,
    other_language=_other_language,
    is_page=_is_page,
    rule=hugo_permalinks.rule,
    address=hugo_permalinks.address,
    name_parts=_name_parts,
    is_held=_is_held,
    slugify=slugs.hugo,
    below=path_below,
    suffixes=(".md", ".markdown", ".mdown", ".html", ".htm"),
    other_suffixes=(".org", ".adoc", ".asciidoc", ".rst", ".pdc"),
    formats=frozenset({FrontMatterFormat.YAML, FrontMatterFormat.TOML, FrontMatterFormat.JSON}),
    passed_over=frozenset({"public", "layouts", "themes", "archetypes"}),
    fields={
        "title": ("title", "linktitle"),
        "excerpt": ("summary", "description"),
        "publishedDateTime": (*_PUBLISHED, *_DATES),
        "updatedDateTime": _UPDATED,
    },
    tags=(TopicName("tags"),),
    categories=lambda article: article.named(TopicName("categories")),
    authors=("authors", "author", "params.authors", "params.author"),
    address_keys=("url",),
    static_folders=_static_folders,
    images=("images", "featured_image", "cover.image", "image", "params.images", "params.cover.image"),
    enclosures=("audios", "videos", "params.enclosure", "params.audio", "params.videos", "podcast_file"),
    known=frozenset(
        "aliases build _build cascade draft expirydate headless isCJKLanguage keywords layout linkTitle markup menu"
        " menus outputs params resources sitemap slug translationKey type unpublishdate url weight categories".split()
    ),
    folds_keys=True,
    dated_by=_published_date,
    day_by=_day,
    zone_of=_zone,
    given=given_values,
    label_given=label_given,
    divider=lambda _article: _DIVIDER,
    marks=lambda site: MarkRules(languages=("hugo",), folder=_content(site.settings), values=_values(site)),
    expires=("expirydate", "unpublishdate"),
    holds_future=lambda site: not site.setting("buildfuture"),
)
