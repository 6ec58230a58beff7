"""Put prepared files in place, in an order that loses nothing wherever it stops."""

from collections.abc import Iterable
from contextlib import suppress
from errno import EEXIST, ENOTEMPTY
from pathlib import Path, PurePosixPath
from typing import Final

from exporters.publishing import obstacles
from exporters.publishing.compare import OutDifference
from exporters.publishing.durable import sync_files, sync_folders
from exporters.publishing.failure import failure
from exporters.publishing.names import MANIFEST

_DURING: Final = "during.json"  # in the area: the manifest while files are replaced
_FINAL: Final = "final.json"  # the same, when all is done
_FILLED: Final = (EEXIST, ENOTEMPTY)


def publish(out: Path, area: Path, prepared: Path, difference: OutDifference) -> None:
    """Publish the `prepared` files of `difference`, remove obsolete ones, and write the manifest.

    1. What is new is written to the disk, both manifests too; until here nothing in `out` is touched.
    2. `manifest.json` is replaced by one that tells of each file what it held and what it will hold. So whatever a
       stopped run leaves is known to be ours.
    3. Each file is put in place by one rename; then those that are no longer wanted are removed.
    4. `manifest.json` is replaced by the one that tells what is there now.

    Where a power cut strikes, each step is on the disk before the next begins. A file that another program changed
    since `difference` was found is neither replaced nor removed: all are looked at before step 2, and each once more
    when it is its turn. Raises PublishError.
    """
    begun = False
    try:
        manifests = _manifests(area, difference)
        sync_files([*(prepared / name for name in difference.changed), *manifests])
        obstacles.check_folders(out, difference.changed)
        wanted = [*difference.changed, *difference.gone, *([MANIFEST] if manifests else [])]
        obstacles.check_unchanged(out, wanted, difference.stamps, begun=False)
        for file in manifests[:-1]:
            file.replace(out / MANIFEST)
            begun = True
            sync_folders([out])
        for name in difference.changed:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            obstacles.check_unchanged(out, [name], difference.stamps, begun=begun)
            (prepared / name).replace(out / name)
            begun = True
        for name in difference.gone:
            obstacles.check_unchanged(out, [name], difference.stamps, begun=begun)
            _remove(out, name)
        sync_folders(_folders(out, [*difference.changed, *difference.gone]))
        for file in manifests[-1:]:
            file.replace(out / MANIFEST)
            begun = True
            sync_folders([out])
    except OSError as error:
        raise failure(error, out, begun=begun) from error


def _manifests(area: Path, difference: OutDifference) -> list[Path]:
    """Prepare the manifests to put in place: two; one if no file changes; or none."""
    if difference.during is None or difference.final is None:
        return []
    prepared = {_FINAL: difference.final}
    if difference.changed or difference.gone:
        prepared = {_DURING: difference.during, _FINAL: difference.final}
    elif difference.is_told:
        return []
    for name, data in prepared.items():
        (area / name).write_bytes(data)
    return [area / name for name in prepared]


def _remove(out: Path, name: str) -> None:
    """Remove a file and its folders that are empty then."""
    with suppress(FileNotFoundError, NotADirectoryError):  # a run that was stopped did it, and perhaps more
        (out / name).unlink()
    for folder in _above(name):
        try:
            (out / folder).rmdir()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if error.errno in _FILLED:
                return
            raise


def _above(name: str) -> list[PurePosixPath]:
    """Return the folders above a file, innermost first, without the out folder itself."""
    return list(PurePosixPath(name).parents)[:-1]


def _folders(out: Path, names: Iterable[str]) -> list[Path]:
    """Return the existing folders that hold or held these files, and the out folder."""
    above = dict.fromkeys(folder for name in names for folder in PurePosixPath(name).parents)
    return [out / folder for folder in above if (out / folder).is_dir()]
