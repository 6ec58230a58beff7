"""Compare prepared files with published ones: which are new, changed or obsolete, and the new manifest."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from exporters.publishing import obstacles
from exporters.publishing.contents import (
    UNKNOWN,
    FileDigest,
    PublishedFiles,
    PublishedStamp,
    contents,
    is_there,
    stamp,
)
from exporters.publishing.manifest import EarlierContents, FeedRecord, FileRecord, encode, manifest
from exporters.publishing.names import MANIFEST
from exporters.publishing.obstacles import is_within
from exporters.publishing.publication import FileChange, FileDescription, Publication, PublishedFile, State


class OutDifference(Struct, frozen=True, kw_only=True):
    """The difference between prepared and published files."""

    files: Sequence[FileChange]  # the prepared files in their order, then the obsolete ones
    gone: Sequence[str] = ()  # names to remove; a stopped run may have removed some of them already
    during: bytes | None = None  # the manifest while files are replaced; None: without a manifest
    final: bytes | None = None  # the manifest at the end; None: without a manifest
    is_recorded: bool = True  # whether the published manifest equals `final`
    every: Sequence[PublishedFile] = ()  # the description of each of `files`, and of the manifest
    stamps: Mapping[str, PublishedStamp | None] = field(default_factory=dict)  # of each name at the comparison

    @property
    def changed(self) -> list[str]:
        """Return the names of the files to put in place."""
        return [each.name for each in self.files if each.state in ("new", "changed")]


def compare_files(
    out: Path,
    prepared: Mapping[str, FileDigest],
    written: AbstractSet[str],
    publication: Publication | None,
    published: PublishedFiles,
) -> OutDifference:
    """Compare the `prepared` files with those `published` in `out`; those that are not `written` are published already.

    Raises PublishError if something is in the way, OSError if the disk fails.
    """
    obstacles.check_folders(out, prepared)
    stamps = {
        name: stamp(f"{out}/{name}") for name in (*written, MANIFEST)
    }  # before the comparison, during which files may change
    present = {name: published.find(name) if name in written else each for name, each in prepared.items()}
    files = [FileChange(name, each.size, _find_state(each, present[name])) for name, each in prepared.items()]
    if publication is None:
        return OutDifference(files=files, stamps=stamps)
    earlier_records = {each.path: each for each in publication.before.files} if publication.before else {}
    if not publication.adopt:
        unknown_names = [name for name, each in present.items() if each is not None and each != prepared[name]]
        ours = {name for name in earlier_records if present.get(name) != UNKNOWN}  # a pipe or a device is never ours
        obstacles.check_foreign(out, unknown_names, ours if publication.before else None)
    obsolete = [each for name, each in earlier_records.items() if name not in prepared]
    stamps |= {each.path: stamp(f"{out}/{each.path}") for each in obsolete}
    staying = [] if publication.removes else obsolete
    spellings = obstacles.NameSpellings(out, prepared)
    leaving_records = [each for each in obsolete if publication.removes and not spellings.have(each.path)]
    leaving_changes = {each.path: _describe_obsolete(out, each, published) for each in leaving_records}
    kept_records = [record for each in staying if (record := _record_unchanged(out, each, published))]
    new_records = [_make_record(name, each, publication.about[name]) for name, each in prepared.items()]
    replacements = [_add_earlier(each, present[each.path], earlier_records.get(each.path)) for each in new_records]
    final = encode(
        manifest(
            [*new_records, *kept_records],
            _list_feeds(publication, {each.feed for each in kept_records}),
            source=publication.source,
        )
    )
    files += filter(None, leaving_changes.values())
    manifest_change = _describe_manifest(contents(final), published.find(MANIFEST))
    records = {each.path: each for each in [*new_records, *leaving_records]}
    all_feeds = _list_feeds(publication, {each.feed for each in obsolete})
    missing = [each.path for each in staying if not is_there(f"{out}/{each.path}")]  # their folders may still exist
    removals = [name for name, each in leaving_changes.items() if each is None or each.state == "removed"]
    return OutDifference(
        files=files,
        gone=[name for name in [*removals, *missing] if is_within(out, name)],
        during=encode(
            manifest(
                [*replacements, *kept_records, *leaving_records], all_feeds, complete=False, source=publication.source
            )
        ),
        final=final,
        is_recorded=manifest_change.state == "unchanged",
        every=[*(_describe_file(each, records[each.name], publication.about) for each in files), manifest_change],
        stamps=stamps,
    )


def _describe_file(file: FileChange, record: FileRecord, about: Mapping[str, FileDescription]) -> PublishedFile:
    description = about.get(file.name)  # None: an obsolete file
    return PublishedFile(
        path=file.name,
        state=file.state,
        size=file.size,
        sha256=record.sha256 if description else None,
        media_type=record.media_type,
        feed=record.feed,
        format=description.format if description else None,
        entries=record.entries,
    )


def _describe_manifest(final: FileDigest, present: FileDigest | None) -> PublishedFile:
    """Return the change of the manifest itself."""
    return PublishedFile(
        path=MANIFEST,
        state=_find_state(final, present),
        size=final.size,
        sha256=final.digest.hex(),
        media_type="application/json",
        feed=None,
        format=None,
        entries=None,
    )


def _find_state(prepared: FileDigest, present: FileDigest | None) -> State:
    if present is None:
        return "new"
    return "unchanged" if present == prepared else "changed"


def _describe_obsolete(out: Path, record: FileRecord, published: PublishedFiles) -> FileChange | None:
    """Return the change of an obsolete file; None if it is missing already."""
    try:
        present = published.find(record.path)
    except IsADirectoryError:
        present = UNKNOWN
    if present is None:
        return None
    is_ours = record.is_ours(present) and obstacles.is_within(out, record.path)
    return FileChange(record.path, present.size, "removed" if is_ours else "left")


def _record_unchanged(out: Path, record: FileRecord, published: PublishedFiles) -> FileRecord | None:
    """Return the record of a file that stays, None if it is missing. A stopped run may have replaced it."""
    if not is_there(f"{out}/{record.path}"):
        return None
    earlier = record.earlier
    if earlier is None:
        return record
    if published.hold(record.path, FileDigest(earlier.size, bytes.fromhex(earlier.sha256))):
        record = replace(record, sha256=earlier.sha256, size=earlier.size, entries=earlier.entries)
    return replace(record, earlier=None)


def _make_record(name: str, contents: FileDigest, about: FileDescription) -> FileRecord:
    return FileRecord(
        path=name,
        sha256=contents.digest.hex(),
        size=contents.size,
        media_type=about.media_type,
        feed=about.feed,
        entries=about.entries,
    )


def _add_earlier(record: FileRecord, present: FileDigest | None, earlier: FileRecord | None) -> FileRecord:
    """Return the record of a file while it is being replaced: its old or its new contents."""
    if present is None or present == UNKNOWN or present.digest.hex() == record.sha256:
        return record
    entries = earlier.entries if earlier and earlier.sha256 == present.digest.hex() else None
    return replace(record, earlier=EarlierContents(sha256=present.digest.hex(), size=present.size, entries=entries))


def _list_feeds(publication: Publication, used_paths: AbstractSet[str | None]) -> list[FeedRecord]:
    """Return the published feeds, and earlier ones that still have files."""
    paths = {each.path for each in publication.feeds}
    earlier_feeds = publication.before.feeds if publication.before else ()
    return [*publication.feeds, *(each for each in earlier_feeds if each.path in used_paths and each.path not in paths)]
