"""A phone for codes by SMS: its number counts only when a code that was sent to it came back."""

from __future__ import annotations

import msgspec

from shebaobu.auth.factors.factor import Prompt
from shebaobu.auth.factors.sms import sms_prompt
from shebaobu.auth.login import SignedIn
from shebaobu.auth.sessions import require_fresh
from shebaobu.auth.sms_codes import is_over
from shebaobu.auth.visitor import Visitor
from shebaobu.domain.phone import normalized
from shebaobu.errors import FactorNotFound, SmsCodeOver, SmsCodeWrong, SmsNotOffered, SmsRiskNotTaken
from shebaobu.services.home import Home, PendingPhone
from shebaobu.services.security.changing import change_account
from shebaobu.storage.documents import Account


def require_sms(home: Home, knows_risks: bool) -> None:
    """Raise ``SmsNotOffered`` without a gateway, ``SmsRiskNotTaken`` where the warning was not ticked."""
    if not home.sms.offered:
        raise SmsNotOffered()
    if not knows_risks:
        raise SmsRiskNotTaken()


def begin_phone(home: Home, user: SignedIn, number: str, knows_risks: bool, visitor: Visitor) -> tuple[str, Prompt]:
    """A ticket, and what the browser is told of the message that was sent to the new number.

    Raises ``SecondStepNeeded``, what ``require_sms`` raises, ``PhoneRefused``, ``SmsTooSoon``, ``SmsUsedUp``, and what
    sending raises.
    """
    require_fresh(user.session, home.now())
    require_sms(home, knows_risks)
    phone = normalized(number)
    with home.folder.household.file.writing():
        sent, deliver = home.sms.prepare(user.account.id, phone, home.occasion(visitor))
        ticket = home.phones.issue(PendingPhone(account=user.account.id, sent=sent))
    deliver()
    return ticket, sms_prompt(phone)


def confirm_phone(home: Home, user: SignedIn, ticket: str, code: str) -> None:
    """Let the number count, in place of a former one.

    Raises ``SecondStepNeeded``, ``SmsCodeOver`` where there is no code to answer (any more), ``SmsCodeWrong``.
    """
    require_fresh(user.session, home.now())
    with home.folder.household.file.writing():
        pending = home.phones.look(ticket)
        if pending is None or pending.account != user.account.id or is_over(pending.sent, home.now()):
            raise SmsCodeOver()
        sent = pending.sent
        fits = home.sms.fits(sent, code)
        if fits:
            home.phones.drop(ticket)
            change_account(home, user, lambda account: msgspec.structs.replace(account, phone=sent.phone), "sms.added")
        else:
            counted = msgspec.structs.replace(sent, wrong=sent.wrong + 1)
            home.phones.change(ticket, msgspec.structs.replace(pending, sent=counted))
    if not fits:
        raise SmsCodeWrong()


def remove_phone(home: Home, user: SignedIn) -> None:
    """Do without codes by SMS; raises ``SecondStepNeeded``, ``FactorNotFound``, ``LastFactor``."""

    def without(account: Account) -> Account:
        if account.phone is None:
            raise FactorNotFound()
        return msgspec.structs.replace(account, phone=None)

    change_account(home, user, without, "sms.removed")
