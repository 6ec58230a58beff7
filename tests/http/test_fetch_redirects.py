"""Redirects, and what is told to whom on the way. Spec: RFC 9110 §15.4, RFC 7617."""

from base64 import b64encode

import pytest

from exporters.http.request import FetchedDocument, FetchError, fetch
from tests.http.serving import Asked, answer, redirect, serving

LOGIN = f"Basic {b64encode(b'ann:se/cret@').decode()}"


def told_of(location: str) -> FetchError:
    """What is raised where a server sends its reader to `location`."""
    with serving(redirect(location)) as server, pytest.raises(FetchError) as raised:
        fetch(server.url)
    assert raised.value.address == server.url
    return raised.value


class TestRedirects:
    """They are followed, at most ten of them, over http and https."""

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_the_document_comes_from_where_they_lead(self, status: int) -> None:
        def answers(asked: Asked) -> bytes:
            return answer(b"feed") if asked.target == "/b?c=d" else redirect("/b?c=d#e", f"{status} There")

        with serving(answers) as server:
            made = fetch(f"{server.url}a/")

        assert made == FetchedDocument(b"feed", None, f"{server.url}b?c=d")
        assert [each.method for each in server.asked] == ["GET", "GET"]

    @pytest.mark.parametrize(
        ("location", "target"),
        [
            ("c.xml", "/a/c.xml"),
            ("../ü b.xml", "/%C3%BC%20b.xml"),
            ("?x=%2F", "/a/b.xml?x=%2F"),
            (" /d ", "/d"),
        ],
    )
    def test_a_location_may_be_relative_and_need_encoding(self, location: str, target: str) -> None:
        def answers(asked: Asked) -> bytes:
            return redirect(location) if asked.target == "/a/b.xml" else answer()

        with serving(answers) as server:
            made = fetch(f"{server.url}a/b.xml")

        assert made is not None
        assert [each.target for each in server.asked] == ["/a/b.xml", target]

    def test_ten_are_followed(self) -> None:
        def answers(asked: Asked) -> bytes:
            rank = int(asked.target[1:] or 0)
            return redirect(f"/{rank + 1}") if rank < 10 else answer(b"feed")

        with serving(answers) as server:
            made = fetch(server.url)

        assert made == FetchedDocument(b"feed", None, f"{server.url}10")

    def test_more_are_not(self) -> None:
        with serving(redirect("/again")) as server, pytest.raises(FetchError) as raised:
            fetch(server.url)

        assert raised.value.reason == "redirects more than 10 times"
        assert len(server.asked) == 11

    @pytest.mark.parametrize(
        "location",
        [
            "file:///etc/passwd",
            "ftp://example.org/feed",
            "javascript:alert(1)",
            "data:text/xml,<rss/>",
            "http://[::1/",
            "//:80/",
            "http://x:99999/",
        ],
    )
    def test_other_schemes_and_nonsense_are_refused(self, location: str) -> None:
        made = told_of(location)

        assert made.reason == f"redirects to {location}, which is not a valid address of http or https"
        assert made.status == 302

    def test_one_that_does_not_say_where_is_refused(self) -> None:
        with serving(answer(status="301 Moved")) as server, pytest.raises(FetchError) as raised:
            fetch(server.url)

        assert raised.value.reason == "redirects, but does not say where"

    def test_where_it_leads_is_shown_on_one_short_line(self) -> None:
        reason = told_of(f"ftp://ann:secret@example.org/\x1b[2J{'x' * 500}").reason

        assert reason.isprintable()
        assert len(reason) < 200
        assert "secret" not in reason

    def test_a_document_that_is_gone_there_is_gone(self) -> None:
        with serving(lambda asked: answer(status="404 No") if asked.target == "/b" else redirect("/b")) as server:
            assert fetch(server.url) is None


class TestLogin:
    """User name and password of an address go to that origin alone, and stand in no message."""

    @staticmethod
    def with_login(url: str) -> str:
        return url.replace("://", "://ann:se%2Fcret%40@")

    def test_it_is_sent_and_does_not_come_back(self) -> None:
        with serving(answer()) as server:
            made = fetch(self.with_login(server.url))

        assert made == FetchedDocument(b"", None, server.url)
        assert server.asked[0].headers["authorization"] == LOGIN
        assert server.asked[0].headers["host"] == server.url.split("/")[2]

    def test_it_goes_along_within_the_origin(self) -> None:
        with serving(lambda asked: answer() if asked.target == "/b" else redirect("/b")) as server:
            fetch(self.with_login(server.url))

        assert [each.headers.get("authorization") for each in server.asked] == [LOGIN, LOGIN]

    def test_it_does_not_go_elsewhere(self) -> None:
        with serving(answer()) as other, serving(redirect(f"{other.url}x")) as server:
            fetch(self.with_login(server.url))

        assert [each.headers.get("authorization") for each in (*server.asked, *other.asked)] == [LOGIN, None]

    def test_a_redirect_can_bring_none(self) -> None:
        with serving(lambda asked: answer() if asked.target == "/b" else redirect(inner)) as server:
            inner = server.url.replace("://", "://mallory:x@") + "b"
            made = fetch(server.url)

        assert made is not None
        assert made.address == f"{server.url}b"
        assert "authorization" not in server.asked[1].headers

    @pytest.mark.parametrize(
        "told", [answer(status="403 No"), b"", b"?", redirect("ftp://ann:se%2Fcret%40@x/"), redirect("")]
    )
    def test_no_message_shows_it(self, told: bytes) -> None:
        with serving(told) as server, pytest.raises(FetchError) as raised:
            fetch(self.with_login(server.url))

        seen = f"{raised.value!r} {raised.value} {raised.value.address} {raised.value.__cause__!r}"
        assert "cret" not in seen
        assert "ann" not in seen
