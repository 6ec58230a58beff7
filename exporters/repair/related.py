"""Related articles: feeds have the five best. An export judges the others, but repairs nothing in them."""

from collections.abc import Sequence
from typing import Any, Final

from exporters.repair.kinds import Kind
from exporters.repair.report import RepairReport
from exporters.support.lazy_regex import lazy_regex
from exporters.yamldoc.fast_scan import TextRange
from exporters.yamldoc.positions import KeyPath

MOST: Final = 5  # related articles that feeds have

_KEY: Final = "\nrelated:\n"
_CHAR: Final = r'[^"\\\n]'
_TEXT: Final = (  # the first way passes over a text without quotes in a third of the time, but takes every escape
    rf""""(?={_CHAR})(?>(?=.*+(?<=")\n)[^"]++(?<!\\)"|{_CHAR}++(?>(?:\\["\\/nrt]{_CHAR}*+)*)")"""
)
_ESCAPE: Final = lazy_regex(r'\\["\\/nrt]')
_WORDS: Final = r"[^\x00-/:-@\[-`{-\x7f][^\n:#]*+"  # begins with a letter or a digit
_COUNT: Final = r"(?:0|[1-9][0-9]{0,8}+)"
_MOMENT: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_ADDRESS: Final = (  # of a public host, and not too long when it is encoded: no error and no warning is about it
    r'"https?://(?>(?:(?!-)[a-z0-9-]{1,40}+(?<!-)\.){1,4})'
    r'(?!(?:arpa|corp|home|internal|intranet|lan|local|localdomain|localhost|test)[/?#"])[a-z]{2,63}+'
    rf'(?:[/?#]{_CHAR}{{0,600}}+)?"'
)


def _maybe(lines: str) -> str:
    """Return the pattern of `lines`, or of nothing."""
    return f"(?>(?:{lines})?)"


_IMAGE: Final = (
    rf"      - url: {_TEXT}\n"
    + _maybe(rf"        width: {_COUNT}\n")
    + _maybe(rf"        height: {_COUNT}\n")
    + _maybe(r"        isCached: (?:true|false)\n")
)
_ENTRY: Final = lazy_regex(  # its keys in the usual order, so that none is there twice; or any other line
    rf"  - title: {_TEXT}\n"
    + _maybe(rf"    excerpt: {_TEXT}\n")
    + _maybe(rf"    publishedDateTime: {_MOMENT}\n")
    + rf"    webUrl: {_ADDRESS}\n"
    + _maybe(rf"    ampWebUrl: {_TEXT}\n")
    + _maybe(rf"    cdnAmpWebUrl: {_TEXT}\n")
    + _maybe(rf"    type: {_WORDS}\n")
    + _maybe(rf"    provider:\n      name: {_WORDS}\n" + _maybe(rf"      domain: {_WORDS}\n"))
    + _maybe(rf"    quality: (?P<quality>{_COUNT})\n")
    + _maybe(r"    images:\n" + rf"(?>(?:{_IMAGE})+)")
    + r"(?=  - |[^ ]|\Z)|(?P<other>(?:  (?:- |  ).*+)?\n)"
)


def find_unneeded(text: str) -> Sequence[TextRange]:
    """Return where in front matter the related articles stand that no feed has, and that are right as they are."""
    at = text.find(_KEY) + len(_KEY)
    if at < len(_KEY):
        return ()
    right = []
    while found := _ENTRY.match(text, at):
        at = found.end()
        if found.lastgroup != "other" and _has_usual_escapes(found[0]):
            right.append(found)
    ranked = sorted(right, key=lambda each: int(each["quality"] or 0), reverse=True)
    return sorted(each.span() for each in ranked[MOST:])


def _has_usual_escapes(entry: str) -> bool:
    """Return whether the texts of an entry have no escapes but usual ones."""
    return "\\" not in entry or "\\" not in _ESCAPE.sub("", entry)


def best(kind: Kind) -> Kind:
    """Return the repair of all related articles. In an export there are no notes on those that no feed has."""

    def repair(report: RepairReport, value: Any, path: KeyPath) -> Any:
        entries = kind(report, value, path)
        if report.is_export and isinstance(entries, list):
            for index in sorted(range(len(entries)), key=lambda index: rank(entries[index]), reverse=True)[MOST:]:
                report.drop_notes(report.original_path((*path, index)))
        return entries

    return repair


def rank(entry: Any) -> float:
    """Return the quality of a related article, by which feeds have the best; 0 if it says none."""
    quality = entry.get("quality") if isinstance(entry, dict) else None
    return quality if isinstance(quality, int | float) else 0
