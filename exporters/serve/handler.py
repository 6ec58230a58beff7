"""PreviewHandler: which address answers what."""

import mimetypes
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import parse_qs, unquote

from exporters.model.article import Article
from exporters.serve import frame_media, frames
from exporters.serve.access import AccessRule
from exporters.serve.builder import PreviewBuilder
from exporters.serve.connection import ReceivedRequest
from exporters.serve.entries import EntryLists
from exporters.serve.event_streams import EventStreams
from exporters.serve.file_response import file_response, is_text
from exporters.serve.frame_media import FrameMedia
from exporters.serve.media_files import MediaFile, entry_media_folders, find_media, find_media_in
from exporters.serve.origins import OriginFinder
from exporters.serve.page.pictures import LocalAddress
from exporters.serve.page.views import EntryView, ReaderSwitches
from exporters.serve.preview import EntryKey, Preview, PreviewFeed
from exporters.serve.raw_documents import RawDocuments
from exporters.serve.response import PAGE_POLICY, Response, bytes_response, error_response, json_response
from exporters.serve.state import describe_state
from exporters.settings.values import Settings
from exporters.sources.items import split_key

_OWN: Final = "/_outfeed/"
_STATIC: Final = "/_outfeed/static/"
_SHARED_STYLE: Final = "page.css"  # of the published pages
_STATIC_SUFFIXES: Final = (".css", ".js", ".svg", ".png")
_MOST_QUERY: Final = 4_096  # characters
_PUBLISHED_PAGE: Final = (  # the pages beside the feeds: their scripts run in an origin of their own
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; "
    "default-src 'self' 'unsafe-inline' data:; connect-src 'none'; form-action 'none'; frame-ancestors 'none'"
)
Query = dict[str, str]


