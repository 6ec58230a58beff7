"""`source.ids`: what ids are made of, which setting wins, and what guards a rule that changes."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from exporters.settings.id_rules import ID_RULES
from exporters.sources.dialects import registry
from exporters.sources.dialects.ids import RULES
from exporters.sources.dialects.site_folder import SiteFolder
from tests.cli.running import outfeed_here

JEKYLL: Final = "url: https://example.org\nbaseurl: /blog\ntimezone: UTC\nplugins: [jekyll-feed]\n"
HOME: Final = "https://example.org/blog"


def write(folder: Path, **files: str) -> Path:
    """Write files below `folder`, by their names."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def post(*lines: str) -> str:
    return "\n".join(["---", "title: A post", *lines, "---", "Body", ""])


def site(folder: Path, settings: str = "out: out\n", **posts: str) -> Path:
    """A site of Jekyll with its plugin for feeds, one post, and `outfeed.yaml`."""
    (folder / ".git").mkdir(exist_ok=True)
    files = {"_config.yml": JEKYLL, "_posts/2024-01-02-A b.md": post(), "outfeed.yaml": settings}
    return write(folder, **{**files, **posts})


def ids(folder: Path) -> dict[str, str]:
    """The ids that were published, by permalink."""
    items = json.loads((folder / "out/feed.json").read_text(encoding="utf-8"))["items"]
    return {item["url"]: item["id"] for item in items}


def record(folder: Path) -> Any:
    return json.loads((folder / "out/manifest.json").read_text(encoding="utf-8"))["source"]


class TestNames:
    """The settings know the names, the dialects what they mean."""

    def test_each_name_has_a_rule_and_each_rule_its_source(self) -> None:
        assert tuple(RULES) == ID_RULES
        assert all(len(each.source) > 10 for each in RULES.values())

    def test_each_dialect_names_a_rule(self) -> None:
        assert {registry.find(name).feed_ids for name in registry.OURS} <= set(ID_RULES)

    @pytest.mark.parametrize("place", ["source: {ids: jekyl-feed}", "sources: [{path: _posts, ids: jekyl-feed}]"])
    def test_an_unknown_one_is_an_error_that_lists_them(self, tmp_path: Path, place: str) -> None:
        done = outfeed_here("export", cwd=site(tmp_path, f"{place}\n"))

        assert done.status == 2
        (line,) = done.err.splitlines()
        assert line.startswith("outfeed.yaml:1:")
        assert 'ids: "jekyl-feed" is no rule of ids; did you mean jekyll-feed? known are permalink, astro, ' in line
        assert line.endswith("wordpress, zola [id-rule-unknown]")


class TestWhichWins:
    """An article's own `id`, then the file of `ids`, then the rule, then the permalink."""

    def test_the_rule_makes_the_ids(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "source: {ids: jekyll-feed}\n")

        done = outfeed_here("export", "--quiet", cwd=folder)

        assert (done.status, done.err) == (0, "")
        assert ids(folder) == {f"{HOME}/2024/01/02/A-b.html": f"{HOME}/2024/01/02/A%20b"}

    def test_an_id_of_the_article_wins_over_the_rule(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "source: {ids: jekyll-feed}\n", **{"_posts/2024-01-02-A b.md": post("id: mine")})

        outfeed_here("export", "--quiet", cwd=folder)

        assert list(ids(folder).values()) == ["mine"]

    def test_a_field_that_the_settings_name_wins_over_the_rule(self, tmp_path: Path) -> None:
        settings = "source: {ids: jekyll-feed, fields: {id: number}}\n"
        folder = site(tmp_path, settings, **{"_posts/2024-01-02-A b.md": post("number: n-1")})

        outfeed_here("export", "--quiet", cwd=folder)

        assert list(ids(folder).values()) == ["n-1"]

    def test_the_file_of_ids_wins_over_the_rule(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "source: {ids: jekyll-feed}\nids: ids.yaml\n")
        write(folder, **{"ids.yaml": f"{HOME}/2024/01/02/A-b.html: old\n"})

        outfeed_here("export", "--quiet", cwd=folder)

        assert list(ids(folder).values()) == ["old"]

    def test_each_source_has_its_own(self, tmp_path: Path) -> None:
        settings = "sources: [{path: _posts, ids: jekyll-feed}, {path: more, ids: pelican}, {path: last}]\n"
        posts = {f"{name}/_posts/2024-01-03-{name}.md": post() for name in ("more", "last")}
        folder = site(tmp_path, settings, **posts)

        done = outfeed_here("export", "--quiet", cwd=folder)

        assert (done.status, done.err) == (0, "")
        assert ids(folder) == {
            f"{HOME}/2024/01/02/A-b.html": f"{HOME}/2024/01/02/A%20b",
            f"{HOME}/more/2024/01/03/more.html": "tag:example.org,2024-01-03:/blog/more/2024/01/03/more.html",
            f"{HOME}/last/2024/01/03/last.html": f"{HOME}/last/2024/01/03/last.html",
        }
        assert record(folder)["ids"] == "jekyll-feed, pelican, permalink"

    def test_a_warm_run_takes_another_rule_at_once(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "source: {ids: jekyll-feed}\n")
        outfeed_here("export", "--quiet", cwd=folder)
        write(folder, **{"outfeed.yaml": "sources: [{path: ., ids: pelican}]\n"})

        outfeed_here("export", "--quiet", "--allow-new-ids", cwd=folder)
        write(folder, **{"outfeed.yaml": "sources: [{path: ., ids: permalink}]\n"})
        outfeed_here("export", "--quiet", "--allow-new-ids", cwd=folder)

        assert ids(folder) == {f"{HOME}/2024/01/02/A-b.html": f"{HOME}/2024/01/02/A-b.html"}


