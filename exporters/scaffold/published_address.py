"""Report where a site's feeds are published, for the GitHub Action."""

from pathlib import Path

from exporters.errors import OutfeedError
from exporters.scaffold.place import amiss
from exporters.sources.dialects.recognise import load_site


def report_address(source: str, config: str, site_url: str, out: str = "", path: str = "") -> tuple[str, str, str]:
    """Return three lines: the feeds' address, whether there are hubs to ping (`true` or `false`), and a warning.

    Arguments are flags or empty. The warning says that feeds in the folder `out` of the published folder `path` would
    not be at that address; it is empty where nothing is certain. Where settings are wrong the address is empty: the
    export after it tells what is.
    """
    try:
        settings = load_site(
            Path(source) if source else None,
            config=Path(config) if config else None,
            site_url=site_url or None,
            reads=False,
        )
    except OutfeedError:
        return "", "false", ""
    hubs, site = "true" if settings.hubs else "false", settings.site
    if site is None:
        return "", hubs, ""
    return site.feeds_url, hubs, amiss(site.feeds_url, site.url, out, path) if out and path else ""
