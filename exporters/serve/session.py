"""A preview from its start to its end: build, serve, watch, build again."""

import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final, NamedTuple

from exporters.errors import OutfeedError
from exporters.planning import against
from exporters.planning.forecast import documents
from exporters.planning.outcome import as_json
from exporters.planning.published_source import PublishedFolder, PublishedSource
from exporters.publishing.contents import stamp
from exporters.publishing.names import MANIFEST
from exporters.serve.access import AccessRule, is_loopback
from exporters.serve.builder import BuildRequest, PreviewBuilder
from exporters.serve.connection import ReceivedRequest
from exporters.serve.event_streams import EventStreams
from exporters.serve.handler import PlanError, PreviewHandler
from exporters.serve.preview import Preview
from exporters.serve.response import Response
from exporters.serve.server import PreviewServer
from exporters.serve.watching import ChangeWatcher, WatchedPlaces
from exporters.serve.workspace import Workspace, open_workspace

_PLAN_SECONDS: Final = 120  # that a plan may take
_WAIT: Final = 0.5 if sys.platform == "win32" else None  # seconds


class ServeRequest(NamedTuple):
    """How to serve."""

    host: str
    port: int  # 0: a free one
    polls: bool  # whether files are looked at again and again
    drafts: bool
    config: Path | None  # the settings file that a flag names
    read: Callable[[], BuildRequest]  # reads the settings; raises OutfeedError


class _PlanTask(NamedTuple):
    refreshes: bool
    answer: "Future[bytes]"


class _End:
    """The task after which a session builds no more."""


class PreviewSession:
    """One preview. The main thread builds, so that Ctrl-C ends a build as it ends an export."""

    def __init__(self, request: ServeRequest, workspace: Workspace) -> None:
        """Listen. Raises UsageError where that is not possible."""
        self._request = request
        self._server = PreviewServer(request.host, request.port, self._answer)
        self._tasks: SimpleQueue[_PlanTask | _End | None] = SimpleQueue()  # None: files have changed
        self._builder = PreviewBuilder(workspace, request.read)
        self._published: PublishedSource | None = None  # what --against names, once it was asked for
        self._plan: tuple[object, bytes] | None = None
        is_shared = not is_loopback(request.host) and not request.drafts
        self._handler = PreviewHandler(
            self._builder, workspace.out, AccessRule(request.host), self._ask_plan, is_shared=is_shared
        )
        self._watcher: ChangeWatcher | None = None

    @property
    def preview(self) -> Preview:
        """The present state."""
        return self._builder.preview

    @property
    def streams(self) -> EventStreams:
        """The open pages."""
        return self._handler.streams

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._server.port

    def start(self) -> None:
        """Build for the first time, then answer."""
        self._build()  # while there is one thread alone, so that worker processes start at once
        self._server.start()

    def run(self, on_build: Callable[[Preview], None]) -> None:
        """Build after each change, until `stop` or a signal ends it; `on_build` gets each new state."""
        while True:
            waiting = [self._wait()]  # one build is enough for all changes so far
            while not self._tasks.empty():
                waiting.append(self._tasks.get())
            if any(isinstance(each, _End) for each in waiting):
                return
            if None in waiting and self._build():
                on_build(self.preview)
            for each in waiting:
                if isinstance(each, _PlanTask):
                    self._make_plan(each)

    def _wait(self) -> _PlanTask | _End | None:
        """Wait for a task. On Windows a signal arrives only between two waits."""
        while True:
            with suppress(Empty):
                return self._tasks.get(timeout=_WAIT)

    def stop(self) -> None:
        """Let `run` end. Any thread may call it."""
        self._tasks.put(_End())

    def close(self) -> None:
        """End: no thread, connection or file stays."""
        self._handler.streams.close()
        self._server.close()
        if self._watcher is not None:
            self._watcher.stop()
        self._builder.close()

    def _answer(self, request: ReceivedRequest) -> Response:
        return self._handler.answer(request)

    def _build(self) -> bool:
        self._handler.is_building = True
        self._handler.streams.announce()
        try:
            return self._builder.build()
        finally:
            self._handler.is_building = False
            self._handler.finish_build()
            self._watch()

    def _watch(self) -> None:
        settings, options = self.preview.settings, self.preview.options
        if self._watcher is None:
            self._watcher = ChangeWatcher(lambda: self._tasks.put(None), polls=self._request.polls)
        self._watcher.watch(
            WatchedPlaces.of(settings, options, self._request.config), settings.out if settings else None
        )

    def _ask_plan(self, refreshes: bool) -> bytes:  # noqa: FBT001
        """Have the main thread make the plan, and wait for it. Raises PlanError."""
        task = _PlanTask(refreshes, Future())
        self._tasks.put(task)
        try:
            return task.answer.result(_PLAN_SECONDS)
        except FutureTimeoutError:
            message = "the published feeds did not answer in time"
            raise PlanError(message) from None

    def _make_plan(self, task: _PlanTask) -> None:
        try:
            task.answer.set_result(self._planned(refreshes=task.refreshes))
        except (OutfeedError, OSError, PlanError) as error:
            task.answer.set_exception(PlanError(str(error)))

    def _planned(self, *, refreshes: bool) -> bytes:
        settings, options = self.preview.settings, self.preview.options
        if settings is None or options is None or not self.preview.is_current:
            message = "nothing to plan before the problems are mended"
            raise PlanError(message)
        if options.against is None:
            published: PublishedSource = PublishedFolder(settings.out)
            state: object = (self.preview.version, stamp(settings.out / MANIFEST))
        else:
            if self._published is None or refreshes:
                self._published = against.resolve(options.against, dict(documents("")))
            published, state = self._published, self.preview.version
        if refreshes or self._plan is None or self._plan[0] != state:
            plan = self._builder.plan(published)
            if plan is None:
                message = "nothing to plan before the problems are mended"
                raise PlanError(message)
            self._plan = (state, as_json(plan))
        return self._plan[1]


def serve(
    request: ServeRequest,
    on_start: Callable[[PreviewSession], None],
    on_build: Callable[[Preview], None],
) -> None:
    """Serve until a signal ends it. `on_start` gets the session once it answers. Raises UsageError where it can't."""
    with open_workspace() as workspace:
        session = PreviewSession(request, workspace)
        try:
            session.start()
            on_start(session)
            session.run(on_build)
        finally:
            session.close()
