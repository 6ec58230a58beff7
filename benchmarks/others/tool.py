"""What every other program has in common: a folder of its own, with its site and a link to the articles."""

import shutil
import subprocess
import sys
import venv
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from benchmarks.subject import Command, Place, Subject


class NotInstalledError(Exception):
    """The program can't be had here; the message says why."""


class Tool(ABC):
    """One other program."""

    name: str
    outputs: Sequence[str]  # which of the formats it writes

    def __init__(self, work: Path) -> None:
        """Its folder lies below `work`."""
        self.site = work / "others" / self.name
        self.environment = work / "others" / f"{self.name}-environment"

    @abstractmethod
    def install(self) -> str:
        """Install it unless it is there; its version comes back. Raises NotInstalledError."""

    @abstractmethod
    def line(self, place: Place) -> Sequence[str]:
        """The command line."""

    def subject(self) -> Subject:
        """It, to be measured."""
        return Subject(
            name=self.name, home=self.name, command=self._command, prepare=self._prepare, outputs=self.outputs
        )

    def _command(self, place: Place) -> Command:
        return Command(line=self.line(place), cwd=self.site)

    def _prepare(self, place: Place) -> None:
        """No feeds, the site as it stands here, and the articles in it."""
        shutil.rmtree(place.out, ignore_errors=True)
        shutil.copytree(Path(__file__).parent / self.name / "site", self.site, dirs_exist_ok=True)
        articles = self.site / "articles"
        articles.unlink(missing_ok=True)
        articles.symlink_to(place.folder, target_is_directory=True)

    def _pip(self, *requirements: str) -> Path:
        """The Python of an environment of its own that has `requirements`."""
        python = self.environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        if not python.exists():
            venv.create(self.environment, with_pip=True)
        run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements])
        return python


def run(line: Sequence[str], cwd: Path | None = None) -> str:
    """What a command prints. Raises NotInstalledError where it fails."""
    try:
        done = subprocess.run(line, cwd=cwd, check=True, capture_output=True, text=True)  # noqa: S603 -- our own
    except FileNotFoundError as error:
        raise NotInstalledError(f"there is no {line[0]}") from error
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).strip().splitlines()
        raise NotInstalledError(f"{Path(line[0]).name} failed: {said[-1] if said else error.returncode}") from error
    return done.stdout.strip()
