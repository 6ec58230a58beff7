"""Read `source.media`: which folders hold the files below which addresses."""

from pathlib import Path
from typing import Any

from exporters.diagnostics.diagnostic import Diagnostic, clip_text, quote_value
from exporters.media.folders import MediaFolder
from exporters.model.url import url_problem
from exporters.settings.section import SettingsSection
from exporters.support.paths import absolute


def read_media(source: SettingsSection, folder: Path, *, is_read: bool) -> tuple[MediaFolder, ...]:
    """Return the folders of `media` in `source`, the longest address first. Add problems.

    Paths are relative to `folder`. `is_read`: the run reads articles, so each folder must exist.
    """
    media = source.subsection("media")
    found = list[MediaFolder]()
    for prefix, path in media.values.items():
        if problem := _check_prefix(prefix):
            media.add(prefix, problem)
        elif isinstance(path, str) and path:
            if is_read and not (folder / path).is_dir():
                fix = "name the folder that the files lie in, relative to this file"
                media.add(prefix, Diagnostic("media-folder-missing", f"no folder {clip_text(path)}", fix))
            normal = prefix if prefix.endswith("/") else f"{prefix}/"
            found.append(MediaFolder(prefix=normal, path=str(absolute(folder / path)), is_given=True))
    return tuple(sorted(found, key=lambda each: (-len(each.prefix), each.prefix)))


def _check_prefix(prefix: Any) -> Diagnostic | None:
    """Return the problem of what is neither a path of the site nor an address."""
    if isinstance(prefix, str) and (prefix.startswith("/") and not prefix.startswith("//")):
        return None
    if isinstance(prefix, str) and "://" in prefix and not url_problem(prefix):
        return None
    fix = "write /audio/, or https://host/audio/"
    return Diagnostic("url-wrong", f"{quote_value(str(prefix))} is neither a path of the site nor an address", fix)
