"""A feed in every format that is wanted: ours together, in sections; those of guests one by one."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from exporters.cache.shelf import Entries
from exporters.checks.agree import atom_id
from exporters.checks.finding import Finding
from exporters.checks.run import ATOM_TYPE
from exporters.diagnostics import shown
from exporters.feeds.feed import Feed
from exporters.formats.builtin import BuiltIn
from exporters.formats.exporter import Exporter
from exporters.writing import ours, whole
from exporters.writing.desk import Desk


def write(feed: Feed, entries: Entries, exporters: Sequence[Exporter], desk: Desk) -> None:
    """Prepare the documents of `feed` with each of `exporters`, and tell what the checks find in them.

    Raises OutputError where an exporter fails, PublishError where the disk does.
    """
    built_in = [each for each in exporters if isinstance(each, BuiltIn)]
    if built_in:
        ours.write(feed, entries, built_in, desk)
        for each in built_in:
            if each.media_type == ATOM_TYPE:
                desk.tell(whole.path(feed, each.filename), _shared_ids(feed.site.url, entries))
    taken = {each.filename.lower() for each in exporters}
    for guest in exporters:
        if not isinstance(guest, BuiltIn):
            whole.write(feed, guest, desk, taken)


def _shared_ids(site: str, entries: Entries) -> Iterator[Finding]:
    """Where one article has the id that another one gets in Atom: the only way in which two entries may share one.

    Sections are checked one by one, and no two articles have one id; but Atom writes the id `7` as `<site>#id=7`.
    """
    for identity in entries.ids_from(f"{site}#id="):
        other = unquote(identity.partition("#id=")[2])
        if atom_id(other, site) == identity and entries.have(other):
            seen, right = f"the id {shown(identity)} is what the id {shown(other)} becomes", "give one of them another"
            yield Finding(slug="atom-id-repeated", seen=seen, right=right)
