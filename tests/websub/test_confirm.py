"""A hub is told when what is published is what the out folder holds, and not before."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain, repeat

import pytest

from exporters.http.request import FetchedDocument, FetchError, UnreachableError
from exporters.websub.ping import TopicState, confirmed
from exporters.websub.topics import HubTopic
from tests.websub.waiting import Hands

Answer = bytes | FetchError | None


def topic(url: str, data: bytes = b"new") -> HubTopic:
    """A topic that is published when `data` stands at `url`."""
    return HubTopic(url, url.rpartition("/")[2], hashlib.sha256(data).hexdigest(), len(data))


class Web:
    """What stands at an address: one answer after another, the last one for ever."""

    def __init__(self, pages: Mapping[str, list[Answer]]) -> None:
        self._pages: dict[str, Iterator[Answer]] = {
            url: chain(answers[:-1], repeat(answers[-1])) for url, answers in pages.items()
        }
        self.asked: list[str] = []

    def fetch(self, url: str, *, most_bytes: int) -> FetchedDocument | None:
        assert most_bytes >= 64 << 20
        self.asked.append(url)
        answer = next(self._pages[url])
        if isinstance(answer, FetchError):
            raise answer
        return None if answer is None else FetchedDocument(answer, None, url)


A, B, C = "https://example.org/a", "https://example.org/b", "https://other.example/c"


class TestAtOnce:
    """Without waiting, each address is asked once."""

    @pytest.mark.parametrize(
        ("answer", "problem"),
        [
            (b"new", ""),
            (b"old", "has other content than this file"),
            (None, "is not there yet"),
            (FetchError(A, "answered 503 Service Unavailable", 503), "answered 503 Service Unavailable"),
            (UnreachableError(A, "did not answer within 30 s"), "did not answer within 30 s"),
        ],
    )
    def test_its_bytes_decide(self, answer: Answer, problem: str) -> None:
        web, hands = Web({A: [answer]}), Hands()

        assert list(confirmed([topic(A)], 0, hands.clock, web.fetch)) == [(topic(A), problem)]
        assert (web.asked, hands.slept) == ([A], [])

    def test_a_host_that_does_not_answer_is_asked_once(self) -> None:
        web = Web({A: [UnreachableError(A, "can't be reached")], B: [b"new"], C: [b"new"]})

        made = list(confirmed([topic(A), topic(B), topic(C)], 0, Hands().clock, web.fetch))

        assert made == [(topic(C), ""), (topic(A), "can't be reached"), (topic(B), "can't be reached")]
        assert web.asked == [A, C]

    def test_one_that_answers_badly_is_asked_on(self) -> None:
        web = Web({A: [FetchError(A, "sends broken gzip")], B: [b"new"]})

        made = list(confirmed([topic(A), topic(B)], 0, Hands().clock, web.fetch))

        assert made == [(topic(B), ""), (topic(A), "sends broken gzip")]


class TestWaiting:
    """Those that are late are asked again, less and less often, until time is over."""

    def test_it_is_told_as_soon_as_it_is_there(self) -> None:
        web, hands = Web({A: [None, b"old", b"new"], B: [b"new"]}), Hands()
        seen = [(made.topic.url, made.problem, hands.now()) for made in self.of(web, hands, 300)]

        assert seen == [(B, "", 0.0), (A, "", 6.0)]
        assert web.asked == [A, B, A, A]

    def test_pauses_grow_and_end_with_the_wait(self) -> None:
        web, hands = Web({A: [b"old"], B: [b"new"]}), Hands()
        made = list(self.of(web, hands, 100))

        assert made[-1] == (topic(A), "has other content than this file")
        assert hands.slept == [2, 4, 8, 16, 30, 30, 10]
        assert web.asked.count(A) == 8

    def test_the_last_reason_is_told(self) -> None:
        web = Web({A: [UnreachableError(A, "can't be reached"), b"old", None], B: [b"new"]})
        made = list(self.of(web, Hands(), 20))

        assert made == [(topic(B), ""), (topic(A), "is not there yet")]

    @staticmethod
    def of(web: Web, hands: Hands, wait: float) -> Iterator[TopicState]:
        return confirmed([topic(A), topic(B)], wait, hands.clock, web.fetch)
