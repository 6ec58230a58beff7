"""`outfeed validate`: show every problem and every repair."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from exporters.cli import options
from exporters.cli.changed_files import ChangedFilesCommand
from exporters.cli.console import ConsoleReporter
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option
from exporters.cli.explain import explain, site_unknown
from exporters.cli.printing import plural, say
from exporters.cli.run_request import with_levels
from exporters.cli.summary import describe_dialect, describe_pages
from exporters.diagnostics.diagnostic import Level
from exporters.run import RunOptions, RunReport
from exporters.settings.places import check_no_stdin, check_sources
from exporters.support.paths import absolute, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.settings.values import Settings


_FEEDS: Final = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
_EXPLAIN: Final = "Explain one article: what each field has, and where it comes from."


@click.command("validate", cls=ChangedFilesCommand, short_help="Show every problem and every repair; write nothing.")
@options.common
@options.reading
@click.option("--explain", "target", metavar="FILE[:LINE]", callback=options.not_empty, help=_EXPLAIN)
@click.option("--changed", is_flag=True, help="Treat SOURCE as changed files, and skip those that are not articles.")
@options.jobs
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@options.levels
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
    target: str | None,
    changed: bool,
    jobs: int | None,
    strict: bool,
    levels: dict[str, str],
    quiet: bool,
    verbose: bool,
    outputs: DiagnosticsOutputs,
) -> int:
    """Show every problem and every repair in the articles in SOURCE; write nothing.

    This includes drafts and withdrawn articles. The lines go to standard output, a summary to standard error.

    With --changed, SOURCE are files as git prints them. Outfeed checks each with the nearest outfeed.yaml above it, and
    skips files that are not articles or no longer exist. A word that names a file is that file, even if it begins with
    a dash; after -- every word is a file.

    With --explain, Outfeed shows one article field by field: the value, where it comes from, what was repaired, how
    its address is made, and whether an export has it. LINE chooses a row of a file that holds many articles. SOURCE
    is the folder or file that an export reads.

    \b
    Examples:
      outfeed validate articles
      outfeed validate articles/2021-08-24-chips.md --strict
      outfeed validate --explain articles/2021-08-24-chips.md
      git diff --name-only --relative -z main | xargs -0 outfeed validate --changed --

    Exits with 0 when every article can be exported, 1 when not, 2 when flags or settings are wrong.
    """
    if target is not None:
        if changed or outputs.are_wanted:
            message = "--explain goes with neither --changed nor --diagnostics."
            raise click.UsageError(message)
        return explain(
            target, sources, config=config, site_url=site_url, dialect=dialect, permalink=permalink, strict=strict
        )
    from exporters.support.workers import relax_gc

    relax_gc()
    console = ConsoleReporter(
        every_note=True,
        each=verbose or outputs.shows_each,
        quiet=quiet,
        err=False,
        has_lines=not outputs.replaces_lines,
        collectors=(outputs,),
    )
    validate = partial(
        _validate, levels=levels, strict=strict, jobs=jobs or options.count_cores(), console=console, outputs=outputs
    )
    if changed:
        from exporters.sources.changed_files import groups

        check_no_stdin(sources)
        settings_groups = groups(sources, config=config, site_url=site_url)
        with console:
            reports = [validate(each.settings, each.articles) for each in settings_groups if each.articles]
        judged = zip([each for each in settings_groups if each.articles], reports, strict=True)
        pages = sum(report.kinds["page"] for each, report in judged if len(each.articles) == each.files)
        skipped = len({absolute(source) for source in sources}) - sum(each.files for each in settings_groups) + pages
        skipped_text = f"; {plural(skipped, 'file')} skipped" if skipped else ""
    else:
        from exporters.sources.dialects.recognise import load_site

        check_sources(sources, has_stdin=True)
        first_source = sources[0] if sources else None
        settings = load_site(first_source, config=config, site_url=site_url, dialect=dialect, permalink=permalink)
        with console:
            reports, skipped_text = [validate(settings, sources or settings.paths)], ""
    counts = [plural(sum(report.count(level) for report in reports), level) for level in Level]
    article_count = sum(report.read for report in reports)
    say(f"{plural(article_count, 'article')} read: {', '.join(counts)}{skipped_text}.", err=True)
    for sentence in filter(None, map(describe_pages, reports)):
        say(sentence, err=True)
    for sentence in dict.fromkeys(filter(None, map(describe_dialect, reports))):
        say(sentence, err=True)
    for source in sources:
        _point_to_lint(source)
    return 1 if any(report.is_failed for report in reports) else 0


def _point_to_lint(source: Path) -> None:
    """Say which command judges a feed itself, where `source` is one."""
    if source.suffix.lower() in _FEEDS:
        from exporters.lint.documents import is_feed

        if is_feed(source):
            name = shown_path(source)
            say(
                f"{name} is a feed, whose items are articles here; outfeed lint {name} judges the feed itself.",
                err=True,
            )


def _validate(
    settings: "Settings",
    sources: Sequence[Path],
    *,
    levels: dict[str, str],
    strict: bool,
    jobs: int,
    console: ConsoleReporter,
    outputs: DiagnosticsOutputs,
) -> RunReport:
    """Return the report of validating `sources`."""
    from exporters import pipeline
    from exporters.sources import listing

    settings = with_levels(settings, levels)
    outputs.keep_out_of(settings.out)
    run_options = RunOptions(sources=sources, now=options.read_clock(), strict=strict, jobs=jobs)
    console.follow(partial(listing.count, settings, run_options))
    report = pipeline.validate(settings, run_options, console)
    if settings.site is None and "url-relative" in console.rules:
        console.add(site_unknown())
    return report
