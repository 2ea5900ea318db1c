"""A passkey as the second step: its signature over a challenge that was made for this step."""

from __future__ import annotations

from typing import Any

from shebaobu.auth.factors.factor import Answer, Challenge, Factor, Occasion, Prompt
from shebaobu.auth.passkeys import new_challenge, of_party, passkey_of, request_options, signed, with_passkey
from shebaobu.auth.relying_party import relying_party
from shebaobu.errors import PasskeyRefused
from shebaobu.storage.documents import Account


class PasskeyFactor(Factor):
    """Passkeys under the name of the address that the browser shows, or the one ``configured`` for all addresses."""

    name = "passkey"
    asks = True

    def __init__(self, configured: str | None) -> None:
        self._configured = configured

    def has(self, account: Account) -> bool:
        """Whether the account has a passkey, under whichever name."""
        return bool(account.passkeys)

    def offered(self, account: Account, occasion: Occasion) -> bool:
        """Whether it has one for the name that the browser is under."""
        party = relying_party(occasion.origin, self._configured)
        return party is not None and bool(of_party(account.passkeys, party))

    def begin(self, account: Account, occasion: Occasion) -> Challenge:
        """Options for the browser, with a challenge of its own."""
        party = relying_party(occasion.origin, self._configured)
        if party is None:
            raise PasskeyRefused()
        challenge = new_challenge()
        options = request_options(account.passkeys, party, challenge, alone=False)
        return Challenge(prompt=Prompt(public_key=options), kept={"challenge": challenge})

    def use(self, account: Account, answer: Answer, kept: dict[str, Any], occasion: Occasion) -> Account:
        """The account with the passkey's counter and last use."""
        party = relying_party(occasion.origin, self._configured)
        if party is None or answer.credential is None:
            raise PasskeyRefused()
        passkey = passkey_of(account, answer.credential, party)
        used = signed(passkey, answer.credential, kept["challenge"], party, occasion.now, alone=False)
        return with_passkey(account, used)
