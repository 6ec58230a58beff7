"""A hub, written from the W3C Recommendation: https://www.w3.org/TR/websub/."""

import hmac
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode
from urllib.request import Request, urlopen

from tests.http.serving import Asked, answer, serving

LEASE = 864_000  # seconds


@dataclass(kw_only=True)
class Hub:
    """A hub that runs. What it does after it answered is done in turn; `settle` waits for that."""

    url: str = ""
    published: list[str] = field(default_factory=list)  # topics that publishers told of, in turn
    subscriptions: dict[tuple[str, str], str] = field(default_factory=dict)  # secrets, by topic and callback
    works: "SimpleQueue[Callable[[], None] | None]" = field(default_factory=SimpleQueue)

    def settle(self) -> None:
        """Wait until everything is done that was begun."""
        done = threading.Event()
        self.works.put(done.set)
        assert done.wait(20)

    def answers(self, asked: Asked) -> bytes:
        """A request of a subscriber (§5.1) or a publisher (§6)."""
        if asked.method != "POST" or asked.headers.get("content-type") != "application/x-www-form-urlencoded":
            return answer(b"A form, please.", status="400 Bad Request")
        said = dict(parse_qsl(asked.body.decode()))
        match said.get("hub.mode"):
            case "publish":
                return self._publish(said.get("hub.url", ""))
            case "subscribe" | "unsubscribe" as mode:
                return self._subscribe(mode, said)
        return answer(b"hub.mode is not known.", status="400 Bad Request")

    def _subscribe(self, mode: str, said: dict[str, str]) -> bytes:
        """§5.1.2: 202, then the intent is verified."""
        topic, callback, secret = said.get("hub.topic"), said.get("hub.callback"), said.get("hub.secret", "")
        if not topic or not callback or len(secret.encode()) >= 200:
            return answer(b"hub.topic, hub.callback or hub.secret is wrong.", status="400 Bad Request")
        self.works.put(lambda: self._verify(mode, topic, callback, secret))
        return answer(status="202 Accepted")

    def _verify(self, mode: str, topic: str, callback: str, secret: str) -> None:
        """§5.3: the subscriber has to give the challenge back."""
        challenge = secrets.token_urlsafe()
        query = {"hub.mode": mode, "hub.topic": topic, "hub.challenge": challenge, "hub.lease_seconds": str(LEASE)}
        status, body, _ = _asked(Request(f"{callback}{'&' if '?' in callback else '?'}{urlencode(query)}"))  # noqa: S310
        if not 200 <= status < 300 or body != challenge.encode():
            return
        if mode == "subscribe":
            self.subscriptions[topic, callback] = secret
        else:
            self.subscriptions.pop((topic, callback), None)

    def _publish(self, topic: str) -> bytes:
        """§6 leaves this to publisher and hub: here as existing hubs have it."""
        if not topic:
            return answer(b"hub.url is missing.", status="400 Bad Request")
        self.published.append(topic)
        self.works.put(lambda: self._distribute(topic))
        return answer(status="204 No Content")

    def _distribute(self, topic: str) -> None:
        """§7: the whole content of the topic goes to every subscriber, signed where there is a secret (§7.1)."""
        status, body, media_type = _asked(Request(topic))  # noqa: S310
        assert status == 200
        for (of, callback), secret in list(self.subscriptions.items()):
            if of != topic:
                continue
            request = Request(callback, data=body, method="POST")  # noqa: S310
            request.add_header("Content-Type", media_type)
            request.add_header("Link", f'<{self.url}>; rel="hub", <{topic}>; rel="self"')
            if secret:
                signature = hmac.new(secret.encode(), body, "sha256").hexdigest()
                request.add_header("X-Hub-Signature", f"sha256={signature}")
            status, _, _ = _asked(request)
            if status == 410:
                del self.subscriptions[of, callback]


@contextmanager
def hub() -> Iterator[Hub]:
    """A hub at an address of this machine."""
    made = Hub()
    thread = threading.Thread(target=_work, args=(made.works,))
    thread.start()
    try:
        with serving(made.answers) as server:
            made.url = server.url
            yield made
    finally:
        made.works.put(None)
        thread.join()


def _work(works: "SimpleQueue[Callable[[], None] | None]") -> None:
    while (work := works.get()) is not None:
        work()


def _asked(request: Request) -> tuple[int, bytes, str]:
    """Status, body and media type of an answer."""
    try:
        with urlopen(request, timeout=20) as response:  # noqa: S310
            return response.status, response.read(), response.headers["Content-Type"]
    except HTTPError as error:
        with error:
            return error.code, error.read(), ""
