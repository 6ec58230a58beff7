"""What a run says while it goes on: diagnostics as they come, notes by kind at the end, and a bar on a terminal."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from exporters.cli.bar import Bar, can_be_shown
from exporters.cli.groups import DiagnosticGroups
from exporters.cli.tell import tell
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.diagnostics.rules import RULES
from exporters.run_report import Watch

_NEVER_COUNTED = frozenset({"entries-left-out", "csv-incomplete"})  # there are few in a run, and each counts itself


class Voice(Watch):
    """Tells errors and warnings; notes too where each is wanted, else one line a kind with its count.

    What says the same in more than ten places is one line, told at the end, unless each is wanted. A key that feeds do
    not carry is told once a run, at its first place, however many articles have it.
    """

    def __init__(
        self,
        *,
        each_note: bool,
        each: bool,
        quiet: bool,
        err: bool = True,
        files: Callable[[], int] = int,
        also: Callable[[Diagnostic], None] = lambda _: None,
    ) -> None:
        """`each` folds nothing, `quiet` leaves out notes and the bar, `err` chooses the stream.

        `files` counts those to be read. `also` is told everything, notes too, each.
        """
        self._each_note = each_note
        self._groups = None if each else DiagnosticGroups()
        self._quiet = quiet
        self._err = err
        self._counts: dict[tuple[str, str], int] = {}
        self._firsts: dict[tuple[str, str], Diagnostic] = {}
        self._also = also
        self._bar: Bar | None = None
        self.follow(files)

    def follow(self, files: Callable[[], int]) -> None:
        """Begin to follow a run, the first one or a further one, in which `files` counts those to be read."""
        self._hide_bar()
        self.slugs = set[str]()
        self._bar = Bar() if not self._quiet and can_be_shown() else None
        self._files = files

    def told(self, diagnostic: Diagnostic) -> None:
        """Say it, or count it."""
        self._also(diagnostic)
        self.slugs.add(diagnostic.slug)
        if diagnostic.level is Level.NOTE and self._quiet:
            return
        once = diagnostic.slug == "key-extra"
        is_told = diagnostic.level is not Level.NOTE or diagnostic.slug in _NEVER_COUNTED
        if is_told or (self._each_note and not once):
            if self._groups is not None:
                self._groups.add(diagnostic)
                return
            self._hide_bar()
            tell(diagnostic, err=self._err)
            return
        key = (diagnostic.slug, diagnostic.field if once else "")
        self._counts[key] = self._counts.get(key, 0) + 1
        self._firsts.setdefault(key, diagnostic)

    def reading(self, read: int) -> None:
        """Move the bar."""
        if self._bar:
            self._bar.show("Reading", "files", read, self._files)

    def writing(self, written: int, entries: int) -> None:
        """Move the bar."""
        if self._bar:
            self._bar.show("Writing", "entries", written, lambda: entries)

    def __enter__(self) -> Self:
        """The run begins."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The run ends: the bar goes, and what was grouped or counted is told."""
        self._hide_bar()
        for each in self._groups.take() if self._groups is not None else ():
            tell(each, err=self._err)
        if error is None:
            self._tell_counted()

    def _hide_bar(self) -> None:
        if self._bar:
            self._bar.hide()

    def _tell_counted(self) -> None:
        for (slug, field), count in self._counts.items():
            first = self._firsts[slug, field]
            if field:
                articles = "1 article" if count == 1 else f"{count:,} articles"
                tell(first._replace(seen=f"{first.seen}, in {articles}"), err=self._err)
            else:
                seen = f"{count:,} × {RULES[slug].title}"
                tell(Diagnostic(slug=slug, level=Level.NOTE, seen=seen), err=self._err)
