"""`outfeed ping`: notify WebSub hubs of published feeds that changed."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from exporters.cli import options
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option
from exporters.cli.printing import plural, print_diagnostic, say
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError, UsageError
from exporters.settings.places import cache_folder, check_sources
from exporters.support.lazy_regex import lazy_regex
from exporters.support.paths import CACHE, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.settings.values import Settings
    from exporters.websub.ping import Due
    from exporters.websub.topics import HubTopic

_SPAN: Final = lazy_regex(r"(?P<count>[0-9]{1,5}) ?(?P<unit>s|m|h)", re.ASCII)
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600}
_MAX_SECONDS: Final = 86400  # seconds


@click.command("ping", short_help="Notify WebSub hubs of published feeds that changed.")
@options.common
@options.out
@click.option(
    "--wait", metavar="SPAN", help="How long to wait for the feeds to be published: 90s, 5m, 1h. [default: 0s]"
)
@click.option("--since", type=options.PATH, metavar="MANIFEST", help="Send only what changed since this manifest.json.")
@click.option("--dry-run", is_flag=True, help="Print what it would send; send nothing.")
@click.option("--no-cache", is_flag=True, help="Notify all hubs of every feed, and keep no record.")
@click.option(
    "--cache",
    type=options.PATH,
    metavar="DIR",
    help="Folder for the record of notifications. [default: .outfeed next to the settings]",
)
@diagnostics_option()
def command(
    *,
    sources: tuple[Path, ...],
    config: Path | None,
    site_url: str | None,
    out: Path | None,
    wait: str | None,
    since: Path | None,
    dry_run: bool,
    no_cache: bool,
    cache: Path | None,
    outputs: DiagnosticsOutputs,
) -> int:
    """Notify the WebSub hubs in the settings of published feeds of SOURCE that changed since the last ping.

    Outfeed first requests each feed at its address, and notifies the hubs once it matches the out folder. It records
    each notification in ping.json, in the cache folder, so it sends none twice.

    \b
    Examples:
      outfeed ping --wait 5m
      outfeed ping articles --since published/manifest.json --dry-run

    Exits with 0 when the hubs were notified of every change, 2 when flags or settings are wrong, 3 when a feed is not
    published or a hub did not accept the ping.
    """
    from exporters.settings.load import load
    from exporters.websub.memory import PingMemory, lock_folder
    from exporters.websub.ping import SYSTEM_CLOCK, due, ping
    from exporters.websub.topics import of_folder, read_digests

    check_sources(sources)
    span = _parse_span(wait)
    settings = load(sources[0] if sources else None, config=config, site_url=site_url, out=out)
    _check_hubs(settings)
    outputs.keep_out_of(settings.out)
    folder = None if no_cache else cache_folder(settings, cache)
    reporter = _PingReporter(outputs)
    if folder is None and not no_cache:
        reporter.warn(_describe_missing_memory(settings))
    earlier_digests = read_digests(since) if since else None
    topics = of_folder(settings.out)
    if folder and not dry_run:
        _create_folder(folder)
    with lock_folder(None if dry_run else folder):
        memory = PingMemory(folder)
        if memory.damage:
            reporter.warn(memory.damage)
        due_topics = due(topics, settings.hubs, memory, earlier_digests)
        if dry_run:
            _print_due(due_topics)
        elif due_topics:
            memory.keep(topics, settings.hubs)
            if span:
                say(f"Waiting up to {wait} for {plural(len(due_topics), 'document')} to be published.", err=True)
            ping(due_topics, memory, reporter, out=settings.out, wait=span, clock=SYSTEM_CLOCK)
    if not due_topics:
        say(
            "Nothing to send: hubs know every feed." if earlier_digests is None else "Nothing to send: no feed changed."
        )
    elif not dry_run:
        _print_counts(due_topics, reporter)
    return PublishError.status if reporter.has_failed else 0


class _PingReporter:
    """Prints what happens and counts it."""

    def __init__(self, outputs: DiagnosticsOutputs) -> None:
        """`outputs` gets every diagnostic."""
        self._outputs = outputs
        self.count = Counter[str]()  # documents, by hub
        self.has_failed = False

    def report_accepted(self, hub: str, topic: "HubTopic") -> None:
        """Count and print an accepted ping."""
        self.count[hub] += 1
        say(f"{hub}: notified of {topic.url}")

    def report_failure(self, diagnostic: Diagnostic) -> None:
        """Record a failure and print it."""
        self.has_failed = True
        self.warn(diagnostic)

    def warn(self, diagnostic: Diagnostic) -> None:
        """Print a diagnostic."""
        self._outputs.add(diagnostic)
        print_diagnostic(diagnostic)


def _create_folder(folder: Path) -> None:
    """Create the folder for the record of notifications. Raises PublishError."""
    from exporters.store.folder import prepare
    from exporters.websub.memory import unusable

    try:
        prepare(folder)
    except OSError as error:
        raise unusable(error, folder) from error


def _print_due(due_topics: "Due") -> None:
    """Print which topics a ping would announce to each hub."""
    for topic, hubs in due_topics.items():
        for hub in hubs:
            say(f"{hub}: would be notified of {topic.url}")


def _print_counts(due_topics: "Due", reporter: _PingReporter) -> None:
    """Print how many documents each hub has accepted."""
    for hub, count in Counter(hub for hubs in due_topics.values() for hub in hubs).items():
        say(f"{hub}: notified of {reporter.count[hub]:,} of {plural(count, 'document')}.")


def _parse_span(value: str | None) -> int:
    """Return the seconds of --wait. Raises UsageError."""
    if value is None:
        return 0
    match = _SPAN.fullmatch(value.strip())
    seconds = int(match["count"]) * _SECONDS[match["unit"]] if match else None
    if seconds is None or seconds > _MAX_SECONDS:
        fix = "write seconds, minutes or hours, up to a day: 90s, 5m, 1h"
        raise UsageError.because("wait-wrong", f"--wait {value[:60]} is not a duration to wait for", fix)
    return seconds


def _check_hubs(settings: "Settings") -> None:
    """Raise UsageError if the settings name no hub."""
    if not settings.hubs:
        path = shown_path(settings.file) if settings.file else ""
        message, fix = "the settings name no hub", "write hubs: [https://hub.example/] and export again"
        raise UsageError.because("hubs-missing", message, fix, path=path)


def _describe_missing_memory(settings: "Settings") -> Diagnostic:
    """Return the warning that the memory would lie in the out folder, which is published."""
    return Diagnostic(
        rule="ping-forgotten",
        level=Level.WARNING,
        message="would lie in the out folder, so Outfeed notifies hubs of every feed",
        fix="name another folder with --cache",
        path=shown_path(settings.base / CACHE),
    )
