"""Starting a server or a command: settings, addresses, files named on the command line."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


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


class AuthorityUnreadable(ShebaobuError):
    """The file of the household's own certificate authority cannot be read; ``file`` names it."""

    code = "authority_unreadable"
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
