"""Feeds in XML that are wrong: each fault has its line and column, and the other items arrive."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.sources.malformed import FOREIGN, are_clear, case
from tests.sources.test_rows import read, titles, told

ITEM = (  # in line 3 of a feed
    "<item><title>Bad</title><link>https://a.example/1</link><guid>a-1</guid>"
    "<pubDate>Wed, 03 Jan 2024 10:11:12 +0100</pubDate><description>Text</description></item>"
)
GOOD = ITEM.replace("Bad", "Good").replace("a-1", "a-2").replace("/1<", "/2<")
ENTRY = (
    "<entry><title>Bad</title><id>tag:a.example,2024:1</id><link href='https://a.example/1'/>"
    "<published>2024-01-03T10:11:12Z</published><updated>2024-01-03T10:11:12Z</updated><summary>Text</summary></entry>"
)
HEADS = {
    "rss": ('<rss version="2.0">\n<channel><title>Acme</title>\n', "\n</channel></rss>"),
    "rdf": (
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Acme</title></channel>\n""",
        "\n</rdf:RDF>",
    ),
    "atom": ('<feed xmlns="http://www.w3.org/2005/Atom">\n<title>Acme</title>\n', "\n</feed>"),
}
ITEMS = {
    "rss": ITEM,
    "rdf": ITEM.replace("<item>", '<item rdf:about="a-1">')
    .replace("<guid>a-1</guid>", "")
    .replace("<pubDate>Wed, 03 Jan 2024 10:11:12 +0100</pubDate>", "<dc:date>2024-01-03T10:11:12+01:00</dc:date>"),
    "atom": ENTRY,
}


def feed(kind: str, item: str, end: str | None = None) -> str:
    """A feed of the item, in line 3, and of one that is right."""
    head, last = HEADS[kind]
    good = ITEMS[kind].replace("Bad", "Good").replace("a-1", "a-2").replace("2024:1", "2024:2").replace("/1", "/2")
    return f"{head}{item}\n{good}{last if end is None else end}"


FAULTS = [  # what stands in place of the text of an item, and how far behind its beginning the fault is
    case("an ampersand", "A & B", 3),
    case("an ampersand at the end", "&", 1),
    case("less than", "a < b", 3),
    case("100,000 ampersands", "&" * 100_000, 1),
    case("100,000 times less than", "<" * 100_000, 1),
    case("a tag that is not closed", "<b>x", None),
    case("a tag that was not opened", "x</b>", 3),
    case("tags that cross", "<b><i>x</b></i>", 9),
    case("an attribute without quotes", "<b a=x/>", 5),
    case("an attribute twice", "<b a='' a=''/>", 8),
    case("an attribute without end", "<b a='x/>", None),
    case("less than in an attribute", "<b a='<'/>", 6),
    case("no space between attributes", "<b a=''b=''/>", 7),
    case("a control character", "a\x01b", 1),
    case("NUL", "a\x00b", 1),
    case("a character of none", "a\ufffeb", 1),
    case("a reference to NUL", "&#0;", 0),
    case("a reference to half a surrogate pair", "&#xD800;", 0),
    case("a reference to no character", "&#x110000;", 0),
    case("an entity of HTML", "a&nbsp;b", 1),
    case("an entity that nobody knows", "a&nosuch;b", 1),
    case("a prefix of no namespace", "<x:y/>", 0),
    case("a comment with dashes", "<!-- a -- b -->", 9),
    case("the end of CDATA", "a]]>b", 3),
    case("an instruction without end", "<?x", 3),
    case("a declaration in the middle", "<?xml version='1.0'?>", 0),
    case("a doctype in the middle", "<!DOCTYPE x>", 2),
    case("100,000 tags in each other", "<a>" * 100_000, 759),
    case("100,000 tags in each other that are closed", "<a>" * 100_000 + "</a>" * 100_000, 759),
    case("1,000 attributes", f"<a {' '.join(f'a{n}=``' for n in range(1_000)).replace('`', chr(39))}/>", 0),
]


