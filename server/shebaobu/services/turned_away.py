"""What the log tells of those who tried to sign in and did not get in.

A wrong second step is noted at once: whoever takes it knows the passphrase. What throttling turned away is noted by
housekeeping (see ``auth.turned_away``).
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator

from shebaobu.auth.turned_away import Tries
from shebaobu.errors import ChallengeOver, SecondStepRefused, SecondStepUsed, TooManyAttempts
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage.trying import until_first


@contextlib.contextmanager
def noted_if_wrong(home: Home, account_id: str) -> Iterator[None]:
    """Note a second step that fails inside, for the account; the refusal goes on."""
    try:
        yield
    except (ChallengeOver, SecondStepRefused, SecondStepUsed):
        if home.folder.household.accounts.get(account_id):
            audit.note_again(home, account_id, "second_step.failed")
        raise


@contextlib.contextmanager
def counted_if_turned_away(home: Home, account_id: str | None) -> Iterator[None]:
    """Count an attempt that throttling turns away inside, for the account if there is one; the refusal goes on."""
    try:
        yield
    except TooManyAttempts:
        if account_id is not None:
            home.turned_away.count(account_id, home.now())
        raise


def note_turned_away(home: Home) -> None:
    """Note what was counted, for accounts that are still there."""
    for account_id, tries in home.turned_away.take().items():
        if home.folder.household.accounts.get(account_id):
            until_first(functools.partial(_note, home, account_id, tries))


def _note(home: Home, account_id: str, tries: Tries) -> None:
    audit.note_again(home, account_id, "sign_in.held_back", times=tries.count, since=tries.since)
