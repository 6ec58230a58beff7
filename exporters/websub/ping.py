"""Tell hubs of every changed topic as soon as the change is published."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.http.failure import answered
from exporters.http.request import FetchedDocument, FetchError, FormResponse, UnreachableError, fetch, post
from exporters.model.url import host_of
from exporters.support.paths import shown_path
from exporters.websub.memory import PingMemory
from exporters.websub.topics import HubTopic


class MonotonicClock(NamedTuple):
    """A monotonic clock, and sleep."""

    now: Callable[[], float]  # seconds
    sleep: Callable[[float], None]  # for so many seconds


SYSTEM_CLOCK: Final = MonotonicClock(time.monotonic, time.sleep)


Due = Mapping[HubTopic, Sequence[str]]  # the hubs of each topic that has any


def due(topics: Sequence[HubTopic], hubs: Sequence[str], memory: PingMemory, since: Mapping[str, str] | None) -> Due:
    """Return each topic with the hubs that were not told of its bytes.

    `since` holds the SHA-256 of topics at an earlier publication, by URL: those that did not change since then are not
    due, whatever hubs were told.
    """
    changed = [topic for topic in topics if since is None or since.get(topic.url) != topic.sha256]
    wanted = {topic: [hub for hub in hubs if not memory.has(hub, topic)] for topic in changed}
    return {topic: to for topic, to in wanted.items() if to}


Post = Callable[[str, dict[str, str]], FormResponse]

_PAUSES: Final = (2.0, 4.0, 8.0)  # seconds between two tries
_LONGEST_PAUSE: Final = 60.0
_TOO_MANY: Final = 429  # Spec: RFC 6585 §4


class HubRefusal(NamedTuple):
    """The hub refused the ping."""

    reason: str  # what follows its address in a sentence
    is_general: bool  # it would not take any other topic either


def tell(hub: str, url: str, clock: MonotonicClock, post: Post) -> HubRefusal | None:
    """Tell `hub` that the topic at `url` changed; return why it refused, or None.

    A hub that does not answer, or is too busy, is told again: four times in all, later and later, and no sooner than it
    asks for within a minute. Any other answer is its last word.
    """
    for pause in (*_PAUSES, None):
        asked = 0.0
        try:
            answer = post(hub, {"hub.mode": "publish", "hub.url": url})
        except FetchError as error:
            refusal = HubRefusal(error.reason, is_general=True)
            if error.status is not None:  # a redirect that leads nowhere
                return refusal
        else:
            if 200 <= answer.status < 300:
                return None
            said = f": {answer.text}" if answer.text else ""
            is_busy = answer.status == _TOO_MANY or answer.status >= 500
            refusal = HubRefusal(answered(answer.status) + said, is_general=is_busy)
            if not is_busy:
                return refusal
            asked = answer.retry_after or 0.0
        if pause is not None:
            clock.sleep(min(_LONGEST_PAUSE, max(pause, asked)))
    return refusal


Fetch = Callable[..., FetchedDocument | None]

_CONFIRM_PAUSES: Final = (2.0, 4.0, 8.0, 16.0)  # seconds between two rounds, and then
_LONGEST_CONFIRM_PAUSE: Final = 30.0
_MOST: Final = 64 << 20  # bytes


class TopicState(NamedTuple):
    """The final state of a topic."""

    topic: HubTopic
    problem: str  # what follows its address in a sentence; "": it is published


def confirmed(topics: Sequence[HubTopic], wait: float, clock: MonotonicClock, fetch: Fetch) -> Iterator[TopicState]:
    """Yield each topic once: when its bytes are published, or else after `wait` seconds.

    Each is asked at least once. A host that does not answer is asked once a round.
    """
    over, pauses = clock.now() + wait, chain(_CONFIRM_PAUSES, repeat(_LONGEST_CONFIRM_PAUSE))
    missing = dict.fromkeys(topics, "")
    while missing:
        silent: dict[str, str] = {}
        for topic in list(missing):
            host = host_of(topic.url)
            missing[topic] = silent.get(host) or _problem(topic, fetch, silent)
            if not missing[topic]:
                del missing[topic]
                yield TopicState(topic, "")
        left = over - clock.now()
        if left <= 0 or not missing:
            break
        clock.sleep(min(next(pauses), left))
    yield from (TopicState(topic, problem) for topic, problem in missing.items())


def _problem(topic: HubTopic, fetch: Fetch, silent: dict[str, str]) -> str:
    """Return why the topic is not published, "" if it is; a host that does not answer is added to `silent`."""
    try:
        found = fetch(topic.url, most_bytes=max(_MOST, topic.size))
    except UnreachableError as error:
        silent[host_of(topic.url)] = error.reason
        return error.reason
    except FetchError as error:
        return error.reason
    if found is None:
        return "is not there yet"
    return "" if hashlib.sha256(found.data).hexdigest() == topic.sha256 else "has other content than this file"


class PingObserver(Protocol):
    """Receives the events of a ping."""

    def report_accepted(self, hub: str, topic: HubTopic) -> None:
        """Called when a hub accepts a topic."""

    def report_failure(self, diagnostic: Diagnostic) -> None:
        """Called for each failure."""


def ping(
    due: Due, memory: PingMemory, observer: PingObserver, *, out: Path, wait: float, clock: MonotonicClock
) -> None:
    """Tell the hubs, and store each answer at once; report failures at the end.

    Raises PublishError if an answer can't be stored; the other hubs are not told then.
    """
    late: dict[str, list[HubTopic]] = {}
    refused: dict[tuple[str, str], list[HubTopic]] = {}
    lost: dict[str, HubRefusal] = {}  # hubs that answer nothing any more
    for topic, problem in confirmed(list(due), wait, clock, fetch):
        if problem:
            late.setdefault(problem, []).append(topic)
            continue
        for hub in due[topic]:
            refusal = lost.get(hub) or tell(hub, topic.url, clock, post)
            if refusal is None:
                memory.note(hub, topic)
                observer.report_accepted(hub, topic)
                continue
            if refusal.is_general:
                lost[hub] = refusal
            refused.setdefault((hub, refusal.reason), []).append(topic)
    for each in (*_late(late, out, wait), *_describe_refusals(refused)):
        observer.report_failure(each)


def _late(late: Mapping[str, list[HubTopic]], out: Path, wait: float) -> list[Diagnostic]:
    fix = "publish the out folder, and ping again" if wait else "publish it, or wait for that with --wait 5m"
    return [
        Diagnostic(
            rule="feed-unpublished",
            message=f"{_list_topics(topics)} {problem}, so no hub was notified",
            fix=fix,
            path=shown_path(out / topics[0].path),
        )
        for problem, topics in late.items()
    ]


def _describe_refusals(refused: Mapping[tuple[str, str], list[HubTopic]]) -> list[Diagnostic]:
    return [
        Diagnostic(
            rule="hub-failed",
            message=f"{hub} was not notified of {_list_topics(topics)}: it {reason}",
            fix="the next ping tries again; if it never works, correct `hubs` in the settings",
        )
        for (hub, reason), topics in refused.items()
    ]


def _list_topics(topics: list[HubTopic]) -> str:
    """Return the first address and the count of the others: hundreds may share one problem."""
    return topics[0].url if len(topics) == 1 else f"{topics[0].url} (with {len(topics) - 1:,} more)"
