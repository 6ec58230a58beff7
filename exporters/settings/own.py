"""Reads `outfeed.yaml` into values, and finds every problem in it: the schema's, and those that no schema can see."""

import os
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, clipped, shown
from exporters.errors import SettingsError
from exporters.model.article import Person
from exporters.schema import load_schema
from exporters.settings import feeds, rules
from exporters.settings.aliases import read_aliases, read_ids
from exporters.settings.built_site import BuiltSite
from exporters.settings.find import yaml_of
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.section import FormatsCheck, SettingsSection
from exporters.settings.source_site import FieldRule
from exporters.settings.sources import MOST_SOURCES, read_source, read_sources
from exporters.settings.values import FeedSettings, ForeignSettings, Future, PageSettings, SourceSettings
from exporters.support.paths import absolute, shown_path
from exporters.yamldoc.positions import YamlDocument


class OwnSettings(Struct, frozen=True, kw_only=True):
    """What `outfeed.yaml` says; None and empty where it says nothing."""

    known: ForeignSettings = ForeignSettings()
    source: Path = Path()
    out: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    future: Future | None = None
    dialect: str = "auto"
    permalink: str | None = None
    fields: Mapping[str, FieldRule] = {}
    built: BuiltSite | None = None
    formats: tuple[str, ...] | None = None
    feeds: tuple[FeedSettings, ...] = (FeedSettings(),)
    aliases: Mapping[str, Mapping[str, str]] = {}
    pages: PageSettings | None = PageSettings()
    stylesheet: str | None = None
    hubs: tuple[str, ...] = ()
    ids: Mapping[str, str] = {}
    ids_file: Path | None = None
    tombstones: bool = False
    sources: tuple[SourceSettings, ...] = ()
    format: str = ""
    id_prefix: str = ""
    select: str | None = None


def read(file: Path, *, reads: bool = False, formats: FormatsCheck | None = None) -> OwnSettings:
    """The settings in `file`. Raises SettingsError with every problem found, each at its line and column.

    `reads` says whether articles will be read, so that the folder that it names has to be there. `formats` tells what
    is wrong with names of formats; None: nobody will write them.
    """
    return _judged(yaml_of(file), file.parent, shown_path(file), reads=reads, formats=formats)


def of_document(document: YamlDocument, name: str = "") -> OwnSettings:
    """The settings in `document`, which stand in no file: `name` is what messages call them.

    Paths in them are relative to the current folder. Raises SettingsError with every problem found.
    """
    return _judged(document, Path(), name)


def _judged(
    document: YamlDocument, folder: Path, name: str, *, reads: bool = False, formats: FormatsCheck | None = None
) -> OwnSettings:
    """The settings in `document`, with paths relative to `folder`. Raises SettingsError with every problem found."""
    problems = ProblemCollector(document)
    settings = SettingsSection(problems, (), document.value or {})
    elsewhere: list[Diagnostic] = []  # problems in the file that `ids` names
    own = _own(settings, folder, elsewhere, is_source_read=reads, formats=formats)
    schema = load_schema("settings").problems(_without_wrong_conditions(settings), document)
    found = [*(each for each in schema if each.field not in problems.fields), *problems.problems]  # rules know more
    if found or elsewhere:
        found.sort(key=lambda each: (each.line, each.column, each.field))
        raise SettingsError([*(each.at(name) for each in found), *elsewhere])
    return own


