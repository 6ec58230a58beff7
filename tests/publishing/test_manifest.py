"""The manifest: what it says, what it looks like, and what it may not make anybody do."""

import json
import os
from pathlib import Path
from typing import Any, Final

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Level
from exporters.errors import PublishError
from exporters.publishing import manifest
from exporters.publishing.contents import contents
from exporters.publishing.manifest import EarlierContents, Manifest, ManifestError, encode, list_subscribed, parse, read
from exporters.publishing.names import is_name
from tests.cli.running import ROOT
from tests.profiles import examples
from tests.publishing.making import feed, file, hexed

SCHEMA: Final = json.loads((ROOT / "schemas/manifest.schema.json").read_text(encoding="utf-8"))
OUTSIDE: Final = [
    "../x",
    "a/../../x",
    "a/..",
    "..",
    ".",
    "a/./b",
    "",
    "/etc/passwd",
    "//x",
    "a//b",
    "a/",
    "a\\b",
    "C:\\x",
    "C:x",
    "a\0b",
    "a\nb",
    "a\x7fb",
    "a\u2028b",
    "manifest.json",
    "Manifest.JSON",
    ".outfeed-new",
    ".outfeed-new/files/x",
]


def made(**fields: Any) -> dict[str, Any]:
    """A manifest of one file, as JSON has it; `fields` replace those of the file."""
    whole = json.loads(encode(manifest.manifest([file()], [feed()])))
    whole["files"][0] |= fields
    assert isinstance(whole, dict)
    return whole


def packed(value: Any) -> bytes:
    """JSON."""
    return json.dumps(value).encode()


class TestWritten:
    """The same manifest, the same bytes; a person can read them."""

    def test_files_and_feeds_are_in_order_of_their_paths(self) -> None:
        files, feeds = [file("b"), file("a/c"), file("a")], [feed("b"), feed(""), feed("a")]

        one = encode(manifest.manifest(files, feeds))

        assert one == encode(manifest.manifest(files[::-1], feeds[::-1]))
        assert [each.path for each in parse(one).files] == ["a", "a/c", "b"]
        assert [each.path for each in parse(one).feeds] == ["", "a", "b"]

    def test_mappings_are_in_order_of_their_keys(self) -> None:
        one = feed(values={"b": "1", "a": "2"}, self_urls={"rss": "x", "atom": "y"})
        other = feed(values={"a": "2", "b": "1"}, self_urls={"atom": "y", "rss": "x"})

        assert encode(manifest.manifest([], [one])) == encode(manifest.manifest([], [other]))

    def test_it_looks_like_this(self) -> None:
        topic = feed(
            "topics/ai", of="topics/{topic}", values={"topic": "AI"}, title="AI – „News“", periods=("2021-08",)
        )

        text = encode(manifest.manifest([file("topics/ai/rss.xml", b"x", feed="topics/ai")], [topic])).decode()

        assert text == (
            "{\n"
            '  "generator": "Outfeed",\n'
            '  "version": 1,\n'
            '  "feeds": [\n'
            "    {\n"
            '      "path": "topics/ai",\n'
            '      "of": "topics/{topic}",\n'
            '      "values": {\n'
            '        "topic": "AI"\n'
            "      },\n"
            '      "id": "https://example.org/topics/ai",\n'
            '      "title": "AI – „News“",\n'
            '      "entries": 1,\n'
            '      "updated": "2021-08-24T07:30:00Z",\n'
            '      "self_urls": {\n'
            '        "rss": "https://example.org/rss.xml"\n'
            "      },\n"
            '      "periods": [\n'
            '        "2021-08"\n'
            "      ]\n"
            "    }\n"
            "  ],\n"
            '  "files": [\n'
            "    {\n"
            '      "path": "topics/ai/rss.xml",\n'
            f'      "sha256": "{hexed(b"x")}",\n'
            '      "size": 1,\n'
            '      "media_type": "application/rss+xml",\n'
            '      "feed": "topics/ai",\n'
            '      "entries": 1\n'
            "    }\n"
            "  ]\n"
            "}\n"
        )

    def test_a_file_of_no_feed_and_without_entries_says_so(self) -> None:
        (only,) = json.loads(encode(manifest.manifest([file(feed=None, entries=None)], [])))["files"]

        assert (only["feed"], only["entries"]) == (None, None)

    @pytest.mark.parametrize("complete", [True, False])
    def test_its_schema_describes_it(self, complete: bool) -> None:
        earlier = EarlierContents(sha256=hexed(b"old"), size=3, entries=None)
        files = [file("a", earlier=earlier), file("b", feed=None, entries=None)]
        text = encode(manifest.manifest(files, [feed(), feed("x", values={"a": "b"})], complete=complete))

        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        jsonschema.validate(json.loads(text), SCHEMA, jsonschema.Draft202012Validator)

        assert parse(text) == manifest.manifest(files, [feed(), feed("x", values={"a": "b"})], complete=complete)

    @pytest.mark.parametrize(
        ("struct", "schema"),
        [
            (manifest.Manifest, SCHEMA),
            (manifest.FeedRecord, SCHEMA["$defs"]["feed"]),
            (manifest.FileRecord, SCHEMA["$defs"]["file"]),
            (manifest.EarlierContents, SCHEMA["$defs"]["earlier"]),
        ],
    )
    def test_its_schema_has_the_same_fields(self, struct: type[msgspec.Struct], schema: dict[str, Any]) -> None:
        fields = msgspec.structs.fields(struct)

        assert [each.encode_name for each in fields] == list(schema["properties"])
        assert [each.encode_name for each in fields if each.required] == schema["required"]


