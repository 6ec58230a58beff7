"""Rules about images in a sitemap. Spec: Google, "Image sitemaps"."""

from collections.abc import Iterator
from typing import Final

from exporters.checks.finding import Finding
from exporters.checks.values import url_findings
from exporters.lint.rules.sitemaps.extensions import SitemapElement
from exporters.lint.rules.sitemaps.sitemap import IMAGE, ParsedSitemap, long_name

_NAME: Final = long_name(IMAGE, "image")
MOST_IMAGES: Final = 1_000  # of one page
_IMAGE: Final = SitemapElement(
    namespace=IMAGE,
    required=("loc",),
    checks={"loc": url_findings},
    retired=frozenset({"caption", "geo_location", "title", "license"}),
)


def image_wrong(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google finds no image. Spec: Google, "Image sitemaps" <image:loc> (required)."""
    for entry in sitemap.holders(_NAME):
        for image in entry.node.all(_NAME):
            yield from _IMAGE.findings(entry, image)


def images_many(sitemap: ParsedSitemap) -> Iterator[Finding]:
    """Google reads no more. Spec: Google, "Image sitemaps": "up to 1,000 <image:image> tags" for a page."""
    for entry in sitemap.holders(_NAME):
        count = len(entry.node.all(_NAME))
        if count > MOST_IMAGES:
            message = f"{count:,} images of one page, more than {MOST_IMAGES:,}"
            yield entry.finding_at(entry.node, "images-many", message, "keep the most important ones")
