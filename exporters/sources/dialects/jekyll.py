"""Jekyll: posts in `_posts`, their names, defaults and permalinks."""

import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any, Final

from msgspec.structs import replace

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.model.article import Person
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.settings.values import SiteSettings
from exporters.sources.addresses import slugs
from exporters.sources.addresses.jekyll import STYLES
from exporters.sources.dialects import dates, jekyll_defaults, markdown
from exporters.sources.dialects.dates import Dated
from exporters.sources.dialects.dialect import (
    FROM_FOLDER,
    Dialect,
    DialectArticle,
    FieldValue,
    NameParts,
    TopicName,
    labelled,
)
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.patterns import fill_pattern
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.support.lazy_regex import lazy_regex

_SETTINGS: Final = ("_config.yml", "_config.yaml")
_POST: Final = lazy_regex(r"(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)\.[^.]+")
_TIMESTAMP: Final = lazy_regex(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?\s*", re.ASCII)
_FEED: Final = "jekyll-feed"
_AUTHORS: Final = ("_data/authors.yml", "_data/authors.yaml", "_data/authors.json")


def _recognise(folder: SiteFolder) -> str:
    settings = folder.has(*_SETTINGS)
    if not settings or folder.has_folder("source/_posts"):
        return ""
    if folder.has_folder("_posts"):
        return f"{settings} and _posts"
    for name in ("Gemfile", "Gemfile.lock"):
        if folder.mentions(name, "jekyll") or folder.mentions(name, "github-pages"):
            return f"{settings} and {name}"
    return ""


def _read_site(folder: SiteFolder) -> SiteReading:
    name = folder.has(*_SETTINGS)
    settings, authors = folder.mapping(name), folder.mapping(folder.has(*_AUTHORS))
    known = foreign_settings.read(folder.path / name) if name else SiteSettings()
    author = authors.get(str(settings.get("author")))
    if isinstance(author, dict) and isinstance(author.get("name"), str):  # jekyll-feed looks it up, too
        known = replace(known, author=Person(name=author["name"]))
    data = {"authors": authors} if authors else {}
    return SiteReading(known=known, settings=settings, data=data, has_feed=_has_feed(folder, settings))


def _has_feed(folder: SiteFolder, settings: Mapping[str, Any]) -> bool:
    """Whether the site has the plugin jekyll-feed: by its settings or its Gemfile, or with its theme."""
    lists = (settings.get(name) for name in ("plugins", "gems", "whitelist"))
    named = [each for some in lists if isinstance(some, list) for each in some]
    return (
        _FEED in named
        or settings.get("theme") == "minima"  # which depends on it
        or any(folder.mentions(name, _FEED) for name in ("Gemfile", "Gemfile.lock"))
    )


def collection(path: str, site: SourceSite) -> str:
    """The collection that a file belongs to: `posts`, `drafts`, another one by its folder; "" for a page."""
    folders = path.split("/")[:-1]
    for special in ("_posts", "_drafts"):
        if special in folders:
            return special[1:]
    below = str(site.setting("collections_dir") or "").strip("/")
    inside = path.removeprefix(f"{below}/") if below else path
    named = site.setting("collections")
    names = list(named) if isinstance(named, (dict, list)) else []
    return next((name for name in names if inside.startswith(f"_{name}/")), "")


def _is_article(path: str, site: SourceSite) -> bool:
    label = collection(path, site)
    if label == "posts":
        return _POST.fullmatch(path.rpartition("/")[2]) is not None
    return label == "drafts" or (bool(label) and site.takes_all)


def _name_parts(path: str, _site: SourceSite) -> NameParts:
    name = path.rpartition("/")[2]
    found = _POST.fullmatch(name)
    if found is None:
        return NameParts(name.rpartition(".")[0])
    year, month, day = found[1].split("-")
    year = year if len(year) > 2 else ("19" if int(year) > 68 else "20") + year.zfill(2)
    return NameParts(found[2], f"{year}-{month.zfill(2)}-{day.zfill(2)}")


def _rule(site: SourceSite) -> str:
    """The template of posts, as `_config.yml` has it."""
    style = str(site.setting("collections.posts.permalink") or site.setting("permalink") or "date")
    return STYLES.get(style, style)


def _address(article: DialectArticle) -> str:
    label = collection(article.path, article.site)
    template = article.text("permalink") or _template(article.site, label)
    below = article.path.partition(f"_{label}/")[2] or article.path
    return fill_pattern(
        "jekyll", template, article.address_parts(collection=label, folders=tuple(below.split("/")[:-1]))
    )


def _template(site: SourceSite, label: str) -> str:
    """That of the collection; without one it follows the end of that of posts."""
    own = site.setting(f"collections.{label}.permalink")
    style = _rule(site)
    if label in ("posts", "drafts", "") or own:
        return str(own or style)
    return "/:collection/:path" + ("/" if style.endswith("/") else ":output_ext" if style.endswith("ext") else "")


def _is_held(article: DialectArticle) -> bool:
    """`published: false`, a folder of drafts; `draft: true` is built, but jekyll-feed leaves it out."""
    is_draft = "_drafts" in article.folders and not article.site.takes_all
    return is_draft or article.flag("draft") is True or article.flag("published") is False or _is_null(article)


def _is_null(article: DialectArticle) -> bool:
    """Whether `published:` has no value, which is no `true`."""
    return "published" in article.document.value and article.document.value["published"] is None


def _categories(article: DialectArticle) -> list[FieldValue]:
    """The folders above `_posts`, then `categories`, then `category`. Spec: Jekyll::Document#populate_categories."""
    folders = list(article.folders)
    special = next((each for each in ("_posts", "_drafts") if each in folders), None)
    above = folders[: folders.index(special)] if special else []
    named = article.named(TopicName("categories", "words"), TopicName("category"))
    return [*(FieldValue(each, None, FROM_FOLDER) for each in above), *named]


def _divider(article: DialectArticle) -> re.Pattern[str] | None:
    """The `excerpt_separator` of the post, of `defaults`, of `_config.yml`; an empty line without any; "" is none."""
    own = article.own("excerpt_separator") or article.given("excerpt_separator")
    separator = str(own.value if own else article.site.setting("excerpt_separator", "\n\n") or "")
    return re.compile(re.escape(separator)) if separator else None


def _authors(site: SourceSite) -> Mapping[str, Any]:
    found = site.data.get("authors")
    return found if isinstance(found, dict) else {}


def _read_date(written: str, quoted: bool, zone: tzinfo) -> Dated:  # noqa: FBT001 - as the seam has it
    """Ruby's YAML takes `2024-01-31 10:00:00` for UTC; in quotes, or without seconds, Jekyll takes the site's zone."""
    return dates.read(written, UTC if not quoted and _TIMESTAMP.fullmatch(written) else zone)


def _values(settings: Mapping[str, Any], name: str = "site") -> tuple[tuple[str, str], ...]:
    """What `{{ site.title }}` and the like stand for: the settings that are text or a number, and those of mappings."""
    found: list[tuple[str, str]] = []
    for key, value in settings.items():
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            found.append((f"{name}.{key}", str(value)))
        elif isinstance(value, Mapping) and name == "site":
            found += _values(value, f"site.{key}")
    return tuple(found)


def _label_given(site: SourceSite) -> SourceSite:
    sets = site.setting("defaults")
    name = site.sign.partition(" ")[0] or _SETTINGS[0]
    labels = [
        {**each, "values": labelled(each.get("values"), f"defaults[{at}] in {name}")}
        if isinstance(each, dict)
        else each
        for at, each in enumerate(sets if isinstance(sets, list) else [])
    ]
    return replace(site, settings={**site.settings, "defaults": labels})


def _file_rules(_site: SourceSite) -> FileRules:
    """All but what begins with `_`. Spec: jekyllrb.com/docs/static-files."""
    return FileRules(folders=(StaticFolder(""),), has_bundles=False, is_complete=True, hides_underscores=True)


DIALECT: Final = Dialect(
    name="jekyll",
    markdown=markdown.of_jekyll,
    documentation="https://jekyllrb.com/docs/front-matter/",
    file_rules=_file_rules,
    recognise=_recognise,
    read_site=_read_site,
    is_article=_is_article,
    rule=_rule,
    address=_address,
    name_parts=_name_parts,
    is_held=_is_held,
    slugify=slugs.jekyll,
    suffixes=(".md", ".markdown", ".mkdown", ".mkdn", ".mkd", ".html", ".htm"),
    needs_front_matter=False,
    other_suffixes=(".textile", ".adoc", ".asciidoc", ".org", ".rst"),
    passed_over=frozenset({"_site"}),
    entered=frozenset({"_drafts"}),
    fields={
        "title": ("title",),
        "excerpt": ("description", "excerpt"),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("last_modified_at",),
    },
    tags=(TopicName("tag"), TopicName("tags", "words")),
    categories=_categories,
    authors=("author", "authors.0"),
    authors_by_key=_authors,
    address_keys=("permalink",),
    images=("image",),
    enclosures=("file", "podcast_link", "podcast.file"),
    known=frozenset(
        "layout permalink published draft slug category categories excerpt_separator hidden lang ref redirect_from"
        " redirect_to sitemap toc comments math mermaid pin".split()
    ),
    divider=_divider,
    marks=lambda site: MarkRules(languages=("liquid", "contents"), values=_values(site.settings)),
    adds_base=True,
    given=jekyll_defaults.given_values,
    label_given=_label_given,
    read_date=_read_date,
    days_in_site_zone=True,
    holds_future=lambda site: not site.setting("future"),
    feed_ids=_FEED,
    title_from="slug",
)
