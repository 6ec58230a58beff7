"""The same site exported in many surroundings: `python -m tests.site.determinism --exports 100`.

Each export finds the same articles and settings in another place, made in another order at other times; it has another
current folder, time zone, locale, hash seed, file mode mask, clock, number of processes and state of the cache, and the
system lists folders in another order. All of them have to publish the same bytes, and to say the same.
"""

import argparse
import hashlib
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.cli.forking import outfeed_forked
from tests.cli.running import Ran, contents, outfeed
from tests.site.making import Fields, articles, settings, written
from tests.site.test_same_bytes import FEEDS, OTHERS
from tests.test_jobs import SHUFFLED

ZONES: Final = ("UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Marquesas", "Europe/Berlin")
LOCALES: Final = ("C", "C.UTF-8", "POSIX", "en_US.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")
PLACES: Final = ("a", "deep/below/it", "with spaces & signs", "größer", "zz.d")
CURRENT: Final = (".", "..", "beside", "../elsewhere")  # seen from the folder of the settings
CACHES: Final = ("none", "cold", "warm", "moved", "standing")
BEFORE: Final = """
import locale, os, random, time
from contextlib import suppress
from datetime import UTC, datetime
from exporters.cli import options
random.seed({seed})
listdir, clock, clock_ns = os.listdir, time.time, time.time_ns
def shuffled(path="."):
    names = listdir(path)
    random.shuffle(names)
    return names
os.listdir = shuffled
time.time, time.time_ns = lambda: clock() + {ahead}, lambda: clock_ns() + {ahead} * 10**9
options.read_clock = lambda: datetime.fromtimestamp(int(time.time()), UTC)
os.umask({mask})
with suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
"""


class Surroundings(NamedTuple):
    """What may differ from one run to the next."""

    seed: int
    place: str
    current: str
    jobs: int
    cache: str
    mask: int
    ahead: int  # seconds, of the clock
    env: dict[str, str]


class Result(NamedTuple):
    """What an export made: the digest of each file, and what it said."""

    files: dict[str, str]
    out: str
    err: str


def surroundings(seed: int) -> Surroundings:
    """The surroundings of that number: five in a row have five states of the cache, four in a row four `--jobs`."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return Surroundings(
        seed=seed,
        place=chance.choice(PLACES),
        current=chance.choice(CURRENT),
        jobs=1 + seed % 4,
        cache=CACHES[seed % len(CACHES)],
        mask=chance.choice((0o000, 0o022, 0o077)),
        ahead=chance.randrange(-2, 40) * 365 * 86400,
        env={
            "TZ": chance.choice(ZONES),
            "LANG": chance.choice(LOCALES),
            "LC_ALL": chance.choice(LOCALES),
            "PYTHONHASHSEED": f"{chance.randrange(2**32)}",
        },
    )


def site(folder: Path, count: int, seed: int) -> None:
    """The site, which is the same for every seed; in which order its files are made, and how old they are, is not."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    named = [*enumerate(articles(count))]
    chance.shuffle(named)
    for number, fields in named:
        path = written(folder / "news" / _folder(fields), f"{number:03}", fields)
        age = chance.randrange(10**9, 17 * 10**8)
        os.utime(path, (age, age))
    settings(folder, Path("news"), *FEEDS, **OTHERS)


def export(folder: Path, around: Surroundings, count: int) -> Result:
    """Export the site below `folder` in these surroundings."""
    place = folder / around.place
    site(place, count, around.seed)
    current = place / around.current
    current.mkdir(parents=True, exist_ok=True)
    if around.cache in ("warm", "standing"):
        _run(place, around._replace(jobs=2), current, outfeed_forked)
    if around.cache == "warm":
        shutil.rmtree(place / "out")
    if around.cache == "moved":  # as a machine of CI finds the one of the machine before
        other = folder / "other"
        site(other, count, around.seed + 1)
        _run(other, around._replace(jobs=2), other, outfeed_forked)
        shutil.move(other / ".outfeed", place / ".outfeed")
    return _run(place, around, current)


def differences(results: Sequence[Result]) -> Iterator[str]:
    """What is not the same in all results."""
    first = results[0]
    for number, each in enumerate(results):
        names = sorted(first.files.keys() | each.files.keys())
        yield from (f"export {number}: {name}" for name in names if first.files.get(name) != each.files.get(name))
        yield from (f"export {number}: standard output" for _ in range(each.out != first.out))
        yield from (f"export {number}: standard error" for _ in range(each.err != first.err))


def run(folder: Path, exports: int, count: int, seed: int) -> Iterator[Result]:
    """So many exports of a site of `count` articles, each in a folder of its own that is gone afterwards."""
    for number in range(seed, seed + exports):
        yield export(folder / f"{number}", surroundings(number), count)
        shutil.rmtree(folder / f"{number}")


def _folder(fields: Fields) -> str:
    return f"{fields['publishedDateTime'].year}"


def _run(place: Path, around: Surroundings, current: Path, run: Callable[..., Ran] = outfeed) -> Result:
    """Export in these surroundings. What only comes before can be forked: it has another hash seed then."""
    flags: list[Any] = [
        "--config",
        os.path.relpath(place / "outfeed.yaml", current),
        "--jobs",
        around.jobs,
        "--verbose",
    ]
    flags += ["--out", os.path.relpath(place / "out", current), *(["--no-cache"] if around.cache == "none" else [])]
    code = BEFORE.format(seed=around.seed, ahead=around.ahead, mask=around.mask)
    ran = run("export", *map(str, flags), cwd=current, env=around.env, before=f"{code}\n{SHUFFLED}")
    assert ran.status == 0, ran.err
    files = {name: hashlib.sha256(data).hexdigest() for name, data in contents(place / "out").items()}
    return Result(files, *(_plain(said, os.path.relpath(place, current)) for said in (ran.out, ran.err)))


def _plain(said: str, place: str) -> str:
    """What was said, without where the site lies, and whether files were there before."""
    for state in ("unchanged", "changed", "new"):
        said = said.replace(f"  {state}\n", "\n").replace(f" {state}\n", "\n")
    return said if place == "." else re.sub(rf"(?<![\w/-]){re.escape(place)}/", "", said)


def main() -> None:
    """Export as often as the command line says, and tell whether anything differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=int, default=100)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        results = list(run(folder, asked.exports, asked.articles, asked.seed))
    finally:
        shutil.rmtree(folder)
    found = list(differences(results))
    sets = len(Counter(tuple(sorted(each.files.items())) for each in results))
    said = len({(each.out, each.err) for each in results})
    sys.stdout.write(
        f"{len(results)} exports of {asked.articles} articles into {len(results[0].files)} files: "
        f"sets of bytes: {sets}, sets of messages: {said}\n" + "".join(f"{each}\n" for each in found)
    )
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
