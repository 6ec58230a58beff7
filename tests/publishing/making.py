"""Publishing as a run does it: files of a test, with a manifest from one time to the next."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from exporters.publishing import manifest
from exporters.publishing.contents import FileDigest, contents
from exporters.publishing.manifest import FeedRecord, FileRecord, Manifest
from exporters.publishing.names import AREA, MANIFEST
from exporters.publishing.stage import FileChange, FileDescription, Publication, StagingArea, staging

Files = Mapping[str, bytes]


def put(data: bytes) -> Callable[[BinaryIO], None]:
    """What writes `data`."""

    def write(out: BinaryIO) -> None:
        out.write(data)

    return write


def names(folder: Path) -> list[str]:
    """Everything below `folder`, hidden or not."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def held(out: Path) -> dict[str, bytes]:
    """The files that are published in `out`, but for the manifest, with what they hold."""
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name.split("/")[0] not in (MANIFEST, AREA)}


def prepare(stage: StagingArea, files: Files) -> None:
    """Prepare `files`; one that is published already is kept."""
    for name, data in files.items():
        if stage.published(name, contents(data)):
            stage.reuse({name: contents(data)})
        else:
            stage.write(name, put(data))


def of(out: Path, files: Files, **fields: Any) -> Publication:
    """The publication of `files`, each of them of the feed of its folder."""
    about = {name: FileDescription("text/plain", name.rpartition("/")[0], len(data)) for name, data in files.items()}
    feeds = [feed(path) for path in sorted({each.feed or "" for each in about.values()})]
    before = {} if "before" in fields else {"before": manifest.read(out)}
    made: dict[str, Any] = {"about": about, "feeds": feeds, **before, **fields}
    return Publication(**made)


def finish(stage: StagingArea, publication: Publication | None = None) -> list[FileChange]:
    """Publish what is prepared, as an export does; what became of each file comes back."""
    difference = stage.compare(publication)
    stage.publish(difference)
    return list(difference.files)


def publish(out: Path, files: Files, **fields: Any) -> list[FileChange]:
    """Publish `files`; `fields` are those of the publication."""
    with staging(out) as stage:
        prepare(stage, files)
        return finish(stage, of(out, files, **fields))


def states(published: Iterable[FileChange]) -> dict[str, str]:
    """What became of each file."""
    return {each.name: each.state for each in published}


def feed(path: str = "", **fields: Any) -> FeedRecord:
    """A feed; `fields` are those that matter."""
    fallback: dict[str, Any] = {
        "path": path,
        "of": path,
        "values": {},
        "id": f"https://example.org/{path}",
        "title": "Feed",
        "entries": 1,
        "updated": datetime(2021, 8, 24, 7, 30, tzinfo=UTC),
        "self_urls": {"rss": "https://example.org/rss.xml"},
        "periods": (),
    }
    return FeedRecord(**fallback | fields)


def file(path: str = "rss.xml", data: bytes = b"", **fields: Any) -> FileRecord:
    """The record of a file that holds `data`; `fields` are those that matter."""
    fallback: dict[str, Any] = {
        "path": path,
        "sha256": hexed(data),
        "size": len(data),
        "media_type": "application/rss+xml",
        "feed": "",
        "entries": 1,
    }
    return FileRecord(**fallback | fields)


def hexed(data: bytes) -> str:
    """The SHA-256 of `data` as manifests have it."""
    return contents(data).digest.hex()


def told(out: Path) -> Manifest:
    """The manifest of `out`, which there is."""
    found = manifest.read(out)
    assert found is not None
    return found


def is_right(out: Path, files: Files) -> bool:
    """Whether `out` holds these files and the manifest that tells of them, and nothing else."""
    records = {each.path: FileDigest(each.size, bytes.fromhex(each.sha256)) for each in told(out).files}
    return (
        held(out) == files
        and records == {name: contents(data) for name, data in files.items()}
        and told(out).complete
        and all(each.earlier is None for each in told(out).files)
        and set(names(out)) == {MANIFEST, *files, *folders(files)}
    )


def is_known(out: Path) -> bool:
    """Whether the manifest knows every file, and that it holds what it holds."""
    records = {each.path: each for each in told(out).files}
    return all(name in records and records[name].is_ours(contents(data)) for name, data in held(out).items())


def folders(files: Iterable[str]) -> set[str]:
    """The folders that these files need."""
    return {above.as_posix() for name in files for above in Path(name).parents} - {"."}