@pytest.mark.parametrize(("text", "behind"), FAULTS)
@pytest.mark.parametrize("kind", HEADS)
def test_an_item_that_is_not_well_formed_hides_no_other(
    tmp_path: Path, kind: str, text: str, behind: int | None
) -> None:
    outcomes = read(tmp_path, "a.xml", feed(kind, ITEMS[kind].replace("Text", text)))
    begin = ITEMS[kind].index("Text") + 1
    (problem,) = told(outcomes)
    place, rule = problem.split()
    line, column = map(int, place.split(":"))

    assert (rule, titles(outcomes)) == ("feed-syntax", ["Good"])
    if behind is not None:
        depth = 3 if behind == 759 and kind == "rss" else 0  # an item of RSS is one level deeper
        assert (line, column) == (3, begin + behind - depth)
    assert line == 3 or (line == 4 and behind is None)
    assert are_clear(outcomes)


def without(tag: str) -> str:
    begin, end = ITEM.index(f"<{tag}>"), ITEM.index(f"</{tag}>") + len(tag) + 3
    return ITEM[:begin] + ITEM[end:]


FIELDS = [
    case("nothing", "<item/>", "field-missing pubDate"),
    case("no link", without("link").replace("<guid>", "<guid isPermaLink='false'>"), "field-missing link"),
    case("no date", without("pubDate"), "field-missing pubDate"),
    *(
        case(f"the date {date[:30]}", ITEM.replace("Wed, 03 Jan 2024 10:11:12 +0100", date), f"{rule} pubDate")
        for date, rule in (
            ("soon", "date-unreadable"),
            ("Wed, 31 Feb 2024 10:00:00 GMT", "date-unreadable"),
            ("0", "date-unreadable"),
            ("01/02/2024", "date-unreadable"),
            ("9" * 5_000, "date-out-of-range"),
            ("Wed, 03 Jan 0001 10:11:12 GMT", "date-out-of-range"),
        )
    ),
    case("a link of another scheme", ITEM.replace("https://a.example/1", "javascript:x"), "url-wrong link"),
    case("a link of words", ITEM.replace("https://a.example/1", "not a link"), "url-wrong link"),
    case("a title of 100,000 characters", ITEM.replace("Bad", "x" * 100_000), "value-wrong title"),
    case("a body of 2 million characters", ITEM.replace("Text", "&lt;b>" + "x" * 2_000_000), "body-wrong description"),
    case("an enclosure of another scheme", ITEM.replace("<guid>", "<enclosure url='data:x'/><guid>"), "url-wrong"),
]


@pytest.mark.parametrize(("item", "problem"), FIELDS)
def test_an_item_with_a_wrong_field_hides_no_other(tmp_path: Path, item: str, problem: str) -> None:
    outcomes = read(tmp_path, "a.xml", feed("rss", item))

    assert told(outcomes)[0].startswith(f"3:1 {problem}")
    assert titles(outcomes) == ["Good"]
    assert are_clear(outcomes)


def changed(kind: str, *changes: tuple[str, str]) -> str:
    """The item of a feed with each text in place of another."""
    item = ITEMS[kind]
    for old, new in changes:
        assert old in item
        item = item.replace(old, new)
    return item


