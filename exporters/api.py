"""The interface for programs: all that a program or a plugin may import. Everything else is private.

`from exporters import render` is the same as `from exporters.api import render`; `lint` alone stands only here, since
`exporters.lint` is a package. Nothing here prints, ends the process,
handles signals, or asks the clock; docs/api.md says what may change when.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime, tzinfo
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal

from exporters.bodies.markdown.rules import MarkdownRules
from exporters.bodies.marks.mark_rules import MarkRules
from exporters.bodies.rules import BodyRules
from exporters.checks.finding import Finding
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import (
    ArticleError,
    ExecutorError,
    FeedError,
    OutfeedError,
    OutputError,
    PublishError,
    RunFailedError,
    SettingsError,
    UsageError,
)
from exporters.formats.exporter import (
    CompanionExporter,
    DocumentParts,
    Exporter,
    FeedExporter,
    Scope,
    SectionedExporter,
    SelectiveExporter,
    SiteExporter,
    write_parts,
)
from exporters.interface.reports import (
    ArticleCounts,
    ExportReport,
    OnProblem,
    OnProgress,
    Progress,
    ValidationReport,
)
from exporters.model.article import Article, Image, Person, Provider, Related
from exporters.model.artwork import Artwork
from exporters.model.episode import Chapter, Contributor, Episode, Soundbite, Transcript
from exporters.model.feed import DeletedEntry, Feed, FeedLink
from exporters.model.show import (
    Show,
    ShowCategory,
    ShowFunding,
    ShowLicense,
    ShowLocation,
    ShowOwner,
    ShowText,
    ShowTrailer,
)
from exporters.model.site import Site
from exporters.planning.outcome import SitePlan
from exporters.planning.refusal import RefusedError
from exporters.publishing.publication import PublishedFile
from exporters.sources.dialects.dialect import Dialect, NameParts, TopicName
from exporters.sources.dialects.plain import plain_dialect
from exporters.sources.dialects.site_folder import SiteFolder, SiteReading
from exporters.sources.source import ItemContent, Source, SourceFile, SourceItem, item_content, item_error
from exporters.yamldoc.positions import TextPosition

__all__ = [
    "Article",
    "ArticleCounts",
    "ArticleError",
    "Artwork",
    "BodyRules",
    "Chapter",
    "CompanionExporter",
    "Contributor",
    "DeletedEntry",
    "Diagnostic",
    "Dialect",
    "DocumentParts",
    "Episode",
    "ExecutorError",
    "ExportReport",
    "Exporter",
    "Feed",
    "FeedError",
    "FeedExporter",
    "FeedLink",
    "Finding",
    "Image",
    "ItemContent",
    "Level",
    "MarkRules",
    "MarkdownRules",
    "NameParts",
    "OnProblem",
    "OnProgress",
    "OutfeedError",
    "OutputError",
    "Person",
    "Progress",
    "Provider",
    "PublishError",
    "PublishedFile",
    "RefusedError",
    "Related",
    "RunFailedError",
    "Scope",
    "SectionedExporter",
    "SelectiveExporter",
    "SettingsError",
    "Show",
    "ShowCategory",
    "ShowFunding",
    "ShowLicense",
    "ShowLocation",
    "ShowOwner",
    "ShowText",
    "ShowTrailer",
    "Site",
    "SiteExporter",
    "SiteFolder",
    "SitePlan",
    "SiteReading",
    "Soundbite",
    "Source",
    "SourceFile",
    "SourceItem",
    "TextPosition",
    "TopicName",
    "Transcript",
    "UsageError",
    "ValidationReport",
    "export",
    "item_content",
    "item_error",
    "plain_dialect",
    "plan",
    "render",
    "render_to",
    "validate",
    "write_parts",
]


def render(
    site: Site | Mapping[str, Any],
    articles: Iterable[Any],
    format: str = "rss",  # noqa: A002 - what everybody calls it
    *,
    feed: Mapping[str, Any] | None = None,
    self_url: str | None = None,
    timezone: str | tzinfo | None = None,
    on_problem: Literal["raise"] | Callable[[Diagnostic], None] = "raise",
) -> bytes:
    """Return the document of `articles`, newest first: RSS, Atom, JSON Feed, CSV or a plugin's format.

    Articles are mappings or dataclasses with the names of schemas/article.schema.json, the body as `content_html` or
    `content_markdown`, dates as text or as datetimes with a time zone; or `Article` values. They are repaired as files
    are. Drafts and withdrawn articles are left out, and of articles with one id all but the latest.

    Args:
        site: what `site` holds in outfeed.yaml; `url` is needed.
        articles: read once.
        format: one of those that `outfeed formats` lists.
        feed: what one of `feeds` holds in outfeed.yaml, without the keys that choose articles or formats. Without a
            `limit`, every article is shown.
        self_url: where the document is published. Without it: `feeds_url` of the site, the feed's path, a file name.
        timezone: that of dates which name none; without it such a date is an error.
        on_problem: "raise", or what is called with each error, warning and note; then the articles that have an error
            are left out.

    Raises:
        SettingsError: `site`, `feed`, `self_url` or `timezone` is wrong.
        UsageError: there is no such format.
        ArticleError: articles can't be taken; with every error of all of them.
        OutputError: a plugin failed.
    """
    document = BytesIO()
    render_to(document, site, articles, format, feed=feed, self_url=self_url, timezone=timezone, on_problem=on_problem)
    return document.getvalue()


def render_to(
    stream: BinaryIO,
    site: Site | Mapping[str, Any],
    articles: Iterable[Any],
    format: str = "rss",  # noqa: A002 - what everybody calls it
    *,
    feed: Mapping[str, Any] | None = None,
    self_url: str | None = None,
    timezone: str | tzinfo | None = None,
    on_problem: Literal["raise"] | Callable[[Diagnostic], None] = "raise",
) -> None:
    """Write what `render` returns to `stream`, one entry at a time; the document is never in memory as a whole.

    Every article is read before the first byte is written, so where one is refused nothing is written. The document of
    a plugin is written at once. Raises what `render` raises, and what `stream.write` raises.
    """
    from exporters.interface.render import write_document

    write_document(
        stream, site, articles, format, feed=feed, self_url=self_url, timezone=timezone, on_problem=on_problem
    )


def export(
    source: str | Path | Sequence[str | Path] | None = None,
    *,
    config: str | Path | None = None,
    site_url: str | None = None,
    out: str | Path | None = None,
    formats: str | Sequence[str] = (),
    limit: int | None = None,
    drafts: bool = False,
    as_of: datetime | None = None,
    now: datetime | None = None,
    keep_going: bool = False,
    strict: bool = False,
    prune: bool = False,
    against: str | None = None,
    allow_new_ids: bool = False,
    allow_new_address: bool = False,
    adopt: bool = False,
    jobs: int = 1,
    executor: Executor | None = None,
    cache: str | Path | None = None,
    on_problem: OnProblem = "raise",
    progress: OnProgress | None = None,
) -> ExportReport:
    """Write the feeds of a folder of articles, as `outfeed export` does; arguments are its flags.

    Args:
        source: folders and files; None: the folder of the nearest outfeed.yaml.
        config: the settings file; without it the nearest outfeed.yaml.
        site_url: address of the site's home page.
        out: where the feeds go; without it as the settings say, else `out` in the current folder.
        formats: write only these.
        limit: entries to show, 0 for all; without it as the settings say, else 50.
        drafts: take drafts too.
        as_of: articles that are published later wait. SOURCE_DATE_EPOCH is not asked.
        now: what stands for the clock: later articles are exported with a warning, or wait where the settings hold
            what is dated in the future. Without it no article is dated in the future.
        keep_going: leave articles out that can't be read, and go on with the others.
        strict: let a warning stop the run as an error does.
        prune: remove feeds that lost their last article.
        against: where subscribers have the feeds from, a folder or an address; without it the out folder.
        allow_new_ids: publish even where subscribers would see old articles as new.
        allow_new_address: publish even where a feed would be at another address.
        adopt: replace files in the way that Outfeed did not write.
        jobs: processes that parse and write; 1 works in this one.
        executor: parses and writes instead of such processes, on this machine or on others; it stays open.
        cache: the folder of the cache; without one everything is read anew.
        on_problem: "raise", "return" (the report says that the run failed, and why), or what is called with each
            diagnostic as it comes.
        progress: called while files are read and entries written.

    Raises:
        UsageError: arguments or settings are wrong.
        RunFailedError: articles or outputs are wrong, unless `on_problem` takes that. The out folder is as it was.
        RefusedError: subscribers would see old articles as new; its `plan` says which.
        OutputError: an exporter failed.
        ExecutorError: the executor failed.
        PublishError: the files can't be put in place.
    """
    from exporters.interface.runs import run_export

    return run_export(
        source,
        config=config,
        site_url=site_url,
        out=out,
        formats=formats,
        limit=limit,
        drafts=drafts,
        as_of=as_of,
        now=now,
        keep_going=keep_going,
        strict=strict,
        prune=prune,
        against=against,
        allow_new_ids=allow_new_ids,
        allow_new_address=allow_new_address,
        adopt=adopt,
        jobs=jobs,
        executor=executor,
        cache=cache,
        on_problem=on_problem,
        progress=progress,
    )


def plan(
    source: str | Path | Sequence[str | Path] | None = None,
    *,
    config: str | Path | None = None,
    site_url: str | None = None,
    out: str | Path | None = None,
    limit: int | None = None,
    drafts: bool = False,
    as_of: datetime | None = None,
    now: datetime | None = None,
    keep_going: bool = False,
    strict: bool = False,
    prune: bool = False,
    against: str | None = None,
    jobs: int = 1,
    cache: str | Path | None = None,
    on_problem: Literal["raise"] | Callable[[Diagnostic], None] = "raise",
    progress: OnProgress | None = None,
) -> SitePlan:
    """Return what an export would mean for subscribers, as `outfeed plan` tells it; nothing is published.

    Arguments are those of `export`. Raises what `export` raises; RunFailedError also where `on_problem` is called with
    what stopped the run, since there is no plan then.
    """
    from exporters.interface.runs import run_plan

    return run_plan(
        source,
        config=config,
        site_url=site_url,
        out=out,
        formats=(),
        limit=limit,
        drafts=drafts,
        as_of=as_of,
        now=now,
        keep_going=keep_going,
        strict=strict,
        prune=prune,
        against=against,
        jobs=jobs,
        cache=cache,
        on_problem=on_problem,
        progress=progress,
    )


def validate(
    source: str | Path | Sequence[str | Path] | None = None,
    *,
    config: str | Path | None = None,
    site_url: str | None = None,
    strict: bool = False,
    now: datetime | None = None,
    jobs: int = 1,
    on_problem: OnProblem = "return",
    progress: OnProgress | None = None,
) -> ValidationReport:
    """Return every problem and every repair in a folder of articles, as `outfeed validate` tells them.

    Drafts and withdrawn articles are judged too. Without the address of a site, addresses are those of
    https://site.invalid/. Arguments are those of `export`. Raises UsageError; RunFailedError where `on_problem` is
    "raise" and something is wrong.
    """
    from exporters.interface.runs import run_validation

    return run_validation(
        source,
        config=config,
        site_url=site_url,
        strict=strict,
        now=now,
        jobs=jobs,
        on_problem=on_problem,
        progress=progress,
    )


def lint(
    data: bytes,
    *,
    profile: str | Sequence[str] = (),
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    level: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Return what is wrong in a document that anybody wrote, in document order, as `outfeed lint` reports it.

    The content says what `data` is: RSS, Atom, JSON Feed, CSV, or what else `outfeed lint` knows. Nothing is fetched,
    no file is read, and no document makes it raise. A comment `<!-- outfeed: ignore RULE -->` in the document is
    obeyed; `lint` in outfeed.yaml is not. Of more than 1,000 findings of one rule, the last one counts the rest in its
    `occurrences`.

    Import it from `exporters.api`: `exporters.lint` is the package that it calls.

    Args:
        data: the whole document, perhaps compressed with gzip.
        profile: names of profiles, as docs/lint.md lists them: `apple-podcasts`; of two levels the worse one counts.
        select: judge by these rules alone; `atom-*` stands for all that begin so.
        ignore: leave these rules out.
        level: by rule, the level of its findings: `note`, `warning`, `error`, `off`; it wins over profiles.

    Raises:
        UsageError: there is no such profile, rule or level.
    """
    from exporters.lint.levels import lint_by

    return lint_by(data, profile=profile, select=select, ignore=ignore, level=level)
