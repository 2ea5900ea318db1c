"""The real application over a household that is as it was built at every request.

What one request changed is undone before the next, and so is what a request was throttled for: the product's own
checks are all on, and none of them hides what lies behind it for the rest of a run.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from werkzeug.test import Client

from shebaobu.app import create_app
from shebaobu.config import Config
from shebaobu.services.home import Home
from shebaobu.storage.folder import DataFolder
from tests.fuzzing.household import Household

UNCHANGED = ("GET", "HEAD", "OPTIONS")
REFUSED = ("400", "403", "404", "405", "413", "415", "421", "422")


class Files:
    """The files of a folder, and putting them back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept = {path: (path.read_bytes(), self._stamp(path)) for path in self._there()}

    def put_back(self) -> None:
        """Make the folder as it was; only what was changed is written."""
        for path in self._there():
            if path not in self._kept:
                path.unlink()
        for path, (data, stamp) in self._kept.items():
            if not path.exists() or self._stamp(path) != stamp:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                self._kept[path] = (data, self._stamp(path))

    def _there(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    @staticmethod
    def _stamp(path: Path) -> tuple[int, int]:
        status = path.stat()
        return status.st_mtime_ns, status.st_size


class Present:
    """What ``now`` gives at the time of each use, for what keeps hold of it as long as the application runs."""

    def __init__(self, now: Callable[[], Any]) -> None:
        self._now = now

    def __getattr__(self, name: str) -> Any:
        return getattr(self._now(), name)


class PresentStore(Present):
    """A store that may be opened anew; its household document is looked up at each use too."""

    @property
    def household(self) -> Any:
        return Present(lambda: self._now().household)


class Renewed:
    """A WSGI application in which every request comes from ``who``; ``folder`` is where its copy is to be."""

    def __init__(self, household: Household, folder: Path) -> None:
        shutil.copytree(household.path, folder)
        self._files = Files(folder)
        self._clock = household.clock
        self._store = DataFolder(folder)
        self._spent = False
        self.who: dict[str, str] = {}
        config = Config(data=folder, sms_config=household.phone.config)
        self.app = create_app(config, PresentStore(lambda: self._store), self._clock)
        home: Home = self.app.extensions["shebaobu"]
        self._config, self._gateway, self._daily = config, home.gateway, home.daily_messages

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self._spent:
            self._renew()

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            self._spent = environ["REQUEST_METHOD"] not in UNCHANGED and status[:3] not in REFUSED
            return start_response(status, headers, *more)

        return self.app(environ | self.who, started)

    def client(self) -> Client:
        """A client of it."""
        return Client(self, use_cookies=False)

    def close(self) -> None:
        """Let the folder go."""
        self._store.close()

    def _renew(self) -> None:
        self._store.close()
        self._files.put_back()
        self._store = DataFolder(self._config.data)
        home = Home(self._store, self._config, self._clock, self._gateway, self._daily)
        self.app.extensions["shebaobu"] = home
        self._spent = False
