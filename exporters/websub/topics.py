"""Topics: the documents that people subscribe to, each at its self URL. Spec: WebSub §4."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from exporters.diagnostics.diagnostic import Level
from exporters.errors import PublishError, UsageError, reason
from exporters.publishing import manifest
from exporters.publishing.manifest import Manifest, ManifestError
from exporters.publishing.names import MANIFEST
from exporters.support.files import read_regular
from exporters.support.paths import shown_path


class HubTopic(NamedTuple):
    """A document that people subscribe to."""

    url: str  # where it is published, as it says of itself
    path: str  # below the out folder
    sha256: str  # of its bytes, hexadecimal
    size: int  # bytes


def topics(made: Manifest) -> list[HubTopic]:
    """Return the topics of a manifest."""
    return [HubTopic(url, file.path, file.sha256, file.size) for url, file in manifest.list_subscribed(made)]


def of_folder(out: Path) -> list[HubTopic]:
    """Return the topics in the out folder. Raises PublishError if the publication is incomplete."""
    path = shown_path(out / MANIFEST)
    try:
        made = manifest.read(out)
    except ManifestError as error:
        raise PublishError([each._replace(level=Level.ERROR) for each in error.diagnostics]) from error
    if made is None:
        message, fix = "there is no such file, so nothing is published", "export first, or name the folder with --out"
        raise PublishError.because("nothing-published", message, fix, path=path)
    if not made.complete:
        message, fix = "an export is writing it, or was interrupted", "run `outfeed export` again"
        raise PublishError.because("export-unfinished", message, fix, path=path)
    return topics(made)


def read_digests(file: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each topic by URL, from the manifest of an earlier publication in `file`.

    Raises UsageError where that is none.
    """
    right = "name the manifest.json of an earlier publication; remove --since if there is none"
    try:
        made = manifest.parse(read_regular(file, manifest.MAX_BYTES), file)
    except OSError as error:
        seen = f"can't be read: {reason(error)}"
        raise UsageError.because("since-wrong", seen, right, path=shown_path(file)) from error
    except ManifestError as error:
        raise UsageError.because("since-wrong", error.diagnostics[0].message, right, path=shown_path(file)) from error
    return {topic.url: topic.sha256 for topic in topics(made)}
