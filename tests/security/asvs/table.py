"""The table of OWASP ASVS 5.0, levels 1 and 2: each requirement in our own words, and how it is met or why not.

A row says what the requirement ``asks`` and one of three: ``met`` (how), ``not_met`` (what is missing) or
``not_applicable`` (why). What holds it is named: ``tests`` by their ids, ``lint`` by the codes of ruff's rules,
``told`` by a heading of a document. What is not applicable may stand in one row for a chapter or a section.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

FOLDER = Path(__file__).resolve().parent


class Row(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """One requirement, or several that do not apply for the same reason."""

    asks: str
    met: str = ""
    not_met: str = ""
    not_applicable: str = ""
    tests: tuple[str, ...] = ()
    lint: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def verdicts(self) -> list[str]:
        """Which of the three are said; it should be one."""
        return [name for name in ("met", "not_met", "not_applicable") if getattr(self, name)]


def requirements() -> list[str]:
    """The numbers of levels 1 and 2."""
    listed = tomllib.loads((FOLDER / "requirements.toml").read_text(encoding="utf-8"))
    return [*listed["level_1"], *listed["level_2"]]


def rows() -> list[tuple[str, Row]]:
    """Every row under its number."""
    found: list[tuple[str, Row]] = []
    for file in sorted(FOLDER.glob("v*.toml")):
        chapter = msgspec.toml.decode(file.read_bytes(), type=dict[str, Row])
        found.extend(chapter.items())
    return found


def row_of(number: str) -> list[Row]:
    """The rows of a requirement: its own, and those of its section and chapter."""
    parts = number.split(".")
    names = {".".join(parts[:length]) for length in (1, 2, 3)}
    return [row for name, row in rows() if name in names]
