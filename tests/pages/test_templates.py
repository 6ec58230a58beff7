"""Templates of a site in front of ours: one by one, and what is told of a broken one."""

import pickle
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from msgspec import Struct

from exporters.diagnostics.rules.run import PAGES
from exporters.errors import UsageError
from exporters.pages.page import FeedAddress, FeedPage, FeedRow, FeedRowGroup, PageEntry, PagePicture, SiblingFeed
from exporters.pages.render import OUR_TEMPLATES, PageTemplates
from tests.cli.running import ROOT, environment
from tests.makers import article
from tests.pages.making import TEMPLATES, maker, pages, root, told
from tests.write_docs import blocks

FEED = "a/index.html"


def templates(folder: Path, **files: str | bytes) -> PageTemplates:
    """Those in `folder`, of which `files` are put there first: `feed` is feed.html."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        file = folder / (name.replace("_", ".") if "_" in name else f"{name}.html")
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return PageTemplates(folder)


def made(own: PageTemplates) -> dict[str, str]:
    feeds = [root(article(title="News & more")), told("AI", article(title="News & more"), path="a")]
    return {name: data.decode() for name, data in pages(feeds, templates=own).items()}


def complaint(folder: Path, **files: str | bytes) -> str:
    """Return the messages about the templates `files`."""
    with pytest.raises(UsageError) as caught:
        made(templates(folder, **files))
    return str(caught.value)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `mine` of the current folder, which messages name."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "mine"


class TestOverriding:
    """A file takes the place of ours of that name; the others stay."""

    def test_a_whole_template_can_be_replaced(self, here: Path) -> None:
        own = made(templates(here, entry="<li>{{ entry.title }} | {{ entry.day }}</li>"))

        assert "<li>News &amp; more | 2 January 2024</li>" in own[FEED]
        assert "<li>News &amp; more | 2 January 2024</li>" in own["index.html"]
        assert "Subscribe" in own[FEED]

    def test_ours_can_be_extended_under_its_own_name(self, here: Path) -> None:
        added = '{% extends "outfeed/base.html" %}{% block footer %}<p>By us.</p>{{ super() }}{% endblock %}'
        own = made(templates(here, base=added))

        assert all("<p>By us.</p><p><a href=" in page for page in own.values())

    def test_a_style_sheet_of_the_site_is_allowed_by_the_policy(self, here: Path) -> None:
        own = made(templates(here, page_css="b {}\r\n"))[FEED]

        assert "<style>b {}</style>" in own
        assert f"style-src &#39;sha256-{b64encode(sha256(b'b {}').digest()).decode()}&#39;;" in own

    def test_further_files_can_be_included(self, here: Path) -> None:
        include = '{% include "logo.svg" %}'

        assert "<svg></svg>" in made(templates(here, about=include, logo_svg="<svg></svg>"))[FEED]

    def test_what_is_no_template_is_left_alone(self, here: Path) -> None:
        own = templates(here, photo_jpg=b"\xff\xd8")

        assert made(own) == made(TEMPLATES)

    def test_without_files_every_page_is_ours(self, here: Path) -> None:
        assert made(templates(here)) == made(TEMPLATES)


class TestBroken:
    """A usage error that names file and line; nothing of the template's reaches a page."""

    def test_syntax(self, here: Path) -> None:
        assert complaint(here, feed="<p>\n{% if %}\n").startswith("mine/feed.html:2:1: error: Expected an expression")

    @pytest.mark.parametrize(("text", "seen"), [("{# no", "comment tag"), ("{% raw %}x", "raw directive")])
    def test_what_the_lexer_refuses(self, here: Path, text: str, seen: str) -> None:
        assert complaint(here, about=f"<p>\n{text}") == (
            f"mine/about.html:2:1: error: Missing end of {seen} [template-broken]"
        )

    @pytest.mark.parametrize(
        "text",
        ["{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "{% if 1 %}" * 1_000 + "{% endif %}" * 1_000],
        ids=["expressions", "blocks"],
    )
    def test_nesting_that_no_parser_follows(self, here: Path, text: str) -> None:
        assert complaint(here, about=text) == "mine/about.html: error: nested too deeply [template-broken]"

    def test_what_python_can_not_compile(self, here: Path) -> None:
        loops = "{% for a in [] %}" * 25 + "{% endfor %}" * 25

        assert complaint(here, about=loops) == (
            "mine/about.html: error: too many statically nested blocks [template-broken]"
        )
        assert complaint(here, about=f"{{{{ {'9' * 5_000} }}}}").startswith("mine/about.html: error: Exceeds the limit")

    def test_a_variable_that_does_not_exist(self, here: Path) -> None:
        assert complaint(here, about="<p>\n\n{{ page.nmae }}").startswith("mine/about.html:3:1: error: ")

    def test_a_template_that_does_not_exist(self, here: Path) -> None:
        assert complaint(here, feed='\n{% include "no.html" %}') == (
            "mine/feed.html:2:1: error: no template no.html [template-broken]"
        )

    def test_a_value_that_can_not_be_used_so(self, here: Path) -> None:
        assert complaint(here, entry="{{ 1 / 0 }}") == "mine/entry.html:1:1: error: division by zero [template-broken]"

    @pytest.mark.parametrize(
        "text",
        ["{{ page.__class__.__mro__ }}", "{{ ''.join.__globals__ }}", "{% for _ in range(10 ** 9) %}{% endfor %}"],
    )
    def test_what_templates_may_not_do(self, here: Path, text: str) -> None:
        assert complaint(here, footer="", about=text).startswith("mine/about.html:1:1: error: ")

    @pytest.mark.parametrize(
        "text", [r"{{ '\ud800' }}", "{{ '%c'|format(0xdfff) }}", r"{% set x = '\udfff' %}{{ x ~ 1 }}"]
    )
    def test_half_of_a_character(self, here: Path, text: str) -> None:
        assert complaint(here, about=f"<p>\n{text}") == (
            "mine/about.html:2:1: error: half of a character, a lone surrogate, "
            "which UTF-8 can't hold [template-broken]"
        )

    def test_bytes_that_are_no_utf8(self, here: Path) -> None:
        assert complaint(here, entry=b"one\ntw\xf6") == (
            "mine/entry.html:2:1: error: not UTF-8; save it as UTF-8 [template-broken]"
        )

    def test_the_innermost_template_of_the_site_is_named(self, here: Path) -> None:
        feed = '{% extends "outfeed/feed.html" %}'

        assert complaint(here, feed=feed, about="\n{{ x }}") == (
            "mine/about.html:2:1: error: 'x' is undefined [template-broken]"
        )

    def test_ours_that_lacks_what_the_site_took_away_is_not_blamed(self, here: Path) -> None:
        base = '{% extends "outfeed/base.html" %}\n{% set page = 3 %}{% block main %}{{ page.x }}{% endblock %}'

        assert complaint(here, base=base).startswith("mine/base.html:2:1: error: ")

    def test_a_folder_that_does_not_exist(self, here: Path) -> None:
        with pytest.raises(UsageError) as caught:
            PageTemplates(here)

        assert str(caught.value) == "mine: error: no folder of templates; correct pages.templates [templates-missing]"
        assert set(PAGES) == {"template-broken", "templates-missing"}

    @pytest.mark.parametrize("name", ["feed.html", "x.css", "below/x.html"])
    def test_a_link_that_leads_out_of_the_folder_is_not_published(self, here: Path, name: str) -> None:
        (here.parent / "private").mkdir()
        (here.parent / "private" / Path(name).name).write_text("private")
        (here / name).parent.mkdir(parents=True)
        (here / name).symlink_to(here.parent / "private" / Path(name).name)

        with pytest.raises(UsageError) as caught:
            PageTemplates(here)

        assert str(caught.value) == (
            f"mine/{name}: error: a link that leads out of the folder of templates; put the file itself there "
            "[template-broken]"
        )

    def test_links_within_the_folder_and_to_it_are_followed(self, here: Path) -> None:
        templates(here.parent / "real", entry="<li>mine</li>")
        (here.parent / "real/below.html").symlink_to("entry.html")
        here.symlink_to("real")

        assert "<li>mine</li>" in made(PageTemplates(here))[FEED]

    def test_a_mistake_of_ours_is_no_usage_error(self) -> None:
        with pytest.raises(AttributeError):
            TEMPLATES.render(maker([root()]).root(None), [None])  # type: ignore[list-item]


class TestDigest:
    """Tells whether any page may look different."""

    def test_it_changes_with_any_file(self, here: Path) -> None:
        digests = {
            TEMPLATES.digest,
            templates(here, entry="a").digest,
            templates(here, entry="b").digest,
            templates(here, extra="b").digest,
        }

        assert len(digests) == 4

    def test_it_is_the_same_for_the_same_files(self, tmp_path: Path) -> None:
        assert templates(tmp_path / "a", entry="a").digest == templates(tmp_path / "b", entry="a").digest
        assert PageTemplates(None).digest == TEMPLATES.digest

    def test_neither_it_nor_the_import_loads_jinja(self) -> None:
        code = (
            "import sys; from exporters.pages.render import PageTemplates; PageTemplates(None).digest; "
            "sys.exit('jinja2' in sys.modules)"
        )

        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment(), check=False, timeout=60)

        assert done.returncode == 0


