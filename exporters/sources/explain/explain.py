"""Read one article as a run reads it, and explain what becomes of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from msgspec.structs import replace
from msgspec.structs import replace as replace_struct

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.errors import ArticleError
from exporters.model import moment
from exporters.model.outcome import ReadOutcome
from exporters.model.site import Site
from exporters.run import RunOptions
from exporters.settings.values import Settings
from exporters.sources import findings, source_registry
from exporters.sources.date_limits import hold_rule
from exporters.sources.dialects import registry
from exporters.sources.explain.explanation import ArticleExplanation
from exporters.sources.explain.fields import FieldRows
from exporters.sources.explain.provenance import ArticleProvenance
from exporters.sources.explain.record import ReadingRecord
from exporters.sources.explain.target import ExplainTarget, find_input, why_unread
from exporters.sources.folder import contents
from exporters.sources.id_warnings import IdWarnings, is_doubtful
from exporters.sources.listing import InputFile
from exporters.sources.parse import ArticleReader
from exporters.sources.read_item import read_item
from exporters.sources.read_page import read_page_article
from exporters.sources.source_context import SourceContext
from exporters.sources.worker import everything_examiner, page_name
from exporters.store import rows

_HOLDING: tuple[str, ...] = (  # keys that say that an article is a draft, hidden or private
    "draft", "published", "publish", "public", "status", "post_status", "visibility", "private", "hidden", "unlisted",
    "headless", "build", "_build", "render", "wip", "password", "eleventyExcludeFromCollections", "removed",
)  # fmt: skip

_ITEMS: Final = {  # what an article is in a file of a format, where it is no row
    "feed": "an item of a feed",
    "wxr": "a post in an export of WordPress",
    "ghost": "a post in an export of Ghost",
}


class ExplainRequest(NamedTuple):
    """What is explained, and by which settings."""

    input: InputFile
    site: Site  # that addresses lie below
    settings: Settings
    options: RunOptions  # whose moment says what waits
    unread: str = ""  # why an export passes the file over
    flag: str = ""  # that gave the rule of addresses
    id_warnings: IdWarnings | None = None  # None: nobody has to be warned of ids


def explain_target(
    target: ExplainTarget,
    source: Path,
    site: Site,
    settings: Settings,
    options: RunOptions,
    flag: str = "",
    id_warnings: IdWarnings | None = None,
) -> ArticleExplanation:
    """Explain the article that `target` names in `source`. Raises UsageError where it names none."""
    found = find_input(target, source, settings, options)
    settings = settings.in_place(found.source)
    unread = why_unread(target, source, settings)
    return explain(ExplainRequest(found, site, settings, options, unread, flag, id_warnings))


def explain(request: ExplainRequest) -> ArticleExplanation:
    """Read the article, and explain it. Never raises for what a file may hold."""
    record, here, settings = ReadingRecord(), request.input, request.settings
    outcome = _read(request, record)
    diagnostics = [*outcome.diagnostics, *_of_article(request, outcome)]
    provenance = ArticleProvenance(record, settings, _names(here), request.flag)
    fields = FieldRows(record, outcome.article, settings, provenance, here.source).rows()
    place = f":{here.item.place.line}" if here.item is not None else ""
    return ArticleExplanation(
        shown=here.shown + place,
        outcome=_outcome(request, outcome, record),
        reading=_reading(request, record),
        fields=tuple(fields),
        diagnostics=tuple(each for each in diagnostics if each.level is not Level.NOTE),
    )


def _read(request: ExplainRequest, record: ReadingRecord) -> ReadOutcome:
    here, settings = request.input, request.settings
    asked: dict[str, Any] = {"drafts": True, "withdrawn": True, "ids": settings.ids, "record": record}
    reader = SourceContext(
        request.site, settings.timezone, settings.source_site, settings.built, settings.media_folders, **asked
    ).reader
    if here.item is not None:
        refused = here.contents()
        outcome = refused or read_item(reader, here.format, here.item, here.shown)
    else:
        data = contents(here.path, here.shown)
        outcome = _read_file(reader, data, request) if isinstance(data, bytes) else data
    return _prefixed(outcome, request)


def _read_file(reader: ArticleReader, data: bytes, request: ExplainRequest) -> ReadOutcome:
    here = request.input
    source = here.source
    if source is None or not source.is_html:
        files = everything_examiner(request.settings, request.options).article_files(here.path, source)
        return reader.read(data, here.shown, files=files)
    return read_page_article(reader, data, page_name(here.path, source.root or source.path), here.shown, source.select)


def _prefixed(outcome: ReadOutcome, request: ExplainRequest) -> ReadOutcome:
    """The outcome with the prefix of the source before the id of the article."""
    prefix, article = request.input.source.id_prefix if request.input.source else "", outcome.article
    if not prefix or article is None or article.url in request.settings.ids:
        return outcome
    article = replace_struct(article, id=prefix + article.id)
    return replace(outcome, article=article, doubtful_id=outcome.doubtful_id if is_doubtful(article.id) else None)


def _of_article(request: ExplainRequest, outcome: ReadOutcome) -> list[Diagnostic]:
    """The warnings that `outfeed validate` adds."""
    article, shown_file, warnings = outcome.article, request.input.shown, request.id_warnings
    if article is None or hold_rule(request.settings, request.options).is_expired(rows.row_of(outcome)):
        return []
    found = findings.warn_of_date(article.published, shown_file, outcome.date_origin, request.options.now)
    if warnings is not None and outcome.doubtful_id is not None and outcome.public_state != "withdrawn":
        found += warnings.warn(article.id, shown_file, outcome.doubtful_id)
    return found


def _names(here: InputFile) -> Callable[[str], str] | None:
    """What the author of a row calls its fields; None where a file is the article, or nothing can be made of a row."""
    if here.item is None or here.item.problems:
        return None
    try:
        return source_registry.find(here.format).content(here.item).name
    except ArticleError:
        return None


def _reading(request: ExplainRequest, record: ReadingRecord) -> str:
    """Whose names the article has, and how that is known."""
    site = request.settings.source_site
    if request.input.item is not None:
        name = request.input.format
        return f"Read as {_ITEMS.get(name, f'a row of the format {name}')}."
    if request.input.source is not None and request.input.source.is_html:
        return "Read from the metadata of the page (JSON-LD, Open Graph, microformats)."
    if record.article is None or site is None:
        is_of_other = site is not None and site.is_recognised and not site.is_everyday and record.document is None
        if is_of_other and site is not None:
            return f"Read as {site.dialect} has it{_sign(request)}."
        return "Read by Outfeed's own names (publishedDateTime, webUrl)."
    return f"Read as {record.article.dialect.name} has it{_sign(request)}."


def _sign(request: ExplainRequest) -> str:
    site = request.settings.source_site
    if site is None:
        return ""
    if site.is_given:
        return ", as source.dialect or --dialect says"
    return f", recognised from {site.sign}" if site.sign else ", since no generator was recognised"


def _outcome(request: ExplainRequest, outcome: ReadOutcome, record: ReadingRecord) -> str:
    """Whether an export has the article, or why not."""
    row = rows.row_of(outcome)
    rule = hold_rule(request.settings, request.options)
    errors = sum(each.level is Level.ERROR for each in outcome.diagnostics)
    if request.unread:
        return f"not exported: {request.unread}"
    if outcome.kind == "rejected":
        return f"not exported: {'1 error' if errors == 1 else f'{errors} errors'}"
    if outcome.kind == "page":
        language = _other_language(request)
        if language:
            return f"not exported: it is in {language}, and no pattern of source.include names that language"
        return "not exported: a page of the site, no article"
    if outcome.public_state == "withdrawn":
        return f"not exported: withdrawn{_because(record)}"
    if outcome.public_state == "draft":
        return f"not exported: a draft{_because(record)}; --drafts takes it too"
    if rule.is_later(row, request.input.source):
        opens = outcome.opens or (outcome.article.published if outcome.article else None)
        at = f" until {moment.rfc3339(opens)}" if opens else ""
        return f"not exported{at}: later than {request.options.as_of_name if request.options.as_of else 'now'}"
    if rule.is_expired(row) and outcome.expires:
        return f"not exported: it expired at {moment.rfc3339(outcome.expires)}"
    return "exported"


def _other_language(request: ExplainRequest) -> str:
    """The language of a post that the feeds leave out for it; "" where that is not the reason."""
    site = request.settings.source_site
    dialect = registry.find(site.dialect) if site and site.is_recognised else None
    if site is None or dialect is None or dialect.other_language is None:
        return ""
    return dialect.other_language(site.within(request.input.path), site)


def _because(record: ReadingRecord) -> str:
    """The keys that say so, with their lines."""
    document = record.article.document if record.article else record.document
    if document is None:
        return ""
    found = [
        f"{key}: {document.source_text((key,)) or quote_value(document.value[key])}, line {document.place((key,)).line}"
        for key in document.value
        if key in _HOLDING or key.lower() in _HOLDING
    ]
    folders = record.article.folders if record.article else []
    found += [f"in the folder {each}" for each in folders if each in ("_drafts", "drafts")]
    return f" ({'; '.join(found)})" if found else ""
