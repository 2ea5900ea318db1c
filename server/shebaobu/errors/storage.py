"""What keeps the data: files or a database, its key, its earlier versions and its backups."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


class DataInUse(ShebaobuError):
    """Another process has the data folder open."""

    code = "data_in_use"
    status = 503


class DataUnreadable(ShebaobuError):
    """A file of the data folder cannot be read; ``file`` is its name. It is never written over."""

    code = "data_unreadable"
    status = 503


class DataDamaged(DataUnreadable):
    """A document does not open; ``last_good`` says when the last good version was written, ``command`` restores it."""

    code = "data_damaged"


class VersionNotFound(ShebaobuError):
    """There is no earlier version of the document ``file`` that opens, or none of that number."""

    code = "version_not_found"
    status = 404


class DataTooNew(DataUnreadable):
    """A later version of the program has written the document; ``version`` is the format's."""

    code = "data_too_new"


class NothingToBackUp(ShebaobuError):
    """There is no household in the data ``folder`` yet."""

    code = "nothing_to_back_up"
    status = 404


class BackupDamaged(ShebaobuError):
    """The backup ``file`` is not whole, or not as it was written."""

    code = "backup_damaged"
    status = 422


class FolderNotEmpty(ShebaobuError):
    """A backup would be restored over a household that is there."""

    code = "folder_not_empty"
    status = 409


class StoreNotReached(ShebaobuError):
    """The database that keeps the data cannot be reached, or went away while something was being saved."""

    code = "store_not_reached"
    status = 503


class StoreExtraMissing(ShebaobuError):
    """The setting names a PostgreSQL database, but what speaks to one is not installed."""

    code = "store_extra_missing"
    status = 500


class ChangedElsewhere(ShebaobuError):
    """Another server changed the document ``file`` meanwhile; the same once more will do."""

    code = "changed_elsewhere"
    status = 409


class KeyMissing(ShebaobuError):
    """The file of the master key, ``file``, is not there."""

    code = "key_missing"
    status = 503


class KeyWrong(ShebaobuError):
    """The master key is another than the one that the document ``file`` was sealed by."""

    code = "key_wrong"
    status = 503


class KeyExists(ShebaobuError):
    """A key would be written over the file of one; ``file`` names it."""

    code = "key_exists"
    status = 409


class KeyRefused(ShebaobuError):
    """Text that is no master key: ``line`` of its lines is wrong."""

    code = "key_refused"
    status = 422


class DataNotWritable(ShebaobuError):
    """The disk refused a write; ``file`` is its name. What was there before is still there."""

    code = "data_not_writable"
    status = 507
