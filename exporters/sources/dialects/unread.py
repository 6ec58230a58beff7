"""Files that lie where a generator has its articles, in formats that Outfeed does not read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.settings.values import Settings
from exporters.sources import walk
from exporters.sources.dialects import registry
from exporters.support.paths import absolute, shown_path


def find_unread(settings: Settings, sources: Sequence[Path]) -> list[Diagnostic]:
    """Return a note that counts them below `sources` by suffix, `3 .rst, 2 .njk not read`; none if there are none."""
    source = settings.source_site
    if source is None or not source.is_recognised or source.is_everyday:
        return []
    counts = Counter(f".{path.rpartition('.')[2]}" for path in _unread_articles(settings, sources))
    if not counts:
        return []
    suffixes = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(counts.items()))
    fix = "write these articles in Markdown if the feeds should contain them"
    return [Diagnostic("not-read", f"{suffixes} not read", fix, Level.NOTE, path=shown_path(Path(source.root)))]


def _unread_articles(settings: Settings, sources: Sequence[Path]) -> Iterator[str]:
    """Yield their paths below the folder of the site."""
    source = settings.source_site
    dialect = registry.find(source.dialect) if source else None
    if source is None or dialect is None or not dialect.other_suffixes:
        return
    for root in map(absolute, sources):
        if root.is_dir():  # a single file was named, and is read
            for file in walk.files(root, settings, suffixes=dialect.other_suffixes):
                path = source.within(str(root / file.name))
                if dialect.is_article(path, source):
                    yield path
