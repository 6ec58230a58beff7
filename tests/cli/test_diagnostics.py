"""`--diagnostics`: a whole document for programs, alone in its stream, with everything that is told."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

from tests.cli.forking import outfeed_forked
from tests.cli.running import SITE, environment, outfeed, outfeed_here, outfeed_into, post, with_seeds
from tests.cli.telling import JSON, REPAIRS, broken, read, rules
from tests.diagnostics.test_told_github import read as command
from tests.diagnostics.test_told_sarif import OFFICIAL


class TestStream:
    """The document takes the stream that the command tells diagnostics on, and nothing else stands there."""

    def test_of_validate_it_is_standard_output(self, tmp_path: Path) -> None:
        made = outfeed_here("validate", "seeds", *JSON, cwd=with_seeds(tmp_path))

        assert (made.status, rules(made.out)) == (0, REPAIRS)
        assert made.err == "5 articles read: 0 errors, 0 warnings, 4 notes.\n"

    def test_of_export_it_is_standard_error(self, tmp_path: Path) -> None:
        plain = outfeed_here("export", "seeds", cwd=with_seeds(tmp_path))
        made = outfeed_here("export", "seeds", *JSON, "--verbose", cwd=tmp_path)

        assert (made.status, rules(made.err)) == (0, REPAIRS)
        assert made.out.splitlines()[-2:] == plain.out.splitlines()[-2:]

    def test_of_feeds_it_is_standard_error(self, tmp_path: Path) -> None:
        made = outfeed_here("feeds", "seeds", "--json", *JSON, cwd=with_seeds(tmp_path))

        assert (made.status, rules(made.err)) == (0, REPAIRS)
        assert [each["path"] for each in json.loads(made.out)] == [""]

    def test_a_run_that_fails_says_so_in_the_document_alone(self, tmp_path: Path) -> None:
        made = outfeed_here("export", "news", *SITE, *JSON, cwd=broken(tmp_path))

        assert (made.status, made.out) == (1, "")
        assert read(made.err)["summary"] == {"errors": 3, "warnings": 0, "notes": 2, "status": 1}

    def test_text_changes_nothing(self, tmp_path: Path) -> None:
        plain = outfeed_here("export", "news", *SITE, cwd=broken(tmp_path))

        assert outfeed_here("export", "news", *SITE, "--diagnostics", "text", cwd=tmp_path) == plain

    def test_it_is_utf_8_whatever_the_locale(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "日本", title="", webUrl="https://example.org/1")

        made = outfeed("validate", "news", *SITE, *JSON, cwd=tmp_path, env={"PYTHONIOENCODING": "latin-1"})

        assert [each["path"] for each in read(made.out)["diagnostics"]] == ["news/日本.md"]

    def test_what_others_print_on_that_stream_is_left_out(self, tmp_path: Path) -> None:
        before = (
            "import sys\nfrom exporters.formats.atom import AtomExporter\nparts = AtomExporter.parts\n"
            "def patched(self, feed):\n    print('from a plugin', file=sys.stderr)\n    return parts(self, feed)\n"
            "AtomExporter.parts = patched"
        )
        alone = outfeed_forked("export", "seeds", cwd=with_seeds(tmp_path), before=before)

        made = outfeed_forked("export", "seeds", "--no-cache", *JSON, cwd=tmp_path, before=before)

        assert "from a plugin\n" in alone.err
        assert rules(made.err) == REPAIRS

    def test_a_reader_that_leaves_changes_nothing(self, tmp_path: Path) -> None:
        words = (
            f"{sys.executable} -m exporters validate seeds --diagnostics sarif | head -c 10; exit ${{PIPESTATUS[0]}}"
        )

        done = subprocess.run(
            ["bash", "-c", words], cwd=with_seeds(tmp_path), env=environment(), capture_output=True, check=False
        )

        assert (done.returncode, done.stdout) == (0, b'{"$schema"')
        assert done.stderr == b"5 articles read: 0 errors, 0 warnings, 4 notes.\n"

    def test_one_that_is_full_is_status_3(self, tmp_path: Path) -> None:
        with_seeds(tmp_path)
        with Path("/dev/full").open("w") as full:
            made = outfeed_into(full, "validate", "seeds", *JSON, cwd=tmp_path)

        assert made.status == 3
        assert made.err.splitlines()[-1].startswith("error: no space left on device;")


class TestNotes:
    """Every diagnostic is there; flags that shorten the text do not shorten the document."""

    @pytest.mark.parametrize("words", ["validate", "validate --quiet", "export", "export --quiet", "export --verbose"])
    def test_each_note_is_told(self, tmp_path: Path, words: str) -> None:
        outfeed_here(*words.split(), "seeds", "--diagnostics", "json=told.json", cwd=with_seeds(tmp_path))

        assert rules((tmp_path / "told.json").read_text(encoding="utf-8")) == REPAIRS

    def test_a_key_that_feeds_do_not_carry_is_told_of_each_article(self, tmp_path: Path) -> None:
        for name in ("a", "b", "c"):
            post(tmp_path / "news", name, mood="good")

        made = outfeed_here("validate", "news", *SITE, *JSON, cwd=tmp_path)

        assert rules(made.out) == ["key-extra"] * 3

    def test_the_address_that_stands_for_the_site_is_told_when_quiet_too(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", webUrl="/a")

        loud, quiet = (outfeed_here("validate", "news", *JSON, *flag, cwd=tmp_path) for flag in ((), ("--quiet",)))

        assert rules(loud.out) == ["url-relative", "site-url-missing"]
        assert quiet.out == loud.out

    def test_what_is_private_is_not_told(self, tmp_path: Path) -> None:
        post(tmp_path / "news", "a", title="", secured='"c2VjcmV0 &amp; more"', mood="good")

        for name in ("json", "github", "sarif", "text"):
            made = outfeed_here("validate", "news", *SITE, "--diagnostics", name, cwd=tmp_path)

            assert "field-missing" in made.out
            assert "c2VjcmV0" not in made.out


class TestAnnotations:
    """`github` and `sarif`: at file, line and column."""

    def test_a_broken_article_is_annotated_where_it_is_broken(self, tmp_path: Path) -> None:
        made = outfeed_here("validate", "news", *SITE, "--diagnostics", "github", cwd=broken(tmp_path))

        assert made.status == 1
        assert [(each.name, *each.properties.values()) for each in map(command, made.out.splitlines())] == [
            ("error", "news/a.md", "1", "1", "field-missing"),
            ("error", "news/a.md", "2", "1", "date-unreadable"),
            ("error", "news/a.md", "4", "10", "type-wrong"),
            ("notice", "news/a.md", "3", "1", "url-relative"),
            ("notice", "news/a.md", "4", "14", "url-relative"),
        ]

    def test_sarif_has_the_same_places(self, tmp_path: Path) -> None:
        made = outfeed_here("validate", "news", *SITE, "--diagnostics", "sarif", cwd=broken(tmp_path))

        document = json.loads(made.out)
        jsonschema_rs.Draft4Validator(OFFICIAL).validate(document)
        places = [each["locations"][0]["physicalLocation"] for each in document["runs"][0]["results"]]
        assert {each["artifactLocation"]["uri"] for each in places} == {"news/a.md"}
        assert [tuple(each["region"].values()) for each in places] == [(1, 1), (2, 1), (4, 10), (3, 1), (4, 14)]
        assert document["runs"][0]["invocations"][0]["exitCode"] == 1

    @pytest.mark.parametrize(
        ("root", "path"), [(".", "docs/news/a.md"), ("docs", "news/a.md"), ("elsewhere", "news/a.md")]
    )
    def test_paths_begin_at_the_root_of_the_repository(self, tmp_path: Path, root: str, path: str) -> None:
        here = tmp_path / "docs"
        post(here / "news", "a", title="")
        workspace = {"GITHUB_WORKSPACE": str(tmp_path / root)}

        github = outfeed_here("validate", "news", *SITE, "--diagnostics", "github", cwd=here, env=workspace)
        sarif = outfeed_here("validate", "news", *SITE, "--diagnostics", "sarif", cwd=here, env=workspace)

        (result,) = json.loads(sarif.out)["runs"][0]["results"]
        assert command(github.out.rstrip("\n")).properties["file"] == path
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path

    def test_a_hostile_name_is_a_name(self, tmp_path: Path) -> None:
        name = "::error file=x::a\n::stop-commands::x"
        post(tmp_path / "news", name, title="")

        made = outfeed_here("validate", "news", *SITE, "--diagnostics", "github", cwd=tmp_path)
        again = outfeed_here("validate", "news", *SITE, *JSON, cwd=tmp_path)

        (line,) = made.out.splitlines()
        assert command(line).properties["file"] == f"news/{name}.md"
        assert [each["path"] for each in read(again.out)["diagnostics"]] == [f"news/{name}.md"]


class TestUnknownKeys:
    """A site has keys of its own: they fill one line."""

    def test_many_unknown_keys_are_one_note(self, tmp_path: Path) -> None:
        fields = "\n".join(f"{key}: 1" for key in ("one", "two", "three", "four", "publishedDate"))
        article = (
            f"---\ntitle: X\npublishedDateTime: 2024-01-02T00:00:00Z\nwebUrl: https://example.org/x\n{fields}\n---\n"
        )
        (tmp_path / "x.md").write_text(article)

        made = outfeed_here("export", ".", *SITE, cwd=tmp_path)

        lines = [line for line in made.err.splitlines() if "key-extra" in line]
        assert [line.partition(": note: ")[2] for line in lines] == [
            (
                "4 keys are in no feed: one, two, three …; kept as extra for conditions and plugins; "
                "--verbose shows each [key-extra]"
            ),
            "publishedDate: no feed contains this key, in 1 article; did you mean publishedDateTime? [key-extra]",
        ]
