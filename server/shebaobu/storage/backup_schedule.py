"""Backups to a folder by themselves: when one is due, its name, and which of the older ones stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from shebaobu.config import Config
from shebaobu.errors import FileNotWritable, ShebaobuError
from shebaobu.storage.backing_up import LastBackup, back_up, last_backup, note_failure
from shebaobu.storage.backup_file import SUFFIX
from shebaobu.storage.files import Files
from shebaobu.storage.generations import to_keep
from shebaobu.storage.vault import Kept

AGAIN_AFTER = timedelta(hours=1)
_PREFIX = "shebaobu-"
_TIME = "%Y%m%dT%H%M%SZ"


def is_due(config: Config, now: datetime) -> bool:
    """Whether a backup is wanted now: the newest is too old or from the future, and none failed within the hour."""
    if config.backup_folder is None:
        return False
    state = last_backup(config)
    if state.failed_at is not None and timedelta(0) <= now - state.failed_at < AGAIN_AFTER:
        return False
    newest = max((time for time, _ in _backups_in(config.backup_folder)), default=None)
    return newest is None or not timedelta(0) <= now - newest < timedelta(hours=config.backup_hours)


def back_up_to_folder(config: Config, now: datetime) -> LastBackup:
    """Make a backup in the folder, and let those go that need not stay; raises what ``back_up`` raises.

    A failure is remembered, so that ``doctor`` and the web app can tell of it.
    """
    folder = config.backup_folder or config.data
    try:
        try:
            Files().make_folder(folder)
        except OSError as error:
            raise FileNotWritable(file=folder.name) from error
        made = back_up(config, folder / f"{_PREFIX}{now.astimezone(UTC):{_TIME}}{SUFFIX}", now)
    except ShebaobuError as error:
        note_failure(config, error, now)
        raise
    _thin(folder)
    return made


def _backups_in(folder: Path) -> list[tuple[datetime, Path]]:
    found = []
    for path in folder.glob(f"{_PREFIX}*{SUFFIX}"):
        try:
            time = datetime.strptime(path.name.removeprefix(_PREFIX).removesuffix(SUFFIX), _TIME)
        except ValueError:
            continue
        found.append((time.replace(tzinfo=UTC), path))
    return sorted(found)


def _thin(folder: Path) -> None:
    """Keep backups as earlier versions are kept: the latest few, then by day, week and month."""
    backups = _backups_in(folder)
    versions = [Kept(number, int(time.timestamp())) for number, (time, _) in enumerate(backups)]
    staying = to_keep(versions)
    for number, (_, path) in enumerate(backups):
        if number not in staying:
            Files().unlink(path)
