"""One class for each failure that a user can meet: a code, an HTTP status, and words in webapp/i18n."""

from __future__ import annotations

from typing import ClassVar


class ShebaobuError(Exception):
    """Base of all: ``detail`` holds what the sentence or the screen needs, never a personal value."""

    code: ClassVar[str] = "unexpected"
    status: ClassVar[int] = 500

    def __init__(self, **detail: object) -> None:
        super().__init__(self.code)
        self.detail = detail


class CaptureRefused(ShebaobuError):
    """A capture that is not in the format ``shebaobu.capture/1``; ``reason`` names the place in it."""

    code = "capture_refused"
    status = 422
