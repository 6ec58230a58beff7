"""A ping: hubs are told of every topic that changed, as soon as the change is published."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from exporters.diagnostics.diagnostic import Diagnostic, Level
from exporters.http.fetch import fetch
from exporters.http.post import post
from exporters.support.paths import shown_path
from exporters.websub.clock import Clock
from exporters.websub.confirm import confirmed
from exporters.websub.due import Due
from exporters.websub.hub import Refusal, tell
from exporters.websub.memory import Memory
from exporters.websub.topics import Topic


class Watch(Protocol):
    """Who is told what happens."""

    def told(self, hub: str, topic: Topic) -> None:
        """The hub took it."""

    def failed(self, diagnostic: Diagnostic) -> None:
        """Something did not succeed."""


def ping(due: Due, memory: Memory, watch: Watch, *, out: Path, wait: float, clock: Clock) -> None:
    """Tell the hubs, and remember each of their answers at once; what fails is told at the end.

    Raises PublishError where it can't be remembered: then nobody else is told.
    """
    late: dict[str, list[Topic]] = {}
    refused: dict[tuple[str, str], list[Topic]] = {}
    lost: dict[str, Refusal] = {}  # hubs that answer nothing any more
    for topic, problem in confirmed(list(due), wait, clock, fetch):
        if problem:
            late.setdefault(problem, []).append(topic)
            continue
        for hub in due[topic]:
            refusal = lost.get(hub) or tell(hub, topic.url, clock, post)
            if refusal is None:
                memory.note(hub, topic)
                watch.told(hub, topic)
                continue
            if refusal.is_general:
                lost[hub] = refusal
            refused.setdefault((hub, refusal.reason), []).append(topic)
    for each in (*_late(late, out, wait), *_refused(refused)):
        watch.failed(each)


def _late(late: Mapping[str, list[Topic]], out: Path, wait: float) -> list[Diagnostic]:
    right = "publish the out folder, and ping again" if wait else "publish it, or wait for that with --wait 5m"
    return [
        Diagnostic(
            slug="feed-unpublished",
            level=Level.ERROR,
            seen=f"{_listed(topics)} {problem}, so no hub was told",
            right=right,
            path=shown_path(out / topics[0].path),
        )
        for problem, topics in late.items()
    ]


def _refused(refused: Mapping[tuple[str, str], list[Topic]]) -> list[Diagnostic]:
    return [
        Diagnostic(
            slug="hub-failed",
            level=Level.ERROR,
            seen=f"{hub} was not told of {_listed(topics)}: it {reason}",
            right="the next ping tells it; if it never works, correct `hubs` in the settings",
        )
        for (hub, reason), topics in refused.items()
    ]


def _listed(topics: list[Topic]) -> str:
    """The address of the first, and how many there are beside it: hundreds may share one problem."""
    return topics[0].url if len(topics) == 1 else f"{topics[0].url} (with {len(topics) - 1:,} more)"
