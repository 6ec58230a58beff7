"""The documents say what is so: messages, links, commands, flags and every example in them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from exporters.cli.main import COMMANDS, outfeed
from exporters.diagnostics.rules import RULES
from exporters.model.site import Site
from exporters.settings import own_settings
from exporters.sources.parse import ArticleReader
from exporters.yamldoc.document import read_yaml
from tests import write_docs
from tests.write_docs import ROOT, blocks, documents

README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
SCREEN: Final = README.partition("\n## ")[0]
INDEX, TUTORIAL, COMMAND_PAGE, OWN_FORMAT, BENCHMARKS = (
    (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in ("index.md", "first-feeds.md", "commands.md", "own-format.md", "benchmarks.md")
)
PAGES: Final = [pytest.param(file, id=file.relative_to(ROOT).as_posix()) for file in documents()]
CATALOGUE: Final = ROOT / "exporters" / "diagnostics" / "rules"
CODE: Final = sorted(file for file in (ROOT / "exporters").rglob("*.py") if CATALOGUE not in file.parents)
SITE: Final = Site(title="Site", description="Site", url="https://example.org/", feeds_url="https://example.org/feeds/")
_LINK: Final = re.compile(r"\]\((?!https?:)(?P<file>[^)#\s]*)(?:#(?P<heading>[^)\s]*))?\)")
_FENCED: Final = re.compile(r"(?ms)^```.*?^```$")


def headings(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


class TestDiagnostics:
    """docs/diagnostics.md is the catalogue, and the catalogue is what the program tells."""

    def test_the_page_is_what_make_docs_writes(self) -> None:
        assert write_docs.DIAGNOSTICS.read_text(encoding="utf-8") == write_docs.diagnostics(), "run `make docs`"

    def test_every_name_that_is_told_is_in_the_catalogue(self) -> None:
        assert {rule for module in CODE for rule in told(module)} - set(RULES) == set()

    def test_every_rule_is_told_somewhere(self) -> None:
        words = {word for module in CODE for word in constants(module)}

        assert set(RULES) - words == set()

    def test_the_names_that_are_told_are_found(self) -> None:
        found = {rule for module in CODE for rule in told(module)}

        assert {"title-missing", "field-missing"} & found == {"field-missing"}
        assert {"yaml-tab", "url-wrong", "date-unreal", "key-extra", "disk-full", "url-query", "text-entity"} <= found


def constants(module: Path) -> Iterator[str]:
    """Every string in a module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def told(module: Path) -> Iterator[str]:
    """The strings in a module that are handed over as `rule`: to a parameter, a field or a variable of that name."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            places = RULE_PLACES.get(name, set())
            values = [value for rank, value in enumerate(node.args) if rank in places]
            values += [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
            for value in values:
                yield from words(value)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            names = [getattr(target, "id", "") for target in node.targets[0].elts]
            if "rule" in names and isinstance(node.value, ast.Tuple):
                yield from words(node.value.elts[names.index("rule")])


def words(value: ast.expr) -> Iterator[str]:
    """The strings that an expression may be."""
    if isinstance(value, ast.IfExp):
        yield from words(value.body)
        yield from words(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value


def _rule_places() -> dict[str, set[int]]:
    """Where a call hands over a rule, by the name that is called. A name may stand for several functions."""
    places: dict[str, set[int]] = {}
    for module in CODE:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = [each.arg if _is_text(each) else "" for each in node.args.args]
                names = names[1:] if names[:1] in (["self"], ["cls"]) else names
                called = node.name
            elif isinstance(node, ast.ClassDef):
                fields = [each.target for each in node.body if isinstance(each, ast.AnnAssign)]
                starts = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
                names = [getattr(field, "id", "") for field in fields]
                names = [argument.arg for argument in starts[0].args.args[1:]] if starts else names
                called = node.name
            else:
                continue
            if "rule" in names:
                places.setdefault(called, set()).add(names.index("rule"))
    return places


def _is_text(argument: ast.arg) -> bool:
    """Whether a parameter is a name: `rule` of the settings' reader is a function."""
    return argument.annotation is None or ast.unparse(argument.annotation) == "str"


RULE_PLACES: Final = _rule_places()


class TestLinks:
    """A link leads somewhere."""

    @pytest.mark.parametrize("page", PAGES)
    def test_every_link_leads_to_a_file_and_a_heading(self, page: Path) -> None:
        lost = []
        for link in _LINK.finditer(_FENCED.sub("", page.read_text(encoding="utf-8"))):
            target = (page.parent / link["file"]).resolve() if link["file"] else page
            if not target.exists() or (link["heading"] and link["heading"] not in headings(target)):
                lost.append(link[0])

        assert lost == []


