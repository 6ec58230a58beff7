"""A feed in every format that is wanted: ours together, in sections; those of guests one by one."""

from collections.abc import Sequence

from exporters.cache.shelf import Entries
from exporters.feeds.feed import Feed
from exporters.formats.builtin import BuiltIn
from exporters.formats.exporter import Exporter
from exporters.writing import ours
from exporters.writing.desk import Desk


def write(feed: Feed, entries: Entries, exporters: Sequence[Exporter], desk: Desk) -> None:
    """Prepare the documents of `feed` with each of `exporters`, and tell what the checks find in them.

    Raises OutputError where an exporter fails, PublishError where the disk does.
    """
    built_in = [each for each in exporters if isinstance(each, BuiltIn)]
    if built_in:
        ours.write(feed, entries, built_in, desk)
        _tell_shared_ids(feed, entries, built_in, desk)
    taken = {each.filename.lower() for each in exporters}
    for guest in exporters:
        if not isinstance(guest, BuiltIn):
            from exporters.writing import whole

            whole.write(feed, guest, desk, taken)


def _tell_shared_ids(feed: Feed, entries: Entries, exporters: Sequence[BuiltIn], desk: Desk) -> None:
    """Tell where one article has the id that another one gets in Atom: no other way leads to two entries with one id.

    Sections are checked one by one, and no two articles have one id; but Atom writes the id `7` as `<site>#id=7`.
    """
    atom = next((each for each in exporters if each.name == "atom"), None)
    alike = entries.ids_from(f"{feed.site.url}#id=") if atom else []
    if atom and alike:
        from exporters.checks.agree import shared_atom_ids

        desk.tell(feed.file(atom.filename), shared_atom_ids(alike, entries.have, feed.site.url))
