"""Workspace: the temporary folders of a preview, and its own cache. Those of exports are only read."""

import errno
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from exporters.errors import PublishError
from exporters.publishing import manifest
from exporters.publishing.contents import stamp
from exporters.publishing.names import MANIFEST
from exporters.serve.temporary_folder import open_temporary_folder
from exporters.store import folder
from exporters.store.folder import NAME

OWN_CACHE: Final = ".outfeed-serve"  # beside the cache of exports
_CLOCK_SECONDS: Final = (
    0.02  # in which a file may be written twice and keep its stamp; system clocks tick by 4 to 16 ms
)
_MOST_COPIED: Final = 1 << 30  # bytes of published files that are copied; without them the first build takes longer


class Workspace:
    """The folders of one preview."""

    def __init__(self, root: Path) -> None:
        """Use `workspace` to make one."""
        self.out = root / "out"  # where the feeds are built
        self.entries = root / "entries.sqlite3"
        self.spare_cache = root / "cache"  # where the own cache can't be used
        self.out.mkdir()

    def copy_published(self, out: Path) -> None:
        """Copy the feeds in the out folder, so that the first build has only to renew what changed.

        Files that Outfeed did not write stay where they are. What can't be read is built anew.
        """
        with suppress(OSError, PublishError):
            published = manifest.read(out)
            if published is None or sum(each.size for each in published.files) > _MOST_COPIED:
                return
            for each in published.files:
                if (out / each.path).is_symlink():
                    continue  # it may lead anywhere
                target = self.out / each.path
                target.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):
                    shutil.copyfile(out / each.path, target)
            shutil.copyfile(out / MANIFEST, self.out / MANIFEST)


@contextmanager
def open_workspace() -> Iterator[Workspace]:
    """Make the folders of a preview; remove them at the end. Raises OSError."""
    with open_temporary_folder() as root:
        yield Workspace(root)


def prepare_cache(project: Path | None) -> Path | None:
    """Return the folder of the preview's own cache, filled from that of the project; None without a project's cache.

    `project` is the folder of the cache of exports. Where it can't be read, the own cache begins empty.
    """
    if project is None:
        return None
    own = project.with_name(OWN_CACHE)
    if (own / NAME).exists() or not (project / NAME).is_file():
        return own
    try:
        folder.check_files(project)
        folder.prepare(own)
        _copy_database(project / NAME, own / NAME)
    except OSError:  # such as an export that is at work there
        folder.discard(own / NAME)
    return own


def _copy_database(source: Path, target: Path) -> None:
    """Copy a database that nobody writes. Raises OSError where somebody does.

    There is no lock, since an export that finds one works without its cache. A file that has changed meanwhile has
    another stamp; rows have check sums besides.
    """
    journal = source.with_name(f"{source.name}-journal")
    before = stamp(source)
    time.sleep(_CLOCK_SECONDS)  # a file that was written a moment ago may change within its stamp
    shutil.copyfile(source, target)
    if journal.exists() or stamp(source) != before:
        raise OSError(errno.EBUSY, "an export is at work there", str(source))
