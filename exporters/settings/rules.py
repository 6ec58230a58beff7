"""Check single settings beyond the schema: each rule returns the problem of a value, or None."""

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Final
from zoneinfo import available_timezones

from exporters.diagnostics.diagnostic import Diagnostic, quote_value
from exporters.model.site import zone
from exporters.model.text import UNSAFE, is_visible
from exporters.model.url import LONGEST, is_iri, url_problem
from exporters.support.lazy_regex import lazy_regex
from exporters.support.nearest import nearest

LANGUAGE: Final = lazy_regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as feed readers parse it

_OF_THIS_MACHINE: Final = frozenset({"localtime", "posixrules"})  # the name means another zone on another machine
_ADDED_CHARACTERS: Final = 500  # characters that the path of a feed may add to an address
_INDEX: Final = lazy_regex(r"(https?://[^/]+/(?:.*/)?)(?:index|default)\.[A-Za-z]{3,5}", re.IGNORECASE)
_DRIVE: Final = lazy_regex(r"[A-Za-z]:")


Rule = Callable[[str], Diagnostic | None]


def text(value: str) -> Diagnostic | None:
    """Return the problem if `value` is not visible plain text; "" is valid. Spec: XML 1.0 §2.2 Char."""
    if match := UNSAFE.search(value):
        return Diagnostic("settings-control", f"the control character U+{ord(match[0]):04X}", "remove it")
    if value and not is_visible(value):
        return Diagnostic("settings-empty", "no visible character", "write some text, or remove the key")
    return None


def page(value: str) -> Diagnostic | None:
    """Return the problem if `value` is not the http or https address of a page."""
    if not (problem := url_problem(value)):
        return None
    message = problem if "@" in value else f"{quote_value(value)}: {problem}"  # the part before an @ may be a password
    if value.isascii():
        return Diagnostic("url-wrong", message, "write an http or https address, such as https://example.org/")
    return Diagnostic(
        "url-wrong", message, "write letters that are not ASCII as xn--… in the host, percent-encoded elsewhere"
    )


def address(value: str) -> Diagnostic | None:
    """Return the problem if `value` is not an address that paths can be appended to."""
    if problem := page(value):
        return problem
    if len(value) > LONGEST - _ADDED_CHARACTERS:
        return Diagnostic("url-wrong", f"an address of {len(value):,} characters", "write a shorter one")
    if "?" in value or "#" in value:
        return Diagnostic(
            "url-query", f"{quote_value(value)} has a query or a fragment", "remove the ? or # and what follows it"
        )
    if match := _INDEX.fullmatch(value):
        return Diagnostic("url-wrong", f"{quote_value(value)} is a page, not its folder", f"write {match[1]}")
    return None


def identity(value: str) -> Diagnostic | None:
    """Return the problem if `value` is not an absolute IRI, as an id must be. Spec: RFC 4287 §4.2.6."""
    if is_iri(value):
        return None
    message = f"{quote_value(value)} is not an absolute address"
    return Diagnostic("feed-id-wrong", message, "write one that never changes, such as https://example.org/feeds/")


def timezone(value: Any) -> tzinfo | Diagnostic | None:
    """Return the time zone with the name `value`, or the problem; None if `value` is no text."""
    if not isinstance(value, str) or not value:
        return None
    if zone_info := zone_of(value):
        return zone_info
    suggestion = nearest(value, sorted(available_timezones() - _OF_THIS_MACHINE))
    fix = f"did you mean {suggestion}?" if suggestion else "write a name of the IANA list, such as Europe/Berlin"
    return Diagnostic("timezone-unknown", f"{quote_value(value)} is not a time zone", fix)


def glob(value: str) -> Diagnostic | None:
    """Return the problem if `value` is not a glob relative to the folder of the articles."""
    if UNSAFE.search(value):
        return text(value)
    if "\\" in value:
        return Diagnostic("glob-wrong", f"{quote_value(value)} contains a backslash", "write / between folders")
    if len(value) > 200 or any(part.count("*") > 4 for part in value.split("/")) or value.count("**") > 4:
        return Diagnostic("glob-wrong", f"{quote_value(value)} has too many wildcards", "write a simpler pattern")
    from pathspec import GitIgnoreSpec  # loads in 8 ms

    try:
        GitIgnoreSpec.from_lines([value])
    except (ValueError, re.error):
        return Diagnostic("glob-wrong", f"{quote_value(value)} is not a pattern", "write one such as posts/**/*.md")
    if value.startswith(("/", "~")) or _DRIVE.match(value):
        message = f"{quote_value(value)} is not relative to the folder of the articles"
        return Diagnostic("glob-wrong", message, "write a pattern within it, such as posts/**/*.md")
    if ".." in value.split("/"):
        return Diagnostic(
            "glob-wrong", f"{quote_value(value)} leaves the folder of the articles", "write a pattern without .."
        )
    return None


def zone_of(name: str) -> tzinfo | None:
    """Return the time zone `name`; None if it is not in the IANA list, or depends on the machine."""
    try:
        return None if name in _OF_THIS_MACHINE else zone(name)
    except ValueError:
        return None


def tidy(value: str) -> str:
    """Return `value` on one line, without white space around it."""
    return " ".join(value.split())


def base(url: str) -> str:
    """Return a valid `url` with scheme and host in lower case and a slash at its end."""
    scheme, _, after_scheme = url.partition("://")
    host, _, path = after_scheme.partition("/")
    url_in_lower_case = f"{scheme.lower()}://{host.lower()}/{path}"
    return url_in_lower_case if url_in_lower_case.endswith("/") else url_in_lower_case + "/"
