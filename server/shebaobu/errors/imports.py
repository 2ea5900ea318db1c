"""A file that was exported and is to be taken back."""

from __future__ import annotations

from shebaobu.errors.base import ShebaobuError


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
