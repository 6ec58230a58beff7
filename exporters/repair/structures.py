"""Repair lists, mappings and people: repairs that are made of the repairs of their parts."""

from typing import Any, Final

from exporters.diagnostics.diagnostic import Diagnostic, Level, quote_value
from exporters.model import text as model_text
from exporters.repair.kinds import Kind
from exporters.repair.report import RepairReport
from exporters.yamldoc.flow_style import format_flow
from exporters.yamldoc.positions import KeyPath

MAX_ENTRIES: Final = 2_000  # of a list; the longest list in real articles has a few hundred


def many(kind: Kind) -> Kind:
    """Return the repair of a list of `kind`: one value becomes a list, empty and repeated entries are left out."""

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        if not isinstance(value, list):
            single = kind(report, value, path)
            if single is not None and not isinstance(single, (str, dict)):
                return value
            raw = value if isinstance(value, str) else report.document.source_text(path) or format_flow(value)
            report.add_repair("list-single", path, raw, raw)
            return [] if single is None else [single]
        if len(value) > MAX_ENTRIES:
            report.add(path, Diagnostic("value-wrong", f"{len(value):,} entries", f"keep at most {MAX_ENTRIES:,}"))
            return None
        entries: list[Any] = []
        indices: list[int] = []
        earlier_texts: set[str] = set()
        for index, each in enumerate(value):
            clean = None if each is None else kind(report, each, (*path, index))
            if clean is None:
                continue
            if isinstance(clean, str):
                if clean in earlier_texts:
                    report.add_repair("list-repeated", (*path, index), clean, "")
                    continue
                earlier_texts.add(clean)
            entries.append(clean)
            indices.append(index)
        if len(entries) < len(value):
            report.keep_indices(path, indices)
        return entries

    return repair


def mapping(shorthand: str, /, *ignored_keys: str, **fields: Kind) -> Kind:
    """Return the repair of a mapping of `fields`; text alone becomes the field `shorthand`, unless that is "".

    `ignored_keys` are keys that real articles have there and no feed carries; the report mentions any other key.
    """
    known_keys = {*fields, *ignored_keys}

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        if isinstance(value, str) and shorthand:
            clean = fields[shorthand](report, value, path)
            return None if clean is None else {shorthand: clean}
        if not isinstance(value, dict):
            return value
        if not known_keys.issuperset(value):
            for name in value:
                if name not in known_keys:
                    report.add_unknown((*path, name), fields)
        result = {}
        for name, kind in fields.items():
            each = value.get(name)
            if each is not None and (clean := kind(report, each, (*path, name))) is not None:
                result[name] = clean
        return result

    return repair


def with_name(kind: Kind) -> Kind:
    """Return the repair of a person: `kind`, left out if its name was an e-mail address."""

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        clean = kind(report, value, path)
        name = value.get("name") if isinstance(value, dict) else None
        is_nameless = isinstance(clean, dict) and "name" not in clean and isinstance(name, str) and "@" in name
        return None if is_nameless else clean

    return repair


def without_mail(kind: Kind) -> Kind:
    """Return the repair of a name: `kind`, and no e-mail address in it, which feeds would show to everybody."""

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        result = kind(report, value, path)
        if not isinstance(result, str) or (name := model_text.without_mail(result)) == result:
            return result
        fix = f"now {quote_value(name)}" if name else "left out"
        report.add(path, Diagnostic("author-email", "contains an e-mail address", fix, Level.NOTE))
        return name or None

    return repair


def with_address(kind: Kind) -> Kind:
    """Return the repair of a related article: `kind`, left out if it has no address to link to."""

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        error_count = report.error_count
        clean = kind(report, value, path)
        if not isinstance(clean, dict) or "webUrl" in clean or "originalUrl" in clean:
            return clean
        if report.error_count > error_count:  # its address is wrong
            return clean
        report.add_repair("related-unlinked", path, str(clean.get("title", "")), "")
        return None

    return repair
