"""Media files of the site, at the addresses that they will have: pictures, audio, video and documents, nothing else."""

import mimetypes
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from exporters.media.folders import MediaFolder, find_places
from exporters.model.article import Article
from exporters.settings.values import Settings
from exporters.sources.article_media import media_folders
from exporters.sources.dialects import registry
from exporters.sources.dialects.file_rules import FileRules, page_folder
from exporters.support.paths import absolute, leads_out, lies_in

_KINDS: Final = ("image/", "audio/", "video/")
_DOCUMENTS: Final = frozenset({"application/pdf", "application/epub+zip", "application/zip", "text/vtt"})
_HIDDEN: Final = "."  # a name that begins with it is nobody's business


class MediaFile(NamedTuple):
    """A file, and its media type."""

    path: Path
    media_type: str
    folder: Path  # that it was found in

    @property
    def is_inside(self) -> bool:
        """Whether it is there, and no link that leads out of its folder."""
        return self.path.is_file() and not leads_out(self.path, self.folder)


def find_media(path: str, settings: Settings) -> MediaFile | None:
    """Return the media file at a path of the site, percent-encoded as it was sent; None if there is none."""
    if settings.site is None:
        return None
    home = urlsplit(settings.site.url)
    return find_media_in(site_media_folders(settings), f"{home.scheme}://{home.netloc}{path}", settings)


def find_media_in(folders: tuple[MediaFolder, ...], address: str, settings: Settings) -> MediaFile | None:
    """Return the media file that an address leads to; None if there is none.

    It lies in one of the folders, is no link that leads out of it, and has the name of a media file.
    """
    home = settings.site.url if settings.site else ""
    for place in find_places(address, folders, home):
        media_type = mimetypes.guess_type(place.name)[0] or ""
        if not media_type.startswith(_KINDS) and media_type not in _DOCUMENTS:
            continue
        if any(part.startswith(_HIDDEN) for part in place.name.split("/")):
            continue
        file = MediaFile(Path(place.path), media_type, Path(place.folder.path))
        if file.is_inside and not lies_in(file.path, settings.out):
            return file
    return None


def site_media_folders(settings: Settings) -> tuple[MediaFolder, ...]:
    """Return the folders that media files lie in: those of the settings, then those of the generator."""
    folders = dict[MediaFolder, None]()
    for source in (None, *settings.sources):
        placed = settings.in_place(source)
        folders.update(dict.fromkeys(media_folders(placed.media_folders, placed.source_site).folders))
    return tuple(folders)


def entry_media_folders(article: Article, file: Path | None, settings: Settings) -> tuple[MediaFolder, ...]:
    """Return the folders that the pictures of an article lie in: those of the site, then the one of its `file`.

    `file` is absolute; None where the article has no file of its own.
    """
    folders = site_media_folders(settings)
    if file is None:
        return folders
    site = settings.in_place(settings.of_source(file)).source_site
    rules = registry.find(site.dialect).file_rules(site) if site is not None else FileRules()
    page = page_folder(article.url, strips_html=rules.strips_html)
    beside = [(page, file.parent), (urljoin(article.url, "."), file.parent)]
    if rules.has_asset_folders:
        beside.insert(0, (page, file.with_suffix("")))
    if site is not None and site.root and settings.site is not None:
        home, root = f"{settings.site.url.rstrip('/')}/", absolute(Path(site.root))
        beside += [(f"{home}{each.address}/" if each.address else home, root / each.folder) for each in rules.folders]
    own = (MediaFolder(prefix=prefix, path=str(folder)) for prefix, folder in beside)
    return (*folders, *dict.fromkeys(own))
