"""Eleventy: templates in Markdown or HTML, with data of their folders in JSON."""

import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from exporters.bodies.dividers import MORE
from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import slugs
from exporters.sources.addresses.filenames import eleventy_name
from exporters.sources.addresses.parts import AddressError
from exporters.sources.dialects import markdown
from exporters.sources.dialects.dialect import Dialect, DialectArticle, FieldValue, NameParts, labelled
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex

_CONFIGS: Final = ("eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", ".eleventy.js")
_COLLECTIONS: Final = frozenset({"all", "nav", "page", "pages", "post", "posts"})  # tags that only name a collection
_MARKDOWN_PLUGIN: Final = lazy_regex(
    r"markdown-it-(?:[\w-]*-)?(alert|anchor|attrs|deflist|katex|mark|mathjax|sub|sup|task|texmath)"
)
_OUTPUT: Final = lazy_regex(r"\{\{-?\s*([\w.]+)\s*(?:\|\s*(\w+)\s*)?-?\}\}")

_COPIED: Final = lazy_regex(r"""addPassthroughCopy\(\s{0,9}["']([^"'\n]{1,200})["']""")
_COPIED_TO: Final = lazy_regex(r"addPassthroughCopy\(\s{0,9}\{([^{}]{1,1000})\}")
_PAIR: Final = lazy_regex(r"""["']([^"'\n]{1,200})["']\s{0,9}:\s{0,9}["']([^"'\n]{0,200})["']""")


def _read_site(folder: SiteFolder) -> SiteReading:
    config = folder.has(*_CONFIGS)
    written = folder.javascript(config)
    root = str(written.get("input") or ".").strip("./")
    metadata: dict[str, Any] = {}
    for path in folder.find("", ("_data/metadata.json", "_data/site.json")):
        metadata = folder.mapping(path)
        break
    known = foreign_settings.from_values(
        url=f"{str(metadata.get('url') or '').rstrip('/')}/{str(written.get('pathPrefix') or '').strip('/')}",
        title=metadata.get("title"),
        description=metadata.get("description"),
        language=metadata.get("language"),
        author=metadata.get("author"),
    )
    data = {path: folder.mapping(path) for path in folder.find(root, (".json",)) if _is_data(path)}
    return SiteReading(
        known=known,
        settings={
            "input": root,
            "excerpt_separator": written.get("excerpt_separator"),
            **{name: written.get(name) for name in ("linkify", "typographer", "breaks")},
            "markdown_plugins": sorted(set(_MARKDOWN_PLUGIN.findall(folder.text(config) if config else ""))),
            "copied": _read_copied(folder.text(config) if config else ""),
        },
        data={"folders": data},
        has_feed=folder.mentions(config, "plugin-rss"),
    )


def _is_data(path: str) -> bool:
    """Whether a file gives data to its folder, or to one file beside it."""
    folder, _, name = path.rpartition("/")
    return name.endswith(".11tydata.json") or name == f"{folder.rpartition('/')[2]}.json"


def _given_values(path: str, site: SourceSite) -> Mapping[str, Any]:
    """The data of the folders above, then that of the file; tags grow. Spec: 11ty.dev/docs/data-template-dir."""
    files = site.data.get("folders", {})
    folders, stem = path.split("/")[:-1], path.rpartition(".")[0]
    names = []
    for count in range(1, len(folders) + 1):
        folder = "/".join(folders[:count])
        names += [f"{folder}/{folders[count - 1]}.json", f"{folder}/{folders[count - 1]}.11tydata.json"]
    values: dict[str, Any] = {}
    for name in (*names, f"{stem}.json", f"{stem}.11tydata.json"):
        found = files.get(name, {})
        tags = [*_as_list(values.get("tags")), *_as_list(found.get("tags"))]
        values |= {**found, "tags": tags} if tags else found
    return values


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _path_below(path: str, site: SourceSite) -> str:
    root = str(site.setting("input") or "")
    return path.removeprefix(f"{root}/") if root else path


def _is_article(path: str, site: SourceSite) -> bool:
    root = str(site.setting("input") or "")
    return not root or path.startswith(f"{root}/")


def _is_page(article: DialectArticle) -> bool:
    """Whether it is in no collection and has no date, or no address."""
    is_dated = article.find("date") is not None or bool(article.parts.date)
    return (not is_dated and article.find("tags") is None) or article.flag("permalink") is False


def _name_parts(path: str, _site: SourceSite) -> NameParts:
    found = eleventy_name(path.rpartition(".")[0])
    return NameParts(found.slug, found.date or "")


