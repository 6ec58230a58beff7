"""Clean and judge the front matter of an article: repairs, the schema, keys that may hold it back."""

from collections.abc import Iterable
from datetime import tzinfo
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from exporters.bodies.context import SiteFiles
from exporters.diagnostics.diagnostic import Diagnostic, clip_text, quote_value
from exporters.errors import ArticleError
from exporters.model import moment, url
from exporters.repair.article import RepairedFields, repair
from exporters.repair.episode import EPISODE_KEYS
from exporters.repair.report import guess_key, is_flag_misspelled, is_withheld
from exporters.schema import JsonSchema
from exporters.sources.comments import note_comments
from exporters.yamldoc.positions import YamlDocument

if TYPE_CHECKING:
    from exporters.sources.dialects.mapping import MappedArticle
    from exporters.sources.explain.record import ReadingRecord

_SETTLED: Final = frozenset({"date-time", "uri"})  # what passes `kinds.moment` and `kinds.url` has their formats
_NO_KEYS: Final = frozenset[str]()


def _is_moment(text: str) -> bool:
    try:
        return moment.rfc3339(moment.parse(text)) == text
    except ValueError:
        return False


@cache
def _schema() -> JsonSchema:
    """The schema of articles, compiled once."""
    formats = {"date-time": _is_moment, "uri": url.is_url, "host": url.is_host}
    return JsonSchema("article", formats, trusted_formats=_SETTLED)


def clean_fields(
    document: YamlDocument,
    mapped: "MappedArticle | None",
    *,
    home: str,
    zone: tzinfo | None,
    has_show: bool,
    files: SiteFiles | None = None,
    record: "ReadingRecord | None" = None,
    is_export: bool = False,
) -> RepairedFields:
    """Return the clean front matter of an article. Raises ArticleError with every problem.

    `home` is the address of the site, `zone` that of dates which name none. `has_show`: articles may be episodes.
    Pictures beside the article are `files`. `record` gets the fields, if somebody asks for them. `is_export`: notes on
    related articles that no feed has are left out.
    """
    known = EPISODE_KEYS if has_show else _NO_KEYS
    if mapped:
        zone, known = mapped.zone, known | mapped.known
    find = None if files is None else lambda address, page: files.picture(unquote(address), page).url
    repaired = repair(document, base=home, zone=zone, known_keys=known, find_picture=find, is_export=is_export)
    if record is not None:
        record.document, record.repaired = document, repaired
    repaired.notes.extend(note_comments(mapped.document if mapped else document))
    told = {each.field for each in repaired.problems}
    found = [
        each
        for each in _schema().problems(repaired.fields, document, repaired.original_path)
        if each.field not in told and not (mapped and mapped.has_told(each))
    ]
    problems = repaired.problems + [_suggesting(each, repaired.extra) for each in found]
    problems += mapped.problems if mapped else ()
    problems += [
        _flag(key, value, document)
        for key, value in repaired.extra.items()
        if key not in known and (is_flag_misspelled(key, value) or is_withheld(key, value))
    ]
    if problems:
        withheld = {clip_text(key) for key, value in repaired.extra.items() if is_withheld(key, value)}
        kept = [each for each in repaired.notes if each.rule != "key-extra" or each.field not in withheld]
        raise ArticleError(problems + kept)
    return repaired


def _flag(key: str, value: object, document: YamlDocument) -> Diagnostic:
    """A key that may have been meant to hold the article back: better an error than a draft on the Web."""
    line, column = document.place((key,))
    message = "unknown key, perhaps misspelled: it looks like published, draft or removed"
    fix = "write published: false, draft: true or removed: true, in lower case; or remove it"
    if is_withheld(key, value):  # the value may be a password
        message, fix = "it withholds an article elsewhere, but not here", "write draft: true, or remove the key"
    return Diagnostic(
        rule="flag-misspelled",
        message=message,
        fix=fix,
        line=line,
        column=column,
        field=clip_text(key),
    )


def _suggesting(problem: Diagnostic, extra: Iterable[str]) -> Diagnostic:
    """A missing field, with the key that was probably meant to be it."""
    near = guess_key(problem.field, extra) if problem.rule == "field-missing" else ""
    return problem._replace(fix=f"{problem.fix} (the article has {quote_value(near)})") if near else problem
