"""Settings and data of a generator that are links out of the site: Outfeed does not read what they lead to."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.settings.source_site import SourceSite
from exporters.support.paths import shown_path


def warn_of_links_out(sites: Iterable[SourceSite]) -> Iterator[Diagnostic]:
    """Yield a warning for each link: a feed must not show what lies elsewhere."""
    for path in dict.fromkeys(shown_path(Path(site.root, name)) for site in sites for name in site.links_out):
        yield Diagnostic(
            "site-link-outside",
            "a link that leads out of the folder of the site, so Outfeed does not read it",
            "put a copy of the file in its place",
            Level.WARNING,
            path=path,
        )
