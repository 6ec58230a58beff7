"""Failure: what a run did that no input may make it do."""

from typing import NamedTuple


class Failure(NamedTuple):
    """What a run did that no input may make it do."""

    rule: str  # a short name, the same for the same fault
    detail: str
    command: str = ""

    @property
    def signature(self) -> str:
        """What failures of one cause share: a fault, and where the program was, without what the input said."""
        return f"{self.rule}: {self.detail.splitlines()[-1][:60] if self.rule == 'exception' else ''}"

    def __str__(self) -> str:
        """For people."""
        return f"{self.rule}: {self.detail}" + (f"\n    in: outfeed {self.command}" if self.command else "")
