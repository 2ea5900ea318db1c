"""A reading: what the family answered about one layout of a portal, kept and used again.

A layout is a portal's host and the signature of a table's header; its name is a hash, so that it tells nothing of
whose page it was.
"""

from __future__ import annotations

import msgspec


class Reading(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """An answer: the ``code``, ``layout``, ``column`` and ``subject`` of its question, and the choice taken."""

    layout: str
    code: str
    answer: str
    column: int | None = None
    subject: str | None = None
