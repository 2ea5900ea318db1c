"""What every factor of the second step is: whether an account has it, how a challenge begins, how an answer is used.

A new factor is a module with a subclass of ``Factor``, and a line where ``services.home`` lists them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import msgspec

from shebaobu.errors import SecondStepRefused
from shebaobu.i18n import LANGUAGES
from shebaobu.storage.documents import Account


class Occasion(msgspec.Struct, kw_only=True, frozen=True):
    """When and where a second step is taken: ``origin`` is the address that the browser shows, without a path.

    ``address`` is the client's, ``language`` the one that a message is written in.
    """

    now: datetime
    origin: str
    address: str = ""
    language: str = LANGUAGES[0]


class Prompt(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What the browser is told at the beginning of a challenge; of each factor's fields, only its own are set.

    ``phone`` is a masked number, ``again_in_s`` when another message can be sent to it, ``valid_s`` how long it counts,
    ``tries`` how often it may be answered.
    """

    public_key: dict[str, Any] | None = None
    phone: str | None = None
    again_in_s: int | None = None
    valid_s: int | None = None
    tries: int | None = None


class Challenge(msgspec.Struct, kw_only=True, frozen=True):
    """A challenge that has begun: what the browser is told, and what the server keeps to check the answer by.

    ``deliver`` brings it to the person; it takes its time, and is done once the challenge is stored.
    """

    prompt: Prompt
    kept: dict[str, Any]
    deliver: Callable[[], None] | None = None


class Answer(msgspec.Struct, kw_only=True, frozen=True):
    """What came back: a code that was typed, or a credential as the browser's ``toJSON`` gives it."""

    code: str = ""
    credential: dict[str, Any] | None = None


class Factor(ABC):
    """A way to take the second step; none has a state of its own, so any server can check what another began.

    ``asks``: an answer is only good for a challenge that was begun before, within ``lifetime``, and a challenge is
    gone after ``tries`` wrong answers. ``spare``: it helps where a factor is lost, and is none by itself.
    """

    name: ClassVar[str]
    asks: ClassVar[bool] = False
    spare: ClassVar[bool] = False
    tries: ClassVar[int] = 1
    lifetime: ClassVar[timedelta] = timedelta(minutes=5)

    @abstractmethod
    def has(self, account: Account) -> bool:
        """Whether an account has this factor."""

    def offered(self, account: Account, occasion: Occasion) -> bool:
        """Whether the account can use it here and now."""
        del occasion
        return self.has(account)

    def begin(self, account: Account, occasion: Occasion) -> Challenge:
        """Begin a challenge, inside the writing that stores it. Only where the factor ``asks``."""
        raise NotImplementedError

    @abstractmethod
    def use(self, account: Account, answer: Answer, kept: dict[str, Any], occasion: Occasion) -> Account:
        """Check an answer and use it up: the account as it is to be stored, inside the writing that stores it.

        Raises ``SecondStepRefused`` or a subclass for a wrong answer, ``SecondStepUsed`` for one that was used before.
        """

    def spoil(self, account: Account, answer: Answer, occasion: Occasion) -> Account:
        """After a wrong answer of which the refusal told more: the account with which it cannot come again."""
        del answer, occasion
        return account


def refused(occasion: Occasion) -> SecondStepRefused:
    """The refusal of a wrong code, with the server's time to compare clocks by."""
    return SecondStepRefused(server_time=occasion.now.isoformat(timespec="seconds"))