def _own(
    settings: SettingsSection,
    folder: Path,
    elsewhere: list[Diagnostic],
    *,
    is_source_read: bool,
    formats: FormatsCheck | None,
) -> OwnSettings:
    """The values of `settings`, with paths relative to `folder`. Add what is wrong."""
    site, source = settings.within("site"), settings.within("source")
    author = site.within("author")
    one = read_source(source, folder, is_read=is_source_read)
    name, page = author.line("name", rules.text), author.text("url", rules.page)
    known = ForeignSettings(
        title=site.line("title", rules.text),
        description=site.line("description", rules.text),
        url=_base(site.text("url", rules.address)),
        feeds_url=_base(site.text("feeds_url", rules.address)),
        language=site.written("language"),
        author=Person(name=name, url=page) if name else None,
        timezone=one.timezone,
    )
    feeds_url = known.feeds_url or (f"{known.url}feeds/" if known.url else None)
    articles, out = source.values.get("path"), settings.text("out", rules.text)
    if is_source_read and isinstance(articles, str) and articles and not os.path.lexists(folder / articles):
        right = "name the folder of the articles, relative to this file"
        source.add("path", Diagnostic("source-missing", f"no folder {clipped(articles)}", right))
    ids_file = settings.text("ids", rules.text)
    return OwnSettings(
        known=known,
        source=one.path,
        out=absolute(folder / out) if out is not None else None,
        include=one.include,
        exclude=one.exclude,
        future=_future(settings),
        dialect=one.dialect,
        permalink=one.permalink,
        fields=one.fields,
        built=one.built,
        feeds=feeds.read(settings, known.timezone or UTC, feeds_url, formats),
        aliases=read_aliases(settings.problems, settings.values.get("aliases")),
        formats=settings.formats(formats),
        pages=_pages(settings, folder),
        stylesheet=_stylesheet(settings),
        hubs=settings.texts("hubs", rules.page),
        ids=_ids(settings, folder / ids_file, elsewhere) if ids_file else {},
        ids_file=absolute(folder / ids_file) if ids_file else None,
        tombstones=settings.values.get("tombstones", False),
        sources=read_sources(settings, folder, is_read=is_source_read),
        format=one.format,
        id_prefix=one.id_prefix,
        select=one.select,
    )


def _future(settings: SettingsSection) -> Future | None:
    """What happens to articles of the future: they wait where any source says so."""
    said = [each.values.get("future") for each in settings.mappings("sources", MOST_SOURCES)]
    said.append(settings.within("source").values.get("future"))
    return "hold" if "hold" in said else "export" if "export" in said else None


def _pages(settings: SettingsSection, folder: Path) -> PageSettings | None:
    """How pages look, None for none. Templates that are not there would be passed over in silence."""
    if settings.values.get("pages") is False:
        return None
    pages = settings.within("pages")
    templates = pages.text("templates", rules.text)
    if templates and not (folder / templates).is_dir():
        seen = f"{shown(templates)} is no folder"
        pages.add("templates", Diagnostic("templates-missing", seen, "write one, relative to this file"))
    return PageSettings(
        images=pages.values.get("images", False), templates=absolute(folder / templates) if templates else None
    )


def _stylesheet(settings: SettingsSection) -> str | None:
    """The address of a style sheet, "" for our own, None for none."""
    return "" if settings.values.get("stylesheet") is True else settings.text("stylesheet", rules.page)


def _ids(settings: SettingsSection, file: Path, elsewhere: list[Diagnostic]) -> Mapping[str, str]:
    """The ids in `file`. Add to `elsewhere` what is wrong in it."""
    try:
        return read_ids(absolute(file))
    except SettingsError as error:
        if error.diagnostics[0].rule == "settings-missing":
            right = "name one, relative to this file, or take ids out"
            settings.add("ids", Diagnostic("settings-missing", f"no file {clipped(settings.values['ids'])}", right))
        else:
            elsewhere += error.diagnostics
    return {}


def _base(url: str | None) -> str | None:
    return None if url is None else rules.base(url)


def _without_wrong_conditions(settings: SettingsSection) -> dict[str, object]:
    """The values without each `where` that rules found wrong: a schema can only say that no alternative of it fits."""
    entries = settings.values.get("feeds")
    if not isinstance(entries, list):
        return settings.values
    left = [
        {key: each for key, each in feed.items() if key != "where"}
        if isinstance(feed, dict) and f"feeds[{number}].where" in settings.problems.around
        else feed
        for number, feed in enumerate(entries)
    ]
    return {**settings.values, "feeds": left}
