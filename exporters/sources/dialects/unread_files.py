"""Files that lie where a generator has its articles, in formats that Outfeed does not read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.settings.source_site import SourceSite
from exporters.settings.values import Settings
from exporters.sources import walk
from exporters.sources.dialects import registry
from exporters.support.paths import absolute, shown_path


def find_unread(settings: Settings, sources: Sequence[Path]) -> list[Diagnostic]:
    """Return a note for each site that counts them below `sources` by suffix: `3 .rst, 2 .njk not read`."""
    counts: dict[str, Counter[str]] = {}
    for root in map(absolute, sources):
        source = settings.site_of(settings.of_source(root))
        if source is not None and source.is_recognised and not source.is_everyday:
            found = Counter(f".{path.rpartition('.')[2]}" for path in _unread_articles(root, source, settings))
            counts.setdefault(source.root, Counter()).update(found)
    return [_not_read(Path(root), found) for root, found in counts.items() if found]


def _not_read(root: Path, counts: Counter[str]) -> Diagnostic:
    suffixes = ", ".join(f"{count:,} {suffix}" for suffix, count in sorted(counts.items()))
    fix = "write these articles in Markdown if the feeds should contain them"
    return Diagnostic("not-read", f"{suffixes} not read", fix, Level.NOTE, path=shown_path(root))


def _unread_articles(root: Path, source: SourceSite, settings: Settings) -> Iterator[str]:
    """Yield their paths below the folder of the site."""
    dialect = registry.find(source.dialect)
    if not dialect.other_suffixes or not root.is_dir() or settings.of_source(root).is_html:
        return  # a single file was named, and is read
    for file in walk.files(root, settings, suffixes=dialect.other_suffixes):
        path = source.within(str(root / file.name))
        if dialect.is_article(path, source):
            yield path
