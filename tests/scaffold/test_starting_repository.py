"""The root of a repository, its branch, and what lies where a file would be written."""

from pathlib import Path

import pytest

from exporters.scaffold.place import default_branch, in_the_way, is_inside, repository_root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository on the branch trunk."""
    made = tmp_path / "site"
    (made / ".git/refs/heads").mkdir(parents=True)
    (made / ".git/HEAD").write_text("ref: refs/heads/trunk\n", encoding="utf-8")
    return made


class TestRoot:
    """Workflows lie in the root of the repository."""

    def test_it_is_the_folder_with_git_above(self, site: Path) -> None:
        (site / "a/b").mkdir(parents=True)

        assert repository_root(site / "a/b") == site


class TestBranch:
    """gitrepository-layout: HEAD names the branch, refs/heads and packed-refs hold those that there are."""

    @pytest.mark.parametrize("name", ["trunk", "gh-pages", "release/2.0", "no", "2024"])
    def test_it_is_told_where_it_is_not_a_usual_one(self, site: Path, name: str) -> None:
        (site / ".git/HEAD").write_text(f"ref: refs/heads/{name}\n", encoding="utf-8")

        assert default_branch(site) == name

    @pytest.mark.parametrize(
        "head",
        [
            "ref: refs/heads/main\n",
            "ref: refs/heads/master\n",
            "0123456789012345678901234567890123456789\n",
            "ref: refs/heads/a*b\n",
            "ref: refs/heads/!a\n",
            "ref: refs/heads/${{ x }}\n",
            "ref: refs/heads/é\n",
            "ref: refs/heads/a\nb",
            "",
        ],
    )
    def test_a_usual_one_none_and_what_is_no_plain_name_are_not(self, site: Path, head: str) -> None:
        (site / ".git/HEAD").write_text(head, encoding="utf-8")

        assert default_branch(site) == ""

    @pytest.mark.parametrize(
        ("file", "text"), [("refs/heads/main", "0123\n"), ("packed-refs", "# pack-refs\n0123 refs/heads/master\n")]
    )
    def test_beside_a_usual_one_another_is_for_a_while_only(self, site: Path, file: str, text: str) -> None:
        (site / ".git" / file).write_text(text, encoding="utf-8")

        assert default_branch(site) == ""

    def test_a_usual_one_of_somebody_else_is_none(self, site: Path) -> None:
        (site / ".git/packed-refs").write_text("0123 refs/remotes/fork/main\n", encoding="utf-8")

        assert default_branch(site) == "trunk"

    def test_of_a_folder_that_is_no_repository_there_is_none(self, tmp_path: Path) -> None:
        assert default_branch(tmp_path) == ""


class TestPlace:
    """Links may lead anywhere."""

    def test_a_folder_and_a_link_within_are_inside(self, site: Path) -> None:
        (site / "ci/workflows").mkdir(parents=True)
        (site / ".github").symlink_to("ci")

        assert is_inside(site / ".github/workflows/publish.yml", site)
        assert is_inside(site / "new/publish.yml", site)

    @pytest.mark.parametrize("link", [".github", ".github/workflows"])
    def test_a_link_that_leads_out_is_not(self, site: Path, link: str) -> None:
        (site.parent / "ext").mkdir()
        (site / link).parent.mkdir(exist_ok=True)
        (site / link).symlink_to(site.parent / "ext")

        assert not is_inside(site / ".github/workflows/publish.yml", site)

    def test_the_repository_itself_may_be_reached_by_a_link(self, site: Path) -> None:
        (site.parent / "link").symlink_to(site)

        assert is_inside(site.parent / "link/.github/workflows/publish.yml", site)

    def test_a_file_and_a_link_that_leads_nowhere_are_in_the_way(self, site: Path) -> None:
        (site / "file").touch()
        (site / "link").symlink_to(site / "nowhere")
        (site / "folder").mkdir()

        found = {name: in_the_way(site / name / "workflows/publish.yml") for name in ("file", "link", "folder", "new")}

        assert found == {"file": site / "file", "link": site / "link", "folder": None, "new": None}
