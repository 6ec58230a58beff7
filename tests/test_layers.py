"""Imports point one way: the table of the design, and what may never be loaded where."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

from tests.cli.running import ROOT, environment

OPEN: Final = frozenset({"errors", "diagnostics", "support", "__init__"})  # every layer may import these
LAYERS: Final = {  # from below to above: no layer imports one that comes after it
    "yamldoc": "",
    "schema_files": "",
    "schema": "schema_files yamldoc",
    "model": "",
    "media": "",
    "repair": "model yamldoc",
    "bodies": "model repair",
    "settings": "media model schema yamldoc",
    "formats": "model",
    "checks": "model",
    "publishing": "model",
    "pages": "model settings",
    "store": "media model schema_files yamldoc",
    "run": "model publishing",
    "sources": "bodies media model publishing repair run schema settings store yamldoc",
    "feeds": "model settings store",
    "http": "model",
    "lint": "checks http model",
    "planning": "checks feeds formats http model publishing run settings yamldoc",
    "build": "checks feeds formats model pages planning publishing run settings sources store",
    "websub": "http model publishing",
    "scaffold": "model planning publishing settings schema_files sources yamldoc",
    "pipeline": "build formats lint model planning publishing run settings sources store",
    "serve": "build checks lint media model pipeline planning publishing run settings sources store",
    "interface": "bodies feeds formats model pipeline planning publishing repair run settings sources yamldoc",
    "api": "bodies checks formats interface lint model planning publishing sources yamldoc",
    "cli": "formats lint model pipeline planning publishing run scaffold serve settings schema_files sources store"
    " websub",
    "__main__": "cli",
}
ALLOWED: Final = {
    **dict.fromkeys(OPEN, frozenset[str]()),
    "__init__": frozenset({"api"}),  # whose names it has, loaded when they are asked for
    **{layer: frozenset(below.split()) for layer, below in LAYERS.items()},
}
LATE: Final = {  # imports within functions, outside of `cli/`: what they load, 5 ms at least, not every run needs
    "__init__.py": "exporters",
    "api.py": "exporters.interface.render exporters.interface.runs exporters.lint.levels",
    "bodies/markdown/events.py": "pyromark",
    "build/build.py": "exporters.sources.dialects.articles",
    "build/incremental.py": "exporters.build exporters.build.assemble",
    "build/page_files.py": "exporters.pages.opml",
    "build/run.py": "exporters.build exporters.build.section exporters.build.shared_entries exporters.checks.agree",
    "build/shows.py": "exporters.sources.article_media",
    "build/site.py": "exporters.build",
    "checks/places.py": "xml.parsers",
    "diagnostics/level_choice.py": "exporters.diagnostics.rules",
    "diagnostics/recognition.py": "exporters.diagnostics.rules",
    "formats/xmlfeed.py": "xml.sax.saxutils",
    "media/measure.py": "imagesize tinytag",
    "pages/render.py": "exporters.pages.meter exporters.pages.metered jinja2",
    "pipeline.py": "exporters.lint.own_documents exporters.sources.dialects.other_languages"
    " exporters.sources.dialects.unread_files exporters.sources.explain.explain",
    "planning/against.py": "exporters.planning.address",
    "planning/forecast.py": "exporters.planning.common_entries exporters.planning.compare",
    "planning/readers/read.py": "exporters.planning.readers",
    "publishing/stage.py": "exporters.publishing.compare exporters.publishing.publish",
    "repair/kinds.py": "exporters.repair.date_advice",
    "repair/mojibake.py": "ftfy",
    "repair/url.py": "idna",
    "schema.py": "jsonschema",
    "settings/find.py": "exporters.yamldoc.document",
    "settings/rules.py": "pathspec",
    "support/workers.py": "ctypes mmap multiprocessing multiprocessing.connection",
    "settings/built_site.py": "cssselect",
    "sources/origin.py": "exporters.sources exporters.sources.dialects.articles",
    "sources/make_article.py": "exporters.bodies.summary",
    "sources/dialects/articles.py": "exporters.sources.dialects.mapping",
    "sources/dialects/patterns.py": "exporters.sources.addresses.languages exporters.sources.addresses.parts",
    "sources/dialects/recognise.py": "exporters.sources.addresses.languages exporters.sources.addresses.parts",
    "sources/dialects/site_folder.py": "exporters.yamldoc.document",
    "sources/dialects/registry.py": "exporters.sources.dialects.dialect",
    "sources/feed_items.py": "feedparser",
    "sources/item_fields.py": "exporters.bodies.html.clean",
    "sources/wordpress.py": "lxml",
    "sources/frontmatter/documents.py": "exporters.sources.frontmatter.html_document"
    " exporters.sources.frontmatter.json_document exporters.sources.frontmatter.line_document"
    " exporters.sources.frontmatter.toml_document",
    "sources/built_sites.py": "exporters.sources.html_site exporters.sources.pages.document",
    "sources/built_pages.py": "exporters.sources.pages.document exporters.sources.pages.main_part"
    " exporters.sources.pages.selector",
    "sources/article_texts.py": "exporters.bodies.render",
    "sources/patterns.py": "pathspec",
    "sources/source_context.py": (
        "exporters.sources.article_media exporters.sources.built_pages exporters.sources.parse"
    ),
    "sources/worker.py": "exporters.sources.read_item exporters.sources.read_page",
}
UNTOUCHED: Final = ("os", "pathlib", "time", "socket", "urllib.request", "shutil", "tempfile", "subprocess", "locale")
SLOW: Final = "feedgen jsonschema jsonschema_rs lxml msgspec jinja2 sqlite3 yaml nh3 ftfy pyromark urllib3".split()
PACKAGE: Final = ROOT / "exporters"
MODULES: Final = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
NAMED: Final = re.compile(r"exporters(?:\.\w*)+")  # a module that is named in a string, for import_module


def layer(module: str) -> str:
    """`formats/rss.py` is of the layer `formats`, `errors.py` is one itself."""
    return module.partition("/")[0].removesuffix(".py")


def tree(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[str]:
    """Every module that is imported anywhere in `module`, in functions and for type checkers too."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMED.fullmatch(node.value):
            yield node.value


