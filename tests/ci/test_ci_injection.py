"""What inputs and articles say is never a program, a command of the runner, or Markdown."""

import json
import re
from pathlib import Path
from typing import Final

import pytest
from markdown_it import MarkdownIt

from tests.ci.publishing_jobs import Use, job_settings
from tests.ci.steps import ACTION
from tests.cli.running import post

HOSTILE: Final = [
    "``` <script>alert(1)</script>",
    "::error::no command",
    "##[error]no command",
    "</pre></code><img src=x>",
    "# heading | cell | **bold** [link](https://evil.example.org/) ![x](y) @everyone",
    "    code",
    "$(touch pwned) `touch pwned`",
]
INJECTED: Final = [
    "$(touch pwned) `touch pwned` ${IFS}* ;touch pwned; && touch pwned",
    "\";touch pwned;\"\n';touch pwned;'\ntouch pwned\n--version\nchanged=pwned\n::set-env name=x::pwned",
]
TEXTS: Final = ["source", "config", "site-url", "out", "against", "as-of", "arguments", "export-arguments"]


@pytest.mark.usefixtures("site")
class TestInjection:
    """Inputs are words and articles are text; neither is ever a program."""

    @pytest.mark.parametrize("name", TEXTS)
    @pytest.mark.parametrize("text", INJECTED)
    def test_no_input_is_run(self, use: Use, tmp_path: Path, name: str, text: str) -> None:
        job = use(**{name: text}, upload="false")

        assert job.steps
        assert not list(tmp_path.rglob("pwned"))
        assert set(job.outputs) == set(ACTION["outputs"])
        assert job.outputs["changed"] in ("", "true")
        assert [line for line in commands(job.log) if not line.startswith(("::error ", "::warning "))] == []
        assert not any(job.files[each].exists() for each in ("GITHUB_ENV", "GITHUB_PATH"))

    def test_modules_in_the_checkout_are_not_imported(self, use_for_real: Use, tmp_path: Path) -> None:
        for name in ("exporters", "click", "yaml", "sitecustomize"):
            (tmp_path / f"workspace/{name}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")

        job = use_for_real()

        assert (job.status, list(tmp_path.rglob("pwned"))) == (0, [])

    def test_a_title_is_neither_markdown_nor_a_command(self, use: Use, tmp_path: Path) -> None:
        for number, title in enumerate(HOSTILE):
            post(tmp_path / "workspace/articles", f"x{number}", title=json.dumps(title))

        job = use()

        assert job.status == 0
        tokens = MarkdownIt("commonmark", {"html": True}).parse(job.summary)
        assert [token.type for token in tokens if token.type.startswith(("html", "fence", "code"))] == ["code_block"]
        code = next(token.content for token in tokens if token.type == "code_block")
        rest = " ".join(token.content for token in tokens if token.type == "inline")
        for title in HOSTILE:
            assert title.strip()[:40] in code
            assert title.strip() not in rest
        assert commands(job.log) == []

    def test_a_plan_that_is_too_long_is_cut(self, use: Use, tmp_path: Path) -> None:
        feeds = "".join(f"  - path: p{number}\n    title: {'机' * 50}\n" for number in range(999))
        settings = job_settings(tmp_path)
        settings.write_text(f"{settings.read_text()}formats: [json]\npages: false\nfeeds:\n{feeds}", encoding="utf-8")
        for number in range(12):
            post(tmp_path / "workspace/articles", f"y{number}", title="é" * 200)

        job = use(task="plan", against="none")

        assert job.status == 0
        assert 800_000 < len(job.summary.encode()) < 1_000_000
        assert job.summary.rstrip().endswith("    …")


def commands(log: str) -> list[str]:
    """The lines that the runner takes for commands, but for those that switch commands off and on."""
    found, token = [], ""
    for line in log.splitlines():
        if token:
            token = "" if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.rpartition("::")[2]
            assert re.fullmatch("[0-9a-f]{32}", token)
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    assert token == ""
    return found
