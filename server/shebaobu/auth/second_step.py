"""The second step: which factors an account may use, and what is between the beginning of a step and its answer.

A step is opened once the first one was right, or where somebody signed in is asked anew; its ticket is what the browser
has of it. The factors themselves are in ``factors``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from shebaobu.auth.factors.factor import Answer, Factor, Occasion, Prompt, refused
from shebaobu.auth.tickets import Tickets
from shebaobu.errors import ChallengeOver, SecondStepRefused, ShebaobuError
from shebaobu.storage.documents import Account
from shebaobu.storage.store import Store

LIFETIME = timedelta(minutes=5)
WRONG_ANSWERS = 5


class Begun(msgspec.Struct, kw_only=True, frozen=True):
    """A challenge that waits for its answer: what its factor kept, and how often it was answered wrongly."""

    at: datetime
    kept: dict[str, Any]
    wrong: int = 0


class OpenStep(msgspec.Struct, kw_only=True, frozen=True):
    """A second step that is being taken, in which purpose, by which account, and the challenges begun by factor.

    ``about`` is what the opener wants back: a session, or the name by which somebody signs in.
    """

    purpose: str
    account: str
    about: str = ""
    begun: dict[str, Begun] = {}
    wrong: int = 0


class Factors:
    """All factors that there are, by name."""

    def __init__(self, factors: Iterable[Factor]) -> None:
        self._by_name = {factor.name: factor for factor in factors}

    def get(self, name: str) -> Factor | None:
        """The factor of a name."""
        return self._by_name.get(name)

    def offered(self, account: Account, occasion: Occasion) -> list[str]:
        """The names of those that an account can use here and now: last used first, what is spare last."""
        names = [name for name, factor in self._by_name.items() if factor.offered(account, occasion)]
        return sorted(names, key=lambda name: (self._by_name[name].spare, name != account.last_factor))

    def held(self, account: Account) -> list[str]:
        """The names of those that an account has; it always has one, beside what is spare."""
        return [name for name, factor in self._by_name.items() if factor.has(account) and not factor.spare]


class SecondSteps:
    """Second steps of one purpose. ``expired`` is raised for a ticket that is unknown, too old or used up."""

    def __init__(
        self,
        folder: Store,
        factors: Factors,
        now: Callable[[], datetime],
        purpose: str,
        expired: type[ShebaobuError],
    ) -> None:
        self._household = folder.household
        self._factors = factors
        self._tickets = Tickets(folder.household, OpenStep, now, LIFETIME)
        self._purpose = purpose
        self._expired = expired

    def open(self, account: Account, about: str = "") -> str:
        """The ticket of a new step."""
        return self._tickets.issue(OpenStep(purpose=self._purpose, account=account.id, about=about))

    def look(self, ticket: str) -> OpenStep:
        """The step of a ticket; raises ``expired``."""
        step = self._tickets.look(ticket)
        if step is None or step.purpose != self._purpose:
            raise self._expired()
        return step

    def begin(self, ticket: str, method: str, occasion: Occasion) -> Prompt:
        """Begin the challenge of a factor, in place of one that it may have had.

        Raises ``expired``, ``SecondStepRefused`` for a factor that the account cannot use, and what the factor raises.
        """
        with self._household.file.writing():
            step = self.look(ticket)
            account, factor = self._account_and_factor(step, method, occasion)
            if not factor.asks:
                raise refused(occasion)
            challenge = factor.begin(account, occasion)
            begun = {**step.begun, method: Begun(at=occasion.now, kept=challenge.kept)}
            self._tickets.change(ticket, msgspec.structs.replace(step, begun=begun), occasion.now + factor.lifetime)
        if challenge.deliver is not None:
            challenge.deliver()
        return challenge.prompt

    def answer(self, ticket: str, method: str, answer: Answer, occasion: Occasion) -> Account:
        """Use up an answer and the ticket; answers the account as it is stored now.

        Raises ``expired``; ``SecondStepRefused`` for a wrong answer, with the ``tries_left`` for the same challenge;
        ``SecondStepUsed`` for one that was used before, ``ChallengeOver`` where it has none to answer (any more).
        Of two who come with the same at once, one is refused.
        """
        with self._household.file.writing():
            step = self.look(ticket)
            try:
                return self._used(ticket, step, method, answer, occasion)
            except SecondStepRefused as error:
                error.detail["tries_left"] = self._count_wrong(ticket, step, method, answer, occasion)
                refusal = error
        raise refusal

    def _used(self, ticket: str, step: OpenStep, method: str, answer: Answer, occasion: Occasion) -> Account:
        account, factor = self._account_and_factor(step, method, occasion)
        kept = self._kept(step, factor, occasion) if factor.asks else {}
        changed = factor.use(account, answer, kept, occasion)
        if not factor.spare:
            changed = msgspec.structs.replace(changed, last_factor=method)
        self._household.accounts.put(changed)
        self._tickets.drop(ticket)
        return changed

    def _account_and_factor(self, step: OpenStep, method: str, occasion: Occasion) -> tuple[Account, Factor]:
        account = self._household.accounts.get(step.account)
        factor = self._factors.get(method)
        if account is None or factor is None or not factor.offered(account, occasion):
            raise refused(occasion)
        return account, factor

    def _kept(self, step: OpenStep, factor: Factor, occasion: Occasion) -> dict[str, Any]:
        begun = step.begun.get(factor.name)
        if begun is None or begun.wrong >= factor.tries or occasion.now - begun.at >= factor.lifetime:
            raise ChallengeOver()
        return begun.kept

    def _count_wrong(self, ticket: str, step: OpenStep, method: str, answer: Answer, occasion: Occasion) -> int:
        """After a wrong answer, in the same writing, so that of many at once none is not counted.

        The ticket takes a few, the challenge that it was for may take fewer: how many more is answered.
        """
        account, factor = self._household.accounts.get(step.account), self._factors.get(method)
        if account is not None and factor is not None:
            self._household.accounts.put(factor.spoil(account, answer, occasion))
        left = WRONG_ANSWERS - step.wrong - 1
        if left <= 0:
            self._tickets.drop(ticket)
            return 0
        begun = dict(step.begun)
        if factor is not None and method in begun:
            begun[method] = msgspec.structs.replace(begun[method], wrong=begun[method].wrong + 1)
            left = min(left, factor.tries - begun[method].wrong)
        self._tickets.change(ticket, msgspec.structs.replace(step, wrong=step.wrong + 1, begun=begun))
        return left
