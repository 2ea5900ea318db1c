"""An export as CSV: a zip with a file a kind, or one table of contributions, for any spreadsheet program.

UTF-8 with a byte order mark, which Excel in Chinese Windows needs to know it by. A spreadsheet program would take some
texts for formulas, dates or numbers; such a text has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime

from shebaobu.domain.records import Contribution
from shebaobu.services.exporting.cell_texts import fitting
from shebaobu.services.exporting.cells import Cell, Money, Month, Rate, Table, in_china
from shebaobu.services.exporting.format import Export
from shebaobu.services.exporting.kind_tables import table_of_kind
from shebaobu.services.exporting.tables import tables_of

BOM = b"\xef\xbb\xbf"
_MARK = "'"
# Also after what another list separator than the comma would make the beginning of a cell, and the full-width
# signs, which Excel takes for the usual ones.
_FORMULA = re.compile(r"(^|[;|\t])(?=[\s\"']*[=+\-@＝＋－＠])|^(?=[\t\r])")
_TAKEN_FOR_A_NUMBER = re.compile(r"0\d+|\d{12,}|\d+[eE]\d+|\d+[-/.]\d+([-/.]\d+)?")


def as_csv(export: Export, lang: str) -> bytes:
    """All tables, each a file, in a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables_of(export, lang):
            entry = zipfile.ZipInfo(f"{table.code}.csv", in_china(export.exported_at).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, csv_of(table, lang))
    return packed.getvalue()


def contributions_as_csv(export: Export, lang: str) -> bytes:
    """The one table of monthly contributions."""
    return csv_of(table_of_kind(export, Contribution, lang), lang)


def csv_of(table: Table, lang: str) -> bytes:
    """A table as CSV, RFC 4180."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([safe_text(column, lang) for column in table.columns])
    for row in table.rows:
        writer.writerow([_written(cell, lang) for cell in row])
    return BOM + written.getvalue().encode("utf-8")


def _written(cell: Cell, lang: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_text(cell, lang)
    if isinstance(cell, Rate):
        return cell.printed if cell.is_number() else safe_text(cell.printed, lang)
    if isinstance(cell, Money):
        return cell.in_yuan()
    if isinstance(cell, Month):
        return cell.first.isoformat()[:7]
    return cell.isoformat(" ") if isinstance(cell, datetime) else _plain(cell)


def _plain(cell: date | int) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def safe_text(text: str, lang: str) -> str:
    """A text that no spreadsheet program takes for anything else."""
    marked = _FORMULA.sub(lambda found: f"{found.group(1) or ''}{_MARK}", text)
    if marked == text and _TAKEN_FOR_A_NUMBER.fullmatch(text):
        marked = _MARK + text
    return fitting(marked, lang)
