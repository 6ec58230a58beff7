"""Whether what is published is what the out folder holds: hubs fetch a topic as soon as they are told of it."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat
from typing import Final, NamedTuple

from exporters.http.fetch import Fetched, FetchError, UnreachableError
from exporters.model.url import host_of
from exporters.websub.clock import Clock
from exporters.websub.topics import Topic

Fetch = Callable[..., Fetched | None]

_CONFIRM_PAUSES: Final = (2.0, 4.0, 8.0, 16.0)  # seconds between two rounds, and then
_LONGEST_CONFIRM_PAUSE: Final = 30.0
_MOST: Final = 64 << 20  # bytes


class Confirmed(NamedTuple):
    """What is known of a topic in the end."""

    topic: Topic
    problem: str  # what follows its address in a sentence; "": it is published


def confirmed(topics: Sequence[Topic], wait: float, clock: Clock, fetch: Fetch) -> Iterator[Confirmed]:
    """Each topic once: as soon as its bytes are published, else when `wait` seconds are over.

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
                yield Confirmed(topic, "")
        left = over - clock.now()
        if left <= 0 or not missing:
            break
        clock.sleep(min(next(pauses), left))
    yield from (Confirmed(topic, problem) for topic, problem in missing.items())


def _problem(topic: Topic, fetch: Fetch, silent: dict[str, str]) -> str:
    """Why the topic is not published, "" where it is; a host that does not answer is added to `silent`."""
    try:
        found = fetch(topic.url, most_bytes=max(_MOST, topic.size))
    except UnreachableError as error:
        silent[host_of(topic.url)] = error.reason
        return error.reason
    except FetchError as error:
        return error.reason
    if found is None:
        return "is not there yet"
    return "" if hashlib.sha256(found.data).hexdigest() == topic.sha256 else "holds something else than this file"
