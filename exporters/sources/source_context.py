"""SourceContext: what reads the articles of one source. The reader is loaded where a content is new."""

from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from exporters.media.folders import MediaFolders
from exporters.model.site import Site
from exporters.settings.built_site import BuiltSite
from exporters.settings.source_site import SourceSite

if TYPE_CHECKING:
    from exporters.sources.article_media import ArticleMedia
    from exporters.sources.built_pages import BuiltPages
    from exporters.sources.parse import ArticleReader


class SourceContext:
    """One source, with its finished pages, its media files and its reader."""

    def __init__(
        self,
        site: Site,
        zone: tzinfo | None,
        source: SourceSite | None,
        built: BuiltSite | None,
        given_media: MediaFolders | None = None,
        **asked: Any,
    ) -> None:
        """As an ArticleReader is made; bodies come from the finished pages of `built`.

        `given_media` are the folders of files that the settings name; None: no file is measured.
        """
        self._whole_source = source
        self._given_media = given_media
        self.site = msgspec.structs.replace(site, url=source.url) if source and source.url else site
        self._zone = zone
        self._source = None if source is None or source.is_everyday else source
        self._built = built
        self._asked = asked

    def begin(self) -> None:
        """Another article follows."""
        if "media" in self.__dict__ and self.media is not None:
            self.media.begin()

    def within(self, path: str) -> str:
        """The path of a file below the folder of its site, where that shapes what it says."""
        return self._source.within(path) if self._source else ""

    @cached_property
    def pages(self) -> "BuiltPages | None":
        """The finished pages that bodies are taken from."""
        if self._built is None:
            return None
        from exporters.sources.built_pages import BuiltPages

        return BuiltPages(self._built, self.site.url)

    @cached_property
    def media(self) -> "ArticleMedia | None":
        """What measures the files of its articles."""
        if self._given_media is None:
            return None
        from exporters.sources.article_media import ArticleMedia, media_folders

        return ArticleMedia(media_folders(self._given_media, self._whole_source), self.site.url)

    @cached_property
    def reader(self) -> "ArticleReader":
        """The reader of its articles."""
        from exporters.sources.parse import ArticleReader

        return ArticleReader(
            self.site, self._zone, source=self._source, pages=self.pages, media=self.media, **self._asked
        )
