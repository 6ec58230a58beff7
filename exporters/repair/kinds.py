"""How each kind of value is repaired: text, address, moment, number, flag, list, mapping.

What has a wrong shape passes as it is, for the schema to refuse; None means that the field is left out.
"""

import math
from collections.abc import Callable
from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, shown
from exporters.model import moment as moments
from exporters.model import url as urls
from exporters.model.text import is_visible
from exporters.repair import text as texts
from exporters.repair import url as addresses
from exporters.repair.report import Changed, RepairReport
from exporters.yamldoc.flow_style import format_flow
from exporters.yamldoc.positions import KeyPath

Kind = Callable[
    [RepairReport, Any, KeyPath], Any
]  # (where to report, raw value, its path) -> clean value, or None: left out

MOST_ENTRIES: Final = 2_000  # of a list; the longest real one seen has a few hundred
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
    """Plain text; a number, a flag or a date is taken as it is written."""
    if isinstance(value, str) and texts.is_settled(value):
        return value
    return _text(report, value, path, texts.clean)


def identity(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """An id: as it is written, but for characters that no format can carry."""
    return _text(report, value, path, texts.identity)


def _text(report: RepairReport, value: Any, path: KeyPath, clean: Callable[[str], Changed]) -> Any:
    written = _scalar(report, value, path)
    if not isinstance(written, str):
        return written
    cleaned = report.changed(clean(written), path)
    if is_visible(cleaned):
        return cleaned
    report.add_repair("text-empty", path, written, "")
    return None


def _scalar(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """A scalar as it is written in the file."""
    if isinstance(value, str) or not isinstance(value, (bool, int, float)):
        return value
    written = report.document.source_text(path)
    report.add_repair("text-scalar", path, written or "", written or "")
    return written


def label(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """Plain text that stands in a list of the CSV, where `|` parts the entries."""
    cleaned = text(report, value, path)
    if isinstance(cleaned, str) and "|" in cleaned:
        report.add_repair("csv-separator", path, cleaned, cleaned.replace("|", "¦"))
    return cleaned


def url(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """An absolute http or https address."""
    if not isinstance(value, str) or addresses.is_settled(value):
        return value
    cleaned = report.changed(addresses.clean(value, report.base), path)
    if not cleaned:
        report.add_repair("text-empty", path, value, "")
        return None
    wrong = urls.url_problem(cleaned)
    if wrong:
        right = "write https://host/path" + (", or /path below site.url" if wrong == urls.RELATIVE else "")
        report.add(path, Diagnostic("url-wrong", f"{shown(value)}: {wrong}", right))
        return None
    return cleaned


def domain(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """A host name; of an address the host is taken."""
    cleaned = text(report, value, path)
    if not isinstance(cleaned, str):
        return cleaned
    host = urls.host_of(addresses.clean(cleaned if "//" in cleaned else f"https://{cleaned}", report.base)[0])
    if host and host != cleaned:
        report.add_repair("domain-address", path, cleaned, host)
    return host or cleaned


def moment(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """A moment, RFC 3339."""
    written = report.document.source_text(path) if isinstance(value, (bool, int, float)) else value
    if not isinstance(written, str):
        return value
    if not written.strip():
        report.add_repair("text-empty", path, written, "")
        return None
    try:
        parsed = moments.rfc3339(moments.parse(written, report.zone))
    except moments.UnreadableMomentError as error:
        right = "write 2021-08-24T07:30:00Z"
        if error.rule == "date-without-zone":
            right += ", or set source.timezone in outfeed.yaml"
        report.add(path, Diagnostic(error.rule, f"{shown(written)} is {error}", right))
        return None
    if report.document.is_quoted(path):
        report.add_repair("date-quoted", path, written, parsed)
    if parsed == written:  # it names its hour and its zone
        return parsed
    if not moments.has_hour(written):
        report.add_repair("date-only", path, written, parsed)
    elif not moments.has_zone(written):
        report.add_repair("date-zone", path, written, parsed)
    return parsed


def number(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """A number; one that stands in quotes is taken."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, float) and math.isnan(value):
        return "nan"  # no number to JSON Schema, which says so
    if not isinstance(value, str):
        return value
    written = value.strip()
    if not written:
        report.add_repair("text-empty", path, value, "")
        return None
    if len(written) > 20 or not written.isascii():
        return value
    try:
        parsed = float(written.replace("_", "x"))  # 1_000 is Python's, not YAML's nor ours
    except ValueError:
        return value
    if math.isnan(parsed):
        return value
    report.add_repair("number-text", path, value, written)
    return int(parsed) if parsed.is_integer() else parsed


def flag(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """True or false; a word for it is taken, since a draft must not leave because of quotes."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return value
    written = str(value).strip()
    if not written:
        report.add_repair("text-empty", path, str(value), "")
        return None
    if written.lower() not in _FLAGS:
        return value
    report.add_repair("flag-text", path, str(value), written.lower())
    return _FLAGS[written.lower()]


def html(report: RepairReport, value: Any, path: KeyPath) -> Any:
    """HTML, sanitised later together with the body."""
    written = _scalar(report, value, path)
    return written if not isinstance(written, str) or written.strip() else None


def many(kind: Kind) -> Kind:
    """A list of `kind`; one value is a list of one. What is empty or there already is left out."""

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        if not isinstance(value, list):
            single = kind(report, value, path)
            if single is not None and not isinstance(single, (str, dict)):
                return value
            written = value if isinstance(value, str) else report.document.source_text(path) or format_flow(value)
            report.add_repair("list-single", path, written, written)
            return [] if single is None else [single]
        if len(value) > MOST_ENTRIES:
            report.add(path, Diagnostic("value-wrong", f"{len(value):,} entries", f"keep at most {MOST_ENTRIES:,}"))
            return None
        kept: list[Any] = []
        indices: list[int] = []
        seen: set[str] = set()
        for index, each in enumerate(value):
            clean = None if each is None else kind(report, each, (*path, index))
            if clean is None:
                continue
            if isinstance(clean, str):
                if clean in seen:
                    report.add_repair("list-repeated", (*path, index), clean, "")
                    continue
                seen.add(clean)
            kept.append(clean)
            indices.append(index)
        report.kept(path, indices)
        return kept

    return repair


def linked(kind: Kind) -> Kind:
    """What `kind` makes, where it has an address: nothing else can be linked to."""

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        before = len(report.problems)
        clean = kind(report, value, path)
        if not isinstance(clean, dict) or "webUrl" in clean or "originalUrl" in clean:
            return clean
        if len(report.problems) > before:  # it has an address that is wrong
            return clean
        report.add_repair("related-unlinked", path, str(clean.get("title", "")), "")
        return None

    return repair


def mapping(short: str, /, *unused: str, **fields: Kind) -> Kind:
    """A mapping of `fields`; where `short` names one of them, text alone is taken as that field.

    `unused` are keys that real articles have there and no feed carries; any other key is told.
    """
    known = {*fields, *unused}

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        if isinstance(value, str) and short:
            alone = fields[short](report, value, path)
            return None if alone is None else {short: alone}
        if not isinstance(value, dict):
            return value
        if not known.issuperset(value):
            for name in value:
                if name not in known:
                    report.add_unknown((*path, name), fields)
        kept = {}
        for name, kind in fields.items():
            each = value.get(name)
            if each is not None and (clean := kind(report, each, (*path, name))) is not None:
                kept[name] = clean
        return kept

    return repair
