"""The data folder of a household, open in this one process.

Layout: ``household.json``, ``household.key``, ``members/<member id>.json``, ``lock``.
"""

from __future__ import annotations

import secrets
import threading
from pathlib import Path

from shebaobu.errors import DataNotWritable, DataUnreadable
from shebaobu.storage.documents import Removal
from shebaobu.storage.files import make_folder, replace_file, sweep_temporaries
from shebaobu.storage.household import HouseholdStore
from shebaobu.storage.lock import FolderLock
from shebaobu.storage.member import MemberStore

HOUSEHOLD_FILE = "household.json"
KEY_FILE = "household.key"
MEMBERS_FOLDER = "members"
KEY_BYTES = 32


class DataFolder:
    """Opening makes the folder if need be, takes the lock, and clears up after a process that was killed.

    Raises ``DataInUse``, ``DataNotWritable``, or ``DataUnreadable`` for a household that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._members: dict[str, MemberStore] = {}
        self._members_lock = threading.Lock()
        try:
            make_folder(path)
            make_folder(path / MEMBERS_FOLDER)
        except OSError as error:
            raise DataNotWritable(file=str(path)) from error
        self._lock = FolderLock(path)
        try:
            self._prepare()
        except BaseException:
            self._lock.release()
            raise

    def _prepare(self) -> None:
        try:
            sweep_temporaries(self.path)
            sweep_temporaries(self.path / MEMBERS_FOLDER)
            self.household = HouseholdStore(self.path / HOUSEHOLD_FILE)
            self.key = self._read_or_make_key()
        except OSError as error:
            raise DataNotWritable(file=str(self.path)) from error
        for removal in self.household.removals.all():
            self._finish(removal)

    def _read_or_make_key(self) -> bytes:
        path = self.path / KEY_FILE
        if not path.exists():
            if (self.path / HOUSEHOLD_FILE).exists():
                raise DataUnreadable(file=KEY_FILE)
            replace_file(path, secrets.token_bytes(KEY_BYTES))
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise DataUnreadable(file=KEY_FILE)
        return key

    def member(self, member_id: str) -> MemberStore:
        """The store of a member; the caller has made sure that the household has this member."""
        with self._members_lock:
            if member_id not in self._members:
                path = self.path / MEMBERS_FOLDER / f"{member_id}.json"
                self._members[member_id] = MemberStore(path)
            return self._members[member_id]

    def remove_member(self, member_id: str) -> bool:
        """Remove a member and their file; whether there was one. Once begun it is finished."""
        removal = Removal(id=member_id)
        with self.household.file.writing():
            if not self.household.members.remove(member_id):
                return False
            self.household.removals.put(removal)
        self._finish(removal)
        return True

    def _finish(self, removal: Removal) -> None:
        self.member(removal.id).destroy()
        self.household.removals.remove(removal.id)
        with self._members_lock:
            self._members.pop(removal.id, None)

    def close(self) -> None:
        """Let another process have the folder. Everything is on disk already."""
        self._lock.release()