MOMENT: Final = {"atom": "2024-01-03T10:11:12Z", "rdf": "2024-01-03T10:11:12+01:00"}
DATE_NAME: Final = {"atom": "published", "rdf": "dc:date"}
WRONG_DATES: Final = {
    "soon": "date-unreadable",
    "0": "date-unreadable",
    "01/02/2024": "date-unreadable",
    "2024-02-30T10:00:00Z": "date-unreal",
    "2024-13-01T10:00:00Z": "date-unreal",
    "2024-99-99": "date-unreal",
    "9" * 5_000: "date-out-of-range",
    "0001-01-03T10:11:12Z": "date-out-of-range",
}
OTHER_FIELDS = [  # of an entry of Atom, and of an item of RSS 1.0
    *(
        case(f"{kind}, the date {date[:20]}", kind, changed(kind, (MOMENT[kind], date)), f"{rule} {DATE_NAME[kind]}")
        for kind in MOMENT
        for date, rule in WRONG_DATES.items()
    ),
    *(
        case(f"{kind}, {name}", kind, changed(kind, ("https://a.example/1", link)), "url-wrong link")
        for kind in MOMENT
        for name, link in (
            ("a link of another scheme", "javascript:x"),
            ("a link of words", "not a link"),
            ("a link without host", "https://"),
            ("a link with a password", "https://a:b@a.example/1"),
        )
    ),
    case("atom, nothing", "atom", "<entry/>", "field-missing published"),
    case("rdf, nothing", "rdf", "<item/>", "field-missing dc:date"),
    *(
        case(f"{kind}, a title of 100,000 characters", kind, changed(kind, ("Bad", "x" * 100_000)), "value-wrong title")
        for kind in MOMENT
    ),
    case(
        "atom, a body of 2 million characters",
        "atom",
        changed("atom", ("<summary>Text</summary>", f"<content type='html'>&lt;b>{'x' * 2_000_000}</content>")),
        "body-wrong content",
    ),
    case(
        "rdf, a body of 2 million characters",
        "rdf",
        changed("rdf", ("Text", "&lt;b>" + "x" * 2_000_000)),
        "body-wrong description",
    ),
]


@pytest.mark.parametrize(("kind", "item", "problem"), OTHER_FIELDS)
def test_an_entry_with_a_wrong_field_hides_no_other(tmp_path: Path, kind: str, item: str, problem: str) -> None:
    outcomes = read(tmp_path, "a.xml", feed(kind, item))

    assert told(outcomes)[0].startswith(f"3:1 {problem}")
    assert titles(outcomes) == ["Good"]
    assert are_clear(outcomes)


RSS = feed("rss", ITEM)
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
WHOLE = [  # a whole feed; what is told of it; the titles that arrive
    case("cut in the first tag", "<rss version='2.0'", "1:1 feed-syntax", []),
    case("cut behind the first tag", "<rss version='2.0'>", "1:20 feed-syntax", []),
    case("cut in an item", RSS[: RSS.index("<guid>")], "3:57 feed-syntax", []),
    case("cut in a tag", RSS[: RSS.index("<guid>") + 3], "3:57 feed-syntax", []),
    case("cut between two items", RSS[: RSS.index("\n<item><title>Good")], "3:161 feed-syntax", ["Bad"]),
    case("no end of the channel", feed("rss", ITEM, "</rss>"), "4:164 feed-syntax", ["Bad", "Good"]),
    case("no end of the feed", feed("rss", ITEM, "</channel>"), "4:172 feed-syntax", ["Bad", "Good"]),
    case("two roots", RSS + "\n" + RSS, "6:1 feed-syntax", ["Bad", "Good"] * 2),
    case("text behind the end", RSS + " x", "5:18 feed-syntax", ["Bad", "Good"]),
    case("a comment that is not closed", RSS + "<!-- ", "5:17 feed-syntax", ["Bad", "Good"]),
    case("a space before the declaration", f" <?xml version='1.0'?>{RSS}", "1:2 feed-syntax", ["Bad", "Good"]),
    case("two declarations", "<?xml version='1.0'?>" * 2 + RSS, "1:22 feed-syntax", ["Bad", "Good"]),
    case("entities that grow", f"<!DOCTYPE rss [{BOMB}]>{RSS}", "1:28 feed-syntax", ["Bad", "Good"]),
    case(
        "an entity of a file",
        f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>{RSS}',
        "1:54 feed-syntax",
        ["Bad", "Good"],
    ),
    case("20,000 doctypes", "<!DOCTYPE " * 20_000 + RSS, "1:11 feed-syntax", ["Bad", "Good"]),
    case(
        "20,000 comments",
        RSS.replace("<title>Acme", "<!--" * 20_000 + "<title>Acme"),
        "2:18 feed-syntax",
        ["Bad", "Good"],
    ),
    case("Latin-1", RSS.replace("Text", "Café").encode("latin-1"), "3:139 not-utf-8", ["Bad", "Good"]),
    case(
        "an encoding that nothing knows",
        f"<?xml version='1.0' encoding='x-nope'?>{RSS}",
        "1:1 not-utf-8",
        ["Bad", "Good"],
    ),
    case(
        "an encoding that is another one",
        f"<?xml version='1.0' encoding='us-ascii'?>{RSS.replace('Text', 'é')}",
        "3:136 not-utf-8",
        ["Bad", "Good"],
    ),
    case("half a character at the end", RSS.encode() + b"\xc3", "5:17 not-utf-8", ["Bad", "Good"]),
    case("OPML", "<opml version='2.0'><body/></opml>", "1:1 feed-unknown", []),
    case("a sitemap", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "1:1 feed-unknown", []),
    case("a picture in XML", "<svg xmlns='http://www.w3.org/2000/svg'/>", "1:1 feed-unknown", []),
    case("empty", "", "1:1 feed-unknown", []),
    case("words", "words", "1:1 feed-unknown", []),
]


