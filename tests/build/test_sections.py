"""A document that is written in sections is the document that is written at once, and is judged as that one."""

import pickle
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.build.section import EntryCache, SectionTask, SectionWriter
from exporters.checks.section import is_about_frame
from exporters.diagnostics.diagnostic import Level
from exporters.errors import OutputError
from exporters.formats import rss
from exporters.formats.atom import AtomExporter
from exporters.formats.rss import RssExporter
from exporters.model.article import Article, Image
from exporters.model.feed import DeletedEntry, Feed
from exporters.model.show import Show
from exporters.store import key, rows
from tests.build.making import OURS, at_once, judged, numbered, sized, wrote
from tests.makers import LINKS, MOMENT, article, feed

SIZES = [(1, 1), (1, 2), (3, 7), (10, 100), (1000, 1000)]


def varied(count: int) -> list[Article]:
    """Articles of many lengths and kinds, some of which the checks warn of in each format."""
    made = []
    for n in range(count):
        fields = {
            "id": f"{n}" if n % 7 == 0 else f"https://example.org/{n}",  # a bare number
            "title": f"Title {n}: <b> & “more” é😀" * (n % 4 + 1),
            "summary": "Lines\nof a\nsummary." if n % 3 == 0 else "=1+1",
            "content_html": {0: None, 1: "<p>One</p>\n<p>Two</p>", 2: f'<p style="x:y">a <foo>b</foo> {"c " * n}</p>'}[
                n % 3
            ],
            "images": (Image(url=f"https://example.org/{n}.png", width=n, height=2),) if n % 5 == 1 else (),
            "topics": ("One", "Two|Three") if n % 4 == 2 else (),
        }
        url = f"https://example.org/{n}"
        made.append(article(url=url, published=MOMENT - timedelta(hours=n), **fields))
    return made


class TestBytes:
    """No byte depends on where a section ends."""

    @pytest.mark.parametrize("sizes", SIZES)
    @pytest.mark.parametrize("jobs", [1, 2])
    def test_they_are_those_of_the_document_at_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, int], jobs: int
    ) -> None:
        articles = varied(31)
        sized(monkeypatch, *sizes)

        files = wrote(tmp_path, articles, jobs=jobs).files

        assert {name: files[name] for name in at_once([])} == at_once(articles)

    @pytest.mark.parametrize("count", [1, 9, 10, 11, 30, 31, 270])
    def test_with_few_entries_and_with_many(self, tmp_path: Path, count: int) -> None:
        articles = varied(count)

        files = wrote(tmp_path, articles).files

        assert {name: files[name] for name in at_once([])} == at_once(articles)

    @pytest.mark.parametrize("names", [["atom"], ["csv", "rss"], ["json"]])
    def test_in_some_of_the_formats(self, tmp_path: Path, names: list[str]) -> None:
        articles = varied(23)

        files = wrote(tmp_path, articles, names=names).files

        assert files.items() >= {name: data for name, data in at_once(articles).items() if name in files}.items()
        assert len(files) == len(names) + ("csv" in names)

    def test_an_empty_feed(self, tmp_path: Path) -> None:
        done = wrote(tmp_path, [])

        assert {name: done.files[name] for name in at_once([])} == at_once([])
        assert done.told == judged(done.files) == []


class TestFindings:
    """What is found is told with the line and the number that it has in the whole document."""

    @pytest.mark.parametrize("sizes", SIZES)
    def test_in_sections_of_any_size(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, int]
    ) -> None:
        sized(monkeypatch, *sizes)

        done = wrote(tmp_path, varied(31))

        assert list(done.told) == judged(done.files)
        assert {each.path for each in done.told} >= {"rss.xml", "atom.xml", "feed.json"}

    @pytest.mark.parametrize("jobs", [1, 3])
    def test_in_a_long_feed(self, tmp_path: Path, jobs: int) -> None:
        done = wrote(tmp_path, varied(300), jobs=jobs)

        assert list(done.told) == judged(done.files)
        assert len([each for each in done.told if each.rule == "guid-bare-number"]) == 300 // 7 + 1

    def test_in_the_frame_once(self, tmp_path: Path) -> None:
        done = wrote(tmp_path, numbered(40), id="HTTPS://Example.org/x")

        assert list(done.told) == judged(done.files)
        assert [(each.rule, each.field) for each in done.told] == [("atom-id-not-normal", "feed/id")]

    def test_in_the_frame_of_an_empty_feed(self, tmp_path: Path) -> None:
        done = wrote(tmp_path, [], id="HTTPS://Example.org/x")

        assert list(done.told) == judged(done.files)
        assert len(done.told) == 1

    def test_again_when_nothing_has_changed(self, tmp_path: Path) -> None:
        articles = varied(31)

        first, again = wrote(tmp_path, articles), wrote(tmp_path, articles)

        assert again.told == first.told
        assert set(again.states.values()) == {"unchanged"}


