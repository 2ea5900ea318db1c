"""Runs the demonstration: a server over a folder that is thrown away at the end, and the sample site beside it."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from demo.household import found_household, invented_family
from demo.joining import let_join
from demo.site import make_site
from shebaobu.storage.folder import DataFolder

DEFAULT_PORT = 8620


def run(port: int) -> int:
    """Serve until interrupted; the sample site takes the next port."""
    with tempfile.TemporaryDirectory(prefix="shebaobu-demo-") as name:
        folder = DataFolder(Path(name) / "data")
        family = invented_family()
        sign_ins = [found_household(folder, family), let_join(folder, family)]
        folder.close()
        try:
            site = make_site(port + 1, sign_ins, f"http://127.0.0.1:{port}/")
        except OSError:
            sys.stderr.write(f"端口 {port + 1} 已被占用，请换一个：make demo PORT=9620\n")
            sys.stderr.write(f"Port {port + 1} is taken; choose another: make demo PORT=9620\n")
            return 2
        threading.Thread(target=site.serve_forever, daemon=True).start()
        sys.stdout.write(f"演示从这里开始 · The demonstration starts here: http://localhost:{port + 1}/\n\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", "shebaobu.cli", "serve", "--port", str(port), "--data", str(folder.path)]
        server = subprocess.Popen(command)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: server.terminate())
        code = server.wait()
        site.shutdown()
        return code


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    sys.exit(run(parser.parse_args().port))
