"""How a hub is told: again where that may help, with patience, and no more than four times."""

from collections.abc import Sequence

import pytest

from exporters.http.request import FetchError, FormResponse, UnreachableError
from exporters.websub.ping import HubRefusal, tell
from tests.websub.waiting import Hands

HUB, TOPIC = "https://hub.example/", "https://example.org/rss.xml"


class Line:
    """What the hub says to one try after another."""

    def __init__(self, *said: FormResponse | FetchError | int) -> None:
        self._said = iter(said)
        self.heard: list[tuple[str, dict[str, str]]] = []

    def post(self, hub: str, fields: dict[str, str]) -> FormResponse:
        self.heard.append((hub, fields))
        said = next(self._said)
        if isinstance(said, FetchError):
            raise said
        return FormResponse(said, None, "") if isinstance(said, int) else said


def told(line: Line, hands: Hands | None = None) -> HubRefusal | None:
    """What came of telling the hub."""
    return tell(HUB, TOPIC, (hands or Hands()).clock, line.post)


class TestTaken:
    """2xx: the hub knows."""

    @pytest.mark.parametrize("status", [200, 202, 204])
    def test_one_request_is_enough(self, status: int) -> None:
        line = Line(status)

        assert told(line) is None
        assert line.heard == [(HUB, {"hub.mode": "publish", "hub.url": TOPIC})]

    @pytest.mark.parametrize("first", [503, 500, 429, FetchError(HUB, "broke"), UnreachableError(HUB, "is away")])
    def test_a_hub_that_recovers_is_told(self, first: FetchError | int) -> None:
        line, hands = Line(first, first, 204), Hands()

        assert told(line, hands) is None
        assert len(line.heard) == 3
        assert hands.slept == [2, 4]


class TestRefused:
    """What is final is not tried again; what is not, four times."""

    @pytest.mark.parametrize(("status", "said"), [(400, "answered 400 Bad Request"), (404, "answered 404 Not Found")])
    def test_other_answers_are_final(self, status: int, said: str) -> None:
        line = Line(status)

        assert told(line) == HubRefusal(said, is_general=False)
        assert len(line.heard) == 1

    def test_a_redirect_that_is_no_address_is_final(self) -> None:
        line = Line(FetchError(HUB, "redirects to ftp://x/", 307))

        assert told(line) == HubRefusal("redirects to ftp://x/", is_general=True)
        assert len(line.heard) == 1

    def test_its_words_are_told(self) -> None:
        assert told(Line(FormResponse(403, None, "Not yours."))) == HubRefusal(
            "answered 403 Forbidden: Not yours.", False
        )

    def test_a_busy_hub_is_told_four_times(self) -> None:
        line, hands = Line(503, 503, 503, 503), Hands()

        assert told(line, hands) == HubRefusal("answered 503 Service Unavailable", is_general=True)
        assert hands.slept == [2, 4, 8]

    def test_so_is_a_silent_one(self) -> None:
        line, hands = Line(*[UnreachableError(HUB, "did not answer within 30 s")] * 4), Hands()

        assert told(line, hands) == HubRefusal("did not answer within 30 s", is_general=True)
        assert hands.slept == [2, 4, 8]


class TestRetryAfter:
    """The hub may ask for more time, up to a minute."""

    @pytest.mark.parametrize(
        ("asked", "slept"),
        [([10.0, 5.0, 0.0], [10, 5, 8]), ([1e9, 61.0, 60.0], [60, 60, 60]), ([None, None, None], [2, 4, 8])],
    )
    def test_it_gets_it(self, asked: Sequence[float | None], slept: list[float]) -> None:
        line, hands = Line(*(FormResponse(429, seconds, "") for seconds in asked), 200), Hands()

        assert told(line, hands) is None
        assert hands.slept == slept
