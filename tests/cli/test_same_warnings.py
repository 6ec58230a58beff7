"""What a check of the documents says of an article, `validate` says too: the same messages, each once, at its line."""

import re
from pathlib import Path
from typing import Final

import pytest

from exporters.diagnostics.rules import SECTIONS
from tests.cli.running import SITE, outfeed_here, post

CHECKED: Final = ("Documents", "RSS documents", "Atom documents", "JSON Feed documents", "CSV documents")
BY_AN_ARTICLE: Final = {  # rules of documents that an article can break by what it says, and how
    "guid-bare-number": {"id": '"7"'},
    "atom-id-not-normal": {"webUrl": "https://EXAMPLE.org/x"},
    "atom-id-repeated": {"id": "https://example.org/#id=a"},
}
TOLD_BY_ANOTHER_RULE: Final = {
    "feed-date-early": "date-old, at the article",
    "text-escaped-twice": "none: its author writes about entities, so it is what he means",
}
BY_NO_ARTICLE: Final = {  # the others, by what prevents that an article breaks them
    "the formats, which write what a specification asks for": (
        "document-empty text-not-utf8 xml-not-wellformed xml-doctype xml-not-utf8 xml-base-used namespace-unknown "
        "rfc822-date-invalid rfc822-weekday-wrong rfc822-year-short rfc822-zone-named rfc3339-date-invalid "
        "rfc3339-zone-missing json-not-wellformed json-byte-order-mark json-key-repeated "
        "json-number-unreal formats-ids-differ formats-order-differs formats-dates-differ formats-links-differ "
        "formats-files-differ rss-root-wrong rss-version-wrong rss-channel-element-missing rss-element-repeated "
        "rss-element-unknown "
        "guid-missing guid-permalink-differs guid-permalink-unknown rss-content-before-description "
        "rss-author-beside-creator rss-date-beside-pubdate atom-root-wrong atom-element-missing atom-element-repeated "
        "atom-link-without-href atom-relation-unregistered atom-alternate-repeated atom-alternate-missing "
        "atom-entry-hollow atom-category-termless atom-type-unknown atom-markup-unescaped atom-xhtml-without-div "
        "atom-content-elsewhere atom-email-invalid deleted-entry-incomplete deleted-entry-shown jsonfeed-root-wrong "
        "jsonfeed-version-wrong jsonfeed-version-old jsonfeed-version-not-first jsonfeed-key-missing "
        "jsonfeed-address-missing jsonfeed-next-url-same jsonfeed-key-unknown jsonfeed-type-wrong jsonfeed-value-empty "
        "jsonfeed-id-missing jsonfeed-id-not-string jsonfeed-author-singular csv-byte-order-mark csv-not-wellformed "
        "csv-header-empty csv-header-repeated csv-columns-differ csv-line-end-wrong csv-quote-needless "
        "csv-enclosure-wrong csv-formula csvw-root-wrong csvw-columns-missing csvw-key-missing csvw-key-unknown"
    ),
    "the settings, which alone shape that part of a document": (
        "feed-stylesheet-xslt language-invalid self-link-missing archive-and-complete archive-current-missing "
        "archive-link-circular rss-ttl-invalid rss-image-element-missing rss-image-size-wrong rss-image-differs "
        "rss-image-kind-unsupported"
    ),
    "the schema and the model, which refuse such a value": (
        "element-empty feed-url-invalid length-invalid guid-not-permalink rss-item-text-missing "
        "rss-description-missing atom-id-invalid atom-author-missing atom-person-nameless atom-summary-missing "
        "atom-title-not-text jsonfeed-content-missing"
    ),
    "the summary, which is never longer than the content": "rss-content-shorter",
    "the cleaning of HTML": (
        "html-element-unsafe html-handler html-url-script html-url-relative html-url-fragment html-style-unsafe "
        "html-document-wrapper html-element-unknown html-tags-unbalanced"
    ),
    "outfeed lint, which alone is given documents of others": "document-large document-unknown",
    "the store, which has each id once": "guid-repeated jsonfeed-id-repeated",
}
OF_SHOWS_AND_FILES: Final = re.compile("itunes-|podcast-|psp-|enclosure-|media-")  # they have tests of their own


