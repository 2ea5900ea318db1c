"""Phone numbers: what people type as one form, and a form to show that does not give the number away."""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from shebaobu.errors import PhoneRefused

HOME_REGION = "CN"
_MAINLAND = "+86"
_TAKES_MESSAGES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_LONGEST = 40


def normalized(typed: str) -> str:
    """A number as it is stored, ``+8619900000042``: eleven digits are of the mainland, others begin with + or 00.

    Raises ``PhoneRefused`` for anything but the number of a mobile phone.
    """
    if len(typed) > _LONGEST:
        raise PhoneRefused()
    try:
        number = phonenumbers.parse(typed, HOME_REGION)
    except NumberParseException:
        raise PhoneRefused() from None
    if phonenumbers.number_type(number) not in _TAKES_MESSAGES:
        raise PhoneRefused()
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def without_country(phone: str) -> str | None:
    """The eleven digits of a stored number of the mainland; None for another."""
    return phone.removeprefix(_MAINLAND) if phone.startswith(_MAINLAND) else None


def masked(phone: str) -> str:
    """A stored number as it is shown: ``199****0042``, ``+447****3456``."""
    shown = without_country(phone) or phone
    start = 4 if shown.startswith("+") else 3
    return f"{shown[:start]}****{shown[-4:]}"
