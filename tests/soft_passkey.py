"""A passkey made of software: what a browser and a device would send, and what a forger might."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class SoftPasskey:
    """A key pair under one name; ``count`` is its counter, ``flags`` what it says of its holder."""

    def __init__(self, host: str = "localhost", origin: str = "http://localhost") -> None:
        self.host = host
        self.origin = origin
        self.id = secrets.token_bytes(16)
        self.count = 0
        self.flags = PRESENT | VERIFIED
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def name(self) -> str:
        """The credential's id as it is sent."""
        return bytes_to_base64url(self.id)

    def create(self, options: dict[str, Any], **changed: str) -> dict[str, Any]:
        """What ``navigator.credentials.create`` gives; ``changed`` replaces origin, type or challenge."""
        client = self._client_data("webauthn.create", options["challenge"], changed)
        data = self._authenticator_data(ATTESTED) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id
        attestation = {"fmt": "none", "attStmt": {}, "authData": data + self._public_key()}
        response = {
            "clientDataJSON": bytes_to_base64url(client),
            "attestationObject": bytes_to_base64url(cbor2.dumps(attestation)),
            "transports": ["internal", "by-pigeon"],
        }
        return {"id": self.name, "rawId": self.name, "type": "public-key", "response": response}

    def get(self, options: dict[str, Any], **changed: str) -> dict[str, Any]:
        """What ``navigator.credentials.get`` gives; the counter goes up."""
        self.count += 1
        client = self._client_data("webauthn.get", options["challenge"], changed)
        data = self._authenticator_data(0)
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": bytes_to_base64url(client),
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signature),
        }
        return {"id": self.name, "rawId": self.name, "type": "public-key", "response": response}

    def _client_data(self, kind: str, challenge: str, changed: dict[str, str]) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False, **changed}
        return json.dumps(told).encode()

    def _authenticator_data(self, more: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> bytes:
        point = self._key.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
