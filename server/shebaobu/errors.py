"""One class for each failure that a user can meet: a code, an HTTP status, and words in webapp/i18n.

The sentence of a class is ``error.<code>`` in ``errors.json`` of each language.
"""

from __future__ import annotations

from typing import ClassVar


class ShebaobuError(Exception):
    """Base of all: ``detail`` holds what the sentence or the screen needs, never a personal value."""

    code: ClassVar[str] = "unexpected"
    status: ClassVar[int] = 500

    def __init__(self, **detail: object) -> None:
        super().__init__(self.code)
        self.detail = detail


class CaptureRefused(ShebaobuError):
    """A capture that is not in the format ``shebaobu.capture/1``; ``reason`` names the place in it."""

    code = "capture_refused"
    status = 422


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


class NotFound(ShebaobuError):
    """No such address."""

    code = "not_found"
    status = 404


class MethodNotAllowed(ShebaobuError):
    """The address exists, but not for this method."""

    code = "method_not_allowed"
    status = 405


class TooLarge(ShebaobuError):
    """The request is over the size limit; ``limit_mb`` says it."""

    code = "too_large"
    status = 413


class NotJson(ShebaobuError):
    """The request's body is not ``application/json``."""

    code = "not_json"
    status = 415


class BadRequest(ShebaobuError):
    """The request's body lacks something or has another shape; ``at`` names the place."""

    code = "bad_request"
    status = 400


class CrossOrigin(ShebaobuError):
    """Another web site tried to use this one."""

    code = "cross_origin"
    status = 403


class HostNotAllowed(ShebaobuError):
    """The server was addressed by a name that it was not told to answer to."""

    code = "host_not_allowed"
    status = 421


class SignInNeeded(ShebaobuError):
    """Nobody is signed in, or the session has ended."""

    code = "sign_in_needed"
    status = 401


class SignInRefused(ShebaobuError):
    """Account and passphrase do not belong together."""

    code = "sign_in_refused"
    status = 401


class SignInExpired(ShebaobuError):
    """The second step came too late, or after too many wrong codes."""

    code = "sign_in_expired"
    status = 401


class SecondStepRefused(ShebaobuError):
    """The code of the second step is wrong; ``server_time`` lets a user compare clocks."""

    code = "second_step_refused"
    status = 401


class RecoveryCodeRefused(SecondStepRefused):
    """The recovery code is none of those that are left."""

    code = "recovery_code_refused"


class SecondStepUsed(ShebaobuError):
    """The code of the second step was right, but has been used before."""

    code = "second_step_used"
    status = 401


class TooManyAttempts(ShebaobuError):
    """Throttled; ``retry_after_s`` seconds to wait."""

    code = "too_many_attempts"
    status = 429


class AccessRefused(ShebaobuError):
    """Signed in, but without the right to this."""

    code = "access_refused"
    status = 403


class PassphraseTooShort(ShebaobuError):
    """A new passphrase with fewer than ``least`` characters."""

    code = "passphrase_too_short"
    status = 422


class PassphraseTooLong(ShebaobuError):
    """A new passphrase with more than ``most`` characters."""

    code = "passphrase_too_long"
    status = 422


class SetupLinkNotValid(ShebaobuError):
    """The set-up link was used, replaced, or never made."""

    code = "setup_link_not_valid"
    status = 403


class SetupNotBegun(ShebaobuError):
    """A code came to confirm a set-up that the server does not remember beginning."""

    code = "setup_not_begun"
    status = 409


class SetupCodeWrong(ShebaobuError):
    """The first code of a new authenticator is wrong; ``server_time`` lets a user compare clocks."""

    code = "setup_code_wrong"
    status = 422


class ResetNameDiffers(ShebaobuError):
    """A reset link was used with the name of another account."""

    code = "reset_name_differs"
    status = 422


class AccountNotFound(ShebaobuError):
    """No account has the given name."""

    code = "account_not_found"
    status = 404


class SessionNotFound(ShebaobuError):
    """The session to be ended has ended."""

    code = "session_not_found"
    status = 404


class NameMissing(ShebaobuError):
    """A name is empty."""

    code = "name_missing"
    status = 422


class NameTooLong(ShebaobuError):
    """A name has more than ``most`` characters."""

    code = "name_too_long"
    status = 422


