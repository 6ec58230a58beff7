"""What the generators themselves made of titles, file names and patterns: recorded once from their own programs."""

import json
from pathlib import Path
from typing import Any, Final

OUTPUTS: Final[dict[str, Any]] = json.loads(
    Path(__file__).with_name("address_outputs.json").read_text(encoding="utf-8")
)
