"""Astro: entries of content collections, at the address of the route that shows them."""

from typing import Any, Final

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import slugs
from exporters.sources.addresses.parts import AddressError
from exporters.sources.dialects import markdown
from exporters.sources.dialects.dialect import Dialect, DialectArticle, NameParts, TopicName
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.names import DATES
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex

_CONFIGS: Final = tuple(f"astro.config.{suffix}" for suffix in ("mjs", "ts", "js", "mts", "cjs"))
_COLLECTIONS: Final = (
    "src/content.config.ts",
    "src/content.config.js",
    "src/content/config.ts",
    "src/content/config.js",
)
_BASE: Final = lazy_regex(r"""\bbase\s{0,9}:\s{0,9}["'`]\.?/?([^"'`]{1,300}?)/?["'`]""")
_DATES: Final = ("pubDate", "pubDatetime", *DATES)
_ROUTE: Final = lazy_regex(r"src/pages/(?P<folder>.*?)/?\[(?:\.\.\.)?(?:slug|id|path)\]\.astro")


def _read_site(folder: SiteFolder) -> SiteReading:
    written: dict[str, Any] = folder.javascript(folder.has(*_CONFIGS))
    collections = folder.text(folder.has(*_COLLECTIONS) or "-")
    bases = [found[1] for found in _BASE.finditer(collections)]
    if not bases:
        bases = sorted(
            {
                "/".join(path.split("/")[:3])
                for path in folder.find("src/content", (".md", ".mdx"))
                if path.count("/") > 2
            }
        )
    routes = [found["folder"] for path in folder.find("src/pages", (".astro",)) if (found := _ROUTE.fullmatch(path))]
    base = str(written.get("base") or "").strip("/")
    known = foreign_settings.from_values(
        url="/".join([str(written.get("site") or "").rstrip("/"), base]) if base else written.get("site"), title=None
    )
    settings = {
        "bases": bases,
        "routes": routes,
        "slash": written.get("trailingSlash") != "never",
        "hides": "[^_]" in collections,
        "gfm": written.get("gfm"),
        "smartypants": written.get("smartypants"),
        "has_math": folder.mentions(folder.has(*_CONFIGS), "remark-math"),
        "public": str(written.get("publicDir") or "public").strip("./"),
    }
    return SiteReading(known=known, settings=settings)


def _base(path: str, site: SourceSite) -> str:
    return max((each for each in site.setting("bases", []) if path.startswith(f"{each}/")), key=len, default="")


def _path_below(path: str, site: SourceSite) -> str:
    base = _base(path, site)
    return path[len(base) + 1 :] if base else path


def _is_article(path: str, site: SourceSite) -> bool:
    is_hidden = bool(site.setting("hides")) and path.rpartition("/")[2].startswith("_")
    return bool(_base(path, site)) and not is_hidden


def _route(base: str, site: SourceSite) -> str | None:
    """The one route that fits a collection: the only one there is, or the one of its name."""
    routes = site.setting("routes", [])
    named = [each for each in routes if each.rpartition("/")[2] == base.rpartition("/")[2]]
    fitting = routes if len(routes) == 1 else named
    return str(fitting[0]) if len(fitting) == 1 else None


def _rule(site: SourceSite) -> str:
    routes = {_route(base, site) for base in site.setting("bases", [])} - {None}
    return ", ".join(sorted(f"/{each}/<id>" for each in routes))


def _address(article: DialectArticle) -> str:
    site = article.site
    route = _route(_base(article.path, site), site)
    if route is None:
        raise AddressError("no route file of Astro gives the address", "write source.permalink: /blog/{slug}/")
    parts = [slugs.github(each) for each in _path_below(article.path, site).rpartition(".")[0].split("/")]
    if parts[-1] == "index":
        parts.pop()
    name = article.text("slug") or "/".join(parts)
    return "/".join(filter(None, ["", route, name])) + ("/" if site.setting("slash", default=True) else "")


def _file_rules(_site: SourceSite) -> FileRules:
    """Those of `public`; what articles link to gets a name with a hash. Spec: docs.astro.build/guides/images."""
    return FileRules(folders=(StaticFolder("public"),), renames=True)


DIALECT: Final = Dialect(
    name="astro",
    markdown=markdown.of_astro,
    documentation="https://docs.astro.build/en/guides/content-collections/",
    file_rules=_file_rules,
    recognise=lambda folder: folder.has(*_CONFIGS),
    read_site=_read_site,
    is_article=_is_article,
    is_page=lambda article: article.find(*_DATES) is None and len(article.site.setting("bases", [])) > 1,
    rule=_rule,
    address=_address,
    name_parts=lambda path, _site: NameParts(path.rpartition("/")[2].rpartition(".")[0]),
    is_held=lambda article: article.flag("draft") is True,
    slugify=slugs.github,
    below=_path_below,
    suffixes=(".md", ".mdx", ".markdown"),
    other_suffixes=(".mdoc",),
    formats=frozenset({FrontMatterFormat.YAML, FrontMatterFormat.TOML}),
    passed_over=frozenset({"dist"}),
    fields={
        "title": ("title",),
        "excerpt": ("description", "excerpt", "summary"),
        "publishedDateTime": _DATES,
        "updatedDateTime": ("updatedDate", "updated", "modDatetime", "lastmod"),
    },
    tags=(TopicName("tags"),),
    categories=lambda article: article.named(TopicName("categories"), TopicName("category")),
    date_key="pubDate",
    marks=lambda _site: MarkRules(mdx_languages=("mdx-blocks", "mdx")),
    address_keys=(),
    static_folders=lambda site: [("/", str(site.setting("public")))],
    images=("heroImage.src", "heroImage", "image.src", "image.url", "image", "cover"),
    known=frozenset("categories category draft layout slug".split()),
)
