"""A row under way to a record: values by field name, and which insurance they are for."""

from __future__ import annotations

from typing import Any

import msgspec

from shebaobu.domain.records import Question
from shebaobu.normalize.insurances import Named


class Draft(msgspec.Struct, kw_only=True):
    """What one row says of one insurance. ``values`` holds record fields, and the roles ``start``, ``end``,
    ``months`` and ``payer``, which later steps use up.
    """

    row: int
    insurance: Named | None
    values: dict[str, Any]
    questions: list[Question] = []
