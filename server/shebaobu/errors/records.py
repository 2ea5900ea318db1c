"""Captures, facts and what is done to them by hand."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class CaptureNotFound(ShebaobuError):
    """No such capture, or no longer."""

    code = "capture_not_found"
    status = 404


class AnswerRefused(ShebaobuError):
    """An answer to a question that the page does not ask, or none of its choices; ``at`` is its place in the list."""

    code = "answer_refused"
    status = 422


class FactNotFound(ShebaobuError):
    """No such fact, or it is known by another name since captures have changed."""

    code = "fact_not_found"
    status = 404


class ValueRefused(ShebaobuError):
    """A value typed in that cannot be one of its field; ``field`` names it."""

    code = "value_refused"
    status = 422


class RangeRefused(ShebaobuError):
    """A range of months that is none, too long, or given for something else than contributions; ``most`` months."""

    code = "range_refused"
    status = 422


class ConflictNotFound(ShebaobuError):
    """The conflict is settled or gone, or the value is none of those in it."""

    code = "conflict_not_found"
    status = 409


class OperationNotFound(ShebaobuError):
    """No such step by hand, or it is undone."""

    code = "operation_not_found"
    status = 404


class TrashedNotFound(ShebaobuError):
    """Nothing of that name is in the trash (any more)."""

    code = "trashed_not_found"
    status = 404


class DateRefused(ShebaobuError):
    """A day that is none."""

    code = "date_refused"
    status = 422
