"""Emergency access."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class EmergencyNotFound(ShebaobuError):
    """Nobody is named so (any more), or not by or for the account that asks."""

    code = "emergency_not_found"
    status = 404


class EmergencyAskedToday(ShebaobuError):
    """Emergency access was asked for less than a day ago and refused."""

    code = "emergency_asked_today"
    status = 409
