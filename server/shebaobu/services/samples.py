"""A sample of what stands on a page, for whoever has to say what it is: masked, and short enough to read."""

from __future__ import annotations

from shebaobu.domain.person import mask_ids_in_text

LENGTH = 200


def sample_of(text: str) -> str:
    """A text with ID numbers masked, cut with an ellipsis where it is longer than a sample."""
    masked = mask_ids_in_text(text)
    return masked if len(masked) <= LENGTH else masked[: LENGTH - 1] + "…"
