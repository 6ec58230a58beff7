"""Where a body begins in its file."""

from exporters.bodies.article_body import ArticleBody


class TestFirstLine:
    """Counted from 1, with the lines before it."""

    def test_a_body_of_a_file_begins_below_its_front_matter(self) -> None:
        assert ArticleBody("Words", line=2, before="---\ntitle: A\n").first_line == 4

    def test_a_body_with_nothing_before_it_begins_at_its_line(self) -> None:
        assert ArticleBody("Words", line=7).first_line == 7

    def test_a_body_that_stands_in_no_file_begins_nowhere(self) -> None:
        assert ArticleBody("Words", before="a\n").first_line == 0
