"""Mutants: the changes of a line, samples that are the same each time, and those that no test can see."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants import confinement
from tests.mutants.edits import ModuleText
from tests.mutants.equivalents import Equivalents, read
from tests.mutants.operators import edits
from tests.mutants.sample import Mutant, sample


def changed(code: str) -> set[str]:
    """What becomes of some code."""
    module = ModuleText(code.encode())
    return {module.edited(each).decode() for each in edits(module)}


def room(root: Path, **modules: str) -> Path:
    """A repository with these modules in its folder `room`."""
    (root / "room").mkdir()
    for name, code in modules.items():
        (root / "room" / f"{name}.py").write_text(code, encoding="utf-8")
    return root


def confined(code: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run some code in `folder`, to which it is confined."""
    return subprocess.run(
        [sys.executable, "-S", "-c", f"{Path(confinement.__file__).read_text(encoding='utf-8')}\n{code}"],
        cwd=folder,
        env={confinement.VARIABLE: str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


class TestEdits:
    """The small changes of meaning that a slip of the pen makes."""

    @pytest.mark.parametrize(
        ("code", "becomes"),
        [
            ("a < b", {"a <= b", "a >= b"}),
            ("a is not b", {"a is b"}),
            ("a not in b", {"a in b"}),
            ("a and (b or c)", {"a or (b or c)", "a and (b and c)", "(b or c)", "a", "a and (c)", "a and (b)"}),
            ("not a", {"a"}),
            ("a + b", {"a - b", "a", "b"}),
            ("x = 7", {"x = 8", "x = 6"}),
            ('x = "é"', {'x = ""'}),
            ("a if b else c", {"a", "c"}),
            ("a[b:c]", {"a[:c]", "a[b:]"}),
            ("{a, b}", {"{b}", "{a}"}),
            ("min(a, b)", {"max(a, b)", "pass"}),
            ("f(a, b)", {"f(b, a)", "pass"}),
            ("while a: break", {"while False: break", "while a: continue", "while a: pass"}),
            ("if a: b()", {"if True: b()", "if False: b()", "if a: pass"}),
            ("[a for a in b if c]", {"[a for a in b if True]"}),
            ("x = a.strip()", {"x = a", "x = a.rstrip()"}),
            ("def f(): return a", {"def f(): return None"}),
            ('x = "a b".split()', {'x = " b".split()', 'x = "a ".split()'}),
        ],
    )
    def test_of_a_line(self, code: str, becomes: set[str]) -> None:
        assert becomes <= changed(code)

    @pytest.mark.parametrize(
        ("pattern", "becomes"),
        [
            ("a+", {"a*"}),
            ("a?b", {"ab"}),
            ("a{2,3}", {"a{3,3}", "a{1,3}", "a{2,4}", "a{2,2}"}),
            ("[a-cd]", {"[d]", "[a-c]"}),
            ("a|b|c", {"b|c", "a|c"}),
            ("(?:a|b)", {"(?:b)", "(?:a)"}),
            ("(?=a)", {"(?!a)"}),
            (r"\ba\Z", {r"a\Z", r"\ba"}),
        ],
    )
    def test_of_a_pattern(self, pattern: str, becomes: set[str]) -> None:
        code = 'x = re.compile(r"{}")'

        assert {code.format(each) for each in becomes} <= changed(code.format(pattern))

    @pytest.mark.parametrize(
        "code",
        [
            '"""What it is for: 7."""',
            "from a import b",
            "def f(a: int | None) -> int | str: pass",
            "X = Literal['a', 'b']",
            "__all__ = ['a', 'b']",
            "if TYPE_CHECKING:\n    x = 7",
            "f'{a} of {b}'",
        ],
    )
    def test_what_has_no_meaning_at_run_time_stays(self, code: str) -> None:
        assert changed(code) - {code, "pass"} == set()


class TestSample:
    """So many mutants of a folder, chosen by a seed."""

    CODE = "def f(a, b):\n    return a < b\n\n\ndef g(a):\n    return a + 1 if a > 2 else a - 1\n"

    def test_the_same_seed_chooses_the_same(self, tmp_path: Path) -> None:
        root = room(tmp_path, one=self.CODE, two=self.CODE)

        assert [*sample(root, "room", 5, 1)] == [*sample(root, "room", 5, 1)]
        assert [*sample(root, "room", 5, 1)] != [*sample(root, "room", 5, 2)]

    def test_each_line_comes_before_any_comes_twice(self, tmp_path: Path) -> None:
        root = room(tmp_path, one=self.CODE)

        assert {each.line for each in sample(root, "room", 2, 1)} == {2, 6}

    def test_each_is_python_and_means_something_else(self, tmp_path: Path) -> None:
        root = room(tmp_path, one=self.CODE + "X = (1)\nY = a and (b)\n")
        found = [*sample(root, "room", 1_000, 1)]

        assert len({each.data for each in found}) == len(found) > 10
        for each in found:
            compile(each.data, each.path, "exec")

    def test_it_knows_its_lines(self, tmp_path: Path) -> None:
        (mutant,) = sample(room(tmp_path, one="\nx = [\n    1,\n]\n"), "room", 1, 1)

        assert mutant.diff[:2] == ["room/one.py:3", "- 1,"]


class TestConfinement:
    """A mutant changes nothing outside of its scratch folder."""

    @pytest.mark.parametrize(
        "change",
        [
            "open('OUTSIDE/new', 'w')",
            "open('OUTSIDE/kept', 'r+b')",
            "os.open('inside/../OUTSIDE/new', os.O_CREAT)",
            "os.remove('OUTSIDE/kept')",
            "os.rename('OUTSIDE/kept', 'inside/kept')",
            "os.rename('inside/kept', 'OUTSIDE/new')",
            "os.mkdir('OUTSIDE/new')",
            "os.rmdir('OUTSIDE')",
            "shutil.rmtree('OUTSIDE')",
            "os.symlink('x', 'OUTSIDE/new')",
            "os.kill(1, 18)",
            "os.kill(-1, 18)",
        ],
    )
    def test_it_is_refused(self, tmp_path: Path, change: str) -> None:
        for name in ("inside", "outside"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "kept").write_bytes(b"kept")
        code = f"import os, shutil\n{change.replace('OUTSIDE', '../outside').replace('inside/', './')}"
        ran = confined(code, tmp_path / "inside")

        assert "PermissionError: a mutant " in ran.stderr
        assert {each.name: each.read_bytes() for each in (tmp_path / "outside").iterdir()} == {"kept": b"kept"}

    def test_anything_else_is_not(self, tmp_path: Path) -> None:
        code = (
            "import os, shutil\nopen('a', 'w').close(); os.rename('a', 'b'); os.remove('b'); os.mkdir('c');"
            "shutil.rmtree('c'); open(os.__file__).close(); open(os.devnull, 'w').close(); os.kill(os.getpid(), 0)"
        )

        assert (confined(code, tmp_path).returncode, [*tmp_path.iterdir()]) == (0, [])


class TestEquivalents:
    """Those that no test can see are known by their lines."""

    TEXT = "# Words.\n\na/b.py\n- x\n- y\n+\nIt is so,\nas ever.\n\na/c.py\n- z\n+ -z\nSo.\n"

    def test_a_file_is_read(self) -> None:
        first, second = read(self.TEXT)

        assert first == ("a/b.py", ("x", "y"), ("",), "It is so, as ever.")
        assert second == ("a/c.py", ("z",), ("-z",), "So.")

    def test_ours_say_why(self) -> None:
        known = Equivalents(Path(__file__).parents[2])

        assert all(each.removed and each.reason for each in known)
        assert known.unmatched("exporters") == []

    def test_lines_count_and_not_their_numbers(self) -> None:
        known = Equivalents(Path(__file__).parents[2])
        one = next(iter(known))
        mutant = Mutant("room", one.path, 1_000_000, one.removed, one.added, b"")

        assert known.has(mutant)
        assert not known.has(mutant._replace(added=("other",)))
        assert not known.has(mutant._replace(path="exporters/pipeline.py"))
