"""`outfeed serve`: see what subscribers will see, while you write."""

import signal
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from exporters.cli import options
from exporters.cli.exit_outcome import INTERRUPTED
from exporters.cli.printing import plural, print_diagnostic, say
from exporters.cli.run_request import read_run_options
from exporters.errors import TerminationSignal
from exporters.support.stdin import is_stdin

if TYPE_CHECKING:  # `--help` must not load them
    from exporters.serve.builder import BuildRequest
    from exporters.serve.preview import Preview
    from exporters.serve.session import PreviewSession

_MOST_PRINTED: Final = 20  # problems of a build
_OF_THIS_MACHINE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # by the addresses that stand for all  # noqa: S104
_NO_EVENTS: Final = "Install outfeed[serve] to see changes at once; until then Outfeed looks for them every second."


@click.command("serve", short_help="See what subscribers will see, while you write.")
@options.common
@options.reading
@options.out
@options.formats
@options.selection
@options.against
@options.jobs
@click.option(
    "--host", default="127.0.0.1", show_default=True, callback=options.not_empty, help="Address to listen on."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on; 0: a free one."
)
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option("--poll", "polls", is_flag=True, help="Look for changes every second: for network mounts and Docker.")
def command(*, config: Path | None, drafts: bool, host: str, port: int, opens: bool, polls: bool, **flags: Any) -> int:
    """Show the feeds of SOURCE as readers show them, and again after each change.

    The feeds are at their addresses below http://127.0.0.1:8000/, so that a feed reader can subscribe to them. The page
    there shows the entries, what publishing would mean, and where each value comes from. Nothing is published: the out
    folder stays as it is.

    Only this machine can ask, unless --host says otherwise. Then drafts, other articles that are in no feed, and source
    files stay hidden, unless --drafts is given too.

    \b
    Examples:
      outfeed serve
      outfeed serve articles --open
      outfeed serve --port 0 --poll --against https://example.org/feeds/

    Runs until Ctrl-C, with status 130. Exits with 2 when flags are wrong, SOURCE is missing or the
    port is in use.
    """
    from exporters.serve.builder import BuildRequest
    from exporters.serve.session import ServeRequest, serve
    from exporters.serve.watching import HAS_EVENTS
    from exporters.settings.places import check_sources
    from exporters.support.workers import relax_gc

    relax_gc()

    def read() -> "BuildRequest":
        settings, run_options, _ = read_run_options(config=config, drafts=drafts, cache=None, no_cache=False, **flags)
        return BuildRequest(settings, run_options)

    def tell_start(session: "PreviewSession") -> None:
        own = host.strip("[]")
        name = _OF_THIS_MACHINE.get(own, own)
        address = f"http://{f'[{name}]' if ':' in name else name}:{session.port}/"
        _print_build(session.preview)
        others = " and at the other addresses of this machine" if own in _OF_THIS_MACHINE else ""
        say(f"Serving at {address}{others} until Ctrl-C.")
        if opens:
            webbrowser.open(address)

    if any(is_stdin(each) for each in flags["sources"]):
        message = "- is standard input, which can't change; name a folder or a file."
        raise click.UsageError(message)
    check_sources(flags["sources"])
    for number in (signal.SIGINT, signal.SIGTERM):  # a job in the background begins with SIGINT ignored
        signal.signal(number, _end)
    if not HAS_EVENTS and not polls:
        say(_NO_EVENTS, err=True)
    try:
        serve(ServeRequest(host, port, polls, drafts, config, read), tell_start, _print_build)
    except KeyboardInterrupt:
        return INTERRUPTED
    except TerminationSignal:
        return 128 + signal.SIGTERM
    return 0


def _end(number: int, _frame: object) -> NoReturn:
    """Handle the first SIGINT or SIGTERM; another one would interrupt the removal of temporary files."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt if number == signal.SIGINT else TerminationSignal


def _print_build(preview: "Preview") -> None:
    """Print what a build found."""
    for each in preview.problems[:_MOST_PRINTED]:
        print_diagnostic(each)
    if (rest := len(preview.problems) - _MOST_PRINTED) > 0:
        say(f"{plural(rest, 'more problem')} on the page.", err=True)
    entries = sum(len(each.keys) for each in preview.feeds)
    feeds = f"{plural(len(preview.feeds), 'feed')}, {plural(entries, 'entry', 'entries')}"
    if not preview.is_current:
        feeds = f"The build failed; the page shows the last good one: {feeds}" if preview.feeds else "The build failed"
    say(f"{feeds}, in {preview.seconds:.2f} s.", err=True)
