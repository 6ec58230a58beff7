"""Which files are documents of diagnostics: those that Outfeed writes, and nothing else."""

import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.diagnostics.diagnostic import Diagnostic
from exporters.diagnostics.formatter import NAMES, form
from exporters.diagnostics.recognition import LONGEST, is_document
from tests.cli.running import ROOT
from tests.diagnostics.making import any_diagnostic, diagnostic, whole

OTHERS: Final = {
    "white space": "\n",
    "an article": "---\ntitle: A\n---\n\nnews/a.md:3:1: error: x [date-unreadable]\n",
    "settings": "site: {title: T, url: https://example.org/}\n",
    "JSON": '{"version": 1}\n',
    "a JSON Feed": '{"version": "https://jsonfeed.org/version/1.1",\n"diagnostics": []}',
    "SARIF of another program": json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Other"}}}]}),
    "a log of a compiler": "a.c:1:2: warning: unused variable [unused]\n",
    "commands of another program": "::error file=a.c,line=1,title=unused::unused variable\n",
    "a log with a line of ours": "1 article read.\nnews/a.md:3:1: error: x [date-unreadable]\n",
    "a line of ours that goes on": "news/a.md:3:1: error: x [date-unreadable]",
}


class TestOurs:
    """Whatever a run told, in whatever form."""

    @pytest.mark.parametrize("name", NAMES)
    @given(told=st.lists(any_diagnostic(), max_size=3))
    def test_a_document_is_recognised(self, name: str, told: list[Diagnostic]) -> None:
        document = whole(form(name, ""), told).encode()

        assert is_document(document)
        assert is_document(document.replace(b"\n", b"\r\n"))  # as git writes it on Windows

    @pytest.mark.parametrize("name", NAMES)
    def test_the_beginning_of_a_long_one_will_do(self, name: str) -> None:
        document = whole(
            form(name, ""), [diagnostic(line=number, message="é" * 50) for number in range(1, 1000)]
        ).encode()

        assert len(document) > LONGEST
        assert is_document(document[:LONGEST])


class TestOthers:
    """Nothing else may be replaced."""

    @pytest.mark.parametrize("name", OTHERS)
    def test_it_is_no_document(self, name: str) -> None:
        assert not is_document(OTHERS[name].encode())

    @pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "pyproject.toml", "seeds/outfeed.yaml", "LICENSE"])
    def test_nor_is_a_file_of_a_repository(self, name: str) -> None:
        assert not is_document(Path(ROOT, name).read_bytes()[:LONGEST])

    def test_nor_is_anything_else(self) -> None:
        assert not is_document(bytes(range(256)))