def layers(module: str) -> Iterator[tuple[str, str]]:
    """The layers that `module` imports, each with what it imported of them."""
    for name in imported(module):
        first, *rest = name.split(".")
        if first == "exporters":
            inside = rest and ((PACKAGE / rest[0]).is_dir() or (PACKAGE / f"{rest[0]}.py").is_file())
            yield (rest[0] if inside else "__init__"), name


def modules(module: str) -> Iterator[str]:
    """The modules of the package that `module` imports anywhere."""
    for name in imported(module):
        parts = name.split(".")[1:] if name.startswith("exporters") else []
        for count in range(len(parts), 0, -1):
            path = "/".join(parts[:count])
            if found := next((each for each in (f"{path}.py", f"{path}/__init__.py") if each in MODULES), None):
                if found != module:
                    yield found
                break


def late(module: str) -> set[str]:
    """The modules that are imported within functions of `module`."""
    functions = (node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef))
    nodes = [node for function in functions for node in ast.walk(function)]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


def calls(module: str) -> Iterator[str]:
    """What is called in `module`: `print`, `sys.exit`."""
    return (ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call))


def within(name: str, packages: tuple[str, ...]) -> bool:
    """Whether `name` is one of `packages` or below it."""
    return any(name == each or name.startswith(f"{each}.") for each in packages)


