"""`outfeed init` and the feed that a generator wrote: the rule of its ids, other ids, and what stays as it is."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.cli.running import Ran, contents, outfeed_here, post
from tests.planning.publishing_at import Site, hosting
from tests.sites.test_sites import BUILT, RECOGNISED

SITES: Final = Path(__file__).parents[1] / "sites"
FINISHED: Final = {"pelican": "output", "nikola": "output", "hugo": "public", "hexo": "public", "mkdocs": "site"}
FINISHED_TOO: Final = {"astro": "dist", "docusaurus": "build", "jekyll": "_site", "eleventy": "_site"}
ELSEWHERE: Final = {  # sites whose feed is where the settings of the generator put it
    "docusaurus-root": "built/rss.xml",
    "jekyll-custom": "built/atom.xml",
    "hugo-languages": "built/index.xml",
}
RULES: Final = {  # that `init` writes, by generator
    **{name: name for name in ("pelican", "docusaurus", "eleventy", "nikola")},
    **dict.fromkeys(("hugo", "hexo", "mkdocs", "astro"), "permalink"),
    "jekyll": "jekyll-feed",
}
SITE: Final = "https://jekyll.example"


def copied(site: str, folder: Path) -> Path:
    """The sources of a site in a repository."""
    shutil.copytree(SITES / site / "source", folder / "site")
    (folder / "site/.git").mkdir()
    return folder / "site"


def built(site: str, folder: Path) -> Path:
    """The same, with the finished site where the generator writes it."""
    root = copied(site, folder)
    shutil.copytree(SITES / site / "built", root / (FINISHED | FINISHED_TOO)[RECOGNISED[site]])
    return root


def settings(root: Path) -> Any:
    return yaml.safe_load((root / "outfeed.yaml").read_text(encoding="utf-8"))


def feed(*items: tuple[str, str]) -> str:
    """An RSS feed of entries, each with link and id."""
    entries = "".join(
        f"<item><title>T</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid></item>"
        for link, guid in items
    )
    return f"<rss version='2.0'><channel><title>Old</title><link>{SITE}/</link>{entries}</channel></rss>"


def jekyll(folder: Path) -> Path:
    """A site of Jekyll with two posts."""
    (folder / ".git").mkdir()
    (folder / "_config.yml").write_text(f"url: {SITE}\nplugins: [jekyll-feed]\ntimezone: UTC\n", encoding="utf-8")
    (folder / "_posts").mkdir()
    for name in ("one", "two"):
        (folder / f"_posts/2024-01-02-{name}.md").write_text(f"---\ntitle: {name}\n---\nText\n", encoding="utf-8")
    return folder


def init(root: Path, *flags: str | Path) -> Ran:
    return outfeed_here("init", *flags, cwd=root)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Site]:
    """A server that publishes `tmp_path`/www."""
    with hosting(tmp_path / "www") as site:
        yield site


def page_of(number: int) -> str:
    return f"{SITE}/2024/01/02/{('one', 'two')[number - 1]}.html"


class TestSites:
    """Each site that its generator built: the rule is that of its feed."""

    @pytest.mark.parametrize("site", sorted(set(BUILT) - set(ELSEWHERE)))
    def test_the_feed_in_the_finished_site_tells_the_rule(self, site: str, tmp_path: Path) -> None:
        root = built(site, tmp_path)

        done = init(root)

        assert done.status == 0, done.err
        assert settings(root)["source"]["ids"] == RULES[RECOGNISED[site]]
        assert settings(root)["source"]["dialect"] == RECOGNISED[site]
        assert "permalink" not in settings(root)["source"]
        assert not (root / "ids.yaml").exists()
        assert "another id" not in done.err

    @pytest.mark.parametrize("site", sorted(ELSEWHERE))
    def test_a_feed_that_against_names_tells_it(self, site: str, tmp_path: Path) -> None:
        root = copied(site, tmp_path)
        shutil.copy(SITES / site / ELSEWHERE[site], root / "old.xml")

        done = init(root, "--against", "old.xml")

        assert done.status == 0, done.err
        assert settings(root)["source"]["ids"] == RULES[RECOGNISED[site]]

    @pytest.mark.parametrize("old", ["jekyll-pretty/built/feed.xml", "docusaurus-root/built/rss.xml"])
    def test_after_it_no_subscriber_of_the_feed_sees_an_old_article_as_new(self, old: str, tmp_path: Path) -> None:
        root = copied(old.partition("/")[0], tmp_path)
        shutil.copy(SITES / old, root / "old.xml")
        plan = ("plan", "--against", "old.xml", "--as-of", "2026-01-01T00:00:00Z", "--json")

        init(root, "--against", "old.xml")
        made = outfeed_here(*plan, cwd=root)
        text = (root / "outfeed.yaml").read_text(encoding="utf-8")
        (root / "outfeed.yaml").write_text(text.replace("\n  ids: ", "\n  #ids: "), encoding="utf-8")
        without = outfeed_here(*plan, cwd=root)

        assert (json.loads(made.out)["counts"].get("shown-again", 0), "feed-ids-other" in made.err) == (0, False)
        assert (json.loads(without.out)["counts"]["shown-again"], "feed-ids-other" in without.err) == (2, True)

    def test_an_atom_feed_keeps_its_own_id(self, tmp_path: Path) -> None:
        root = copied("jekyll-pretty", tmp_path)
        shutil.copy(SITES / "jekyll-pretty/built/feed.xml", root / "old.xml")

        init(root, "--against", "old.xml")
        made = outfeed_here("export", "--against", "old.xml", "--allow-new-address", cwd=root)

        assert settings(root)["feeds"][0]["id"] == "https://jekyll.example/blog/feed.xml"
        assert made.status == 0, made.err

    def test_the_id_of_a_feed_of_another_site_is_not_taken(self, tmp_path: Path) -> None:
        root = copied("jekyll-pretty", tmp_path)
        shutil.copy(SITES / "jekyll/built/feed.xml", root / "old.xml")

        init(root, "--against", "old.xml")

        assert "id" not in settings(root)["feeds"][0]


class TestCompared:
    """The share that a rule makes, and each that it does not."""

    def test_ids_that_no_rule_makes_are_kept_in_a_file(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        old = feed((page_of(1), f"{SITE}/2024/01/02/one"), (page_of(2), "urn:two"), (f"{SITE}/gone", f"{SITE}/gone"))
        (root / "_site").mkdir()
        (root / "_site/feed.xml").write_text(old, encoding="utf-8")

        done = init(root)
        exported = outfeed_here("export", "--quiet", cwd=root)

        assert done.out == "outfeed.yaml: written\nids.yaml: written\nNext: outfeed export\n"
        assert (
            "Compared with _site/feed.xml: the rule jekyll-feed makes the ids of 1 of 3 entries, "
            "1 article has another id, 1 entry is of no article.\n"
            f'  another id: {page_of(2)} has "urn:two"\n'
            f"  no article: {SITE}/gone\n"
        ) in done.err
        assert (settings(root)["source"]["ids"], settings(root)["ids"]) == ("jekyll-feed", "ids.yaml")
        assert yaml.safe_load((root / "ids.yaml").read_text(encoding="utf-8")) == {page_of(2): "urn:two"}
        assert (exported.status, exported.err) == (0, "")
        items = json.loads((root / "_site/feeds/feed.json").read_text(encoding="utf-8"))["items"]
        assert {item["id"] for item in items} == {f"{SITE}/2024/01/02/one", "urn:two"}

    def test_without_an_id_that_a_rule_makes_no_rule_is_written(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        (root / "old.xml").write_text(feed((page_of(1), "urn:one")), encoding="utf-8")

        done = init(root, "--against", "old.xml")

        assert "no rule makes the id of any of 1 entry, 1 article has another id." in done.err
        assert "ids" not in settings(root)["source"]
        assert settings(root)["ids"] == "ids.yaml"

    def test_a_rule_of_addresses_that_fits_better_is_written(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        for name in ("one", "two"):
            (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: 2024-01-02T03:04:05Z\n---\nText\n")
        links = [f"{SITE}/blog/{name}/" for name in ("one", "two")]
        (tmp_path / "old.xml").write_text(feed(*((link, link) for link in links)), encoding="utf-8")

        done = init(tmp_path, "--site-url", SITE, "--against", "old.xml")
        exported = outfeed_here("export", "--quiet", cwd=tmp_path)

        assert "Their addresses follow the rule /blog/{slug}/." in done.err
        assert settings(tmp_path)["source"] == {
            "path": ".",
            "dialect": "plain",
            "permalink": "/blog/{slug}/",
            "ids": "permalink",
        }
        assert (exported.status, exported.err) == (0, "")

    @pytest.mark.parametrize(
        ("name", "lines", "link"),
        [
            ("a.md", "slug: B c", "/blog/b-c/"),
            ("notes/b-c/index.md", "", "/posts/b-c/"),
            ("2024-01-02-b-c.md", "", "/2024/01/02/b-c.html"),
            ("news/b-c.md", "", "/news/b-c/"),
        ],
    )
    def test_rules_of_addresses_are_tried(self, tmp_path: Path, name: str, lines: str, link: str) -> None:
        (tmp_path / ".git").mkdir()
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: T\ndate: 2024-01-02T03:04:05Z\n{lines}\n---\nText\n", encoding="utf-8")
        (tmp_path / "other.md").write_text("---\ntitle: O\ndate: 2024-01-03T03:04:05Z\n---\nText\n", encoding="utf-8")
        (tmp_path / "old.xml").write_text(feed((f"{SITE}{link}", "1"), ("http://[", "2")), encoding="utf-8")

        done = init(tmp_path, "--site-url", SITE, "--against", "old.xml")

        assert "Their addresses follow the rule " in done.err
        assert "1 article has another id, 1 entry is of no article" in done.err

    def test_ids_of_articles_with_our_own_names_are_kept_too(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        post(tmp_path, "a", webUrl=f"{SITE}/a/")
        (tmp_path / "old.xml").write_text(feed((f"{SITE}/a", "7")), encoding="utf-8")

        init(tmp_path, "--site-url", SITE, "--against", "old.xml")

        assert settings(tmp_path)["source"]["dialect"] == "everyday"
        assert yaml.safe_load((tmp_path / "ids.yaml").read_text(encoding="utf-8")) == {f"{SITE}/a/": "7"}

    def test_long_lists_are_counted(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        (root / "old.xml").write_text(feed(*((f"{SITE}/{at}", str(at)) for at in range(8))), encoding="utf-8")

        done = init(root, "--against", "old.xml")

        assert done.err.count("no article:") == 5
        assert "  and 3 more\n" in done.err


class TestAddress:
    """`--against` with an address."""

    def test_the_address_of_a_feed(self, tmp_path: Path, host: Site) -> None:
        root = jekyll(tmp_path)
        (tmp_path / "www/news.xml").write_text(feed((page_of(1), f"{SITE}/2024/01/02/one")), encoding="utf-8")

        done = init(root, "--against", f"{host.url}news.xml")

        assert f"Compared with {host.url}news.xml: the rule jekyll-feed makes the ids of 1 of 1 entry.\n" in done.err
        assert settings(root)["source"]["ids"] == "jekyll-feed"

    def test_the_home_page_of_a_generators_site(self, tmp_path: Path, host: Site) -> None:
        root = jekyll(tmp_path)
        (tmp_path / "www/index.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
        (tmp_path / "www/feed.xml").write_text(feed((page_of(1), f"{SITE}/2024/01/02/one")), encoding="utf-8")

        init(root, "--against", host.url)

        assert settings(root)["source"]["ids"] == "jekyll-feed"

    @pytest.mark.parametrize(
        ("text", "status", "message"),
        [
            (None, 2, "there is no feed at"),
            ("<!doctype html><title>Sign in</title>", 3, "it is an HTML page"),
            ("<rss><channel><item>", 3, "it is "),
            ("{]", 3, "it is "),
            ("", 3, "it is empty"),
            ("x" * 2000, 3, "larger than"),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><rss><channel><title>&b;</title></channel></rss>", 3, "it is "),
        ],
    )
    def test_what_is_no_feed_ends_in_one_line(
        self,
        tmp_path: Path,
        host: Site,
        monkeypatch: pytest.MonkeyPatch,
        text: str | None,
        status: int,
        message: str,
    ) -> None:
        root = jekyll(tmp_path)
        monkeypatch.setattr("exporters.planning.address._MOST_BYTES", 1000)
        if text is not None:
            (tmp_path / "www/feed.xml").write_text(text, encoding="utf-8")

        done = init(root, "--against", f"{host.url}feed.xml")

        assert done.status == status
        (line,) = done.err.splitlines()
        assert message in line
        assert not (root / "outfeed.yaml").exists()

    def test_a_feed_of_another_site_writes_no_rule(self, tmp_path: Path, host: Site) -> None:
        root = jekyll(tmp_path)
        evil = "https://evil.example/\x9b2J&#10;outfeed.yaml: x"
        (tmp_path / "www/feed.xml").write_text(feed((evil, evil), ("javascript:1", "b")), encoding="utf-8")

        done = init(root, "--against", f"{host.url}feed.xml")

        assert done.status == 0
        assert "no rule makes the id of any of 2 entries, 2 entries are of no article." in done.err
        assert not any(line.startswith("outfeed.yaml: x") for line in done.err.splitlines())
        assert "\x9b" not in done.err
        assert "ids" not in settings(root)["source"]
        assert not (root / "ids.yaml").exists()

    def test_an_id_that_no_file_can_hold_is_passed_over(self, tmp_path: Path, host: Site) -> None:
        root = jekyll(tmp_path)
        (tmp_path / "www/feed.xml").write_text(feed((page_of(1), "x" * 3000), (page_of(2), "same")), encoding="utf-8")

        init(root, "--against", f"{host.url}feed.xml")

        assert yaml.safe_load((root / "ids.yaml").read_text(encoding="utf-8")) == {page_of(2): "same"}
        assert outfeed_here("export", "--quiet", cwd=root).status == 0

    def test_our_own_feeds_are_no_old_ones(self, tmp_path: Path, host: Site) -> None:
        root = jekyll(tmp_path)
        outfeed_here("export", ".", "--out", "www", "--quiet", cwd=root)

        done = init(root, "--against", host.url)

        assert done.status == 2
        assert done.err == (
            f"error: --against: the feeds at {host.url} are Outfeed's own, and keep their ids; compare with them by "
            "`outfeed plan --against` [against-wrong]\n"
        )

    def test_a_password_is_not_shown(self, tmp_path: Path, host: Site) -> None:
        root = jekyll(tmp_path)

        done = init(root, "--against", host.url.replace("//", "//ann:secret@") + "feed.xml")

        assert done.status != 0
        assert "secret" not in done.err


class TestLeft:
    """What there is stays as it is."""

    def test_over_a_manifest_no_rule_is_written(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        (root / "old.xml").write_text(feed((page_of(1), "urn:one")), encoding="utf-8")
        outfeed_here("export", ".", "--out", "_site/feeds", "--quiet", cwd=root)

        done = init(root, "--against", "old.xml")

        assert done.status == 0
        assert (
            "Feeds are published already, and their manifest.json has the rule of their ids: none was written.\n"
            in (done.err)
        )
        assert "ids" not in settings(root)["source"]
        assert "ids" not in settings(root)
        assert not (root / "ids.yaml").exists()

    def test_settings_that_exist_are_told_what_they_lack(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        (root / "outfeed.yaml").write_text("out: out\n", encoding="utf-8")
        old = feed((page_of(1), f"{SITE}/2024/01/02/one"), (page_of(2), "urn:two"))
        (root / "old.xml").write_text(old, encoding="utf-8")

        done = init(root, "--against", "old.xml")

        assert done.status == 0
        assert done.out.startswith("outfeed.yaml: already exists, so Outfeed left it as it is\nids.yaml: written\n")
        assert "Write into outfeed.yaml: source: {ids: jekyll-feed}\n" in done.err
        assert "Write into outfeed.yaml: ids: ids.yaml\n" in done.err
        assert (root / "outfeed.yaml").read_text(encoding="utf-8") == "out: out\n"

    def test_a_file_of_ids_that_exists_stays(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        (root / "ids.yaml").write_text("mine", encoding="utf-8")
        (root / "old.xml").write_text(feed((page_of(1), "urn:one")), encoding="utf-8")

        done = init(root, "--against", "old.xml")

        assert "ids.yaml: already exists, so Outfeed left it as it is\n" in done.out
        assert (root / "ids.yaml").read_text(encoding="utf-8") == "mine"
        assert "ids" not in settings(root)

    def test_a_dry_run_prints_both_files(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        (root / "old.xml").write_text(feed((page_of(1), "urn:one")), encoding="utf-8")
        before = contents(root)

        done = init(root, "--against", "old.xml", "--dry-run")

        assert "# ids.yaml\n# Permalinks" in done.out
        assert contents(root) == before

    def test_a_damaged_feed_in_the_finished_site_is_passed_over(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        (root / "_site").mkdir()
        (root / "_site/feed.xml").write_text("<rss", encoding="utf-8")

        done = init(root)

        assert done.status == 0
        assert "Compared" not in done.err


class TestPlaces:
    """Where the feeds go, and the lines that the user adds to other files."""

    @pytest.mark.parametrize(
        ("site", "out", "lines"),
        [
            (
                "jekyll",
                "_site/feeds",
                [
                    "Add to _config.yml: keep_files: [feeds] (`jekyll build` empties _site, the feeds with it).",
                    "Add to _config.yml: exclude: [outfeed.yaml, ids.yaml] (these files would be published).",
                ],
            ),
            ("hugo", "public/feeds", []),
            ("zola", "static/feeds", ["Add to .gitignore: /static/feeds/ (each export writes the feeds anew)."]),
            (
                "pelican",
                "output/feeds",
                ["Add to publishconf.py: DELETE_OUTPUT_DIRECTORY = False (Pelican empties output otherwise)."],
            ),
            ("astro", "public/feeds", ["Add to .gitignore: /public/feeds/ (each export writes the feeds anew)."]),
            (
                "hexo",
                "source/feeds",
                [
                    'Add to _config.yml: skip_render: "feeds/**" (Hexo renders HTML and JSON otherwise).',
                    "Add to .gitignore: /source/feeds/ (each export writes the feeds anew).",
                ],
            ),
            ("docusaurus", "static/feeds", ["Add to .gitignore: /static/feeds/ (each export writes the feeds anew)."]),
            ("mkdocs", "docs/feeds", ["Add to .gitignore: /docs/feeds/ (each export writes the feeds anew)."]),
            ("nikola", "files/feeds", ["Add to .gitignore: /files/feeds/ (each export writes the feeds anew)."]),
            (
                "quarto",
                "feeds",
                [
                    'Add to _quarto.yml: project: {resources: ["feeds/**"]} (Quarto copies nothing else).',
                    "Add to .gitignore: /feeds/ (each export writes the feeds anew).",
                ],
            ),
            (
                "eleventy",
                "public/feeds",
                [
                    (
                        'Add to eleventy.config.js: eleventyConfig.addPassthroughCopy({ public: "/" }); '
                        "(Eleventy copies nothing else)."
                    ),
                    (
                        'Add to eleventy.config.js: eleventyConfig.ignores.add("public/feeds/**"); '
                        "(Eleventy takes HTML for a template)."
                    ),
                    "Add to .gitignore: /public/feeds/ (each export writes the feeds anew).",
                ],
            ),
        ],
    )
    def test_of_a_generator(self, site: str, out: str, lines: list[str], tmp_path: Path) -> None:
        root = copied(site, tmp_path)
        before = contents(root)

        done = init(root)

        assert settings(root)["out"] == out
        assert [line for line in done.err.splitlines() if line.startswith("Add to ")] == lines
        after = contents(root)
        after.pop("outfeed.yaml")
        assert after == before

    def test_a_line_that_is_there_is_not_asked_for(self, tmp_path: Path) -> None:
        root = jekyll(tmp_path)
        with (root / "_config.yml").open("a", encoding="utf-8") as config:
            config.write("keep_files: [feeds]\nexclude: [outfeed.yaml, ids.yaml]\n")

        assert "Add to" not in init(root).err

    def test_the_feeds_that_are_written_there_are_no_articles(self, tmp_path: Path) -> None:
        root = copied("zola", tmp_path)
        init(root)

        first = outfeed_here("export", "--keep-going", cwd=root)
        second = outfeed_here("export", "--keep-going", cwd=root)

        assert (first.status, second.status) == (0, 0)
        assert (root / "static/feeds/rss.xml").is_file()
        assert " new\n" not in second.out


@pytest.mark.parametrize("dialect", sorted({*RECOGNISED.values()} - {"obsidian"}))
def test_the_table_of_places_is_that_of_the_page(dialect: str) -> None:
    from exporters.scaffold.generators import folders_of

    page = (Path(__file__).parents[2] / "docs/keep-ids.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{dialect}`"))

    assert f"`{folders_of(dialect).out}`" in row
    assert all(line.text in row for line in folders_of(dialect).lines)
