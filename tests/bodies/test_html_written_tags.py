"""Tags as authors write them: placeholders are text, and no name of an element swallows what follows it."""

import pytest

from exporters.bodies.html.clean import CleanedHtml, extract_text
from tests.bodies.test_html import cleaned

SWALLOWING = "iframe math noembed noframes script select style svg template textarea title xml xmp plaintext".split()


def told(html: str) -> list[str]:
    """The messages on text that no browser shows."""
    return [each.message for each in cleaned(html).findings if each.rule == "html-hidden"]


class TestPlaceholders:
    """A name in angle brackets that HTML does not know, and that nothing closes, is text."""

    @pytest.mark.parametrize(
        "tag",
        [
            *(
                "<your-name>",
                "<your name>",
                "<T extends U>",
                "<foo/>",
                "<foo />",
                "<insert your text here>",
                "<api-key>",
            ),
            *("<MSFT.O>", "<String>", "<a@example.org>", "<https://example.org/?a=b>", "<path>", "<filename>"),
            *("<time of day>", "<input file>", "<source code here>", "<data source>", "<T = string>", "<Vec<u8>>"),
            *("<key>=<value>", "<title of the page>"),
        ],
    )
    def test_it_is_text(self, tag: str) -> None:
        escaped = tag.replace("<", "&lt;").replace(">", "&gt;")

        assert cleaned(f"<p>Run {tag} now.</p>") == CleanedHtml(f"<p>Run {escaped} now.</p>", ())

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("<p>if a <b then c</p>", "<p>if a &lt;b then c</p>"),
            ("<p>x <y and z</p>", "<p>x &lt;y and z</p>"),
            ("<p>I </3 you</p>", "<p>I &lt;/3 you</p>"),
            ("<p>the end of <it", "<p>the end of &lt;it</p>"),
            ("a <b", "a &lt;b"),
        ],
    )
    def test_a_tag_that_never_ends_is_text(self, written: str, kept: str) -> None:
        assert cleaned(written) == CleanedHtml(kept, ())

    @pytest.mark.parametrize(
        ("written", "kept"),
        [
            ("<details open><summary>s</summary>x</details>",) * 2,
            ("<p>a<br clear>b</p>", "<p>a<br>b</p>"),
            ("<p class>a</p>", "<p>a</p>"),
            ("<ol reversed><li>x</li></ol>", '<ol reversed=""><li>x</li></ol>'),
            ('<p title="<your-name>">a</p>', '<p title="&lt;your-name&gt;">a</p>'),
            ("<!-- <your-name> --><p>a</p>", "<p>a</p>"),
        ],
    )
    def test_elements_and_their_attributes_stay_what_they_are(self, written: str, kept: str) -> None:
        assert cleaned(written).html.replace(' open=""', " open") == kept


class TestSwallowing:
    """GitHub Flavored Markdown §6.11: their names in prose are text."""

    @pytest.mark.parametrize("name", SWALLOWING)
    def test_nothing_that_follows_an_open_one_is_lost(self, name: str) -> None:
        made = cleaned(f"<p>Before <{name}> after.</p>\n<p>Second.</p>")

        assert made == CleanedHtml(f"<p>Before &lt;{name}&gt; after.</p>\n<p>Second.</p>", ())

    @pytest.mark.parametrize("name", [each for each in SWALLOWING if each not in ("plaintext", "xmp", "math")])
    def test_its_end_in_another_paragraph_is_prose_too(self, name: str) -> None:
        made = cleaned(f"<p>Open <{name}> first.</p>\n<p>Then <b>close</b> </{name}> it.</p>\n<p>End.</p>")

        assert extract_text(made.html) == f"Open <{name}> first. Then close it. End."

    @pytest.mark.parametrize("name", ["title", "noembed", "noframes"])
    def test_one_in_running_text_is_text(self, name: str) -> None:
        assert extract_text(cleaned(f"<p>Put <{name}>Home page</{name}> there.</p>").html).startswith(
            f"Put <{name}>Home page"
        )

    def test_a_closed_script_goes_with_its_content(self) -> None:
        made = cleaned("<p>a</p><script>\nx = '<p>' + y + '</p>';\n</script><style>b{}</style><p>c</p>")

        assert made == CleanedHtml("<p>a</p><p>c</p>", ("script", "style"))

    @pytest.mark.parametrize(
        ("html", "kept"),
        [
            ('<script src="/x.js"/><p>a</p>', "<p>a</p>"),
            ('<textarea name="x"><p>a</p>', "<p>a</p>"),
            (
                '<p>a</p><iframe src="/x" /><p>b</p>',
                '<p>a</p><p><a href="https://example.org/x">example.org</a></p><p>b</p>',
            ),
        ],
    )
    def test_one_with_attributes_that_nothing_closes_is_empty(self, html: str, kept: str) -> None:
        assert cleaned(html).html == kept

    @pytest.mark.parametrize(
        ("html", "message"),
        [
            ("<template><p>one two</p></template>", "<template> (2 words)"),
            ("<template>a<template>b</template>c</template>", "<template> (1 word)"),
            ("<noframes><p>one two</p></noframes>", "<noframes> (2 words)"),
            ("<p>b</p><!-- one two", "comment without end (2 words)"),
            ("<?php echo 1; ?>", "<?php (4 words)"),
            ("<!ENTITY one>", "<!ENTITY (2 words)"),
        ],
    )
    def test_what_a_browser_hides_is_counted(self, html: str, message: str) -> None:
        made = cleaned(f"<p>a</p>{html}")

        assert made.html in ("<p>a</p>", "<p>a</p><p>b</p>")
        assert told(f"<p>a</p>{html}")[0].split(" (")[0] == message.split(" (")[0]

    def test_the_title_of_a_document_is_not_told(self) -> None:
        assert told("<!DOCTYPE html><html><head><style>a{}</style><title>T</title></head><body><p>a</p>") == []

    @pytest.mark.parametrize(
        "html", ["<!-- x --><p>a</p>", "<!DOCTYPE html><p>a</p>", "<![if !mso]><p>a</p><![endif]>"]
    )
    def test_comments_are_not_told(self, html: str) -> None:
        assert cleaned(html) == CleanedHtml("<p>a</p>", ())


class TestWordBreaks:
    """Blocks that feeds don't carry keep apart what they held."""

    @pytest.mark.parametrize("name", ["center", "dir", "fieldset", "form", "listing", "search"])
    def test_two_blocks_are_two_lines(self, name: str) -> None:
        made = cleaned(f"<{name}>one</{name}><{name}>two</{name}>")

        assert made.html == "one<br>two"
        assert extract_text(made.html) == "one two"

    def test_buttons_are_words(self) -> None:
        assert cleaned("<button>one</button><button>two</button>").html == "one two"

    def test_blocks_that_break_lines_themselves_get_none(self) -> None:
        assert cleaned("<center><p>one</p></center><center><h2>two</h2></center>").html == "<p>one</p><h2>two</h2>"

    def test_white_space_is_enough(self) -> None:
        assert cleaned("one <center>two</center>\nthree").html == "one two\nthree"

    def test_cells_without_a_table_are_words(self) -> None:
        assert extract_text(cleaned("<tr><td>one</td><td>two</td></tr>").html) == "one two"
