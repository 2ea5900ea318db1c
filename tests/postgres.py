"""A PostgreSQL of the tests' own: a cluster in a temporary folder, reached through a socket there, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

UNPRIVILEGED = "postgres"


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; None where no PostgreSQL is installed."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


class Cluster:
    """A running PostgreSQL. It refuses to run as root, so root lets the package's own user run it."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="shebaobu-pg-"))
        if self._as_root:
            shutil.chown(self.folder, UNPRIVILEGED)
        self._run("initdb", "--auth=trust", f"--username={UNPRIVILEGED}", "--no-sync", "-D", str(self.folder / "data"))
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._run(
            "pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-w", "-o", options, "start"
        )
        self._schemas = 0

    @property
    def _as_root(self) -> bool:
        return os.geteuid() == 0

    def _run(self, program: str, *arguments: str) -> None:
        prefix = ["runuser", "-u", UNPRIVILEGED, "--"] if self._as_root else []
        subprocess.run(
            [*prefix, str(self._binaries / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
        )

    def address(self, schema: str = "public") -> str:
        """The connection string of a schema."""
        options = quote(f"-csearch_path={schema}", safe="")
        return f"postgresql://{UNPRIVILEGED}@/postgres?host={quote(str(self.folder), safe='')}&options={options}"

    def new_household(self) -> str:
        """The connection string of a schema with nothing in it."""
        self._schemas += 1
        name = f"household_{self._schemas}"
        with psycopg.connect(self.address()) as connection:
            connection.execute(f"create schema {name}")
        return self.address(name)

    def pause(self) -> None:
        """Stop the server at once, as a power cut does."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def go_on(self) -> None:
        """Start it again."""
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._run(
            "pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-w", "-o", options, "start"
        )

    def end(self) -> None:
        """Stop it and remove all."""
        self.pause()
        shutil.rmtree(self.folder, ignore_errors=True)
