"""`outfeed plan`: what publishing now would mean for those who subscribe."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporters.cli import options
from exporters.cli.asked import read_run_options
from exporters.cli.outlets import DiagnosticsOutputs, diagnostics_option, write_file
from exporters.cli.say import plural, say
from exporters.cli.summary import failure
from exporters.cli.voice import ConsoleReporter
from exporters.diagnostics.diagnostic import escaped, shown
from exporters.errors import PublishError, reason
from exporters.support.paths import absolute, lies_in, relative, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.planning.outcome import SitePlan
    from exporters.settings.values import Settings


@click.command("plan", short_help="Tell what an export would mean for subscribers.")
@options.common
@options.reading
@options.out
@options.selection
@click.option("--prune", is_flag=True, help="Plan without feeds that lost their last article.")
@options.against
@click.option("--all", "shows_all", is_flag=True, help="List every entry, however many there are.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@click.option("--exit-code", is_flag=True, help="End with 1 where subscribers would see any change.")
@click.option("--write-ids", type=options.PATH, metavar="FILE", help="Write the ids that articles would lose there.")
@options.jobs
@options.cache
@options.verbose(options.EACH_PROBLEM)
@diagnostics_option()
def command(
    *,
    shows_all: bool,
    as_json: bool,
    exit_code: bool,
    write_ids: Path | None,
    verbose: bool,
    outlets: DiagnosticsOutputs,
    **given: Any,
) -> int:
    """Tell what an export of SOURCE would mean for subscribers; nothing is published.

    Each entry is new, updated, gone from the window, returning and so on. Those marked with ! do harm that can't be
    undone: an article that comes under another id turns up unread again in every reader. An export refuses that.

    \b
    Examples:
      outfeed plan
      outfeed plan articles --against https://example.org/feeds/ --json
      outfeed plan --write-ids ids.yaml

    Ends with 0 when it is told, 1 with --exit-code when subscribers would see a change or when articles are wrong, 2
    when flags or settings are wrong, 3 when what is published can't be had.
    """
    from exporters import pipeline
    from exporters.planning import show
    from exporters.planning.outcome import as_json as json_of
    from exporters.sources import listing
    from exporters.support.workers import rarely

    rarely()
    settings, wishes, told = read_run_options(**given)
    outlets.keep_out_of(settings.out)
    if write_ids and lies_in(write_ids, settings.out):
        message = f"--write-ids: {shown_path(write_ids)} would lie in the out folder, and be published."
        raise click.UsageError(message)
    each = verbose or outlets.shows_each
    files = partial(listing.count, settings, wishes)
    voice = ConsoleReporter(each_note=False, each=each, quiet=True, files=files, also=(outlets,))
    for diagnostic in told:
        voice.add(diagnostic)
    with voice:
        report, plan = pipeline.plan(settings, wishes, voice)
    if plan is None:
        say(f"Nothing to plan: {failure(report)}.", err=True)
        return 1
    if as_json:
        say(json_of(plan).decode(), nl=False)
    else:
        for line in show.lines(plan, shows_all=shows_all):
            say(line)
        say(f"{show.counted(plan.counts)}." if plan.feeds else "No feed that people can subscribe to.")
    if write_ids is not None:
        _write_ids(plan, settings, write_ids)
    return 1 if exit_code and plan.changes_anything else 0


def _write_ids(plan: "SitePlan", settings: "Settings", file: Path) -> None:
    """Add the ids that articles would lose to `file`. Raises SettingsError where that holds something else."""
    from exporters.planning.pins import pins, taken, together
    from exporters.settings import aliases
    from exporters.settings.load import require_site

    found = pins(plan, require_site(settings).url)
    named = escaped(shown_path(file))
    if not found:
        say(f"No article would lose its id, so {named} was not written.", err=True)
        return
    before = aliases.read_ids(file) if file.exists() else {}
    try:
        write_file(file, [aliases.ids_text(together(found, before)).encode()])
    except OSError as error:
        seen = f"can't be written: {reason(error)}"
        path = shown_path(file)
        raise PublishError.because("system-error", seen, "make it possible and run again", path=path) from error
    also = ""
    if settings.ids_file != absolute(file):
        where = escaped(shown_path(settings.file or settings.base / "outfeed.yaml"))
        also = f"; write ids: {escaped(relative(file, settings.base))} in {where}, so that articles keep them"
    say(f"{plural(len(found), 'id', 'ids')} written to {named}{also}.", err=True)
    for identity, title in taken(plan, found).items():
        say(f"{shown(title)} has the id {shown(identity)} now: write another id: in its front matter.", err=True)
