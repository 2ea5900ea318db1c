"""``shebaobu doctor``: is everything as it should be, in words."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime

from shebaobu.assets import app_version, built_dir
from shebaobu.cli.checking import Finding, of_data, report
from shebaobu.cli.console import Console
from shebaobu.cli.sms_checking import of_sms
from shebaobu.config import load_config

_EARLIEST = datetime(2026, 1, 1).astimezone()


def examine(console: Console, options: Mapping[str, object]) -> int:
    """Print each finding with a mark; 0 when all are well, 1 when one is not."""
    config = load_config(options)
    send_to = str(options.get("send_sms_to") or "")
    return report(console, (*_of_machine(console), *of_data(console, config), *of_sms(console, config, send_to)))


def _of_machine(console: Console) -> Iterator[Finding]:
    yield True, console.say("cli.doctor.version", version=app_version())
    yield sys.version_info >= (3, 11), console.say("cli.doctor.python", version=platform.python_version())
    yield (built_dir() / "index.html").is_file(), console.say("cli.doctor.webapp", folder=built_dir())
    now = datetime.now().astimezone()
    yield now > _EARLIEST, console.say("cli.doctor.clock", time=now.isoformat(sep=" ", timespec="seconds"))
