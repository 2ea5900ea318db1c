"""Messages to a phone: the gateway's settings, sending, and phone numbers."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError
from shebaobu.errors.second_step import SecondStepRefused


class SmsConfigRefused(ShebaobuError):
    """The gateway's settings cannot be used; ``file`` names them, ``at`` the place in them."""

    code = "sms_config_refused"
    status = 500


class SmsConfigOpen(ShebaobuError):
    """Others on this computer can read the gateway's settings, with the secrets in them; ``file`` names them."""

    code = "sms_config_open"
    status = 500


class SmsExtraMissing(ShebaobuError):
    """The gateway's official library is not installed; ``extra`` names what to install."""

    code = "sms_extra_missing"
    status = 500


class SmsNotSent(ShebaobuError):
    """The gateway did not take the message: ``reason`` is one of ``REASONS``, ``said`` its own code or status."""

    code = "sms_not_sent"
    status = 502


class SmsTooSoon(ShebaobuError):
    """The last message to this account or address was just now, or there were several; ``retry_after_s`` is to wait."""

    code = "sms_too_soon"
    status = 429


class SmsUsedUp(ShebaobuError):
    """The household has sent as many messages as a day may cost; ``limit`` is how many."""

    code = "sms_used_up"
    status = 429


class SmsNotOffered(ShebaobuError):
    """No gateway is set up, so nothing can be sent."""

    code = "sms_not_offered"
    status = 409


class SmsRiskNotTaken(ShebaobuError):
    """Messages instead of an authenticator were asked for without ticking what that means."""

    code = "sms_risk_not_taken"
    status = 422


class SmsCodeRefused(SecondStepRefused):
    """The code of the second step is not the one that was sent for it."""

    code = "sms_code_refused"


class SmsCodeWrong(ShebaobuError):
    """The code that was to confirm a phone number is wrong."""

    code = "sms_code_wrong"
    status = 422


class SmsCodeOver(ShebaobuError):
    """The code that was to confirm a phone number is too old, or was typed wrongly too often."""

    code = "sms_code_over"
    status = 409


class PhoneRefused(ShebaobuError):
    """What was typed is not the number of a phone that takes messages."""

    code = "phone_refused"
    status = 422


REASONS = ("unreachable", "insecure", "status", "answer", "refused")
"""Why a message was not sent: no connection; a certificate that does not hold; a status; an answer; a code in words."""
