"""`outfeed export`: write the feeds of a folder of articles."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from exporters.cli import exported, options
from exporters.cli.asked import read_run_options
from exporters.cli.exported import ExportDocument
from exporters.cli.outlets import DiagnosticsOutputs, diagnostics_option
from exporters.cli.say import say
from exporters.cli.summary import summary
from exporters.cli.voice import ConsoleReporter


@contextmanager
def explained() -> Iterator[None]:
    """Print the plan of an export that is refused, before it is told what to do."""
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
@click.option("--allow-new-ids", is_flag=True, help="Publish even where subscribers would see old articles as new.")
@click.option("--allow-new-address", is_flag=True, help="Publish even where a feed would be at another address.")
@click.option("--prune", is_flag=True, help="Remove feeds that lost their last article; without it they stay, empty.")
@click.option("--adopt", is_flag=True, help="Replace files in the way that Outfeed did not write.")
@options.jobs
@options.cache
@click.option("--check", is_flag=True, help="Write only the cache; tell whether an export would change the feeds.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but problems.")
@options.verbose("Print each problem and each repair, with before and after.")
@exported.option
@diagnostics_option()
@exported.watched
def command(
    *, quiet: bool, verbose: bool, check: bool, outlets: DiagnosticsOutputs, document: ExportDocument, **given: Any
) -> int:
    """Write the feeds of the articles in SOURCE.

    SOURCE is a folder of Markdown or HTML files with front matter, or such a file; without it the folder of the
    nearest outfeed.yaml is taken. Nothing is written before every article has been read: where one can't be taken, all
    problems are told and the feeds stay as they are.

    \b
    Examples:
      outfeed export articles --site-url https://example.org/
      outfeed export seeds --out public/feeds --limit 20
      outfeed export --format rss --format json --keep-going
      outfeed export --against https://example.org/feeds/
      outfeed export --json

    Ends with 0 when done, 1 when articles or outputs are wrong or, with --check, the feeds are not up to date, 2 when
    flags or settings are wrong, 3 when the feeds could not be put in place or ids would change.
    """
    from exporters import pipeline
    from exporters.sources import listing
    from exporters.support.workers import rarely

    rarely()
    settings, wishes, told = read_run_options(**given)
    document.publishes(settings.out)
    outlets.keep_out_of(settings.out)

    each, files = verbose or outlets.shows_each, partial(listing.count, settings, wishes)
    voice = ConsoleReporter(each_note=verbose, each=each, quiet=quiet, files=files, also=(document, outlets))
    for diagnostic in told:
        voice.add(diagnostic)
    if check:
        from exporters.cli.difference import checked, show_difference

        with voice:
            differs = _ignore if document.is_wanted else show_difference
            report = pipeline.check(settings, wishes, differs, voice, document.follow)
        document.ran(report)
        return checked(report, settings.out, quiet=quiet or document.is_wanted, lists=not document.is_wanted)
    with explained(), voice:
        report = pipeline.export(settings, wishes, voice, document.follow)
    document.ran(report)
    return summary(report, settings.out, quiet=quiet or document.is_wanted, verbose=verbose)


def _ignore(_out: Path, _name: str, _made: Path | None) -> None:
    """Show no difference."""
