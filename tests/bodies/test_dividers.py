"""Where an article has no excerpt, the text before the divider of its generator is the summary."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from exporters.bodies.dividers import divide
from exporters.bodies.html.clean import extract_text
from tests.cli.running import outfeed_here
from tests.sites.test_sites import RECOGNISED, SITES, encoded, expectation, export

JEKYLL: Final = "url: https://example.org\ntitle: T\ntimezone: UTC\n"
HUGO: Final = "baseURL = 'https://example.org/'\ntitle = 'T'\n"
MKDOCS: Final = "site_url: https://example.org/\nsite_name: T\nplugins: [{blog: {%s}}]\n"
DOCUSAURUS: Final = "export default { url: 'https://example.org', baseUrl: '/', title: 'T' };\n"
NIKOLA: Final = "BLOG_TITLE = 'T'\nSITE_URL = 'https://example.org/'\nPOSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\n"
ZOLA: Final = "base_url = 'https://example.org'\ntitle = 'T'\n"
HEXO: Final = "url: https://example.org\ntitle: T\n"
ELEVENTY: Final = "export default (c) => { c.setFrontMatterParsingOptions({ excerpt: true, %s }); };\n"
WHERE: Final = {  # by generator: the file of its settings, and of a post
    "jekyll": ("_config.yml", "_posts/2024-01-02-a.md"),
    "hugo": ("hugo.toml", "content/posts/a.md"),
    "mkdocs": ("mkdocs.yml", "docs/blog/posts/a.md"),
    "docusaurus": ("docusaurus.config.js", "blog/2024-01-02-a.mdx"),
    "nikola": ("conf.py", "posts/a.md"),
    "zola": ("zola.toml", "content/posts/a.md"),
    "hexo": ("_config.yml", "source/_posts/a.md"),
    "eleventy": ("eleventy.config.js", "posts/a.md"),
    "plain": ("unused", "a.md"),
}
FIELDS: Final = "title: A\ndate: 2024-01-02\n"


def item(folder: Path, dialect: str, settings: str, body: str, fields: str = FIELDS) -> dict[str, Any]:
    """The item of JSON Feed that a post of a generator becomes."""
    about, post = WHERE[dialect]
    fence = "+++" if dialect == "zola" else "---"
    written = "title = 'A'\ndate = 2024-01-02\n" if dialect == "zola" else fields
    for name, text in ((about, settings), (post, f"{fence}\n{written}{fence}\n{body}")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    permalink = ("--permalink", "/{slug}/") if dialect == "plain" else ()
    ran = outfeed_here(
        "export", ".", "--dialect", dialect, *permalink, "--site-url", "https://example.org/", cwd=folder
    )
    assert ran.status == 0, ran.err
    [found] = json.loads((folder / "out/feed.json").read_text(encoding="utf-8"))["items"]
    return dict(found)


@pytest.mark.parametrize(
    ("dialect", "settings", "body"),
    [
        ("jekyll", JEKYLL, "The *first*.\n\nMore.\n"),
        ("jekyll", f"{JEKYLL}excerpt_separator: <!--more-->\n", "The\n\n*first*.\n<!--more-->\nMore.\n"),
        (
            "jekyll",
            f"{JEKYLL}defaults: [{{scope: {{path: ''}}, values: {{excerpt_separator: '#CUT#'}}}}]\n",
            "The *first*. #CUT# More.\n",
        ),
        ("hugo", HUGO, "The *first*.\n\n<!--more-->\n\nMore.\n"),
        ("hugo", HUGO, "The [first].\n<!--more-->\nMore.\n\n[first]: https://example.org/ 'no text'\n"),
        ("hugo", HUGO, "The `<!--more-->`\n\n```\n<!--more-->\n```\n\nfirst.\n\n<!--more-->\n\nMore.\n"),
        ("mkdocs", MKDOCS % "", "# A\n\nThe *first*.\n\n<!-- more -->\n\nMore.\n"),
        ("mkdocs", MKDOCS % "post_excerpt_separator: <!-- cut -->", "The *first*.\n\n<!-- cut -->\n\nMore.\n"),
        ("docusaurus", DOCUSAURUS, "The *first*.\n\n{/* truncate */}\n\nMore.\n"),
        ("docusaurus", DOCUSAURUS, "The *first*.\n\n<!--truncate-->\n\nMore.\n"),
        ("nikola", NIKOLA, "The *first*.\n\n<!-- TEASER_END -->\n\nMore.\n"),
        ("nikola", NIKOLA, "The *first*.\n\n<!-- teaser_end: Read on -->\n\nMore.\n"),
        ("zola", ZOLA, "The *first*.\n\n<!-- more -->\n\nMore.\n"),
        ("hexo", HEXO, "The *first*.\n\n<!-- More -->\n\nMore.\n"),
        ("hexo", HEXO, "The *first*.<!--more-->More.\n"),
        ("eleventy", ELEVENTY % "excerpt_separator: '<!-- cut -->'", "The *first*.\n\n<!-- cut -->\n\nMore.\n"),
        ("eleventy", ELEVENTY % "", "The *first*.\n\n<!-- more -->\n\nMore.\n"),
        ("plain", "", "The *first*.\n\n<!--more-->\n\nMore.\n"),
        ("plain", "", "The *first*.\n\n<!-- More of it -->\n\nMore.\n"),
        ("plain", "", "The *first*.\n\n<!-- excerpt -->\n\nMore.\n"),
    ],
)
def test_the_text_before_the_divider(dialect: str, settings: str, body: str, tmp_path: Path) -> None:
    found = item(tmp_path, dialect, settings, body)

    assert found["summary"] in ("The first.", "The <!--more--> first.")
    assert "More." in found["content_html"]
    assert not re.search("truncate|TEASER|(?<!&lt;)!-- ?(more|cut)", found["content_html"], re.IGNORECASE)


@pytest.mark.parametrize(
    ("dialect", "settings", "body", "fields"),
    [
        ("jekyll", f"{JEKYLL}excerpt_separator: ''\n", "The first.\n\nMore.\n", FIELDS),
        ("jekyll", JEKYLL, "The first.\n\nMore.\n", f"{FIELDS}excerpt_separator: ''\n"),
        ("hugo", HUGO, "The first.\n\n<!-- more -->\n\nMore.\n", FIELDS),
        ("hugo", HUGO, "<!--more-->\n\nThe first.\n\nMore.\n", FIELDS),
        ("zola", ZOLA, "The first.\n\n<!-- truncate -->\n\nMore.\n", FIELDS),
        ("plain", "", "The first.\n\n<!-- no more -->\n\nMore.\n", FIELDS),
    ],
)
def test_what_is_no_divider(dialect: str, settings: str, body: str, fields: str, tmp_path: Path) -> None:
    assert item(tmp_path, dialect, settings, body, fields)["summary"] == "The first. More."


def test_an_excerpt_of_the_article_wins(tmp_path: Path) -> None:
    fields = f"{FIELDS}description: Its own.\n"

    assert item(tmp_path, "hexo", HEXO, "The first.\n<!-- more -->\nMore.\n", fields)["summary"] == "Its own."


@pytest.mark.parametrize("divider", ["<!--more-->", "<!-- more -->", "<!-- excerpt -->"])
def test_articles_with_our_names(divider: str, tmp_path: Path) -> None:
    fields = "title: A\npublishedDateTime: 2024-01-02T00:00:00Z\nwebUrl: https://example.org/a/\n"

    found = item(tmp_path, "hugo", HUGO, f"The *first*.\n\n{divider}\n\nMore.\n", fields)

    assert found["summary"] == "The first."


def test_the_body_of_a_finished_page(tmp_path: Path) -> None:
    page = tmp_path / "public/posts/a/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<article><p>The first, finished.</p><p>More.</p></article>")
    (tmp_path / "outfeed.yaml").write_text("source: {built: public}\n")

    found = item(tmp_path, "hugo", HUGO, "The *first*.\n\n<!--more-->\n\nMore.\n")

    assert (found["summary"], "finished" in found["content_html"]) == ("The first.", True)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("a---b", "a"),
        ("---b", ""),
        ("ab", None),
        ("`---` a", None),
        ("~~~\n---\n~~~\na---b", "~~~\n---\n~~~\na"),
        ("```\n---\n", None),
        ("````\n```\n---\n````\n---", "````\n```\n---\n````\n"),
        ("[a]---\n[a]: /x\n  [b]: /y\n", "[a]\n\n[a]: /x\n\n  [b]: /y"),
    ],
)
def test_a_divider_in_code_is_code(body: str, head: str | None) -> None:
    assert divide(body, re.compile("---")).head == head


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<p>a</p><!--more--><p>b</p>", "<p>a</p>"),
        ("<pre><!--more--></pre><p>a</p><!--more-->b", "<pre><!--more--></pre><p>a</p>"),
        ("<code>x<!-- more --></code>", None),
        ("<code>a<!--more-->", "<code>a"),  # it never ends
        ("<pre>a<code>b</code><!--more--></pre>", None),
        ("`a <!--more-->", "`a "),
        ("[a]<!--more-->\n[a]: /x\n", "[a]"),
    ],
)
def test_a_divider_in_html(body: str, head: str | None) -> None:
    assert divide(body, is_markdown=False).head == head


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<pre>\n<!--more-->\n</pre>\na\n<!--more-->\nb", "<pre>\n<!--more-->\n</pre>\na\n"),
        ("`<pre>` a <!--more--> b", "`<pre>` a "),
        ("```\n<pre>\n```\na <!--more--> b </pre>", "```\n<pre>\n```\na "),
    ],
)
def test_tags_around_code_in_markdown(body: str, head: str) -> None:
    assert divide(body).head == head


def posts_with_divider(site: str) -> list[Mapping[str, Any]]:
    found = []
    for post in expectation(site)["posts"]:
        file = SITES / site / "source" / post["file"]
        text = file.read_text(encoding="utf-8")
        if file.suffix in (".md", ".mdx") and re.search(r"<!-- ?(more|excerpt|TEASER_END) ?-->|\* truncate", text):
            found.append(post)
    return found


@pytest.mark.parametrize("site", ["docusaurus", "eleventy", "hexo", "hugo", "mkdocs"])
def test_the_summary_is_that_of_the_generator(site: str, tmp_path: Path) -> None:
    items, _ = export(site, tmp_path)
    posts = [post for post in posts_with_divider(site) if post["summary"]]

    assert posts
    for post in posts:
        wanted = extract_text(post["summary"]).replace("**", "")  # Eleventy's is not rendered
        assert items[encoded(post["link"])]["summary"] == wanted, post["file"]


@pytest.mark.parametrize("site", [name for name, dialect in RECOGNISED.items() if dialect == "jekyll"])
def test_the_summary_is_that_of_the_feed_of_jekyll(site: str, tmp_path: Path) -> None:
    items, _ = export(site, tmp_path)
    wanted, found = {}, {}
    for post in expectation(site)["posts"]:
        item = items.get(encoded(post["link"]))
        if item and post["summary"] and post["file"] != "_posts/2024-08-01-excerpt.md":  # which has a description, too
            wanted[post["file"]] = extract_text(post["summary"])
            found[post["file"]] = item.get("summary") or item["content_text"]

    assert found == wanted


def test_a_summary_of_pelican_is_written_as_a_body_is(tmp_path: Path) -> None:
    items, _ = export("pelican", tmp_path)

    assert "Eine kurze Zusammenfassung." in [item["summary"] for item in items.values() if "summary" in item]
