"""Build the sites below tests/sites with their own generators, and write what these made of each post.

    python tests/sites/build_sites.py [NAME...]

It installs nothing; README.md beside it says what each site needs.
"""

import json
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

SITES: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(SITES.parents[1]))

from tests.sites.facts import MTIME, SiteBuild, expectation, read_build, read_pages  # noqa: E402
from tests.sites.generators import GENERATORS, MissingGeneratorError, SiteGenerator  # noqa: E402


def main(names: list[str]) -> int:
    """Build the sites of these names, or all; return 1 where one could not be built."""
    failed = 0
    for site in [SITES / name for name in names] or sorted(path.parent for path in SITES.glob("*/source")):
        generator = GENERATORS.get(site.name.partition("-")[0])
        if not generator:
            print(f"{site.name}: has no generator here, its expectation is written by hand")  # noqa: T201
            continue
        try:
            print(f"{site.name}: {build_site(site, generator)}")  # noqa: T201
        except MissingGeneratorError as error:
            print(f"{site.name}: not built, {error}")  # noqa: T201
            failed = 1
    return failed


def build_site(site: Path, generator: SiteGenerator) -> str:
    """Build one site in all states, write built/ and expected.json, and return a sentence about it."""
    version = generator.version()
    builds: list[SiteBuild] = []
    with tempfile.TemporaryDirectory() as folder:
        for state in generator.states:
            copy = Path(folder) / state
            copy_source(site / "source", copy)
            started = datetime.now(UTC)
            out = generator.build(copy, state)
            feeds = [path for pattern in generator.feeds for path in sorted(out.glob(pattern))]
            builds.append(read_build(out, feeds, state, started))
            if state == "published":
                keep_built(out, [*(page for page, _ in read_pages(out)), *feeds], site / "built")
    expected = expectation(site / "source", builds, version, generator.prefix)
    text = json.dumps(expected, ensure_ascii=False, indent=2)
    (site / "expected.json").write_text(text + "\n", encoding="utf-8")
    states = [post["state"] for post in expected["posts"]]
    counts = ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
    return f"version {version}, {len(states)} posts ({counts}), {len(expected['no_articles'])} other files"


def copy_source(source: Path, copy: Path) -> None:
    """Copy a site's sources; every file there gets the same times."""
    shutil.copytree(source, copy)
    for path in copy.rglob("*"):
        os.utime(path, (MTIME.timestamp(), MTIME.timestamp()))


def keep_built(out: Path, files: list[Path], built: Path) -> None:
    """Replace built/ by these files of the generator's output."""
    shutil.rmtree(built, ignore_errors=True)
    for file in files:
        target = built / file.relative_to(out)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
