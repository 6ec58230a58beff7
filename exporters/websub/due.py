"""The pings that are due: a hub, and a topic that changed since the last ping."""

from collections.abc import Mapping, Sequence

from exporters.websub.memory import Memory
from exporters.websub.topics import Topic

Due = Mapping[Topic, Sequence[str]]  # the hubs of each topic that has any


def due(topics: Sequence[Topic], hubs: Sequence[str], memory: Memory, since: Mapping[str, str] | None) -> Due:
    """Each topic with the hubs that were not told of its bytes.

    `since` holds the SHA-256 of topics at an earlier publication, by URL: those that did not change since then are not
    due, whatever hubs were told.
    """
    changed = [topic for topic in topics if since is None or since.get(topic.url) != topic.sha256]
    wanted = {topic: [hub for hub in hubs if not memory.has(hub, topic)] for topic in changed}
    return {topic: to for topic, to in wanted.items() if to}
