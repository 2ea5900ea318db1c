"""Changes to a capture that a page of the same family might show."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

from shebaobu.normalize.cells import NotReadable, read_money, read_month
from shebaobu.normalize.labels import meaning_of_label
from shebaobu.normalize.portals import UNKNOWN_PORTAL
from shebaobu.normalize.text import fold, is_blank, split_brackets
from shebaobu.normalize.vocabulary import load_vocabulary

Capture = dict[str, Any]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]$")
_TIMES = {"month", "booked_month", "start", "end", "period"}
_DUE = {"due_employer", "due_personal", "due_total"}


def meaning(path: list[str]) -> str | None:
    """The field that a header means."""
    vocabulary = load_vocabulary()
    label = split_brackets(fold(path[-1]))[0] if path else ""
    found = meaning_of_label(label, [fold(level) for level in path[:-1]], vocabulary, UNKNOWN_PORTAL)
    return found.name if found else None


def grids(capture: Capture) -> list[dict[str, Any]]:
    return [block for block in capture["blocks"] if block["type"] == "grid" and block["rows"]]


def on_cells(capture: Capture, change: Callable[[str], str]) -> Capture:
    """Every body cell passed through ``change``."""
    for grid in grids(capture):
        grid["rows"] = [[change(cell) for cell in row] for row in grid["rows"]]
    return capture


def permuted(capture: Capture, random: Random) -> Capture:
    for grid in grids(capture):
        if any(not path for path in grid["columns"]) or _depends_on_order(grid):
            continue
        order = list(range(len(grid["columns"])))
        random.shuffle(order)
        take_columns(grid, order)
    return capture


def _depends_on_order(grid: dict[str, Any]) -> bool:
    """Whether equal labels are told apart by what stands to their left."""
    labels = [tuple(path) for path in grid["columns"]]
    return len(set(labels)) < len(labels)


def take_columns(grid: dict[str, Any], order: list[int]) -> None:
    width = len(grid["columns"])
    grid["columns"] = [grid["columns"][at] for at in order]
    grid["rows"] = [[row[at] for at in order] if len(row) == width else row for row in grid["rows"]]
    if grid.get("codes"):
        grid["codes"] = [grid["codes"][at] for at in order]


def with_unknown_column(capture: Capture, random: Random) -> Capture:
    for grid in grids(capture):
        at = random.randint(0, len(grid["columns"]))
        value = random.choice(["1234.56", "甲", "7", "20230101", "99.99%"])
        grid["columns"].insert(at, [random.choice(["神秘栏", "扩展属性", "校核量"])])
        grid["rows"] = [[*row[:at], value, *row[at:]] for row in grid["rows"]]
        if grid.get("codes"):
            grid["codes"].insert(at, "")
    return capture


def full_width(capture: Capture, _random: Random) -> Capture:
    return on_cells(capture, lambda cell: cell.translate(FULL_WIDTH))


def spaced(capture: Capture, random: Random) -> Capture:
    """Spaces around cells, and within labels."""
    on_cells(capture, lambda cell: f"\u3000{cell} " if cell else cell)
    for grid in grids(capture):
        grid["columns"] = [[_with_space(level, random) for level in path] for path in grid["columns"]]
    return capture


def _with_space(label: str, random: Random) -> str:
    at = random.randint(1, max(1, len(label) - 1))
    return f"{label[:at]} {label[at:]}"


def other_months(capture: Capture, random: Random) -> Capture:
    """Months of the columns of months in another form."""
    form = random.choice(["{y}-{m:02d}", "{y}年{m}月", "{y}.{m:02d}", "{y}/{m}", "{y}{m:02d}", "{y}年{m:02d}月"])
    for grid in grids(capture):
        for at, path in enumerate(grid["columns"]):
            if meaning(path) in ("month", "booked_month", "start", "end"):
                for row in grid["rows"]:
                    row[at] = _month_as(row[at], form)
    return capture


def _month_as(cell: str, form: str) -> str:
    if re.fullmatch(r"\d{8}|\d{4}\D\d{1,2}\D\d{1,2}\D?", cell):
        return cell
    try:
        month = read_month(cell)
    except NotReadable:
        return cell
    return form.format(y=int(month[:4]), m=int(month[5:]))


def other_amounts(capture: Capture, random: Random) -> Capture:
    form = random.choice(["¥{:,.2f}", "{:,.2f}元", "￥{:.2f}", "{:,.2f}", "{:.2f} 元", "人民币{:.2f}元"])
    money = load_vocabulary().money_fields | {"amount"}
    for grid in grids(capture):
        for at, path in enumerate(grid["columns"]):
            if meaning(path) in money:
                for row in grid["rows"]:
                    row[at] = _amount_as(row[at], form) if at < len(row) else ""
    return capture


def _amount_as(cell: str, form: str) -> str:
    if is_blank(cell):
        return cell
    try:
        return form.format(read_money(cell) / 100)
    except NotReadable:
        return cell


def wrapped(capture: Capture, random: Random) -> Capture:
    """All columns under one more level."""
    word = random.choice(["缴费明细", "个人参保缴费信息", "查询结果", "明细信息"])
    for grid in grids(capture):
        grid["columns"] = [[word, *path] for path in grid["columns"]]
    return capture


def insurance_as_heading(capture: Capture, _random: Random) -> Capture | None:
    """A table for each insurance, with its name above it instead of in a column."""
    blocks: list[dict[str, Any]] = []
    changed = False
    for block in capture["blocks"]:
        at = next((n for n, path in enumerate(block.get("columns", [])) if meaning(path) == "insurance"), None)
        if block["type"] != "grid" or at is None:
            blocks.append(block)
            continue
        changed = True
        order = [n for n in range(len(block["columns"])) if n != at]
        for name in dict.fromkeys(row[at] for row in block["rows"] if row[at]):
            part = copy.deepcopy(block)
            part["rows"] = [row for row in part["rows"] if row[at] == name]
            part["path"] = [*block.get("path", []), name]
            take_columns(part, order)
            blocks.append(part)
    capture["blocks"] = blocks
    return capture if changed else None


def column_removed(capture: Capture, random: Random) -> Capture | None:
    """A column less, of those whose absence leaves the others their meaning."""
    places = [
        (grid, at)
        for grid in grids(capture)
        for at, path in enumerate(grid["columns"])
        if meaning(path) not in {*_TIMES, "year", "payer", "months", "reversal", None}
        and not any(meaning(other) in _DUE for other in grid["columns"])
    ]
    if not places:
        return None
    grid, at = random.choice(places)
    if _depends_on_order(grid):
        return None
    take_columns(grid, [n for n in range(len(grid["columns"])) if n != at])
    return capture


def label_unknown(capture: Capture, random: Random) -> Capture | None:
    places = [(grid, at) for grid in grids(capture) for at in range(len(grid["columns"])) if grid["columns"][at]]
    if not places:
        return None
    grid, at = random.choice(places)
    if any(meaning(other) in _DUE for other in grid["columns"]) or meaning(grid["columns"][at]) in (
        "reversal",
        "payer",
    ):
        return None
    grid["columns"][at] = [*grid["columns"][at][:-1], random.choice(["神秘栏", "甲乙丙丁", "其他信息项"])]
    if grid.get("codes"):
        grid["codes"][at] = ""
    return capture


def month_label_ambiguous(capture: Capture, random: Random) -> Capture | None:
    """The only column of months under a word that some sites use for the month of booking."""
    changed = False
    for grid in grids(capture):
        places = [at for at, path in enumerate(grid["columns"]) if meaning(path) in _TIMES]
        if len(places) == 1 and meaning(grid["columns"][places[0]]) == "month":
            grid["columns"][places[0]] = [random.choice(["费款所属期", "年月", "缴费年月"])]
            changed = True
    return capture if changed else None


def empty_rows(capture: Capture, _random: Random) -> Capture:
    """Rows of dashes, the header again, and a sum that says nothing."""
    for grid in grids(capture):
        width = len(grid["columns"])
        grid["rows"].insert(0, ["-"] * width)
        grid["rows"].insert(len(grid["rows"]) // 2, [""] * width)
        grid["rows"].append([path[-1] if path else "" for path in grid["columns"]])
    return capture


def units(capture: Capture, random: Random) -> Capture | None:
    """Amounts in another unit, which stands in the header or in a row below it."""
    unit, yuan = random.choice([("角", Fraction(1, 10)), ("分", Fraction(1, 100)), ("千元", Fraction(1000))])
    below = random.random() < 0.4
    money = load_vocabulary().money_fields | {"amount"}
    changed = False
    for grid in grids(capture):
        columns = [at for at, path in enumerate(grid["columns"]) if meaning(path) in money]
        cells = {(at, row[at]) for row in grid["rows"] for at in columns if at < len(row)}
        if not columns or any(_in_unit(cell, yuan) is None for _, cell in cells):
            continue
        changed = True
        for row in grid["rows"]:
            for at in columns:
                row[at] = _in_unit(row[at], yuan) if at < len(row) else ""
        for at in columns:
            *levels, leaf = grid["columns"][at]
            leaf = _BRACKETED.sub("", leaf)
            grid["columns"][at] = [*levels, leaf if below else f"{leaf}（{unit}）"]
        if below:
            grid["rows"].insert(0, [unit if at in columns else "" for at in range(len(grid["columns"]))])
    return capture if changed else None


def _in_unit(cell: str, yuan: Fraction) -> str | None:
    """An amount in another unit with two decimals at most; None where that cannot be written."""
    if is_blank(cell):
        return cell
    try:
        amount = Fraction(read_money(cell)) / yuan
    except NotReadable:
        return None
    return f"{float(amount / 100):.2f}" if amount.denominator == 1 and not cell.endswith("元") else None


def transposed(capture: Capture, _random: Random) -> Capture | None:
    """A table on its side: a column a row, without a header."""
    changed = False
    for grid in grids(capture):
        width = len(grid["columns"])
        if any(len(row) != width or not any(row) for row in grid["rows"]) or any(len(p) != 1 for p in grid["columns"]):
            continue
        changed = True
        grid["rows"] = [[grid["columns"][at][0], *(row[at] for row in grid["rows"])] for at in range(width)]
        grid["columns"] = [[] for _ in grid["rows"][0]]
        grid.pop("codes", None)
    return capture if changed else None


def a_table_a_part(capture: Capture, random: Random) -> Capture:
    """Each table as two, one below the other, under headings that say nothing."""
    blocks: list[dict[str, Any]] = []
    for block in capture["blocks"]:
        rows = block.get("rows") or []
        if len(rows) < 4 or _has_payers(block):
            blocks.append(block)
            continue
        at = random.randint(1, len(rows) - 1)
        for number, part in enumerate((rows[:at], rows[at:]), start=1):
            blocks.append({**copy.deepcopy(block), "rows": part, "path": [*block.get("path", []), f"第{number}部分"]})
    capture["blocks"] = blocks
    return capture


def _has_payers(grid: dict[str, Any]) -> bool:
    """Whether rows belong together, one for each payer."""
    return any(meaning(path) == "payer" for path in grid["columns"])


def said_once(capture: Capture, random: Random) -> Capture | None:
    """What repeats from row to row stands in the first of them only."""
    places = [
        (grid, at)
        for grid in grids(capture)
        for at, path in enumerate(grid["columns"])
        if not _has_payers(grid) and meaning(path) in ("employer", "employer_code", "insurance", "base", "pool")
    ]
    if not places:
        return None
    grid, at = random.choice(places)
    last = None
    for row in grid["rows"]:
        if at < len(row) and row[at] == last:
            row[at] = ""
        elif at < len(row):
            last = row[at]
    return capture


def insurance_as_rows(capture: Capture, _random: Random) -> Capture | None:
    """Rows in groups, each under a row with nothing but its insurance."""
    changed = False
    for grid in grids(capture):
        at = next((n for n, path in enumerate(grid["columns"]) if meaning(path) == "insurance"), None)
        if at is None:
            continue
        changed = True
        names = list(dict.fromkeys(row[at] for row in grid["rows"] if row[at]))
        order = [n for n in range(len(grid["columns"])) if n != at]
        rows: list[list[str]] = []
        for name in names:
            rows.append([name, *[""] * (len(order) - 1)])
            rows += [[row[n] for n in order] for row in grid["rows"] if row[at] == name]
        take_columns(grid, order)
        grid["rows"] = rows
    return capture if changed else None


def side_by_side(capture: Capture, _random: Random) -> Capture:
    """The second half of the rows beside the first, under the same header again."""
    for grid in grids(capture):
        rows, width = grid["rows"], len(grid["columns"])
        if len(rows) < 4 or any(len(row) != width for row in rows) or _depends_on_order(grid):
            continue
        if any(sum(map(bool, row)) == 1 for row in rows):
            continue  # Of a heading among the rows nobody could say which half it heads.
        half = (len(rows) + 1) // 2
        grid["columns"] += copy.deepcopy(grid["columns"])
        below = [*rows[half:], *([[""] * width] if len(rows) % 2 else [])]
        grid["rows"] = [[*row, *other] for row, other in zip(rows[:half], below, strict=True)]
        if grid.get("codes"):
            grid["codes"] *= 2
    return capture


def empty_columns(capture: Capture, random: Random) -> Capture:
    """Columns without header and content, as a layout table has them."""
    for grid in grids(capture):
        for _ in range(random.randint(1, 3)):
            at = random.choice([0, len(grid["columns"])])
            grid["columns"].insert(at, [])
            grid["rows"] = [[*row[:at], "", *row[at:]] for row in grid["rows"]]
            if grid.get("codes"):
                grid["codes"].insert(at, "")
    return capture


def header_below(capture: Capture, _random: Random) -> Capture:
    """The header as the last row."""
    for grid in grids(capture):
        if all(len(path) == 1 for path in grid["columns"]):
            grid["rows"].append([path[0] for path in grid["columns"]])
            grid["columns"] = [[] for _ in grid["columns"]]
            grid.pop("codes", None)
    return capture


def months_in_words(capture: Capture, _random: Random) -> Capture:
    """Months of the columns of months in Chinese numerals."""
    for grid in grids(capture):
        for at, path in enumerate(grid["columns"]):
            if meaning(path) in ("month", "booked_month", "start", "end"):
                for row in grid["rows"]:
                    row[at] = _in_words(row[at])
    return capture


def _in_words(cell: str) -> str:
    found = re.fullmatch(r"(\d{4})\D?(\d{2})", cell)
    if found is None or not 1 <= int(found[2]) <= 12:
        return cell
    tens, ones = divmod(int(found[2]), 10)
    month = ("十" if tens else "") + ("一二三四五六七八九"[ones - 1] if ones else "")
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in found[1]) + f"年{month}月"


CHANGES: dict[str, Callable[[Capture, Random], Capture | None]] = {
    "columns permuted": permuted,
    "an unknown column more": with_unknown_column,
    "digits full-width": full_width,
    "spaces in cells and labels": spaced,
    "months in another form": other_months,
    "amounts in another form": other_amounts,
    "header under another level": wrapped,
    "insurance as a heading": insurance_as_heading,
    "a column less": column_removed,
    "a label unknown": label_unknown,
    "an ambiguous month label": month_label_ambiguous,
    "rows without content": empty_rows,
    "amounts in another unit": units,
    "a table on its side": transposed,
    "a table in two parts": a_table_a_part,
    "what repeats said once": said_once,
    "insurance as rows": insurance_as_rows,
    "two halves side by side": side_by_side,
    "empty columns": empty_columns,
    "the header below": header_below,
    "months in words": months_in_words,
}
# Here a value that is gone was taken away.
# Halves side by side leave the heading of a group with one of them only: nobody could read that.
NOT_TOGETHER = {"two halves side by side", "insurance as rows"}
TAKES_AWAY = {"a column less", "what repeats said once"}


def changed(capture: Capture, seeds: int) -> Iterator[tuple[str, Capture]]:
    """Each change alone, with several seeds, and pairs of changes."""
    for name, change in CHANGES.items():
        for seed in range(seeds):
            done = change(copy.deepcopy(capture), Random(seed))
            if done is not None:
                yield name, done
    names = [name for name in CHANGES if name not in TAKES_AWAY]
    for seed in range(seeds * 4):
        random = Random(f"pair {seed}")
        first, second = random.sample(names, 2)
        if {first, second} == NOT_TOGETHER:
            continue
        done = CHANGES[first](copy.deepcopy(capture), random)
        done = CHANGES[second](done, random) if done is not None else None
        if done is not None:
            yield f"{first} + {second}", done