class TestWhole:
    """A feed that is cut, has a wrong encoding, or is none."""

    @pytest.mark.parametrize(("data", "problem", "arriving"), WHOLE)
    def test_the_first_fault_has_its_place(
        self, tmp_path: Path, data: str | bytes, problem: str, arriving: list[str]
    ) -> None:
        outcomes = read(tmp_path, "a.rss", data)

        assert told(outcomes)[0] == problem
        assert titles(outcomes) == arriving
        assert are_clear(outcomes)

    @pytest.mark.parametrize("data", FOREIGN)
    def test_content_of_another_kind_is_named(self, tmp_path: Path, data: bytes) -> None:
        assert told(read(tmp_path, "a.rss", data)) == ["1:1 content-foreign"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_an_encoding_that_its_first_bytes_tell(self, tmp_path: Path, encoding: str) -> None:
        outcomes = read(tmp_path, "a.rss", RSS.encode(encoding))

        assert (titles(outcomes), told(outcomes)) == (["Bad", "Good"], [])

    def test_an_encoding_that_is_declared(self, tmp_path: Path) -> None:
        data = f"<?xml version='1.0' encoding='iso-8859-1'?>\n{RSS.replace('Bad', 'Café')}".encode("latin-1")

        assert titles(read(tmp_path, "a.rss", data)) == ["Café", "Good"]

    def test_a_prefix_that_everybody_knows_needs_no_declaration_to_be_read(self, tmp_path: Path) -> None:
        outcomes = read(tmp_path, "a.rss", RSS.replace("<guid>", "<dc:creator>Ann</dc:creator><guid>"))

        assert told(outcomes) == ["3:57 feed-syntax"]
        assert titles(outcomes) == ["Bad", "Good"]

    def test_a_length_of_5_000_digits(self, tmp_path: Path) -> None:
        enclosure = f"<enclosure url='https://a.example/a.mp3' type='audio/mpeg' length='{'9' * 5_000}'/>"
        outcomes = read(tmp_path, "a.rss", RSS.replace("<guid>", f"{enclosure}<guid>"))

        assert (titles(outcomes), told(outcomes)) == (["Bad", "Good"], [])


def place_of(text: str, offset: int) -> str:
    """The line and column of a character."""
    before = text[:offset]
    return f"{before.count(chr(10)) + 1}:{offset - before.rfind(chr(10))}"


XML: Final = "<?xml version='1.0'?>"
WHOLES = [  # how a whole feed is spoilt, where behind its beginning the fault is, its rule; the titles that arrive
    case("cut behind the first tag", lambda feed: (feed[: feed.index(">") + 1], None, "feed-syntax"), []),
    case("cut in the first item", lambda feed: (feed[: feed.index("Text")], None, "feed-syntax"), []),
    case("cut between two items", lambda feed: (feed[: feed.index(GOOD_TITLE) - 7], None, "feed-syntax"), ["Bad"]),
    case("no end of the feed", lambda feed: (feed[: feed.rindex("</")], None, "feed-syntax"), ["Bad", "Good"]),
    case("text behind the end", lambda feed: (f"{feed} x", len(feed) + 1, "feed-syntax"), ["Bad", "Good"]),
    case("a root behind the end", lambda feed: (f"{feed}<x/>", len(feed), "feed-syntax"), ["Bad", "Good"]),
    case("a comment that is not closed", lambda feed: (f"{feed}<!-- ", len(feed), "feed-syntax"), ["Bad", "Good"]),
    case("a space before the declaration", lambda feed: (f" {XML}{feed}", 1, "feed-syntax"), ["Bad", "Good"]),
    case("two declarations", lambda feed: (f"{XML}{XML}{feed}", len(XML), "feed-syntax"), ["Bad", "Good"]),
    case("half an escape at the end", lambda feed: (f"{feed}&", len(feed), "feed-syntax"), ["Bad", "Good"]),
    case(
        "an entity of a file",
        lambda feed: (f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{feed}', None, "feed-syntax"),
        ["Bad", "Good"],
    ),
    case("entities that grow", lambda feed: (f"<!DOCTYPE x [{BOMB}]>{feed}", None, "feed-syntax"), ["Bad", "Good"]),
    case(
        "an encoding that nothing knows",
        lambda feed: (f"<?xml version='1.0' encoding='x-nope'?>{feed}", 0, "not-utf-8"),
        ["Bad", "Good"],
    ),
    case(
        "an encoding that is another one",
        lambda feed: (f"<?xml version='1.0' encoding='us-ascii'?>{feed.replace('Text', 'é', 1)}", None, "not-utf-8"),
        ["Bad", "Good"],
    ),
]
GOOD_TITLE: Final = "<title>Good"


@pytest.mark.parametrize("kind", HEADS)
@pytest.mark.parametrize(("spoil", "arriving"), WHOLES)
def test_each_kind_of_feed_that_is_wrong_as_a_whole(
    tmp_path: Path, kind: str, spoil: Callable[[str], tuple[str, int | None, str]], arriving: list[str]
) -> None:
    data, offset, rule = spoil(feed(kind, ITEMS[kind]))
    outcomes = read(tmp_path, "a.xml", data)
    place, first_rule = told(outcomes)[0].split()

    assert first_rule == rule
    assert titles(outcomes) == arriving
    assert offset is None or place == place_of(data, offset)
    assert {each.path for outcome in outcomes for each in outcome.diagnostics} == {"a.xml"}
    assert are_clear(outcomes)


@pytest.mark.parametrize("kind", HEADS)
def test_latin_1_in_each_kind_of_feed(tmp_path: Path, kind: str) -> None:
    text = feed(kind, ITEMS[kind].replace("Text", "Café"))
    outcomes = read(tmp_path, "a.xml", text.encode("latin-1"))

    assert told(outcomes)[0] == f"{place_of(text, text.index('é'))} not-utf-8"
    assert titles(outcomes) == ["Bad", "Good"]


def test_the_content_of_an_entry_is_not_its_summary(tmp_path: Path) -> None:
    """feedparser copies it there: a long article was refused for a long summary."""
    long = f"<content type='html'>&lt;p>{'word ' * 30_000}&lt;/p></content>"
    outcomes = read(tmp_path, "a.xml", feed("atom", changed("atom", ("<summary>Text</summary>", long))))

    assert (told(outcomes), titles(outcomes)) == ([], ["Bad", "Good"])
    assert outcomes[0].article is not None
    assert len(outcomes[0].article.summary) < 1_000
