"""Values as YAML that any reader of YAML reads back as they are, whatever they hold."""

import json
import re
from typing import Any, Final

from exporters.yamldoc.document import read_yaml
from exporters.yamldoc.quoted import quoted

_PLAIN: Final = re.compile(r"[A-Za-z_.][A-Za-z0-9_./:+~%-]*(?<!:)")  # needs no quotes, unless it is a word such as no


def scalar(text: str) -> str:
    """Text on one line, in double quotes where it needs them. Spec: YAML 1.1 §5.6 and §9.1.1."""
    if _PLAIN.fullmatch(text) and read_yaml(f"key: {text}\n").value == {"key": text}:
        return text
    return quoted(text)


def flow(value: Any) -> str:
    """A value on one line: `[rss, json]`, `{min: 50}`."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(key)}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(flow, value))}]"
    return scalar(value) if isinstance(value, str) else json.dumps(value)