class BirthMonthRefused(ShebaobuError):
    """A birth month that is not a month, or lies in the future."""

    code = "birth_month_refused"
    status = 422


class IdNumberRefused(ShebaobuError):
    """An ID number that has not the form of one."""

    code = "id_number_refused"
    status = 422


class MemberNotFound(ShebaobuError):
    """No such member, or no longer."""

    code = "member_not_found"
    status = 404


class MemberNotClear(ShebaobuError):
    """Several members have the name that was given; ``ids`` tells them apart."""

    code = "member_not_clear"
    status = 409


class CaptureNotFound(ShebaobuError):
    """No such capture, or no longer."""

    code = "capture_not_found"
    status = 404


class AnswerRefused(ShebaobuError):
    """An answer to a question that the page does not ask, or none of its choices; ``at`` is its place in the list."""

    code = "answer_refused"
    status = 422


class ImportNotOurs(ShebaobuError):
    """A file to be imported that is no export of ours."""

    code = "import_not_ours"
    status = 422


class ImportTooNew(ShebaobuError):
    """An export of a later version of the program; ``version`` is the format's."""

    code = "import_too_new"
    status = 422


class ImportRefused(ShebaobuError):
    """An export in which something cannot be; ``at`` is its place in the file."""

    code = "import_refused"
    status = 422


class ImportTooLarge(ShebaobuError):
    """A file to be imported over the limit; ``limit_mb`` says it."""

    code = "import_too_large"
    status = 413


class ImportOfSeveral(ShebaobuError):
    """A file with ``members`` members is to be imported into one."""

    code = "import_of_several"
    status = 422


class ImportNotFound(ShebaobuError):
    """The import to be undone is not there, or undone already."""

    code = "import_not_found"
    status = 404


class DeviceNotKnown(ShebaobuError):
    """The device's token is unknown or was revoked."""

    code = "device_not_known"
    status = 401


class DeviceNotFound(ShebaobuError):
    """The device to be revoked is not there."""

    code = "device_not_found"
    status = 404


class PairingCodeNotValid(ShebaobuError):
    """The pairing code is wrong, used or too old."""

    code = "pairing_code_not_valid"
    status = 422


class SettingRefused(ShebaobuError):
    """A setting has a value that cannot be; ``setting`` names it."""

    code = "setting_refused"
    status = 500


class TlsNeeded(ShebaobuError):
    """Asked to listen beyond this computer without TLS."""

    code = "tls_needed"
    status = 500


class TlsFileRefused(ShebaobuError):
    """The certificate or key cannot be used; ``file`` names it."""

    code = "tls_file_refused"
    status = 500


class PortInUse(ShebaobuError):
    """Something else listens on the port; ``port`` and ``host`` name it."""

    code = "port_in_use"
    status = 500


class AddressNotAvailable(ShebaobuError):
    """The address to listen on is not this machine's, or the port needs more rights."""

    code = "address_not_available"
    status = 500


class FileNotReadable(ShebaobuError):
    """A file named on the command line cannot be read; ``file`` names it."""

    code = "file_not_readable"
    status = 404


class FileExists(ShebaobuError):
    """A command would write over a file; ``file`` names it."""

    code = "file_exists"
    status = 409


class FileNotWritable(ShebaobuError):
    """A command cannot write its answer; ``file`` names it."""

    code = "file_not_writable"
    status = 507


class FactNotFound(ShebaobuError):
    """No such fact, or it is known by another name since captures have changed."""

    code = "fact_not_found"
    status = 404


class ValueRefused(ShebaobuError):
    """A value typed in that cannot be one of its field; ``field`` names it."""

    code = "value_refused"
    status = 422


class RangeRefused(ShebaobuError):
    """A range of months that is none, too long, or given for something else than contributions; ``most`` months."""

    code = "range_refused"
    status = 422


class ConflictNotFound(ShebaobuError):
    """The conflict is settled or gone, or the value is none of those in it."""

    code = "conflict_not_found"
    status = 409


class OperationNotFound(ShebaobuError):
    """No such step by hand, or it is undone."""

    code = "operation_not_found"
    status = 404


class TrashedNotFound(ShebaobuError):
    """Nothing of that name is in the trash (any more)."""

    code = "trashed_not_found"
    status = 404


class DateRefused(ShebaobuError):
    """A day that is none."""

    code = "date_refused"
    status = 422
