"""Template marks of whole sites: each generator's own are translated, with links between its articles, and told."""

import json
from pathlib import Path
from typing import Final

import pytest

from tests.bodies.test_dividers import DOCUSAURUS, HEXO, HUGO, JEKYLL, MKDOCS, NIKOLA, ZOLA
from tests.cli.running import outfeed_here

OBSIDIAN: Final = "{}"
PELICAN: Final = "SITEURL = 'https://example.org'\nSITENAME = 'T'\n"
QUARTO: Final = "website: {title: T, site-url: 'https://example.org'}\n"
MACROS: Final = "site_url: https://example.org/\nsite_name: T\nplugins: [{blog: {}}, macros]\n"
SITES: Final = {  # by generator: the file of its settings, and the folder, the name and the suffix of a post
    "jekyll": ("_config.yml", "_posts/2024-01-02-%s.md"),
    "hugo": ("hugo.toml", "content/posts/%s.md"),
    "mkdocs": ("mkdocs.yml", "docs/blog/posts/%s.md"),
    "docusaurus": ("docusaurus.config.js", "blog/2024-01-02-%s.mdx"),
    "nikola": ("conf.py", "posts/%s.md"),
    "zola": ("zola.toml", "content/posts/%s.md"),
    "hexo": ("_config.yml", "source/_posts/%s.md"),
    "obsidian": (".obsidian/app.json", "%s.md"),
    "pelican": ("pelicanconf.py", "content/%s.md"),
    "quarto": ("_quarto.yml", "posts/%s.qmd"),
}
LINK: Final = '<a href="https://example.org/%s">b</a>'


def front_matter(dialect: str, title: str) -> str:
    """Return the front matter of a post, as its generator has it; the body begins with line 6."""
    if dialect == "zola":
        return f"+++\ntitle = '{title}'\n\ndate = 2024-01-02\n+++\n"
    if dialect == "pelican":
        return f"Title: {title}\nDate: 2024-01-02\nLang: en\nCategory: c\n\n"
    return f"---\ntitle: {title}\n\ndate: 2024-01-02\n---\n"


