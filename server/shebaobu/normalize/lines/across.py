"""Tables that lie on their side: insurances as columns, and what is said of them as rows (险种 养老保险 失业保险)."""

from __future__ import annotations

from collections.abc import Sequence

from shebaobu.normalize.lines.handing import Sheet
from shebaobu.normalize.lines.headings import Above
from shebaobu.normalize.lines.tables import LineTable
from shebaobu.normalize.lines.texts import Head, Text


def sheet_across(texts: Sequence[Text], table: LineTable, above: Above) -> Sheet | None:
    """The table turned: a row for each insurance; None where it does not lie on its side."""
    groups, told = _told(texts, table)
    if not told:
        return None
    lines = [*table.layout.lines, *(line for _, _, line in told)]
    sheet = Sheet(
        path=above.path,
        columns=[["险种"]],
        rows=[[group.text] for group in groups],
        lines=[list(lines) for _ in groups],
        header=[],
    )
    for label, cells, _ in told:
        sheet.add_column([label], cells)
    if above.pool and not any(label == "参保地" for label, _, _ in told):
        sheet.add_column(["参保地"], [above.pool] * len(groups))
    return sheet


def _told(texts: Sequence[Text], table: LineTable) -> tuple[list[Head], list[tuple[str, list[str], int]]]:
    """The insurances in a header line, and of the lines below it the label, the cells and the place."""
    columns = table.layout.columns
    if table.layout.groups:
        return _under_groups(texts, table)
    heads = [column.head for column in columns]
    groups = [head for head in heads if head.kind == "group"]
    if len(groups) != len(heads) - 1 or heads[0].name not in ("insurance", "tier", "unknown") or table.layout.times > 1:
        return [], []
    told: list[tuple[str, list[str], int]] = []
    for text in texts[max(table.layout.lines) - texts[0].index + 1 :]:
        if len(text.tokens) != len(heads) or any(character.isdigit() for character in text.tokens[0]):
            break
        told.append((text.tokens[0], list(text.tokens[1:]), text.index))
    return groups, told


def _under_groups(texts: Sequence[Text], table: LineTable) -> tuple[list[Head], list[tuple[str, list[str], int]]]:
    """One line of values under leaves that say the same of each insurance (参保时间 缴费状态)."""
    layout = table.layout
    leaves = {
        group.text: [column.head for column in layout.columns if column.group is group] for group in layout.groups
    }
    words = [[head.text for head in heads] for heads in leaves.values()]
    at = max(layout.lines) - texts[0].index + 1
    values = list(texts[at].tokens) if at < len(texts) else []
    several = bool(words) and all(one == words[0] for one in words) and len(values) == len(words) * len(words[0])
    if table.rows or not several or len(values) == len(layout.columns):
        return [], []
    count = len(words[0])
    told = [(label, values[place::count], texts[at].index) for place, label in enumerate(words[0])]
    return list(layout.groups), told
