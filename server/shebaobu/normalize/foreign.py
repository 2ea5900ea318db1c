"""Tables and panels that are of no person's social insurance, though they have its shape and many of its words.

What another office keeps (the housing fund, taxes, wages, a bank account), what holds for everybody (bases and tiers by
year) and what is only reckoned in advance are told by data, ``vocabulary/foreign.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from shebaobu.domain.records import Contribution, ContributionYear, Record
from shebaobu.normalize import vocabulary
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import all_named_within
from shebaobu.normalize.text import fold, split_brackets

_BY_THE_YEAR = frozenset({None, "pension_resident", "medical_resident"})
_OTHER_SYSTEM = "other_system"
_PARTS_OF_A_TITLE = re.compile(r"[-_|—–·>»›]")
_OF_A_QUERY = re.compile(r"(?:信息)?(?:查询|一览|一览表|列表|表|公示)$")


class Foreign(msgspec.Struct, kw_only=True, frozen=True):
    """One reason (``why.*``) and the words that tell it."""

    why: str
    headings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    columns: frozenset[str] = frozenset()
    page: frozenset[str] = frozenset()


class Words(msgspec.Struct, kw_only=True, frozen=True):
    """What tells whether something is of social insurance at all, and the reasons why it is not."""

    social: tuple[str, ...]
    spoken_of: tuple[str, ...]
    hosts: tuple[str, ...]
    paid: tuple[str, ...]
    kinds: tuple[Foreign, ...]


@cache
def _load() -> Words:
    table = tomllib.loads(files(vocabulary).joinpath("foreign.toml").read_text(encoding="utf-8"))
    return Words(
        social=_folded(table.pop("social")),
        spoken_of=_folded(table.pop("spoken_of")),
        hosts=tuple(table.pop("hosts")),
        paid=_folded(table.pop("paid")),
        kinds=tuple(
            Foreign(
                why=why,
                headings=_folded(words.get("headings", ())),
                endings=_folded(words.get("endings", ())),
                columns=frozenset(_folded(words.get("columns", ()))),
                page=frozenset(_folded(words.get("page", ()))),
            )
            for why, words in table.items()
        ),
    )


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def foreign_to_person(path: Sequence[str], labels: Iterable[str], page: PageContext) -> str | None:
    """Why a table or panel under these headings and with these labels states nothing of a person's insurance."""
    labelled = {split_brackets(fold(label))[0] for label in labels}
    for foreign in _load().kinds:
        if labelled & foreign.columns:
            return foreign.why
    for foreign in _load().kinds:
        of_other = foreign.why == _OTHER_SYSTEM
        if _of_other_system(path, foreign, page) if of_other else _under_heading_of(path, foreign, page):
            return foreign.why
    return None


def _under_heading_of(path: Sequence[str], foreign: Foreign, page: PageContext) -> bool:
    """Whether a heading speaks of it, as far up as none says that the table is of what was paid."""
    for heading in (*reversed(path), page.title):
        if any(word in fold(heading) for word in _load().paid):
            return False
        if any(_speaks_of(fold(part), foreign) for part in _PARTS_OF_A_TITLE.split(heading)):
            return True
    return False


def _speaks_of(heading: str, foreign: Foreign) -> bool:
    bare = _OF_A_QUERY.sub("", split_brackets(heading)[0])
    return any(word in heading for word in foreign.headings) or bare.endswith(foreign.endings)


def _of_other_system(path: Sequence[str], foreign: Foreign, page: PageContext) -> bool:
    """Whether the nearest heading that names any system names another, or else a label by which the page is one's."""
    for heading in (*reversed(path), page.title):
        rest = fold(heading)
        for word in foreign.headings:
            rest = rest.replace(word, "")
        if _is_social(rest, page):
            return False
        if rest != fold(heading):
            return True
    return any(label in foreign.page for label, _ in page.labelled)


def _is_social(folded: str, page: PageContext) -> bool:
    return any(word in folded for word in _load().social) or bool(all_named_within(folded, page.vocabulary))


def page_speaks_of_insurance(page: PageContext) -> bool:
    """Whether anything around the rows of a page speaks of an insurance, its office, or what only it pays."""
    words = _load()
    if page.portal.name or any(part in page.host for part in words.hosts):
        return True
    around = (fold(page.title), *page.texts, *page.headers, *(label for label, _ in page.labelled))
    return any(word in text for text in around for word in words.spoken_of) or any(
        _is_social(text, page) for text in around
    )


def are_offered(records: Sequence[Record]) -> bool:
    """Whether a table gives what can be paid and not what was: for one time several tiers, or several people's sums.

    What was paid has a state, a day or an employer beside it, or is there once.
    """
    years = [
        (record.insurance, record.year)
        for record in records
        if isinstance(record, ContributionYear)
        and record.insurance in _BY_THE_YEAR
        and not (record.status or record.arrived_on)
        and record.personal_amount is not None
    ]
    tiers = {
        (record.insurance, record.month, record.tier)
        for record in records
        if isinstance(record, Contribution)
        and record.tier
        and not (record.status or record.arrived_on or record.employer)
    }
    months = {(insurance, month) for insurance, month, _ in tiers}
    return len(set(years)) < len(years) or len(months) < len(tiers)
