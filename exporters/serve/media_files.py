"""Media files of the site, at the addresses that they will have: pictures, audio, video and documents, nothing else."""

import mimetypes
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from exporters.media.folders import MediaFolder, find_places
from exporters.settings.values import Settings
from exporters.sources.article_media import media_folders
from exporters.support.paths import leads_out, lies_in

_KINDS: Final = ("image/", "audio/", "video/")
_DOCUMENTS: Final = frozenset({"application/pdf", "application/epub+zip", "application/zip", "text/vtt"})
_HIDDEN: Final = "."  # a name that begins with it is nobody's business


class MediaFile(NamedTuple):
    """A file, and its media type."""

    path: Path
    media_type: str


def find_media(path: str, settings: Settings) -> MediaFile | None:
    """Return the media file at a path of the site, percent-encoded as it was sent; None if there is none.

    It lies in one of the media folders, is no link that leads out of it, and has the name of a media file.
    """
    if settings.site is None:
        return None
    media_type = mimetypes.guess_type(path)[0] or ""
    if not media_type.startswith(_KINDS) and media_type not in _DOCUMENTS:
        return None
    home = urlsplit(settings.site.url)
    address = f"{home.scheme}://{home.netloc}{path}"
    for place in find_places(address, site_media_folders(settings), settings.site.url):
        file = Path(place.path)
        if any(part.startswith(_HIDDEN) for part in place.name.split("/")):
            continue
        if file.is_file() and not leads_out(file, Path(place.folder.path)) and not lies_in(file, settings.out):
            return MediaFile(file, media_type)
    return None


def site_media_folders(settings: Settings) -> tuple[MediaFolder, ...]:
    """Return the folders that media files lie in: those of the settings, then those of the generator."""
    folders = dict[MediaFolder, None]()
    for source in (None, *settings.sources):
        placed = settings.in_place(source)
        folders.update(dict.fromkeys(media_folders(placed.media_folders, placed.source_site).folders))
    return tuple(folders)
