"""A server process as the command line starts it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path


def free_port() -> int:
    """A port for a server that is to come back: one that the system chose at its start cannot be had again at once."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A server process: its address, its set-up link if it printed one, and all that it wrote."""

    def __init__(
        self,
        data: Path,
        *options: str,
        env: dict[str, str] | None = None,
        python: str = sys.executable,
        program: str = "shebaobu.cli",
        cwd: Path | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            [python, "-m", program, "serve", "--port", "0", "--data", str(data), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=cwd,
            env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
        )
        self.log: list[str] = []
        self._reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True)
        self._reader.start()
        self.printed: list[str] = []
        for line in self.process.stdout:
            self.printed.append(line)
            if "Ctrl-C" in line:
                break
        text = "".join(self.printed)
        found = re.search(r"https?://127\.0\.0\.1:\d+/", text)
        self.address = found.group(0).rstrip("/") if found else ""
        link = re.search(r"#/setup/(\S+)", text)
        self.setup_token = link.group(1) if link else None

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        self.printed.extend(self.process.stdout)
        self._reader.join(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()
        return code
