"""One run of `outfeed lint`: its settings, what was found, and how it ends."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from exporters.cli.console import ConsoleReporter
from exporters.cli.printing import plural, say
from exporters.diagnostics.diagnostic import Diagnostic, Level, escape_controls
from exporters.diagnostics.level_choice import check_rules
from exporters.errors import OutfeedError, PublishError, UsageError
from exporters.lint.baseline import Baseline
from exporters.lint.documents import STDIN, LintedDocument, UnreadableDocument, documents, is_folder
from exporters.lint.facts import FeedFacts, feed_facts
from exporters.lint.finding_limit import limit_diagnostics
from exporters.lint.levels import as_diagnostics
from exporters.lint.lint import lint, lint_all
from exporters.lint.outside_findings import outside_findings
from exporters.lint.profiles.profile import apply_profiles, profile_levels
from exporters.lint.together.document_set import DocumentSet
from exporters.lint.together.formats import compared_documents
from exporters.lint.together.judge import together_findings
from exporters.settings import find, own_settings
from exporters.settings.lint_settings import LintSettings
from exporters.support.paths import shown_path

_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
_LEVELS: Final = tuple(Level)  # the worst first
_NEVER: Final = "never"


@dataclass(frozen=True, kw_only=True)
class LintFlags:
    """The flags that say what counts."""

    config: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    levels: Mapping[str, str]
    fail_on: str | None
    baseline: Path | None
    write_baseline: bool
    fix: bool
    write: bool
    profile: tuple[str, ...]
    together: bool
    before: str | None


class LintRun:
    """Judges documents, and counts what it finds."""

    def __init__(self, given: tuple[str, ...], flags: LintFlags, console: ConsoleReporter) -> None:
        """Read the settings for what is `given`. Raises UsageError if they or the flags are wrong."""
        settings = _read_settings(given, flags.config)
        self._choice = settings.choose(flags.select, flags.ignore, flags.levels)
        if problems := check_rules(self._choice):
            raise UsageError(problems)
        self._profile = profile_levels(flags.profile or settings.profile)
        self._fail_on = flags.fail_on or settings.fail_on or str(Level.ERROR)
        self._writes_baseline = flags.write_baseline
        self._baseline = self._read_baseline(flags.baseline or settings.baseline)
        if flags.write and not flags.fix:
            message = "--write goes with --fix."
            raise click.UsageError(message)
        self._fixes, self._writes_fixes = flags.fix, flags.write
        self._file_fixes = self._other_fixes = 0  # what was fixed in files, and in documents that are none
        self._are_together, self._set = flags.together, DocumentSet()
        self._folders = [Path(each) for each in given if is_folder(each)]
        self._is_set = len(given) > 1 or bool(self._folders)
        if flags.before is not None and (len(given) > 1 or self._folders):
            message = "--before goes with one file or address."
            raise click.UsageError(message)
        if flags.before == STDIN and STDIN in given:
            message = "standard input can be read once: give - as the document, or to --before."
            raise click.UsageError(message)
        self._before = _read_before(flags.before)
        self._console = console
        self._counts = Counter[Level]()
        self._documents = 0
        self._files = set[Path]()  # those that are judged
        self._others = set[str]()  # addresses, and standard input
        self._failures: list[OutfeedError] = []

    def _read_baseline(self, file: Path | None) -> Baseline | None:
        if file is None:
            if self._writes_baseline:
                message = "--write-baseline needs the name of the file: --baseline FILE."
                raise click.UsageError(message)
            return None
        return Baseline(file) if self._writes_baseline and not file.exists() else Baseline.read(file)

    def judge(self, given: str, *, are_changed: bool) -> None:
        """Judge the documents that `given` stands for, each once. One that can't be read does not stop the run."""
        if given == STDIN or _ADDRESS.match(given):
            if given in self._others:
                return
            self._others.add(given)
        for document in documents(given, are_changed=are_changed):
            if isinstance(document, UnreadableDocument):
                self._failures.append(document.error)
                continue
            if document.file is not None:
                file = document.file.resolve()
                if file in self._files:
                    continue
                self._files.add(file)
            self._documents += 1
            self._add(document)

    def _fix(self, document: LintedDocument) -> LintedDocument:
        """Show what can be fixed; return the document as it is now. Raises OutfeedError if it can't be written."""
        from exporters.cli.lint_fixes import show_fixes, write_fixes
        from exporters.lint.fixes.fix import fix_document

        fixed = fix_document(document.data, document.asked)
        if fixed is None:
            return document
        if document.file is not None and self._writes_fixes:
            write_fixes(document.file, document.data, fixed)
            self._file_fixes += fixed.fixes
            return document._replace(data=fixed.data)
        show_fixes(document.name, fixed)
        if document.file is None:
            self._other_fixes += fixed.fixes
        else:
            self._file_fixes += fixed.fixes
        return document

    def _add(self, document: LintedDocument) -> None:
        if self._fixes:
            try:
                document = self._fix(document)
            except OutfeedError as error:
                self._failures.append(error)
        judge = lint if self._baseline is None else lint_all  # a baseline knows each finding
        name, findings = document.name, judge(document.data, self._profile)
        if others := outside_findings(
            document.data, self._profile, asked=document.asked, answer=document.answer, before=self._before
        ):
            findings = sorted([*findings, *others], key=lambda each: (not each.line, each.line, each.column))
        if self._is_set:
            self._set.add(name, document.data, document.file, document.asked)
        self._report(name, as_diagnostics(self._choice, findings, name))

    def _report(self, name: str, diagnostics: list[Diagnostic]) -> None:
        if self._baseline is not None:
            diagnostics = self._baseline.judge(name, diagnostics)
            if self._writes_baseline:
                return
            diagnostics = limit_diagnostics(diagnostics)
        for each in diagnostics:
            self._print(each)

    def _print(self, diagnostic: Diagnostic) -> None:
        self._counts[diagnostic.level] += diagnostic.occurrences
        self._console.add(diagnostic)

    def finish(self) -> None:
        """Print what concerns no single document."""
        found = together_findings(self._set, self._folders, are_together=self._are_together)
        for name, group in groupby(found, key=lambda each: each.name):
            findings = apply_profiles((each.finding for each in group), self._profile)
            self._report(name, as_diagnostics(self._choice, findings, name))
        if self._baseline is None or self._writes_baseline:
            return
        for each in self._baseline.stale():
            level = self._choice.level_of(each.rule, each.level)
            if level is not None:
                self._print(each._replace(level=level))

    def _say_fixes(self) -> None:
        """Print how much was fixed, or can be."""
        if self._writes_fixes:
            said = f"{plural(self._file_fixes, 'fix', 'fixes')} written"
            if self._other_fixes:
                said += f", {self._other_fixes:,} only shown: --write writes to files"
        else:
            said = f"{plural(self._file_fixes + self._other_fixes, 'fix', 'fixes')} possible"
            said += "; --write writes them to the files" if self._file_fixes else ""
        say(f"{said}.", err=True)

    def _compared(self) -> str:
        """Return which documents were compared; "" if there were no two."""
        group = next(self._set.groups(are_together=True))
        names = [escape_controls(each.name) for each in compared_documents(group)]
        return f"Compared with {names[0]}: {', '.join(names[1:])}." if len(names) > 1 else ""

    def end(self) -> int:
        """Print what was found, and return the status. Raises OutfeedError if a document could not be judged."""
        if self._baseline is not None and self._writes_baseline:
            count = self._baseline.write()
            say(f"{shown_path(self._baseline.file)}: {plural(count, 'finding')} written.", err=True)
        elif self._documents or not self._failures:
            found = ", ".join(plural(self._counts[level], level) for level in Level)
            say(f"{plural(self._documents, 'document')} judged: {found}.", err=True)
        if self._are_together and (compared := self._compared()):
            say(compared, err=True)
        if self._fixes:
            self._say_fixes()
        if self._failures:
            kind = PublishError if any(each.status == PublishError.status for each in self._failures) else UsageError
            raise kind([each for failure in self._failures for each in failure.diagnostics])
        if self._fail_on == _NEVER:
            return 0
        failing = _LEVELS[: _LEVELS.index(Level(self._fail_on)) + 1]
        return 1 if any(self._counts[level] for level in failing) else 0


def _read_before(given: str | None) -> FeedFacts | None:
    """Return what the feed of before says. Raises OutfeedError if it is none."""
    if given is None:
        return None
    document = next(iter(documents(given)))
    if isinstance(document, UnreadableDocument):
        raise document.error
    facts = feed_facts(document.data)
    if facts is None:
        fix = "name a feed in RSS, Atom, JSON Feed or CSV"
        raise UsageError.because("document-unknown", "no feed that can be compared", fix, path=document.name)
    return facts


def _read_settings(given: tuple[str, ...], config: Path | None) -> LintSettings:
    """Return what the settings say under `lint`: those of `config`, else those nearest to the first file or folder."""
    first = next((each for each in given if each != STDIN and not _ADDRESS.match(each)), "")
    file = config or find.find_own(Path(first))
    return own_settings.read(file).lint if file else LintSettings()