class TestRead:
    """Out of a folder."""

    def test_none_where_there_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")

        assert read(tmp_path) is None
        assert read(tmp_path / "missing") is None
        assert read(tmp_path / "file") is None

    def test_what_was_written(self, tmp_path: Path) -> None:
        whole = manifest.manifest([file("a", b"1"), file("b/c", b"2")], [feed(), feed("b")])
        (tmp_path / "manifest.json").write_bytes(encode(whole))

        assert read(tmp_path) == whole

    def test_one_of_a_later_version_of_this_one_with_more_in_it(self) -> None:
        assert parse(packed(made(more=1) | {"more": {"a": [1]}})) == parse(packed(made()))

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff\xfe",
            b'{"name": "A web app", "icons": []}',
            encode(manifest.manifest([file()], []))[:-9],
            b"[" * 1_000_000,
            b'{"x":' * 1_000_000,
            packed(made() | {"version": 2}),
            packed(made() | {"generator": "Other"}),
            packed(made() | {"files": {}}),
            packed(made(size=-1)),
            packed(made(size="1")),
            packed(made(entries=True)),
            packed(made(feed=1)),
            packed(made(sha256="")),
            packed(made(sha256="g" * 64)),
            packed(made(sha256="0" * 64 + "\n")),
            packed(made(earlier={"sha256": "0", "size": 1, "entries": None})),
            packed(made() | {"files": made()["files"] * 2}),
            packed(made() | {"feeds": made()["feeds"] * 2}),
            packed(made() | {"feeds": [made()["feeds"][0] | {"path": "../x"}]}),
            packed(made() | {"feeds": [made()["feeds"][0] | {"updated": "2021-08-24T07:30:00"}]}),
            packed(made() | {"feeds": [made()["feeds"][0] | {"updated": "0001-01-01T00:00:00+23:00"}]}),
        ],
        ids=lambda data: repr(data)[:60],
    )
    def test_a_broken_one_is_told(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "manifest.json").write_bytes(data)

        with pytest.raises(ManifestError) as caught:
            read(tmp_path)

        (told,) = caught.value.diagnostics
        assert (told.rule, told.level, told.path.rpartition("/")[2]) == (
            "manifest-broken",
            Level.WARNING,
            "manifest.json",
        )

    @pytest.mark.parametrize("path", OUTSIDE)
    def test_a_name_outside_is_told(self, path: str) -> None:
        with pytest.raises(ManifestError, match="is not a file below the out folder"):
            parse(packed(made(path=path)))

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("http://us:topsecret@h.example/rss.xml", "a user name or password in an address"),
            ("http://us@h.example/rss.xml", "a user name or password in an address"),
            ("rss.xml", "not an absolute address"),
            ("//h.example/rss.xml", "not an absolute address"),
            ("ftp://h.example/rss.xml", "the scheme ftp is not http or https"),
            ("javascript:alert(1)", "the scheme javascript is not http or https"),
            ("http://h.example/a\nhttps://hub.example/ would be told of b", "white space in it"),
            ("http://h.example/\x1b[2K", "it contains"),
            ("http://h.example/a b", "white space in it"),
            ("http://h.example/\u2028", "white space in it"),
            ("", "not an absolute address"),
        ],
    )
    def test_a_self_url_that_is_no_address_is_told(self, address: str, said: str) -> None:
        whole = made()
        whole["feeds"][0]["self_urls"]["json"] = address

        with pytest.raises(ManifestError, match=f"is not a manifest of Outfeed: .*{said}") as caught:
            parse(packed(whole))

        assert "topsecret" not in str(caught.value)
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("url", ["http://127.0.0.1:8000/rss.xml", "https://[::1]/feeds/%C3%BC/atom.xml"])
    def test_any_other_address_is_taken(self, url: str) -> None:
        whole = made()
        whole["feeds"][0]["self_urls"] = {"rss": url}

        assert parse(packed(whole)).feeds[0].self_urls == {"rss": url}

    @pytest.mark.parametrize("part", ["x", "é"])
    def test_a_name_that_no_system_takes_is_told(self, part: str) -> None:
        longest = part * (255 // len(part.encode()))

        assert parse(packed(made(path=longest))).files[0].path == longest
        for path in (longest + part, f"a/{longest}{part}/b"):
            with pytest.raises(ManifestError, match="is longer than any path"):
                parse(packed(made(path=path)))

    def test_the_folder_that_it_lies_in_counts_too(self) -> None:
        path = "/".join(["x" * 99] * 40)  # 3,999 bytes

        assert parse(packed(made(path=path)), Path("/", "y" * 94, "manifest.json")).files[0].path == path
        with pytest.raises(ManifestError, match="is longer than any path"):
            parse(packed(made(path=path)), Path("/", "y" * 95, "manifest.json"))

    def test_the_path_of_a_feed_is_one_too(self) -> None:
        whole = made()
        whole["feeds"][0]["path"] = "x" * 256

        with pytest.raises(ManifestError, match="is longer than any path"):
            parse(packed(whole))

    def test_half_a_character_is_no_name(self) -> None:
        with pytest.raises(ManifestError):
            parse(packed(made(path="\ud800")))

    def test_more_than_256_mb_are_not_read(self, tmp_path: Path) -> None:
        with (tmp_path / "manifest.json").open("wb") as large:
            large.truncate((256 << 20) + 1)

        with pytest.raises(ManifestError, match="larger than 256 MB"):
            read(tmp_path)

    def test_what_is_as_large_as_it_may_be_is_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(manifest, "MAX_BYTES", 1 << 20)
        data = packed(made()).ljust(1 << 20)
        (tmp_path / "manifest.json").write_bytes(data)

        assert parse(data) == read(tmp_path) == parse(packed(made()))
        (tmp_path / "manifest.json").write_bytes(data + b" ")
        with pytest.raises(ManifestError, match="is larger than 1 MB"):
            parse(data + b" ")
        with pytest.raises(ManifestError, match="is larger than 1 MB"):
            read(tmp_path)

    def test_nor_is_one_written_that_could_not_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = manifest.manifest([], [])
        monkeypatch.setattr(manifest, "MAX_BYTES", 10)

        with pytest.raises(PublishError, match=r"the manifest would be larger .* \[manifest-large\]"):
            manifest.encode(made)

    def test_a_folder_and_a_pipe_are_no_manifest(self, tmp_path: Path) -> None:
        for place in ("folder", "pipe"):
            (tmp_path / place).mkdir()
        (tmp_path / "folder/manifest.json").mkdir()
        os.mkfifo(tmp_path / "pipe/manifest.json")

        for place in ("folder", "pipe"):
            with pytest.raises(ManifestError, match="is not a file"):
                read(tmp_path / place)

    def test_one_that_cannot_be_read_is_no_broken_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "manifest.json").write_bytes(encode(manifest.manifest([], [])))
        monkeypatch.setattr(manifest, "read_regular", refuse)

        with pytest.raises(
            PublishError, match=r"can't be read: input/output error; make it readable \[out-unreadable\]"
        ) as caught:
            read(tmp_path)

        assert not isinstance(caught.value, ManifestError)


