"""Put prepared files in place, in an order that loses nothing if it stops at any point."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from errno import EEXIST, ENOTEMPTY
from pathlib import Path, PurePosixPath
from typing import Final

from exporters.publishing import obstacles
from exporters.publishing.compare import OutDifference
from exporters.publishing.contents import is_folder
from exporters.publishing.durable import sync_files, sync_folders
from exporters.publishing.failure import failure
from exporters.publishing.names import MANIFEST, folders_of

_DURING: Final = "during.json"  # in the area: the manifest while files are replaced
_FINAL: Final = "final.json"  # in the area: the manifest at the end
_NOT_EMPTY: Final = (EEXIST, ENOTEMPTY)


def publish(
    out: Path, area: Path, prepared: Mapping[str, Path], difference: OutDifference, *, is_durable: bool = True
) -> None:
    """Publish the `prepared` files of `difference`, remove obsolete ones, and write the manifest.

    1. New files and both manifests are written to the disk; `out` does not change yet.
    2. `manifest.json` is replaced by one that has the old and the new contents of each file. So the next run knows that
       the files of a stopped run are ours.
    3. Each file is put in place by one rename; then obsolete files are removed.
    4. `manifest.json` is replaced by the final one.

    Where `is_durable`, each step is on the disk before the next begins, in case of a power cut. A file that another
    program changed since the comparison is neither replaced nor removed: all are checked before step 2, and each again
    before its rename. Raises PublishError.
    """
    has_begun = False
    finish_files, finish_folders = (sync_files, sync_folders) if is_durable else (_leave_to_system, _leave_to_system)
    try:
        manifests = _write_manifests(area, difference)
        finish_files([*(prepared[name] for name in difference.changed), *manifests])
        obstacles.check_folders(out, difference.changed)
        names = [*difference.changed, *difference.gone, *([MANIFEST] if manifests else [])]
        obstacles.check_unchanged(out, names, difference.stamps, begun=False)
        for file in manifests[:-1]:
            file.replace(out / MANIFEST)
            has_begun = True
            finish_folders([out])
        folders = set[str]()
        for name in difference.changed:
            if (folder := name.rpartition("/")[0]) not in folders:
                (out / folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            obstacles.check_unchanged(out, [name], difference.stamps, begun=has_begun)
            prepared[name].replace(out / name)
            has_begun = True
        for name in difference.gone:
            obstacles.check_unchanged(out, [name], difference.stamps, begun=has_begun)
            _remove(out, name)
        finish_folders(_existing_folders(out, [*difference.changed, *difference.gone]))
        for file in manifests[-1:]:
            file.replace(out / MANIFEST)
            has_begun = True
            finish_folders([out])
    except OSError as error:
        raise failure(error, out, begun=has_begun) from error


def _leave_to_system(_paths: Collection[Path]) -> None:
    """Let the system write these to the disk when it likes."""


def _write_manifests(area: Path, difference: OutDifference) -> list[Path]:
    """Write the manifests to put in place and return them: two; one if no file changes; or none."""
    if difference.during is None or difference.final is None:
        return []
    prepared = {_FINAL: difference.final}
    if difference.changed or difference.gone:
        prepared = {_DURING: difference.during, _FINAL: difference.final}
    elif difference.is_recorded:
        return []
    for name, data in prepared.items():
        (area / name).write_bytes(data)
    return [area / name for name in prepared]


def _remove(out: Path, name: str) -> None:
    """Remove a file, and its folders that become empty."""
    with suppress(FileNotFoundError, NotADirectoryError):  # a stopped run removed it, and perhaps its folders
        (out / name).unlink()
    for folder in _parents(name):
        try:
            (out / folder).rmdir()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if error.errno in _NOT_EMPTY:
                return
            raise


def _parents(name: str) -> list[PurePosixPath]:
    """Return the folders above a file, innermost first, without the out folder itself."""
    return list(PurePosixPath(name).parents)[:-1]


def _existing_folders(out: Path, names: Iterable[str]) -> list[Path]:
    """Return the existing folders that hold or held these files, and the out folder."""
    return [out / folder for folder in folders_of(names) if is_folder(f"{out}/{folder}")]
