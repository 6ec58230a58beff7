"""Diagnostics as people read them, a line each."""

from collections.abc import Iterable, Iterator, Sequence

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.formatter import Summary


class Text:
    """What a terminal shows, with every note."""

    parts = 1

    def line(self, diagnostic: Diagnostic) -> tuple[int, str]:
        """`path:line:column: level: field: what was seen; what would be right [slug]`."""
        return 0, str(diagnostic)

    def whole(self, parts: Sequence[Iterable[str]], summary: Summary) -> Iterator[str]:  # noqa: ARG002
        """The lines."""
        return (f"{line}\n" for line in parts[0])


def make(_folder: str) -> Text:
    """The form; paths stay relative to the current folder."""
    return Text()
