"""`outfeed plan`: what publishing now would mean for those who subscribe."""

import sys
from pathlib import Path
from typing import Any

import click

from exporters.cli import documents, options
from exporters.cli.asked import asked
from exporters.cli.outlets import Outlets
from exporters.cli.say import say
from exporters.cli.summary import failure
from exporters.cli.voice import Voice


@click.command("plan", short_help="Tell what an export would mean for subscribers.")
@options.common
@options.out
@options.selection
@click.option("--prune", is_flag=True, help="Plan without feeds that lost their last article.")
@click.option(
    "--against", type=options.PATH, metavar="DIR", help="Published feeds to compare with. [default: the out folder]"
)
@click.option("--all", "shows_all", is_flag=True, help="List every entry, however many there are.")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@click.option("--exit-code", is_flag=True, help="End with 1 where subscribers would see any change.")
@options.jobs
@options.cache
@documents.option()
def command(
    *, against: Path | None, shows_all: bool, as_json: bool, exit_code: bool, outlets: Outlets, **given: Any
) -> int:
    """Tell what an export of SOURCE would mean for subscribers; nothing is published.

    Each entry is new, updated, gone from the window, returning and so on. Those marked with ! do harm that can't be
    undone: an article that comes under another id turns up unread again in every reader.

    \b
    Examples:
      outfeed plan
      outfeed plan articles --against ../published/feeds --json
    """
    from exporters import pipeline
    from exporters.paths import absolute
    from exporters.planning import show
    from exporters.planning.plan import Plan
    from exporters.planning.plan import as_json as json_of
    from exporters.reading import here
    from exporters.workers import rarely

    rarely()
    settings, wishes, told = asked(**given)
    outlets.keep_out_of(settings.out)
    voice = Voice(each_note=False, quiet=True, files=lambda: here.count(settings, wishes), also=outlets.told)
    for each in told:
        voice.told(each)
    with voice:
        report = pipeline.plan(settings, wishes, absolute(against) if against else settings.out, voice)
    if report.failed:
        say(f"Nothing to plan: {failure(report)}.", err=True)
        return 1
    plan = report.plan or Plan()
    if as_json:
        sys.stdout.write(json_of(plan).decode())
    else:
        for line in show.lines(plan, shows_all=shows_all):
            say(line)
        say(f"{show.counted(plan.counts)}." if plan.feeds else "No feed that people can subscribe to.")
    return 1 if exit_code and plan.changes_anything else 0
