"""A subscriber, written from the W3C Recommendation: it finds the hub in the feed, subscribes, and receives."""

import hmac
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import Request, urlopen

from lxml import etree

from tests.http.serving import Asked, answer, serving

ATOM = "{http://www.w3.org/2005/Atom}link"
SECRET = "known to us two"  # noqa: S105 - of a subscription within a test


@dataclass(frozen=True, kw_only=True)
class Received:
    """A feed that a hub brought."""

    topic: str  # of its Link header
    hub: str
    media_type: str
    body: bytes


@dataclass(kw_only=True)
class Subscriber:
    """A subscriber that runs."""

    url: str = ""
    wanted: set[str] = field(default_factory=set)  # topics that it wants to be subscribed to
    received: list[Received] = field(default_factory=list)

    def subscribe(self, url: str, mode: str = "subscribe") -> str:
        """Find hub and topic of the feed at `url`, and ask the hub for a subscription (§5.1). The hub comes back."""
        hubs, topic = discover(url)
        self.wanted.add(topic)
        said = {"hub.mode": mode, "hub.topic": topic, "hub.callback": f"{self.url}callback?a=b", "hub.secret": SECRET}
        with urlopen(Request(hubs[0], data=urlencode(said).encode()), timeout=20) as response:  # noqa: S310
            assert response.status == 202
        return hubs[0]

    def answers(self, asked: Asked) -> bytes:
        """A request of a hub."""
        query = dict(parse_qsl(urlsplit(asked.target).query))
        if not asked.target.startswith("/callback?") or query.get("a") != "b":
            return answer(status="404 Not Found")
        return self._confirmed(query) if asked.method == "GET" else self._received(asked)

    def _confirmed(self, query: dict[str, str]) -> bytes:
        """§5.3.1: the challenge goes back where the subscription is wanted, 404 where not."""
        if query["hub.topic"] not in self.wanted or int(query["hub.lease_seconds"]) <= 0:
            return answer(status="404 Not Found")
        return answer(query["hub.challenge"].encode(), "Content-Type: text/plain")

    def _received(self, asked: Asked) -> bytes:
        """§7.1.2: what is not signed by the hub is ignored."""
        method, _, signature = asked.headers.get("x-hub-signature", "").partition("=")
        if not method or not hmac.compare_digest(hmac.new(SECRET.encode(), asked.body, method).hexdigest(), signature):
            return answer(status="202 Accepted")
        links = {rel: url for url, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', asked.headers["link"])}
        made = Received(
            topic=links["self"], hub=links["hub"], media_type=asked.headers["content-type"], body=asked.body
        )
        self.received.append(made)
        return answer(status="204 No Content")


def discover(url: str) -> tuple[list[str], str]:
    """The hubs and the topic of the feed at `url`, as it tells them itself (§4; JSON Feed 1.1, hubs)."""
    with urlopen(url, timeout=20) as response:  # noqa: S310
        assert response.headers["Link"] is None  # it would come first
        body = response.read()
    if body.startswith(b"{"):
        feed = json.loads(body)
        return [each["url"] for each in feed["hubs"] if each["type"] == "WebSub"], feed["feed_url"]
    links = [(each.get("rel"), str(each.get("href"))) for each in etree.fromstring(body).iter(ATOM)]
    [topic] = [href for rel, href in links if rel == "self"]
    return [href for rel, href in links if rel == "hub"], topic


@contextmanager
def subscriber() -> Iterator[Subscriber]:
    """A subscriber at an address of this machine."""
    made = Subscriber()
    with serving(made.answers) as server:
        made.url = server.url
        yield made
