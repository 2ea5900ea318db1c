"""The last backup, and one to download."""

from __future__ import annotations

from flask import Blueprint, Response

from shebaobu.auth.login import require_sign_in
from shebaobu.errors import BackupDamaged, FileNotWritable, OwnerNeeded
from shebaobu.services import backups as service
from shebaobu.web.description import described
from shebaobu.web.wire import answer, home

backups = Blueprint("backups", __name__, url_prefix="/api/v1/backup")


@backups.get("")
@described(answer=service.BackupState, refuses=(OwnerNeeded,))
def state() -> Response:
    """When the last backup was made, and whether the server makes them by itself."""
    return answer(service.backup_state(home(), require_sign_in().account))


@backups.post("")
@described(files=("application/octet-stream",), refuses=(OwnerNeeded, FileNotWritable, BackupDamaged))
def take() -> Response:
    """A backup of everything, encrypted."""
    name, data = service.take_backup(home(), require_sign_in().account)
    response = Response(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
