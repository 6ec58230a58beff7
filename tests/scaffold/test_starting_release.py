"""The version of our action that a workflow names is the one that is installed, where that is a release."""

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from exporters import __version__
from exporters.scaffold.release import BRANCH, revision, revision_of

FOLDER = {"url": "file:///home/anna/outfeed", "dir_info": {}}
EDITABLE = {"url": "file:///home/anna/outfeed", "dir_info": {"editable": True}}
WHEEL = {"url": "file:///home/anna/outfeed-1.2.0-py3-none-any.whl", "archive_info": {}}


def cloned(revision: str | None) -> dict[str, Any]:
    """What an installer writes of a repository."""
    asked = {} if revision is None else {"requested_revision": revision}
    return {"url": "https://example.org/outfeed", "vcs_info": {"vcs": "git", "commit_id": "0" * 40, **asked}}


class TestVersion:
    """PEP 440: a developmental release and a local version are tagged by nobody."""

    @pytest.mark.parametrize("version", ["1.2.0", "0.1", "2.0.0rc1", "1.0a2", "1.0b3", "1.2.0.post1", "10.20.30"])
    def test_a_release_has_a_tag(self, version: str) -> None:
        assert revision_of(version, None) == f"v{version}"

    @pytest.mark.parametrize("version", ["1.2.0.dev1", "1.2.0rc1.dev2", "1.2.0+local", "1.2.0.post1.dev3", "unknown"])
    def test_another_version_has_none(self, version: str) -> None:
        assert revision_of(version, None) == BRANCH


class TestOrigin:
    """PEP 610: where a package was installed from."""

    @pytest.mark.parametrize("origin", [None, WHEEL, FOLDER, cloned("v1.2.0")])
    def test_what_was_installed_as_a_release_is_one(self, origin: dict[str, Any] | None) -> None:
        assert revision_of("1.2.0", origin) == "v1.2.0"

    @pytest.mark.parametrize("origin", [EDITABLE, cloned("main"), cloned("v1.1.0"), cloned(None), cloned("0" * 40)])
    def test_a_checkout_or_another_commit_is_none(self, origin: dict[str, Any]) -> None:
        assert revision_of("1.2.0", origin) == BRANCH


class TestInstalled:
    """The distribution that this program belongs to is asked."""

    @pytest.mark.parametrize(("origin", "named"), [(EDITABLE, BRANCH), (None, f"v{__version__}")])
    def test_its_origin_is_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: dict[str, Any] | None, named: str
    ) -> None:
        (tmp_path / "METADATA").write_text("Name: outfeed\n", encoding="utf-8")
        if origin:
            (tmp_path / "direct_url.json").write_text(json.dumps(origin), encoding="utf-8")
        monkeypatch.setattr("exporters.scaffold.release.distribution", lambda _: metadata.PathDistribution(tmp_path))

        assert revision() == named

    def test_a_program_that_is_not_installed_is_no_release(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing(name: str) -> metadata.Distribution:
            raise metadata.PackageNotFoundError(name)

        monkeypatch.setattr("exporters.scaffold.release.distribution", missing)

        assert revision() == BRANCH
