"""--diagnostics: what a run tells, as documents for programs too."""

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from exporters.cli.ending import ENDS, Ending, ending
from exporters.cli.outlets import Outlets, Wanted
from exporters.diagnostics.forms import NAMES
from exporters.errors import PublishError
from exporters.support.nearest import did_you_mean


def diagnostics_option(*, err: bool = True) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """--diagnostics, for a command that tells them on standard error, or on standard output (`err` is false).

    The command is given `outlets`, and tells them each diagnostic. However it ends, the documents are written then.
    """

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        @wraps(command)
        def run(*args: Any, diagnostics: tuple[Wanted, ...], **flags: Any) -> int:
            outlets = Outlets(diagnostics, err=err)
            try:
                return _documented(partial(command, *args, outlets=outlets, **flags), outlets)
            finally:
                outlets.close()

        stream = "standard error" if err else "standard output"
        said = (
            f"Tell diagnostics as {', '.join(NAMES[:-1])} or {NAMES[-1]}, on {stream} or in FILE; may be given again."
        )
        decorated: Callable[..., int] = click.option(
            "--diagnostics", multiple=True, metavar="NAME[=FILE]", callback=_read, shell_complete=_complete, help=said
        )(run)
        return decorated

    return decorate


def _documented(command: Callable[[], int], outlets: Outlets) -> int:
    """The status of `command`, once the documents are written; what ended it is raised where it has to be printed."""
    error, end = None, Ending(0)
    try:
        outlets.check()
        with outlets.alone():
            end = Ending(command())
    except ENDS as raised:
        error, end = raised, ending(raised)
        for each in end.diagnostics:
            outlets.told(each)
    failed = outlets.finish(end.status)
    if outlets.takes_errors:
        return PublishError.status if failed else end.status
    if failed:
        raise PublishError([*end.diagnostics, *failed]) from error
    if error is not None:
        raise error
    return end.status


def _read(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[Wanted, ...]:
    """The documents that were asked for. Raises click.BadParameter."""
    wanted = [_wanted(each) for each in given]
    places = [each.file for each in wanted]
    for file in places:
        if places.count(file) > 1:
            raise click.BadParameter(f"two documents can't go to {'one stream' if file is None else str(file)}.")
    return tuple(wanted)


def _wanted(given: str) -> Wanted:
    name, separator, file = given.partition("=")
    if name not in NAMES:
        raise click.BadParameter(f"no form is called '{name}'; {did_you_mean(name, NAMES)}")
    if separator and not file:
        raise click.BadParameter(f"the name of the file is empty: {name}=FILE")
    return Wanted(name, Path(file) if separator else None)


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in NAMES if name.startswith(incomplete)]