class TestTable:
    """Every module has its place, and imports only what stands below it."""

    def test_every_module_is_named(self) -> None:
        assert {layer(module) for module in MODULES} == set(ALLOWED)

    @pytest.mark.parametrize("module", MODULES)
    def test_a_module_imports_only_what_its_layer_may(self, module: str) -> None:
        own = layer(module)
        allowed = ALLOWED[own] | OPEN | {own}

        assert [name for other, name in layers(module) if other not in allowed] == []

    @pytest.mark.parametrize("module", MODULES)
    def test_imports_are_absolute_and_name_what_they_take(self, module: str) -> None:
        assert [name for name in imported(module) if name.startswith(".") or name.endswith(".*")] == []

    def test_an_import_that_points_up_would_be_found(self) -> None:
        found = set(layers("cli/run_request.py"))
        assert ("sources", "exporters.sources.dialects.recognise.load_site") in found  # within a function
        assert ("formats", "exporters.formats.exporter.Exporter") in set(layers("formats/registry.py"))  # for types
        assert ("formats", "exporters.formats.rss") in set(layers("formats/registry.py"))  # as a string
        assert ("sources", "exporters.sources.findings") in set(layers("build/build.py"))  # a module

    def test_no_layer_may_import_one_above_it(self) -> None:
        order = list(LAYERS)

        assert all(set(below.split()) <= set(order[: order.index(layer)]) for layer, below in LAYERS.items())

    @pytest.mark.parametrize("own", LAYERS)
    def test_what_a_layer_may_import_it_does(self, own: str) -> None:
        used = {other for module in MODULES if layer(module) == own for other, _ in layers(module)}

        assert set(LAYERS[own].split()) <= used

    def test_no_module_imports_itself_by_way_of_others(self) -> None:
        sorter = TopologicalSorter({module: set(modules(module)) - {"__init__.py"} for module in MODULES})

        sorter.prepare()  # raises CycleError, which names them


class TestTelling:
    """`cli/` is the only place that prints, and the only one that ends the process."""

    @pytest.mark.parametrize("module", [module for module in MODULES if layer(module) != "cli"])
    def test_nothing_else_does(self, module: str) -> None:
        ends = {"print", "exit", "quit", "sys.exit", "os._exit", "os.abort", "SystemExit"}

        assert ends.isdisjoint(calls(module))
        assert [name for name in imported(module) if within(name, ("click", "sys.exit", "logging"))] == []
        assert "sys.stdout" not in ast.unparse(tree(module))


class TestFormats:
    """A format gets a feed and a stream: no files, no clock, no network."""

    @pytest.mark.parametrize("module", [module for module in MODULES if layer(module) == "formats"])
    def test_nothing_outside_is_asked(self, module: str) -> None:
        asked = [name.rpartition(".")[2] for name in calls(module)]

        assert [name for name in imported(module) if within(name, UNTOUCHED)] == []
        assert {"open", "now", "utcnow", "today", "localtime", "gmtime"}.isdisjoint(asked)

    def test_feedgen_has_one_door(self) -> None:
        users = [module for module in MODULES if any(within(name, ("feedgen",)) for name in imported(module))]

        assert users == ["formats/xmlfeed.py"]


class TestLateImports:
    """An import stands in a function where a measurement defends it, and in `cli/`."""

    @pytest.mark.parametrize("module", [module for module in MODULES if layer(module) != "cli"])
    def test_each_is_one_that_was_measured(self, module: str) -> None:
        assert late(module) <= set(LATE.get(module, "").split())

    @pytest.mark.parametrize("module", LATE)
    def test_none_is_listed_that_is_gone(self, module: str) -> None:
        assert late(module) >= set(LATE[module].split())


class TestQuickAnswers:
    """`--help` and `--version` load no library that takes its time."""

    @pytest.mark.parametrize(
        "words",
        [
            "--help",
            "--version",
            "export --help",
            "validate --help",
            "feeds --help",
            "plan --help",
            "ping --help",
            "init --help",
            "cache --help",
            "formats --help",
            "schema --help",
            "serve --help",
            "exprt",
        ],
    )
    def test_slow_libraries_stay_out(self, tmp_path: Path, words: str) -> None:
        code = (
            "import atexit, sys\n"
            f"atexit.register(lambda: print('loaded:', *sorted(set({SLOW!r}) & set(sys.modules)), file=sys.stderr))\n"
            "from exporters.cli.main import main\n"
            "main()"
        )

        done = subprocess.run(
            [sys.executable, "-c", code, *words.split()],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert done.stderr.splitlines()[-1] == "loaded:"
