"""How soon the server answers after its start, and what memory it takes at rest."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from tests.served import Served

STARTS = 5
REST_S = 3


def figures(data: Path) -> Iterator[Figure]:
    """Start to first answer, and resident memory three seconds later, over the measured household."""
    starts, memory = [], []
    for _ in range(STARTS):
        begun = time.perf_counter()
        server = Served(data)
        with urllib.request.urlopen(f"{server.address}/api/v1/state") as answer:
            answer.read()
        starts.append((time.perf_counter() - begun) * 1000)
        time.sleep(REST_S)
        memory.append(resident_mb(server.process.pid))
        server.end()
    yield Figure("server: start to first answer", starts, "ms", 1000)
    yield Figure("server: memory at rest", memory, "MB", 80)


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
