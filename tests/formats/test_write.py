"""What holds for the `write` of every exporter."""

import io

import pytest

from exporters.formats import registry
from exporters.formats.exporter import CompanionExporter, Exporter
from tests.makers import article, document, feed

NAMES = ("rss", "atom", "json", "csv")


@pytest.mark.parametrize("exporter", [registry.get_built_in(name).load() for name in NAMES], ids=NAMES)
class TestWrite:
    """Exporter.write: the same feed makes the same bytes."""

    def test_it_is_repeatable(self, exporter: Exporter) -> None:
        made = feed(article(topics=("AI",)), article(id="2", content_html="<p>x</p>"))

        assert document(exporter.name, made) == document(exporter.name, made)

    def test_so_is_what_stands_beside_it(self, exporter: Exporter) -> None:
        made = feed(article())
        beside = exporter.companions if isinstance(exporter, CompanionExporter) else lambda _: {}

        assert beside(made) == beside(made)
        assert bool(beside(made)) is (exporter.name == "csv")

    def test_the_stream_stays_open(self, exporter: Exporter) -> None:
        out = io.BytesIO()

        exporter.write(feed(article()), out)

        assert not out.closed
        assert out.write(b"more") == 4
