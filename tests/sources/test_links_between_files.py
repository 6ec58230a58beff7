"""Links between files: a link to a source file leads to the permalink of its article, else the author is told."""

import json
import os
import re
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import Ran, outfeed_here

HOME: Final = "https://example.org"
SETTINGS: Final = f"site: {{title: T, url: '{HOME}/'}}\nsource: {{path: .}}\nout: out\npages: false\n"


def article(file: Path, url: str, body: str = "Text.", **fields: str) -> Path:
    """An article with Outfeed's own names."""
    lines = {"title": file.stem, "publishedDateTime": "2024-05-01T10:00:00Z", "webUrl": f"{HOME}{url}", **fields}
    front = "\n".join(f"{key}: {value}" for key, value in lines.items())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{front}\n---\n\n{body}\n", encoding="utf-8")
    return file


def write(file: Path, text: str) -> Path:
    """A file with that text, in its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of articles with their settings; the one that links is `blog/first.md`."""
    write(tmp_path / "outfeed.yaml", SETTINGS)
    article(tmp_path / "blog/next.md", "/2024/next/")
    article(tmp_path / "x/index.md", "/x/")
    return tmp_path


def export(folder: Path, *flags: str) -> tuple[Ran, dict[str, Any]]:
    """An export without a cache, and the entries of its feed by title."""
    ran = outfeed_here("export", "--no-cache", "--jobs", "1", "--verbose", "--allow-new-ids", *flags, cwd=folder)
    file = folder / "out/feed.json"
    items = json.loads(file.read_text(encoding="utf-8"))["items"] if file.is_file() else []
    return ran, {each["title"]: each for each in items}


def links(folder: Path, body: str, name: str = "blog/first.md") -> tuple[list[str], list[str]]:
    """Where the links and pictures of an article with that body lead, and what is told of it."""
    file = folder / name
    url = f"/{file.stem}/" if file.stem != "index" else f"/{file.parent.name}"
    article(file, url, body, title="first")
    ran, items = export(folder)
    found = re.findall(r'(?:href|src)="([^"]*)"', items["first"]["content_html"])
    told = [line for line in ran.err.splitlines() if "link-" in line or "file-unpublished" in line]
    return [each.removeprefix(HOME) for each in found], told


def test_a_folder_whose_name_is_not_utf_8(site: Path) -> None:
    folder = f"{os.fsdecode(bytes([255]))}dir"
    write(site / folder / "a.png", "")
    article(site / folder / "other.md", "/other/")
    article(site / "blog/next.md", "/next/", "[x](/%ffdir/other.md)")

    found, _ = links(site, "[b](other.md) ![](a.png) [c](../blog/next.md)", f"{folder}/first.md")
    ran = [outfeed_here("export", "--jobs", "1", "--allow-new-ids", cwd=site).status for _ in range(2)]

    assert [found[0], found[2]] == ["/other/", "/next/"]
    assert ran == [0, 0]


class TestArticles:
    """A link to the file of an article is a link to its page."""

    @pytest.mark.parametrize(
        ("written", "leads"),
        [
            ("next.md", "/2024/next/"),
            ("./next.md", "/2024/next/"),
            ("next.md#part", "/2024/next/#part"),
            ("next.md?a=b#c", "/2024/next/?a=b#c"),
            ("../x/index.md", "/x/"),
            ("../blog/../x/index.md", "/x/"),
            ("/blog/next.md", "/2024/next/"),
            ("first.md#top", "/first/#top"),
        ],
    )
    def test_in_markdown_and_in_html(self, site: Path, written: str, leads: str) -> None:
        found, told = links(site, f'[a]({written}), <a href="{written}">b</a>')

        assert (found, told) == ([leads, leads], [])

    def test_a_name_may_be_percent_encoded(self, site: Path) -> None:
        article(site / "blog/mein ärger.md", "/anger/")

        found, told = links(site, "[a](mein%20%C3%A4rger.md), [b](<mein ärger.md>)")

        assert (found, told) == (["/anger/", "/anger/"], [])

    def test_an_article_in_html_is_found_and_any_other_page_is_left(self, site: Path) -> None:
        article(site / "blog/old.html", "/old")

        found, told = links(site, "[a](old.html), [b](other.html)")

        assert (found, told) == (["/old", "/first/other.html"], [])

    def test_an_article_in_html_has_links_too(self, site: Path) -> None:
        found, told = links(site, '<a href="next.md">a</a>', "blog/first.html")

        assert (found, told) == (["/2024/next/"], [])

    def test_code_keeps_what_it_has(self, site: Path) -> None:
        article(site / "blog/first.md", "/first/", "`next.md` and\n\n    [a](next.md)", title="first")

        _, items = export(site)

        assert items["first"]["content_html"].count("next.md") == 2

    def test_addresses_with_a_host_stay(self, site: Path) -> None:
        written = f"[a]({HOME}/blog/next.md), [b](//cdn.example/next.md), [c](mailto:next.md)"

        found, told = links(site, written)

        assert (found, told) == (["/blog/next.md", "https://cdn.example/next.md", "mailto:next.md"], [])


