"""Quarto: documents below the folders of a website, with metadata of their folders."""

import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from msgspec.structs import replace

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings import foreign_settings
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import dates, markdown
from exporters.sources.dialects.dates import Dated
from exporters.sources.dialects.dialect import Dialect, DialectArticle, NameParts, TopicName, labelled
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.support.lazy_regex import lazy_regex

_SETTINGS: Final = ("_quarto.yml", "_quarto.yaml")
_MONTH_FIRST: Final = lazy_regex(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\s*", re.ASCII)


def _read_site(folder: SiteFolder) -> SiteReading:
    settings = folder.mapping(folder.has(*_SETTINGS))
    website = settings.get("website")
    site: dict[str, Any] = website if isinstance(website, dict) else {}
    known = foreign_settings.from_values(
        url=site.get("site-url"),
        title=site.get("title"),
        description=site.get("description"),
        language=settings.get("lang"),
    )
    files = folder.find("", ("/_metadata.yml", "/_metadata.yaml"))
    metadata = {path.rpartition("/")[0]: folder.mapping(path) for path in files}
    return SiteReading(
        known=known,
        settings={"from": str(settings.get("from") or "")},
        data={"metadata": metadata},
        has_feed=_has_feed(folder),
    )


def _has_feed(folder: SiteFolder) -> bool:
    """Whether a listing, in a document at the top of the site or of a folder in it, writes a feed."""
    lists = (path for path in folder.find("", (".qmd",)) if path.count("/") == 0 or path.endswith("/index.qmd"))
    return any(folder.mentions(path, "listing:") and folder.mentions(path, "feed:") for path in lists)


def _given_values(path: str, site: SourceSite) -> Mapping[str, Any]:
    """What `_metadata.yml` of the folders above gives: the nearest wins."""
    values: dict[str, Any] = {}
    folders = path.split("/")[:-1]
    for count in range(1, len(folders) + 1):
        values |= site.data.get("metadata", {}).get("/".join(folders[:count]), {})
    return values


def _name_parts(path: str, _site: SourceSite) -> NameParts:
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0]
    return NameParts(folders[-1] if stem == "index" and folders else stem)


def _address(article: DialectArticle) -> str:
    stem = article.path.rpartition(".")[0]
    return f"/{stem.removesuffix('index')}" if stem.endswith("/index") else f"/{stem}.html"


def _read_date(written: str, _quoted: bool, zone: tzinfo) -> Dated:  # noqa: FBT001 - as the seam has it
    """A date as in the US, too: month, day, year. Spec: quarto.org/docs/reference/dates.html#parsing-dates."""
    found = _MONTH_FIRST.fullmatch(written)
    if found is None:
        return dates.read(written, zone)
    year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
    return dates.read(f"{year}-{found[1]:0>2}-{found[2]:0>2}", zone)


def _is_article(path: str, _site: SourceSite) -> bool:
    """A document in a folder. Names that begin with _ are parts of others.

    Spec: quarto.org/docs/projects/quarto-projects.html#render-targets.
    """
    return "/" in path and not any(part.startswith("_") for part in path.split("/"))


def _label_given(site: SourceSite) -> SourceSite:
    folders = site.data.get("metadata", {})
    labels = {folder: labelled(values, f"{folder}/_metadata.yml") for folder, values in folders.items()}
    return replace(site, data={"metadata": labels})


def _file_rules(_site: SourceSite) -> FileRules:
    """Whatever pages link to, where it lies. Spec: quarto.org/docs/websites."""
    return FileRules(folders=(StaticFolder(""),), has_bundles=False, hides_underscores=True)


DIALECT: Final = Dialect(
    name="quarto",
    markdown=markdown.of_quarto,
    documentation="https://quarto.org/docs/websites/website-blog.html",
    file_rules=_file_rules,
    recognise=lambda folder: folder.has(*_SETTINGS),
    read_site=_read_site,
    is_article=_is_article,
    is_page=lambda article: article.find("date") is None,
    rule=lambda _site: "/<path>/",
    address=_address,
    name_parts=_name_parts,
    is_held=lambda article: article.flag("draft") is True,
    suffixes=(".qmd", ".md"),
    other_suffixes=(".ipynb", ".rmd"),
    passed_over=frozenset({"_site", "_freeze"}),
    fields={
        "title": ("title",),
        "excerpt": ("description", "abstract", "subtitle"),
        "publishedDateTime": ("date",),
        "updatedDateTime": ("date-modified",),
    },
    tags=(TopicName("categories"),),
    categories=lambda _article: [],
    address_keys=(),
    images=("image",),
    known=frozenset(  # Spec: quarto.org/docs/reference/formats/html.html
        "aliases bibliography citation code-fold comments draft echo editor engine execute filters format freeze"
        " image-alt jupyter keywords lang listing number-sections page-layout slug subtitle title-block-banner toc"
        " toc-title".split()
    ),
    given=_given_values,
    read_date=_read_date,
    feed_ids="quarto",
    marks=lambda _site: MarkRules(languages=("quarto", "divs")),
    label_given=_label_given,
)
