"""Lists of cards in a screenshot: a card a month, its labels and values on one line or on two."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from shebaobu.domain.records import Record
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.lines.handing import ReadGrid, Sheet, hand_on
from shebaobu.normalize.lines.items import Item, items_of
from shebaobu.normalize.lines.texts import Text
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.vocabulary import Meaning

_DATED = frozenset({"month", "month_of_year"})
_HOLDS_BELOW = frozenset({"pool", "insurance"})
_SAYS_MONTH = frozenset({"month", "period"})
_SAYS_PAYMENT = frozenset({"status", "pay_type"})

Card = list[Item]


class _Section(msgspec.Struct, kw_only=True):
    """Items under the same headings of insurances, the nearest last, with what the lines above hold for all of them."""

    headings: list[Item]
    held: list[Item]
    items: list[Item]


def read_cards(texts: Sequence[Text], page: PageContext, account: BlockAccount, read_grid: ReadGrid) -> list[Record]:
    """The records of a list of cards; nothing is settled where the lines are none, or their cards cannot be told."""
    items = _with_years(_without_tabs(items_of(texts, page)))
    items = _dated([item for item in items if item.kind not in ("other", "year")])
    records: list[Record] = []
    for section in _sections(items):
        cards = _cards(section.items)
        if cards and not _is_panel(cards) and any(_states_payment(card) for card in cards):
            records += hand_on(_sheet(section, cards), account, read_grid)
            for item in [*section.held, *section.headings]:
                _settle_held(item, account)
    return records


def _settle_held(item: Item, account: BlockAccount) -> None:
    for line in item.lines:
        if not account.settled("line", line):
            account.used("line", line, item.meaning.name if item.meaning else "")


def _without_tabs(items: list[Item]) -> list[Item]:
    """Insurances on lines one below the other are tabs, and say nothing of the cards; a heading over one is none."""
    kept: list[Item] = []
    for at, item in enumerate(items):
        beside = [items[near] for near in (at - 1, at + 1) if 0 <= near < len(items)]
        alike = [other for other in beside if other.kind == "insurance" and _is_heading(other) == _is_heading(item)]
        if item.kind != "insurance" or not alike:
            kept.append(item)
    return kept


def _is_heading(item: Item) -> bool:
    return bool(load_line_words().heading.match(item.value))


def _with_years(items: list[Item]) -> list[Item]:
    """Months of the year with the year above them; where there is no month, several years are what the cards are of."""
    years = [item for item in items if item.kind == "year"]
    if len({item.value for item in years}) > 1 and not any(_tells_month(item) for item in items):
        of_year = Meaning(name="year", value="year")
        changed = {"kind": "field", "label": "年度", "meaning": of_year}
        return [msgspec.structs.replace(item, **changed) if item.kind == "year" else item for item in items]
    year: str | None = None
    done: list[Item] = []
    for item in items:
        if item.kind == "year":
            year = item.value
        whole = item.kind == "month_of_year" and year
        done.append(msgspec.structs.replace(item, kind="month", value=f"{year}-{item.value}") if whole else item)
    return done


def _sections(items: list[Item]) -> list[_Section]:
    """The items by the insurance that stands above them; one that each card has within it stays in the cards."""
    first = next((at for at, item in enumerate(items) if _is_month(item)), None)
    if first is None:
        return []
    named = [at for at, item in enumerate(items) if item.kind == "insurance"]
    months = sum(_is_month(item) for item in items)
    own = [at for at in named if at > first]
    if own and len(own) == months and _evenly(items):
        items = [item for at, item in enumerate(items) if at > first or item.kind != "insurance"]
        return [_section([], items)]
    if own and not all(at + 1 < len(items) and _opens(items, at + 1) for at in own):
        return [_section([], [item for item in items if item.kind != "insurance"])]
    starts = [0, *own, len(items)]
    sections: list[_Section] = []
    held: list[Item] = []
    for begin, end in itertools.pairwise(starts):
        part = items[begin:end]
        headings = [item for item in part if item.kind == "insurance"]
        section = _section(headings, [item for item in part if item.kind != "insurance"])
        held = section.held = [*held, *section.held]
        sections.append(section)
    return sections


def _section(headings: list[Item], items: list[Item]) -> _Section:
    """A section; labels before its first card that no card repeats hold for all of them."""
    keys = [item.key for item in items]
    first = next((at for at, item in enumerate(items) if _is_month(item)), len(items))
    alone = sum(_is_month(item) for item in items) == 1
    before = [
        item
        for at, item in enumerate(items[:first])
        if keys.count(keys[at]) == 1 and not (alone and item.meaning and item.meaning.value == "money")
    ]
    held = [item for item in before if item.meaning and item.meaning.name in _HOLDS_BELOW and item.kind == "field"]
    return _Section(headings=headings, held=held, items=[item for item in items if not any(item is b for b in before)])


def _tells_month(item: Item) -> bool:
    return item.kind in _DATED or (item.meaning is not None and item.meaning.name in _SAYS_MONTH)


def _dated(items: list[Item]) -> list[Item]:
    """The items with those marked that tell a card's month; where there is none, those that tell its year."""
    for names in (_SAYS_MONTH, frozenset({"year"})):
        marked = [
            msgspec.structs.replace(
                item, dates=item.kind in _DATED or (item.meaning is not None and item.meaning.name in names)
            )
            for item in items
        ]
        if any(item.dates for item in marked):
            return marked
    return items