class TestRules:
    """What a rule makes of an article that the fixtures have none of."""

    @pytest.mark.parametrize(
        ("rule", "lines", "expected"),
        [
            ("jekyll-feed", ("slug: a/b",), f"{HOME}/2024/01/02/a/b"),
            ("jekyll-feed", ("permalink: /x/y/",), f"{HOME}/x/A%20b"),
            ("jekyll-feed", ("permalink: /100%25/y.html", "slug: 100% ü"), f"{HOME}/100%25/100%25%20%C3%BC"),
            ("nikola", ("guid: 'urn:example:1'",), "urn:example:1"),
            ("nikola", (), f"{HOME}/2024/01/02/A-b.html"),
            ("wordpress", ("wordpress_id: 12",), f"{HOME}/?p=12"),
            ("wordpress", ("wordpress_id: 12", "wordpress_url: http://example.org/?p=12"), "http://example.org/?p=12"),
            ("wordpress", ("guid: http://example.org/?p=3",), "http://example.org/?p=3"),
            ("wordpress", ("wordpress_id: twelve",), f"{HOME}/2024/01/02/A-b.html"),
            ("quarto", ("permalink: /x/",), f"{HOME}/x/index.html"),
            ("quarto", ("permalink: /x.html",), f"{HOME}/x.html"),
            ("eleventy", ("permalink: /it's & so/",), f"{HOME}/it&#39;s%20&amp;%20so/"),
            ("pelican", ("date: 2024-03-04 23:30:00 +0900",), "tag:example.org,2024-03-04:/blog/2024/03/04/A-b.html"),
            ("hugo", (), f"{HOME}/2024/01/02/A-b.html"),
            ("ghost", (), f"{HOME}/2024/01/02/A-b.html"),
        ],
    )
    def test_it_makes(self, tmp_path: Path, rule: str, lines: tuple[str, ...], expected: str) -> None:
        folder = site(tmp_path, f"source: {{ids: {rule}}}\n", **{"_posts/2024-01-02-A b.md": post(*lines)})

        outfeed_here("export", "--quiet", cwd=folder)

        assert list(ids(folder).values()) == [expected]

    @pytest.mark.parametrize("rule", ["pelican", "jekyll-feed"])
    def test_an_address_that_is_none_is_told_as_ever(self, tmp_path: Path, rule: str) -> None:
        settings = f"source: {{ids: {rule}, fields: {{webUrl: link}}}}\n"
        folder = site(tmp_path, settings, **{"_posts/2024-01-02-A b.md": post("link: 'https://[x/'")})

        done = outfeed_here("export", cwd=folder)

        assert done.status == 1
        assert done.err.startswith("_posts/2024-01-02-A b.md:3:1: error: link: ")

    def test_medium_has_its_number_in_the_name_of_the_file(self, tmp_path: Path) -> None:
        name = "_posts/2024-01-02-A-story-0123456789ab.md"
        folder = site(tmp_path, "source: {ids: medium}\n", **{name: post("permalink: /story/")})

        outfeed_here("export", "--quiet", cwd=folder)

        assert ids(folder)[f"{HOME}/story/"] == "https://medium.com/p/0123456789ab"