FRAMES: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "id": {"id": "HTTPS://Example.org/x"},
    "language": {"language": "en-UK"},
    "markup": {"title": "<b>Bold</b> &amp; bright", "description": "&lt;p&gt;"},
    "icon": {"icon": "https://example.org/icon.svg"},
    "picture": {"icon": "https://example.org/icon.png", "ttl": 60, "copyright": "(c) 2024"},
    "style": {"stylesheet": "https://example.org/feed.xsl"},
    "hub": {"hubs": ("https://hub.example/",)},
    "withdrawn": {"deleted": (DeletedEntry(id="7", when=MOMENT),)},
    "archive": {"period": "2024-01", "current": LINKS, "older": LINKS},
    "podcast": {"show": Show()},
    "files": {"has_enclosures": True},
}


class TestFrame:
    """What is found in a frame does not depend on the entries in it, so it is checked without any."""

    @pytest.mark.parametrize("articles", [numbered(1), varied(9)])
    @pytest.mark.parametrize("fields", FRAMES)
    def test_without_entries_and_with_them(self, articles: list[Article], fields: str) -> None:
        packed = [rows.pack(each) for each in articles]
        digests = [key.content_digest(each, "") for each in packed]
        of = feed(updated=MOMENT, **FRAMES[fields])

        whole = SectionWriter()(SectionTask(of, OURS, packed, digests))
        frame = SectionWriter()(SectionTask(of, OURS, packed[:1], digests[:1], is_frame=True))

        assert frame.frames == whole.frames
        assert frame.entries == [[], [], [], []]
        assert frame.findings.findings == {
            kind: [each for each in found if is_about_frame(each)] for kind, found in whole.findings.findings.items()
        }

    def test_no_entry_is_rendered_for_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rss, "item", None)
        packed = [rows.pack(each) for each in numbered(1)]

        made = SectionWriter()(SectionTask(feed(), OURS, packed, [b"1"], is_frame=True))

        assert b"<lastBuildDate>" in made.frames[0].before


class TestSharedIds:
    """Atom makes `<site>#id=7` of the id `7`: another article may have that one already."""

    @pytest.mark.parametrize("sizes", SIZES)
    @pytest.mark.parametrize("between", [0, 40])
    def test_they_are_told_once_wherever_they_stand(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, int], between: int
    ) -> None:
        sized(monkeypatch, *sizes)
        one = article(id="x 7", url="https://example.org/one", published=MOMENT + timedelta(days=1))
        other = article(
            id="https://example.org/#id=x%207", url="https://example.org/other", published=MOMENT - timedelta(days=9)
        )

        first, again = (wrote(tmp_path, [one, *numbered(between), other]) for _ in range(2))

        (told,) = first.told
        assert (told.rule, told.level, told.path) == ("atom-id-repeated", Level.ERROR, "atom.xml")
        assert '"x 7"' in told.message
        assert '"https://example.org/#id=x%207"' in told.message
        assert again.told == first.told

    def test_one_of_them_alone_is_fine(self, tmp_path: Path) -> None:
        alone = article(id="https://example.org/#id=x%207", url="https://example.org/alone")

        assert wrote(tmp_path, [alone, *numbered(3)]).told == []

    def test_without_atom_they_differ(self, tmp_path: Path) -> None:
        one, other = article(id="x 7"), article(id="https://example.org/#id=x%207", url="https://example.org/2")

        assert wrote(tmp_path, [one, other], names=["json", "csv"]).told == []


