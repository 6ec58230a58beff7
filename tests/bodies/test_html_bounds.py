"""Bounds of HTML: just what is refused, and how deep the elements of some HTML nest."""

import pytest

from exporters.bodies.html.clean import MAX_DEPTH, MAX_LENGTH, MAX_TAGS, CleanedHtml, limit_size, measure_depth
from tests.bodies.test_html import cleaned


class TestDepth:
    """How many elements are open at once, where each is closed."""

    @pytest.mark.parametrize("name", ["br", "col", "embed", "hr", "img", "input", "source", "wbr"])
    def test_a_void_element_holds_nothing(self, name: str) -> None:
        """HTML §13.1.2: void elements have no end tag."""
        assert measure_depth("<p>" + f"<{name}>" * 300 + "</p>") == 1

    def test_elements_beside_each_other_are_no_deeper(self) -> None:
        assert measure_depth("<p><b>x</b></p>" * 300) == 2

    def test_it_is_that_of_the_deepest(self) -> None:
        assert measure_depth("<p>x</p>" * 200 + "<h1><b><i>x</i></b></h1>" + "<p>x</p>" * 200) == 3

    @pytest.mark.parametrize("name", ["p", "h1", "blockquote"])
    def test_each_element_counts(self, name: str) -> None:
        assert measure_depth(f"<{name}>" * 300 + f"</{name}>" * 300) == 300

    def test_few_tags_are_not_told_apart(self) -> None:
        assert measure_depth("<p>x</p>" * 128) == MAX_DEPTH == 256


class TestBounded:
    """What is at a bound is read, what is beyond it is refused."""

    def test_characters(self) -> None:
        assert limit_size("x" * MAX_LENGTH) == "x" * MAX_LENGTH
        with pytest.raises(ValueError, match="1,000,001 characters of HTML, more than 1,000,000"):
            limit_size("x" * (MAX_LENGTH + 1))

    def test_tags(self) -> None:
        assert limit_size("<br>" * MAX_TAGS) == "<br>" * MAX_TAGS
        with pytest.raises(ValueError, match="40,001 tags, more than 40,000"):
            limit_size("<br>" * (MAX_TAGS + 1))

    @pytest.mark.parametrize("parting", [" ", "/", "=", ">"])
    def test_different_words(self, parting: str) -> None:
        words = [f"w{number:06}" for number in range(50_001)]

        assert limit_size(parting.join(words[:-1]))
        with pytest.raises(ValueError, match="more than 50,000 different words"):
            limit_size(parting.join(words))

    def test_the_same_words_again_and_again_are_no_attributes(self) -> None:
        assert limit_size("word and word " * 60_000)

    def test_levels(self) -> None:
        assert cleaned("<div>" * MAX_DEPTH + "x").html.count("<div>") == MAX_DEPTH
        with pytest.raises(ValueError, match="elements nested more than 256 deep"):
            cleaned("<div>" * (MAX_DEPTH + 1) + "x")


class TestCopies:
    """HTML §13.2.4.3: an open <b> is made again in each paragraph that follows, of identical ones three."""

    @pytest.mark.parametrize("name", "b big code em font i nobr s small strike strong tt u".split())
    def test_each_formatting_element_is_copied(self, name: str) -> None:
        with pytest.raises(ValueError, match="too many different <b>, <i> or <font> tags for 4,000 tags in all"):
            limit_size("".join(f"<{name} title={number}><p>" for number in range(2_000)))

    @pytest.mark.parametrize("name", ["a", "span", "button", "base"])
    def test_others_are_not(self, name: str) -> None:
        assert limit_size("".join(f"<{name} title={number}><p>" for number in range(2_000)))

    @pytest.mark.parametrize("tag", ["<b >", "<B >", "<b title=x>", "<b title='a b'>", '<b title = "a=b">'])
    def test_identical_ones_count_three_times(self, tag: str) -> None:
        assert limit_size(f"{tag}<p>" * 2_000)

    @pytest.mark.parametrize("tag", ["<b title='>{}'>", '<b title = ">{}">', "<b title=x{}>", "<b title='a\" {}'>"])
    def test_what_is_in_quotes_belongs_to_the_tag(self, tag: str) -> None:
        with pytest.raises(ValueError, match="too many different"):
            limit_size("".join(f"{tag.format(number)}<p>" for number in range(2_000)))

    @pytest.mark.parametrize("tag", ["<b title='>'>", '<b title=">">', "<b title='x>", "<b x='a'b'>", '<b x="a"b">'])
    def test_one_whose_end_is_in_doubt_counts_each_time(self, tag: str) -> None:
        with pytest.raises(ValueError, match="too many different"):
            limit_size(f"{tag}<p>" * 2_000)

    def test_few_tags_may_be_different(self) -> None:
        assert limit_size("".join(f"<b title={number}><p>" for number in range(700)))


class TestInlineImages:
    """Their bytes are no part of what has to be parsed: they go before the length counts."""

    @pytest.mark.parametrize(
        "head", ["data:image/png;base64,", "data:image/svg+xml;charset=utf-8;base64,", "data:font/x-y.z;base64,"]
    )
    def test_only_the_bytes_go(self, head: str) -> None:
        assert limit_size(f'<p><img src="{head}{"Ab+/9%= " * 200_000}"></p>') == f'<p><img src="{head}"></p>'

    def test_html_that_is_short_keeps_them(self) -> None:
        html = '<img src="data:image/png;base64,AAAA">'

        assert limit_size(html) == html
        assert cleaned(html + "x") == CleanedHtml("x", ("data: address",))
