"""An environment of its own for plugins, as people install them."""

import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.cli.running import environment


def python_with(packages: Path, folder: Path) -> str:
    """The interpreter of an environment in `folder` that has what ours has, and these packages. Nothing is fetched."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    made = folder / "bin/python"
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    where = subprocess.run(
        [made, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    Path(where.stdout.strip(), "ours.pth").write_text("\n".join(sorted(ours)), encoding="utf-8")
    subprocess.run(
        [
            *(made, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"),
            *("--no-index", "--no-deps", "--no-build-isolation"),
            *sorted(packages.iterdir()),
        ],
        env=environment({"PIP_CONFIG_FILE": "/dev/null"}),
        check=True,
    )
    return str(made)
