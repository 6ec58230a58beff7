"""Obsidian: dated notes of a vault, at the addresses of Obsidian Publish."""

from typing import Any, Final

from exporters.bodies.marks.mark_rules import MarkRules
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import markdown
from exporters.sources.dialects.dialect import Dialect, DialectArticle, FieldValue, NameParts, TopicName
from exporters.sources.dialects.file_rules import FileRules, StaticFolder
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading

_DATES: Final = ("date", "created", "published", "publishDate")


def _settings(folder: SiteFolder) -> dict[str, Any]:
    """Whether a single end of a line is none. Spec: help.obsidian.md/syntax#paragraphs."""
    written = folder.lenient_mapping(".obsidian/app.json")
    return {name: written[name] for name in ("strictLineBreaks",) if name in written}


def _name_parts(path: str, _site: SourceSite) -> NameParts:
    return NameParts(path.rpartition("/")[2].rpartition(".")[0])


def _tags(article: DialectArticle) -> list[FieldValue]:
    """Tags without the sign that they have in a text."""
    found = article.named(TopicName("tags", "commas"), TopicName("tag", "commas"))
    return [FieldValue(str(each.value).lstrip("#"), each.path, each.source) for each in found]


def _address(article: DialectArticle) -> str:
    """By `permalink`, else by the path, spaces as `+`. Spec: Obsidian Publish, permalinks."""
    return "/" + (article.text("permalink").strip("/") or article.path.rpartition(".")[0].replace(" ", "+"))


def _file_rules(_site: SourceSite) -> FileRules:
    """Whatever notes link to, named by its path in the vault, or by its name alone."""
    return FileRules(folders=(StaticFolder(""),), has_bundles=False, is_vault=True)


DIALECT: Final = Dialect(
    name="obsidian",
    markdown=markdown.of_obsidian,
    documentation="https://help.obsidian.md/properties",
    file_rules=_file_rules,
    recognise=lambda folder: ".obsidian" if folder.has_folder(".obsidian") else "",
    read_site=lambda folder: SiteReading(settings=_settings(folder)),
    is_article=lambda _path, _site: True,
    is_page=lambda article: article.find(*_DATES) is None,
    rule=lambda _site: "/<path>",
    address=_address,
    name_parts=_name_parts,
    is_held=lambda article: article.flag("publish") is False or article.flag("draft") is True,
    suffixes=(".md",),
    fields={
        "title": ("title",),
        "excerpt": ("description", "summary"),
        "publishedDateTime": _DATES,
        "updatedDateTime": ("updated", "modified"),
    },
    tags=(),
    categories=_tags,
    address_keys=("permalink",),
    images=("image", "cover", "banner"),
    known=frozenset("aliases alias cssclass cssclasses permalink publish draft tags tag".split()),
    title_from="file",
    marks=lambda _site: MarkRules(languages=("obsidian",)),
)
