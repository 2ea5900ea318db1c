"""The household's document: the household, who may sign in and how, devices, members, readings and imports."""

from __future__ import annotations

import secrets

from tinydb import where

from shebaobu.storage.collection import Collection, DocumentFile
from shebaobu.storage.documents import (
    HOUSEHOLD,
    Account,
    Device,
    Emergency,
    Event,
    Grant,
    Household,
    Import,
    Invitation,
    KeptReading,
    Member,
    PairingCode,
    SecretKey,
    SentMessage,
    Session,
    SetupLink,
    Ticket,
)

HASH_KEY = "hashes"
HASH_KEY_BYTES = 32


class HouseholdStore:
    """The collections of the household's document; ``file.writing()`` makes several changes one."""

    def __init__(self, file: DocumentFile) -> None:
        self.file = file
        self.households = Collection(self.file, "household", Household)
        self.accounts = Collection(self.file, "accounts", Account)
        self.sessions = Collection(self.file, "sessions", Session)
        self.devices = Collection(self.file, "devices", Device)
        self.pairing_codes = Collection(self.file, "pairing", PairingCode)
        self.setup_links = Collection(self.file, "setup", SetupLink)
        self.invitations = Collection(self.file, "invitations", Invitation)
        self.sent_messages = Collection(self.file, "sent", SentMessage)
        self.tickets = Collection(self.file, "tickets", Ticket)
        self.members = Collection(self.file, "members", Member)
        self.grants = Collection(self.file, "grants", Grant)
        self.emergencies = Collection(self.file, "emergency", Emergency)
        self.events = Collection(self.file, "events", Event)
        self.keys = Collection(self.file, "keys", SecretKey)
        self.readings = Collection(self.file, "readings", KeptReading)
        self.imports = Collection(self.file, "imports", Import)

    def count(self) -> int:
        """How many documents there are, after reading each; raises ``DataUnreadable``."""
        collections = (
            self.households,
            self.accounts,
            self.sessions,
            self.devices,
            self.pairing_codes,
            self.setup_links,
            self.invitations,
            self.sent_messages,
            self.tickets,
            self.members,
            self.grants,
            self.emergencies,
            self.events,
            self.keys,
            self.readings,
            self.imports,
        )
        return sum(collection.check() for collection in collections)

    def hash_key(self) -> bytes:
        """The key of all keyed hashes, made on the first occasion. It stays when the master key is changed."""
        with self.file.writing():
            kept = self.keys.get(HASH_KEY)
            if kept is None:
                kept = SecretKey(id=HASH_KEY, secret=secrets.token_bytes(HASH_KEY_BYTES))
                self.keys.put(kept)
            return kept.secret

    def household(self) -> Household | None:
        """The household, None before it is set up."""
        return self.households.get(HOUSEHOLD)

    def account_named(self, name: str) -> Account | None:
        """The account of a name, in whichever case it was typed."""
        wanted = name.strip().casefold()
        return next((account for account in self.accounts.all() if account.name.casefold() == wanted), None)

    def session_of(self, token_hash: str) -> Session | None:
        """The session of a token's hash."""
        return next(iter(self.sessions.find(where("token_hash") == token_hash)), None)

    def device_of(self, token_hash: str) -> Device | None:
        """The device of a token's hash."""
        return next(iter(self.devices.find(where("token_hash") == token_hash)), None)

    def setup_link_of(self, token_hash: str) -> SetupLink | None:
        """The set-up link of a token's hash."""
        return next(iter(self.setup_links.find(where("token_hash") == token_hash)), None)