def _is_month(item: Item) -> bool:
    return item.dates


def _opens(items: list[Item], at: int) -> bool:
    """Whether a card begins at an item: with the thing that the first card begins with."""
    first = next(item for item in items if _is_month(item))
    return items[at].key == first.key


def _evenly(items: list[Item]) -> bool:
    """Whether between two months there is always one insurance, and one behind the last."""
    marks = ["m" if _is_month(item) else "i" for item in items if _is_month(item) or item.kind == "insurance"]
    first = marks.index("m")
    return "".join(marks[first:]) == "mi" * marks.count("m")


def _cards(items: list[Item]) -> list[Card]:
    """The cards: each begins with what the first begins with, and has one month and nothing twice; else none."""
    if not items:
        return []
    opening = items[0].key
    starts = [at for at, item in enumerate(items) if item.key == opening]
    cards = [items[start:end] for start, end in zip(starts, [*starts[1:], len(items)], strict=True)]
    cards = [_with_one_month(card) for card in cards]
    well = all(
        sum(_is_month(item) for item in card) == 1 and len({item.key for item in card}) == len(card) for card in cards
    )
    return cards if well else []


def _with_one_month(card: Card) -> Card:
    """A card whose month has a label needs no heading that says it again."""
    labelled = any(item.kind == "field" and _is_month(item) for item in card)
    return [item for item in card if not (labelled and item.kind in _DATED)]


def _is_panel(cards: list[Card]) -> bool:
    """Whether a single card tells of a period: the labels of a certificate are a panel and no list."""
    return len(cards) == 1 and any(item.meaning is not None and item.meaning.name == "period" for item in cards[0])


def _states_payment(card: Card) -> bool:
    told = [item.meaning for item in card if item.meaning and item.value]
    return any(meaning.value == "money" or meaning.name in _SAYS_PAYMENT for meaning in told)


def _sheet(section: _Section, cards: list[Card]) -> Sheet:
    """A row for each card, a column for each label."""
    labels: dict[str, str] = {}
    for card in cards:
        for item in card:
            labels.setdefault(item.key, item.label)
    values = [{item.key: item.value for item in card} for card in cards]
    sheet = Sheet(
        path=[heading.value for heading in section.headings],
        columns=[[label] for label in labels.values()],
        rows=[[of_card.get(key, "") for key in labels] for of_card in values],
        lines=[sorted({line for item in card for line in item.lines}) for card in cards],
        header=[],
    )
    for item in section.held:
        sheet.add_column([item.label], [item.value] * len(cards))
    return sheet
