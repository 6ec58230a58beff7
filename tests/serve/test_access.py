"""Who may ask, for what, and what is never shown."""

import json
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from exporters.serve.access import AccessRule, is_loopback
from exporters.serve.source_lines import line_text
from tests.serve.serving import ARTICLE, PreviewClient, serving, site

CIPHER = "c2VjcmV0IGNpcGhlciB0ZXh0"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewClient]:
    with serving(site(tmp_path_factory.mktemp("access"))) as client:
        yield client


class TestHost:
    """A name that another site leads to this machine is not ours (DNS rebinding)."""

    @pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST", "127.0.0.2:1"])
    def test_names_of_this_machine_are_answered(self, client: PreviewClient, host: str) -> None:
        assert client.status("/rss.xml", Host=host) == 200

    @pytest.mark.parametrize(
        "host",
        [
            "example.org",
            "localhost.example.org",
            "127.0.0.1.example.org:8000",
            "192.168.0.1:8000",
            "localhost:x",
            "[",
            "a b",
        ],
    )
    def test_others_are_refused(self, client: PreviewClient, host: str) -> None:
        assert client.status("/rss.xml", Host=host) == 421

    def test_none_or_two_are_refused(self, client: PreviewClient) -> None:
        assert client.raw(b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400")
        assert client.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 400")

    def test_a_shared_server_answers_addresses_but_no_foreign_name(self) -> None:
        rule = AccessRule("0.0.0.0")  # noqa: S104
        message = _headers("192.168.0.7:8000"), _headers("example.org")

        assert [rule.refuse("/", each) is None for each in message] == [True, False]


def _headers(host: str) -> Message:
    message = Message()
    message["Host"] = host
    return message


class TestOrigin:
    """No page of another origin gets an answer."""

    @pytest.mark.parametrize("origin", ["https://example.org", "null", "http://localhost:1", "https://127.0.0.1:8000"])
    def test_another_origin_is_refused(self, client: PreviewClient, origin: str) -> None:
        assert client.status("/_outfeed/state", Host="127.0.0.1:8000", Origin=origin) == 403

    def test_a_frame_has_none_and_gets_what_is_published(self, client: PreviewClient) -> None:
        assert client.status("/rss.xml", Origin="null", Sec_Fetch_Site="cross-site") == 200
        assert client.status("/rss.xml", Origin="https://example.org") == 403

    def test_its_own_origin_is_not(self, client: PreviewClient) -> None:
        assert client.status("/_outfeed/state", Host="127.0.0.1:8000", Origin="http://127.0.0.1:8000") == 200

    @pytest.mark.parametrize("site_of", ["cross-site", "same-site"])
    def test_a_link_on_another_site_leads_to_feeds_but_not_to_the_state(
        self, client: PreviewClient, site_of: str
    ) -> None:
        assert client.status("/_outfeed/state", Sec_Fetch_Site=site_of) == 403
        assert client.status("/rss.xml", Sec_Fetch_Site=site_of) == 200


class TestRequests:
    """Only GET and HEAD, only of what is served."""

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
    def test_nothing_writes(self, client: PreviewClient, method: str) -> None:
        response, _ = client.get("/rss.xml", method)

        assert (response.status, response.getheader("Allow")) == (405, "GET, HEAD")

    @pytest.mark.parametrize(
        "target",
        [
            "/../outfeed.yaml",
            "/..%2foutfeed.yaml",
            "/%2e%2e/articles/1.md",
            "/articles/1.md",
            "/1.md",
            "/outfeed.yaml",
            "//etc/passwd",
            "/etc/passwd",
            "/%00",
            "/rss.xml%00.html",
            "/..%5c1.md",
            "/..\\1.md",
            "/%c0%ae%c0%ae/1.md",
            "/_outfeed/static/../__init__.py",
            "/_outfeed/static/%2e%2e%2f__init__.py",
            "/_outfeed/static//etc/passwd",
            "/_outfeed/raw?file=../articles/1.md",
            "/_outfeed/raw?file=/etc/passwd",
            "http://example.org/rss.xml",
            "rss.xml",
            "*",
        ],
    )
    def test_no_address_leads_to_another_file(self, client: PreviewClient, target: str) -> None:
        assert client.status(target) in (400, 404, 421)

    def test_a_request_with_a_body_is_refused_and_ends_the_connection(self, client: PreviewClient) -> None:
        second = b"GET /rss.xml HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for header in (b"Content-Length: 5", b"Transfer-Encoding: chunked"):
            answer = client.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + header + b"\r\n\r\n0\r\n\r\n" + second)

            assert answer.startswith(b"HTTP/1.1 400")
            assert answer.count(b"HTTP/1.1 ") == 1

    @pytest.mark.parametrize(
        ("request_", "status"),
        [
            (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", (414, 431)),
            (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", (431,)),
            (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 200 + b"\r\n", (431,)),
            (b"GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", (505,)),
            (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", (400,)),
            (b"GET\r\n\r\n", (400,)),
        ],
    )
    def test_what_is_no_request_ends_with_its_status(
        self, client: PreviewClient, request_: bytes, status: tuple[int, ...]
    ) -> None:
        assert int(client.raw(request_).split(b" ", 2)[1]) in status

    def test_every_answer_says_that_its_type_is_meant(self, client: PreviewClient) -> None:
        for target in ("/", "/rss.xml", "/index.html", "/_outfeed/state", "/nothing"):
            response, _ = client.get(target)

            assert response.getheader("X-Content-Type-Options") == "nosniff"
            assert response.getheader("Cross-Origin-Resource-Policy") == "same-origin"
            assert "default-src" in response.getheader("Content-Security-Policy", "")


class TestShared:
    """Other machines may ask: they get what is published, and nothing else."""

    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        source = site(tmp_path)
        draft = ARTICLE.format(title="Hidden words", name=7).replace("---\n\n", "published: false\n---\n\n")
        (source / "draft.md").write_text(draft, encoding="utf-8")
        (source / "broken.md").write_text("---\ntitle: Broken words\n---\n", encoding="utf-8")
        return source

    def test_drafts_rejected_articles_paths_and_source_text_stay_here(self, source: Path) -> None:
        with serving(source, host="0.0.0.0") as client:  # noqa: S104
            row = client.json("feed", path="")["entries"][0]
            answers = [
                client.get(f"/_outfeed/{target}")[1]
                for target in ("state", "feed?path=", f"entry?feed=&key={row['key']}", "raw?file=rss.xml", "plan")
            ]
            state = json.loads(answers[0])

        text = b"\n".join(answers).decode()
        assert state["is_shared"]
        assert state["problems"]
        for hidden in ("Hidden words", "Broken words", "draft.md", "broken.md", "articles", str(source.parent)):
            assert hidden not in text.replace("1 articles", "")

    def test_with_drafts_they_are_shown(self, source: Path) -> None:
        with serving(source, host="0.0.0.0", drafts=True) as client:  # noqa: S104
            state = client.json("state")

        assert [each["path"].rpartition("/")[2] for each in state["rejected"]] == ["broken.md"]

    @pytest.mark.parametrize(
        ("host", "is_alone"),
        [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("mine", False)],  # noqa: S104
    )
    def test_loopback_is_this_machine_alone(self, host: str, is_alone: bool) -> None:
        assert is_loopback(host) is is_alone


class TestSecured:
    """A piece of `secured` is in no answer, wherever an error stands."""

    def test_no_answer_has_it(self, tmp_path: Path) -> None:
        source = site(tmp_path)
        text = ARTICLE.format(title="One", name=1).replace("---\n\n", f"secured:\n  - {CIPHER}\n---\n\n")
        (source / "1.md").write_text(text, encoding="utf-8")
        (source / "2.md").write_text(f"---\ntitle: [\nsecured: {CIPHER}\n---\n", encoding="utf-8")
        with serving(source) as client:
            rows = client.json("feed", path="")["entries"]
            entries = [client.json("entry", feed="", key=each["key"]) for each in rows]
            answers = [client.json("state"), *entries, client.json("raw", file="feed.json"), client.json("plan")]

        assert len(rows) == 2
        assert CIPHER not in json.dumps(answers)

    @pytest.mark.parametrize(
        ("name", "text", "line", "shown"),
        [
            ("a.md", "---\ntitle: x\nsecured: S\n---\n", 2, "title: x"),
            ("a.md", "---\ntitle: x\nsecured: S\n---\n", 3, None),
            ("a.md", "---\nsecured: |\n  S\n  S\ntitle: x\n---\n", 4, None),
            ("a.md", "---\nsecured: |\n  S\n  S\ntitle: x\n---\n", 5, "title: x"),
            ("a.md", '---\n"\\x73ecured": S\n---\n', 2, None),
            ("a.md", "---\nSecured:\n- S\n---\n", 3, None),
            ("a.json", '[{"title": "x",\n "secured": "S"}]', 1, None),
            ("a.csv", "title,secured\nx,S\n", 2, None),
            ("a.csv", "title,topic\nx,S\n", 2, "x,S"),
            ("a.md", "---\ntitle: x\n---\n", 9, None),
        ],
    )
    def test_the_line_of_a_problem_is_shown_unless_it_may_hold_a_piece(
        self, tmp_path: Path, name: str, text: str, line: int, shown: str | None
    ) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")

        assert line_text(tmp_path / name, line) == shown
