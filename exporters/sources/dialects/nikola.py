"""Nikola: posts in the folders that `POSTS` names, with lines of `.. key: value`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote

from msgspec.structs import replace

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.errors import ArticleError
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.addresses import slugs
from exporters.sources.addresses.parts import PatternOptions
from exporters.sources.dialects import markdown
from exporters.sources.dialects.dialect import Dialect, DialectArticle, FieldValue, NameParts, TopicName, labelled
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.patterns import fill_pattern
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.frontmatter import read_front_matter, split_article
from exporters.sources.frontmatter.parts import FrontMatterFormat
from exporters.support.lazy_regex import lazy_regex

_FORMATS: Final = frozenset({FrontMatterFormat.NIKOLA, FrontMatterFormat.YAML, FrontMatterFormat.TOML})
_DIVIDER: Final = lazy_regex(  # Spec: nikola.post TEASER_REGEXP
    r"<!--\s*(?:TEASER_END|END_TEASER)(?::[^\n]{0,200}?)?(?:(?<!\s)\s+)?-->", re.IGNORECASE
)
_HELD: Final = frozenset({"draft", "private", "publish_later"})


class _Posts(NamedTuple):
    """One line of `POSTS`."""

    folder: str
    suffix: str
    destination: str


def _recognise(folder: SiteFolder) -> str:
    return "conf.py with POSTS" if "POSTS" in folder.python("conf.py") and folder.mentions("conf.py", "BLOG_") else ""


def _read_site(folder: SiteFolder) -> SiteReading:
    settings = folder.python("conf.py")
    known = foreign_settings.from_values(
        url=settings.get("BASE_URL") or settings.get("SITE_URL"),
        title=settings.get("BLOG_TITLE"),
        description=settings.get("BLOG_DESCRIPTION"),
        language=settings.get("DEFAULT_LANG"),
        author=settings.get("BLOG_AUTHOR"),
        timezone=settings.get("TIMEZONE"),
    )
    settings = {key: value for key, value in settings.items() if key.isupper()}
    return SiteReading(
        known=known,
        settings=settings,
        data={"meta": dict(_find_metadata(folder, settings))},
        has_feed=_has_feed(settings),
    )


def _has_feed(settings: Mapping[str, Any]) -> bool:
    return settings.get("GENERATE_RSS", True) is not False or bool(settings.get("GENERATE_ATOM"))


def _find_metadata(folder: SiteFolder, settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The metadata that stands beside posts: in a `.meta` file, or in the post in the default language."""
    languages = settings.get("TRANSLATIONS")
    for posts in _posts(settings):
        for path in folder.find(posts.folder, (".meta", posts.suffix)):
            stem, _, suffix = path.rpartition(".")
            begin, dot, language = stem.rpartition(".")
            if suffix == "meta":
                yield stem, _metadata(folder, path)
            elif dot and isinstance(languages, dict) and language in languages:
                yield f"{stem}", _metadata(folder, f"{begin}.{suffix}")


def _metadata(folder: SiteFolder, path: str) -> dict[str, Any]:
    try:
        value = read_front_matter(split_article(folder.text(path), _FORMATS)).value
    except ArticleError:  # which is told of the post itself, or Nikola tells it
        return {}
    return {key: each for key, each in value.items() if key != "slug"} if isinstance(value, dict) else {}


def _posts(settings: Mapping[str, Any]) -> list[_Posts]:
    found = []
    lines = settings.get("POSTS")
    for each in lines if isinstance(lines, (list, tuple)) else ():
        if isinstance(each, (list, tuple)) and len(each) > 1 and isinstance(each[0], str) and isinstance(each[1], str):
            folder, _, name = each[0].rpartition("/")
            found.append(_Posts(folder, name.lstrip("*"), each[1].strip("/")))
    return found


def _of(path: str, site: SourceSite) -> _Posts | None:
    """The line of `POSTS` that a file belongs to."""
    return next(
        (each for each in _posts(site.settings) if path.startswith(f"{each.folder}/") and path.endswith(each.suffix)),
        None,
    )


def _path_below(path: str, site: SourceSite) -> str:
    posts = _of(path, site)
    return path[len(posts.folder) + 1 :] if posts else path


def _split_language(name: str, site: SourceSite) -> tuple[str, str]:
    """The name without suffix and language, and its language, "" for the default one."""
    stem = name.rpartition(".")[0]
    begin, dot, language = stem.rpartition(".")
    languages = site.setting("TRANSLATIONS")
    return (begin, language) if dot and isinstance(languages, dict) and language in languages else (stem, "")


def _name_parts(path: str, site: SourceSite) -> NameParts:
    return NameParts(_split_language(path.rpartition("/")[2], site)[0])


