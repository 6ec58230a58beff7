"""Dates and slugs in file names, by the rules of each generator. A date that does not exist is no date."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from exporters.sources.addresses.parts import AddressError
from exporters.support.lazy_regex import lazy_regex


class FileName(NamedTuple):
    """What a file name says."""

    date: str | None  # as it is written
    slug: str


_JEKYLL: Final = lazy_regex(r"(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)")  # `Document::DATE_FILENAME_MATCHER`
_HUGO: Final = lazy_regex(
    r"(\d{4}-\d{2}-\d{2}(?:.\d{2}-\d{2}-\d{2})?)[ _-]*(.*)"
)  # `pagemeta.dateAndSlugFromBaseFilename`
_ZOLA: Final = lazy_regex(  # `page.rs` RFC3339_DATE
    r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?)(?:\s|[_-])?(.*)"
)
_ELEVENTY: Final = lazy_regex(r"\d{4}-\d{2}-\d{2}-(.*)")  # `TemplateFileSlug.js`
_ELEVENTY_DATE: Final = lazy_regex(r"\d{4}-\d{2}-\d{2}")
_HEXO_PLACEHOLDER: Final = lazy_regex(r":([a-z_]+)")
_MOST_FREE: Final = 2  # placeholders that match any text: the time grows with the length to this power
_HEXO_SEGMENTS: Final = {  # `plugins/processor/post`
    "year": r"\d{4}",
    "month": r"\d{2}",
    "day": r"\d{2}",
    "i_month": r"\d{1,2}",
    "i_day": r"\d{1,2}",
    "hash": r"[0-9a-f]{12}",
}
_PELICAN: Final = r"(?P<date>\d{4}-\d{2}-\d{2}).*"  # `FILENAME_METADATA`
_DOCUSAURUS: Final = lazy_regex(  # `blogUtils.ts` DATE_FILENAME_REGEX, on the path below the blog
    r"(?P<folder>.*?)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?"
)


def jekyll_name(name: str) -> FileName:
    """Jekyll: `2024-01-02-words`; a post that has no date is not read."""
    found = _JEKYLL.fullmatch(name)
    return FileName(found[1], found[2]) if found else FileName(None, name)


def hugo_name(name: str) -> FileName:
    """Hugo, where `:filename` is configured: `2024-01-02-words`, `2024-01-02T10-30-00 words`."""
    found = _HUGO.fullmatch(name)
    if found is None or not _is_date(found[1][:10]):
        return FileName(None, name)
    return FileName(found[1], found[2].strip(" -_") or name)


def zola_name(name: str) -> FileName:
    """Zola: the name of the file, or of its folder where the file is `index`. Without a rest the whole is the slug."""
    found = _ZOLA.fullmatch(name)
    return FileName(found[1], found[2] or name) if found else FileName(None, name)


def hexo_name(path: str, pattern: str) -> FileName:
    """Hexo: by `new_post_name` without its suffix, such as `:year-:month-:day-:title`; else the path is the slug."""
    found = (parsed := _hexo_pattern(pattern)) and parsed.fullmatch(path)
    if not found:
        return FileName(None, path)
    given = found.groupdict()
    day = "-".join(each.zfill(2) for each in (given.get("year", ""), _either(given, "month"), _either(given, "day")))
    return FileName(day if _is_date(day) else None, given["title"])


@cache
def _hexo_pattern(pattern: str) -> re.Pattern[str] | None:
    """What file names match; None where the pattern has no title, or says too little to be read in bounded time."""
    text, *rest = _HEXO_PLACEHOLDER.split(pattern)  # text and names in turn
    names = rest[::2]
    if "title" not in names or len(set(names)) < len(names) or len(set(names) - set(_HEXO_SEGMENTS)) > _MOST_FREE:
        return None
    regex = re.escape(text)
    for name, after in zip(names, rest[1::2], strict=True):
        regex += f"(?P<{name}>{_HEXO_SEGMENTS.get(name, '.+?')}){re.escape(after)}"
    return re.compile(regex, re.ASCII)


def _either(given: dict[str, str], name: str) -> str:
    return given.get(name) or given.get(f"i_{name}") or ""


def eleventy_name(path: str) -> FileName:
    """Eleventy: the first date in the whole path; of the slug all up to the date is cut off, in its last part."""
    found = _ELEVENTY_DATE.search(path)
    folder, _, name = path.rpartition("/")
    if name == "index" and folder:
        name = folder.rpartition("/")[2]
    cut = _ELEVENTY.search(name)
    return FileName(found[0] if found else None, cut[1] if cut else name)


def pelican_name(name: str, pattern: str = _PELICAN) -> dict[str, str]:
    """Pelican `FILENAME_METADATA`: what each named group of the pattern catches at the beginning of the name.

    Raises AddressError where the pattern is not a regular expression.
    """
    try:
        found = re.match(pattern, name)
    except re.error as error:
        raise AddressError(f"FILENAME_METADATA is not a regular expression ({error.msg})", "correct it") from None
    return {key: text for key, text in found.groupdict().items() if text} if found else {}


def docusaurus_name(path: str) -> FileName:
    """Docusaurus: `2021-02-03-words`, `2021/02/03/words`, `2021-02-03-words/index`; the slug begins with the date."""
    found = _DOCUSAURUS.fullmatch(path)
    if found is None:
        return FileName(None, path.removesuffix("/index"))
    day = found["date"].replace("/", "-")
    folder = found["folder"].strip("/")
    slug = "/".join(filter(None, [day.replace("-", "/"), folder, found["text"]]))
    return FileName(day, slug)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


FILE_NAMES: Final[dict[str, Callable[[str], FileName]]] = {
    "jekyll": jekyll_name,
    "hugo": hugo_name,
    "zola": zola_name,
    "eleventy": eleventy_name,
    "docusaurus": docusaurus_name,
}
