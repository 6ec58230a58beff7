"""Compare prepared files with published ones: which are new, changed or obsolete, and the new manifest."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from exporters.publishing import obstacles
from exporters.publishing.contents import UNKNOWN, FileDigest, PublishedStamp, contents, found, holds, is_there, stamp
from exporters.publishing.manifest import EarlierContents, FeedRecord, FileRecord, manifest, written
from exporters.publishing.names import MANIFEST
from exporters.publishing.obstacles import is_within
from exporters.publishing.publication import FileChange, FileDescription, Publication, PublishedFile, State


@dataclass(frozen=True, kw_only=True)
class OutDifference:
    """The difference between prepared and published files."""

    files: Sequence[FileChange]  # those that are prepared, in their order, then those that are no longer wanted
    gone: Sequence[str] = ()  # names to remove; a run that was stopped may have removed some of them already
    during: bytes | None = None  # the manifest while files are replaced; None: none is kept
    final: bytes | None = None  # the manifest when all is done; None: none is kept
    is_told: bool = True  # whether the manifest that is there says what `final` does
    every: Sequence[PublishedFile] = ()  # all that is known of `files`, and of the manifest
    stamps: Mapping[str, PublishedStamp | None] = field(
        default_factory=dict
    )  # what stood at each name when it was compared

    @property
    def changed(self) -> list[str]:
        """Return the names of the files to put in place."""
        return [each.name for each in self.files if each.state in ("new", "changed")]


def compare_files(
    out: Path, prepared: Mapping[str, FileDigest], held: AbstractSet[str], publication: Publication | None
) -> OutDifference:
    """Compare the `prepared` files with `out`; `held` are those already published unchanged.

    Raises PublishError where something stands in the way, OSError where the disk fails.
    """
    obstacles.check_folders(out, prepared)
    stamps = {name: stamp(out / name) for name in (*prepared, MANIFEST) if name not in held}  # first: they may change
    there = {name: each if name in held else found(out / name) for name, each in prepared.items()}
    files = [FileChange(name, each.size, _state(each, there[name])) for name, each in prepared.items()]
    if publication is None:
        return OutDifference(files=files, stamps=stamps)
    before = {each.path: each for each in publication.before.files} if publication.before else {}
    if not publication.adopt:
        strange = [name for name, each in there.items() if each is not None and each != prepared[name]]
        ours = {name for name in before if there.get(name) != UNKNOWN}  # no pipe and no device is ours
        obstacles.check_foreign(out, strange, ours if publication.before else None)
    old = [each for name, each in before.items() if name not in prepared]
    stamps |= {each.path: stamp(out / each.path) for each in old}
    wanted = [] if publication.removes else old
    spellings = obstacles.NameSpellings(out, prepared)
    unwanted = [each for each in old if publication.removes and not spellings.have(each.path)]
    leaving = {each.path: _leaving(out, each) for each in unwanted}
    kept = [record for each in wanted if (record := _as_it_is(out, each))]
    made = [_record(name, each, publication.about[name]) for name, each in prepared.items()]
    replaced = [_with_earlier(each, there[each.path], before.get(each.path)) for each in made]
    final = written(
        manifest([*made, *kept], _feeds(publication, {each.feed for each in kept}), source=publication.source)
    )
    files += filter(None, leaving.values())
    told = _manifest(out, contents(final))
    records = {each.path: each for each in [*made, *unwanted]}
    all_feeds = _feeds(publication, {each.feed for each in old})
    lost = [each.path for each in wanted if not is_there(out / each.path)]  # but perhaps not their folders
    going = [name for name, each in leaving.items() if each is None or each.state == "removed"]
    return OutDifference(
        files=files,
        gone=[name for name in [*going, *lost] if is_within(out, name)],
        during=written(manifest([*replaced, *kept, *unwanted], all_feeds, complete=False, source=publication.source)),
        final=final,
        is_told=told.state == "unchanged",
        every=[*(_published(each, records[each.name], publication.about) for each in files), told],
        stamps=stamps,
    )


def _published(file: FileChange, record: FileRecord, about: Mapping[str, FileDescription]) -> PublishedFile:
    made = about.get(file.name)  # None: it goes
    return PublishedFile(
        path=file.name,
        state=file.state,
        size=file.size,
        sha256=record.sha256 if made else None,
        media_type=record.media_type,
        feed=record.feed,
        format=made.format if made else None,
        entries=record.entries,
    )


def _manifest(out: Path, final: FileDigest) -> PublishedFile:
    """Return the change of the manifest itself."""
    return PublishedFile(
        path=MANIFEST,
        state=_state(final, found(out / MANIFEST)),
        size=final.size,
        sha256=final.digest.hex(),
        media_type="application/json",
        feed=None,
        format=None,
        entries=None,
    )


def _state(prepared: FileDigest, there: FileDigest | None) -> State:
    if there is None:
        return "new"
    return "unchanged" if there == prepared else "changed"


def _leaving(out: Path, record: FileRecord) -> FileChange | None:
    """Return the change of an obsolete file; None if it is gone already."""
    try:
        there = found(out / record.path)
    except IsADirectoryError:
        there = UNKNOWN
    if there is None:
        return None
    is_ours = record.is_ours(there) and obstacles.is_within(out, record.path)
    return FileChange(record.path, there.size, "removed" if is_ours else "left")


def _as_it_is(out: Path, record: FileRecord) -> FileRecord | None:
    """Return the record of a file that stays, None if it is missing; a stopped run may have replaced it or not."""
    if not is_there(out / record.path):
        return None
    earlier = record.earlier
    if earlier is None:
        return record
    if holds(out / record.path, FileDigest(earlier.size, bytes.fromhex(earlier.sha256))):
        record = replace(record, sha256=earlier.sha256, size=earlier.size, entries=earlier.entries)
    return replace(record, earlier=None)


def _record(name: str, contents: FileDigest, about: FileDescription) -> FileRecord:
    return FileRecord(
        path=name,
        sha256=contents.digest.hex(),
        size=contents.size,
        media_type=about.media_type,
        feed=about.feed,
        entries=about.entries,
    )


def _with_earlier(record: FileRecord, there: FileDigest | None, before: FileRecord | None) -> FileRecord:
    """Return the record of a file while it is being replaced: its old or its new contents."""
    if there is None or there == UNKNOWN or there.digest.hex() == record.sha256:
        return record
    known = before.entries if before and before.sha256 == there.digest.hex() else None
    return replace(record, earlier=EarlierContents(sha256=there.digest.hex(), size=there.size, entries=known))


def _feeds(publication: Publication, used: AbstractSet[str | None]) -> list[FeedRecord]:
    """Return the published feeds, and earlier ones that still have files."""
    paths = {each.path for each in publication.feeds}
    old = publication.before.feeds if publication.before else ()
    return [*publication.feeds, *(each for each in old if each.path in used and each.path not in paths)]
