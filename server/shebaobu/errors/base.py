"""What all failures have in common."""

from __future__ import annotations

from typing import ClassVar


class ShebaobuError(Exception):
    """Base of all: ``detail`` holds what the sentence or the screen needs, never a personal value."""

    code: ClassVar[str] = "unexpected"
    status: ClassVar[int] = 500

    def __init__(self, **detail: object) -> None:
        super().__init__(self.code)
        self.detail = detail
