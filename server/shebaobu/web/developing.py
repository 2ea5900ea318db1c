"""``serve --dev``: the web app is built anew when its page is asked for and a source is newer.

The built form is the only one that is ever served, so that what is tried while developing runs under the same policy
as what a family runs. The builder is a process of its own, which stays: most of a build is what it does at its start.
"""

from __future__ import annotations

import contextlib
import functools
import json
import subprocess
import sys
import threading
from pathlib import Path

from shebaobu.assets import built_dir, checkout_dir

BROKE_OFF = "The build broke off; the console of the server says why.\n"


class Builder:
    """A command that answers each line of its input with a line of JSON, a text; begun when it is first asked."""

    def __init__(self, command: list[str], folder: Path | None) -> None:
        self._command = command
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()

    def ask(self) -> str:
        """What it answers; it is begun anew where it ended instead, as it does when its own source has changed."""
        with self._one_at_a_time:
            for process in (self._running, self._begin):
                answer = _answer(process())
                if answer:
                    return str(json.loads(answer))
        return BROKE_OFF

    def end(self) -> None:
        """Let it come to its end, as it does by itself when this process ends."""
        if self._process:
            self._process.communicate()

    def _running(self) -> subprocess.Popen[str]:
        return self._process or self._begin()

    def _begin(self) -> subprocess.Popen[str]:
        self.end()
        # The command is ours: this interpreter, a module of the checkout, a folder of the checkout. In a session of its
        # own it does not hear Ctrl-C.
        self._process = subprocess.Popen(  # noqa: S603
            self._command,
            cwd=self._folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return self._process


def _answer(process: subprocess.Popen[str]) -> str:
    if process.stdin and process.stdout:
        with contextlib.suppress(OSError):
            process.stdin.write("\n")
            process.stdin.flush()
            return process.stdout.readline()
    return ""


def build_where_newer() -> str:
    """What the build refuses, with files and lines; nothing where all is well."""
    return _builder().ask()


@functools.cache
def _builder() -> Builder:
    target = built_dir(developing=True)
    kept = target.with_name("webapp-dev-modules")
    command = [sys.executable, "-m", "webapp.builder", "--stay", "--keep", str(kept), "--to", str(target)]
    return Builder(command, checkout_dir())
