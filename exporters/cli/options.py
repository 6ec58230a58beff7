"""Options that several commands share: sources, settings, output, selection, clock."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.errors import UsageError
from exporters.formats import registry
from exporters.model import moment

EACH_PROBLEM: Final = "Print every problem, even if many say the same."  # --verbose


class _NonEmptyPath(click.Path):
    """A path option that rejects the empty text of an unset variable, which would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


PATH = _NonEmptyPath(path_type=Path)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add SOURCE, --config and --site-url."""
    for option in (
        click.option(
            "--site-url", metavar="URL", help="Address of the site's home page, such as https://example.org/blog/."
        ),
        click.option("--config", type=PATH, metavar="FILE", help="Settings file. [default: the nearest outfeed.yaml]"),
        click.argument("sources", nargs=-1, type=PATH, metavar="[SOURCE]..."),
    ):
        command = option(command)
    return command


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --dialect and --permalink."""
    rule = "Address of an article below the home page, such as /blog/{slug}/. [default: the rule of the generator]"
    generator = "Generator that the articles are written for, such as jekyll. [default: recognised by its files]"
    for option in (
        click.option("--permalink", metavar="RULE", callback=not_empty, help=rule),
        click.option("--dialect", metavar="NAME", callback=not_empty, help=generator),
    ):
        command = option(command)
    return command


def out(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --out."""
    text = "Folder of the feeds. [default: from the settings, else out]"
    return click.option("--out", type=PATH, metavar="DIR", help=text)(command)


def against(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --against."""
    text = "The published feeds to compare with: a folder or an address. [default: the out folder]"
    return click.option("--against", metavar="URL|DIR", callback=not_empty, help=text)(command)


def not_empty(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the value; reject the empty text of an unset variable."""
    if value == "":
        message = "the name is empty"
        raise click.BadParameter(message)
    return value


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in registry.list_names() if name.startswith(incomplete)]


def formats(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format."""
    text = f"Write only this format; repeatable. One of: {', '.join(registry.list_names())}."
    return click.option("--format", "formats", multiple=True, metavar="NAME", shell_complete=_complete, help=text)(
        command
    )


def selection(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --limit, --drafts, --as-of, --keep-going, --strict and --level."""
    command = levels(command)
    as_of_help = "Hold back articles dated later, as in 2021-08-24T07:30:00Z. [default: SOURCE_DATE_EPOCH]"
    for option in (
        click.option("--strict", is_flag=True, help="Stop the run on a warning, as on an error."),
        click.option(
            "--keep-going", is_flag=True, help="Skip articles that can't be read, and continue with the others."
        ),
        click.option("--as-of", metavar="MOMENT", help=as_of_help),
        click.option("--drafts", is_flag=True, help="Include drafts."),
        click.option(
            "--limit",
            type=click.IntRange(min=0, max=1_000_000),
            metavar="N",
            help="Number of entries, 0 for all. [default: from the settings, else 50]",
        ),
    ):
        command = option(command)
    return command


def _read_levels(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the levels by the names of rules."""
    wrong = next((value for value in values if "=" not in value), None)
    if wrong is not None:
        message = f"{wrong} has no level; write {wrong}=note, warning, error or off"
        raise click.BadParameter(message)
    return dict(value.split("=", 1) for value in values)


def levels(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --level."""
    text = "Give a rule about documents the level note, warning, error or off; repeatable."
    return click.option("--level", "levels", multiple=True, callback=_read_levels, metavar="RULE=LEVEL", help=text)(
        command
    )


def verbose(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds --verbose with the help `text`."""
    return click.option("--verbose", "-v", is_flag=True, help=text)


def jobs(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --jobs."""
    text = "Number of worker processes. [default: the number of cores]"
    return click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help=text)(command)


def count_cores() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cache(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --cache and --no-cache."""
    return cache_folder(
        click.option("--no-cache", is_flag=True, help="Read everything again, and store nothing.")(command)
    )


def cache_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --cache."""
    text = "Folder for the cache. [default: .outfeed next to the settings]"
    return click.option("--cache", type=PATH, metavar="DIR", help=text)(command)


def parse_as_of(value: str | None) -> datetime | None:
    """Return the time of --as-of, else of SOURCE_DATE_EPOCH, else None. Raises UsageError if it is not a time."""
    if value is not None:
        try:
            return moment.parse(value, UTC)
        except moment.UnreadableMomentError as error:
            message = f"--as-of {value[:60]} is {error}"
            raise UsageError.because(error.rule, message, "write 2021-08-24T07:30:00Z") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {epoch[:60]}"
        raise UsageError.because("date-unreadable", message, "write seconds since 1970, or unset it") from None


def find_hold_moment(value: str | None, *, hold_future: bool) -> tuple[datetime | None, str, list[Diagnostic]]:
    """Return the time after which articles wait, its source, and a note if it comes from the clock."""
    requested = parse_as_of(value)
    if requested is not None or not hold_future:
        return requested, "--as-of" if value is not None else "SOURCE_DATE_EPOCH", []
    clock = read_clock()
    message = f"source.future is hold: articles dated after {clock:%Y-%m-%dT%H:%M:%SZ} wait"
    fix = "give --as-of to get the same bytes in every run"
    return clock, "now", [Diagnostic(rule="clock-used", level=Level.NOTE, message=message, fix=fix)]


def read_clock() -> datetime:
    """Return the current time in whole seconds, UTC."""
    return datetime.now(UTC).replace(microsecond=0)
