"""`--diagnostics`: however a run ends, its documents are whole, and the same for the same run."""

import json
import signal
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.cli.forking import start
from tests.cli.running import SITE, Ran, outfeed_here, post, ran, seen, with_seeds
from tests.cli.telling import JSON, REPAIRS, broken, read, rules

SLOW: Final = """
import time
from exporters.formats.atom import AtomExporter
parts = AtomExporter.parts
def entry(article):
    print("writing", flush=True)
    time.sleep(60)
AtomExporter.parts = lambda self, feed: parts(self, feed)._replace(entry=entry)
"""


def signalled(folder: Path, number: int, *flags: str) -> Ran:
    """What comes of an export in `folder` that gets the signal `number` in the middle."""
    asked = ("export", "seeds", *flags)
    process = start(*asked, cwd=folder, before=SLOW, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    return ran(process.returncode, out, err, folder)


class TestEnds:
    """However a run ends, the document is whole and tells the status."""

    def test_settings_that_are_wrong(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        (tmp_path / "news/outfeed.yaml").write_text("sit: {}\n", encoding="utf-8")

        export = outfeed_here("export", "news", *JSON, cwd=tmp_path)
        validate = outfeed_here("validate", "news", *JSON, cwd=tmp_path)

        assert (export.status, validate.status) == (2, 2)
        assert rules(export.err) == rules(validate.out) == ["key-unknown"]
        assert read(export.err)["summary"] == {"errors": 1, "warnings": 0, "notes": 0, "status": 2}
        assert "[key-unknown]" in validate.err

    def test_a_file_in_the_way(self, tmp_path: Path) -> None:
        with_seeds(tmp_path)
        (tmp_path / "out").mkdir()
        (tmp_path / "out/rss.xml").write_text("mine", encoding="utf-8")

        made = outfeed_here("export", "seeds", *JSON, "--diagnostics", "sarif=x.sarif", cwd=tmp_path)

        invocation = json.loads((tmp_path / "x.sarif").read_text(encoding="utf-8"))["runs"][0]["invocations"][0]
        assert (made.status, made.out) == (3, "")
        assert rules(made.err) == [*REPAIRS, "file-foreign"]
        assert read(made.err)["summary"]["status"] == 3
        assert (invocation["exitCode"], invocation["executionSuccessful"]) == (3, False)

    @pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    def test_a_signal(self, tmp_path: Path, number: int, status: int) -> None:
        made = signalled(with_seeds(tmp_path), number, *JSON, "--diagnostics", "sarif=x.sarif")

        document = json.loads((tmp_path / "x.sarif").read_text(encoding="utf-8"))
        assert made.status == status
        assert rules(made.err) == REPAIRS
        assert read(made.err)["summary"]["status"] == status
        assert document["runs"][0]["invocations"][0]["exitCode"] == status

    def test_with_a_file_ctrl_c_is_told_as_usual(self, tmp_path: Path) -> None:
        made = signalled(with_seeds(tmp_path), signal.SIGINT, "--diagnostics", "json=told.json")

        assert made.status == 130
        assert made.err.splitlines()[-1] == "Interrupted. Every published file is whole; run again to complete."
        assert read((tmp_path / "told.json").read_text(encoding="utf-8"))["summary"]["status"] == 130

    def test_a_killed_run_leaves_the_document_of_the_run_before(self, tmp_path: Path) -> None:
        outfeed_here("validate", "seeds", "--diagnostics", "json=told/told.json", cwd=with_seeds(tmp_path))
        before = seen(tmp_path / "told")

        made = signalled(tmp_path, signal.SIGKILL, "--diagnostics", "json=told/told.json")

        assert made.status == -signal.SIGKILL
        assert seen(tmp_path / "told").keys() == before.keys()
        assert seen(tmp_path / "told")["told.json"] == before["told.json"]

    def test_an_error_that_nobody_expected(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(5, "Input/output error", str(tmp_path / "news"))

        monkeypatch.setattr("exporters.sources.dialects.recognise.load", fail)

        made = outfeed_here("export", "seeds", *JSON, cwd=with_seeds(tmp_path))

        assert (made.status, rules(made.err)) == (3, ["system-error"])
        assert json.loads(made.err)["diagnostics"][0]["path"] == "news"


class TestSameBytes:
    """The same run gives the same document."""

    @pytest.mark.parametrize("name", ["json", "github", "sarif"])
    def test_cold_or_warm_or_with_a_broken_cache(self, tmp_path: Path, name: str) -> None:
        words = ("export", "news", *SITE, "--diagnostics", name)

        cold, warm = (outfeed_here(*words, cwd=broken(tmp_path)) for _ in range(2))
        for file in (tmp_path / "news/.outfeed").rglob("*"):
            if file.is_file():
                file.write_bytes(b"damaged" * 1000)
        damaged = outfeed_here(*words, cwd=tmp_path)

        assert cold.err
        assert cold == warm == damaged

    @pytest.mark.parametrize("name", ["json", "github", "sarif"])
    def test_with_any_number_of_processes(self, tmp_path: Path, name: str) -> None:
        for number in range(40):
            post(tmp_path / "news", f"{number:02}", webUrl=f"/{number}", title='" x"' if number % 3 else "")

        one, two = (
            outfeed_here("validate", "news", *SITE, "--diagnostics", name, "--jobs", jobs, cwd=tmp_path)
            for jobs in "12"
        )

        assert one == two
        assert one.out.count("url-relative") >= 40
