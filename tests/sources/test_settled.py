"""What the reader leaves out because it is settled already: rules that can find nothing, libraries nobody asked for."""

import subprocess
import sys
from typing import Any, Final

import pytest
import yaml as pyyaml
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.repair.article import repair
from exporters.schema import JsonSchema
from exporters.sources import clean_fields
from exporters.yamldoc.document import read_yaml
from tests.cli.running import ROOT
from tests.profiles import examples
from tests.sources.making import SITE, file, outcome, told

SLOW: Final = "ftfy pyromark nh3 jsonschema jsonschema_rs idna".split()

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-2, 2_000_000)
    | st.floats()
    | st.sampled_from(["A", "It’s", "", " ", "2021-08-24T07:30:00Z", "2021-08-24", "2021-02-30 10:00", "wired.com"])
    | st.sampled_from(["https://a.org/", "/x", "https://a.org/é", "a b", "https://a..b/", "http://a.org:99999/", "7"])
)
keys = st.sampled_from("title url name domain width height quality webUrl originalUrl images authors other".split())
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=6
)
fields = st.sampled_from(
    "id title excerpt publishedDateTime updatedDateTime webUrl originalUrl ampWebUrl type quality published provider"
    " topics images related featuredContent other".split()
)
GOOD: Final = {"title": "A", "publishedDateTime": "2021-08-24T07:30:00Z", "webUrl": "https://example.org/1"}


class TestFormats:
    """Addresses and moments are judged once, by the repairs: the schema need not ask again."""

    STRICT: Final = JsonSchema("article", clean_fields._schema()._formats)

    @examples(5)
    @given(st.dictionaries(fields, values, max_size=4))
    @example({"provider": {"domain": "a b"}})
    @example({"provider": {"authors": [{"name": "A", "url": "https://a..b/"}], "images": ["/x", 7]}})
    @example({"images": [{"url": 7}, {"url": "a b"}, "https://é.org/"], "related": {"webUrl": "//a.org"}})
    @example({"publishedDateTime": 2021, "updatedDateTime": [], "webUrl": {}, "originalUrl": True})
    def test_what_passes_the_repairs_has_its_format(self, front: dict[str, Any]) -> None:
        document = read_yaml(pyyaml.safe_dump(GOOD | front, sort_keys=False))
        repaired = repair(document, base=SITE.url, zone=None)

        assert clean_fields._schema().accepts(repaired.fields) == self.STRICT.accepts(repaired.fields)


class TestRelated:
    """Five are exported, and all are judged."""

    BEST: Final = tuple(f"  - {{webUrl: https://example.org/{number}, quality: {number}}}" for number in range(2, 8))

    def test_the_five_best_come_first(self) -> None:
        article = outcome(file("related:", *self.BEST)).article

        assert article is not None
        assert [each.quality for each in article.related] == [7, 6, 5, 4, 3]

    @pytest.mark.parametrize(
        ("worst", "problem"),
        [
            ("webUrl: https://a..b/", "12:6 url-wrong related[6].webUrl"),
            ("webUrl: https://example.org/1, title: []", "12:37 type-wrong related[6].title"),
        ],
    )
    def test_one_that_stays_behind_is_judged_all_the_same(self, worst: str, problem: str) -> None:
        result = outcome(file("related:", *self.BEST, f"  - {{{worst}, quality: 1}}"))

        assert told(result) == [problem]


class TestLibraries:
    """Most articles have no body, no mojibake and no mistakes, so what is for those is loaded when one is met."""

    @pytest.mark.parametrize(
        ("article", "loaded"),
        [
            (b"", ["jsonschema_rs"]),
            (file(), ["jsonschema_rs"]),
            (file("title: It’s “café style”", "excerpt: 1  2 &amp; 3"), ["jsonschema_rs"]),
            (file("type: []"), ["idna", "jsonschema", "jsonschema_rs"]),
            (file("type: 'worldâ€™s'"), ["ftfy", "jsonschema_rs"]),
            (file("ampWebUrl: https://é.org/"), ["idna", "jsonschema_rs"]),
            (file(body="Words"), ["jsonschema_rs", "nh3", "pyromark"]),
        ],
        ids=["import", "plain", "typographic", "mistake", "mojibake", "host", "body"],
    )
    def test_they_are_loaded_when_they_are_needed(self, article: bytes, loaded: list[str]) -> None:
        code = (
            "import sys\n"
            "from exporters.model.site import Site\n"
            "from exporters.sources.parse import ArticleReader\n"
            "site = Site(title='A', description='B', url='https://a.org/', feeds_url='https://a.org/')\n"
            f"ArticleReader(site).read({article!r}, 'x.md')\n"
            f"print(*sorted(set({SLOW!r}) & set(sys.modules)))"
        )

        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

        assert done.stdout.split() == loaded