class TestExamples:
    """What the pages print is what happens."""

    @pytest.mark.parametrize("page", PAGES)
    def test_every_command_prints_what_the_page_says(self, page: Path, tmp_path: Path) -> None:
        text = page.read_text(encoding="utf-8")

        assert write_docs.ran(text, tmp_path) == text, "run `make docs`, and read the diff"

    @pytest.mark.parametrize("page", PAGES)
    def test_every_piece_of_an_output_stands_in_that_output(self, page: Path, exported: Path) -> None:
        text = page.read_text(encoding="utf-8")
        lost = [
            line
            for block in blocks(text)
            if block.name.startswith("out/") and block.kind != "console"
            for line in block.text.splitlines()
            if re.search(_pattern(line), (exported / block.name).read_text(encoding="utf-8")) is None
        ]

        assert lost == []

    @pytest.mark.parametrize("page", PAGES)
    def test_every_toml_and_python_block_can_be_read(self, page: Path) -> None:
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.kind == "toml":
                tomllib.loads(block.text)
            elif block.kind == "python":
                ast.parse(block.text)
            elif block.kind == "yaml":
                read_yaml(block.text)

    @pytest.mark.parametrize(
        ("page", "notes"), [(README, []), (TUTORIAL, ["url-relative"])], ids=["README", "tutorial"]
    )
    def test_the_first_article_of_a_page_is_one(self, page: str, notes: list[str]) -> None:
        first = next(block for block in blocks(page) if block.kind == "markdown")

        outcome = ArticleReader(SITE).read(first.text.encode(), first.name)

        assert outcome.article is not None
        assert outcome.article.content_html is not None
        assert "<strong>Markdown</strong>" in outcome.article.content_html
        assert [each.rule for each in outcome.diagnostics] == notes

    @pytest.mark.parametrize("page", PAGES)
    def test_every_settings_file_is_valid(self, page: Path, tmp_path: Path) -> None:
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.name.endswith("outfeed.yaml"):
                (tmp_path / "outfeed.yaml").write_text(block.text, encoding="utf-8")

                assert own_settings.read(tmp_path / "outfeed.yaml").site.title

    def test_the_first_exporter_has_twenty_lines(self) -> None:
        module = next(block for block in blocks(OWN_FORMAT) if block.kind == "python")

        assert len([line for line in module.text.splitlines() if line.strip()]) <= 20


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the seeds were exported to `out/`."""
    folder = tmp_path_factory.mktemp("exported")
    write_docs.ran("```console\n$ outfeed export seeds\n```\n", folder)
    return folder


def _pattern(line: str) -> str:
    """A line of an output, where … stands for anything in that line."""
    written = line.rstrip("," if line.strip() == "}," else "")
    return r"(?m)^" + r"[^\n]*".join(map(re.escape, written.split("…"))) if written.strip() != "…" else ""


class TestCommands:
    """The tables name every command and every flag."""

    def test_the_table_names_every_command(self) -> None:
        assert re.findall(r"(?m)^\| `outfeed (\w+)", COMMAND_PAGE) == list(COMMANDS)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_flag_is_described(self, name: str) -> None:
        text = "".join(file.read_text(encoding="utf-8") for file in documents())

        assert [flag for flag in flags(name) if f"{flag}`" not in text and f"{flag} " not in text] == []

    def test_the_table_of_flags_is_that_of_export(self) -> None:
        assert sorted(re.findall(r"(?m)^\| `(--[a-z-]+)", COMMAND_PAGE)) == sorted(set(flags("export")) - {"--help"})

    def test_every_flag_that_a_page_names_exists(self) -> None:
        known = {flag for name in COMMANDS for flag in flags(name)} | {"--help", "--version"}
        named = {
            flag
            for file in documents()
            for command in re.findall(r"\boutfeed \w+[^`\n]*", file.read_text(encoding="utf-8"))
            for flag in re.findall(r"(?<!\S)--[a-z-]+", command)
        }

        assert named - known == set()


class TestFirstScreen:
    """The README begins with what the site begins with: what it is, two commands, how it compares."""

    def test_it_has_two_commands(self) -> None:
        assert re.findall(r"(?m)^\$ (.+)$", SCREEN) == ["outfeed init", "outfeed export"]
        assert SCREEN.count("```") == 2

    def test_what_a_fresh_clone_does_comes_later(self) -> None:
        assert re.findall(r"(?m)^\$ (make .+)$", README) == ["make feeds", "make test"]

    def test_it_is_one(self) -> None:
        assert len(SCREEN.splitlines()) <= 54
        assert len(README.splitlines()) < 200

    def test_the_site_begins_with_it(self) -> None:
        assert INDEX.startswith(SCREEN.replace("](docs/", "](").replace("](tests/", "](../tests/"))

    def test_it_compares_with_figures_that_were_measured(self) -> None:
        measured = BENCHMARKS.partition("### 5,000 large articles\n")[2].partition("\n### ")[0]
        known = {tuple(cells(line)[at] for at in (1, 4)) for line in measured.splitlines() if line.startswith("| ")}
        rows = [cells(line)[1:3] for line in SCREEN.splitlines() if re.match(r"\| [^|]+ \| [\d.]+ m?s \|", line)]

        assert len(rows) == 6
        assert {tuple(row) for row in rows} <= known


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.strip("|").split("|")]


def flags(name: str) -> list[str]:
    """The long flags of a command."""
    command = outfeed.get_command(click.Context(outfeed), name)
    assert command is not None
    return [flag for option in command.params for flag in option.opts if flag.startswith("--")]
