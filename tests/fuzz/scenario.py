"""The commands of a case, one after the other, in a scratch folder, and what must hold after each."""

import json
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest import mock

from exporters.cli import options
from exporters.publishing.names import AREA
from exporters.support.paths import CACHE
from tests.cli.running import ROOT, Ran, outfeed_here
from tests.fuzz import judged, outputs
from tests.fuzz.case import SECURED, SITE, Case, Command, write
from tests.fuzz.failure import Failure

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
STATUSES: Final = (0, 1, 2, 3)
_PROBLEM: Final = re.compile(r"\b(?:error|warning)\b", re.IGNORECASE)

_EACH_FIXED: Final = 4  # documents of which one is fixed too, since that judges it several times
_FOR_PROGRAMS: Final = (
    "--check",
    "--json",
    "--dry-run",
    "--diagnostics",
    "--fix",
)  # documents and diffs have the text as it is

Files = dict[str, bytes]


class Scenario:
    """A case that goes on in a folder."""

    def __init__(self, case: Case, folder: Path) -> None:
        """Nothing ran yet."""
        self._case = case
        self._folder = folder
        self._site = folder / SITE
        self._temporary = folder / "tmp"
        self._exported: tuple[Command, Files, Ran] | None = None  # the last export, where it succeeded

    def run(self, at: Callable[[str], None]) -> Iterator[Failure]:
        """Run everything; `at` is told what goes on."""
        write(self._case, self._folder)
        self._temporary.mkdir()
        for command in self._case.commands:
            at(" ".join(command))
            yield from (each._replace(command=" ".join(command)) for each in self._step(command))

    def _step(self, command: Command) -> Iterator[Failure]:
        before = self._files()
        ran = self._ran(command)
        if isinstance(ran, Failure):
            yield ran
            return
        after = self._files()
        yield from self._of_messages(command, ran)
        yield from self._of_files(command, ran, before, after)
        if command[0] == "export" and "--check" not in command:
            yield from self._of_export(command, ran, after)
        elif command[0] == "lint":
            yield from self._of_documents(before)
        elif ran.status == 0 and {"--json", "--diagnostics=json", "--diagnostics=sarif"} & set(command):
            json.loads(ran.out)
        if self._exported and ran.status != 0 and self._is_same_as_exported(command):
            yield Failure("not-as-exported", _cut(ran.out + ran.err))

    def _ran(self, command: Command) -> Ran | Failure:
        env = {"TMPDIR": str(self._temporary), "TZ": "UTC"}
        with ExitStack() as stack:
            stack.enter_context(mock.patch.object(options, "read_clock", return_value=NOW))
            stack.enter_context(mock.patch("tempfile.tempdir", str(self._temporary)))
            try:
                return outfeed_here(*command, cwd=self._site, env=env)
            except BaseException as error:  # noqa: BLE001 - it is the finding
                return Failure("exception", _shown(error))

    def _of_messages(self, command: Command, ran: Ran) -> Iterator[Failure]:
        said = ran.out + ran.err
        if "there is not enough memory" in said:
            yield Failure("memory", _cut(said))
        if ran.status not in STATUSES:
            yield Failure("status", f"{ran.status}: {_cut(said)}")
        if ran.status != 0 and "--check" not in command and "--exit-code" not in command and not _PROBLEM.search(said):
            yield Failure("silent", f"status {ran.status}: {_cut(said)}")
        for place in (str(self._folder), str(ROOT)):
            if place in said:
                yield Failure("path-told", _cut(said))
        if self._case.is_private and SECURED in said:
            yield Failure("secret-told", _cut(said))
        if not any(flag.startswith(_FOR_PROGRAMS) for flag in command):
            for line in said.split("\n"):
                if not line.isprintable():
                    yield Failure("control-character", repr(line)[:300])
                    return

    def _of_files(self, command: Command, ran: Ran, before: Files, after: Files) -> Iterator[Failure]:
        exports = command[0] == "export" and "--check" not in command and ran.status == 0
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) == after.get(name):
                continue
            if name.startswith("tmp/") or AREA in name.split("/"):
                if name in after:
                    yield Failure("left-behind", name)
            elif not (_is_cache(name) or (exports and _is_out(name)) or "--write" in command):
                yield Failure("file-touched", f"{name}, with status {ran.status}")
        if self._case.is_private:
            yield from (
                Failure("secret-written", name)
                for name, data in after.items()
                if (_is_out(name) or _is_cache(name)) and data != before.get(name) and SECURED.encode() in data
            )

    def _of_documents(self, files: Files) -> Iterator[Failure]:
        for number, (name, data) in enumerate(files.items()):
            found = judged.failures(data, is_fixed=number % _EACH_FIXED == 0)
            yield from (Failure(each.rule, f"{name}: {each.detail}") for each in found)

    def _of_export(self, command: Command, ran: Ran, after: Files) -> Iterator[Failure]:
        out = _out(command)
        made = {name.removeprefix(out): data for name, data in after.items() if name.startswith(out)}
        if ran.status == 0:
            yield from outputs.failures(
                self._folder / out, ran.out + ran.err, reads=self._exported is None and self._case.seed % 4 == 0
            )
        if self._exported:
            _, expected, first = self._exported
            if ran.status != 0:
                yield Failure("fails-again", f"status {ran.status}: {_cut(ran.err)}")
            elif made != expected:
                names = sorted(name for name in made.keys() | expected.keys() if made.get(name) != expected.get(name))
                yield Failure("bytes-differ", ", ".join(names)[:300])
            elif _at_home(ran.err) != _at_home(first.err) and "manifest-broken" not in first.err:
                yield Failure("messages-differ", f"{_cut(first.err)}\n  and\n{_cut(ran.err)}")
        elif ran.status == 0:
            self._exported = (command, made, ran)

    def _is_same_as_exported(self, command: Command) -> bool:
        """Whether the command asks whether anything would change after an export that succeeded."""
        return ("--check" in command or "--exit-code" in command) and "--against" not in command

    def _files(self) -> Files:
        found = {}
        for path in self._folder.rglob("*"):
            if path.is_file():
                found[path.relative_to(self._folder).as_posix()] = path.read_bytes()
        return found


def _out(command: Command) -> str:
    return f"{SITE}/other/" if "other" in command else f"{SITE}/out/"


def _is_out(name: str) -> bool:
    return name.startswith((f"{SITE}/out/", f"{SITE}/other/"))


def _at_home(said: str) -> str:
    """What was said, wherever the feeds went."""
    return said.replace("other/", "out/")


def _is_cache(name: str) -> bool:
    return name.startswith(f"{SITE}/") and CACHE in name.split("/")


def _shown(error: BaseException) -> str:
    """The end of a traceback: where, and what."""
    return "".join(traceback.format_exception(error)[-6:]).strip()


def _cut(said: str) -> str:
    return said.strip()[-1500:]
