"""Find the feed that a generator writes itself: in the finished site, or where --against says."""

from pathlib import Path
from typing import Final, NamedTuple

from exporters.errors import UsageError
from exporters.planning import against as published_at
from exporters.planning.published_source import PublishedFolder, PublishedSource
from exporters.planning.readers.document import FeedDocument
from exporters.scaffold.generators import GeneratorFolders
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import shown_path

_SECRET: Final = lazy_regex(r"(?<=//)[^/@]*@|^[^/@:]*:[^/@]*@")  # of an address


class OldFeed(NamedTuple):
    """A feed that subscribers have, and that Outfeed did not write."""

    place: str  # as messages show it
    document: FeedDocument


def find_in_site(folder: Path, generator: GeneratorFolders) -> OldFeed | None:
    """Return the generator's own feed in the finished site below `folder`; None where there is none."""
    if not generator.site:
        return None
    site = folder / generator.site
    found = _find_first(PublishedFolder(site, is_lenient=True), generator)
    return OldFeed(shown_path(site / found[0]), found[1]) if found else None


def find_at(against: str, generator: GeneratorFolders) -> OldFeed:
    """Return the feed at an address or in a folder.

    Raises UsageError where none is there, or it is Outfeed's own, and PublishError where it can't be had or read.
    """
    source = published_at.resolve(against, generator.feeds, is_limited=True)
    shown = _SECRET.sub("…@", against.strip())[:300]
    if source.manifest is not None:
        message = f"--against: the feeds at {shown} are Outfeed's own, and keep their ids"
        raise UsageError.because("against-wrong", message, "compare with them by `outfeed plan --against`")
    found = _find_first(source, generator)
    if found is None:
        message = f"--against: there is no feed at {shown}"
        raise UsageError.because("against-wrong", message, "name the address of the feed that subscribers have")
    return OldFeed(shown, found[1])


def _find_first(source: PublishedSource, generator: GeneratorFolders) -> tuple[str, FeedDocument] | None:
    """Return the first feed with entries, with its name; without any, an empty one."""
    found = [(name, document) for name in generator.feeds.values() if (document := source.document(name))]
    return next((each for each in found if each[1].items), found[0] if found else None)
