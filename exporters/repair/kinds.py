"""Repair each kind of value: text, address, moment, number, flag. Lists and mappings: `structures.py`.

Values of a wrong shape pass unchanged, and the schema refuses them; None means that the field is left out.
"""

import math
import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urljoin

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model import moment as moments
from exporters.model import url as urls
from exporters.model.text import is_visible
from exporters.repair import text as texts
from exporters.repair import url as addresses
from exporters.repair.report import RepairReport, RepairResult
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.flow_style import format_flow
from exporters.yamldoc.positions import KeyPath

_PATH: Final = lazy_regex(r"[^\s/:?#\\][^\s:?#\\]{0,60}")  # relative to a page
_PICTURE: Final = lazy_regex(
    r"[^/:?#\\][^:?#\\\t\r\n]{0,200}\.(?:avif|gif|ico|jpe?g|png|svg|tiff?|webp)", re.IGNORECASE
)  # relative to a page
_HOST: Final = lazy_regex(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/")  # it probably lacks its scheme

Kind = Callable[
    [RepairReport, Any, KeyPath], Any
]  # (report, raw value, its path) -> clean value, or None: the field is left out

_CLOCK: Final = lazy_regex(r"(?:([0-9]{1,6}):)?([0-9]{1,6}):([0-9]{1,2}(?:\.[0-9]{1,9})?)")
_ISO_DURATION: Final = lazy_regex(r"PT(?=[0-9])(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?")
_PUBLIC: Final = lazy_regex(  # scheme and host of nearly every address, which takes 0.3 µs
    r"https?://(?>(?:[a-z0-9-]++\.)+)(?!(?:arpa|corp|home|internal|intranet|lan|local|localdomain|localhost|test)\b)"
    r"[a-z]{2,63}+(?:[:/?#]|\Z)"
)
_DAY: Final = lazy_regex(r"\d{4}-\d{1,2}-\d{1,2}(?!\w)", re.ASCII)
_FLAGS: Final = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


def text(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return plain text; a number, a flag or a date becomes text as the file has it."""
    if isinstance(value, str) and texts.is_settled(value):
        return value
    return _text(report, value, path, texts.clean)


def identity(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return an id: as the file has it, without characters that no format can carry."""
    return _text(report, value, path, texts.identity)


def _text(report: RepairReport, value: Any, path: KeyPath, clean: Callable[[str], RepairResult]) -> Any:
    raw = _read_scalar(report, value, path)
    if not isinstance(raw, str):
        return raw
    result = report.add_changes(clean(raw), path)
    if is_visible(result):
        return result
    report.add_repair("text-empty", path, raw, "")
    return None


def _read_scalar(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return the text of a scalar in the file."""
    if isinstance(value, str) or not isinstance(value, (bool, int, float)):
        return value
    raw = report.document.source_text(path)
    report.add_repair("text-scalar", path, raw or "", raw or "")
    return raw


def label(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return plain text for a list in CSV, where `|` separates the entries."""
    result = text(report, value, path)
    if isinstance(result, str) and "|" in result:
        report.add_repair("csv-separator", path, result, result.replace("|", "¦"))
    return result


def url(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return an absolute http or https address."""
    if not isinstance(value, str):
        return value
    if addresses.is_settled(value):
        return value if _PUBLIC.match(value) else _usual_host(report, value, path)
    result = report.add_changes(addresses.clean(value, report.base), path)
    if not result:
        report.add_repair("text-empty", path, value, "")
        return None
    problem = urls.url_problem(result)
    if problem:
        fix = _absolute_form(result) if problem == urls.RELATIVE else "write https://host/path"
        report.add(path, Diagnostic("url-wrong", f"{quote_value(value)}: {problem}", fix))
        return None
    return _usual_host(report, result, path)


def _usual_host(report: RepairReport, url: str, path: KeyPath) -> str:
    """Return an address with its host in small letters; warn of one that opens on the author's machine alone.

    Below the home page, addresses stay as the settings write that.
    """
    if _PUBLIC.match(url) or url.startswith(report.base):
        return url
    result = report.add_changes(addresses.lower_host(url), path)
    if result != url:
        report.spellings[path] = url
    host = urls.host_of(result)
    if urls.is_local_host(host) and host != urls.host_of(report.base):
        message = f"{quote_value(result)} opens on your own machine alone"
        fix = "write the public address, or begin it with /"
        report.add(path, Diagnostic("address-local", message, fix, Level.WARNING))
    return result


def _absolute_form(address: str) -> str:
    """Return what to write instead of an address without scheme."""
    if not _PATH.fullmatch(address):
        return "write https://host/path, or /path below site.url"
    if _HOST.match(address):
        return f"write https://{address}"
    return f"write https://host/{address}, or /{address} below site.url"


def picture(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return an absolute address; the name of a file lies beside the page of the article, as in its body."""
    if isinstance(value, str) and report.page and ":" not in value:
        name = value.strip()
        if _PICTURE.fullmatch(name) and not _HOST.match(name):
            found = report.find_picture(name, report.page) if report.find_picture else None
            address = found or urljoin(report.page, name)
            report.add_repair("url-relative", path, value, address)
            value = address
    return url(report, value, path)


def domain(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return a host name; of an address, its host."""
    result = text(report, value, path)
    if not isinstance(result, str):
        return result
    if result.islower() and "[" not in result and urls.is_host(result):  # its host is what stands there
        return result
    host = urls.host_of(addresses.clean(result if "//" in result else f"https://{result}", report.base)[0])
    if host and host != result:
        report.add_repair("domain-address", path, result, host)
    return host or result


def moment(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return a moment as RFC 3339 in UTC."""
    raw = report.document.source_text(path) if isinstance(value, (bool, int, float)) else value
    if not isinstance(raw, str):
        return value
    if not raw.strip():
        report.add_repair("text-empty", path, raw, "")
        return None
    try:
        utc = moments.parse_rfc3339(raw, report.zone)
    except moments.UnreadableMomentError as error:
        from exporters.repair.date_advice import advise  # 5 ms, for a wrong date alone

        fix = advise(raw, error.rule, needs_zone=report.zone is None)
        report.add(path, Diagnostic(error.rule, f"{quote_value(raw)} is {error}", fix))
        return None
    if report.document.is_quoted(path):
        report.add_repair("date-quoted", path, raw, utc)
    if moments.has_leap_second(raw):
        report.add_repair("date-leap-second", path, raw, utc)
    if utc == raw:  # the file names hour and zone
        return utc
    if not moments.has_hour(raw):
        report.add_repair("date-only", path, raw, utc)
    elif not moments.has_zone(raw):
        report.add_repair("date-zone", path, raw, utc)
    return utc


def number(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return a number, also of text in quotes."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, float) and math.isnan(value):
        return "nan"  # JSON Schema refuses it: it is no number
    if not isinstance(value, str):
        return value
    digits = value.strip()
    if not digits:
        report.add_repair("text-empty", path, value, "")
        return None
    if len(digits) > 20 or not digits.isascii():
        return value
    try:
        result = float(digits.replace("_", "x"))  # 1_000 is Python's, not YAML's nor ours
    except ValueError:
        return value
    if math.isnan(result):
        return value
    report.add_repair("number-text", path, value, digits)
    return int(result) if result.is_integer() else result


def duration(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return seconds; a time may be written as 1:02:03, 62:03 or PT1H2M3S."""
    if isinstance(value, float) and math.isfinite(value):
        return round(value)
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None and isinstance(value, str):
        found = _ISO_DURATION.fullmatch(value.strip().upper())
    if found is None:
        return number(report, value, path)
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round(hours * 3600 + minutes * 60 + seconds)


def flag(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return true or false, also of a word: a draft must not be published because its flag stands in quotes."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return value
    raw = str(value).strip()
    if not raw:
        report.add_repair("text-empty", path, str(value), "")
        return None
    if path == ("published",) and _DAY.match(raw):
        has_date = "publishedDateTime" in report.document.value
        fix = (
            "write true or false, since publishedDateTime has the date"
            if has_date
            else f"write publishedDateTime: {raw}"
        )
        report.add(path, Diagnostic("type-wrong", f"{quote_value(raw)} is a date", fix))
        return None
    if raw.lower() not in _FLAGS:
        return value
    report.add_repair("flag-text", path, str(value), raw.lower())
    return _FLAGS[raw.lower()]


def html(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Return HTML; it is sanitised later, together with the body."""
    raw = _read_scalar(report, value, path)
    return raw if not isinstance(raw, str) or raw.strip() else None


def only_entry(report: RepairReport, value: list[Any], path: KeyPath) -> tuple[Any, KeyPath]:
    """Return the one scalar entry of a list with its path, else the list with its own."""
    if len(value) != 1 or not isinstance(value[0], (str, int, float)):
        return value, path
    report.add_repair("list-of-one", path, format_flow(value), format_flow(value[0]))
    return value[0], (*path, 0)
