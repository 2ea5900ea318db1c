"""The insurances (险种) that a record can belong to, in the order in which a family reads them."""

from __future__ import annotations

INSURANCES = (
    "pension_employee",
    "pension_resident",
    "pension_civil",
    "annuity_occupational",
    "medical_employee",
    "medical_resident",
    "medical_large",
    "care",
    "unemployment",
    "injury",
    "maternity",
)


def display_order(insurance: str | None) -> int:
    """Position for sorting; a record without an insurance comes last."""
    return INSURANCES.index(insurance) if insurance in INSURANCES else len(INSURANCES)
