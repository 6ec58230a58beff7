"""`outfeed plan`: show how an export would affect subscribers."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporters.cli import options
from exporters.cli.console import ConsoleReporter
from exporters.cli.diagnostics_outputs import DiagnosticsOutputs, diagnostics_option, write_file
from exporters.cli.printing import plural, say
from exporters.cli.run_request import read_run_options
from exporters.cli.summary import describe_failure
from exporters.diagnostics.diagnostic import escape_controls, quote_value
from exporters.errors import PublishError, reason
from exporters.support.paths import absolute, lies_in, relative, shown_path

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.planning.outcome import SitePlan
    from exporters.settings.values import Settings


@click.command("plan", short_help="Show how an export would affect subscribers.")
@options.common
@options.reading
@options.out
@options.selection
@click.option("--prune", is_flag=True, help="Plan to remove feeds that lost their last article.")
@options.against
@click.option("--all", "shows_all", is_flag=True, help="List every entry, however many there are.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if subscribers would see any change.")
@click.option("--write-ids", type=options.PATH, metavar="FILE", help="Write the ids that articles would lose to FILE.")
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
    outputs: DiagnosticsOutputs,
    **flags: Any,
) -> int:
    """Show how an export of SOURCE would affect subscribers; publish nothing.

    Each entry is new, updated, gone from the window, returning and so on. Those marked with ! do harm that can't be
    undone: an article with a new id appears as unread again in every reader. An export refuses to do that.

    \b
    Examples:
      outfeed plan
      outfeed plan articles --against https://example.org/feeds/ --json
      outfeed plan --write-ids ids.yaml

    Exits with 0 when the plan is complete, 1 when articles are wrong or, with --exit-code, subscribers would see a
    change, 2 when flags or settings are wrong, 3 when the published feeds can't be read or were made by other rules.
    """
    from exporters import pipeline
    from exporters.planning import show
    from exporters.planning.outcome import as_json as json_of
    from exporters.sources import listing
    from exporters.support.workers import relax_gc

    relax_gc()
    settings, run_options, notes = read_run_options(**flags)
    outputs.keep_out_of(settings.out)
    if write_ids and lies_in(write_ids, settings.out):
        message = f"--write-ids: {shown_path(write_ids)} would lie in the out folder, and be published."
        raise click.UsageError(message)
    each = verbose or outputs.shows_each
    files = partial(listing.count, settings, run_options)
    console = ConsoleReporter(every_note=False, each=each, quiet=True, files=files, collectors=(outputs,))
    for diagnostic in notes:
        console.add(diagnostic)
    with console:
        report, plan = pipeline.plan(settings, run_options, console)
    if plan is None:
        say(f"Nothing to plan: {describe_failure(report)}.", err=True)
        return 1
    if as_json:
        say(json_of(plan).decode(), nl=False)
    else:
        for line in show.lines(plan, shows_all=shows_all):
            say(line)
        say(f"{show.count_text(plan.counts)}." if plan.feeds else "No feed that people can subscribe to.")
    if write_ids is not None:
        _write_ids(plan, settings, write_ids)
    return 1 if exit_code and plan.changes_anything else 0


def _write_ids(plan: "SitePlan", settings: "Settings", file: Path) -> None:
    """Add the ids that articles would lose to `file`. Raises SettingsError if it holds something else."""
    from exporters.planning.pins import find_taken, merge, pins
    from exporters.settings import aliases
    from exporters.settings.load import require_site

    ids = pins(plan, require_site(settings).url)
    shown_file = escape_controls(shown_path(file))
    if not ids:
        say(f"No article would lose its id, so {shown_file} was not written.", err=True)
        return
    present_ids = aliases.read_ids(file) if file.exists() else {}
    try:
        write_file(file, [aliases.ids_text(merge(ids, present_ids)).encode()])
    except OSError as error:
        message = f"can't be written: {reason(error)}"
        path = shown_path(file)
        raise PublishError.because("system-error", message, "fix that and run again", path=path) from error
    advice = ""
    if settings.ids_file != absolute(file):
        settings_name = escape_controls(shown_path(settings.file or settings.base / "outfeed.yaml"))
        shown_ids = escape_controls(relative(file, settings.base))
        advice = f"; write ids: {shown_ids} in {settings_name}, so that articles keep them"
    say(f"{plural(len(ids), 'id', 'ids')} written to {shown_file}{advice}.", err=True)
    for identity, title in find_taken(plan, ids).items():
        say(
            f"{quote_value(title)} has the id {quote_value(identity)} now: write another id: in its front matter.",
            err=True,
        )
