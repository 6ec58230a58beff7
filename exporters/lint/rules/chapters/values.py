"""Rules about times, addresses and places in JSON chapters."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.parsed_json import describe_json, json_path
from exporters.checks.values import url_findings
from exporters.diagnostics.diagnostic import Level
from exporters.lint.json_text.members import member_finding
from exporters.lint.rules.chapters.chapter_list import ChapterList, number

_GEO: Final = re.compile(
    r"geo:(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)(?:,-?\d+(?:\.\d+)?)?(?>(?:;[A-Za-z0-9-]+(?:=[^;\s]+)?)*)",
    re.ASCII,
)
_OSM: Final = re.compile(r"[NWR]\d+(?:#\d+)?", re.ASCII)


def time_wrong(document: ChapterList) -> Iterator[Finding]:
    """Players jump to a wrong place. Spec: JSON chapters, startTime, endTime: seconds."""
    for path, chapter in document.chapters:
        start, end = number(chapter.get("startTime")), number(chapter.get("endTime"))
        if start is not None and start < 0:
            message = f"startTime is {describe_json(start)}"
            yield member_finding("chapters-time-wrong", message, "write 0 or more", json_path(path, "startTime"))
        if end is not None and (end < 0 or (start is not None and end <= start)):
            message = (
                f"the chapter ends at {describe_json(end)}, and begins at {describe_json(chapter.get('startTime'))}"
            )
            fix = "write a later endTime, or remove it"
            yield member_finding("chapters-time-wrong", message, fix, json_path(path, "endTime"))


def order_wrong(document: ChapterList) -> Iterator[Finding]:
    """Players show the wrong chapter. Spec: JSON chapters: "in ascending order based on the startTime"."""
    latest: float | None = None
    is_latest_shown = True
    for path, chapter in document.chapters:
        start = number(chapter.get("startTime"))
        if start is None:
            continue
        is_shown = chapter.get("toc") is not False
        if latest is not None and (start < latest or (start == latest and is_shown and is_latest_shown)):
            word = "before" if start < latest else "at the same moment as"
            message = f"the chapter begins at {describe_json(start)}, {word} the one above it"
            fix = "sort the chapters by startTime" if start < latest else "write another startTime, or toc: false"
            yield member_finding("chapters-order-wrong", message, fix, json_path(path, "startTime"), Level.WARNING)
        latest, is_latest_shown = start, is_shown


def title_missing(document: ChapterList) -> Iterator[Finding]:
    """Players show a number, or an empty line. Spec: JSON chapters, title (optional), toc."""
    for path, chapter in document.chapters:
        if "title" not in chapter and chapter.get("toc") is not False:
            message, fix = "a chapter without title", "write its title, or toc: false if people shall not see it"
            yield member_finding("chapters-title-missing", message, fix, json_path(path, "title"), Level.NOTE)


def address_wrong(document: ChapterList) -> Iterator[Finding]:
    """Players show no image and no link. Spec: JSON chapters, img, url: "the url"."""
    for path, chapter in document.chapters:
        for key in ("img", "url"):
            value = chapter.get(key)
            for finding in url_findings(value) if isinstance(value, str) and value else ():
                yield finding.at(json_path(path, key))


def place_wrong(document: ChapterList) -> Iterator[Finding]:
    """Players show no map. Spec: JSON chapters, location: geo as RFC 5870, osm as the podcast namespace has it."""
    for path, chapter in document.chapters:
        location = chapter.get("location")
        if not isinstance(location, dict):
            continue
        geo, osm = location.get("geo"), location.get("osm")
        if isinstance(geo, str) and geo and not _is_geo(geo):
            message, fix = f"{describe_json(geo)} is not a place", "write geo:48.858093,2.294694"
            yield member_finding("chapters-place-wrong", message, fix, f"{path}.location.geo")
        if isinstance(osm, str) and osm and not _OSM.fullmatch(osm):
            message, fix = f"{describe_json(osm)} is no object of OpenStreetMap", "write N, W or R and its number"
            yield member_finding("chapters-place-wrong", message, fix, f"{path}.location.osm")


def _is_geo(text: str) -> bool:
    """Whether a text is a place on earth. Spec: RFC 5870 §3.3, §3.4.2."""
    found = _GEO.fullmatch(text)
    return found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180
