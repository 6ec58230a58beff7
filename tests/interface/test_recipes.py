"""Every block of code in docs/api.md runs, and the recipes do what the page says."""

import asyncio
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from email.utils import format_datetime
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import pytest

from exporters import render
from exporters.checks.run import findings
from tests.cli.running import environment
from tests.makers import MOMENT, article, feed
from tests.write_docs import ROOT, blocks

PAGE: Final = (ROOT / "docs/api.md").read_text(encoding="utf-8")
CODE: Final = [each for each in blocks(PAGE) if each.kind == "python"]
RECIPES: Final = {each.name: each.text for each in CODE if each.name}
RSS: Final = "/feeds/rss.xml"


def module(name: str) -> ModuleType:
    """A recipe, as a module."""
    made = ModuleType(name.removesuffix(".py"))
    exec(compile(RECIPES[name], name, "exec"), vars(made))  # noqa: S102 - it is ours
    return made


class Answer(NamedTuple):
    """What a server says."""

    status: int
    body: bytes
    headers: dict[str, str]  # by name in small letters


Ask = Callable[[str, dict[str, str]], Answer]


def flask() -> Ask:
    """The Flask application."""
    client = module("flask_feeds.py").app.test_client()

    def ask(path: str, headers: dict[str, str]) -> Answer:
        answer = client.get(path, headers=headers)
        return Answer(answer.status_code, answer.data, {key.lower(): value for key, value in answer.headers.items()})

    return ask


def fastapi() -> Ask:
    """The FastAPI application, called as a server does. Spec: ASGI 3, HTTP."""
    app = module("fastapi_feeds.py").app

    def ask(path: str, headers: dict[str, str]) -> Answer:
        said: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            said.append(message)

        pairs = [(key.lower().encode(), value.encode()) for key, value in headers.items()]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": pairs}
        asyncio.run(app(scope, receive, send))
        named = {key.decode(): value.decode() for key, value in said[0]["headers"]}
        return Answer(said[0]["status"], b"".join(each["body"] for each in said[1:]), named)

    return ask


def django() -> Ask:
    """The Django project."""
    import django as framework
    from django.conf import settings
    from django.test import Client

    urls = module("django_feeds.py")
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["testserver"], ROOT_URLCONF=urls, LOGGING_CONFIG=None, USE_TZ=True)
        framework.setup()
    client = Client()

    def ask(path: str, headers: dict[str, str]) -> Answer:
        answer = client.get(path, headers=headers)
        return Answer(answer.status_code, answer.content, {key.lower(): value for key, value in answer.headers.items()})

    return ask


@pytest.fixture(params=[flask, fastapi, django])
def ask(request: pytest.FixtureRequest) -> Ask:
    """One of the frameworks."""
    made: Ask = request.param()
    return made


class TestPage:
    """What stands between the recipes runs from top to bottom."""

    def test_every_block_without_a_name_runs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        shown = [each.text for each in CODE if not each.name]
        for text in shown:
            exec(compile(text, "docs/api.md", "exec"), {})  # noqa: S102 - it is ours

        assert len(shown) == 5

    def test_every_recipe_is_tested_here(self) -> None:
        assert set(RECIPES) == {
            *("flask_feeds.py", "fastapi_feeds.py", "django_feeds.py"),
            *("posts_feed.py", "outfeed_titles.py"),
        }


