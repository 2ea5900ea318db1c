"""What ``shebaobu doctor`` finds of the clock: beside what was stored last, and beside a phone's, by a code of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from shebaobu.auth.totp import RECOGNISED, STEP_S, distant_step, matching_step
from shebaobu.cli.checking import Finding
from shebaobu.cli.console import Console
from shebaobu.config import Config
from shebaobu.errors import DataInUse, ShebaobuError
from shebaobu.storage.household import HouseholdStore
from shebaobu.storage.opening import open_store

_EARLIEST = datetime(2026, 1, 1).astimezone()
_BACK = timedelta(minutes=1)


def of_clock(console: Console, config: Config, code: str) -> Iterator[Finding]:
    """What is found of this computer's clock; ``code`` is what an authenticator shows now, "" for none."""
    now = datetime.now().astimezone()
    yield now > _EARLIEST, console.say("cli.doctor.clock", time=now.isoformat(sep=" ", timespec="seconds"))
    if config.store is None and not config.data.exists():
        return
    try:
        with contextlib.closing(open_store(config)) as store:
            found = [*_beside_what_is_stored(console, store.household, now)]
            if code:
                found.append(_beside_a_phone(console, store.household, code, now))
    except DataInUse:
        found = [(False, console.say("cli.clock.in_use"))] if code else []
    except ShebaobuError:
        # Why the data does not open is told where the data is looked at.
        found = []
    yield from found


def _beside_what_is_stored(console: Console, household: HouseholdStore, now: datetime) -> Iterator[Finding]:
    times = [session.last_seen_at for session in household.sessions.all()]
    times += [event.at for event in household.events.all()]
    latest = max(times, default=None)
    if latest is not None and latest - now > _BACK:
        shown = latest.astimezone().isoformat(sep=" ", timespec="seconds")
        yield False, console.say("cli.clock.set_back", time=shown)


def _beside_a_phone(console: Console, household: HouseholdStore, code: str, now: datetime) -> Finding:
    secrets = [account.totp_secret for account in household.accounts.all() if account.totp_secret]
    if any(matching_step(secret, code, now) is not None for secret in secrets):
        return True, console.say("cli.clock.fits")
    steps = [distant_step(secret, code, now) for secret in secrets]
    found = next((step for step in steps if step is not None), None)
    if found is None:
        return False, console.say("cli.clock.no_code", minutes=RECOGNISED * STEP_S // 60)
    off_s = found * STEP_S - int(now.timestamp()) // STEP_S * STEP_S
    key = "cli.clock.phone_ahead" if off_s > 0 else "cli.clock.phone_behind"
    return False, console.say(key, minutes=max(1, round(abs(off_s) / 60)))
