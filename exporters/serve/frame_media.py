"""FrameMedia: the media files that frames show, at addresses that nobody can guess.

A frame has an origin of its own, so its requests look like those of any other site. The secret in the address tells
them apart.
"""

import os
import secrets
from collections import OrderedDict
from hashlib import blake2s
from threading import Lock
from typing import Final

from exporters.serve.media_files import MediaFile

PREFIX: Final = "/_outfeed/media/"
_MOST: Final = 5_000  # files that have an address, those that were shown last


class FrameMedia:
    """Gives files their addresses, and finds them again."""

    def __init__(self) -> None:
        """Choose the secret."""
        self._secret = secrets.token_bytes(32)
        self._lock = Lock()
        self._files: OrderedDict[str, MediaFile] = OrderedDict()

    def address(self, file: MediaFile) -> str:
        """Return the address of a file: the same each time."""
        name = blake2s(os.fsencode(file.path), key=self._secret, digest_size=16).hexdigest()
        with self._lock:
            self._files[name] = file
            self._files.move_to_end(name)
            if len(self._files) > _MOST:
                self._files.popitem(last=False)
        return PREFIX + name

    def find(self, name: str) -> MediaFile | None:
        """Return the file whose address ends with `name`; None if there is none, or it is not to be served any more."""
        with self._lock:
            file = self._files.get(name)
        return file if file is not None and file.is_inside else None
