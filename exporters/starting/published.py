"""Where a site's feeds are published, as programs ask that run before an export: the GitHub Action."""

from pathlib import Path

from exporters.errors import ExportersError
from exporters.settings.load import load


def published(source: str, config: str, site_url: str) -> tuple[str, str]:
    """The address of the feeds, and whether there are hubs to ping (`true` or `false`); arguments are flags or empty.

    Where settings are wrong the address is empty: the export after it tells what is.
    """
    try:
        settings = load(
            Path(source) if source else None, config=Path(config) if config else None, site_url=site_url or None
        )
    except ExportersError:
        return "", "false"
    return (settings.site.feeds_url if settings.site else ""), ("true" if settings.hubs else "false")