class TestRecord:
    """The manifest has the rule, and an export that would use another one stops."""

    def test_rules_that_make_permalinks_are_one(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "source: {ids: hugo}\n")
        outfeed_here("export", "--quiet", cwd=folder)
        recorded = record(folder)["ids"]
        write(folder, **{"outfeed.yaml": "out: out\n"})

        assert recorded == "permalink"
        assert outfeed_here("export", "--quiet", cwd=folder).status == 0

    @pytest.mark.parametrize("command", [["export"], ["export", "--check"], ["plan"], ["plan", "--exit-code"]])
    def test_another_rule_ends_with_status_3_and_both_names(self, tmp_path: Path, command: list[str]) -> None:
        folder = site(tmp_path, "source: {ids: pelican}\n")
        outfeed_here("export", "--quiet", cwd=folder)
        write(folder, **{"outfeed.yaml": "out: out\n"})

        done = outfeed_here(*command, cwd=folder)

        assert done.status == 3
        assert done.err.splitlines()[-1] == (
            "error: ids were made by the rule pelican, now it is permalink; write source: {ids: pelican} to keep the "
            "published ids, or ids: permalink to change them [id-rule-changed]"
        )
        assert list(ids(folder).values()) == ["tag:example.org,2024-01-02:/blog/2024/01/02/A-b.html"]

    @pytest.mark.parametrize("command", [["export", "--check"], ["plan"]])
    def test_other_addresses_stop_each_command_that_compares(self, tmp_path: Path, command: list[str]) -> None:
        folder = site(tmp_path)
        outfeed_here("export", "--quiet", cwd=folder)
        write(folder, **{"_config.yml": f"{JEKYLL}permalink: pretty\n"})

        done = outfeed_here(*command, cwd=folder)

        assert done.status == 3
        assert "[dialect-changed]" in done.err

    def test_the_settings_decide_and_the_ids_are_guarded_still(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "source: {ids: pelican}\n")
        outfeed_here("export", "--quiet", cwd=folder)
        write(folder, **{"outfeed.yaml": "source: {ids: permalink}\n"})

        refused = outfeed_here("export", cwd=folder)
        allowed = outfeed_here("export", "--allow-new-ids", "--quiet", cwd=folder)

        assert (refused.status, allowed.status) == (3, 0)
        assert "[id-changed]" in refused.err
        assert record(folder)["ids"] == "permalink"

    def test_a_manifest_of_an_earlier_version_is_read_as_one_of_permalinks(self, tmp_path: Path) -> None:
        folder = site(tmp_path, "source: {ids: permalink}\n")
        outfeed_here("export", "--quiet", cwd=folder)
        file = folder / "out/manifest.json"
        manifest = json.loads(file.read_text(encoding="utf-8"))
        del manifest["source"]["ids"]
        file.write_text(json.dumps(manifest), encoding="utf-8")
        write(folder, **{"outfeed.yaml": "out: out\n"})

        done = outfeed_here("export", "--quiet", cwd=folder)

        assert (done.status, done.err) == (0, "")
        assert record(folder)["ids"] == "permalink"


