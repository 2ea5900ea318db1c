"""The people whose records are kept."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class NameMissing(ShebaobuError):
    """A name is empty."""

    code = "name_missing"
    status = 422


class NameTooLong(ShebaobuError):
    """A name has more than ``most`` characters."""

    code = "name_too_long"
    status = 422


class BirthMonthRefused(ShebaobuError):
    """A birth month that is not a month, or lies in the future."""

    code = "birth_month_refused"
    status = 422


class IdNumberRefused(ShebaobuError):
    """An ID number that has not the form of one."""

    code = "id_number_refused"
    status = 422


class MemberNotFound(ShebaobuError):
    """No such member, or no longer."""

    code = "member_not_found"
    status = 404


class MemberNotClear(ShebaobuError):
    """Several members have the name that was given; ``ids`` tells them apart."""

    code = "member_not_clear"
    status = 409