class TestProcesses:
    """Pages are written by several processes."""

    def test_templates_pass_from_one_to_another(self, here: Path) -> None:
        own = templates(here, entry="<li>{{ entry.title }}</li>")
        before = made(own)

        assert made(pickle.loads(pickle.dumps(own))) == before  # noqa: S301  its own bytes


class TestDocs:
    """What docs/pages.md says of the templates."""

    DESCRIBED: Final = (ROOT / "docs" / "pages.md").read_text(encoding="utf-8")

    def test_each_file_is_described(self) -> None:
        assert [path.name for path in OUR_TEMPLATES.iterdir() if f"`{path.name}`" not in self.DESCRIBED] == []

    @pytest.mark.parametrize(
        "kind", [FeedPage, FeedAddress, SiblingFeed, FeedRowGroup, FeedRow, PageEntry, PagePicture]
    )
    def test_each_name_that_they_see_is_described(self, kind: type[Struct]) -> None:
        assert [name for name in kind.__struct_fields__ if f"`{name}`" not in self.DESCRIBED] == []

    def test_the_example_works(self, here: Path) -> None:
        [example] = [block for block in blocks(self.DESCRIBED) if block.name == "templates/base.html"]
        own = made(templates(here, base=example.text))

        assert all('<p><a href="https://example.org/imprint/">Imprint</a></p>' in page for page in own.values())
        assert all("OPML" in page for page in own.values())
