"""`--diagnostics NAME=FILE`: files that are written whole or not at all, and what can't be meant."""

import json
import os
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import pytest

from exporters.diagnostics.json_report import make as make_json
from tests.cli.forking import outfeed_forked
from tests.cli.running import SITE, outfeed_here, outfeed_into, post, seen, with_seeds
from tests.cli.telling import JSON, REPAIRS, broken, read, rules
from tests.diagnostics.making import diagnostic, whole


class TestFile:
    """NAME=FILE: written whole, beside the text."""

    def test_the_text_goes_on_as_usual(self, tmp_path: Path) -> None:
        plain = outfeed_here("validate", "news", *SITE, cwd=broken(tmp_path))

        made = outfeed_here("validate", "news", *SITE, "--diagnostics", "json=told.json", cwd=tmp_path)

        assert made == plain
        assert read((tmp_path / "told.json").read_text(encoding="utf-8"))["summary"]["status"] == 1

    def test_several_can_be_asked_for(self, tmp_path: Path) -> None:
        files = [f"--diagnostics={each}" for each in ("json=a.json", "sarif=deep/er/b.sarif", "text=c.txt", "github")]

        made = outfeed_here("validate", "news", *SITE, *files, cwd=broken(tmp_path))
        text = outfeed_here("validate", "news", *SITE, cwd=tmp_path)

        assert len(made.out.splitlines()) == 5
        assert len(rules((tmp_path / "a.json").read_text(encoding="utf-8"))) == 5
        assert len(json.loads((tmp_path / "deep/er/b.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 5
        assert (tmp_path / "c.txt").read_text(encoding="utf-8") == text.out

    def test_what_it_held_is_replaced_and_nothing_else_is_left(self, tmp_path: Path) -> None:
        broken(tmp_path)
        (tmp_path / "told").mkdir()
        earlier = whole(make_json(""), [diagnostic()] * 1_000)
        (tmp_path / "told/a.json").write_text(earlier, encoding="utf-8")

        outfeed_here("validate", "news", *SITE, "--diagnostics", "json=told/a.json", cwd=tmp_path)

        assert [path.name for path in (tmp_path / "told").iterdir()] == ["a.json"]
        assert len(rules((tmp_path / "told/a.json").read_text(encoding="utf-8"))) == 5

    def test_a_link_stays_one(self, tmp_path: Path) -> None:
        broken(tmp_path)
        (tmp_path / "real.json").touch()
        (tmp_path / "link.json").symlink_to("real.json")

        outfeed_here("validate", "news", *SITE, "--diagnostics", "json=link.json", cwd=tmp_path)

        assert (tmp_path / "link.json").is_symlink()
        assert len(rules((tmp_path / "real.json").read_text(encoding="utf-8"))) == 5

    def test_a_link_beside_it_is_not_written_through(self, tmp_path: Path) -> None:
        broken(tmp_path)
        (tmp_path / "victim").write_text("precious", encoding="utf-8")
        (tmp_path / f".d.json.{os.getpid()}").symlink_to("victim")

        outfeed_here("validate", "news", *SITE, "--diagnostics", "json=d.json", cwd=tmp_path)

        assert (tmp_path / "victim").read_text(encoding="utf-8") == "precious"
        assert len(rules((tmp_path / "d.json").read_text(encoding="utf-8"))) == 5

    def test_a_device_stays_one(self, tmp_path: Path) -> None:
        made = outfeed_forked("validate", "news", *SITE, "--diagnostics", "json=/dev/stderr", cwd=broken(tmp_path))

        assert len(rules(made.err.partition("\n")[2])) == 5

    def test_it_may_not_lie_among_the_feeds(self, tmp_path: Path) -> None:
        for words in ("export", "validate", "feeds"):
            made = outfeed_here(words, "seeds", "--diagnostics", "json=out/x.json", cwd=with_seeds(tmp_path / words))

            assert (made.status, made.out) == (2, "")
            assert "--diagnostics: out/x.json would lie in the out folder, and be published." in made.err
            assert not (tmp_path / words / "out").exists()


class TestForeign:
    """A file that holds something else is left as it is: status 2, before anything is read."""

    @pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
    @pytest.mark.parametrize("name", ["seeds/outfeed.yaml", "seeds/cerebras.md", "notes.txt", "other.sarif"])
    def test_it_is_told_and_nothing_is_written(self, tmp_path: Path, form: str, name: str) -> None:
        with_seeds(tmp_path)
        (tmp_path / "seeds/cerebras.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
        (tmp_path / "notes.txt").write_text("\n", encoding="utf-8")
        (tmp_path / "other.sarif").write_text('{"version": "2.1.0", "runs": []}', encoding="utf-8")
        before = seen(tmp_path)

        for command in ("validate", "export", "plan", "feeds", "ping"):
            made = outfeed_here(command, "seeds", "--diagnostics", f"{form}={name}", cwd=tmp_path)

            (line,) = made.err.splitlines()
            assert (made.status, made.out) == (2, "")
            assert line.startswith(f"{name}: error: the file contains something other than diagnostics of Outfeed")
            assert line.endswith("[file-not-diagnostics]")
        assert seen(tmp_path) == before

    def test_neither_is_one_that_a_link_leads_to(self, tmp_path: Path) -> None:
        broken(tmp_path)
        (tmp_path / "link.json").symlink_to("news/a.md")
        before = seen(tmp_path)

        assert outfeed_here("validate", "news", "--diagnostics", "json=link.json", cwd=tmp_path).status == 2
        assert seen(tmp_path) == before

    def test_the_other_documents_tell_it(self, tmp_path: Path) -> None:
        flags = ("--diagnostics", "json=told.json", "--diagnostics", "sarif=news/a.md", "--diagnostics", "github=news")

        made = outfeed_here("validate", "news", *flags, cwd=broken(tmp_path))

        told = (tmp_path / "told.json").read_text(encoding="utf-8")
        assert (made.status, rules(told)) == (2, ["file-not-diagnostics", "system-error"])
        assert read(told)["summary"]["status"] == 2

    @pytest.mark.parametrize("earlier", ["text", "json", "github", "sarif"])
    @pytest.mark.parametrize("later", ["text", "sarif"])
    def test_a_document_of_any_form_gives_way(self, tmp_path: Path, earlier: str, later: str) -> None:
        words = ("validate", "news", *SITE, "--diagnostics")
        outfeed_here(*words, f"{later}=wanted", cwd=broken(tmp_path))

        for form in (earlier, later):
            assert outfeed_here(*words, f"{form}=told", cwd=tmp_path).status == 1

        assert (tmp_path / "told").read_bytes() == (tmp_path / "wanted").read_bytes()

    def test_a_file_that_the_run_itself_wrote_stays(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        outfeed_here("export", "news", *SITE, cwd=tmp_path)
        post(tmp_path / "news", "a", webUrl="https://example.org/moved")

        flags = ("--write-ids", "ids.yaml", "--diagnostics", "json=ids.yaml")
        made = outfeed_here("plan", "news", *SITE, *flags, cwd=tmp_path)

        assert (made.status, made.told("error")[0].partition(":")[0]) == (3, "ids.yaml")
        assert "https://example.org/moved" in (tmp_path / "ids.yaml").read_text(encoding="utf-8")

    def test_a_stream_that_leads_into_a_file_is_what_was_meant(self, tmp_path: Path) -> None:
        broken(tmp_path)
        (tmp_path / "log").write_text("a log\n", encoding="utf-8")

        with (tmp_path / "log").open("a", encoding="utf-8") as log:
            outfeed_into(log, "validate", "news", *SITE, "--diagnostics", "json=/dev/stdout", cwd=tmp_path)

        assert len(rules((tmp_path / "log").read_text(encoding="utf-8"))) == 5


class TestUnwritable:
    """A file that can't be written is status 3, and is told before anything is published."""

    def test_a_pipe_that_nobody_reads_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")

        made = outfeed_here("validate", "seeds", "--diagnostics", "json=pipe", cwd=with_seeds(tmp_path))

        (line,) = made.told("error")
        assert made.status == 3
        assert line.startswith("pipe: error: the diagnostics can't be written there: nobody reads from this pipe; ")

    def test_a_pipe_that_somebody_reads_gets_the_document(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        handle = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)

        with os.fdopen(handle, "rb") as reader:
            made = outfeed_here("validate", "seeds", "--diagnostics", "json=pipe", cwd=with_seeds(tmp_path))
            document = read(reader.read().decode())

        assert (made.status, document["summary"]["status"]) == (0, 0)

    @pytest.mark.parametrize("file", ["seeds", "seeds/outfeed.yaml/x.json"])
    def test_it_is_told_before_the_run(self, tmp_path: Path, file: str) -> None:
        made = outfeed_here("export", "seeds", "--diagnostics", f"json={file}", cwd=with_seeds(tmp_path))

        (line,) = made.err.splitlines()
        assert (made.status, made.out) == (3, "")
        assert line.startswith(f"{file}: error: the diagnostics can't be written there: ")
        assert not (tmp_path / "out").exists()

    def test_the_other_documents_tell_it_too(self, tmp_path: Path) -> None:
        made = outfeed_here("export", "seeds", *JSON, "--diagnostics", "sarif=seeds", cwd=with_seeds(tmp_path))

        assert (made.status, rules(made.err)) == (3, ["system-error"])
        assert read(made.err)["summary"]["status"] == 3

    def test_a_disk_that_fills_up_at_the_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        before = seen(broken(tmp_path))
        monkeypatch.setattr("os.fsync", full)

        made = outfeed_here("validate", "news", *SITE, *JSON, "--diagnostics", "sarif=x.sarif", cwd=tmp_path)

        assert made.status == 3
        assert rules(made.out)[-1] == "disk-full"
        assert read(made.out)["summary"] == {"errors": 4, "warnings": 0, "notes": 2, "status": 3}
        assert made.err.splitlines()[-1].startswith("x.sarif: error: the diagnostics can't be written there: the disk")
        assert seen(tmp_path).keys() == before.keys()

    def test_no_room_for_temporary_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Full(SpooledTemporaryFile[bytes]):
            def write(self, data: Any) -> int:
                if data.startswith(b'{"ruleId"'):
                    raise OSError(28, "No space left on device")
                return super().write(data)

        monkeypatch.setattr("exporters.cli.diagnostics_outputs.SpooledTemporaryFile", Full)

        flags = ("--diagnostics", "json=told.json", "--diagnostics", "sarif")
        made = outfeed_here("export", "seeds", *flags, cwd=with_seeds(tmp_path))

        (line,) = made.err.splitlines()
        assert (made.status, made.out) == (3, "")
        assert line.startswith("error: the temporary files of a run failed: no space left on device;")
        assert rules((tmp_path / "told.json").read_text(encoding="utf-8")) == [REPAIRS[0], "disk-full"]
        assert not (tmp_path / "out").exists()


class TestUsage:
    """What can't be meant is a usage error, before anything is read."""

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (["jsn"], "no form is called 'jsn'; did you mean json?"),
            (["qq=x"], "no form is called 'qq'; use one of text, json, github, sarif"),
            (["json="], "the name of the file is empty: json=FILE"),
            (["json", "github"], "two documents can't go to one stream."),
            (["text", "json"], "two documents can't go to one stream."),
            (["json=x", "sarif=x"], "two documents can't go to x."),
        ],
    )
    def test_it_is_told(self, tmp_path: Path, given: list[str], said: str) -> None:
        flags = [word for each in given for word in ("--diagnostics", each)]

        made = outfeed_here("validate", "seeds", *flags, cwd=with_seeds(tmp_path))

        assert (made.status, made.out) == (2, "")
        assert said in made.err

    def test_shells_complete_the_names(self, tmp_path: Path) -> None:
        words = "outfeed export --diagnostics s"
        shell = {"_OUTFEED_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "3"}

        assert outfeed_here(cwd=tmp_path, env=shell).out == "plain,sarif\n"
