"""`outfeed export --json`: what became of each file, as its schema says, however the run ends."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from exporters.schema_files import schema_text
from tests.cli.running import EVERY, SITE, Ran, contents, outfeed_here, post, seen, with_many_feeds, with_seeds
from tests.cli.telling import JSON
from tests.cli.telling import read as read_diagnostics

SCHEMA: Final = jsonschema.Draft202012Validator(json.loads(schema_text("export")))


def read(made: Ran) -> dict[str, Any]:
    """The document, which is all that stands on standard output."""
    document = json.loads(made.out)
    SCHEMA.validate(document)
    assert isinstance(document, dict)
    assert document["status"] == made.status
    assert document["states"] == {
        state: [each["state"] for each in document["files"]].count(state) for state in document["states"]
    }
    return document


def export(folder: Path, *flags: str) -> dict[str, Any]:
    """The document of an export of the seeds in `folder`."""
    return read(outfeed_here("export", "seeds", "--json", *flags, cwd=folder))


def states(document: dict[str, Any]) -> dict[str, str]:
    """What became of each file."""
    return {each["path"]: each["state"] for each in document["files"]}


class TestSchema:
    """schemas/export.schema.json: what programs may rely on."""

    def test_it_is_one(self) -> None:
        jsonschema.Draft202012Validator.check_schema(SCHEMA.schema)

    @pytest.mark.parametrize("key", ["path", "state", "media_type", "bytes", "sha256", "feed", "format", "entries"])
    def test_a_file_that_lacks_a_key_is_not_valid(self, tmp_path: Path, key: str) -> None:
        document = export(with_seeds(tmp_path), "--format", "rss")
        del document["files"][0][key]

        assert not SCHEMA.is_valid(document)


class TestFiles:
    """Every file of the run, the manifest too: a script knows what to upload."""

    def test_each_is_there_as_it_is_told(self, tmp_path: Path) -> None:
        document = export(with_seeds(tmp_path))

        there = contents(tmp_path / "out")
        assert [each["path"] for each in document["files"]] == list(EVERY)
        assert {each["path"]: (each["bytes"], each["sha256"]) for each in document["files"]} == {
            name: (len(data), sha256(data).hexdigest()) for name, data in there.items()
        }
        assert (document["published"], document["failure"], document["out"]) == (True, None, "out")
        assert document["newest"] == "2021-08-27T14:16:00Z"
        assert document["articles"]["read"] == document["articles"]["exported"] == 5
        assert document["diagnostics"] == {"errors": 0, "warnings": 0, "notes": 4}

    def test_what_it_is_and_where_it_belongs(self, tmp_path: Path) -> None:
        document = export(with_many_feeds(tmp_path), "--format", "rss", "--format", "csv", "--format", "sitemap")

        about = {
            each["path"]: (each["media_type"], each["feed"], each["format"], each["entries"])
            for each in document["files"]
        }
        assert {name: about[name] for name in about if "/" not in name} == {
            "rss.xml": ("application/rss+xml", "", "rss", 5),
            "feed.csv": ("text/csv", "", "csv", 5),
            "feed.csv-metadata.json": ("application/csvm+json", "", "csv", None),
            "sitemap.xml": ("application/xml", None, "sitemap", None),
            "feeds.opml": ("text/x-opml", None, None, None),
            "index.html": ("text/html", None, None, None),
            "snippet.html": ("text/html", None, None, None),
            "manifest.json": ("application/json", None, None, None),
        }
        assert about["topics/ai/rss.xml"][1:3] == ("topics/ai", "rss")

    def test_states(self, tmp_path: Path) -> None:
        first = export(with_seeds(tmp_path))
        second = export(tmp_path)
        (tmp_path / "seeds/outfeed.yaml").write_text(
            (tmp_path / "seeds/outfeed.yaml").read_text(encoding="utf-8") + "formats: [rss, json]\n", encoding="utf-8"
        )
        (tmp_path / "out/rss.xml").write_bytes(b"edited")
        (tmp_path / "out/feed.csv").write_bytes(b"edited")
        third = export(tmp_path)
        sizes = {each["path"]: each["bytes"] for each in first["files"]}

        assert set(states(first).values()) == {"new"}
        assert set(states(second).values()) == {"unchanged"}
        assert {name: state for name, state in states(third).items() if name != "index.html"} == {
            "rss.xml": "changed",
            "feed.json": "unchanged",
            "feeds.opml": "changed",
            "snippet.html": "changed",
            "atom.xml": "removed",
            "feed.csv": "left",
            "feed.csv-metadata.json": "removed",
            "manifest.json": "changed",
        }
        assert {each["format"] for each in third["files"] if each["state"] in ("removed", "left")} == {"atom", "csv"}
        gone = {
            each["path"]: (each["format"], each["sha256"], each["bytes"], each["entries"])
            for each in third["files"]
            if each["path"] in ("atom.xml", "feed.csv")
        }
        assert gone == {
            "atom.xml": ("atom", None, sizes["atom.xml"], 5),
            "feed.csv": ("csv", None, len(b"edited"), 5),  # what is there now, and what it once held
        }

    def test_they_compare_with_the_out_folder_whatever_is_published(self, tmp_path: Path) -> None:
        export(with_seeds(tmp_path))
        (tmp_path / "out").rename(tmp_path / "published")

        fresh = export(tmp_path, "--against", "published")
        again = export(tmp_path, "--against", "published")

        assert set(states(fresh).values()) == {"new"}
        assert set(states(again).values()) == {"unchanged"}

    def test_an_archive_document_that_goes_has_the_format_that_it_had(self, tmp_path: Path) -> None:
        for month in (1, 2, 3):
            post(tmp_path / "news", f"{month}", publishedDateTime=f"2024-{month:02}-01T00:00:00Z")
        for text in ("archive: month, limit: 1", "limit: 1"):
            (tmp_path / "outfeed.yaml").write_text(
                f'site: {{url: "https://e.org/"}}\nsource: {{path: news}}\nfeeds: [{{path: "", {text}}}]\n',
                encoding="utf-8",
            )
            document = read(outfeed_here("export", "--json", cwd=tmp_path))

        formats = {each["path"]: each["format"] for each in document["files"] if each["state"] == "removed"}
        assert formats == {
            f"{name}-2024-{month}.{suffix}": format_
            for month in ("01", "02")
            for name, suffix, format_ in (("rss", "xml", "rss"), ("atom", "xml", "atom"), ("feed", "json", "json"))
        }

    def test_many_feeds_are_not_folded(self, tmp_path: Path) -> None:
        document = export(with_many_feeds(tmp_path))

        assert sorted(each["path"] for each in document["files"]) == sorted(contents(tmp_path / "out"))
        assert len(document["files"]) > 40


class TestCheck:
    """With --check: what would become of each file; nothing is published."""

    def test_it_tells_what_would_change(self, tmp_path: Path) -> None:
        missing = export(with_seeds(tmp_path), "--check")
        published = export(tmp_path)
        (tmp_path / "out/rss.xml").write_bytes(b"edited")
        before = seen(tmp_path / "out")
        differs = export(tmp_path, "--check")

        assert states(missing) == states(published)
        assert (missing["status"], missing["published"], missing["failure"]) == (1, False, None)
        assert {name for name, state in states(differs).items() if state != "unchanged"} == {"rss.xml"}
        assert differs["status"] == 1
        assert seen(tmp_path / "out") == before

    def test_nothing_would(self, tmp_path: Path) -> None:
        export(with_seeds(tmp_path))
        document = export(tmp_path, "--check")

        assert (document["status"], set(states(document).values())) == (0, {"unchanged"})


class TestFailure:
    """When the run fails the document says so, and that nothing was written."""

    def test_articles_that_are_rejected(self, tmp_path: Path) -> None:
        post(tmp_path / "seeds", "a", title="")
        post(tmp_path / "seeds", "b")

        for flags in ([], ["--check"]):
            document = export(tmp_path, *SITE, *flags)

            assert (document["status"], document["published"], document["failure"]) == (1, False, "1 error")
            assert (document["files"], document["articles"]["rejected"]) == ([], 1)
            assert document["diagnostics"]["errors"] == 1

    def test_what_is_in_the_way_does_not_hide_what_was_read(self, tmp_path: Path) -> None:
        (with_seeds(tmp_path) / "out").mkdir()
        (tmp_path / "out/rss.xml").write_bytes(b"mine")

        for flags in ([], ["--no-cache"]):
            document = export(tmp_path, *flags)

            assert (document["status"], document["published"], document["files"]) == (3, False, [])
            assert (document["articles"]["read"], document["newest"]) == (5, "2021-08-27T14:16:00Z")

    @pytest.mark.parametrize(
        ("flags", "status", "said"),
        [
            (["--format", "rsss"], 2, "error: no format rsss;"),
            (["--config", "none.yaml"], 2, "none.yaml: error: "),
            (["--as-of", "soon"], 2, "error: --as-of soon is"),
            (["--diagnostics", "json=out/x.json"], 2, "--diagnostics: out/x.json would lie in the out folder"),
            (["--diagnostics", "json=seeds/outfeed.yaml"], 2, "seeds/outfeed.yaml: error: the file contains something"),
            (["--against", "none"], 2, "error: "),
        ],
    )
    def test_a_run_that_can_not_begin(self, tmp_path: Path, flags: list[str], status: int, said: str) -> None:
        document = export(with_seeds(tmp_path), *flags)

        assert (document["status"], document["published"], document["files"]) == (status, False, [])
        assert said in document["failure"]

    def test_a_file_in_the_way_though_a_document_takes_standard_error(self, tmp_path: Path) -> None:
        with_seeds(tmp_path)
        (tmp_path / "out").mkdir()
        (tmp_path / "out/rss.xml").write_text("mine", encoding="utf-8")

        made = outfeed_here("export", "seeds", "--json", *JSON, cwd=tmp_path)

        document, told = read(made), read_diagnostics(made.err)
        assert (document["status"], document["files"]) == (3, [])
        assert document["failure"].startswith("out/rss.xml: error: ")
        assert document["diagnostics"] == {level: told["summary"][level] for level in ("errors", "warnings", "notes")}

    def test_an_interruption(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("exporters.pipeline.export", interrupt)

        document = export(with_seeds(tmp_path))

        assert (document["status"], document["failure"], document["files"]) == (130, "interrupted", [])

    def test_a_fault_of_the_program_has_no_document(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise KeyError("x")

        said: list[str] = []
        monkeypatch.setattr("exporters.cli.export_document.say", lambda text, **_: said.append(text))
        outfeed_here("export", "seeds", "--json", cwd=with_seeds(tmp_path))
        monkeypatch.setattr("exporters.pipeline.export", fail)

        with pytest.raises(KeyError):
            outfeed_here("export", "seeds", "--json", cwd=tmp_path)

        assert len(said) == 1  # that of the run before

    def test_diagnostics_that_can_not_be_written_after_the_files_were(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("exporters.cli.diagnostics_outputs.put_file", full)

        document = export(with_seeds(tmp_path), "--diagnostics", "json=told.json")

        assert (document["status"], document["published"], len(document["files"])) == (3, True, len(EVERY))
        assert "the diagnostics can't be written there: the disk is full" in document["failure"]

    def test_flags_that_can_not_be_understood_are_answered_in_text(self, tmp_path: Path) -> None:
        made = outfeed_here("export", "seeds", "--json", "--limit", "x", cwd=with_seeds(tmp_path))

        assert (made.status, made.out) == (2, "")
