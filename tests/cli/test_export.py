"""`outfeed export`: the feeds of a folder, what is told of them, and the status it ends with."""

import csv
import json
import re
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.cli.forking import outfeed_forked
from tests.cli.running import (
    BESIDE,
    DOCUMENTS,
    EVERY,
    SEEDS,
    SITE,
    WRITTEN,
    Ran,
    contents,
    outfeed,
    outfeed_here,
    post,
    seen,
    with_seeds,
)

PROVIDERS = ["Singularity Hub", "ZDNet", "Wired", "VentureBeat", "Forbes"]  # of the five seeds, newest first
EXCERPT = (
    "Cerebras says its technology can run a neural network with 120 trillion connections"
    "—a hundred times what's achievable today."
)
LOGO = "https://everyday-cc.github.io/ai/assets/images/organizations/wired.com-50x50.jpg"
RELATED = (
    "https://www.businesswire.com/news/home/20210824005644/en/"
    "Cerebras-Systems-Announces-World%E2%80%99s-First-Brain-Scale-Artificial-Intelligence-Solution"
)
ATOM = "{http://www.w3.org/2005/Atom}"
BETWEEN = "2021-08-25T00:00:00Z"  # three of the seeds are older, two are newer
PLACED = re.compile(r"[^:\s]+:[0-9]+:[0-9]+: (?:error|warning|note): .+ \[[a-z-]+\]")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """`outfeed export seeds --out public`, and the folder it ran in."""
    folder = with_seeds(tmp_path_factory.mktemp("export"))
    return outfeed("export", "seeds", "--out", "public", cwd=folder), folder


@pytest.fixture
def seeded(tmp_path: Path) -> Path:
    """The current folder of a run, with the seeds in it."""
    return with_seeds(tmp_path)


def items(out: Path) -> list[dict[str, Any]]:
    """The items of feed.json."""
    found: list[dict[str, Any]] = json.loads((out / "feed.json").read_bytes())["items"]
    return found


def rows(out: Path) -> list[dict[str, str]]:
    """The rows of feed.csv."""
    return list(csv.DictReader((out / "feed.csv").read_text(encoding="utf-8").splitlines()))


class TestSeeds:
    """`outfeed export seeds`: five articles become a feed in four formats, and what stands beside it."""

    def test_it_writes_what_it_reports_and_nothing_else(self, run: tuple[Ran, Path]) -> None:
        ran, folder = run
        *files, summary, last = ran.out.splitlines()

        assert ran.status == 0
        assert [line.split()[0] for line in files] == [f"public/{name}" for name in (*WRITTEN, *BESIDE)]
        assert {line.split()[-1] for line in files} == {"new"}
        assert summary == "5 articles read, 5 exported; newest 2021-08-27T14:16:00Z."
        assert last == "Look at public/index.html."
        assert sorted(contents(folder / "public")) == sorted(EVERY)
        assert sorted(path.name for path in folder.iterdir()) == ["public", "seeds"]

    def test_the_newest_comes_first_in_every_format(self, run: tuple[Ran, Path]) -> None:
        out = run[1] / "public"
        rss, atom = etree.parse(out / "rss.xml"), etree.parse(out / "atom.xml")

        assert [each["_outfeed"]["provider"]["name"] for each in items(out)] == PROVIDERS
        assert [each["provider_name"] for each in rows(out)] == PROVIDERS
        assert rss.xpath("//item/*[local-name()='creator']/text()") == PROVIDERS
        assert [each.text for each in atom.iterfind(f"{ATOM}entry/{ATOM}author/{ATOM}name")] == PROVIDERS

    def test_mojibake_arrives_repaired_in_every_format(self, run: tuple[Ran, Path]) -> None:
        out = run[1] / "public"
        rss, atom = etree.parse(out / "rss.xml"), etree.parse(out / "atom.xml")

        assert items(out)[2]["summary"] == EXCERPT
        assert rows(out)[2]["summary"] == EXCERPT
        assert rss.xpath("string(//item[3]/description)") == EXCERPT
        assert [each.text for each in atom.iterfind(f"{ATOM}entry/{ATOM}summary")][2] == EXCERPT

    def test_the_logo_of_wired_is_below_the_site(self, run: tuple[Ran, Path]) -> None:
        out = run[1] / "public"

        assert items(out)[2]["_outfeed"]["provider"]["image"]["url"] == LOGO
        assert items(out)[2]["authors"][0]["avatar"] == LOGO
        assert rows(out)[2]["provider_image_url"] == LOGO

    def test_an_apostrophe_in_an_address_is_percent_encoded(self, run: tuple[Ran, Path]) -> None:
        out = run[1] / "public"
        atom = etree.parse(out / "atom.xml")

        for rank in (1, 3):  # ZDNet and VentureBeat link to it
            links = atom.findall(f"{ATOM}entry")[rank].iterfind(f"{ATOM}link[@rel='related']")
            assert RELATED in [link.get("href") for link in links]
            assert RELATED in [each["url"] for each in items(out)[rank]["_outfeed"]["related"]]
            assert RELATED in rows(out)[rank]["related_urls"].split("|")

    def test_notes_are_one_line_a_kind(self, run: tuple[Ran, Path]) -> None:
        assert run[0].err.splitlines() == [
            "note: 1 × mojibake repaired [text-mojibake]",
            "note: 1 × relative addresses made absolute [url-relative]",
            "note: 2 × addresses percent-encoded [url-encoded]",
        ]


