"""What single settings have to be, beyond what the schema can say: each rule tells what is wrong, or nothing."""

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Final
from zoneinfo import available_timezones

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.model.site import zone
from exporters.model.text import UNSAFE, is_visible
from exporters.model.url import LONGEST, is_iri, url_problem
from exporters.support.nearest import nearest

LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as a feed reader looks

_OF_THIS_MACHINE: Final = frozenset({"localtime", "posixrules"})  # the same name means another zone elsewhere
_ADDED: Final = 500  # characters that the path of a feed may add to an address
_DRIVE: Final = re.compile(r"[A-Za-z]:")


Rule = Callable[[str], Diagnostic | None]


def text(value: str) -> Diagnostic | None:
    """Plain text that a reader sees. Spec: XML 1.0 §2.2 Char."""
    if found := UNSAFE.search(value):
        return Diagnostic("settings-control", f"the control character U+{ord(found[0]):04X}", "remove it")
    if value and not is_visible(value):
        return Diagnostic("settings-empty", "no visible character", "write some text, or remove the key")
    return None


def page(value: str) -> Diagnostic | None:
    """An address of a page."""
    if not (wrong := url_problem(value)):
        return None
    seen = wrong if "@" in value else f"{shown(value)}: {wrong}"  # what stands before an @ may be a password
    if value.isascii():
        return Diagnostic("url-wrong", seen, "write an http or https address, such as https://example.org/")
    return Diagnostic(
        "url-wrong", seen, "write letters that are not ASCII as xn--… in the host, percent-encoded elsewhere"
    )


def address(value: str) -> Diagnostic | None:
    """An address that others are made of by adding to its end."""
    if wrong := page(value):
        return wrong
    if len(value) > LONGEST - _ADDED:
        return Diagnostic("url-wrong", f"an address of {len(value):,} characters", "write a shorter one")
    if "?" in value or "#" in value:
        return Diagnostic(
            "url-query", f"{shown(value)} has a query or a fragment", "remove the ? or # and what follows it"
        )
    return None


def identity(value: str) -> Diagnostic | None:
    """What identifies a feed for good. Spec: RFC 4287 §4.2.6."""
    if is_iri(value):
        return None
    seen = f"{shown(value)} is not an absolute address"
    return Diagnostic("feed-id-wrong", seen, "write one that never changes, such as https://example.org/feeds/")


def timezone(value: Any) -> tzinfo | Diagnostic | None:
    """The time zone of that name; None where it is no name at all."""
    if not isinstance(value, str) or not value:
        return None
    if found := zone_of(value):
        return found
    near = nearest(value, sorted(available_timezones() - _OF_THIS_MACHINE))
    right = f"did you mean {near}?" if near else "write a name of the IANA list, such as Europe/Berlin"
    return Diagnostic("timezone-unknown", f"{shown(value)} is not a time zone", right)


def glob(value: str) -> Diagnostic | None:
    """A pattern of files within the folder of the articles."""
    if UNSAFE.search(value):
        return text(value)
    if "\\" in value:
        return Diagnostic("glob-wrong", f"{shown(value)} contains a backslash", "write / between folders")
    if len(value) > 200 or any(part.count("*") > 4 for part in value.split("/")) or value.count("**") > 4:
        return Diagnostic("glob-wrong", f"{shown(value)} has too many wildcards", "write a simpler pattern")
    from pathspec import GitIgnoreSpec  # loads in 8 ms

    try:
        GitIgnoreSpec.from_lines([value])
    except (ValueError, re.error):
        return Diagnostic("glob-wrong", f"{shown(value)} is not a pattern", "write one such as posts/**/*.md")
    if value.startswith(("/", "~")) or _DRIVE.match(value):
        seen = f"{shown(value)} is not relative to the folder of the articles"
        return Diagnostic("glob-wrong", seen, "write a pattern within it, such as posts/**/*.md")
    if ".." in value.split("/"):
        return Diagnostic(
            "glob-wrong", f"{shown(value)} leaves the folder of the articles", "write a pattern without .."
        )
    return None


def zone_of(name: str) -> tzinfo | None:
    """The time zone `name`, None where every machine has to know it and does not."""
    try:
        return None if name in _OF_THIS_MACHINE else zone(name)
    except ValueError:
        return None


def tidy(value: str) -> str:
    """`value` on one line, without white space around it."""
    return " ".join(value.split())


def base(url: str) -> str:
    """The `address` as it is compared and added to: scheme and host in lower case, a slash at its end."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    made = f"{scheme.lower()}://{host.lower()}/{path}"
    return made if made.endswith("/") else made + "/"
