"""`outfeed feeds`: list the feeds that the settings and the articles give."""

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from exporters.cli import options
from exporters.cli.asked import read_run_options
from exporters.cli.outlets import DiagnosticsOutputs, diagnostics_option
from exporters.cli.say import as_size, say
from exporters.cli.summary import failure
from exporters.cli.voice import ConsoleReporter
from exporters.diagnostics.diagnostic import escaped
from exporters.model import moment

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.model.listing import FeedListing
    from exporters.run import RunReport


@click.command("feeds", short_help="List the feeds that an export would write.")
@options.common
@options.reading
@options.out
@options.selection
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@options.jobs
@options.cache
@options.verbose(options.EACH_PROBLEM)
@diagnostics_option()
def command(*, as_json: bool, verbose: bool, outlets: DiagnosticsOutputs, **given: Any) -> int:
    """List the feeds that an export of SOURCE would write; nothing is published.

    Each with its path below the out folder, how many entries it has, when the newest one was published, and how large
    its largest document is. Several readers and intakes stop at 512 kB or 1 MB; max_bytes in the settings bounds it.

    \b
    Examples:
      outfeed feeds
      outfeed feeds articles --site-url https://example.org/ --json
    """
    from exporters import pipeline
    from exporters.sources import listing
    from exporters.support.workers import rarely

    rarely()
    settings, wishes, told = read_run_options(**given)
    outlets.keep_out_of(settings.out)
    each = verbose or outlets.shows_each
    files = partial(listing.count, settings, wishes)
    voice = ConsoleReporter(each_note=False, each=each, quiet=True, files=files, also=(outlets,))
    for diagnostic in told:
        voice.add(diagnostic)
    with voice:
        report = pipeline.survey(settings, wishes, voice)
    if report.failed:
        say(f"Nothing to list: {failure(report)}.", err=True)
        return 1
    if as_json:
        say(json.dumps([_described(each, report) for each in report.feeds], ensure_ascii=False, indent=2))
    else:
        _table(report)
    return 0


def _table(report: "RunReport") -> None:
    rows = [("path", "entries", "newest", "largest", "title")]
    for each in report.feeds:
        newest = f"{each.newest:%Y-%m-%d}" if each.newest else "-"
        largest = as_size(max(_documents(each, report).values(), default=0))
        rows.append((escaped(each.feed.path) or ".", f"{each.count:,}", newest, largest, escaped(each.feed.title)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for path, entries, newest, largest, title in rows:
        cells = (f"{path:{widths[0]}}", f"{entries:>{widths[1]}}", f"{newest:{widths[2]}}", f"{largest:>{widths[3]}}")
        say("  ".join([*cells, title]))


def _described(listed: "FeedListing", report: "RunReport") -> dict[str, Any]:
    feed, sizes = listed.feed, _documents(listed, report)
    return {
        "path": feed.path,
        "id": feed.id,
        "title": feed.title,
        "group": listed.group or None,
        "name": listed.name,
        "entries": listed.count,
        "newest": moment.rfc3339(listed.newest) if listed.newest else None,
        "page": feed.page,
        "documents": [
            {"format": link.format, "media_type": link.media_type, "url": link.url, "bytes": sizes[link.format]}
            for link in feed.links
            if link.format in sizes
        ],
    }


def _documents(listed: "FeedListing", report: "RunReport") -> dict[str, int]:
    """How many bytes the document of each format has."""
    names = {link.format: listed.feed.file(link.url.rpartition("/")[2]) for link in listed.feed.links}
    return {format_: report.sizes[name] for format_, name in names.items() if name in report.sizes}
