"""Read `outfeed.yaml` into values, and report every problem in it, of the schema and beyond."""

import os
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path

from msgspec import Struct

from exporters.diagnostics.diagnostic import Diagnostic, clip_text, quote_value
from exporters.errors import SettingsError
from exporters.media.folders import MediaFolder
from exporters.model.article import Person
from exporters.schema import load_schema
from exporters.settings import feeds, rules
from exporters.settings.aliases import read_aliases, read_ids
from exporters.settings.built_site import BuiltSite
from exporters.settings.find import read_yaml_file
from exporters.settings.lint_settings import LintSettings, read_lint
from exporters.settings.problem_collector import ProblemCollector
from exporters.settings.section import FormatsCheck, SettingsSection
from exporters.settings.source_site import FieldRule
from exporters.settings.sources import MOST_SOURCES, read_source, read_sources
from exporters.settings.values import FeedSettings, Future, PageSettings, SiteSettings, SourceSettings
from exporters.support.paths import absolute, shown_path
from exporters.yamldoc.positions import YamlDocument


class OwnSettings(Struct, frozen=True, kw_only=True):
    """The values of `outfeed.yaml`; None or empty for keys that it does not have."""

    site: SiteSettings = SiteSettings()
    source: Path = Path()
    out: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    future: Future | None = None
    dialect: str = "auto"
    permalink: str | None = None
    fields: Mapping[str, FieldRule] = {}
    built: BuiltSite | None = None
    media: tuple[MediaFolder, ...] = ()
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
    id_rule: str = ""
    select: str | None = None
    lint: LintSettings = LintSettings()


def read(file: Path, *, reads: bool = False, formats: FormatsCheck | None = None) -> OwnSettings:
    """Return the settings in `file`. Raises SettingsError with every problem, each at its line and column.

    `reads`: the run reads articles, so the folder that `file` names must exist. `formats` checks the names of formats;
    None: the run writes none.
    """
    return _parse(read_yaml_file(file), file.parent, shown_path(file), reads=reads, formats=formats)


def read_document(document: YamlDocument, name: str = "") -> OwnSettings:
    """Return the settings in `document`, which comes from no file; `name` is its name in messages.

    Paths in them are relative to the current folder. Raises SettingsError with every problem.
    """
    return _parse(document, Path(), name)


def _parse(
    document: YamlDocument, folder: Path, name: str, *, reads: bool = False, formats: FormatsCheck | None = None
) -> OwnSettings:
    """Return the settings in `document`; paths are relative to `folder`. Raises SettingsError with every problem."""
    problems = ProblemCollector(document)
    settings = SettingsSection(problems, (), document.value or {})
    id_problems: list[Diagnostic] = []  # in the file that `ids` names
    values = _read_values(settings, folder, id_problems, is_source_read=reads, formats=formats)
    schema = load_schema("settings").problems(_drop_invalid_conditions(settings), document)
    diagnostics = [
        *(diagnostic for diagnostic in schema if diagnostic.field not in problems.fields),
        *problems.problems,
    ]  # the rules say more
    if diagnostics or id_problems:
        diagnostics.sort(key=lambda diagnostic: (diagnostic.line, diagnostic.column, diagnostic.field))
        raise SettingsError([*(diagnostic.at(name) for diagnostic in diagnostics), *id_problems])
    return values