def refuse(_path: Path, _most: int) -> None:
    """A disk that fails."""
    raise OSError(5, "Input/output error")


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
PATHS: Final = st.lists(st.sampled_from(["a", "..", ".", "", "manifest.json", "/", "\\", "\n", "é"]), max_size=4).map(
    "/".join
) | st.text(max_size=12)
RECORDS: Final = st.fixed_dictionaries(
    {"path": PATHS | JSON, "sha256": st.sampled_from([hexed(b""), "0"]) | JSON, "size": st.integers() | JSON},
    optional={"media_type": st.text() | JSON, "feed": PATHS | JSON, "entries": JSON, "earlier": JSON},
)


def outcome(data: bytes) -> Manifest | None:
    """The manifest in `data`; None where that is refused in the one way it may be."""
    try:
        return parse(data)
    except ManifestError:
        return None


class TestAnything:
    """Whatever stands there, it is read or refused, and no name in it leaves the out folder."""

    @given(st.binary(max_size=200))
    def test_any_bytes(self, data: bytes) -> None:
        assert outcome(data) is None

    @given(JSON)
    def test_any_json(self, value: Any) -> None:
        assert outcome(packed(value)) is None

    @examples(3)
    @given(st.lists(RECORDS | JSON, max_size=3), st.lists(JSON, max_size=2))
    def test_any_records(self, files: list[Any], feeds: list[Any]) -> None:
        outcome(packed({"generator": "Outfeed", "version": 1, "feeds": feeds, "files": files}))

    @examples(3)
    @given(PATHS)
    def test_any_name_stays_below(self, path: str) -> None:
        folder = Path("/somewhere/out")

        read_back = outcome(packed(made(path=path)))

        assert (read_back is not None) == is_name(path)
        if read_back is not None:
            place = os.path.normpath(folder / read_back.files[0].path)
            assert Path(place).is_relative_to(folder)
            assert Path(place) not in (folder, folder / "manifest.json")

    @given(st.dictionaries(st.text(max_size=9).filter(is_name), st.binary(max_size=9), max_size=4))
    def test_what_is_written_is_read(self, files: dict[str, bytes]) -> None:
        whole = manifest.manifest([file(name, data) for name, data in files.items()], [feed()])

        assert parse(encode(whole)) == whole


