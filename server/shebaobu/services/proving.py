"""What proves, in a set-up, that its factor is in hand: the first code of the authenticator, or one by SMS."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from shebaobu.auth.factors.factor import Prompt
from shebaobu.auth.factors.sms import sms_prompt
from shebaobu.auth.sms_codes import is_over
from shebaobu.auth.totp import matching_step
from shebaobu.auth.visitor import Visitor
from shebaobu.domain.phone import normalized
from shebaobu.errors import SetupCodeWrong, SetupNotBegun, SmsCodeOver, SmsCodeWrong
from shebaobu.services.home import Home, PendingSetup
from shebaobu.services.security.phone import require_sms

Method = Literal["totp", "sms"]


def send_setup_code(home: Home, token: str, link: str, number: str, knows_risks: bool, visitor: Visitor) -> Prompt:
    """Send a code to the phone that is to be used instead of an authenticator; ``link`` is the id of the set-up's.

    Raises ``SetupNotBegun``, what ``require_sms`` raises, ``PhoneRefused``, ``SmsTooSoon``, ``SmsUsedUp``, and what
    sending raises.
    """
    require_sms(home, knows_risks)
    phone = normalized(number)
    with home.folder.household.file.writing():
        pending = pending_setup(home, token)
        sent, deliver = home.sms.prepare(link, phone, home.occasion(visitor))
        home.setups.change(token, msgspec.structs.replace(pending, sent=sent))
    deliver()
    return sms_prompt(phone)


def pending_setup(home: Home, token: str) -> PendingSetup:
    """The set-up that was begun by a link's token; raises ``SetupNotBegun``."""
    pending = home.setups.look(token)
    if pending is None:
        raise SetupNotBegun()
    return pending


def proven_factor(home: Home, token: str, method: Method, code: str) -> dict[str, Any]:
    """The fields of the account that the code proves.

    Raises ``SetupNotBegun``, ``SetupCodeWrong``; by SMS ``SmsCodeOver``, ``SmsCodeWrong``.
    """
    if method == "sms":
        return {"totp_secret": None, "used_steps": (), "phone": _proven_phone(home, token, code)}
    pending, now = pending_setup(home, token), home.now()
    step = matching_step(pending.totp_secret, code, now)
    if step is None:
        raise SetupCodeWrong(server_time=now.isoformat(timespec="seconds"))
    return {"totp_secret": pending.totp_secret, "used_steps": (step,), "phone": None}


def _proven_phone(home: Home, token: str, code: str) -> str:
    with home.folder.household.file.writing():
        pending = pending_setup(home, token)
        sent = pending.sent
        if sent is None or is_over(sent, home.now()):
            raise SmsCodeOver()
        fits = home.sms.fits(sent, code)
        if not fits:
            counted = msgspec.structs.replace(sent, wrong=sent.wrong + 1)
            home.setups.change(token, msgspec.structs.replace(pending, sent=counted))
    if not fits:
        raise SmsCodeWrong()
    return sent.phone
