"""Backups as the family sees them: when the last one was, and one to take away now."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TypedDict

from shebaobu.auth.access import require
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage import backing_up
from shebaobu.storage.backing_up import LastBackup
from shebaobu.storage.backup_file import SUFFIX
from shebaobu.storage.documents import Account


class BackupState(TypedDict):
    """The last backup, and how often the server makes one; ``every_hours`` is null where it makes none by itself."""

    last: LastBackup
    every_hours: int | None


def backup_state(home: Home, account: Account) -> BackupState:
    """When the last backup was made, and whether the server makes them by itself; raises ``OwnerNeeded``."""
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
        data = path.read_bytes()
    with home.folder.household.file.writing():
        audit.note(home, account, "backup.taken")
    return name, data
