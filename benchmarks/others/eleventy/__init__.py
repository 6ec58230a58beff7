"""Eleventy, from npm: all four formats."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.others.tool import Tool, run
from benchmarks.subject import FORMATS, Place

ELEVENTY = "node_modules/@11ty/eleventy/cmd.cjs"


class Eleventy(Tool):
    """https://www.11ty.dev."""

    name = "eleventy"
    outputs = FORMATS

    def install(self) -> str:
        """Install it unless it is there; its version comes back."""
        self.site.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(__file__).parent / "site" / "package.json", self.site)
        run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], cwd=self.site)
        return f"{run(['node', ELEVENTY, '--version'], cwd=self.site)} (Node {run(['node', '--version']).lstrip('v')})"

    def line(self, place: Place) -> Sequence[str]:
        """The command line, without the npx that would start it."""
        return ["node", ELEVENTY, "--quiet", f"--output={place.out}"]
