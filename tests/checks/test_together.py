"""`examined`: the documents of one feed, each read once, say what `findings` and `disagreements` say."""

from pathlib import Path

import pytest

from exporters.checks.agree import check_documents, disagreements
from exporters.checks.run import findings

CASES = Path(__file__).parent / "cases"
RSS, ATOM, JSON, CSV = "application/rss+xml", "application/atom+xml", "application/feed+json", "text/csv"


def case(name: str) -> bytes:
    """A case; its two lines are cut off where the format knows no comments."""
    data = (CASES / name).read_bytes()
    return b"".join(data.splitlines(keepends=True)[2:]) if data.startswith(b"//") else data


def cases(folder: str) -> list[str]:
    return [f"{folder}/{path.name}" for path in sorted((CASES / folder).glob("*.*"))]


class TestExamined:
    """One reading serves both purposes."""

    @pytest.mark.parametrize(
        ("rss", "atom", "feed"),
        [
            *((name, "atom/clean.xml", "jsonfeed/clean.json") for name in cases("rss")),
            *(("rss/clean.xml", name, "jsonfeed/clean.json") for name in cases("atom")),
            *(("rss/clean.xml", "atom/clean.xml", name) for name in cases("jsonfeed")),
        ],
    )
    def test_it_tells_the_same(self, rss: str, atom: str, feed: str) -> None:
        documents = {CSV: b"id,note\n1,=2\n", JSON: case(feed), ATOM: case(atom), RSS: case(rss)}

        told = check_documents(documents)

        assert told.findings == {kind: findings(data, kind) for kind, data in documents.items()}
        assert told.disagreements == disagreements(documents)
        assert [*told.findings] == [*documents]

    @pytest.mark.parametrize("data", [b"", b"<a>", b"<a/>", b"<!DOCTYPE a><a/>", b"{", b"[]", b'a"', b"\xff"])
    def test_what_cannot_be_read_is_told_and_not_compared(self, data: bytes) -> None:
        documents = {RSS: case("rss/clean.xml"), JSON: case("jsonfeed/clean.json")}
        for broken in (RSS, ATOM, JSON, CSV):
            told = check_documents(documents | {broken: data})

            assert told.findings[broken] == findings(data, broken)
            assert told.disagreements == disagreements(documents | {broken: data})

    def test_parameters_of_a_media_type_do_not_matter_to_findings(self) -> None:
        data = b"id,note\r\n1,=2\r\n"

        assert check_documents({"Text/CSV; charset=utf-8": data}).findings == {
            "Text/CSV; charset=utf-8": findings(data, "text/csv")
        }

    def test_other_documents_are_well_formed_or_told(self) -> None:
        told = check_documents({"application/xml": b"<a>", "text/plain": b"x", "image/png": b"\xff"})

        assert [finding.rule for finding in told.findings["application/xml"]] == ["xml-not-wellformed"]
        assert (told.findings["text/plain"], told.findings["image/png"]) == ([], [])

    def test_nothing_is_examined_into_nothing(self) -> None:
        told = check_documents({})

        assert (told.findings, told.disagreements) == ({}, [])
