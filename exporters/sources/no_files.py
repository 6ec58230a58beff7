"""NoFiles: stands for the files of a site where they are on another machine than the work."""

from typing import Final

from exporters.bodies.context import LinkAnswer


class FilesNeededError(Exception):
    """The article has a link to a file, so it has to be read where the files are."""


class NoFiles:
    """Raises FilesNeededError where an article asks for a file."""

    facts: Final = ()

    def begin(self, *, is_draft: bool, opens: int) -> None:
        """Do nothing."""

    def by_path(self, path: str) -> str | None:
        """Raise FilesNeededError."""
        raise FilesNeededError(path)

    def by_name(self, name: str) -> str | None:
        """Raise FilesNeededError."""
        raise FilesNeededError(name)

    def article(self, path: str) -> LinkAnswer:
        """Raise FilesNeededError."""
        raise FilesNeededError(path)

    def picture(self, path: str, page: str) -> LinkAnswer:
        """Raise FilesNeededError."""
        raise FilesNeededError(path, page)
