"""What a running server does by itself, at its start and then once a day: what is past its time leaves the trash."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from shebaobu.errors import ShebaobuError
from shebaobu.services import grants, invitations
from shebaobu.services.home import Home
from shebaobu.services.trash import empty_expired

DAY = timedelta(days=1)

log = logging.getLogger("shebaobu")


class Housekeeping:
    """Asked as often as one likes, it works once a day."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._done_at: datetime | None = None

    def work(self) -> bool:
        """Do what is due; whether anything was. What fails is logged by its code and tried again the next day."""
        now = self._home.now()
        if self._done_at is not None and abs(now - self._done_at) < DAY:
            return False
        self._done_at = now
        try:
            empty_expired(self._home)
            grants.clear_ended(self._home)
            invitations.clear_expired(self._home)
        except ShebaobuError as error:
            log.error("housekeeping: %s", error.code)
        return True