def _given_values(path: str, site: SourceSite) -> Mapping[str, Any]:
    found = site.data.get("meta", {}).get(path.rpartition(".")[0], {})
    return found if isinstance(found, dict) else {}


def _is_held(article: DialectArticle) -> bool:
    tags = {str(each.value).lower() for each in article.named(TopicName("tags", "commas"))}
    return article.text("status").strip().lower() in _HELD or not _HELD.isdisjoint(tags)


def _rule(site: SourceSite) -> str:
    end = "/" if site.setting("PRETTY_URLS") else ".html"
    return ", ".join(dict.fromkeys(f"{each.destination}/<slug>{end}".lstrip("/") for each in _posts(site.settings)))


def _address(article: DialectArticle) -> str:
    """Destination, folders, slug. Spec: Post.destination_path, Post.permalink."""
    site, posts = article.site, _of(article.path, article.site)
    stem, language = _split_language(article.path.rpartition("/")[2], site)
    prefix = str(dict(site.setting("TRANSLATIONS") or {}).get(language, "")).strip("./") if language else ""
    slug = article.text("slug") or slugs.nikola(stem, is_on=site.setting("USE_SLUGIFY", default=True) is not False)
    wanted = article.flag("pretty_url")
    is_pretty = (bool(site.setting("PRETTY_URLS")) if wanted is None else wanted) and slug != "index"
    parts = article.address_parts(name=stem, slug=slug, language=prefix)
    destination = posts.destination if posts else "posts"
    path = quote(unquote(fill_pattern("nikola", destination, parts, PatternOptions(is_pretty=is_pretty))))
    if site.setting("STRIP_INDEXES", default=True) is False:
        return f"{path}index.html" if path.endswith("/") else path
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def _tags(article: DialectArticle) -> list[FieldValue]:
    return article.named(TopicName("category"))[:1]


def _static_folders(site: SourceSite) -> list[tuple[str, str]]:
    """Spec: nikola/conf.py.in, FILES_FOLDERS and IMAGE_FOLDERS."""
    folders = [site.setting("FILES_FOLDERS", {"files": ""}), site.setting("IMAGE_FOLDERS", {"images": "images"})]
    pairs = [pair for each in folders if isinstance(each, dict) for pair in each.items()]
    return [("/" + str(target).strip("/"), str(source).strip("/")) for source, target in pairs]


def _label_given(site: SourceSite) -> SourceSite:
    metas = site.data.get("meta", {})
    labels = {stem: labelled(values, f"the metadata beside {stem}") for stem, values in metas.items()}
    return replace(site, data={"meta": labels})


def _file_rules(site: SourceSite) -> FileRules:
    """Those of FILES_FOLDERS and IMAGE_FOLDERS. Spec: getnikola.com/handbook.html."""
    folders = {"files": "", "images": "images"}
    for name in ("FILES_FOLDERS", "IMAGE_FOLDERS"):
        named = site.setting(name)
        folders |= {str(key): str(value) for key, value in named.items()} if isinstance(named, dict) else {}
    static = tuple(StaticFolder(folder.strip("/"), address.strip("/")) for folder, address in folders.items())
    return FileRules(folders=static, has_bundles=False, is_complete=True)


DIALECT: Final = Dialect(
    name="nikola",
    markdown=markdown.of_nikola,
    documentation="https://getnikola.com/handbook.html",
    file_rules=_file_rules,
    recognise=_recognise,
    read_site=_read_site,
    is_article=lambda path, site: _of(path, site) is not None,
    rule=_rule,
    address=_address,
    name_parts=_name_parts,
    is_held=_is_held,
    slugify=slugs.nikola,
    below=_path_below,
    suffixes=(".md", ".markdown", ".mdown", ".html", ".htm"),
    other_suffixes=(".rst", ".ipynb", ".txt", ".org", ".adoc"),
    formats=_FORMATS,
    needs_front_matter=False,
    passed_over=frozenset({"output", "themes"}),
    fields={
        "title": ("title",),
        "excerpt": ("description",),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("updated",),
    },
    tags=(TopicName("tags", "commas"),),
    categories=_tags,
    authors=("author",),
    author_split="commas",
    has_one_category=True,
    address_keys=(),
    static_folders=_static_folders,
    images=("previewimage",),
    divider=lambda _article: _DIVIDER,
    marks=lambda _site: MarkRules(languages=("nikola", "nikola-links", "contents")),
    known=frozenset("category guid hidetitle link password pretty_url slug status template type".split()),
    given=_given_values,
    label_given=_label_given,
    holds_future=lambda site: not site.setting("FUTURE_IS_NOW"),
    feed_ids="nikola",
)
