"""Captures and what is done by hand become one ledger a member: what is known, with proofs, history and conflicts."""

from shebaobu.ledger.changes import all_changes, last_sitting
from shebaobu.ledger.coverage import Cover, covers_of
from shebaobu.ledger.differences import Difference, difference, differing_fields
from shebaobu.ledger.facts import Change, Conflict, Fact, Ledger, Proof
from shebaobu.ledger.looks import MANUAL, CaptureSource, source_name
from shebaobu.ledger.merge import build_ledger
from shebaobu.ledger.operations import Addition, Correction, Deletion, Operation, Settlement
from shebaobu.ledger.sharing import parts_of_fact, parts_of_page, parts_of_step, shared, shared_pages
from shebaobu.ledger.stated import Stated
from shebaobu.ledger.totals import InsuranceTotals, doubled_months, totals
from shebaobu.ledger.wall import WallRow, wall

__all__ = [
    "MANUAL",
    "Addition",
    "CaptureSource",
    "Change",
    "Conflict",
    "Correction",
    "Cover",
    "Deletion",
    "Difference",
    "Fact",
    "InsuranceTotals",
    "Ledger",
    "Operation",
    "Proof",
    "Settlement",
    "Stated",
    "WallRow",
    "all_changes",
    "build_ledger",
    "covers_of",
    "difference",
    "differing_fields",
    "doubled_months",
    "last_sitting",
    "parts_of_fact",
    "parts_of_page",
    "parts_of_step",
    "shared",
    "shared_pages",
    "source_name",
    "totals",
    "wall",
]
