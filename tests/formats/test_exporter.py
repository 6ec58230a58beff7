"""What an exporter may be: of feeds or of the site, and what it leaves out."""

from collections.abc import Sequence

import pytest

from exporters.formats import registry
from exporters.formats.exporter import OmittedEntries, is_of_feed, is_of_site, join_omitted


class TestScope:
    """Each exporter writes a document of each feed, or one of the site."""

    @pytest.mark.parametrize("exporter", registry.find_exporters(registry.list_names()), ids=registry.list_names())
    def test_it_is_one_of_both(self, exporter: registry.BuiltInExporter) -> None:
        assert is_of_feed(exporter) is registry.is_feed_format(exporter.name)
        assert is_of_site(exporter) is not is_of_feed(exporter)

    @pytest.mark.parametrize("exporter", registry.find_exporters(registry.list_names()), ids=registry.list_names())
    def test_what_is_known_of_ours_before_they_load_is_right(self, exporter: registry.BuiltInExporter) -> None:
        itself = exporter.load()

        known = (exporter.name, exporter.media_type, exporter.filename, exporter.scope)
        assert known == (itself.name, itself.media_type, itself.filename, itself.scope)
        assert exporter.has_companions == (is_of_feed(itself) and hasattr(itself, "companions"))


class TestJoined:
    """Several reasons are one count and one phrase."""

    @pytest.mark.parametrize(
        ("left_out", "whole"),
        [
            ([], OmittedEntries(0, "")),
            ([OmittedEntries(0, "old")], OmittedEntries(0, "")),
            (
                [OmittedEntries(2, "old"), OmittedEntries(0, "elsewhere"), OmittedEntries(3, "long")],
                OmittedEntries(5, "old or long"),
            ),
            ((OmittedEntries(2, "old"), OmittedEntries(3, "long")), OmittedEntries(5, "old or long")),
        ],
    )
    def test_those_that_apply_count(self, left_out: Sequence[OmittedEntries], whole: OmittedEntries) -> None:
        assert join_omitted(left_out) == whole

    def test_a_tuple_of_both_is_one(self) -> None:
        """Exporters of other packages return it since the first version."""
        assert join_omitted((3, "not under https://example.org/")) == OmittedEntries(
            3, "not under https://example.org/"
        )

    def test_anything_else_is_an_error(self) -> None:
        with pytest.raises(TypeError, match="left_out returned None"):
            join_omitted(None)  # type: ignore[arg-type]