class TestSecured:
    """The cipher text of `secured` is private: not eight characters of it leave the source."""

    @pytest.mark.parametrize("args", [("export",), ("export", "--verbose"), ("validate",)])
    def test_no_piece_of_it_is_written_or_printed(self, seeded: Path, args: tuple[str, ...]) -> None:
        ran = outfeed_forked(*args, "seeds", cwd=seeded, env={"TMPDIR": str(seeded), "HOME": str(seeded)})

        written = [data.decode() for name, data in contents(seeded).items() if not name.startswith("seeds/")]
        assert ran.status == 0
        assert len(written) == (len(EVERY) if "export" in args else 0)
        assert not pieces(ran.out, ran.err, *written) & private()

    def test_not_in_the_messages_of_articles_that_are_rejected(self, tmp_path: Path) -> None:
        broken = [
            ("publishedDateTime: 2021", "publishedDateTime: not 2021"),
            ('secured: "', "secured: "),  # plain instead of quoted
            ('secured: "', 'secured: "\\q'),  # a YAML error within it
            ('secured: "', 'secured: ["'),
            ('secured: "', 'secured:\n  "'),
            ('secured: "', 'secured: 1\nsecured: "'),
            ('secured: "', 'Secured: "'),
            ('"\n---', "\n---"),  # never closed
        ]
        (tmp_path / "news").mkdir()
        for rank, (path, (old, new)) in enumerate(product(sorted(SEEDS.glob("*.md"))[:1], broken)):
            text = path.read_text(encoding="utf-8")
            assert old in text
            (tmp_path / f"news/{rank}.md").write_text(text.replace(old, new), encoding="utf-8")

        ran = outfeed_here("validate", "news", *SITE, cwd=tmp_path)
        exported = outfeed_here("export", "news", *SITE, "--verbose", "--keep-going", cwd=tmp_path)

        outputs = [data.decode() for name, data in contents(tmp_path).items() if name.startswith("out/")]
        assert ran.status == 1
        assert not pieces(ran.out, ran.err, exported.out, exported.err, *outputs) & private()


