"""`--diagnostics` of what is published at an address: no file of the repository, and the address stays as it is."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from tests.cli.running import outfeed_here, with_seeds
from tests.cli.telling import read
from tests.diagnostics.test_told_github import read as command
from tests.diagnostics.test_told_sarif import OFFICIAL
from tests.http.serving import answer, serving


@pytest.mark.parametrize("words", ["export", "plan"])
class TestAgainst:
    """A server that fails, told by `--against`."""

    def told(self, folder: Path, words: str, form: str) -> tuple[str, str]:
        """The document of a run against that server, and its address."""
        with serving(answer(status="500 Broken")) as server:
            flags = ("--against", f"{server.url}feeds/", "--diagnostics", form)
            made = outfeed_here(words, "seeds", *flags, cwd=with_seeds(folder))
        assert made.status == 3
        return made.err, f"{server.url}feeds/"

    def test_json_has_it_as_the_path(self, tmp_path: Path, words: str) -> None:
        document, address = self.told(tmp_path, words, "json")

        (told,) = read(document)["diagnostics"]
        assert told["rule"] == "published-unreachable"
        assert told["path"].startswith(address)

    def test_github_has_it_in_the_message_alone(self, tmp_path: Path, words: str) -> None:
        document, address = self.told(tmp_path, words, "github")

        made = command(document.rstrip("\n"))
        assert made.properties == {"title": "published-unreachable"}
        assert made.message.startswith(address)

    def test_sarif_has_no_location(self, tmp_path: Path, words: str) -> None:
        document, address = self.told(tmp_path, words, "sarif")

        made = json.loads(document)
        jsonschema_rs.Draft4Validator(OFFICIAL).validate(made)
        (notification,) = made["runs"][0]["invocations"][0]["toolExecutionNotifications"]
        assert made["runs"][0]["results"] == []
        assert notification["message"]["text"].startswith(address)
