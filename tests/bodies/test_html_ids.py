"""Ids: links within an entry work, beside all other entries on a reader's page."""

import pytest

from exporters.bodies.html.clean import CleanedHtml, clean
from exporters.bodies.html.entry_ids import id_prefix
from tests.bodies.test_html import PAGE, absolute, cleaned

P = id_prefix("https://example.org/1")


def kept(html: str) -> str:
    """What an entry carries of `html`; it stays as it is when it is cleaned again."""
    made = clean(html, absolute, P)

    assert clean(made.html, absolute, P) == CleanedHtml(made.html, ())
    return made.html


class TestPrefix:
    """It says which entry an id is of, whatever its place in the feed."""

    def test_it_is_a_hash_of_the_entry_id(self) -> None:
        assert id_prefix("a") == "oca978112-"  # the first bytes of SHA-256, as FIPS 180-4 has it
        assert id_prefix("a") != id_prefix("b")

    def test_a_lone_surrogate_has_one_too(self) -> None:
        assert id_prefix("\ud800").startswith("o")


class TestLinked:
    """What the entry links to, and headings, keep their ids."""

    def test_a_footnote_and_its_way_back(self) -> None:
        html = (
            '<p>x<sup><a href="#fn1" id="fnref1">1</a></sup></p>'
            '<ol><li id="fn1"><p>note <a href="#fnref1">↩</a></p></li></ol>'
        )

        assert kept(html) == html.replace("#fn", f"#{P}fn").replace('id="fn', f'id="{P}fn')

    def test_a_heading(self) -> None:
        assert kept('<h2 id="intro">I</h2><p id="x">a</p>') == f'<h2 id="{P}intro">I</h2><p>a</p>'

    def test_an_old_anchor(self) -> None:
        assert kept('<a name="q">Q</a> <a href="#q">q</a>') == f'<a id="{P}q">Q</a> <a href="#{P}q">q</a>'

    @pytest.mark.parametrize("link", ["café", "caf%C3%A9", "caf&eacute;"])
    def test_letters_outside_ascii(self, link: str) -> None:
        assert kept(f'<a href="#{link}">a</a><p id="café">b</p>') == (
            f'<a href="#{P}caf%C3%A9">a</a><p id="{P}café">b</p>'
        )

    def test_a_target_that_is_not_there_is_on_the_page(self) -> None:
        assert kept('<p><a href="#gone">a</a></p>') == f'<p><a href="{PAGE}#gone">a</a></p>'

    def test_the_first_of_equal_ids_is_the_target(self) -> None:
        assert kept('<a href="#x">a</a><p id="x">b</p><p id="x">c</p>') == (
            f'<a href="#{P}x">a</a><p id="{P}x">b</p><p>c</p>'
        )

    @pytest.mark.parametrize("id_", ["", "a b", "x" * 201])
    def test_what_is_no_id_goes(self, id_: str) -> None:
        assert kept(f'<h2 id="{id_}">a</h2>') == "<h2>a</h2>"

    def test_without_a_prefix_none_stays(self) -> None:
        assert cleaned('<h2 id="x">a</h2><a href="#x">b</a>').html == f'<h2>a</h2><a href="{PAGE}#x">b</a>'

    def test_quotes_in_an_id_stay_in_it(self) -> None:
        assert (
            kept("""<h2 id='"><img/src=x/onerror=y>'>a</h2>""")
            == f'<h2 id="{P}&quot;&gt;&lt;img/src=x/onerror=y&gt;">a</h2>'
        )
