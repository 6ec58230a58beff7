"""RSS, Atom, JSON Feed and CSV of one feed carry the same ids, order, dates and links."""

import json

import pytest

from exporters.checks.agree import atom_id, disagreements
from exporters.diagnostics.diagnostic import Level

RSS, ATOM, JSON, CSV = "application/rss+xml", "application/atom+xml", "application/feed+json", "text/csv"
Entries = list[tuple[str, str, str]]  # id, day of August 2021, url
ENTRIES: Entries = [
    ("https://example.org/1", "24", "https://example.org/1"),
    ("=two", "23", "https://example.org/2"),
    ("a b/ü", "22", "https://example.org/3"),
]
DAYS = {"24": "Tue", "23": "Mon", "22": "Sun"}


def rss(entries: Entries) -> bytes:
    items = "".join(
        f"<item><link>{url}</link><guid>{name}</guid>"
        f"<pubDate>{DAYS[day]}, {day} Aug 2021 09:30:00 +0200</pubDate></item>"
        for name, day, url in entries
    )
    return f"<rss><channel>{items}</channel></rss>".encode()


def atom(entries: Entries) -> bytes:
    inside = "".join(
        f"<entry><id>{atom_id(name, 'https://example.org/')}</id><link rel='via' href='https://example.com/'/>"
        f"<published>2021-08-{day}T07:30:00Z</published><link href='{url}'/></entry>"
        for name, day, url in entries
    )
    links = "<link type='text/x' href='https://x.org/'/><link type='text/html' href='https://example.org/'/>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{links}{inside}</feed>".encode()


def json_feed(entries: Entries) -> bytes:
    items = [{"id": name, "url": url, "date_published": f"2021-08-{day}T07:30:00Z"} for name, day, url in entries]
    return json.dumps({"items": items}).encode()


def csv(entries: Entries) -> bytes:
    rows = "".join(
        f"{url},{chr(39) if name[0] == '=' else ''}{name},2021-08-{day}T07:30:00Z\r\n" for name, day, url in entries
    )
    return f"url,id,published\r\n{rows}".encode()


WRITERS = {RSS: rss, JSON: json_feed, CSV: csv, ATOM: atom}


def told(**changed: Entries) -> list[tuple[str, str]]:
    """What is found where the documents of those names say something else."""
    names = {"rss": RSS, "json": JSON, "csv": CSV, "atom": ATOM}
    said = {names[name]: entries for name, entries in changed.items()}
    documents = {kind: write(said.get(kind, ENTRIES)) for kind, write in WRITERS.items()}
    return [(finding.rule, finding.field) for finding in disagreements(documents)]


class TestAgreement:
    """The four formats tell the same of every article."""

    def test_the_same_entries_agree_although_ids_are_written_differently(self) -> None:
        assert told() == []

    @pytest.mark.parametrize(("name", "kind"), [("json", JSON), ("csv", CSV), ("atom", ATOM)])
    def test_a_lost_entry_is_found_in_the_format_that_lost_it(self, name: str, kind: str) -> None:
        assert told(**{name: ENTRIES[:2]}) == [("formats-ids-differ", kind)]

    @pytest.mark.parametrize(("name", "kind"), [("json", JSON), ("csv", CSV), ("atom", ATOM)])
    def test_another_order_is_found(self, name: str, kind: str) -> None:
        assert told(**{name: ENTRIES[::-1]}) == [("formats-order-differs", kind)]

    @pytest.mark.parametrize(("name", "kind"), [("json", JSON), ("csv", CSV), ("atom", ATOM)])
    def test_another_date_is_found(self, name: str, kind: str) -> None:
        assert told(**{name: [("https://example.org/1", "25", "https://example.org/1"), *ENTRIES[1:]]}) == [
            ("formats-dates-differ", kind)
        ]

    @pytest.mark.parametrize(("name", "kind"), [("json", JSON), ("csv", CSV), ("atom", ATOM)])
    def test_another_link_is_found(self, name: str, kind: str) -> None:
        assert told(**{name: [("https://example.org/1", "24", "https://example.org/one"), *ENTRIES[1:]]}) == [
            ("formats-links-differ", kind)
        ]

    def test_an_entry_twice_is_found(self) -> None:
        assert told(csv=[*ENTRIES, ENTRIES[0]]) == [("formats-ids-differ", CSV)]

    def test_an_id_replaced_is_told_both_ways(self) -> None:
        found = told(json=[("other", "24", "https://example.org/1"), *ENTRIES[1:]])

        assert found == [("formats-ids-differ", JSON), ("formats-ids-differ", JSON)]

    def test_the_message_names_the_first_and_the_format(self) -> None:
        (found,) = disagreements({RSS: rss(ENTRIES), JSON: json_feed(ENTRIES[:1])})
        (one,) = disagreements({JSON: json_feed(ENTRIES[:2]), CSV: csv(ENTRIES[:1])})

        assert found.message == '2 entries of RSS are missing, first "=two"'
        assert one.message == 'the entry "=two" of JSON Feed is missing'

    def test_of_another_order_it_names_two_entries(self) -> None:
        (found,) = disagreements({RSS: rss(ENTRIES[:2]), CSV: csv(ENTRIES[1::-1])})

        assert found.message == 'the entry "=two" stands before "https://example.org/1", after it in RSS'

    def test_unreadable_and_unknown_documents_are_left_out(self) -> None:
        documents = {RSS: rss(ENTRIES), JSON: b"{", CSV: b"", "text/plain": b"x"}

        assert disagreements(documents) == []