class TestNoArticles:
    """What a link to no article leads to is told with its line, and stays as a browser has it."""

    @pytest.mark.parametrize(
        ("written", "kind", "leads"),
        [
            ("gone.md", "leads to no file", "/first/gone.md"),
            ("../../../../etc/x.md", "leads out of the folder of the site", "/etc/x.md"),
            ("draft.md", "leads to a draft", "/first/draft.md"),
            ("withdrawn.md", "leads to a withdrawn article", "/first/withdrawn.md"),
            ("README.md", "leads to a file that is no article", "/first/README.md"),
        ],
    )
    def test_it_is_told(self, site: Path, written: str, kind: str, leads: str) -> None:
        article(site / "blog/draft.md", "/draft/", draft="true")
        article(site / "blog/withdrawn.md", "/withdrawn/", removed="true")
        write(site / "blog/README.md", "# About")

        found, told = links(site, f"Words.\n\nMore [words]({written}).")

        assert found == [leads]
        assert len(told) == 1
        assert told[0].startswith(f'blog/first.md:9:1: warning: body: "{written}" {kind}; ')

    def test_a_path_from_the_root_of_an_unknown_site_is_left(self, site: Path) -> None:
        assert links(site, "[a](/llms.md)") == (["/llms.md"], [])

    def test_of_very_many_the_rest_is_counted(self, site: Path) -> None:
        _, told = links(site, " ".join(f"[a]({number}/gone.md)" for number in range(5_000)))

        assert len(told) == 100
        assert "4,900 more have problems" in told[-1]

    def test_a_rejected_one_is_told(self, site: Path) -> None:
        article(site / "blog/wrong.md", "/wrong/", publishedDateTime="soon")
        article(site / "blog/first.md", "/first/", "[a](wrong.md)", title="first")

        ran, items = export(site, "--keep-going")

        assert '"wrong.md" leads to a file that Outfeed can\'t export' in ran.err
        assert f'"{HOME}/first/wrong.md"' in items["first"]["content_html"]

    def test_a_link_of_the_file_system_that_leads_out_is_no_picture(self, site: Path) -> None:
        outside = write(site.parent / f"{site.name}-outside/pic.png", "x")
        (site / "blog/post").mkdir()
        (site / "blog/post/pic.png").symlink_to(outside)

        found, _ = links(site, "![a](pic.png)", "blog/post/index.md")

        assert found == ["/pic.png"]

    def test_one_that_waits_is_told_and_one_that_waits_no_longer_is_not(self, site: Path) -> None:
        article(site / "blog/later.md", "/later/", publishedDateTime="2030-01-01T00:00:00Z")
        article(site / "blog/last.md", "/last/", "[a](later.md)", publishedDateTime="2031-01-01T00:00:00Z")
        article(site / "blog/first.md", "/first/", "[a](later.md)", title="first")

        ran, items = export(site, "--as-of", "2026-01-01T00:00:00Z")
        after, items_after = export(site, "--as-of", "2030-02-01T00:00:00Z")

        told = [line for line in ran.err.splitlines() if "link-no-article" in line]
        assert [line.partition(": ")[0] for line in told] == ["blog/first.md:7:1"]
        assert f'"{HOME}/first/later.md"' in items["first"]["content_html"]
        assert "link-no-article" not in after.err
        assert f'"{HOME}/later/"' in items_after["first"]["content_html"]

    def test_a_draft_may_link_to_a_draft(self, site: Path) -> None:
        article(site / "blog/draft.md", "/draft/", draft="true")
        article(site / "blog/other.md", "/other/", "[a](draft.md)", draft="true", title="other")

        ran, items = export(site, "--drafts")

        assert "link-no-article" not in ran.err
        assert f'"{HOME}/draft/"' in items["other"]["content_html"]

    def test_a_single_file_is_judged_as_a_part_of_its_source(self, site: Path) -> None:
        article(site / "blog/first.md", "/first/", "[a](next.md), [b](../x/index.md), [c](gone.md)")

        ran = outfeed_here("validate", "blog/first.md", cwd=site)

        assert [line.partition("; ")[0] for line in ran.out.splitlines() if "link-" in line] == [
            'blog/first.md:7:1: warning: body: "gone.md" leads to no file'
        ]


