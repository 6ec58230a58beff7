"""The articles of a site, as documents of each format know them."""

from collections.abc import Container

import pytest

from exporters.planning.site_ids import SiteIds

URL = "https://example.org/"


class Asked(Container[str]):
    """Ids that know which of them were asked for."""

    def __init__(self, *ids: str) -> None:
        self.ids, self.asked = ids, list[str]()

    def __contains__(self, identity: object) -> bool:
        self.asked.append(str(identity))
        return identity in self.ids


class TestFacts:
    """What a comparison asks."""

    @pytest.mark.parametrize(("format_name", "identity"), [("json", "7"), ("rss", "7"), ("atom", f"{URL}#id=7")])
    def test_an_id_is_known_as_its_format_writes_it(self, format_name: str, identity: str) -> None:
        facts = SiteIds(URL, {"7", "urn:8"}, ["9"]).facts(format_name)

        assert facts.has(identity)
        assert facts.has("urn:8")
        assert not facts.has("6")
        assert identity.replace("7", "9") in facts.withdrawn

    def test_atom_writes_no_id_that_is_no_iri(self) -> None:
        assert not SiteIds(URL, {"7"}).facts("atom").has("7")

    def test_of_a_million_articles_those_are_asked_for_that_are_looked_for(self) -> None:
        ids = Asked("7")

        facts = SiteIds(URL, ids).facts("atom")

        assert facts.has(f"{URL}#id=7")
        assert not facts.has("urn:8")
        assert ids.asked == ["7", "urn:8"]