def with_files(*formats: str, url: str = "https://example.org/a.mp3", more: str = "") -> dict[str, bytes]:
    """Documents of one entry; those in `formats` have a file, and JSON Feed has `more` too."""
    name, day, link = ENTRIES[0]
    file = {kind: f"{url}x" if kind in formats else url for kind in (RSS, ATOM, JSON, CSV)}
    items = json.loads(json_feed(ENTRIES[:1]))
    attachments = [{"url": each, "mime_type": "audio/mpeg", "size_in_bytes": 1} for each in (file[JSON], more) if each]
    items["items"][0]["attachments"] = attachments
    enclosure = f'<enclosure url="{file[RSS]}" type="audio/mpeg" length="1"/></item>'
    atom_link = f"<link rel='enclosure' href='{file[ATOM]}' type='audio/mpeg' length='1'/></entry>"
    table = f"id,url,published,enclosure_url,enclosure_type,enclosure_length\r\n{name},{link},2021-08-{day}T07:30:00Z"
    return {
        RSS: rss(ENTRIES[:1]).replace(b"</item>", enclosure.encode()),
        JSON: json.dumps(items).encode(),
        CSV: f"{table},{file[CSV]},audio/mpeg,1\r\n".encode(),
        ATOM: atom(ENTRIES[:1]).replace(b"</entry>", atom_link.encode()),
    }


class TestFiles:
    """The file of an entry is the same in every format; JSON Feed may have more of them."""

    @pytest.mark.parametrize("more", ["", "https://example.org/b.pdf"])
    def test_the_same_file_agrees(self, more: str) -> None:
        assert disagreements(with_files(more=more)) == []

    @pytest.mark.parametrize("kind", [JSON, CSV, ATOM])
    def test_another_file_is_found(self, kind: str) -> None:
        [found] = disagreements(with_files(kind))

        assert (found.rule, found.field, found.level) == ("formats-files-differ", kind, Level.WARNING)

    def test_a_file_that_rss_lacks_is_found(self) -> None:
        documents = with_files() | {RSS: rss(ENTRIES[:1])}

        assert [(each.rule, each.field) for each in disagreements(documents)] == [
            ("formats-files-differ", JSON),
            ("formats-files-differ", ATOM),
        ]

    @pytest.mark.parametrize("kind", [JSON, ATOM])
    def test_a_file_that_one_lost_is_found(self, kind: str) -> None:
        documents = with_files()
        documents[kind] = {JSON: json_feed, ATOM: atom}[kind](ENTRIES[:1])

        assert [(each.rule, each.field) for each in disagreements(documents)] == [("formats-files-differ", kind)]

    def test_a_table_may_lack_pictures(self) -> None:
        assert disagreements(with_files() | {CSV: csv(ENTRIES[:1])}) == []


class TestAtomId:
    """RFC 4287 §4.2.6: an id is an absolute IRI."""

    def test_an_iri_stays(self) -> None:
        assert atom_id("urn:uuid:1", "https://example.org/") == "urn:uuid:1"

    def test_any_other_id_goes_behind_the_site(self) -> None:
        assert atom_id("a b/ü", "https://example.org/") == "https://example.org/#id=a%20b%2F%C3%BC"
