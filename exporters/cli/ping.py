"""`outfeed ping`: tell WebSub hubs which published feeds changed."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from exporters.cli import options
from exporters.cli.outlets import DiagnosticsOutputs, diagnostics_option
from exporters.cli.say import plural, say, tell
from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import PublishError, UsageError
from exporters.settings.places import cache_beside, check_sources
from exporters.support.paths import CACHE, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.settings.values import Settings
    from exporters.websub.ping import Due
    from exporters.websub.topics import HubTopic

_SPAN: Final = re.compile(r"(?P<count>[0-9]{1,5}) ?(?P<unit>s|m|h)", re.ASCII)
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600}
_LONGEST: Final = 86400  # seconds


@click.command("ping", short_help="Tell WebSub hubs which published feeds changed.")
@options.common
@options.out
@click.option("--wait", metavar="SPAN", help="Wait so long for the feeds to be published: 90s, 5m, 1h. [default: 0s]")
@click.option(
    "--since", type=options.PATH, metavar="MANIFEST", help="Tell only of what changed since this manifest.json."
)
@click.option("--dry-run", is_flag=True, help="Print whom it would tell of what; ask and tell nobody.")
@click.option("--no-cache", is_flag=True, help="Tell all hubs of every feed, and remember nothing.")
@click.option(
    "--cache",
    type=options.PATH,
    metavar="DIR",
    help="Folder that keeps what hubs were told. [default: .outfeed beside the settings]",
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
    outlets: DiagnosticsOutputs,
) -> int:
    """Tell the WebSub hubs in the settings which published feeds of SOURCE changed since they were told last.

    First it asks for each feed where it is published: a hub is told when what is there is what the out folder holds.
    What each hub was told stays in ping.json, in the folder of the cache, so nothing is told twice.

    \b
    Examples:
      outfeed ping --wait 5m
      outfeed ping articles --since published/manifest.json --dry-run

    Ends with 0 when hubs know everything, 2 when flags or settings are wrong, 3 when a feed is not published or a hub
    was not told.
    """
    from exporters.settings.load import load
    from exporters.websub.memory import PingMemory, locked
    from exporters.websub.ping import SYSTEM_CLOCK, due, ping
    from exporters.websub.topics import earlier, of_folder

    check_sources(sources)
    span = _span(wait)
    settings = load(sources[0] if sources else None, config=config, site_url=site_url, out=out)
    _check_hubs(settings)
    outlets.keep_out_of(settings.out)
    folder = None if no_cache else cache_beside(settings, cache)
    watch = _Watch(outlets)
    if folder is None and not no_cache:
        watch.warn(_no_place(settings))
    before = earlier(since) if since else None
    topics = of_folder(settings.out)
    if folder and not dry_run:
        _make(folder)
    with locked(None if dry_run else folder):
        memory = PingMemory(folder)
        if memory.damage:
            watch.warn(memory.damage)
        wanted = due(topics, settings.hubs, memory, before)
        if dry_run:
            _announce(wanted)
        elif wanted:
            memory.keep(topics, settings.hubs)
            if span:
                say(f"Waiting up to {wait} for {plural(len(wanted), 'document')} to be published.", err=True)
            ping(wanted, memory, watch, out=settings.out, wait=span, clock=SYSTEM_CLOCK)
    if not wanted:
        say("Nothing to tell: hubs know every feed." if before is None else "Nothing to tell: no feed changed.")
    elif not dry_run:
        _sum_up(wanted, watch)
    return PublishError.status if watch.has_failed else 0


class _Watch:
    """Prints what happens, and counts it."""

    def __init__(self, outlets: DiagnosticsOutputs) -> None:
        """`outlets` are told every diagnostic."""
        self._outlets = outlets
        self.count = Counter[str]()  # documents, by hub
        self.has_failed = False

    def told(self, hub: str, topic: "HubTopic") -> None:
        """The hub took it."""
        self.count[hub] += 1
        say(f"{hub} was told of {topic.url}")

    def failed(self, diagnostic: Diagnostic) -> None:
        """Something did not succeed."""
        self.has_failed = True
        self.warn(diagnostic)

    def warn(self, diagnostic: Diagnostic) -> None:
        """Say it."""
        self._outlets.add(diagnostic)
        tell(diagnostic)


def _make(folder: Path) -> None:
    """Make the folder that keeps what hubs were told. Raises PublishError."""
    from exporters.store.folder import prepare
    from exporters.websub.memory import unusable

    try:
        prepare(folder)
    except OSError as error:
        raise unusable(error, folder) from error


def _announce(wanted: "Due") -> None:
    """Print whom a ping would tell of what."""
    for topic, hubs in wanted.items():
        for hub in hubs:
            say(f"{hub} would be told of {topic.url}")


def _sum_up(wanted: "Due", watch: _Watch) -> None:
    """Print of how much each hub was told."""
    for hub, count in Counter(hub for hubs in wanted.values() for hub in hubs).items():
        say(f"{hub}: told of {watch.count[hub]:,} of {plural(count, 'document')}.")


def _span(written: str | None) -> int:
    """The seconds of --wait. Raises UsageError."""
    if written is None:
        return 0
    found = _SPAN.fullmatch(written.strip())
    seconds = int(found["count"]) * _SECONDS[found["unit"]] if found else None
    if seconds is None or seconds > _LONGEST:
        right = "write seconds, minutes or hours, up to a day: 90s, 5m, 1h"
        raise UsageError.because("wait-wrong", f"--wait {written[:60]} is no span that can be waited for", right)
    return seconds


def _check_hubs(settings: "Settings") -> None:
    """Raise UsageError where there is no hub to tell."""
    if not settings.hubs:
        path = shown_path(settings.file) if settings.file else ""
        message, fix = "the settings name no hub", "write hubs: [https://hub.example/] and export again"
        raise UsageError.because("hubs-missing", message, fix, path=path)


def _no_place(settings: "Settings") -> Diagnostic:
    """What hubs were told would be published."""
    return Diagnostic(
        rule="ping-forgotten",
        level=Level.WARNING,
        message="would lie in the out folder, so hubs are told of every feed",
        fix="name another folder with --cache",
        path=shown_path(settings.base / CACHE),
    )
