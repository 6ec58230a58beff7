"""Pelican, from PyPI: RSS and Atom, the formats it has."""

from collections.abc import Sequence

from benchmarks.others.tool import Tool, run
from benchmarks.subject import Place


class Pelican(Tool):
    """https://getpelican.com."""

    name = "pelican"
    outputs = ("rss.xml", "atom.xml")

    def install(self) -> str:
        """Install it unless it is there; its version comes back."""
        self.python = str(self._pip("pelican[markdown]==4.12.0", "PyYAML>=6.0.1,<7"))
        return run([self.python, "-m", "pelican", "--version"])

    def line(self, place: Place) -> Sequence[str]:
        """The command line."""
        return [self.python, "-m", "pelican", "--settings", "pelicanconf.py", "--output", str(place.out)]