def private() -> set[str]:
    """Every eight characters of the seeds' `secured` values."""
    values = [
        value
        for path in sorted(SEEDS.glob("*.md"))
        for value in re.findall(r'^secured: "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(values) == len(PROVIDERS)
    return pieces(*values)


def pieces(*texts: str) -> set[str]:
    """Every eight characters of `texts`."""
    return {text[begin : begin + 8] for text in texts for begin in range(len(text) - 7)}


class TestSameBytes:
    """§7: the same input gives the same bytes on any machine, in any locale and zone, on any day."""

    @pytest.mark.parametrize(
        ("zone", "locale", "seed", "year"),
        [
            ("Asia/Tokyo", "de_DE.UTF-8", "1", 2022),
            ("America/St_Johns", "C", "12345", 2099),
            ("Pacific/Kiritimati", "tr_TR.UTF-8", "0", 2030),
        ],
    )
    def test_nothing_around_a_run_changes_them(
        self, run: tuple[Ran, Path], seeded: Path, zone: str, locale: str, seed: str, year: int
    ) -> None:
        around = {"TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        clock = (
            "from datetime import UTC, datetime\n"
            "from exporters.cli import options\n"
            f"options.read_clock = lambda: datetime({year}, 3, 4, tzinfo=UTC)"
        )

        ran = outfeed("export", seeded / "seeds", cwd=seeded, env=around, before=clock)

        assert ran.status == 0
        assert contents(seeded / "out") == contents(run[1] / "public")
        assert ran.err == run[0].err

    def test_no_document_holds_the_day_it_was_made(self, run: tuple[Ran, Path]) -> None:
        now = datetime.now(UTC)

        for data in contents(run[1] / "public").values():
            assert f"{now:%Y-%m}".encode() not in data
            assert f"{now:%b %Y}".encode() not in data

    def test_an_article_of_the_future_changes_only_the_warning(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", publishedDateTime="2031-01-01T00:00:00Z")
        early, late = (
            f"from datetime import UTC, datetime\nfrom exporters.cli import options\n"
            f"options.read_clock = lambda: datetime({year}, 1, 1, tzinfo=UTC)"
            for year in (2030, 2032)
        )

        before = outfeed_forked("export", "news", *SITE, "--out", "before", cwd=tmp_path, before=early)
        after = outfeed_forked("export", "news", *SITE, "--out", "after", cwd=tmp_path, before=late)

        assert contents(tmp_path / "before") == contents(tmp_path / "after")
        assert ("[date-future]" in before.err, "[date-future]" in after.err) == (True, False)


class TestSecondRun:
    """What did not change is left alone, so that mirrors and caches see no news."""

    def test_files_keep_their_moment(self, seeded: Path) -> None:
        outfeed_here("export", "seeds", cwd=seeded)
        before = seen(seeded / "out")

        again = outfeed_here("export", "seeds", cwd=seeded)

        after = seen(seeded / "out")
        assert {line.split()[-1] for line in again.out.splitlines()[:-2]} == {"unchanged"}
        assert {name: after[name] for name in EVERY} == {name: before[name] for name in EVERY}

    def test_only_what_changed_is_written(self, seeded: Path) -> None:
        outfeed_here("export", "seeds", cwd=seeded)
        before = seen(seeded / "out")

        again = outfeed_here("export", "seeds", "--limit", "2", cwd=seeded)

        states = [line.split()[-1] for line in again.out.splitlines()[:-2]]
        after = seen(seeded / "out")
        untouched = [name for name in EVERY if after[name] == before[name]]
        assert states == [*["changed"] * 4, "unchanged", "unchanged", "changed", "unchanged"]
        assert untouched == ["feed.csv-metadata.json", "feeds.opml", "snippet.html"]

    def test_other_files_in_out_stay(self, seeded: Path) -> None:
        (seeded / "out").mkdir()
        (seeded / "out/CNAME").write_text("example.org\n", encoding="utf-8")

        outfeed_here("export", "seeds", cwd=seeded)

        assert sorted(contents(seeded / "out")) == sorted([*EVERY, "CNAME"])


class TestStatus:
    """0 done, 1 articles or outputs wrong, 2 usage, 3 could not publish; 130 is in tests/test_faults.py."""

    @pytest.mark.parametrize(
        ("args", "status", "said"),
        [
            (("seeds",), 0, ""),
            (("empty",), 1, "empty: error: no article here (*.md, *.markdown, *.html)"),
            (
                ("missing",),
                2,
                (
                    "missing: error: no such file or folder; name a folder of articles, or a file that holds many "
                    "[source-missing]"
                ),
            ),
            (("seeds", "missing", "none"), 2, "none: error: no such file or folder"),
            (("seeds", "--format", "rs"), 2, "error: no format rs; did you mean rss? [format-unknown]"),
            (("seeds", "--format", "rss", "--format", "atm"), 2, "error: no format atm; did you mean atom?"),
            (("seeds", "--colour"), 2, "No such option"),
            (("seeds", "--limit", "-1"), 2, "Invalid value for '--limit'"),
            (("seeds", "--limit", "many"), 2, "Invalid value for '--limit'"),
            (("seeds", "--as-of", "yesterday"), 2, "--as-of yesterday"),
            (("seeds", "--config", "missing.yaml"), 2, "missing.yaml: error: "),
            (("seeds", "--site-url", "example.org"), 2, "error: --site-url: "),
            (("empty",), 2, "[site-url-missing]"),
            (("seeds", "--out", "file"), 3, "file: error: not a folder; choose another --out [out-unwritable]"),
            (("seeds", "--out", "file/below"), 3, "file/below: error: not a folder"),
        ],
    )
    def test_each_has_its_case(self, seeded: Path, args: tuple[str, ...], status: int, said: str) -> None:
        (seeded / ".git").mkdir()
        (seeded / "empty").mkdir()
        (seeded / "file").write_text("mine\n", encoding="utf-8")
        address = SITE if status == 1 else ()

        ran = outfeed_here("export", *args, *address, cwd=seeded)

        assert ran.status == status
        assert said in ran.err
        assert (ran.out == "") is (status != 0)
        assert (seeded / "out").exists() is (status == 0)
        assert (seeded / "file").read_text(encoding="utf-8") == "mine\n"

    def test_a_usage_error_is_told_before_anything_is_read(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "bad", title="")

        ran = outfeed_here("export", "news", *SITE, "--format", "rs", cwd=tmp_path)

        assert ran.status == 2
        assert "field-missing" not in ran.err


class TestBadArticles:
    """One rejected article: nothing is published, everything is told, out/ is exactly as it was."""

    @pytest.fixture
    def news(self, tmp_path: Path) -> Path:
        """The current folder: two good articles, exported, and then three bad ones."""
        post(tmp_path / "news", "a")
        post(tmp_path / "news", "z")
        assert outfeed_here("export", "news", *SITE, cwd=tmp_path).status == 0
        post(tmp_path / "news", "b", title="", publishedDateTime='"24/13/2021"')
        post(tmp_path / "news", "c", webUrl="javascript:alert(1)")
        post(tmp_path / "news/deep", "d", publishedDateTime="")
        return tmp_path

    def test_out_stays_as_it_was(self, news: Path) -> None:
        before = seen(news / "out")

        ran = outfeed_here("export", "news", *SITE, cwd=news)

        assert (ran.status, ran.out) == (1, "")
        assert seen(news / "out") == before

    def test_all_problems_of_all_files_are_told_with_their_place(self, news: Path) -> None:
        ran = outfeed_here("export", "news", *SITE, cwd=news)

        *problems, summary = ran.err.splitlines()
        assert all(map(PLACED.fullmatch, problems))
        assert [line.partition(": error: ")[0] for line in problems] == [
            "news/b.md:1:1",
            "news/b.md:2:1",
            "news/c.md:4:1",
            "news/deep/d.md:1:1",
        ]
        assert summary == "Nothing was written: 4 errors. out/ is as it was."

    def test_out_is_not_made_for_nothing(self, news: Path) -> None:
        ran = outfeed_here("export", "news", *SITE, "--out", "public/feeds", cwd=news)

        assert ran.status == 1
        assert not (news / "public").exists()

    def test_keep_going_publishes_the_others(self, news: Path) -> None:
        post(news / "news", "y")

        ran = outfeed_here("export", "news", *SITE, "--keep-going", cwd=news)

        assert ran.status == 0
        assert "6 articles read, 3 exported (left out: 3 rejected); newest" in ran.out
        assert (len(ran.told("error")), len(ran.told("warning"))) == (0, 4)
        assert [each["title"] for each in items(news / "out")] == ["About a", "About y", "About z"]

    def test_keep_going_and_strict_together_publish_nothing(self, news: Path) -> None:
        before = seen(news / "out")

        ran = outfeed_here("export", "news", *SITE, "--keep-going", "--strict", cwd=news)

        assert ran.status == 1
        assert seen(news / "out") == before

    def test_keep_going_without_any_good_one_publishes_nothing(self, news: Path) -> None:
        before = seen(news / "out")

        ran = outfeed_here("export", "news/b.md", *SITE, "--keep-going", cwd=news)

        assert ran.status == 1
        assert "no article to export (1 rejected); correct the rejected articles [no-articles]" in ran.err
        assert seen(news / "out") == before


class TestWarnings:
    """A warning is for a person; `--strict` lets it stop the run."""

    def test_strict_turns_one_into_a_failure(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "old", publishedDateTime="1980-01-01T00:00:00Z")

        lenient = outfeed_here("export", "news", *SITE, "--out", "lenient", cwd=tmp_path)
        strict = outfeed_here("export", "news", *SITE, "--out", "strict", "--strict", cwd=tmp_path)

        assert (lenient.status, strict.status) == (0, 1)
        assert "news/old.md:3:1: warning: publishedDateTime: " in lenient.err
        assert strict.err.splitlines()[-1] == "Nothing was written: 1 warning, and --strict stops on warnings."
        assert not (tmp_path / "strict").exists()

    def test_beside_errors_both_are_counted(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "broken", title="")
        post(tmp_path / "news", "old", publishedDateTime="1980-01-01T00:00:00Z")

        ran = outfeed_here("export", "news", *SITE, "--strict", cwd=tmp_path)

        assert ran.err.splitlines()[-1] == "Nothing was written: 1 error, 1 warning."

    def test_strict_has_nothing_against_notes(self, seeded: Path) -> None:
        assert outfeed_here("export", "seeds", "--strict", cwd=seeded).status == 0

    def test_two_articles_with_one_id_are_told_and_the_later_version_stays(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", id="one", title="First")
        post(tmp_path / "news", "b", id="one", title="Second", updatedDateTime="2024-02-01T00:00:00Z")

        ran = outfeed_here("export", "news", *SITE, cwd=tmp_path)

        assert ran.status == 0
        assert 'news/a.md:1:1: warning: id: "one" is also the id of news/b.md' in ran.err
        assert "(left out: 1 repeated)" in ran.out
        assert [each["title"] for each in items(tmp_path / "out")] == ["Second"]


class TestTelling:
    """`--quiet` prints nothing on success, `--verbose` each repair."""

    def test_quiet_is_silent(self, seeded: Path) -> None:
        ran = outfeed_here("export", "seeds", "--quiet", cwd=seeded)

        assert (ran.status, ran.out, ran.err) == (0, "", "")
        assert sorted(contents(seeded / "out")) == sorted(EVERY)

    def test_quiet_still_tells_problems(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", title="")

        ran = outfeed_here("export", "news", *SITE, "--quiet", cwd=tmp_path)

        assert ran.status == 1
        assert "news/a.md:1:1: error: title: " in ran.err

    def test_verbose_tells_each_repair_with_before_and_after(self, seeded: Path) -> None:
        ran = outfeed_here("export", "seeds", "--verbose", cwd=seeded)

        lines = ran.err.splitlines()
        assert ran.status == 0
        assert len(lines) == 4
        assert all(map(PLACED.fullmatch, lines))
        assert f'now "{LOGO}" [url-relative]' in lines[1]

    def test_a_key_that_feeds_do_not_carry_is_told_once_a_run(self, tmp_path: Path) -> None:
        for name in "abc":
            post(tmp_path / "news", name, layout="post")

        ran = outfeed_here("export", "news", *SITE, "--verbose", cwd=tmp_path)

        (line,) = ran.told("note")
        assert line.startswith("news/a.md:5:1: note: layout: ")
        assert "in 3 articles" in line

    def test_nothing_is_coloured_in_a_pipe(self, seeded: Path) -> None:
        ran = outfeed_forked("export", "seeds", "--verbose", cwd=seeded)

        assert "\x1b" not in ran.out + ran.err


class TestAsOf:
    """The one moment a run may know: `--as-of`, else SOURCE_DATE_EPOCH. Later articles wait."""

    def test_later_articles_are_held_back(self, seeded: Path) -> None:
        ran = outfeed_here("export", "seeds", "--as-of", BETWEEN, cwd=seeded)

        assert (
            ran.out.splitlines()[-2]
            == "5 articles read, 3 exported (left out: 2 later than --as-of); newest 2021-08-24T19:13:00Z."
        )
        assert [each["_outfeed"]["provider"]["name"] for each in items(seeded / "out")] == PROVIDERS[2:]

    def test_source_date_epoch_does_the_same(self, seeded: Path) -> None:
        epoch = {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(BETWEEN).timestamp()))}

        outfeed_here("export", "seeds", "--out", "flag", "--as-of", BETWEEN, cwd=seeded)
        outfeed_here("export", "seeds", "--out", "variable", cwd=seeded, env=epoch)

        assert contents(seeded / "flag") == contents(seeded / "variable")

    def test_the_flag_wins(self, seeded: Path) -> None:
        flag = ("--as-of", "2021-08-27T14:16:00Z")

        ran = outfeed_here("export", "seeds", *flag, cwd=seeded, env={"SOURCE_DATE_EPOCH": "0"})

        assert "5 exported" in ran.out

    def test_an_epoch_that_is_no_number_is_a_usage_error(self, seeded: Path) -> None:
        ran = outfeed_here("export", "seeds", cwd=seeded, env={"SOURCE_DATE_EPOCH": "soon"})

        assert ran.status == 2
        assert "SOURCE_DATE_EPOCH is soon" in ran.err

    def test_where_all_wait_there_is_nothing_to_publish(self, seeded: Path) -> None:
        ran = outfeed_here("export", "seeds", "--as-of", "2000-01-01T00:00:00Z", cwd=seeded)

        assert ran.status == 1
        assert (
            "seeds: error: no article to export (5 later than --as-of); give a later --as-of [no-articles]" in ran.err
        )

    def test_the_epoch_is_named_where_it_gave_the_moment(self, seeded: Path) -> None:
        between = str(int(datetime.fromisoformat(BETWEEN).timestamp()))

        none = outfeed_here("export", "seeds", cwd=seeded, env={"SOURCE_DATE_EPOCH": "0"})
        some = outfeed_here("export", "seeds", cwd=seeded, env={"SOURCE_DATE_EPOCH": between})

        assert "(5 later than SOURCE_DATE_EPOCH); give a later SOURCE_DATE_EPOCH, or unset it [no-articles]" in none.err
        assert "(left out: 2 later than SOURCE_DATE_EPOCH)" in some.out

    def test_the_clock_is_named_where_it_gave_the_moment(self, tmp_path: Path) -> None:
        first = post(tmp_path / "news", "a", publishedDateTime="2099-01-01T00:00:00Z")
        settings = "site: {url: https://example.org/}\nsource: {future: hold}\n"
        (first.parent / "outfeed.yaml").write_text(settings, encoding="utf-8")

        none = outfeed_here("export", "news", cwd=tmp_path)
        post(tmp_path / "news", "b", publishedDateTime="2020-01-01T00:00:00Z")
        some = outfeed_here("export", "news", cwd=tmp_path)

        assert (
            "(1 later than now); write source.future: export to export articles with a later date [no-art" in none.err
        )
        assert "(left out: 1 later than now)" in some.out


class TestDrafts:
    """`published: false` is a draft: it stays at home unless it is asked for. `removed: true` always does."""

    def test_they_are_left_out_and_counted(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        post(tmp_path / "news", "b", published="false")
        post(tmp_path / "news", "c", removed="true")

        without = outfeed_here("export", "news", *SITE, "--out", "without", cwd=tmp_path)
        drafts = outfeed_here("export", "news", *SITE, "--out", "drafts", "--drafts", cwd=tmp_path)

        assert "3 articles read, 1 exported (left out: 1 draft, 1 withdrawn)" in without.out
        assert [each["title"] for each in items(tmp_path / "without")] == ["About a"]
        assert [each["title"] for each in items(tmp_path / "drafts")] == ["About a", "About b"]
        assert "(left out: 1 withdrawn)" in drafts.out

    def test_where_all_are_drafts_the_flag_is_told(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "b", published="false")

        ran = outfeed_here("export", "news", *SITE, cwd=tmp_path)

        assert ran.status == 1
        assert "give --drafts to export drafts" in ran.err


class TestLimit:
    """The newest fifty are shown, unless settings or `--limit` say otherwise; 0 is all."""

    @pytest.mark.parametrize(("flags", "count"), [((), 50), (("--limit", "2"), 2), (("--limit", "0"), 53)])
    def test_it_bounds_every_format(self, tmp_path: Path, flags: tuple[str, ...], count: int) -> None:
        for rank in range(53):
            post(tmp_path / "news", f"{rank:02}", publishedDateTime=f"2024-01-01T00:00:{rank:02}Z")

        ran = outfeed_here("export", "news", *SITE, *flags, cwd=tmp_path)

        out = tmp_path / "out"
        assert f"53 articles read, {count} exported" in ran.out
        assert [each["title"] for each in items(out)] == [f"About {rank:02}" for rank in range(52, 52 - count, -1)]
        assert len(rows(out)) == count
        assert (out / "rss.xml").read_bytes().count(b"<item>") == count
        assert (out / "atom.xml").read_bytes().count(b"<entry>") == count


class TestFormat:
    """`--format` picks what is written; it changes nothing in it."""

    @pytest.mark.parametrize(("name", "file"), list(zip(("rss", "atom", "json", "csv"), DOCUMENTS, strict=True)))
    def test_one_alone_has_the_bytes_it_has_among_all(
        self, run: tuple[Ran, Path], seeded: Path, name: str, file: str
    ) -> None:
        outfeed_here("export", "seeds", "--format", name, cwd=seeded)

        every = contents(run[1] / "public")
        beside = ["feed.csv-metadata.json"] if name == "csv" else []
        made = contents(seeded / "out")
        assert {each: made[each] for each in (file, *beside)} == {each: every[each] for each in (file, *beside)}
        assert made.keys() == {file, *beside, *BESIDE, "manifest.json"}

    def test_several_are_written_once_each_in_the_order_named(self, seeded: Path) -> None:
        ran = outfeed_here("export", "seeds", *"--format json --format rss --format json".split(), cwd=seeded)

        files = ["feed.json", "rss.xml", *BESIDE]
        assert [line.split()[0] for line in ran.out.splitlines()[:-2]] == [f"out/{name}" for name in files]


class TestSource:
    """A folder, a file, several of them, or the folder of the nearest `outfeed.yaml` upwards."""

    def test_without_one_the_nearest_settings_name_it(self, run: tuple[Ran, Path], seeded: Path) -> None:
        (seeded / "seeds/deep/er").mkdir(parents=True)

        ran = outfeed_here("export", cwd=seeded / "seeds/deep/er")

        assert ran.status == 0
        assert ran.out.startswith("../../../out/rss.xml ")
        assert contents(seeded / "out") == contents(run[1] / "public")

    def test_a_file_is_a_source_too(self, seeded: Path) -> None:
        (path,) = (seeded / "seeds").glob("*brain-scale-ai.md")

        ran = outfeed_here("export", path, cwd=seeded)

        assert "1 article read, 1 exported" in ran.out

    def test_several_are_read_together_each_article_once(self, tmp_path: Path) -> None:
        post(tmp_path / "one", "a")
        post(tmp_path / "two", "b")

        ran = outfeed_here("export", "one", "two", "one/a.md", *SITE, cwd=tmp_path)

        assert "2 articles read, 2 exported" in ran.out
        assert ran.err == ""

    def test_what_was_written_into_the_source_is_not_read_again(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a")
        post(tmp_path / "news/public", "b")

        ran = outfeed_here("export", "news", *SITE, "--out", "news/public", cwd=tmp_path)

        assert "1 article read, 1 exported" in ran.out


class TestLimits:
    """--limit has the bounds of the setting."""

    def test_a_number_that_no_database_takes_is_refused(self, tmp_path: Path) -> None:
        done = outfeed_here("export", "seeds", "--limit", "99999999999999999999", cwd=with_seeds(tmp_path))

        assert done.status == 2
        assert "0<=x<=1000000" in done.err
