"""Whole exports in which the system refuses something: `python -m tests.publishing.faults`.

Every call that an export makes for a file or folder of a site, one by one, fails with each of five errors. After that
every published file must be whole, of the state before or of the new one, and known to the manifest; where the export
says that it is done, all must be new; where nothing was put in place yet, nothing may have changed. And the next export
must repair everything.
"""

import builtins
import errno
import fcntl
import hashlib
import io
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest import mock

from exporters.publishing.names import AREA
from exporters.publishing.stage import FileSink
from tests.cli.running import Ran, contents, outfeed_here
from tests.publishing.making import is_known
from tests.site.making import FIRST, settings, small, written

ERRORS: Final = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EXDEV)
_OS: Final = (
    "open mkdir rmdir unlink remove replace rename link symlink fsync scandir listdir stat lstat fstat utime chmod"
)
CALLS: Final[list[tuple[Any, str]]] = [
    *((os, name) for name in _OS.split()),
    *((Path, name) for name in ("write_bytes", "write_text")),
    *((FileSink, name) for name in ("__init__", "write")),
    *((io, "open"), (builtins, "open"), (fcntl, "flock"), (hashlib, "file_digest")),
]
STATUSES: Final = {"out": {0, 3}, "news": {0, 1, 2, 3}, "outfeed.yaml": {0, 2}, ".outfeed": {0}, ".": {0, 2, 3}}


class Call(NamedTuple):
    """A call of the system, and for which file or folder: its path below that of the site."""

    name: str
    place: str


class Faults:
    """Notes the calls for what lies in a folder, and lets one of them fail."""

    def __init__(self, folder: Path, at: int = -1, number: int = 0) -> None:
        """`at` is which of them; `number` is the error."""
        self.calls = list[Call]()
        self.renamed = False  # whether something was put in place before that
        self._folder = folder.resolve()
        self._at = at
        self._number = number

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """While the block runs."""
        with ExitStack() as patches:
            for owner, name in CALLS:
                patches.enter_context(mock.patch.object(owner, name, self._refusing(owner, name)))
            yield

    def _refusing(self, owner: Any, name: str) -> Callable[..., Any]:
        call = getattr(owner, name)

        def refusing(*args: Any, **options: Any) -> Any:
            place = below(self._folder, args[name == "__init__"]) if args else None
            if place is None:
                return call(*args, **options)
            self.calls.append(Call(f"{owner.__name__}.{name}", place))
            if len(self.calls) - 1 == self._at:
                raise OSError(self._number, os.strerror(self._number))
            self.renamed = self.renamed or (name == "replace" and len(self.calls) - 1 < self._at)
            return call(*args, **options)

        return refusing


def below(folder: Path, given: Any) -> str | None:
    """The path below `folder` of the file that an argument names, or is, or is the number of; None: it is elsewhere."""
    try:
        handle = given.fileno() if isinstance(given, io.IOBase) else given
        path = Path(f"/proc/self/fd/{handle}").readlink() if isinstance(handle, int) else Path(os.fsdecode(given))
    except (OSError, TypeError, ValueError):
        return None
    path = Path.cwd() / path
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


class Prepared(NamedTuple):
    """A site that was published, and has changed since."""

    folder: Path  # nobody exports here: each export works on a copy
    old: dict[str, bytes]  # what is published
    new: dict[str, bytes]  # what should be


def prepared(folder: Path) -> Prepared:
    """A site of which one feed goes, one comes, and the others change; its cache knows what was."""
    site, new = folder / "old", folder / "new"
    _change(site, 0)
    export(site)
    old = contents(site / "out")
    _change(site, 1)
    shutil.copytree(site, new, symlinks=True)
    export(new)
    return Prepared(site, old, contents(new / "out"))


def export(folder: Path) -> None:
    """Export the site in `folder`, which ends well."""
    ran = _ran(folder)
    assert ran.status == 0, ran.err


def calls(site: Prepared, folder: Path) -> list[Call]:
    """What an export calls, in order."""
    shutil.copytree(site.folder, folder)
    faults = Faults(folder)
    with faults():
        export(folder)
    shutil.rmtree(folder)
    return faults.calls


def problems(site: Prepared, folder: Path, at: int, number: int) -> Iterator[str]:
    """What is wrong after an export in a new `folder` in which a call failed."""
    shutil.copytree(site.folder, folder)
    faults = Faults(folder, at, number)
    with faults():
        ran = _ran(folder)
    call = faults.calls[at]
    held = {name: data for name, data in contents(folder / "out").items() if not name.startswith(f"{AREA}/")}
    files = {name: data for name, data in held.items() if name != "manifest.json"}
    if ran.status not in STATUSES.get(call.place.split("/")[0], {0, 2}):
        yield f"status {ran.status}: {ran.err}"
    if ran.status and not any(" error: " in line and line.endswith("]") for line in f" {ran.err}".splitlines()):
        yield f"no clear error: {ran.err}"
    if not is_known(folder / "out"):
        yield "the manifest does not know every file"
    yield from (
        f"{name} is neither old nor new"
        for name in files
        if files[name] not in (site.old.get(name), site.new.get(name))
    )
    yield from (f"{name} is missing" for name in (site.old.keys() & site.new.keys()) - held.keys())
    if ran.status == 0 and held != site.new:
        yield "it says that it is done, and is not"
    if ran.status and not faults.renamed and held != site.old:
        yield "something was put in place before the first rename"
    again = _ran(folder)
    if again.status or contents(folder / "out") != site.new:
        yield f"the next export did not repair it: {again.err}"
    shutil.rmtree(folder)


def run(folder: Path, chosen: Callable[[int, Call], Sequence[int]]) -> tuple[Counter[str], list[str]]:
    """Let every call fail with the errors that are `chosen` for it; how often each did, and what was wrong."""
    site, done, wrong = prepared(folder / "site"), Counter[str](), list[str]()
    for at, call in enumerate(calls(site, folder / "calls")):
        for number in chosen(at, call):
            done[call.name] += 1
            found = problems(site, folder / "faults", at, number)
            wrong += [f"{call.name} {call.place}, {errno.errorcode[number]}: {each}" for each in found]
    return done, wrong


def _change(folder: Path, state: int) -> None:
    (folder / f"news/{1 - state}.md").unlink(missing_ok=True)
    for number, topic in ((state, f"Topic {state}"), (2, "All"), (3, "All")):
        fields = {"topics": [topic], "body": f"<p>{number} of {state if number < 3 else 0}</p>\n"}
        written(folder / ("news/a" if number > 2 else "news"), f"{number}", small(number, FIRST, **fields))
    settings(folder, Path("news"), {"path": ""}, {"path": "{topic}"}, formats=["rss", "json"], pages=False)


def _ran(folder: Path) -> Ran:
    return outfeed_here("export", "--jobs", "1", "--prune", cwd=folder)


def main() -> None:
    """Let every call fail with every error, and tell what was wrong."""
    folder = Path(tempfile.mkdtemp())
    try:
        done, wrong = run(folder, lambda _at, _call: ERRORS)
    finally:
        shutil.rmtree(folder)
    told = ", ".join(f"{count} × {name}" for name, count in done.most_common())
    sys.stdout.write(f"{done.total()} faults: {told}; wrong: {len(wrong)}\n" + "".join(f"{each}\n" for each in wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
