"""A site goes through a history: after every step, runs with a cache give what a run without one gives."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from exporters.publishing.names import MANIFEST
from exporters.store.folder import NAME
from tests.cli.running import outfeed_here

MINUTE: Final = 60 * 10**9  # ns
OUTS: Final = ("out0", "out1", "out2")  # without a cache; with one; with one, by two processes
CACHES: Final = ("kept1", "kept2")
FORMATS: Final = ("rss", "atom", "json", "csv")
IDS: Final = (  # what the checks have something to say about, and what becomes another id in Atom
    "7",
    "8",
    "'0042'",
    "a b",
    "é/ü",
    "'=1+1'",
    "'#x'",
    "tag:example.org,2024:1",
    "https://example.org/p3",
)
SHARED: Final = ("https://example.org/#id=7", "https://example.org/#id=a%20b")  # what Atom makes of `7` and `a b`
DATES: Final = (
    "2024-01-02T03:04:05Z",
    "2024-01-02",
    "1971-02-03T04:05:06Z",
    "1989-12-31T23:59:59Z",
    "2999-01-01T00:00:00Z",
    "2019-05-06 07:08:09",
    "24/08/2021",
)
BODIES: Final = (
    "",
    "Short.",
    "# Head\n\n*More* of [it](/there), and <script>alert(1)</script>.\n",
    "cafÃ© “quoted” &amp;amp; {% raw %}{{ x }}{% endraw %}\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "long words " * 400,
)
FEEDS: Final = (  # settings of feeds
    "",
    "feeds: [{limit: 3, title: Few}]",
    "formats: [json, rss]",
    "feeds: [{path: ''}, {path: 'topics/{topic}', limit: 5}]",
    "feeds: [{path: ''}, {path: 'topics/{topic}', content: excerpt}, {path: 'years/{year}', order: heat}]",
    "feeds: [{path: '', archive: year, limit: 2}, {path: 'by/{provider}', max_bytes: 4 kB}]",
    "feeds: [{path: lately, window: 900 days, order: updated}, {path: hot, where: {heat: {min: 0.5}}}]",
    "formats: [rss, json]\nstylesheet: true",
    "formats: [atom, sitemap, news-sitemap]\naliases: {topic: {One: Two}}",
)
EXTRAS: Final = (
    "topics: [One, Two|Three, cafÃ©]",
    "images: [/a b.png]",
    "quality: 110",
    "heat: .5",
    "featuredContent: <p>Bold</p>",
    "note: {a: [1, 2.5, null, true], b: 2024-01-01}",
    "related: [{webUrl: /x, title: T, quality: 3}]",
    "provider: {name: Wired, domain: wired.com, images: [/w.png]}",
    'odd: "\\ud800"',
    "big: 123456789012345678901234567890",
    ".nan: .inf",
    "Publishd: false",
)
BROKEN: Final = (
    b"",
    b"no front matter\n",
    b"---\ntitle: [\n---\n",
    b"---\ntitle: a\n",
    b"\xff\xfe\0",
    b"---\ntitle: caf\xe9\n---\n",
    b"---\ntitle: A\nwebUrl: nothing\npublishedDateTime: soon\n---\n",
)


class Site:
    """A folder of articles, its settings and flags, and what was published of it in three ways."""

    def __init__(self, folder: Path, chance: random.Random, count: int) -> None:
        self.folder = folder
        self.chance = chance
        self.source = folder / "site"
        self.clock = 1_600_000_000 * 10**9  # of files, ns: they are old
        self.numbers = 0
        self.flags = ["--limit", "0", "--keep-going"]
        self.settings = {"title": "Site", "language": "en", "feeds": "", "pages": ""}
        self.here = folder
        self.refused = False
        self.log = list[str]()
        for _ in range(count):
            self.add()
        self.write_settings()

    # What happens to articles

    def add(self) -> None:
        number, self.numbers = self.numbers, self.numbers + 1
        below = self.chance.choice(["", "", "sub", "sub/deep"])
        suffix = self.chance.choice(["md", "md", "md", "html", "markdown"])
        path = self.source / below / f"p{number}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.put(path, self.article(number))

    def article(self, number: int, **given: str) -> bytes:
        """Return an article; most are clean, some need a note."""
        odd = self.chance.random() < 0.12
        fields = {
            "title": f"About {number} ({self.chance.randrange(10**6)})",
            "publishedDateTime": self.chance.choice(DATES[:-1] if odd else DATES[:2])
            if self.chance.random() < 0.3
            else f"20{self.chance.randrange(10, 24)}-03-{self.chance.randrange(10, 28)}T00:00:00Z",
            "webUrl": f"https://example.org/p{number}",
            "id": self.chance.choice(IDS) if odd else "",
            "secured": f"{self.chance.getrandbits(64):x}" if self.chance.random() < 0.3 else "",
        } | given
        lines = [f"{key}: {value}" for key, value in fields.items() if value]
        lines += self.chance.sample(EXTRAS[:-4] if self.chance.random() < 0.99 else EXTRAS, self.chance.randrange(3))
        return "\n".join(["---", *lines, "---", self.chance.choice(BODIES)]).encode()

    def put(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        self.age(path)

    def age(self, path: Path) -> None:
        """Let the file have been written at a moment of its own, long ago; at times just now, as in a checkout."""
        self.clock += MINUTE
        if self.chance.random() < 0.9:
            os.utime(path, ns=(self.clock, self.clock))

    def any(self) -> Path | None:
        paths = self.articles()
        return self.chance.choice(paths) if paths else None

    def articles(self) -> list[Path]:
        return sorted(path for path in self.source.rglob("p*.*") if path.is_file())

    def change(self) -> None:
        if path := self.any():
            self.put(path, self.article(int(path.stem[1:])))

    def change_within_its_stamp(self) -> None:
        """Other bytes, of the same length, with the same modification time."""
        if path := self.any():
            status = path.stat()
            path.write_bytes(path.read_bytes().replace(b"About", self.chance.choice([b"Aboot", b"Abuut"])))
            os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))

    def remove(self) -> None:
        if path := self.any():
            path.unlink()

    def remove_many(self) -> None:
        for _ in range(self.chance.randrange(2, 12)):
            self.remove()

    def rename(self) -> None:
        if path := self.any():
            below = self.chance.choice(["", "sub", "other"])
            target = self.source / below / f"{path.stem}{self.chance.choice([path.suffix, '.md', '.html'])}"
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)

    def swap(self) -> None:
        """Two files change places, each with its modification time."""
        if (one := self.any()) and (other := self.any()) and one != other:
            between = one.with_name("between")
            one.rename(between)
            other.rename(one)
            between.rename(other)

    def copy(self) -> None:
        """A second file with the same content: it has the same id."""
        if path := self.any():
            self.numbers += 1
            shutil.copy(path, self.source / f"p{self.numbers}{self.chance.choice([path.suffix, '.html'])}")

    def flag(self, line: bytes) -> None:
        """Put a line into an article's front matter, or take it out."""
        if path := self.any():
            data = path.read_bytes()
            self.put(path, data.replace(line, b"") if line in data else data.replace(b"---\n", b"---\n" + line, 1))

    def draft(self) -> None:
        self.flag(self.chance.choice([b"published: false\n", b"draft: true\n"]))

    def withdraw(self) -> None:
        self.flag(b"removed: true\n")

    def secure(self) -> None:
        self.flag(b"secured: 1f2e3d4c5b6a7988\n")

    def date(self) -> None:
        if path := self.any():
            self.put(path, self.article(int(path.stem[1:]), publishedDateTime=self.chance.choice(DATES)))

    def take_an_id(self) -> None:
        if (path := self.any()) and (other := self.any()):
            taken = f"https://example.org/p{other.stem[1:]}"
            self.put(path, self.article(int(path.stem[1:]), id=taken))

    def odd_id(self) -> None:
        if path := self.any():
            self.put(path, self.article(int(path.stem[1:]), id=self.chance.choice(IDS + SHARED)))

    def spoil(self) -> None:
        if path := self.any():
            self.put(path, self.chance.choice(BROKEN))

    def mend(self) -> None:
        for path in self.articles():
            if path.read_bytes() in BROKEN:
                self.put(path, self.article(int(path.stem[1:])))

    def touch(self) -> None:
        if path := self.any():
            os.utime(path)

    def checkout(self) -> None:
        """Every file is a new one, of this very moment."""
        shutil.copytree(self.source, self.folder / "again", copy_function=shutil.copyfile)
        shutil.rmtree(self.source)
        (self.folder / "again").rename(self.source)

    # What happens to outputs and caches

    def outputs(self, change: Callable[[Path], object]) -> None:
        """Change the same output in each of the three folders."""
        names = sorted(
            path.relative_to(self.folder / OUTS[0])
            for path in (self.folder / OUTS[0]).rglob("*.*")
            if path.is_file() and path.name != MANIFEST
        )
        if names:
            name = self.chance.choice(names)
            for out in OUTS:
                if (self.folder / out / name).is_file():
                    change(self.folder / out / name)

    def edit_an_output(self) -> None:
        self.outputs(lambda path: path.write_bytes(path.read_bytes().replace(b"e", b"E", 3)))

    def truncate_an_output(self) -> None:
        self.outputs(lambda path: os.truncate(path, path.stat().st_size // 2))

    def delete_an_output(self) -> None:
        self.outputs(Path.unlink)

    def spoil_the_manifest(self) -> None:
        """The same in each of the three folders; some people know what to do then."""
        is_removed = self.chance.random() < 0.5
        for out in OUTS:
            path = self.folder / out / MANIFEST
            if path.is_file() and is_removed:
                path.unlink()
            elif path.is_file():
                os.truncate(path, path.stat().st_size // 2)
        if self.chance.random() < 0.5:
            self.flags.append("--adopt")

    def delete_a_cache(self) -> None:
        shutil.rmtree(self.folder / self.chance.choice(CACHES), ignore_errors=True)

    def damage_a_cache(self) -> None:
        file = self.folder / self.chance.choice(CACHES) / NAME
        if file.is_file():
            data = bytearray(file.read_bytes())
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            file.write_bytes(data)

    # What happens to settings and flags

    def set(self) -> None:
        key, values = self.chance.choice(
            [
                ("title", ["Site", "Other", "cafÃ©"]),
                ("language", ["en", "de"]),
                ("feeds", FEEDS),
                ("pages", ["", "pages: false", "pages: {images: true}"]),
            ]
        )
        self.settings[key] = self.chance.choice(values)
        self.write_settings()

    def write_settings(self) -> None:
        (self.folder / "outfeed.yaml").write_text(
            f"site: {{url: https://example.org/, title: {self.settings['title']},"
            f" language: {self.settings['language']}}}\n"
            f"source: {{path: site, timezone: Europe/Berlin}}\n"
            f"{self.settings['feeds']}\n{self.settings['pages']}\n",
            encoding="utf-8",
        )

    def ask(self) -> None:
        """Other flags from now on."""
        flags = list[str]()
        for likely, *choice in (
            (0.3, "--limit", self.chance.choice(["0", "1", "5", "110"])),
            (0.2, "--format", self.chance.choice(FORMATS)),
            (0.3, "--drafts"),
            (0.2, "--as-of", self.chance.choice(["2015-01-01", "2024-01-02T03:04:05Z", "1980-01-01"])),
            (0.6, "--keep-going"),
            (0.05, "--strict"),
            (0.1, "--quiet"),
            (0.2, "--verbose"),
            (0.6, "--adopt"),
            (0.2, "--prune"),
        ):
            if self.chance.random() < likely:
                flags += choice
        self.flags = flags

    def move(self) -> None:
        """Run from another folder from now on."""
        self.source.mkdir(exist_ok=True)
        self.here = self.chance.choice([self.folder, self.source])

    # What comes of it

    def step(self) -> None:
        kinds: list[Callable[[], None]] = [
            *(self.add, self.change, self.change, self.change_within_its_stamp, self.remove, self.remove_many),
            *(self.rename, self.swap, self.copy, self.draft, self.draft, self.withdraw, self.secure, self.date),
            *(self.take_an_id, self.odd_id, self.spoil, self.mend, self.mend, self.touch, self.checkout),
            *(self.edit_an_output, self.truncate_an_output, self.delete_an_output, self.delete_a_cache),
            *(self.spoil_the_manifest, self.set, self.damage_a_cache, self.set, self.ask, self.ask, self.move),
        ]
        if self.refused:  # the others do what the message says
            self.flags.append("--adopt")
        for kind in self.chance.choices(kinds, k=self.chance.choice([0, 1, 1, 1, 2, 5])):
            self.log.append(kind.__name__)
            kind()
        while len(self.articles()) < 4:
            self.add()

    def results(self) -> list[tuple[int, str, str, dict[str, bytes]]]:
        """Status, messages and documents of each kind of run."""
        made = []
        for out, flags in zip(
            OUTS,
            (
                ("--no-cache", "--jobs", "1"),
                ("--cache", self.there(CACHES[0]), "--jobs", "1"),
                ("--cache", self.there(CACHES[1]), "--jobs", "2"),
            ),
            strict=True,
        ):
            ran = outfeed_here(
                "export", "--allow-new-ids", "--out", self.there(out), *flags, *self.flags, cwd=self.here
            )
            documents = {
                path.relative_to(self.folder / out).as_posix(): path.read_bytes()
                for path in (self.folder / out).rglob("*")
                if path.is_file()
            }
            made.append((ran.status, ran.out.replace(out, "out"), ran.err.replace(out, "out"), documents))
        self.refused = made[0][0] == 3
        self.log.append(f"-> {made[0][0]} {' '.join(self.flags)}")
        return made

    def there(self, name: str) -> str:
        return os.path.relpath(self.folder / name, self.here)


def live(folder: Path, seed: int, *, articles: int, steps: int) -> list[int]:
    """A history of so many steps, each of which is checked; the status of each comes back."""
    site = Site(folder, random.Random(seed), articles)  # noqa: S311 - the same every day
    statuses = []
    for _ in range(steps):
        plain, *others = site.results()
        statuses.append(plain[0])

        assert others == [plain, plain], f"{seed}: {site.log}"

        site.step()
    return statuses


class TestSmallSite:
    """The same bytes, lines and status with a cache and without one, whatever happened before."""

    @pytest.mark.parametrize("seed", range(8))
    def test_its_histories(self, tmp_path: Path, seed: int) -> None:
        statuses = live(tmp_path, seed, articles=8, steps=25)

        assert statuses.count(0) > 8


class TestManyEntries:
    """The same of a site whose feeds are written in several sections."""

    @pytest.mark.parametrize("seed", range(100, 103))
    def test_its_histories(self, tmp_path: Path, seed: int) -> None:
        statuses = live(tmp_path, seed, articles=130, steps=12)

        assert statuses.count(0) > 4
