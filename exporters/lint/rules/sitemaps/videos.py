"""Rules about videos in a sitemap. Spec: Google, "Video sitemaps"."""

import re
from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding, Findings
from exporters.checks.parsed_xml import XmlElement
from exporters.checks.values import url_findings
from exporters.diagnostics.diagnostic import Level, quote_value
from exporters.lint.rules.sitemaps.extensions import SitemapElement, ValueCheck, any_text
from exporters.lint.rules.sitemaps.moments import is_day, w3c_findings
from exporters.lint.rules.sitemaps.sitemap import VIDEO, ParsedSitemap, SitemapEntry, long_name

MOST_TAGS: Final = 32
_LONGEST: Final = {"description": 2_048, "uploader": 255}  # characters
_SECONDS: Final = 28_800  # of a video: eight hours
_WHOLE: Final = re.compile(r"\d{1,18}", re.ASCII)
_RATING: Final = re.compile(r"\d(?:\.\d{1,20})?", re.ASCII)
_COUNTRIES: Final = re.compile(r"[A-Z]{2}(?>(?:\s+[A-Z]{2})*)", re.ASCII)
_PLATFORMS: Final = re.compile(r"(?:web|mobile|tv)(?>(?:\s+(?:web|mobile|tv))*)", re.ASCII | re.IGNORECASE)
_RELATIONSHIPS: Final = frozenset({"allow", "deny"})


def _value_wrong(message: str, fix: str) -> Findings:
    return (Finding(rule="video-value-wrong", message=message, fix=fix),)


def _fits(pattern: re.Pattern[str], fix: str) -> ValueCheck:
    return lambda text: () if pattern.fullmatch(text) else _value_wrong(quote_value(text), fix)


def _duration(text: str) -> Findings:
    if _WHOLE.fullmatch(text) and 1 <= int(text) <= _SECONDS:
        return ()
    return _value_wrong(f"the duration {quote_value(text)}", f"write whole seconds from 1 to {_SECONDS}")


def _rating(text: str) -> Findings:
    if _RATING.fullmatch(text) and float(text) <= 5:
        return ()
    return _value_wrong(f"the rating {quote_value(text)}", "write a number from 0.0 to 5.0")


def _date(text: str) -> Findings:
    if (found := w3c_findings(text)) or is_day(text):
        return found
    message = f"the date {quote_value(text)} names no day"
    return (Finding(rule="sitemap-date-invalid", message=message, fix="write 2021-08-24 or with its time"),)


def _yes_or_no(text: str) -> Findings:
    return (
        ()
        if text.lower() in {"yes", "no"}
        else _value_wrong(f"{quote_value(text)} is neither yes nor no", "write yes or no")
    )


def _at_most(name: str) -> ValueCheck:
    longest = _LONGEST[name]
    fix = f"shorten it to {longest:,}"
    return lambda text: () if len(text) <= longest else _value_wrong(f"{len(text):,} characters of {name}", fix)


_VIDEO: Final = SitemapElement(
    namespace=VIDEO,
    required=("thumbnail_loc", "title", "description"),
    checks={
        "thumbnail_loc": url_findings,
        "title": any_text,
        "description": _at_most("description"),
        "content_loc": url_findings,
        "player_loc": url_findings,
        "duration": _duration,
        "expiration_date": _date,
        "publication_date": _date,
        "rating": _rating,
        "view_count": _fits(_WHOLE, "write a whole number"),
        "family_friendly": _yes_or_no,
        "restriction": _fits(_COUNTRIES, "write countries such as AT DE, with spaces between them"),
        "platform": _fits(_PLATFORMS, "write web, mobile or tv, with spaces between them"),
        "requires_subscription": _yes_or_no,
        "uploader": _at_most("uploader"),
        "live": _yes_or_no,
        "tag": any_text,
    },
    retired=frozenset({"category", "gallery_loc", "price", "tvshow", "content_segment_loc", "id"}),
    repeatable=frozenset({"tag"}),
)


def video_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google does not show the video, or shows it wrongly. Spec: Google, "Video sitemaps", the table of tags."""
    for entry, video in _videos(sitemap):
        yield from _VIDEO.findings(entry, video)


def player_missing(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google has nothing to play. Spec: Google, "Video sitemaps": <video:content_loc> or <video:player_loc>."""
    for entry, video in _videos(sitemap):
        if not any(long_name(VIDEO, name) in video.firsts for name in ("content_loc", "player_loc")):
            message = "a <video:video> without <video:content_loc> and <video:player_loc>"
            yield entry.finding_at(video, "sitemap-extension-incomplete", message, "write one of them")


def page_as_video(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google plays a page. Spec: Google, "Video sitemaps": "must not be the same as the <loc> URL"."""
    for entry, video in _videos(sitemap):
        for name in ("content_loc", "player_loc"):
            node = video.first(long_name(VIDEO, name))
            if node is not None and entry.loc and node.text.strip() == entry.loc:
                message, fix = f"<video:{name}> is the address of the page", "write the address of the file or player"
                yield entry.finding_at(node, "video-value-wrong", message, fix)


def tags_many(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google reads no more. Spec: Google, "Video sitemaps": "a maximum of 32 <video:tag> tags"."""
    for entry, video in _videos(sitemap):
        tags = video.all(long_name(VIDEO, "tag"))
        if len(tags) > MOST_TAGS:
            message = f"{len(tags):,} tags of a video, more than {MOST_TAGS}"
            yield entry.finding_at(tags[MOST_TAGS], "video-value-wrong", message, "keep the first ones", Level.WARNING)


def relationship_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google shows the video where it must not be. Spec: Google, "Video sitemaps": relationship is allow or deny."""
    for entry, video in _videos(sitemap):
        for name in ("restriction", "platform"):
            for node in video.all(long_name(VIDEO, name)):
                value = node.attributes.get("relationship")
                if value not in _RELATIONSHIPS:
                    message = "no relationship" if value is None else f"the relationship {quote_value(value)}"
                    yield entry.finding_at(
                        node, "video-value-wrong", f"{message} of <video:{name}>", "write allow or deny"
                    )


def _videos(sitemap: ParsedSitemap) -> Iterator[tuple[SitemapEntry, XmlElement]]:
    name = long_name(VIDEO, "video")
    for entry in sitemap.holders(name):
        yield from ((entry, video) for video in entry.node.all(name))
