r"""Hugo `[permalinks]` and `url`. Spec: gohugo.io/configuration/permalinks/#tokens; `resources/page/permalinks.go`."""

import posixpath
import re
from collections.abc import Callable, Sequence
from typing import Final

from exporters.sources.addresses import slugs
from exporters.sources.addresses.encode import encode_path, finished
from exporters.sources.addresses.moments import STRFTIME, go_layout
from exporters.sources.addresses.parts import AddressError, AddressParts, PatternOptions
from exporters.sources.addresses.template import (
    Fill,
    TemplatePattern,
    date_placeholder,
    required_placeholder,
    unknown_placeholder,
)
from exporters.support.lazy_regex import lazy_regex

DEFAULT: Final = "/:sections/:slugorcontentbasename/"
_TOKEN: Final = lazy_regex(r"\\:|:(\w+)(?:\[(.+?)\])?")
_SAFE: Final = "/-._~$&+,;=:@"  # as Go's url.URL writes a path
_DATES: Final = {"year": "Y", "month": "m", "day": "d", "monthname": "B", "weekdayname": "A", "weekday": "w"}
_SLUG_RIGHT: Final = "write a slug in the front matter"


def _base_name(parts: AddressParts) -> str:
    """Of a leaf bundle the name of its folder."""
    return parts.folders[-1] if parts.name == "index" and parts.folders else parts.name


def _sections(parts: AddressParts) -> tuple[str, ...]:
    if parts.sections is not None:
        return parts.sections
    return parts.folders[:-1] if parts.name == "index" else parts.folders


PLACEHOLDERS: Final[dict[str, Fill]] = {
    **{name: date_placeholder(f":{name}", STRFTIME[directive]) for name, directive in _DATES.items()},
    "yearday": date_placeholder(":yearday", lambda at: str(at.timetuple().tm_yday)),
    "section": lambda parts: (_sections(parts) or ("",))[0],
    "title": required_placeholder(":title", lambda parts: parts.title, "write a title"),
    "slug": required_placeholder(":slug", lambda parts: parts.slug or parts.title, _SLUG_RIGHT),
    "contentbasename": required_placeholder(":contentbasename", _base_name, "give the file a name"),
    "slugorcontentbasename": required_placeholder(
        ":slugorcontentbasename", lambda parts: parts.slug or _base_name(parts), _SLUG_RIGHT
    ),
    "filename": required_placeholder(":filename", _base_name, "give the file a name"),
    "slugorfilename": required_placeholder(
        ":slugorfilename", lambda parts: parts.slug or _base_name(parts), _SLUG_RIGHT
    ),
    "sectionslug": lambda parts: (parts.section_slugs or ("",))[0],
}
_LISTS: Final[dict[str, Callable[[AddressParts], tuple[str, ...]]]] = {
    "sections": _sections,
    "sectionslugs": lambda parts: parts.section_slugs,
}


def parse(text: str, options: PatternOptions) -> TemplatePattern:
    """Return the pattern. Raises AddressError where a token is unknown."""
    pieces: list[str | Fill] = []
    copied = 0
    for found in _TOKEN.finditer(text):
        pieces.append(text[copied : found.start()])
        pieces.append(":" if found[1] is None else _urlized(_fill(found[1], found[2]), is_lower=options.is_lower))
        copied = found.end()
    finish = _front_matter_path if options.is_front_matter else _sanitised_path
    return TemplatePattern((*pieces, text[copied:]), lambda path: finish(path, options))


def _fill(name: str, cut: str | None) -> Fill:
    if name in _LISTS:
        first, last = _parse_slice(cut) if cut is not None else (slice(None), False)
        values = _LISTS[name]
        return lambda parts: "/".join(slugs.hugo(each) for each in _take_part(values(parts), first, is_last=last))
    if cut is not None:
        raise AddressError(f":{name}[{cut}] is not a placeholder", "only :sections and :sectionslugs take []")
    if name in PLACEHOLDERS:
        return PLACEHOLDERS[name]
    layout = go_layout(name)
    if layout is None:
        raise unknown_placeholder(name, [*PLACEHOLDERS, *_LISTS], ":")
    return date_placeholder(f":{name}", layout)


def _parse_slice(text: str) -> tuple[slice, bool]:
    """The part of a list that `[0]`, `[last]`, `[1:]`, `[:last]`, `[1:2]` name; True: its last entry alone."""
    found = re.fullmatch(r"(\d{1,3}|last)?(:)?(\d{1,3}|last)?", text)
    if found is None or not text or (found[3] and not found[2]):
        raise AddressError(f"[{text}] is not a part of a list", "write [0], [last], [1:], [:last] or [1:2]")
    low, is_range, high = found.groups()
    if not is_range:
        return (slice(-1, None), True) if low == "last" else (slice(int(low), int(low) + 1), False)
    begin = -1 if low == "last" else int(low or 0)
    return slice(begin, None if high is None else -1 if high == "last" else int(high)), False


def _take_part(values: Sequence[str], part: slice, *, is_last: bool) -> Sequence[str]:
    return values[-1:] if is_last else values[part]


def _urlized(fill: Fill, *, is_lower: bool) -> Fill:
    return lambda parts: slugs.hugo(fill(parts), is_lower=is_lower)


def _sanitised_path(text: str, options: PatternOptions) -> str:
    """The path of `[permalinks]`: fixed text is urlized too, and parts with dots are resolved below the root."""
    path = posixpath.normpath("/" + slugs.hugo(text.replace("\\", "-"), is_lower=options.is_lower)).lstrip("/")
    return finished(encode_path(f"/{path}" + _ending(options), _SAFE))


def _front_matter_path(text: str, options: PatternOptions) -> str:
    """The path of `url`, which is taken as it is where it ends in an extension or a slash."""
    path = finished(encode_path(text, _SAFE))
    is_whole = path.endswith("/") or re.search(r"\.[A-Za-z][A-Za-z0-9]*\Z", path) is not None
    return path if is_whole else path + _ending(options)


def _ending(options: PatternOptions) -> str:
    return "/" if options.is_pretty else ".html"
