"""What several commands share: where articles are, which settings hold, what moment it is."""

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

EACH_PROBLEM: Final = "Print each problem, where many say the same too."  # --verbose


class _Named(click.Path):
    """A path that was given: an empty one, as an unset variable leaves it, is no name of the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


PATH = _Named(path_type=Path)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """SOURCE, --config and --site-url."""
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
    """--dialect and --permalink."""
    rule = "Address of an article below the home page, such as /blog/{slug}/. [default: the rule of the generator]"
    whose = "Generator that the articles are written for, such as jekyll. [default: recognised by its files]"
    for option in (
        click.option("--permalink", metavar="RULE", callback=_not_empty, help=rule),
        click.option("--dialect", metavar="NAME", callback=_not_empty, help=whose),
    ):
        command = option(command)
    return command


def out(command: Callable[..., Any]) -> Callable[..., Any]:
    """--out."""
    said = "Where the feeds go. [default: as the settings say, else out]"
    return click.option("--out", type=PATH, metavar="DIR", help=said)(command)


def against(command: Callable[..., Any]) -> Callable[..., Any]:
    """--against."""
    said = "Where subscribers have the feeds from: a folder or an address. [default: the out folder]"
    return click.option("--against", metavar="URL|DIR", callback=_not_empty, help=said)(command)


def _not_empty(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A text that was given: an empty one, as an unset variable leaves it, names nothing."""
    if value == "":
        message = "the name is empty"
        raise click.BadParameter(message)
    return value


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in registry.names() if name.startswith(incomplete)]


def formats(command: Callable[..., Any]) -> Callable[..., Any]:
    """--format."""
    said = f"Write only this format; may be given again. One of: {', '.join(registry.names())}."
    return click.option("--format", "formats", multiple=True, metavar="NAME", shell_complete=_complete, help=said)(
        command
    )


def selection(command: Callable[..., Any]) -> Callable[..., Any]:
    """--limit, --drafts, --as-of, --keep-going and --strict."""
    held = "Hold back what is published later than this, as in 2021-08-24T07:30:00Z. [default: SOURCE_DATE_EPOCH]"
    for option in (
        click.option("--strict", is_flag=True, help="Let a warning stop the run as an error does."),
        click.option(
            "--keep-going", is_flag=True, help="Leave articles out that can't be read, and go on with the others."
        ),
        click.option("--as-of", metavar="MOMENT", help=held),
        click.option("--drafts", is_flag=True, help="Take drafts too."),
        click.option(
            "--limit",
            type=click.IntRange(min=0, max=1_000_000),
            metavar="N",
            help="Entries to show, the first ones, 0 for all. [default: as the settings say, else 50]",
        ),
    ):
        command = option(command)
    return command


def verbose(said: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--verbose, which `said` explains."""
    return click.option("--verbose", "-v", is_flag=True, help=said)


def jobs(command: Callable[..., Any]) -> Callable[..., Any]:
    """--jobs."""
    said = "Processes that parse and write. [default: as many as there are cores]"
    return click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help=said)(command)


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cache(command: Callable[..., Any]) -> Callable[..., Any]:
    """--cache and --no-cache."""
    return cache_folder(click.option("--no-cache", is_flag=True, help="Read everything anew, keep nothing.")(command))


def cache_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """--cache."""
    said = "Folder that keeps what was read, for the next run. [default: .outfeed beside the settings]"
    return click.option("--cache", type=PATH, metavar="DIR", help=said)(command)


def as_of(written: str | None) -> datetime | None:
    """The moment that --as-of names, else SOURCE_DATE_EPOCH, else None. Raises UsageError where it is no moment."""
    if written is not None:
        try:
            return moment.parse(written, UTC)
        except moment.UnreadableMomentError as error:
            seen = f"--as-of {written[:60]} is {error}"
            raise UsageError.because(error.rule, seen, "write 2021-08-24T07:30:00Z") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        seen = f"SOURCE_DATE_EPOCH is {epoch[:60]}"
        raise UsageError.because("date-unreadable", seen, "write seconds since 1970, or unset it") from None


def moment_to_hold(written: str | None, *, hold_future: bool) -> tuple[datetime | None, str, list[Diagnostic]]:
    """The moment after which articles wait, what gave it, and a note where the clock had to say it."""
    given = as_of(written)
    if given is not None or not hold_future:
        return given, "--as-of" if written is not None else "SOURCE_DATE_EPOCH", []
    clock = now()
    message = f"source.future is hold: what is published after {clock:%Y-%m-%dT%H:%M:%SZ} waits"
    fix = "give --as-of for the same bytes every time"
    return clock, "now", [Diagnostic(rule="clock-used", level=Level.NOTE, message=message, fix=fix)]


def now() -> datetime:
    """The clock, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
