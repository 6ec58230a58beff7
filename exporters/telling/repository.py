"""Paths as the repository calls them: GitHub shows a diagnostic at a file only where it finds that file in a change."""

import posixpath


def path_in_repository(path: str, folder: str) -> str:
    """`path`, which is relative to the current folder `folder`, from the root of the repository; "" stays so."""
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""