class PreviewHandler:
    """Answers requests from the present preview."""

    def __init__(
        self,
        builder: PreviewBuilder,
        out: Path,
        access: AccessRule,
        plan: Callable[[bool], bytes],
        *,
        is_shared: bool,
    ) -> None:
        """`out`: where the feeds are built. `plan` returns the plan as JSON, and raises PlanError.

        `is_shared`: other machines may ask, and drafts are not for them.
        """
        self._builder = builder
        self._out = out
        self._access = access
        self._plan = plan
        self._is_shared = is_shared
        self._lock = Lock()
        self._state: tuple[tuple[int, bool], dict[str, Any]] | None = None
        self._lists = EntryLists(builder.entries)
        self._origins = OriginFinder()
        self._raw = RawDocuments(out)
        self._media = FrameMedia()
        self.is_building = False
        self.streams = EventStreams(self._tell)
        self._endpoints: dict[str, Callable[[Query], Response]] = {
            "events": lambda _: self.streams.response(),
            "state": self._answer_state,
            "feed": self._answer_feed,
            "entry": self._answer_entry,
            "raw": self._answer_raw,
            "plan": self._answer_plan,
            "frame": self._answer_frame,
        }

    @property
    def _preview(self) -> Preview:
        return self._builder.preview

    def answer(self, request: ReceivedRequest) -> Response:
        """Return the answer to a request."""
        path, _, query = request.target.partition("?")
        refusal = self._access.refuse(path, request.headers)
        if refusal is not None:
            return error_response(refusal.status, refusal.reason)
        if not path.startswith("/") or "\\" in path or not path.isascii():
            return error_response(400, "an address begins with / and is percent-encoded")
        if path == "/":
            return self._answer_page("index.html", PAGE_POLICY)
        if path.startswith(_STATIC):
            return self._answer_static(path.removeprefix(_STATIC), request)
        if path.startswith(frame_media.PREFIX):
            return self._answer_media(self._media.find(path.removeprefix(frame_media.PREFIX)), request)
        if path.startswith(_OWN):
            return self._answer_own(path.removeprefix(_OWN), query)
        return self._answer_file(path, request)

    def finish_build(self) -> None:
        """Forget what no feed has any more, and tell the open pages."""
        self._lists.forget({key for feed in self._preview.feeds for key in feed.keys})
        self.streams.announce()

    def _tell(self) -> dict[str, Any]:
        return {"version": self._preview.version, "building": self.is_building}

    def _answer_own(self, name: str, query: str) -> Response:
        endpoint = self._endpoints.get(name)
        if endpoint is None:
            return error_response(404, "there is no such address")
        if len(query) > _MOST_QUERY:
            return error_response(400, "the query is too long")
        try:
            values = parse_qs(query, keep_blank_values=True, max_num_fields=10, errors="strict")
        except ValueError:
            return error_response(400, "the query can't be read")
        return endpoint({key: value[-1] for key, value in values.items()})

    def _answer_page(self, name: str, policy: str) -> Response:
        data = files("exporters.serve.page").joinpath(name).read_bytes()
        return bytes_response(data, "text/html; charset=utf-8", Content_Security_Policy=policy)

    def _answer_static(self, name: str, request: ReceivedRequest) -> Response:
        if "/" in name or name.startswith(".") or not name.endswith(_STATIC_SUFFIXES):
            return error_response(404, "there is no such file")
        folder = "pages/templates" if name == _SHARED_STYLE else "serve/page"
        with as_file(files("exporters").joinpath(folder, name)) as path:
            return file_response(path, mimetypes.guess_type(name)[0] or "text/plain", request.headers, {})

    def _answer_file(self, path: str, request: ReceivedRequest) -> Response:
        """Answer with a file that an export would publish, else with a media file of the site."""
        try:
            name = unquote(path, errors="strict").removeprefix("/")
        except UnicodeDecodeError:
            return error_response(404, "there is no such file")
        preview = self._preview
        if name.endswith("/"):
            name += "index.html"
        if (file := preview.files.get(name)) is not None:
            headers = {}
            if file.media_type == "text/html":
                headers = {"Content-Security-Policy": _PUBLISHED_PAGE}
            elif file.media_type == "text/css":
                headers = {"Cross-Origin-Resource-Policy": "cross-origin"}  # those pages have an origin of their own
            return file_response(self._out / file.name, file.media_type, request.headers, headers)
        return self._answer_media(find_media(path, preview.settings) if preview.settings else None, request)

    def _answer_media(self, found: MediaFile | None, request: ReceivedRequest) -> Response:
        if found is None:
            return error_response(404, "there is no such file")
        headers = {"Cross-Origin-Resource-Policy": "cross-origin"}  # frames have an origin of their own
        return file_response(found.path, found.media_type, request.headers, headers)

    def _answer_state(self, _query: Query) -> Response:
        preview, is_building = self._preview, self.is_building
        with self._lock:
            key = (preview.version, is_building)
            if self._state is None or self._state[0] != key:
                state = describe_state(preview, is_building=is_building, is_shared=self._is_shared)
                self._state = (key, state)
            return json_response(self._state[1])

    def _answer_feed(self, query: Query) -> Response:
        preview = self._preview
        feed = preview.feed(query.get("path", ""))
        if feed is None or preview.settings is None:
            return error_response(404, "there is no such feed")
        rows = self._lists.rows(feed, preview.settings, is_shared=self._is_shared)
        return json_response({"path": feed.path, "version": preview.version, "entries": rows})

    def _answer_entry(self, query: Query) -> Response:
        preview, feed = self._preview, self._feed(query)
        if feed is None or preview.settings is None or preview.options is None:
            return error_response(404, "there is no such feed")
        details = self._lists.details(feed, query.get("key", ""), preview.settings, is_shared=self._is_shared)
        if details is None:
            return error_response(404, "there is no such entry")
        found = self._lists.find(feed, query.get("key", ""))
        if self._is_shared or found is None:
            return json_response({**details, "outcome": "exported", "reading": "", "origins": []})
        return json_response({**details, **self._origins.find(found[0], preview.settings, preview.options)})

    def _answer_frame(self, query: Query) -> Response:
        preview, feed = self._preview, self._feed(query)
        found = self._lists.find(feed, query.get("key", "")) if feed else None
        settings = preview.settings
        if found is None or settings is None:
            return error_response(404, "there is no such entry")
        view = query.get("view", "full")
        if not frames.is_view(view):
            return error_response(400, "there is no such view")
        switches = ReaderSwitches(
            is_excerpt=query.get("content") == "excerpt",
            by_updated=query.get("date") == "updated",
            cuts_titles=query.get("titles") == "cut",
            shows_remote=query.get("images") == "1",
        )
        entry_view = EntryView(found[1], feed.title if feed else "", switches, self._local_addresses(*found, settings))
        return frames.frame_response(view, entry_view, settings.site.language if settings.site else None)

    def _local_addresses(self, key: EntryKey, article: Article, settings: Settings) -> LocalAddress:
        """Return what finds the files of an article on this machine."""
        path, place = split_key(key.path)
        folders = entry_media_folders(article, None if place else settings.base / path, settings)

        def local_address(address: str) -> str | None:
            file = find_media_in(folders, address, settings)
            return self._media.address(file) if file else None

        return local_address

    def _answer_raw(self, query: Query) -> Response:
        preview = self._preview
        file, settings = preview.files.get(query.get("file", "")), preview.settings
        if file is None or settings is None or not is_text(file.media_type):
            return error_response(404, "there is no such document")
        try:
            first, count = int(query.get("from", "1")), int(query.get("count", "2000"))
        except ValueError:
            return error_response(400, "from and count are numbers")
        return json_response(self._raw.page(file, first, count, settings.lint))

    def _answer_plan(self, query: Query) -> Response:
        if self._is_shared:
            return error_response(403, "the plan is for this machine alone")
        try:
            return bytes_response(self._plan(query.get("refresh") == "1"), "application/json")
        except PlanError as error:
            return error_response(503, str(error))

    def _feed(self, query: Query) -> PreviewFeed | None:
        return self._preview.feed(query.get("feed", ""))


class PlanError(Exception):
    """There is no plan; the message says why."""
