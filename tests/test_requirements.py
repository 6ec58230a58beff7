"""What is installed: exact versions with hashes, as pyproject.toml admits them, the same wherever they are named."""

import re
from collections.abc import Iterator

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import requirements
from tests.requirements import ABOUT, FOLDER, HOOK, PINNED

PLACES = [  # where somebody may run it
    {
        "sys_platform": system,
        "os_name": name,
        "platform_python_implementation": "CPython",
        "python_full_version": f"{version}.{patch}",
    }
    for system, name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))
    for version, patch in (("3.11", 0), ("3.11", 9), ("3.12", 0), ("3.13", 0))
]


def text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def entries(name: str) -> Iterator[str]:
    """Each requirement of a file, its hashes behind it, in one line."""
    for line in text(name).replace("\\\n", "").splitlines():
        if not line.startswith("#"):
            yield line


def installed(name: str, place: dict[str, str]) -> dict[str, str]:
    """The version of each package that a file names for one place."""
    found: dict[str, str] = {}
    for package, told in PINNED.findall(text(name)):
        requirement = Requirement(f"{package}=={told}")
        if requirement.marker is None or requirement.marker.evaluate(place):
            assert package not in found, "named twice"
            found[package] = told.partition(" ;")[0]
    return found


class TestFiles:
    """Each file of requirements/ by itself."""

    @pytest.mark.parametrize("name", ABOUT)
    def test_every_line_is_an_exact_version_with_hashes_and_names_no_place(self, name: str) -> None:
        entry = re.compile(
            r"[a-z0-9-]+==[\w.]+(?: ; [a-z_]+ (?:[<>]=?|[!=]=) '[\w.]+')? +(?:--hash=sha256:[0-9a-f]{64} *)+"
        )

        assert [line for line in entries(name) if not entry.fullmatch(line)] == []
        assert list(entries(name))

    @pytest.mark.parametrize("name", ABOUT)
    def test_what_the_project_asks_for_is_there_in_a_version_that_it_admits(self, name: str) -> None:
        for place in PLACES:
            versions = installed(name, place)
            for requirement in map(Requirement, requirements.needed(name)):
                assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement

    def test_there_is_no_other_file(self) -> None:
        assert {path.name for path in FOLDER.iterdir()} == {f"{name}.txt" for name in ABOUT}


class TestTogether:
    """The files agree: one of them can be installed upon another."""

    @pytest.mark.parametrize("name", ABOUT)
    def test_a_package_has_one_version(self, name: str) -> None:
        for place in PLACES:
            for other in ABOUT:
                ours, theirs = installed(name, place), installed(other, place)

                assert {each: ours[each] for each in ours.keys() & theirs.keys()}.items() <= theirs.items(), other

    def test_tests_run_with_what_users_run(self) -> None:
        for place in PLACES:
            assert installed("run", place).items() <= installed("dev", place).items()

    def test_the_hook_has_the_same_versions(self) -> None:
        hooks = yaml.safe_load(HOOK.read_text(encoding="utf-8"))

        for hook in hooks:
            assert hook["additional_dependencies"] == [
                f"{name}=={version}" for name, version in PINNED.findall(text("run"))
            ]


class TestHook:
    """The versions of the hook are written with those of the files."""

    def test_its_versions_are_those_of_what_runs(self) -> None:
        before = '- id: a\n  additional_dependencies: # why\n    - "b==1"\n    - "c==1"\n  files: x\n'

        after = requirements.hook(before, "b==2 \\\n    --hash=sha256:0\nd==3 ; os_name == 'nt' \\\n")

        versions = '    - "b==2"\n    - "d==3 ; os_name == \'nt\'"\n'
        assert after == f"- id: a\n  additional_dependencies: # why\n{versions}  files: x\n"
