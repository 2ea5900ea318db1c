"""``shebaobu doctor``: is everything as it should be, in words."""

from __future__ import annotations

import platform
import stat
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from shebaobu.assets import app_version, brython_dir, brython_version, webapp_dir
from shebaobu.cli.console import Console
from shebaobu.config import Config, load_config
from shebaobu.errors import DataInUse, ShebaobuError
from shebaobu.storage.checking import check_all
from shebaobu.storage.folder import DataFolder

ILL = 1
_BRYTHON = "3.15.0"
_EARLIEST = datetime(2026, 1, 1).astimezone()

Finding = tuple[bool, str]


def examine(console: Console, options: Mapping[str, object]) -> int:
    """Print each finding with a mark; 0 when all are well, 1 when one is not."""
    config = load_config(options)
    well = True
    for good, text in (*_of_machine(console), *of_data(console, config)):
        well = well and good
        console.print(f"{'✓' if good else '✗'} {text}")
    console.tell("cli.doctor.well" if well else "cli.doctor.ill")
    return 0 if well else ILL


def _of_machine(console: Console) -> Iterator[Finding]:
    yield True, console.say("cli.doctor.version", version=app_version())
    yield sys.version_info >= (3, 11), console.say("cli.doctor.python", version=platform.python_version())
    there = (brython_dir() / "brython.js").is_file()
    yield brython_version() == _BRYTHON and there, console.say("cli.doctor.brython", version=brython_version())
    yield (webapp_dir() / "index.html").is_file(), console.say("cli.doctor.webapp", folder=webapp_dir())
    now = datetime.now().astimezone()
    yield now > _EARLIEST, console.say("cli.doctor.clock", time=now.isoformat(sep=" ", timespec="seconds"))


def of_data(console: Console, config: Config) -> Iterator[Finding]:
    """What is found of the data folder: who can read it, and whether everything in it opens."""
    path = config.data
    if not path.exists():
        yield True, console.say("cli.doctor.no_data", folder=path)
        return
    yield from _of_permissions(console, path)
    try:
        folder = DataFolder(path, config.key_file)
    except DataInUse:
        yield True, console.say("cli.doctor.in_use", folder=path)
        return
    except ShebaobuError as error:
        yield False, console.say(f"error.{error.code}", **error.detail)
        return
    try:
        yield from _of_files(console, folder)
    finally:
        folder.close()


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


def _of_files(console: Console, folder: DataFolder) -> Iterator[Finding]:
    for name, count, versions, error in check_all(folder):
        if error:
            yield False, console.say(f"error.{error.code}", **error.detail)
        else:
            yield True, console.say("cli.doctor.file", file=name, count=count, versions=versions)
