"""What a running server does by itself: what is past its time goes, and the log is told who was turned away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from shebaobu.errors import ShebaobuError
from shebaobu.services import devices, grants, invitations
from shebaobu.services.audit import thin_all
from shebaobu.services.home import Home
from shebaobu.services.trash import empty_expired
from shebaobu.services.turned_away import note_turned_away

Task = Callable[[Home], object]

_TASKS: dict[timedelta, tuple[Task, ...]] = {
    timedelta(minutes=1): (note_turned_away,),
    timedelta(days=1): (empty_expired, grants.clear_ended, invitations.clear_expired, devices.clear_ended, thin_all),
}

log = logging.getLogger("shebaobu")


class Housekeeping:
    """Asked as often as one likes, it does each thing when it is due."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._done_at: dict[timedelta, datetime] = {}

    def work(self) -> bool:
        """Do what is due; whether anything was. What fails is logged by its code and tried again the next time."""
        due = [task for every, tasks in _TASKS.items() if self._due(every) for task in tasks]
        for task in due:
            self._try(task)
        return bool(due)

    def end(self) -> None:
        """Do what would be lost otherwise."""
        self._try(note_turned_away)

    def _due(self, every: timedelta) -> bool:
        now, before = self._home.now(), self._done_at.get(every)
        if before is not None and abs(now - before) < every:
            return False
        self._done_at[every] = now
        return True

    def _try(self, task: Task) -> None:
        try:
            task(self._home)
        except ShebaobuError as error:
            log.error("housekeeping: %s", error.code)