def _tags(article: DialectArticle) -> list[FieldValue]:
    """Tags of the folders and its own, without those that only name a collection."""
    found = [each for each in (article.given("tags"), article.own("tags")) if each is not None]
    entries = [entry for each in found for entry in article.entries(each)]
    return [each for each in entries if not (isinstance(each.value, str) and each.value in _COLLECTIONS)]


def _address(article: DialectArticle) -> str:
    """By `permalink`, where it can be read without running a template; else by the path."""
    if own := article.text("permalink"):
        return _OUTPUT.sub(lambda found: _output(found, article), _without_other_code(own))
    *folders, name = _stem(article).split("/")
    if name == "index" or (folders and name == folders[-1]):
        return "/".join(["", *folders, ""])
    return "/".join(["", *folders, name, ""])


def _stem(article: DialectArticle) -> str:
    return _path_below(article.path, article.site).rpartition(".")[0]


def _without_other_code(permalink: str) -> str:
    if "{" in _OUTPUT.sub("", permalink):
        raise AddressError(
            "the permalink is a template that only Eleventy can run", "write source.permalink: /blog/{slug}/"
        )
    return permalink


def _output(found: re.Match[str], article: DialectArticle) -> str:
    known = {"page.fileSlug": article.parts.slug, "page.filePathStem": f"/{_stem(article)}", "title": article.title}
    value = known.get(found[1]) or article.text(found[1])
    if not value or found[2] not in (None, "slugify", "slug", "url_encode"):
        raise AddressError(
            f"the permalink contains {found[0]}, which only Eleventy can fill", "write source.permalink: /blog/{slug}/"
        )
    return slugs.pelican(value) if found[2] in ("slugify", "slug") else value


def _divider(article: DialectArticle) -> re.Pattern[str]:
    """The one that the configuration names, else the usual one.

    Spec: 11ty.dev/docs/data-frontmatter-customize/#example-parse-excerpts.
    """
    separator = article.site.setting("excerpt_separator")
    return re.compile(re.escape(str(separator))) if separator else MORE


def _is_held(article: DialectArticle) -> bool:
    return article.flag("draft") is True or article.flag("eleventyExcludeFromCollections") is True


def _read_copied(config: str) -> list[list[str]]:
    """The files and folders that are copied, where they are literals. Spec: 11ty.dev/docs/copy."""
    found = [[each[1], ""] for each in _COPIED.finditer(config)]
    for each in _COPIED_TO.finditer(config):
        found += [[pair[1], pair[2] or "/"] for pair in _PAIR.finditer(each[1])]
    return found


def _static_folders(site: SourceSite) -> list[tuple[str, str]]:
    """Folders that are copied: to the path that is named, else to their own below the input folder."""
    folders = []
    for source, target in site.setting("copied", []):
        folder = source.removeprefix("./").strip("/")
        if not any(char in folder for char in "*?{[") and "." not in folder.rpartition("/")[2]:
            folders.append(("/" + (target.strip("./") if target else _path_below(folder, site)), folder))
    return folders


def _label_given(site: SourceSite) -> SourceSite:
    files = site.data.get("folders", {})
    return replace(site, data={"folders": {path: labelled(values, path) for path, values in files.items()}})


DIALECT: Final = Dialect(
    name="eleventy",
    markdown=markdown.of_eleventy,
    documentation="https://www.11ty.dev/docs/data-frontmatter/",
    recognise=lambda folder: folder.has(*_CONFIGS),
    read_site=_read_site,
    is_article=_is_article,
    is_page=_is_page,
    rule=lambda _site: "/<folders>/<name>/",
    address=_address,
    name_parts=_name_parts,
    is_held=_is_held,
    below=_path_below,
    other_suffixes=(".njk", ".liquid", ".webc", ".hbs", ".pug"),
    formats=frozenset({FrontMatterFormat.YAML, FrontMatterFormat.JSON}),
    needs_front_matter=False,
    passed_over=frozenset({"_site", "_includes"}),
    fields={
        "title": ("title",),
        "excerpt": ("description", "excerpt"),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("updated", "modified"),
    },
    tags=(),
    categories=_tags,
    address_keys=("permalink",),
    static_folders=_static_folders,
    given=_given_values,
    label_given=_label_given,
    divider=_divider,
    marks=lambda _site: MarkRules(languages=("nunjucks", "contents")),
    known=frozenset("draft eleventyExcludeFromCollections eleventyNavigation layout pagination permalink tags".split()),
    feed_ids="eleventy",
)