def _read_values(
    settings: SettingsSection,
    folder: Path,
    id_problems: list[Diagnostic],
    *,
    is_source_read: bool,
    formats: FormatsCheck | None,
) -> OwnSettings:
    """Return the values of `settings`; paths are relative to `folder`. Add problems."""
    site, source = settings.subsection("site"), settings.subsection("source")
    author = site.subsection("author")
    only_source = read_source(source, folder, is_read=is_source_read)
    name, page = author.line("name", rules.text), author.text("url", rules.page)
    site_settings = SiteSettings(
        title=site.line("title", rules.text),
        description=site.line("description", rules.text),
        url=_normalize_base(site.text("url", rules.address)),
        feeds_url=_normalize_base(site.text("feeds_url", rules.address)),
        language=site.source_text("language"),
        author=Person(name=name, url=page) if name else None,
        timezone=only_source.timezone,
    )
    feeds_url = site_settings.feeds_url or (f"{site_settings.url}feeds/" if site_settings.url else None)
    articles, out = source.values.get("path"), settings.text("out", rules.text)
    if is_source_read and isinstance(articles, str) and articles and not os.path.lexists(folder / articles):
        fix = "name the folder of the articles, relative to this file"
        source.add("path", Diagnostic("source-missing", f"no folder {clip_text(articles)}", fix))
    ids_file = settings.text("ids", rules.text)
    return OwnSettings(
        site=site_settings,
        source=only_source.path,
        out=absolute(folder / out) if out is not None else None,
        include=only_source.include,
        exclude=only_source.exclude,
        future=_read_future(settings),
        dialect=only_source.dialect,
        permalink=only_source.permalink,
        fields=only_source.fields,
        built=only_source.built,
        media=only_source.media,
        feeds=feeds.read(settings, site_settings.timezone or UTC, feeds_url, formats, name),
        aliases=read_aliases(settings.problems, settings.values.get("aliases")),
        formats=settings.formats(formats),
        pages=_read_pages(settings, folder),
        stylesheet=_read_stylesheet(settings),
        hubs=settings.texts("hubs", rules.page),
        ids=_read_ids(settings, folder / ids_file, id_problems) if ids_file else {},
        ids_file=absolute(folder / ids_file) if ids_file else None,
        tombstones=settings.values.get("tombstones", False),
        sources=read_sources(settings, folder, is_read=is_source_read),
        format=only_source.format,
        id_prefix=only_source.id_prefix,
        id_rule=only_source.ids,
        select=only_source.select,
        lint=read_lint(settings, folder),
    )


def _read_future(settings: SettingsSection) -> Future | None:
    """Return whether to hold or export articles of the future: hold if any source says so; None: no source says."""
    futures = [each.values.get("future") for each in settings.mappings("sources", MOST_SOURCES)]
    futures.append(settings.subsection("source").values.get("future"))
    return "hold" if "hold" in futures else "export" if "export" in futures else None


def _read_pages(settings: SettingsSection, folder: Path) -> PageSettings | None:
    """Return the settings of pages; None: no pages. Add a problem for a folder of templates that does not exist."""
    if settings.values.get("pages") is False:
        return None
    pages = settings.subsection("pages")
    templates = pages.text("templates", rules.text)
    if templates and not (folder / templates).is_dir():
        message = f"{quote_value(templates)} is not a folder"
        pages.add("templates", Diagnostic("templates-missing", message, "write one, relative to this file"))
    return PageSettings(
        images=pages.values.get("images", False), templates=absolute(folder / templates) if templates else None
    )


def _read_stylesheet(settings: SettingsSection) -> str | None:
    """Return the address of the style sheet; "": Outfeed's own; None: no style sheet. Add problems."""
    return "" if settings.values.get("stylesheet") is True else settings.text("stylesheet", rules.page)


def _read_ids(settings: SettingsSection, file: Path, id_problems: list[Diagnostic]) -> Mapping[str, str]:
    """Return the ids in `file`. Add its problems to `id_problems`."""
    try:
        return read_ids(absolute(file))
    except SettingsError as error:
        if error.diagnostics[0].rule == "settings-missing":
            fix = "name one, relative to this file, or remove ids"
            settings.add("ids", Diagnostic("settings-missing", f"no file {clip_text(settings.values['ids'])}", fix))
        else:
            id_problems += error.diagnostics
    return {}


def _normalize_base(url: str | None) -> str | None:
    return None if url is None else rules.base(url)


def _drop_invalid_conditions(settings: SettingsSection) -> dict[str, object]:
    """Return the values without each invalid `where`: the schema could only say that no alternative fits."""
    entries = settings.values.get("feeds")
    if not isinstance(entries, list):
        return settings.values
    feeds_without_where = [
        {key: each for key, each in feed.items() if key != "where"}
        if isinstance(feed, dict) and f"feeds[{number}].where" in settings.problems.feed_keys
        else feed
        for number, feed in enumerate(entries)
    ]
    return {**settings.values, "feeds": feeds_without_where}
