"""``shebaobu check``: opens every document and every earlier version, and verifies every hash."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from shebaobu.cli.console import Console
from shebaobu.config import Config, load_config
from shebaobu.errors import DataInUse, ShebaobuError
from shebaobu.storage.backing_up import last_backup
from shebaobu.storage.checking import check_all
from shebaobu.storage.opening import open_store
from shebaobu.storage.store import Store

ILL = 1
OLD_BACKUP_DAYS = 8

Finding = tuple[bool, str]
"""Whether something is as it should be, and what it is."""


def check(console: Console, options: Mapping[str, object]) -> int:
    """Print what is found of the data; 0 when all is well, 1 when something is not."""
    return report(console, of_data(console, load_config(options)))


def report(console: Console, findings: Iterable[Finding]) -> int:
    """Print each finding with a mark, as it comes; 0 when all are well, 1 when one is not."""
    well = True
    for good, text in findings:
        well = well and good
        console.print(f"{'✓' if good else '✗'} {text}")
    console.tell("cli.doctor.well" if well else "cli.doctor.ill")
    return 0 if well else ILL


def of_data(console: Console, config: Config) -> Iterator[Finding]:
    """What is found of the data: who can read its folder, and whether everything opens."""
    if config.store is None:
        path = config.data
        if not path.exists():
            yield True, console.say("cli.doctor.no_data", folder=path)
            return
        yield from _of_permissions(console, path)
    try:
        folder = open_store(config)
    except DataInUse:
        yield True, console.say("cli.doctor.in_use", folder=config.data)
        return
    except ShebaobuError as error:
        yield False, console.say(f"error.{error.code}", **error.detail)
        return
    try:
        yield from _of_files(console, folder)
        yield from _of_backups(console, config)
    finally:
        folder.close()


def _of_backups(console: Console, config: Config) -> Iterator[Finding]:
    """How old the last backup is, and whether the last try failed. One more than a week old is a finding."""
    state = last_backup(config)
    if state.failure is not None:
        yield False, console.say("cli.check.backup_failed", why=console.say(f"error.{state.failure}", **state.detail))
    if state.made_at is None:
        yield config.backup_folder is None, console.say("cli.check.no_backup")
        return
    days = (datetime.now(UTC) - state.made_at).days
    yield days < OLD_BACKUP_DAYS, console.say("cli.check.backup", file=state.file, days=days)


def _of_permissions(console: Console, path: Path) -> Iterator[Finding]:
    if sys.platform == "win32":
        return
    open_to_others = [
        inside
        for inside in (path, *path.rglob("*"))
        if stat.S_IMODE(inside.lstat().st_mode) & 0o077 and not inside.is_symlink()
    ]
    for inside in open_to_others:
        yield False, console.say("cli.doctor.open", path=inside)
    if not open_to_others:
        yield True, console.say("cli.doctor.private", folder=path)


def _of_files(console: Console, folder: Store) -> Iterator[Finding]:
    for name, count, versions, error in check_all(folder):
        if error:
            yield False, console.say(f"error.{error.code}", **error.detail)
        else:
            yield True, console.say("cli.doctor.file", file=name, count=count, versions=versions)