class TestSubscribed:
    """Documents that people subscribe to: those that feed readers take, at the addresses that they give themselves."""

    def test_a_table_and_an_archive_document_are_none(self) -> None:
        rss, topic = file("rss.xml"), file("topics/ai/atom.xml", media_type="application/atom+xml")
        others = [file("feed.csv", media_type="text/csv"), file("rss-2021-08.xml")]
        urls = {each: f"https://example.org/{each}" for each in ("rss.xml", "feed.csv")}
        feeds = [feed(self_urls=urls), feed("topics/ai", self_urls={"atom": "https://example.org/topics/ai/atom.xml"})]

        assert list(list_subscribed(manifest.manifest([rss, topic, *others], feeds))) == [
            ("https://example.org/rss.xml", rss),
            ("https://example.org/topics/ai/atom.xml", topic),
        ]


class TestOurs:
    """A file that holds what was written to it, now or before the export that was stopped."""

    @pytest.mark.parametrize(("data", "is_ours"), [(b"new", True), (b"old", True), (b"other", False), (b"", False)])
    def test_by_either_digest(self, data: bytes, is_ours: bool) -> None:
        record = file(data=b"new", earlier=EarlierContents(sha256=hexed(b"old"), size=3, entries=1))

        assert record.is_ours(contents(data)) == is_ours

    def test_by_its_only_one(self) -> None:
        assert file(data=b"new").is_ours(contents(b"new"))
        assert not file(data=b"new").is_ours(contents(b"old"))