def messages(command: str, folder: Path, source: str = "news") -> list[str]:
    """The warnings and errors of a strict run, and its status."""
    ran = outfeed_here(command, source, *SITE, "--strict", "--verbose", cwd=folder)
    lines = (ran.out + ran.err).splitlines()
    return [*sorted(line for line in lines if ": warning: " in line or ": error: " in line), str(ran.status)]


def one(folder: Path, **fields: str) -> list[str]:
    """The rules and places that both commands tell of an article with those fields, which has to be the same."""
    post(folder / "news", "a", id="a")
    post(folder / "news", "b", **fields)
    validated, exported = messages("validate", folder), messages("export", folder)

    assert validated == exported
    return validated


@pytest.mark.parametrize(("rule", "fields"), BY_AN_ARTICLE.items())
def test_both_tell_it_at_the_article(rule: str, fields: dict[str, str], tmp_path: Path) -> None:
    [field] = fields
    line = {"webUrl": 4, "id": 5}[field]

    told, status = one(tmp_path, **fields)

    assert told.startswith(f"news/b.md:{line}:1: ")
    assert told.endswith(f"[{rule}]")
    assert status == "1"


def test_both_tell_of_a_date_that_is_early(tmp_path: Path) -> None:
    told, status = one(tmp_path, publishedDateTime="1985-01-01T00:00:00Z")

    assert (told.partition(": ")[0], told[-10:], status) == ("news/b.md:3:1", "[date-old]", "1")


def test_neither_tells_of_what_is_meant(tmp_path: Path) -> None:
    assert one(tmp_path, title="R&amp;amp;D", excerpt="'&amp;lt;b&amp;gt;'") == ["0"]


def test_both_tell_it_of_an_article_of_a_generator(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.md").write_text("---\ntitle: A\ndate: 2024-01-02\nurl: https://EXAMPLE.org/a\n---\n")

    validated, exported = messages("validate", tmp_path), messages("export", tmp_path)

    assert validated == exported
    assert [line.partition(": the id")[0] for line in validated] == ["news/a.md:4:1: warning: url", "1"]


def test_both_tell_it_of_a_row(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    row = '{"title": "A", "url": "HTTPS://e.org/a", "date": "2024-01-02T10:00:00Z"}'
    (tmp_path / "news/a.jsonl").write_text(f"\n{row}\n")

    validated = messages("validate", tmp_path, "news/a.jsonl")

    assert validated == messages("export", tmp_path, "news/a.jsonl")
    assert [line.partition(": the id")[0] for line in validated] == ["news/a.jsonl:2:16: warning: url", "1"]


@pytest.mark.parametrize(("formats", "rules"), [("atom", ["atom-id-not-normal"]), ("rss", []), ("json", [])])
def test_only_the_formats_that_are_written_count(formats: str, rules: list[str], tmp_path: Path) -> None:
    post(tmp_path / "news", "a", webUrl="https://EXAMPLE.org/x")
    (tmp_path / "news/outfeed.yaml").write_text(f"formats: [{formats}]\n")

    validated = messages("validate", tmp_path)

    assert validated == messages("export", tmp_path)
    assert [line.rpartition("[")[2][:-1] for line in validated[:-1]] == rules


def test_every_rule_of_documents_is_known_here() -> None:
    listed = [*" ".join(BY_NO_ARTICLE.values()).split(), *BY_AN_ARTICLE, *TOLD_BY_ANOTHER_RULE]
    rules: set[str] = {slug for section in CHECKED for slug in SECTIONS[section]}

    assert len(set(listed)) == len(listed)
    assert {each for each in rules if not OF_SHOWS_AND_FILES.match(each)} - {*listed} == set()
    assert {*listed} <= rules
