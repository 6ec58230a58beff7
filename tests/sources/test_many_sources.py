"""Several sources make one site, and the cache knows each row of them."""

import json
from pathlib import Path

import pytest

from exporters.api import ExportReport, export
from exporters.errors import SettingsError, UsageError
from exporters.settings.load import load
from exporters.settings.places import check_no_stdin
from exporters.sources.changed_files import groups

SETTINGS = 'site: {title: T, url: "https://example.org/"}\nout: out\npages: false\n'


def row(number: int, **more: object) -> str:
    title, url = f"Post {number}", f"https://example.org/{number}"
    return json.dumps({"title": title, "url": url, "date": f"2024-01-{number:02d}T10:00:00Z"} | more)


def site(folder: Path, settings: str, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.jsonl").write_text(content, encoding="utf-8")
    file = folder / "outfeed.yaml"
    file.write_text(SETTINGS + settings, encoding="utf-8")
    return file


def run(settings: Path, **more: object) -> ExportReport:
    return export(config=settings, on_problem="return", cache=settings.parent / ".outfeed", **more)  # type: ignore[arg-type]


def ids(settings: Path) -> list[str]:
    items = json.loads((settings.parent / "out" / "feed.json").read_text(encoding="utf-8"))["items"]
    return [each["id"].removeprefix("https://example.org/") for each in items]


def told(report: ExportReport) -> list[str]:
    return [each.rule for each in report.diagnostics]


TWO = "sources:\n  - path: a.jsonl\n  - path: b.jsonl\n"


class TestTogether:
    """All sources are one site."""

    def test_each_is_read(self, tmp_path: Path) -> None:
        settings = site(tmp_path, TWO, a=row(1), b=row(2))

        assert not run(settings).is_failed
        assert ids(settings) == ["2", "1"]

    def test_the_order_of_the_sources(self, tmp_path: Path) -> None:
        settings = site(tmp_path, f"{TWO}feeds: [{{order: source}}]\n", a=f"{row(3)}\n{row(1)}\n{row(2)}", b=row(4))
        run(settings)

        assert ids(settings) == ["3", "1", "2", "4"]

    def test_one_id_with_two_links_is_an_error(self, tmp_path: Path) -> None:
        settings = site(tmp_path, TWO, a=row(1, id="x"), b=row(2, id="x"))
        report = run(settings)

        assert told(report) == ["id-taken"]
        assert "set id_prefix" in report.diagnostics[0].fix

    def test_one_id_with_one_link_is_one_article(self, tmp_path: Path) -> None:
        settings = site(tmp_path, TWO, a=row(1), b=row(1))

        assert told(run(settings)) == ["id-repeated"]
        assert ids(settings) == ["1"]

    def test_a_prefix_parts_them(self, tmp_path: Path) -> None:
        prefix = TWO.replace("path: b.jsonl", '{path: b.jsonl, id_prefix: "b:"}')
        settings = site(tmp_path, prefix, a=row(1, id="x"), b=row(2, id="x"))

        assert told(run(settings)) == []
        assert ids(settings) == ["b:x", "x"]

    def test_each_has_its_own_time_zone(self, tmp_path: Path) -> None:
        zone = TWO.replace("path: b.jsonl", "{path: b.jsonl, timezone: Asia/Tokyo}")
        settings = site(tmp_path, zone, a=row(1), b=row(2, date="2024-01-02T10:00:00"))
        run(settings)
        items = json.loads((tmp_path / "out" / "feed.json").read_text(encoding="utf-8"))["items"]

        assert items[0]["date_published"] == "2024-01-02T01:00:00Z"


class TestCache:
    """Warm equals cold."""

    @pytest.mark.parametrize(
        "content", [row(1, title="Other"), f"\n{row(1)}", f"{row(2)}\n{row(1)}", row(1, date="soon"), f"{row(1)}\nx"]
    )
    def test_a_change_is_seen(self, tmp_path: Path, content: str) -> None:
        settings = site(tmp_path, TWO, a=row(1), b=row(3))
        run(settings, allow_new_ids=True)
        (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
        warm = run(settings, allow_new_ids=True)
        written = (tmp_path / "out" / "feed.json").read_bytes()
        cold = export(config=settings, on_problem="return", allow_new_ids=True)

        assert warm.diagnostics == cold.diagnostics
        assert written == (tmp_path / "out" / "feed.json").read_bytes()

    def test_another_prefix_is_seen(self, tmp_path: Path) -> None:
        settings = site(tmp_path, TWO, a=row(1), b=row(2))
        run(settings)
        site(tmp_path, TWO.replace("path: b.jsonl", '{path: b.jsonl, id_prefix: "b:"}'))
        run(settings, allow_new_ids=True)

        assert ids(settings)[0] == "b:https://example.org/2"

    def test_a_row_that_is_gone_is_forgotten(self, tmp_path: Path) -> None:
        settings = site(tmp_path, TWO, a=f"{row(1)}\n{row(4, summary='never-to-be-kept')}", b=row(2))
        run(settings)
        (tmp_path / "a.jsonl").write_text(row(1), encoding="utf-8")
        run(settings)

        assert all(b"never-to-be-kept" not in file.read_bytes() for file in (tmp_path / ".outfeed").iterdir())


class TestChanged:
    """A row file that changed is judged by the settings that name it."""

    def test_a_row_file(self, tmp_path: Path) -> None:
        site(tmp_path, TWO, a=row(1), b=row(2), c=row(3))
        (group,) = groups([tmp_path / "b.jsonl", tmp_path / "c.jsonl"], config=None, site_url=None)

        assert group.articles == [tmp_path / "b.jsonl"]

    def test_standard_input_is_none(self) -> None:
        with pytest.raises(UsageError, match="standard input"):
            check_no_stdin([Path("-")])


class TestSettings:
    """What is wrong with sources is told at its line."""

    @pytest.mark.parametrize(
        ("sources", "problem"),
        [
            ("sources: [{path: a.jsonl, format: jsnl}]\n", "did you mean jsonl"),
            ("sources: [{path: none.jsonl}]\n", "source-missing"),
            ("sources: [{path: a.jsonl}, {path: ./a.jsonl}]\n", "key-repeated"),
            ("sources: [{path: a.jsonl}]\nsource: {path: .}\n", "key-repeated"),
            ("sources: []\n", "sources"),
            ("sources: [{}]\n", "path"),
            ("sources: [{path: a.jsonl, colour: red}]\n", "key-unknown"),
        ],
    )
    def test_it_is_told(self, tmp_path: Path, sources: str, problem: str) -> None:
        with pytest.raises(SettingsError) as caught:
            load(None, config=site(tmp_path, sources, a=row(1)), reads=True)

        assert problem in str(caught.value)
        assert all(each.line for each in caught.value.diagnostics)
