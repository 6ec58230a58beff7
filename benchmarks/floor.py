"""The floor: read and hash the files of a folder, one after the other. No program that reads them can be faster.

python benchmarks/floor.py FOLDER
"""

import hashlib
import os
import sys


def floor(folder: str) -> str:
    """The SHA-256 of the hashes of all files, by path."""
    paths = sorted(f"{parent}/{name}" for parent, _, names in os.walk(folder) for name in names)
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- Path.open takes longer
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(floor(sys.argv[1]) + "\n")