class TestFailure:
    """An exporter that fails, or a process that dies, is told, and the run ends."""

    def test_one_that_fails_late_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parts = AtomExporter.parts

        def fail(each: Article) -> bytes:
            if each.url.endswith("/33"):
                raise LookupError(each.title)
            return b"<entry/>"

        monkeypatch.setattr(AtomExporter, "parts", lambda self, made: parts(self, made)._replace(entry=fail))

        messages = []
        for jobs in (1, 2, 3):
            with pytest.raises(OutputError) as caught:
                wrote(tmp_path, numbered(300), jobs=jobs)
            messages.append(str(caught.value))

        assert len(set(messages)) == 1
        assert "the format atom failed: LookupError: Number 33 " in messages[0]
        assert list((tmp_path).glob("out/*")) == []

    def test_of_several_that_fail_the_first_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parts = RssExporter.parts

        def fail(each: Article) -> bytes:
            if int(each.url.rpartition("/")[2]) >= 40:
                raise LookupError(each.title)
            return b"<item/>"

        monkeypatch.setattr(RssExporter, "parts", lambda self, made: parts(self, made)._replace(entry=fail))

        for jobs in (1, 2, 5):
            with pytest.raises(OutputError, match="Number 40 "):
                wrote(tmp_path, numbered(300), jobs=jobs)


class TestScribe:
    """What writes sections makes an entry once for all feeds that have it."""

    def task(self, *articles: Article, **fields: Any) -> SectionTask:
        """A section of these articles in a feed with such fields."""
        packed = [rows.pack(each) for each in articles]
        return SectionTask(
            feed(**fields), OURS, packed, [key.content_digest(each, "") for each in packed], is_shared=True
        )

    def test_an_entry_of_two_feeds_is_made_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made, item = list[str](), rss.item

        def counted(each: Article, of: Feed) -> Any:
            made.append(each.url)
            return item(each, of)

        monkeypatch.setattr(rss, "item", counted)
        scribe, articles = SectionWriter(), numbered(6)

        first = scribe(self.task(*articles[:4]))
        second = scribe(self.task(*articles[2:], title="Another", path="other"))

        assert sorted(made) == sorted(each.url for each in articles)
        assert second.entries == SectionWriter()(self.task(*articles[2:], title="Another", path="other")).entries
        assert first.frames != second.frames

    def test_excerpts_are_no_full_entries(self) -> None:
        scribe, one = SectionWriter(), article(content_html="<p>The whole content</p>")

        full, excerpt, again = (scribe(self.task(one, content=each)) for each in ("full", "excerpt", "full"))

        assert b"The whole content" in full.entries[0][0]
        assert b"The whole content" not in b"".join(each[0] for each in excerpt.entries)
        assert again.entries == full.entries

    def test_what_is_found_in_an_entry_is_told_of_every_feed(self) -> None:
        scribe, odd = SectionWriter(), article(id="7", url="https://example.org/odd")
        fine = numbered(3)

        first = scribe(self.task(*fine, odd))
        second = scribe(self.task(fine[0], odd, fine[1], path="other"))

        told = [
            [(each.rule, each.field) for each in made.findings.findings["application/rss+xml"]]
            for made in (first, second)
        ]
        assert told == [[("guid-bare-number", "item[4]/guid")], [("guid-bare-number", "item[2]/guid")]]

    def test_it_passes_to_another_process_with_nothing_made(self) -> None:
        scribe, task = SectionWriter(), self.task(*varied(3), title="Mine")
        made = scribe(task)

        again = pickle.loads(pickle.dumps(scribe))  # noqa: S301

        assert again(task) == made
        assert b"Mine" in made.frames[0].before

    def test_what_is_held_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("exporters.build.section._MOST", 100)
        held = EntryCache()

        for number in range(50):
            held.put(("full", bytes([number]), OURS), (b"x" * 30,))

        assert [number for number in range(50) if held.get(("full", bytes([number]), OURS))] == [47, 48, 49]
