"""Money is an integer of fen (分): sums stay exact and a blank can never become a zero."""

from __future__ import annotations


def format_fen(fen: int) -> str:
    """Yuan with two decimals and thousands separators: 182080 is ``1,820.80``."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def divide_exactly(total: int, parts: int) -> int | None:
    """A total in fen over equal parts, or None where it does not divide to the fen."""
    if parts <= 0 or total % parts:
        return None
    return total // parts