def write_site(folder: Path, dialect: str, settings: str, body: str) -> None:
    """Write a site with the posts `a`, which has that body, and `b`."""
    about, post = SITES[dialect]
    files = {
        about: settings,
        post % "a": front_matter(dialect, "A") + body,
        post % "b": front_matter(dialect, "B") + "B\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def content_of(folder: Path, title: str) -> str:
    """Return the HTML of the item with that title."""
    items = json.loads((folder / "out/feed.json").read_text(encoding="utf-8"))["items"]
    return str(next(each["content_html"] for each in items if each["title"] == title))


@pytest.mark.parametrize(
    ("dialect", "settings", "link", "address"),
    [
        ("jekyll", JEKYLL, "[b]({% post_url 2024-01-02-b %})", "2024/01/02/b.html"),
        ("jekyll", JEKYLL, "[b]({% link _posts/2024-01-02-b.md %})", "2024/01/02/b.html"),
        ("hugo", HUGO, '[b]({{< ref "b.md" >}})', "posts/b/"),
        ("hugo", HUGO, '[b]({{< relref "/posts/b" >}})', "posts/b/"),
        ("zola", ZOLA, "[b](@/posts/b.md)", "posts/b/"),
        ("hexo", HEXO, "{% post_link b b %}", "2024/01/02/b/"),
        ("nikola", NIKOLA, "[b](link://filename/posts/b.md)", "posts/b.html"),
        ("pelican", PELICAN, "[b]({filename}b.md)", "b.html"),
        ("obsidian", OBSIDIAN, "[[b]]", "b"),
    ],
)
def test_a_link_leads_to_the_article(tmp_path: Path, dialect: str, settings: str, link: str, address: str) -> None:
    write_site(tmp_path, dialect, settings, f"See {link}.\n")

    ran = outfeed_here("export", ".", "--dialect", dialect, "--site-url", "https://example.org/", cwd=tmp_path)

    assert ran.status == 0, ran.err
    found = content_of(tmp_path, "A")
    assert LINK % address in found or LINK % f"{address.rstrip('/')}/index.html" in found


@pytest.mark.parametrize(
    ("dialect", "settings", "mark", "shown"),
    [
        ("jekyll", JEKYLL, "{% include x.html %}", ""),
        ("jekyll", JEKYLL, "Of {{ site.title }}{{ site.x }}.", "<p>Of T.</p>"),
        ("hugo", HUGO, "{{< x >}}", ""),
        ("zola", ZOLA, "{{ x() }}", ""),
        ("hexo", HEXO, "{% x %}", ""),
        ("nikola", NIKOLA, "{{% x %}}", ""),
        ("docusaurus", DOCUSAURUS, "import X from './x'", ""),
        ("docusaurus", DOCUSAURUS, "c {x} d", "<p>c  d</p>"),
        (
            "mkdocs",
            MKDOCS % "",
            "!!! note\n\n    c :material-x:",
            "<blockquote>\n<p><strong>Note</strong></p>\n<p>c</p>",
        ),
        ("mkdocs", MACROS, "c{{ x }}", "<p>c</p>"),
        ("quarto", QUARTO, "{{< include x.qmd >}}", ""),
        ("pelican", PELICAN, "[TOC]", ""),
        ("obsidian", OBSIDIAN, "[[x]]", "<p>x</p>"),
    ],
)
def test_what_is_left_out_is_told(tmp_path: Path, dialect: str, settings: str, mark: str, shown: str) -> None:
    write_site(tmp_path, dialect, settings, f"First.\n\n{mark}\n\n`{mark.splitlines()[0]}`\n\nLast.\n")

    ran = outfeed_here(
        "export", ".", "--dialect", dialect, "--site-url", "https://example.org/", "--verbose", cwd=tmp_path
    )

    assert ran.status == 0, ran.err
    found = content_of(tmp_path, "A")
    head, _, rest = found.partition("<p><code>")
    assert rest
    assert head.removeprefix("<p>First.</p>").strip().startswith(shown) if shown else head.strip() == "<p>First.</p>"
    told = [line for line in ran.err.splitlines() if "[template-" in line]
    line = 10 if "!!!" in mark else 8
    assert [each.split(":")[1] for each in told] == [str(line)], ran.err


def test_marks_of_mdx_are_text_in_markdown_of_astro(tmp_path: Path) -> None:
    folder = tmp_path / "src/content/blog"
    folder.mkdir(parents=True)
    (tmp_path / "astro.config.mjs").write_text("export default { site: 'https://example.org' };\n", encoding="utf-8")
    for suffix in ("md", "mdx"):
        (folder / f"{suffix}.{suffix}").write_text(
            f"---\ntitle: {suffix}\npubDate: 2024-01-02\n---\na {{7}} c\n", encoding="utf-8"
        )

    flags = ("--dialect", "astro", "--permalink", "/blog/{slug}/", "--site-url", "https://example.org/")
    ran = outfeed_here("export", ".", *flags, cwd=tmp_path)

    assert ran.status == 0, ran.err
    assert content_of(tmp_path, "md") == "<p>a {7} c</p>"
    assert content_of(tmp_path, "mdx") == "<p>a 7 c</p>"


WXR: Final = """<?xml version="1.0"?>
<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>T</title><item><title>A</title><link>https://example.org/a/</link><guid>https://example.org/?p=1</guid>
<content:encoded><![CDATA[%s]]></content:encoded><wp:post_date_gmt>2024-01-02 10:00:00</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>
"""


def test_shortcodes_of_wordpress(tmp_path: Path) -> None:
    body = '[caption id="x"]<img src="/a.jpg" alt="b" /> Cap[/caption]\n\nAs [sic].\n\n[gallery ids="1"]'
    (tmp_path / "blog.xml").write_text(WXR % body, encoding="utf-8")

    ran = outfeed_here("export", "blog.xml", "--site-url", "https://example.org/", "--verbose", cwd=tmp_path)

    assert ran.status == 0, ran.err
    found = content_of(tmp_path, "A")
    assert '<figure><img src="https://example.org/a.jpg" alt="b"><figcaption>Cap</figcaption></figure>' in found
    assert "As [sic]." in found
    assert "[gallery" not in found
    assert 'contains [gallery ids="1"]; left out [template-mark]' in ran.err


def test_the_address_of_a_ghost_site_stands_for_itself_in_code(tmp_path: Path) -> None:
    html = "<p><img src='__GHOST_URL__/a.png'><code>__GHOST_URL__</code></p>"
    post = {
        "id": "a1",
        "title": "A",
        "slug": "a",
        "status": "published",
        "html": html,
        "published_at": "2024-01-02T00:00:00Z",
    }
    (tmp_path / "g.json").write_text(json.dumps({"db": [{"data": {"posts": [post]}}]}), encoding="utf-8")

    ran = outfeed_here("export", "g.json", "--site-url", "https://example.org/blog/", cwd=tmp_path)

    assert ran.status == 0, ran.err
    assert content_of(tmp_path, "A") == ('<p><img src="https://example.org/blog/a.png"><code>__GHOST_URL__</code></p>')
