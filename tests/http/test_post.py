"""A form that is sent, and its answer."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from exporters.http.request import FetchError, FormResponse, post
from tests.http.serving import Asked, answer, redirect, serving


class TestForm:
    """application/x-www-form-urlencoded, in UTF-8."""

    def test_it_is_sent(self) -> None:
        with serving(answer(status="204 No Content")) as server:
            made = post(f"{server.url}hub", {"hub.mode": "publish", "hub.url": "https://example.org/ä&b"})

        asked = server.asked[0]
        assert made == FormResponse(204, None, "")
        assert (asked.method, asked.target) == ("POST", "/hub")
        assert asked.body == b"hub.mode=publish&hub.url=https%3A%2F%2Fexample.org%2F%C3%A4%26b"
        assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
        assert asked.headers["user-agent"].startswith("Outfeed/")

    def test_a_name_may_come_twice(self) -> None:
        with serving(answer()) as server:
            post(server.url, [("a", "1"), ("a", "2")])

        assert server.asked[0].body == b"a=1&a=2"

    def test_user_name_and_password_are_sent_apart(self) -> None:
        with serving(answer()) as server:
            post(server.url.replace("://", "://ann:pw@"), {})

        assert server.asked[0].headers["authorization"] == "Basic YW5uOnB3"


class TestAnswer:
    """Every status is one."""

    @pytest.mark.parametrize("status", [200, 202, 204, 301, 302, 303, 304, 400, 404, 429, 500, 503])
    def test_it_comes_back(self, status: int) -> None:
        with serving(redirect("/x", f"{status} Said")) as server:
            assert post(server.url, {}).status == status

        assert len(server.asked) == 1

    @pytest.mark.parametrize("status", ["307 There", "308 There"])
    def test_the_same_form_is_sent_elsewhere_where_it_asks_for_that(self, status: str) -> None:
        def answers(asked: Asked) -> bytes:
            return answer(status="202 Accepted") if asked.target == "/b" else redirect("/b", status)

        with serving(answers) as server:
            made = post(server.url, {"a": "b"})

        assert made.status == 202
        assert [(each.method, each.body) for each in server.asked] == [("POST", b"a=b"), ("POST", b"a=b")]

    @pytest.mark.parametrize(
        ("body", "text"),
        [
            (b"Unknown topic.", "Unknown topic."),
            (b"<html><style>p {}</style><p>Not\n <b>here</b></p>", "Not here"),
            (b"\xff\x1b[2J", "�\\x1b[2J"),
            (b"x" * 1000, "x" * 300),
            (b"x" * 70_000, ""),
            (b"", ""),
        ],
        ids=["plain", "html", "binary", "long", "far too long", "empty"],
    )
    def test_why_it_refused_is_plain_and_short(self, body: bytes, text: str) -> None:
        with serving(answer(body, status="400 Bad Request")) as server:
            assert post(server.url, {}).text == text

    def test_a_text_that_breaks_off_changes_no_answer(self) -> None:
        with serving(answer(b"abc", status="404 No")[:-1]) as server:
            assert post(server.url, {}) == FormResponse(404, None, "")

    def test_the_text_of_a_yes_is_not_waited_for(self) -> None:
        with serving(lambda _: server.drip(b"HTTP/1.1 202 Accepted\r\n\r\n", b"a")) as server:
            assert post(server.url, {}, seconds=20) == FormResponse(202, None, "")


class TestRetryAfter:
    """Seconds, or a moment. Spec: RFC 9110 §10.2.3."""

    @pytest.mark.parametrize(
        ("written", "seconds"),
        [
            ("120", 120.0),
            ("0", 0.0),
            ("Fri, 31 Dec 1999 23:59:59 GMT", 0.0),
            ("-1", None),
            ("soon", None),
            ("", None),
            ("9" * 5000, None),
            ("Fri, 99 Dec 1999 23:59:59 GMT", None),
        ],
    )
    def test_it_is_read(self, written: str, seconds: float | None) -> None:
        with serving(answer(b"", f"Retry-After: {written}", status="503 Later")) as server:
            assert post(server.url, {}).retry_after == seconds

    def test_a_moment_to_come_is_that_far_away(self) -> None:
        moment = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
        with serving(answer(b"", f"Retry-After: {moment}", status="503 Later")) as server:
            made = post(server.url, {}).retry_after

        assert made is not None
        assert 80_000 < made <= 86_400


class TestNoAnswer:
    """It is a failure, as when a document is fetched."""

    def test_a_silent_server(self) -> None:
        with serving(lambda _: server.drip(b"", b"")) as server, pytest.raises(FetchError) as raised:
            post(server.url, {}, seconds=0.2)

        assert str(raised.value) == f"{server.url} did not answer within 0.2 s"

    def test_garbage(self) -> None:
        with serving(b"?") as server, pytest.raises(FetchError, match="does not answer in HTTP"):
            post(server.url, {})