class TestFirstPublication:
    """It warns where the generator's own feed has other ids, and nothing says that they are known."""

    def test_it_names_init_and_is_told_once(self, tmp_path: Path) -> None:
        folder = site(tmp_path)

        first = outfeed_here("export", "--quiet", cwd=folder)
        second = outfeed_here("export", "--quiet", cwd=folder)

        assert (first.status, second.status, second.err) == (0, 0, "")
        assert first.err == (
            "warning: 1 article has another id in the feed that jekyll itself writes, so its subscribers would see "
            "them as new; run `outfeed init --against` with the address of that feed, or write source: "
            "{ids: jekyll-feed}; ids: permalink where nobody has subscribed to it [feed-ids-other]\n"
        )

    def test_a_plan_tells_it_too(self, tmp_path: Path) -> None:
        assert "[feed-ids-other]" in outfeed_here("plan", cwd=site(tmp_path)).err

    def test_a_strict_run_publishes_nothing(self, tmp_path: Path) -> None:
        folder = site(tmp_path)

        done = outfeed_here("export", "--strict", cwd=folder)

        assert done.status == 1
        assert not (folder / "out/manifest.json").exists()

    @pytest.mark.parametrize(
        ("files", "flags"),
        [
            ({"outfeed.yaml": "source: {ids: permalink}\n"}, []),
            ({"outfeed.yaml": "sources: [{path: ., ids: permalink}]\n"}, []),
            ({"outfeed.yaml": "ids: ids.yaml\n", "ids.yaml": f"{HOME}/x: y\n"}, []),
            ({"_config.yml": JEKYLL.replace("jekyll-feed", "jekyll-sitemap")}, []),
            ({"_posts/2024-01-02-A b.md": post("id: mine")}, []),
            ({"_posts/2024-01-02-A b.md": post("permalink: /x/A%20b")}, ["--allow-new-ids"]),
        ],
    )
    def test_it_is_silent(self, tmp_path: Path, files: dict[str, str], flags: list[str]) -> None:
        folder = write(site(tmp_path), **files)

        done = outfeed_here("export", "--quiet", *flags, cwd=folder)

        assert (done.status, done.err) == (0, "")


class TestHasFeed:
    """Whether a generator writes a feed, as far as the files of its site tell."""

    @pytest.mark.parametrize(
        ("dialect", "files", "expected"),
        [
            ("jekyll", {"_config.yml": "plugins: [jekyll-feed]"}, True),
            ("jekyll", {"_config.yml": "gems: [jekyll-feed]"}, True),
            ("jekyll", {"_config.yml": "theme: minima"}, True),
            ("jekyll", {"_config.yml": "title: x", "Gemfile": 'gem "jekyll-feed"'}, True),
            ("jekyll", {"_config.yml": "plugins: jekyll-feed-x\ntheme: other"}, False),
            ("pelican", {"pelicanconf.py": "SITEURL = ''"}, True),
            ("pelican", {"pelicanconf.py": "FEED_ALL_ATOM = None\nCATEGORY_FEED_ATOM = None"}, False),
            ("pelican", {"pelicanconf.py": "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\nFEED_RSS = 'rss.xml'"}, True),
            ("nikola", {"conf.py": "GENERATE_RSS = False"}, False),
            ("nikola", {"conf.py": "GENERATE_RSS = False\nGENERATE_ATOM = True"}, True),
            ("docusaurus", {"docusaurus.config.js": "blog: { feedOptions: { type: null } }"}, False),
            ("docusaurus", {"docusaurus.config.js": "blog: { path: 'blog' }"}, True),
            ("eleventy", {"eleventy.config.js": "import x from '@11ty/eleventy-plugin-rss'"}, True),
            ("eleventy", {"eleventy.config.js": "export default {}"}, False),
            ("quarto", {"_quarto.yml": "lang: en", "index.qmd": "---\nlisting:\n  feed: true\n---\n"}, True),
            ("quarto", {"_quarto.yml": "lang: en", "blog/index.qmd": "---\nlisting:\n  feed: true\n---\n"}, True),
            ("quarto", {"_quarto.yml": "lang: en", "index.qmd": "---\nlisting: posts\n---\n"}, False),
            ("hugo", {"hugo.toml": "title = 'x'"}, False),
        ],
    )
    def test_it_is_known(self, tmp_path: Path, dialect: str, files: dict[str, str], expected: bool) -> None:
        write(tmp_path, **files)

        assert registry.find(dialect).read_site(SiteFolder(tmp_path)).has_feed is expected


def test_the_schema_lists_the_rules() -> None:
    schema = yaml.safe_load((Path(__file__).parents[2] / "schemas/settings.schema.json").read_text(encoding="utf-8"))

    assert tuple(schema["$defs"]["idRule"]["enum"]) == ID_RULES
