"""``shebaobu doctor``: is everything as it should be, in words."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping

from shebaobu.assets import app_version, built_dir
from shebaobu.cli.checking import Finding, of_data, report
from shebaobu.cli.clock_checking import of_clock
from shebaobu.cli.console import Console
from shebaobu.cli.sms_checking import of_sms
from shebaobu.cli.tls_checking import of_tls
from shebaobu.config import Config, load_config


def examine(console: Console, options: Mapping[str, object]) -> int:
    """Print each finding with a mark; 0 when all are well, 1 when one is not."""
    config = load_config(options)
    code, send_to = str(options.get("code") or ""), str(options.get("send_sms_to") or "")
    return report(console, _all(console, config, code, send_to))


def _all(console: Console, config: Config, code: str, send_to: str) -> Iterator[Finding]:
    yield from _of_machine(console)
    yield from of_clock(console, config, code)
    yield from of_data(console, config)
    yield from of_tls(console, config)
    yield from of_sms(console, config, send_to)


def _of_machine(console: Console) -> Iterator[Finding]:
    yield True, console.say("cli.doctor.version", version=app_version())
    yield sys.version_info >= (3, 11), console.say("cli.doctor.python", version=platform.python_version())
    yield (built_dir() / "index.html").is_file(), console.say("cli.doctor.webapp", folder=built_dir())
