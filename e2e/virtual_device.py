"""A device of Chromium's own making that holds passkeys, beside a page: lost, given others, not sure of its holder."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class VirtualDevice:
    """``changed`` replaces options of ``WebAuthn.addVirtualAuthenticator``; without, a phone or computer."""

    def __init__(self, page: Page, **changed: object) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        added = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": _PLATFORM | changed})
        self._id = {"authenticatorId": added["authenticatorId"]}

    def passkeys(self) -> list[dict[str, Any]]:
        """The passkeys on it, private keys too."""
        held: list[dict[str, Any]] = self._session.send("WebAuthn.getCredentials", self._id)["credentials"]
        return held

    def take(self, passkey: dict[str, Any]) -> None:
        """Put a passkey on it, such as one of another device."""
        self._session.send("WebAuthn.addCredential", self._id | {"credential": passkey})

    def lose(self) -> None:
        """Take all passkeys off it."""
        self._session.send("WebAuthn.clearCredentials", self._id)

    def agree(self, *, verified: bool) -> None:
        """Whether its holder shows who they are when it asks."""
        self._session.send("WebAuthn.setUserVerified", self._id | {"isUserVerified": verified})
