"""`outfeed export`: write the feeds of a folder of articles."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from exporters.cli import export_document, options
from exporters.cli.console import ConsoleReporter
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option
from exporters.cli.export_document import ExportDocument
from exporters.cli.printing import say
from exporters.cli.run_request import read_run_options
from exporters.cli.summary import print_summary


@contextmanager
def print_refused_plan() -> Iterator[None]:
    """Print the plan of a refused export before the error itself."""
    from exporters.planning.refusal import RefusedError

    try:
        yield
    except RefusedError as error:
        from exporters.planning import show

        say("Nothing was published, since subscribers would see this:", err=True)
        for line in show.lines(error.plan):
            if line.startswith("!") or not line.startswith(" "):
                say(line, err=True)
        raise


@click.command("export", short_help="Write the feeds of a folder of articles.")
@options.common
@options.reading
@options.out
@options.formats
@options.selection
@options.against
@click.option("--allow-new-ids", is_flag=True, help="Publish even if subscribers would see old articles as new.")
@click.option("--allow-new-address", is_flag=True, help="Publish even if the address of a feed would change.")
@click.option("--prune", is_flag=True, help="Remove feeds that lost their last article; by default they stay, empty.")
@click.option("--adopt", is_flag=True, help="Replace existing files that Outfeed did not write.")
@click.option("--lint", is_flag=True, help="Judge the feeds by all rules of `outfeed lint` before they are published.")
@options.jobs
@options.cache
@click.option("--check", is_flag=True, help="Show whether an export would change the feeds; write only the cache.")
@click.option("--quiet", "-q", is_flag=True, help="Print only problems.")
@options.verbose("Print every problem and every repair, with before and after.")
@export_document.json_option
@diagnostics_option()
@export_document.record_errors
def command(
    *, quiet: bool, verbose: bool, check: bool, outputs: DiagnosticsOutputs, document: ExportDocument, **flags: Any
) -> int:
    """Write the feeds of the articles in SOURCE.

    SOURCE is a folder of Markdown or HTML files with front matter, or one such file; the default is the folder of the
    nearest outfeed.yaml. Outfeed reads every article before it writes anything: if one is rejected, it reports all
    problems and leaves the feeds as they are.

    \b
    Examples:
      outfeed export articles --site-url https://example.org/
      outfeed export seeds --out public/feeds --limit 20
      outfeed export --format rss --format json --keep-going
      outfeed export --against https://example.org/feeds/
      outfeed export --json

    Exits with 0 when done, 1 when articles or outputs are wrong or, with --check, the feeds are out of date, 2 when
    flags or settings are wrong, 3 when the feeds could not be published or ids would change.
    """
    from exporters import pipeline
    from exporters.sources import listing
    from exporters.support.workers import relax_gc

    relax_gc()
    settings, run_options, notes = read_run_options(**flags)
    document.set_out(settings.out)
    outputs.keep_out_of(settings.out)

    each, files = verbose or outputs.shows_each, partial(listing.count, settings, run_options)
    console = ConsoleReporter(every_note=verbose, each=each, quiet=quiet, files=files, collectors=(document, outputs))
    for diagnostic in notes:
        console.add(diagnostic)
    if check:
        from exporters.cli.difference import print_check, show_difference

        with console:
            on_difference = _ignore if document.is_wanted else show_difference
            report = pipeline.check(settings, run_options, on_difference, console, document.follow)
        document.finish(report)
        return print_check(report, settings.out, quiet=quiet or document.is_wanted, lists=not document.is_wanted)
    with print_refused_plan(), console:
        report = pipeline.export(settings, run_options, console, document.follow)
    document.finish(report)
    return print_summary(report, settings.out, quiet=quiet or document.is_wanted, verbose=verbose)


def _ignore(_out: Path, _name: str, _prepared: Path | None) -> None:
    """Print no difference."""