class TestViews:
    """Each view answers with a valid feed, and with 304 where the reader has it."""

    @pytest.mark.parametrize(
        ("path", "media_type"),
        [
            (RSS, "application/rss+xml"),
            ("/feeds/atom.xml", "application/atom+xml"),
            ("/feeds/feed.json", "application/feed+json"),
        ],
    )
    def test_a_feed_is_whole_and_says_what_it_is(self, ask: Ask, path: str, media_type: str) -> None:
        answer = ask(path, {})

        assert (answer.status, findings(answer.body, media_type)) == (200, [])
        assert answer.headers["content-type"] == media_type
        assert f"https://example.org{path}".encode() in answer.body

    def test_it_says_how_to_ask_again(self, ask: Ask) -> None:
        answer = ask(RSS, {})

        assert answer.headers["last-modified"] == "Tue, 02 Jan 2024 03:04:05 GMT"
        assert answer.headers["etag"].startswith('"')
        assert answer.headers["cache-control"] == "max-age=300"

    def test_the_same_etag_is_304_without_a_body(self, ask: Ask) -> None:
        etag = ask(RSS, {}).headers["etag"]

        for known in (etag, f'"other", W/{etag}', "*"):
            again = ask(RSS, {"If-None-Match": known})
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)

    def test_another_etag_is_the_feed_whatever_the_date(self, ask: Ask) -> None:
        late = format_datetime(MOMENT.replace(year=2030), usegmt=True)

        assert ask(RSS, {"If-None-Match": '"other"', "If-Modified-Since": late}).status == 200

    @pytest.mark.parametrize(("year", "status"), [(2023, 200), (2024, 304), (2025, 304)])
    def test_a_date_counts_alone(self, ask: Ask, year: int, status: int) -> None:
        moment = MOMENT.replace(year=year)

        assert ask(RSS, {"If-Modified-Since": format_datetime(moment, usegmt=True)}).status == status

    def test_what_is_no_date_is_passed_over(self, ask: Ask) -> None:
        assert ask(RSS, {"If-Modified-Since": "yesterday"}).status == 200

    def test_another_name_is_404(self, ask: Ask) -> None:
        assert ask("/feeds/feed.xml", {}).status == 404


class TestDatabase:
    """The script writes the feed of a database."""

    @pytest.fixture
    def database(self, tmp_path: Path) -> sqlite3.Connection:
        (tmp_path / "posts_feed.py").write_text(RECIPES["posts_feed.py"], encoding="utf-8")
        connection = sqlite3.connect(tmp_path / "posts.db")
        connection.execute("CREATE TABLE posts (slug, title, published, body)")
        return connection

    def run(self, folder: Path, database: sqlite3.Connection, *posts: tuple[str, ...]) -> str:
        """What the script prints to standard error."""
        database.executemany("INSERT INTO posts VALUES (?, ?, ?, ?)", posts)
        database.commit()
        database.close()
        command = [sys.executable, "posts_feed.py", "posts.db", "rss.xml"]
        done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True)
        return done.stderr

    def test_it_is_whole(self, tmp_path: Path, database: sqlite3.Connection) -> None:
        said = self.run(tmp_path, database, ("cat", "Cat", "2024-07-02 03:04:05", "It *purrs*."))
        document = (tmp_path / "rss.xml").read_bytes()

        assert (said, findings(document, "application/rss+xml")) == ("", [])
        assert b"<pubDate>Tue, 02 Jul 2024 01:04:05 +0000</pubDate>" in document
        assert b"&lt;em&gt;purrs&lt;/em&gt;" in document
        assert not (tmp_path / "rss.xml.new").exists()

    def test_a_post_that_is_wrong_is_told_and_left_out(self, tmp_path: Path, database: sqlite3.Connection) -> None:
        said = self.run(tmp_path, database, ("cat", "Cat", "2024-07-02", ""), ("dog", "", "2024-07-02", ""))

        assert "error: title: missing" in said
        assert (tmp_path / "rss.xml").read_bytes().count(b"<item>") == 1


class TestExporter:
    """The exporter writes what the page says, at once or in parts."""

    def test_it_writes_titles(self) -> None:
        exporter = module("outfeed_titles.py").Titles()
        made = feed(article(title="A"), article(title="B", url="https://example.org/2"))
        out = io.BytesIO()
        exporter.write(made, out)

        assert json.loads(out.getvalue()) == ["A", "B"]

    def test_the_package_takes_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from exporters.formats import registry

        exporter: Any = module("outfeed_titles.py").Titles()
        assert registry._find_fault(exporter, "titles") == ""
        monkeypatch.setattr(registry, "find_exporters", lambda _: [exporter])
        given = {"title": "A", "webUrl": "/a", "publishedDateTime": MOMENT}

        assert json.loads(render({"url": "https://example.org/"}, [given], "titles")) == ["A"]
