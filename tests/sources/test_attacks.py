"""What was tried against articles and settings, and what it gets: a refusal, in bounded time, nothing private."""

from pathlib import Path

import pytest

from exporters.errors import SettingsError
from exporters.settings.find import parse_toml
from exporters.settings.load import load
from tests.deadline import deadline
from tests.sources.making import file, outcome, told


class TestPrivate:
    """Promise 4: an alias is no way out for what stands under `secured`."""

    @pytest.mark.parametrize(
        "lines",
        [
            ("secured: &x TOPSECRET", "excerpt: *x"),
            ("secured: {a: &x TOPSECRET}", "excerpt: *x"),
            ("secured: &x [TOPSECRET, b]", "topics: *x"),
            ("excerpt: &x TOPSECRET", "secured: *x"),
            ("secured: &b {excerpt: TOPSECRET}", "<<: *b"),
            ("secured: &b {excerpt: TOPSECRET}", "<<: [*b]"),
            ("provider: {secured: &x TOPSECRET}", "category: *x"),
        ],
    )
    def test_an_alias_of_it_rejects(self, lines: tuple[str, ...]) -> None:
        result = outcome(file(*lines))

        assert result.kind == "rejected"
        assert "private-alias" in " ".join(told(result))
        assert "TOPSECRET" not in repr(result)

    def test_other_aliases_are_fine(self) -> None:
        assert outcome(file("secured: x", "category: &c news", "type: *c")).kind == "article"


class TestFlags:
    """A key that nearly holds an article back must not let a draft out."""

    @pytest.mark.parametrize(
        "line",
        [
            "Published: false",
            "PUBLISHED: no",
            "'published ': false",
            "publshed: false",
            "Draft: true",
            "isDraft: true",
            "is_draft: 'true'",
            "Removed: true",
            "hidden: true",
        ],
    )
    def test_it_rejects(self, line: str) -> None:
        result = outcome(file(line))

        assert result.kind == "rejected"
        assert told(result)[0] == f"5:1 flag-misspelled {line.partition(':')[0].strip(chr(39))}"

    @pytest.mark.parametrize("line", ["publisher: ACM", "comments: true", "layout: post", "publishedAt: 2021-01-01"])
    def test_other_keys_do_not(self, line: str) -> None:
        assert outcome(file(line)).kind == "article"


class TestAddresses:
    """An address in a body that nobody can read is left out, as others are."""

    @pytest.mark.parametrize(
        "body",
        [
            '<a href="//[">x</a>',
            '<img src="//[::1" srcset="//[ 1x">x',
            '<iframe src="//["></iframe>x',
            '<video src="//["></video>x',
            '<embed src="https://cdn.embedly.com/widgets/media.html?url=//%5B">x',
        ],
    )
    def test_one_of_another_site(self, body: str) -> None:
        result = outcome(file("webUrl: https://other.example.org/a", body=body))

        assert result.kind == "article"
        assert told(result) == ["6:1 html-unsafe body"]


class TestBounds:
    """What would take minutes or gigabytes; these hang where it is not refused."""

    @pytest.mark.parametrize(
        "lines",
        [
            ("topics:", *(f'- " a{n}"' for n in range(30_000))),
            ("topics: [" + ",".join(f"a{n}" for n in range(200_000)) + "]",),
            ("images: [" + ", ".join(f'"/a b{n}"' for n in range(20_000)) + "]",),
            ("x: [" + "a," * 600_000 + "]",),
        ],
        ids=["list", "long list", "images", "front matter"],
    )
    def test_too_much_rejects(self, lines: tuple[str, ...]) -> None:
        assert outcome(file("\n".join(lines))).kind == "rejected"

    def test_many_unknown_keys_are_told(self) -> None:
        result = outcome(file("\n".join(f"titel{n}: 1" for n in range(20_000))))

        assert result.kind == "article"
        assert len(result.diagnostics) == 20_000


class TestSettings:
    """Patterns and foreign settings that a parser would chew on for ever, or choke on."""

    @pytest.mark.parametrize("pattern", ["*a*a*a*a*a*a*a*a*b", "!", "[z-a]", "**/**/**/**/**/x", "a" * 300])
    def test_a_pattern_is_refused(self, tmp_path: Path, pattern: str) -> None:
        (tmp_path / "outfeed.yaml").write_text(f"source: {{exclude: ['{pattern}']}}\n")

        with pytest.raises(SettingsError, match="glob-wrong"):
            load(tmp_path)

    @pytest.mark.parametrize("part", ["a", " a ", "'a'", '"a b"', r'"\""'])
    @pytest.mark.parametrize("line", ["{} = 1", "[{}]", "x = {{{} = 1}}", "x = [1, {{b = 2, {} = 1}}]"])
    def test_an_endless_key_of_hugo_is_refused(self, tmp_path: Path, line: str, part: str) -> None:
        (tmp_path / "hugo.toml").write_text(line.format(".".join([part] * 50_000)) + "\n")

        with deadline(10), pytest.raises(SettingsError, match="settings-syntax"):
            load(tmp_path)

    def test_a_text_of_hugo_may_have_many_dots(self) -> None:
        text = "Go on. " * 99 + "." * 99

        assert parse_toml(f"params = {{description = '{text}'}}\n") == {"params": {"description": text}}