class TestChanged:
    """`validate --changed` judges the articles that link to a file that changed."""

    @pytest.mark.parametrize("target", ["blog/next.md", "blog/gone.md", "x/index.md"])
    def test_they_are_judged_and_others_are_not(self, site: Path, target: str) -> None:
        article(site / "blog/first.md", "/first/", f"[a](../{target})\n\n[b](nothing.md)")
        article(site / "blog/idle.md", "/idle/", "Says next.md, gone.md and index.md.\n\n[b](nothing.md)")

        ran = outfeed_here("validate", "--changed", "--", target, cwd=site)

        judged = {line.partition(":")[0] for line in ran.out.splitlines() if "nothing.md" in line}
        assert judged == {"blog/first.md"}
        assert "skipped" not in ran.err


class TestSites:
    """A generator's articles are found by the rules of their generator."""

    def test_jekyll(self, tmp_path: Path) -> None:
        write(tmp_path / "_config.yml", f"url: {HOME}\npermalink: /:year/:title/\n")
        write(tmp_path / "_posts/2024-01-31-next.md", "---\ntitle: N\n---\nText.\n")
        write(tmp_path / "about.md", "---\ntitle: About\n---\nText.\n")
        write(tmp_path / "img/a b.png", "x")
        write(tmp_path / "_posts/hidden.png", "x")
        body = "[a](2024-01-31-next.md) [b](/_posts/2024-01-31-next.md) [c](../about.md) ![d](../img/a%20b.png)"
        write(tmp_path / "_posts/2024-02-01-first.md", f"---\ntitle: first\n---\n{body}\n![e](hidden.png)\n")

        ran, items = export(tmp_path, ".")

        found = re.findall(r'(?:href|src)="([^"]*)"', items["first"]["content_html"])
        assert [each.removeprefix(HOME) for each in found] == [
            "/2024/next/",
            "/2024/next/",
            "/2024/about.md",
            "/img/a%20b.png",
            "/2024/first/hidden.png",
        ]
        told = [line for line in ran.err.splitlines() if "link-" in line or "file-unpublished" in line]
        assert [line.rpartition("[")[2] for line in told] == ["link-no-article]", "file-unpublished]"]
        assert told[1].startswith("_posts/2024-02-01-first.md:5:1: note: ")

    def test_hugo_bundles_have_their_pictures_below_their_pages(self, tmp_path: Path) -> None:
        write(tmp_path / "hugo.toml", f'baseURL = "{HOME}/"\nuglyURLs = true\n')
        front = "---\ntitle: {}\ndate: 2024-01-02\nimages: {}\n---\n"
        write(tmp_path / "content/blog/next/index.md", front.format("N", "[]") + "Text.\n")
        body = "[a](../next/index.md) [b](/blog/next/index.md) ![c](pic.png) ![d](../../../static/s.png)"
        write(tmp_path / "content/blog/first/index.md", front.format("first", "[pic.png, none.png, /s.png]") + body)
        write(tmp_path / "content/blog/first/pic.png", "x")
        write(tmp_path / "static/s.png", "x")

        _, items = export(tmp_path, ".")

        found = re.findall(r'(?:href|src)="([^"]*)"', items["first"]["content_html"])
        assert [each.removeprefix(HOME) for each in found] == [
            "/blog/next.html",
            "/blog/next.html",
            "/blog/first/pic.png",
            "/s.png",
        ]
        assert [each["url"].removeprefix(HOME) for each in items["first"]["_outfeed"]["images"]] == [
            "/blog/first/pic.png",
            "/blog/first/none.png",
            "/s.png",
        ]


class TestPictures:
    """A picture beside an article lies beside its page."""

    def test_in_a_bundle_the_page_is_its_folder(self, site: Path) -> None:
        write(site / "blog/post/a/pic.png", "x")

        found, told = links(site, "![a](a/pic.png) ![b](./a/pic.png) ![c](none.png)", "blog/post/index.md")

        assert (found, told) == (["/post/a/pic.png", "/post/a/pic.png", "/none.png"], [])

    def test_elsewhere_it_is_as_in_a_browser(self, site: Path) -> None:
        write(site / "blog/pic.png", "x")

        found, told = links(site, "![a](pic.png)")

        assert (found, told) == (["/first/pic.png"], [])

    def test_so_does_one_of_the_front_matter(self, site: Path) -> None:
        write(site / "blog/post/pic.png", "x")
        article(site / "blog/post/index.md", "/post", title="first", images="[pic.png, none.png]")
        write(site / "blog/pic.png", "x")
        article(site / "blog/other.md", "/other/", title="other", images="[pic.png]")

        _, items = export(site)

        found = [[each["url"] for each in items[title]["_outfeed"]["images"]] for title in ("first", "other")]
        assert found == [[f"{HOME}/post/pic.png", f"{HOME}/none.png"], [f"{HOME}/other/pic.png"]]
