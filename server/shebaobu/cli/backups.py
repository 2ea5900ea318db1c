"""``shebaobu backup`` and ``restore``, and the backups that a server makes by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from shebaobu.cli.console import Console
from shebaobu.config import Config, load_config
from shebaobu.errors import ShebaobuError
from shebaobu.storage import backing_up
from shebaobu.storage.backup_schedule import back_up_to_folder, is_due

LOOK_EVERY_S = 60.0

log = logging.getLogger("shebaobu")


def back_up(console: Console, options: Mapping[str, object]) -> int:
    """Write a backup to a new file; raises what ``backing_up.back_up`` raises."""
    config = load_config(options)
    path = Path(str(options["file"]))
    made = backing_up.back_up(config, path, datetime.now(UTC))
    console.tell("cli.backup.done", file=path, size=made.size)
    return 0


def restore(console: Console, options: Mapping[str, object]) -> int:
    """Put a backup into an empty data folder; raises what ``backing_up.restore`` raises."""
    config = load_config(options)
    restored = backing_up.restore(config, Path(str(options["file"])))
    time = f"{restored.made_at.astimezone():%Y-%m-%d %H:%M}"
    console.tell("cli.restore.done", count=len(restored.documents), time=time)
    return 0


def back_up_by_itself(config: Config, stop: threading.Event) -> None:
    """Make a backup whenever one is due, until the server stops. A failure is logged by its code, and tried again."""
    while not stop.is_set():
        now = datetime.now(UTC)
        if is_due(config, now):
            try:
                made = back_up_to_folder(config, now)
                log.info("backup %s: restored and compared", made.file)
            except ShebaobuError as error:
                log.error("backup failed: %s", error.code)
        stop.wait(LOOK_EVERY_S)
