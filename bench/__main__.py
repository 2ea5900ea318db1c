"""Runs all measurements one after another and prints them."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from bench import capturing, exchanging, merging, normalizing, serving, storing, webapp
from bench.figures import show
from bench.household import found
from tests.served import Served


def main() -> None:
    """Print the figures of this machine."""
    sys.stdout.write(f"{os.cpu_count()} cores, {sys.platform}, Python {sys.version.split()[0]}; medians (least-most)\n")
    for figure in (*normalizing.figures(), *merging.figures()):
        show(figure)
    for figure in (*storing.figures(), *exchanging.figures()):
        show(figure)
    with tempfile.TemporaryDirectory(prefix="shebaobu-bench-") as name:
        data = Path(name) / "data"
        sign_in = found(data)
        for figure in serving.figures(data):
            show(figure)
        for options, program, figures in (
            ((), "bench.ordinary", webapp.figures),
            (("--dev",), "shebaobu.cli", webapp.developing),
            ((), "shebaobu.cli", capturing.figures),
        ):
            server = Served(data, *options, program=program)
            try:
                for figure in figures(server.address, sign_in):
                    show(figure)
            finally:
                server.end()


if __name__ == "__main__":
    main()
