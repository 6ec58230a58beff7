"""`outfeed feeds`: list the feeds that the settings and the articles give."""

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from exporters.cli import options
from exporters.cli.console import ConsoleReporter
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option
from exporters.cli.printing import format_size, say
from exporters.cli.run_request import read_run_options
from exporters.cli.summary import describe_failure
from exporters.diagnostics.diagnostic import escape_controls
from exporters.model import moment

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.model.listing import FeedListing
    from exporters.run import RunReport


@click.command("feeds", short_help="List the feeds that an export would write.")
@options.common
@options.reading
@options.out
@options.selection
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.jobs
@options.cache
@options.verbose(options.EACH_PROBLEM)
@diagnostics_option()
def command(*, as_json: bool, verbose: bool, outputs: DiagnosticsOutputs, **flags: Any) -> int:
    """List the feeds that an export of SOURCE would write; publish nothing.

    For each feed, show its path below the out folder, the number of entries, the date of the newest one, and the size
    of its largest document. Several readers and intakes stop at 512 kB or 1 MB; max_bytes in the settings limits it.

    \b
    Examples:
      outfeed feeds
      outfeed feeds articles --site-url https://example.org/ --json
    """
    from exporters import pipeline
    from exporters.sources import listing
    from exporters.support.workers import relax_gc

    relax_gc()
    settings, run_options, notes = read_run_options(**flags)
    outputs.keep_out_of(settings.out)
    each = verbose or outputs.shows_each
    files = partial(listing.count, settings, run_options)
    console = ConsoleReporter(every_note=False, each=each, quiet=True, files=files, collectors=(outputs,))
    for diagnostic in notes:
        console.add(diagnostic)
    with console:
        report = pipeline.survey(settings, run_options, console)
    if report.is_failed:
        say(f"Nothing to list: {describe_failure(report)}.", err=True)
        return 1
    if as_json:
        say(json.dumps([_as_json(each, report) for each in report.feeds], ensure_ascii=False, indent=2))
    else:
        _print_table(report)
    return 0


def _print_table(report: "RunReport") -> None:
    rows = [("path", "entries", "newest", "largest", "title")]
    for each in report.feeds:
        newest = f"{each.newest:%Y-%m-%d}" if each.newest else "-"
        largest = format_size(max(_document_sizes(each, report).values(), default=0))
        rows.append(
            (
                escape_controls(each.feed.path) or ".",
                f"{each.count:,}",
                newest,
                largest,
                escape_controls(each.feed.title),
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for path, entries, newest, largest, title in rows:
        cells = (f"{path:{widths[0]}}", f"{entries:>{widths[1]}}", f"{newest:{widths[2]}}", f"{largest:>{widths[3]}}")
        say("  ".join([*cells, title]))


def _as_json(feed_listing: "FeedListing", report: "RunReport") -> dict[str, Any]:
    feed, sizes = feed_listing.feed, _document_sizes(feed_listing, report)
    return {
        "path": feed.path,
        "id": feed.id,
        "title": feed.title,
        "group": feed_listing.group or None,
        "name": feed_listing.name,
        "entries": feed_listing.count,
        "newest": moment.rfc3339(feed_listing.newest) if feed_listing.newest else None,
        "page": feed.page,
        "documents": [
            {"format": link.format, "media_type": link.media_type, "url": link.url, "bytes": sizes[link.format]}
            for link in feed.links
            if link.format in sizes
        ],
    }


def _document_sizes(feed_listing: "FeedListing", report: "RunReport") -> dict[str, int]:
    """Return the size in bytes of the feed's document in each format."""
    names = {link.format: feed_listing.feed.file(link.url.rpartition("/")[2]) for link in feed_listing.feed.links}
    return {format_: report.sizes[name] for format_, name in names.items() if name in report.sizes}
