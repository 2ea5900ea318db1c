"""Tables and panels of all kinds of record but contributions.

What a kind's columns are called is data (``vocabulary/kinds``). ``choosing`` finds which kind a header is, ``rows``
reads the cells, ``insured`` settles the insurance, ``building`` makes the record's fields of them.
"""

from __future__ import annotations

from shebaobu.normalize.kinds.choosing import marked, plan_kind, plan_panel
from shebaobu.normalize.kinds.planning import KindPlan
from shebaobu.normalize.kinds.reading import read_kind, records_of_row
from shebaobu.normalize.kinds.rows import RowReader, Values

__all__ = [
    "KindPlan",
    "RowReader",
    "Values",
    "marked",
    "plan_kind",
    "plan_panel",
    "read_kind",
    "records_of_row",
]
