"""Forecast: what publishing would mean for subscribers, feed by feed: what is published against what would be."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from exporters.errors import PublishError
from exporters.formats.registry import built_in
from exporters.paths import shown_path
from exporters.planning.compare import compare
from exporters.planning.document import Document, UnreadableFeedError
from exporters.planning.outcome import Facts
from exporters.planning.plan import Plan, Planned
from exporters.planning.read import read
from exporters.publishing.manifest import FeedRecord
from exporters.publishing.stage import Stage

_FORMATS: Final = ("json", "rss", "atom")  # JSON Feed says most; Atom writes ids in its own way


class Site(NamedTuple):
    """What is known of a site beyond its documents."""

    url: str
    ids: Collection[str]  # of all its articles


def forecast(feeds: Iterable[FeedRecord], prepared: Collection[str], stage: Stage, against: Path, site: Site) -> Plan:
    """What becomes of the entries of each feed; `prepared` are the names of files.

    Compared is one format of each feed, with the document of that name in the folder `against`. Raises PublishError
    where that is no feed or can't be read.
    """
    planned, facts = [], dict[bool, Facts]()  # by whether Atom writes the ids: the same for every feed
    for each in feeds:
        names = {name: f"{each.path}/{built_in(name).filename}".lstrip("/") for name in _FORMATS}
        choices = [(name, file) for name, file in names.items() if file in prepared]
        there = [(name, file) for name, file in choices if (against / file).is_file()]
        for name, file in [*there, *choices][:1]:
            before = _published(against / file) if there else None
            after = read(stage.path(file).read_bytes())
            is_atom = name == "atom"
            if is_atom not in facts:
                facts[is_atom] = Facts.of(_as_atom_writes(site) if is_atom else site.ids)
            planned.append(Planned(path=file, title=each.title, plan=compare(before, after, facts[is_atom])))
    return Plan(feeds=tuple(planned))


def _published(path: Path) -> Document:
    try:
        return read(path.read_bytes())
    except UnreadableFeedError as error:
        seen, right = f"it is {error.reason}", "restore it, or remove it and publish anew"
        raise PublishError.because("feed-unreadable", seen, right, path=shown_path(path)) from error
    except OSError as error:
        seen = (error.strerror or str(error)).lower()
        raise PublishError.because("out-unreadable", seen, "make it readable", path=shown_path(path)) from error


def _as_atom_writes(site: Site) -> Iterator[str]:
    """The ids as Atom has them: it makes IRIs of those that are none."""
    from exporters.formats.atom import entry_id

    return (entry_id(each, site.url) for each in site.ids)
