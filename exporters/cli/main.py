"""`outfeed`: the command group, and the end of the process."""

import io
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final, NoReturn, TextIO

import click

from exporters import __version__
from exporters.cli.encoding import use_utf8_names
from exporters.cli.exit_outcome import ENDS, INTERRUPTED, exit_outcome
from exporters.cli.printing import plural, print_diagnostic, say, silence
from exporters.errors import TerminationSignal
from exporters.support.nearest import did_you_mean

_MAX_PRINTED: Final = 1_000  # errors that end a run: a settings file may hold a million

COMMANDS: Final = {
    "init": "Write a first outfeed.yaml for a folder.",
    "export": "Write the feeds of a folder of articles.",
    "validate": "Show every problem and every repair; write nothing.",
    "lint": "Judge any feed: a file, a folder, an address.",
    "plan": "Show how an export would affect subscribers.",
    "serve": "See what subscribers will see, while you write.",
    "ping": "Tell WebSub hubs which published feeds changed.",
    "feeds": "List the feeds that an export would write.",
    "cache": "Show or remove the cache.",
    "formats": "List the formats, including plugins.",
    "schema": "Print the JSON Schema of a file that Outfeed reads or writes.",
}


@contextmanager
def _exit_if_unread() -> Iterator[None]:
    """Exit with 0 if standard output is closed while click prints help."""
    try:
        yield
    except BrokenPipeError:
        if not _is_unread(sys.stdout):
            raise
        silence(sys.stdout)
        raise click.exceptions.Exit(0) from None


def _is_unread(stream: TextIO | None) -> bool:
    """Return whether the reader of `stream` closed it, as far as the system can say."""
    if stream is None or not hasattr(select, "poll"):  # Windows
        return stream is not None
    poll = select.poll()
    poll.register(stream, 0)
    return any(events & (select.POLLERR | select.POLLHUP) for _, events in poll.poll(0))


class LazyCommandGroup(click.Group):
    """A command group that imports a command when it runs, so that `--help` and `--version` answer at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the command names in the order people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"exporters.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command that `args` begin with; suggest the nearest name for an unknown one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"No such command '{args[0]}'; {did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the arguments; `--help` and `--version` print here."""
        with _exit_if_unread():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; its own `--help` prints here."""
        with _exit_if_unread():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyCommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `outfeed export FOLDER --site-url https://example.org/`, "
    "or with `outfeed validate FOLDER`, which writes nothing.",
)
@click.version_option(__version__, "-V", "--version", prog_name="outfeed")
def outfeed() -> None:
    """Turn a folder of articles into valid RSS, Atom, JSON Feed and CSV.

    Articles are Markdown or HTML files with front matter. Outfeed repairs what it can and reports each repair; it
    reports what it can't repair with file, line and column. The same input and the same packages always give the same
    bytes.
    """


def main() -> NoReturn:
    """Run the command line and end the process with its status."""
    use_utf8_names()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # it is None where the stream is closed
            stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _raise_termination)
    sys.exit(_run())


def _run() -> int:
    try:
        is_expanded = "--changed" not in sys.argv  # there, `[a].md` is a name, which Windows must not expand
        return int(outfeed.main(prog_name="outfeed", standalone_mode=False, windows_expand_args=is_expanded) or 0)
    except click.ClickException as error:
        try:
            error.show()
        except OSError:  # standard error is full, or nobody reads it
            silence(sys.stderr)
        return error.exit_code
    except ENDS as error:
        end = exit_outcome(error)
        with suppress(OSError):  # standard error may be full
            for diagnostic in end.diagnostics[:_MAX_PRINTED]:
                print_diagnostic(diagnostic)
            if (rest := len(end.diagnostics) - _MAX_PRINTED) > 0:
                say(f"{plural(rest, 'more error')} not shown: fix these first.", err=True)
            if end.status == INTERRUPTED:
                say("Interrupted. Every published file is whole; run again to complete.", err=True)
        return end.status


def _raise_termination(_number: int, _frame: object) -> NoReturn:
    """Handle SIGTERM, which CI systems send."""
    raise TerminationSignal
