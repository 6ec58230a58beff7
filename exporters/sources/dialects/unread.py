"""Files that lie where a generator has its articles, in formats that Outfeed does not read."""

from collections import Counter
from pathlib import Path

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.settings.source_site import SourceSite
from exporters.sources.dialects import registry
from exporters.sources.dialects.site_folder import SiteFolder
from exporters.support.paths import shown_path


def unread(source: SourceSite) -> list[Diagnostic]:
    """A note that counts them by suffix: `3 .rst, 2 .njk not read`; no note where there are none."""
    dialect = registry.find(source.dialect)
    if not source.is_recognised or source.is_everyday or not dialect.other_suffixes:
        return []
    found = SiteFolder(Path(source.root)).find("", dialect.other_suffixes)
    articles = (
        path for path in found if dialect.is_article(path, source) and path.partition("/")[0] not in dialect.passed_over
    )
    counts = Counter(f".{path.rpartition('.')[2]}" for path in articles)
    if not counts:
        return []
    said = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(counts.items()))
    right = "write these articles in Markdown to have them in the feeds"
    return [Diagnostic("not-read", f"{said} not read", right, Level.NOTE, path=shown_path(Path(source.root)))]
