"""What every gateway is: it sends a code, and it can be checked without sending one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from shebaobu.i18n import say

VALID_MINUTES = 5


class Finding(NamedTuple):
    """Whether something of a gateway is as it should be: the key of its words, and what they are about."""

    well: bool
    key: str
    about: Mapping[str, object] = {}


class Gateway(ABC):
    """A way to send messages. Numbers are in the form ``+8619900000042``; neither they nor codes are ever logged."""

    @abstractmethod
    def send(self, phone: str, code: str, language: str) -> None:
        """Send a code; raises ``SmsNotSent``, or ``SmsExtraMissing`` where the gateway's library is not installed."""

    @abstractmethod
    def check(self) -> Iterator[Finding]:
        """What is found of it without sending anything."""


def message(code: str, language: str) -> str:
    """The text of a message: one part, 70 characters in Chinese and 160 in English at most."""
    return say(language, "sms.message", code=code, minutes=VALID_MINUTES)
