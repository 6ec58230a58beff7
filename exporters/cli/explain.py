"""Why an export was refused: the plan, as far as it is dangerous."""

from collections.abc import Iterator
from contextlib import contextmanager

from exporters.cli.say import say


@contextmanager
def explained() -> Iterator[None]:
    """Print the plan of an export that is refused, before it is told what to do."""
    from exporters.plan.refusal import RefusedError

    try:
        yield
    except RefusedError as error:
        from exporters.plan import show

        say("Nothing was published, since subscribers would see this:", err=True)
        for line in show.lines(error.plan):
            if line.startswith("!") or not line.startswith(" "):
                say(line, err=True)
        raise
