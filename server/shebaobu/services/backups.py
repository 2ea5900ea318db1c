"""Backups as the family sees them: when the last one was, and one to take away now."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from shebaobu.auth.access import require
from shebaobu.services.home import Home
from shebaobu.storage import backing_up
from shebaobu.storage.backup_file import SUFFIX
from shebaobu.storage.documents import Account


def backup_state(home: Home, account: Account) -> dict[str, Any]:
    """``{last: {made_at, file, size, failed_at, failure, detail}, every_hours}``.

    ``every_hours`` is null where the server makes none by itself.
    """
    require(account, "household.back_up")
    config = home.config
    every = config.backup_hours if config.backup_folder else None
    return {"last": backing_up.last_backup(config), "every_hours": every}


def take_backup(home: Home, account: Account) -> tuple[str, bytes]:
    """A backup that was restored on trial: its file's name and its bytes. Raises what ``back_up`` raises."""
    require(account, "household.back_up")
    now = home.now()
    name = f"shebaobu-{now:%Y%m%d-%H%M%S}{SUFFIX}"
    with tempfile.TemporaryDirectory(prefix="shebaobu-backup-") as folder:
        path = Path(folder) / name
        backing_up.back_up(home.config, path, now)
        return name, path.read_bytes()
