"""Which articles link to files that changed: their messages may be others now."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from exporters.model.moment import EPOCH
from exporters.run import RunOptions
from exporters.settings.values import Settings
from exporters.sources.folder import contents
from exporters.sources.source_files import is_called
from exporters.sources.worker import ReadTask, everything_examiner
from exporters.store.links import LinkFact
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import shown_path

_WORD: Final = lazy_regex(rb"[^\s/\\()<>\"'`|\[\]{}#?:,;]+")  # of a body; the name of a file in a link is one
_BUNDLES: Final = ("index", "_index")


class LinkingArticles:
    """Finds articles by the files that their links name, whether these are there or not."""

    def __init__(self, settings: Settings) -> None:
        """`settings` are those of the site, recognised."""
        self._settings = settings
        self._examiner = everything_examiner(settings, RunOptions(sources=settings.paths, now=EPOCH))

    def find(self, files: Sequence[Path], articles: Sequence[Path]) -> Iterator[tuple[Path, Collection[Path]]]:
        """Yield each of `articles` that links to one of `files`, with those that it links to.

        Only what mentions the name of one is parsed.
        """
        words = {word: file for file in files for word in _words(file)}
        for article in articles:
            data = contents(str(article), str(article))
            if not isinstance(data, bytes) or words.keys().isdisjoint(_WORD.findall(data)):
                continue
            facts = self._facts(article)
            if found := [file for file in files if file != article and any(self._names(each, file) for each in facts)]:
                yield article, found

    def _facts(self, article: Path) -> tuple[LinkFact, ...]:
        entry = self._settings.of_source(article)
        task = ReadTask(str(article), shown_path(article), b"", source=entry if entry.differs else None)
        row = self._examiner(task).row
        return row.links if row else ()

    def _names(self, fact: LinkFact, file: Path) -> bool:
        """Whether a link names the file."""
        if fact.kind in ("name", "attachment"):
            return is_called(file.as_posix().lower(), fact.asked.strip("/").lower())
        return self._examiner.files is not None and self._examiner.files.path(fact.asked) == str(file)


def _words(file: Path) -> Iterator[bytes]:
    """What an article that links to a file holds: its name, with or without suffix, or that of its folder."""
    names = [file.name, file.stem, *([file.parent.name] if file.stem in _BUNDLES else [])]
    for name in dict.fromkeys(names):
        for each in (name, quote(name, errors="surrogateescape")):
            if found := _WORD.findall(each.encode("utf-8", "surrogateescape")):
                yield found[-1]
