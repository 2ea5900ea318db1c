"""``shebaobu key sheet``, ``key restore`` and ``rekey``: the master key on paper, from paper, and a new one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from shebaobu.auth.rights import console_account
from shebaobu.cli.console import Console
from shebaobu.cli.recovery_sheet import sheet_page, sheet_text
from shebaobu.config import load_config
from shebaobu.errors import FileExists, FileNotWritable, KeyRefused
from shebaobu.services import audit
from shebaobu.services.home import Home
from shebaobu.storage import rekeying
from shebaobu.storage.files import FILE_MODE
from shebaobu.storage.keys import KEY_LINES, MasterKey, new_key, read_lines, typed_line
from shebaobu.storage.opening import key_file, open_store
from shebaobu.storage.recovering import restore_key


def write_sheet(console: Console, options: Mapping[str, object]) -> int:
    """Write the recovery sheet to a new file that only its owner can read, or to the terminal.

    Raises ``KeyMissing``, ``KeyRefused``, ``FileExists``, ``FileNotWritable``.
    """
    config = load_config(options)
    key = key_file(config).read()[0]
    output = options.get("output")
    if not output:
        console.print(sheet_text(console, config.data.resolve(), key))
        return 0
    path = Path(str(output))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(sheet_page(console, config.data.resolve(), key))
    except FileExistsError:
        raise FileExists(file=path.name) from None
    except OSError as error:
        raise FileNotWritable(file=path.name) from error
    console.tell("cli.key.sheet_written", file=path)
    return 0


def restore(console: Console, options: Mapping[str, object]) -> int:
    """Make the key file from the lines of a recovery sheet, typed or from standard input.

    Raises ``KeyRefused`` with the line where nobody can be asked again, ``KeyExists``, ``KeyWrong``.
    """
    config = load_config(options)
    key = _typed(console) if sys.stdin.isatty() else read_lines(sys.stdin.read())[0]
    file = key_file(config)
    restore_key(config.data, file, key)
    console.tell("cli.key.restored", file=file.path)
    return 0


def _typed(console: Console) -> MasterKey:
    """The key of four typed lines; a wrong one is asked for again."""
    console.tell("cli.key.type")
    lines: list[str] = []
    while len(lines) < KEY_LINES:
        try:
            lines.append(typed_line(len(lines), input(f"{len(lines) + 1}  ")))
        except KeyRefused as error:
            console.complain(console.say(f"error.{error.code}", **error.detail))
    return read_lines("\n".join(lines))[0]


def rekey(console: Console, options: Mapping[str, object]) -> int:
    """Seal everything by a new master key; raises what opening the data raises, and ``DataNotWritable``."""
    config = load_config(options)
    folder = open_store(config)
    try:
        rekeying.rekey(folder.documents, folder.key_file, new_key())
        home = Home(folder, config)
        with folder.writing():
            audit.note(home, console_account(home.now()), "household.rekeyed")
        console.tell("cli.rekey.done", file=folder.key_file.path)
    finally:
        folder.close()
    return 0
