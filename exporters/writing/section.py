"""A section of a feed: some of its entries, written in every format of ours and checked, in whatever process."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePosixPath
from traceback import extract_tb
from typing import NamedTuple, Self

from msgspec.structs import replace

from exporters.cache import rows
from exporters.checks.together import Examined, examined
from exporters.errors import OutputError
from exporters.feeds.feed import Feed
from exporters.formats.parts import Parts, pieces
from exporters.formats.registry import built_in


class Section(NamedTuple):
    """What was made of some entries. Each list is in the order of the formats."""

    entries: list[list[bytes]]  # of each format
    examined: Examined  # what the checks found in the documents that hold only these entries


class SectionWriter:
    """Writes sections of one feed."""

    def __init__(self, feed: Feed, names: Sequence[str]) -> None:
        """`names` are those of the formats; `feed` needs no more than one of its entries."""
        self._feed = feed
        self._names = names

    def __reduce__(self) -> tuple[type[Self], tuple[Feed, Sequence[str]]]:
        """How it passes to another process: without the parts, which hold functions."""
        return type(self), (self._feed, self._names)

    @cached_property
    def parts(self) -> list[Parts]:
        """The documents in parts, in the order of the formats. Raises OutputError where an exporter fails."""
        made = []
        for name in self._names:
            try:
                made.append(built_in(name).parts(self._feed))
            except (Exception, SystemExit) as error:
                raise failed(name, error) from error
        return made

    def __call__(self, packed: Sequence[bytes]) -> Section:
        """Write the articles that the cache packed. Raises OutputError where an exporter fails."""
        articles = [rows.article(each) for each in packed]
        entries = []
        for name, parts in zip(self._names, self.parts, strict=True):
            try:
                entries.append([parts.entry(article) for article in articles])
            except (Exception, SystemExit) as error:
                raise failed(name, error) from error
        documents = {
            built_in(name).media_type: b"".join(pieces(parts, made))
            for name, parts, made in zip(self._names, self.parts, entries, strict=True)
        }
        return Section(entries, examined(documents))


def section_writer(feed: Feed, names: Sequence[str]) -> SectionWriter:
    """What writes sections of `feed`."""
    return SectionWriter(replace(feed, entries=tuple(feed.entries[:1])), names)


def failed(name: str, error: BaseException) -> OutputError:
    """The error of an exporter that raised `error`."""
    frame = extract_tb(error.__traceback__)[-1:]
    where = f" ({PurePosixPath(frame[0].filename).name}:{frame[0].lineno})" if frame else ""
    seen = f"the format {name} failed: {type(error).__name__}: {str(error)[:300]}{where}"
    return OutputError.because("exporter-failed", seen, "report it to its author, or leave the format out")
