"""Tables of an export for people and spreadsheets: a table a kind of record, in the reader's language.

A column in words comes first; beside it, where the words stand for a code, a column with the code. The name that a
field has in the JSON is in the header in brackets.
"""

from __future__ import annotations

from typing import get_args

from shebaobu.domain.records import Record
from shebaobu.services.exporting.cells import Table
from shebaobu.services.exporting.format import Export
from shebaobu.services.exporting.kind_tables import table_of_kind
from shebaobu.services.exporting.side_tables import about, captures, changes, operations


def tables_of(export: Export, lang: str) -> list[Table]:
    """What the file is, a table for each kind of record that there is, what changed, what was done, the captures."""
    tables = [table_of_kind(export, kind, lang) for kind in get_args(Record)]
    tables += [changes(export, lang), operations(export, lang)]
    return [about(export, lang), *(table for table in tables if table.rows), captures(export, lang)]
