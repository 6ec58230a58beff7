"""Material for MkDocs: posts of its plugin `blog`."""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, unquote

from msgspec.structs import replace

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import slugs
from exporters.sources.addresses.material import DEFAULT
from exporters.sources.addresses.parts import PatternOptions
from exporters.sources.dialects import markdown, titles
from exporters.sources.dialects.dialect import Dialect, DialectArticle, NameParts, TopicName, labelled
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.patterns import fill_pattern
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading

_KEPT: Final = ("docs_dir", "use_directory_urls", "markdown_extensions")  # settings of the site
_SETTINGS: Final = ("mkdocs.yml", "mkdocs.yaml")
_META: Final = ".meta.yml"


def _recognise(folder: SiteFolder) -> str:
    name = folder.has(*_SETTINGS)
    return f"{name} with the plugin blog" if _blog(folder.lenient_mapping(name)) is not None else ""


def _blog(settings: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The settings of the plugin; None where it is not used."""
    plugins = settings.get("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    for each in listed:
        if each in ("blog", "material/blog"):
            return {}
        if isinstance(each, dict):
            for name in ("blog", "material/blog"):
                if name in each:
                    return each[name] if isinstance(each[name], dict) else {}
    return None


def _has_plugin(settings: Mapping[str, Any], name: str) -> bool:
    plugins = settings.get("plugins")
    listed = plugins if isinstance(plugins, (list, dict)) else [plugins]
    return any(each == name or (isinstance(each, dict) and name in each) for each in listed)


def _read_site(folder: SiteFolder) -> SiteReading:
    settings = folder.mapping(folder.has(*_SETTINGS))
    theme = settings.get("theme")
    known = foreign_settings.from_values(
        url=settings.get("site_url"),
        title=settings.get("site_name"),
        description=settings.get("site_description"),
        language=theme.get("language") if isinstance(theme, dict) else None,
        author=settings.get("site_author"),
    )
    kept: dict[str, Any] = {key: settings[key] for key in _KEPT if key in settings}
    if _has_plugin(settings, "macros"):
        kept["has_macros"] = True
    site = SourceSite(settings={**kept, "blog": dict(_blog(settings) or {})})
    authors = folder.mapping(f"{_docs(site)}/{_path(site, 'authors_file', '{blog}/.authors.yml')}").get("authors")
    folders = dict.fromkeys(path.rpartition("/")[0] for path in folder.find(_folder(site), (".md",)))
    above = {"/".join(each.split("/")[:count]) for each in folders for count in range(1, each.count("/") + 2)}
    metas = {each: folder.mapping(f"{each}/{_META}") for each in sorted(above) if folder.has(f"{each}/{_META}")}
    return SiteReading(known=known, settings=site.settings, data={"authors": authors or {}, "metas": metas})


def _docs(site: SourceSite) -> str:
    return str(site.setting("docs_dir") or "docs").strip("./")


def _blog_folder(site: SourceSite) -> str:
    return str(site.setting("blog.blog_dir", "blog")).strip("./")


def _path(site: SourceSite, name: str, default: str) -> str:
    """A path of the plugin's settings below the folder of the documents."""
    return str(site.setting(f"blog.{name}") or default).replace("{blog}", _blog_folder(site)).strip("/")


def _folder(site: SourceSite) -> str:
    return f"{_docs(site)}/{_path(site, 'post_dir', '{blog}/posts')}"


def _path_below(path: str, site: SourceSite) -> str:
    return path.removeprefix(f"{_folder(site)}/")


def _name_parts(path: str, _site: SourceSite) -> NameParts:
    return NameParts(path.rpartition("/")[2].rpartition(".")[0])


def _given_values(path: str, site: SourceSite) -> Mapping[str, Any]:
    """What `.meta.yml` of the folders above gives: lists grow, of all else the nearest wins."""
    values: dict[str, Any] = {}
    folders = path.split("/")[:-1]
    for count in range(1, len(folders) + 1):
        values |= site.data.get("metas", {}).get("/".join(folders[:count]), {})
    return values


def _rule(site: SourceSite) -> str:
    return f"{_blog_folder(site)}/{site.setting('blog.post_url_format') or DEFAULT}".lstrip("/")


def _address(article: DialectArticle) -> str:
    site = article.site
    most = site.setting("blog.post_url_max_categories")
    options = PatternOptions(
        date_format=str(site.setting("blog.post_url_date_format") or "yyyy/MM/dd"),
        most_categories=most if isinstance(most, int) and most > 0 else 1,
        is_pretty=site.setting("use_directory_urls", default=True) is not False,
    )
    title = article.text("title") or titles.written_heading(article.body) or article.title
    pattern = str(site.setting("blog.post_url_format") or DEFAULT)
    path = quote(unquote(fill_pattern("mkdocs", pattern, article.address_parts(title=title), options)))
    blog = _blog_folder(site)
    return f"/{blog}{path}" if blog else path


def _divider(article: DialectArticle) -> re.Pattern[str]:
    """The one that the settings name. Spec: squidfunk.github.io/mkdocs-material, post_excerpt_separator."""
    return re.compile(re.escape(str(article.site.setting("blog.post_excerpt_separator") or "<!-- more -->")))


def _authors(site: SourceSite) -> Mapping[str, Any]:
    found = site.data.get("authors")
    return found if isinstance(found, dict) else {}


def _label_given(site: SourceSite) -> SourceSite:
    folders = site.data.get("metas", {})
    labels = {folder: labelled(values, f"{folder}/{_META}") for folder, values in folders.items()}
    return replace(site, data={**site.data, "metas": labels})


def _marks(site: SourceSite) -> MarkRules:
    """With the plugin `macros`, Jinja runs first. Spec: mkdocs-macros-plugin.readthedocs.io."""
    jinja = ("nunjucks",) if site.setting("has_macros") else ()
    return MarkRules(languages=(*jinja, "admonitions", "material", "contents"), folder=_docs(site))


def _file_rules(site: SourceSite) -> FileRules:
    """All of the folder of documents. Spec: mkdocs.org/user-guide/writing-your-docs."""
    return FileRules(folders=(StaticFolder(_docs(site)),), has_bundles=False, is_complete=True)


DIALECT: Final = Dialect(
    name="mkdocs",
    markdown=markdown.of_mkdocs,
    documentation="https://squidfunk.github.io/mkdocs-material/plugins/blog/",
    file_rules=_file_rules,
    recognise=_recognise,
    read_site=_read_site,
    is_article=lambda path, site: path.startswith(f"{_folder(site)}/"),
    rule=_rule,
    address=_address,
    name_parts=_name_parts,
    is_held=lambda article: article.flag("draft") is True,
    slugify=slugs.material,
    below=_path_below,
    suffixes=(".md", ".markdown"),
    passed_over=frozenset({"site", "overrides"}),
    fields={
        "title": ("title",),
        "excerpt": ("description",),
        "publishedDateTime": ("date.created", "date"),
        "updatedDateTime": ("date.updated",),
    },
    tags=(TopicName("tags"),),
    categories=lambda article: article.named(TopicName("categories")),
    authors=("authors",),
    authors_by_key=_authors,
    address_keys=(),
    static_folders=lambda site: [("/", _docs(site))],
    images=("image", "social.cards_image"),
    known=frozenset("categories draft hide icon links pin readtime slug status template".split()),
    given=_given_values,
    label_given=_label_given,
    merges_lists=True,
    holds_future=lambda site: bool(site.setting("blog.draft_if_future_date")),
    divider=_divider,
    marks=_marks,
    title_from="heading",
)
