"""``serve --dev``: the web app is built anew when its page is asked for and a source is newer.

The built form is the only one that is ever served, so that what is tried while developing runs under the same policy
as what a family runs.
"""

from __future__ import annotations

import subprocess
import sys
import threading

from shebaobu.assets import built_dir, checkout_dir

_one_at_a_time = threading.Lock()


def build_where_newer() -> str:
    """What the build refuses, with files and lines; nothing where all is well."""
    target = built_dir(developing=True)
    kept = target.with_name("webapp-dev-modules")
    how = ("--if-newer", "--plain", "--keep", str(kept), "--to", str(target))
    command = [sys.executable, "-m", "webapp.builder", *how]
    with _one_at_a_time:
        # The command is ours: this interpreter, a module of the checkout, a folder of the checkout.
        done = subprocess.run(command, cwd=checkout_dir(), capture_output=True, text=True, check=False)  # noqa: S603
    return done.stderr if done.returncode else ""
