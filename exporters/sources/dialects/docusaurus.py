"""Docusaurus: posts of its plugin for blogs."""

from collections.abc import Mapping
from typing import Any, Final

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses.filenames import docusaurus_name
from exporters.sources.dialects import literals, markdown
from exporters.sources.dialects.dialect import Dialect, DialectArticle, FieldValue, NameParts, TopicName
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.support.lazy_regex import lazy_regex

_CONFIGS: Final = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs"))
_NO_FEED: Final = lazy_regex(r"\bfeedOptions\s*:\s*\{[^}]{0,1000}?\btype\s*:\s*(?:null|''|\[\s*\])")
_DIVIDER: Final = lazy_regex(r"<!--\s*truncate\s*-->|\{/\*\s*truncate\s*\*/\}")  # Spec: the plugin's truncateMarker
_BLOG: Final = lazy_regex(r"plugin-content-blog|\bblog\s*:\s*\{")
_LANGUAGES: Final = ("mdx-blocks", "mdx", "directives")  # also of files in .md

_STATIC: Final = lazy_regex(r"staticDirectories\s{0,9}:\s{0,9}\[([^\]]{0,500})\]")
_TEXT: Final = lazy_regex(r"""["']([^"'\n]{1,200})["']""")


def _read_site(folder: SiteFolder) -> SiteReading:
    text = folder.text(folder.has(*_CONFIGS) or "-")
    written: dict[str, Any] = literals.of_javascript(text)
    found = _BLOG.search(text)
    blog: dict[str, Any] = literals.of_javascript(literals.block(text, found.start())) if found else {}
    static = _STATIC.search(text)
    base = str(written.get("baseUrl") or "/").strip("/")
    url = str(written.get("url") or "").rstrip("/")
    known = foreign_settings.from_values(
        url=f"{url}/{base}",
        title=blog.get("blogTitle") or written.get("title"),
        description=blog.get("blogDescription") or written.get("tagline"),
        language=written.get("defaultLocale"),
    )
    settings = {
        "path": str(blog.get("path") or "blog").strip("./"),
        "route": str(blog.get("routeBasePath", "blog")).strip("/"),
        "slash": written.get("trailingSlash") is True,
        "has_math": "remark-math" in text,
        "static": [each.strip("./") for each in _TEXT.findall(static[1])] if static else ["static"],
    }
    authors = folder.mapping(f"{settings['path']}/{blog.get('authorsMapPath') or 'authors.yml'}")
    tags = folder.mapping(f"{settings['path']}/{blog.get('tags') or 'tags.yml'}")
    return SiteReading(
        known=known, settings=settings, data={"authors": authors, "tags": tags}, has_feed=not _NO_FEED.search(text)
    )


def _path_below(path: str, site: SourceSite) -> str:
    return path.removeprefix(f"{site.setting('path')}/")


def _is_article(path: str, site: SourceSite) -> bool:
    inside = _path_below(path, site)
    return inside != path and not any(part.startswith("_") for part in inside.split("/"))


def _name_parts(path: str, site: SourceSite) -> NameParts:
    found = docusaurus_name(_path_below(path, site).rpartition(".")[0])
    year, *rest = (found.date or "").split("-")
    return NameParts(found.slug, "-".join([year, *(each.zfill(2) for each in rest)]) if found.date else "")


def _tags(article: DialectArticle) -> list[FieldValue]:
    """Tags as `tags.yml` names them."""
    table = article.site.data.get("tags", {})
    found = []
    for each in article.named(TopicName("tags")):
        known = table.get(each.value) if isinstance(each.value, str) else None
        label = known.get("label") if isinstance(known, dict) else None
        found.append(FieldValue(label, each.path, each.source) if isinstance(label, str) else each)
    return found


def _address(article: DialectArticle) -> str:
    """By `slug`, from the root of the blog, else by the path with the date. Spec: blogUtils.ts."""
    site = article.site
    slug = (article.text("slug") or article.parts.slug).strip("/")
    path = "/".join(filter(None, ["", str(site.setting("route") or ""), slug]))
    return f"{path}/" if site.setting("slash") else f"/{path.lstrip('/')}"


def _authors(site: SourceSite) -> Mapping[str, Any]:
    found = site.data.get("authors")
    return found if isinstance(found, dict) else {}


def _file_rules(_site: SourceSite) -> FileRules:
    """Those of `static`; what posts link to gets a name with a hash. Spec: docusaurus.io/docs/static-assets."""
    return FileRules(folders=(StaticFolder("static"),), renames=True)


DIALECT: Final = Dialect(
    name="docusaurus",
    markdown=markdown.of_docusaurus,
    documentation="https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog",
    file_rules=_file_rules,
    recognise=lambda folder: folder.has(*_CONFIGS),
    read_site=_read_site,
    is_article=_is_article,
    rule=lambda site: "/" + "/".join(filter(None, (str(site.setting("route") or ""), "<date>/<name>"))),
    address=_address,
    name_parts=_name_parts,
    is_held=lambda article: article.flag("draft") is True or article.flag("unlisted") is True,
    below=_path_below,
    suffixes=(".md", ".mdx"),
    passed_over=frozenset({"build"}),
    fields={
        "title": ("title",),
        "excerpt": ("description",),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("last_update.date",),
    },
    tags=(),
    categories=_tags,
    authors=("authors", "author"),
    authors_by_key=_authors,
    address_keys=(),
    static_folders=lambda site: [("/", each) for each in site.setting("static")],
    images=("image",),
    known=frozenset(
        "author_image_url author_title author_url authorImageURL authorTitle authorURL draft hide_table_of_contents id"
        " keywords last_update sidebar_label slug tags toc_max_heading_level unlisted".split()
    ),
    divider=lambda _article: _DIVIDER,
    marks=lambda _site: MarkRules(languages=_LANGUAGES, mdx_languages=_LANGUAGES),
    title_from="heading",
    feed_ids="docusaurus",
)
