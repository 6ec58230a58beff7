"""`outfeed validate`: show every problem and every repair."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.cli import options
from exporters.cli.changed_files import ChangedFilesCommand
from exporters.cli.console import ConsoleReporter
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option
from exporters.cli.printing import plural, say
from exporters.cli.summary import dialect_sentence
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.run import RunOptions, RunReport
from exporters.settings.places import check_no_stdin, check_sources
from exporters.support.paths import absolute

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.settings.values import Settings


@click.command("validate", cls=ChangedFilesCommand, short_help="Show every problem and every repair; write nothing.")
@options.common
@options.reading
@click.option("--changed", is_flag=True, help="Treat SOURCE as changed files, and skip those that are not articles.")
@options.jobs
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--quiet", "-q", is_flag=True, help="Leave out the notes on repairs.")
@options.verbose("Print every line, even if many say the same.")
@diagnostics_option(err=False)
def command(
    sources: tuple[Path, ...],
    config: Path | None,
    site_url: str | None,
    dialect: str | None,
    permalink: str | None,
    *,
    changed: bool,
    jobs: int | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
    outputs: DiagnosticsOutputs,
) -> int:
    """Show every problem and every repair in the articles in SOURCE; write nothing.

    This includes drafts and withdrawn articles. The lines go to standard output, a summary to standard error.

    With --changed, SOURCE are files as git prints them. Outfeed checks each with the nearest outfeed.yaml above it, and
    skips files that are not articles or no longer exist. A word that names a file is that file, even if it begins with
    a dash; after -- every word is a file.

    \b
    Examples:
      outfeed validate articles
      outfeed validate articles/2021-08-24-chips.md --strict
      git diff --name-only --relative -z main | xargs -0 outfeed validate --changed --

    Exits with 0 when every article can be exported, 1 when not, 2 when flags or settings are wrong.
    """
    from exporters.support.workers import relax_gc

    relax_gc()
    console = ConsoleReporter(
        every_note=True, each=verbose or outputs.shows_each, quiet=quiet, err=False, collectors=(outputs,)
    )
    judge = partial(_judge, strict=strict, jobs=jobs or options.cores(), console=console, outputs=outputs)
    if changed:
        from exporters.sources.changed import groups

        check_no_stdin(sources)
        found = groups(sources, config=config, site_url=site_url)
        with console:
            reports = [judge(each.settings, each.articles) for each in found if each.articles]
        passed = len({absolute(source) for source in sources}) - sum(report.read for report in reports)
        over = f"; {plural(passed, 'file')} skipped" if passed else ""
    else:
        from exporters.sources.dialects.recognise import load_site

        check_sources(sources, has_stdin=True)
        first = sources[0] if sources else None
        settings = load_site(first, config=config, site_url=site_url, dialect=dialect, permalink=permalink)
        with console:
            reports, over = [judge(settings, sources or settings.paths)], ""
    counts = [plural(sum(report.count(level) for report in reports), level) for level in Level]
    read = sum(report.read for report in reports)
    say(f"{plural(read, 'article')} read: {', '.join(counts)}{over}.", err=True)
    for said in dict.fromkeys(filter(None, map(dialect_sentence, reports))):
        say(said, err=True)
    return 1 if any(report.is_failed for report in reports) else 0


def _judge(
    settings: "Settings",
    sources: Sequence[Path],
    *,
    strict: bool,
    jobs: int,
    console: ConsoleReporter,
    outputs: DiagnosticsOutputs,
) -> RunReport:
    """Validate `sources` and return the report."""
    from exporters import pipeline
    from exporters.sources import listing

    outputs.keep_out_of(settings.out)
    run_options = RunOptions(sources=sources, now=options.now(), strict=strict, jobs=jobs)
    console.follow(partial(listing.count, settings, run_options))
    report = pipeline.validate(settings, run_options, console)
    if settings.site is None and "url-relative" in console.rules:
        console.add(_placeholder())
    return report


def _placeholder() -> Diagnostic:
    message = "the address of the site is unknown, so messages show https://site.invalid/"
    return Diagnostic(
        rule="site-url-missing", level=Level.NOTE, message=message, fix="give --site-url to see the real addresses"
    )
