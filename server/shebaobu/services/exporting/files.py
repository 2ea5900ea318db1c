"""The forms in which an export is given, each a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from shebaobu.domain.parts import PARTS
from shebaobu.errors import NotFound
from shebaobu.services import audit
from shebaobu.services.exporting.as_csv import as_csv, contributions_as_csv
from shebaobu.services.exporting.as_json import as_json
from shebaobu.services.exporting.as_xlsx import as_xlsx
from shebaobu.services.exporting.format import Export
from shebaobu.services.exporting.gathering import gather
from shebaobu.services.home import Home
from shebaobu.storage.documents import Account


class Form(NamedTuple):
    """A form of file: the ending of its name, its type, and how it is written in a language."""

    ending: str
    content_type: str
    write: Callable[[Export, str], bytes]


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {
    form.ending: form
    for form in (
        Form("json", "application/json", lambda export, _lang: as_json(export)),
        Form("xlsx", _XLSX, as_xlsx),
        Form("zip", "application/zip", as_csv),
        Form("csv", "text/csv; charset=utf-8", contributions_as_csv),
    )
}
"""By ending: ``zip`` has a CSV a kind, ``csv`` is the table of contributions alone."""


def export_file(home: Home, account: Account, member_id: str | None, ending: str, lang: str) -> bytes:
    """A member, or all for None, as a file; each member's log tells of it.

    Raises ``MemberNotFound``, ``DataUnreadable``, and ``NotFound`` for an ending that is no form's.
    """
    form = FORMS.get(ending)
    if form is None:
        raise NotFound()
    with home.folder.writing():
        export = gather(home, account, member_id)
        for member in export.members:
            parts = list(PARTS) if member.parts is msgspec.UNSET else member.parts
            audit.note(home, account, "exported", member=member.id, form=form.ending, parts=parts)
    return form.write(export, lang)
