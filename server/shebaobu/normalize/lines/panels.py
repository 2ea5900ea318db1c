"""Labels with their values in a document, outside its tables: handed on as a panel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from shebaobu.domain.capture import Fields, Line, Lines
from shebaobu.domain.records import Record, Source
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.glued import spaced_labels, split_labels
from shebaobu.normalize.identity import person_label
from shebaobu.normalize.kinds.readers import is_readable
from shebaobu.normalize.kinds.specs import NOT_KEPT
from shebaobu.normalize.lines.handing import ReadGrid
from shebaobu.normalize.lines.look_alikes import mended
from shebaobu.normalize.lines.texts import Text, group_named, head_of
from shebaobu.normalize.lines.words import load_line_words
from shebaobu.normalize.panels import read_panel
from shebaobu.normalize.text import fold, split_brackets

# Labels that a line of the person's own data has are left to whoever reads the person; these say something else too.
_STATE = "状态"
_OF_BOTH = frozenset({None, NOT_KEPT, "employer"})


def read_lines_as_panel(
    texts: Sequence[Text], path: list[str], page: PageContext, account: BlockAccount, read_grid: ReadGrid
) -> list[Record]:
    """The records that labelled lines state; none where a label stands there twice, since cards are no panel."""
    told = [(text.index, label, value) for text in texts for label, value in labelled(text, page)]
    over = _labels_over_figures(texts, {line for line, _, _ in told}, page)
    told += [(figure.index, label.text, figure.text) for label, figure in over]
    label_of_line = {figure.index: label.index for label, figure in over}
    if not told or len({fold(label) for _, label, _ in told}) < len(told):
        return []
    scratch = BlockAccount(account.block)
    fields = Fields(path=path, pairs=[(label, value) for _, label, value in told])
    found = read_panel(fields, page, scratch, read_grid)
    records = [
        msgspec.structs.replace(record, source=Source(block=account.block, row=told[record.source.row][0]))
        for record in found
        if record.source is not None
    ]
    if records:
        of_person = {line for line, label, _ in told if person_label(label, "", page.vocabulary) not in _OF_BOTH}
        for entry in scratch.entries:
            line = told[entry.index][0] if entry.part == "field" else None
            if line is not None and entry.use == "used" and line not in of_person and not account.settled("line", line):
                account.used("line", line, entry.meaning or "")
                if line in label_of_line:
                    account.used("line", label_of_line[line], entry.meaning or "")
    return records


def _labels_over_figures(texts: Sequence[Text], told: set[int], page: PageContext) -> list[tuple[Text, Text]]:
    """Labels alone on a line with the figure, or the state, on the next one, which the whole line is."""
    return [
        (over, under)
        for over, under in pairwise(texts)
        if not {over.index, under.index} & told
        and (_is_figure_of(over.text, under.text, page) or _is_state_of(over.text, under.text, page))
    ]


def _is_state_of(label: str, value: str, page: PageContext) -> bool:
    labels = page.vocabulary.kind_labels
    is_label = fold(label) in labels and fold(label).endswith(_STATE)
    return is_label and fold(value) not in labels and not any(character.isdigit() for character in value)


def _is_figure_of(label: str, value: str, page: PageContext) -> bool:
    meaning = head_of(label, page).meaning
    return meaning is not None and meaning.value not in ("text", "code") and is_readable(value, meaning.value)


def under_its_label(lines: Lines, page: PageContext) -> Lines | None:
    """A figure alone below a heading that is its label (账户余额 over 2,318.92), as one line with both; else None."""
    if len(lines.lines) != 1 or not lines.path:
        return None
    label, value = lines.path[-1], lines.lines[0].text
    if split_labels(value) or not _is_figure_of(label, value, page):
        return None
    return Lines(path=lines.path[:-1], lines=[Line(text=f"{label}：{value}")])


def labelled(text: Text, page: PageContext) -> list[tuple[str, str]]:
    """The labels of a line with their values: before colons, or known words with something behind each."""
    if load_line_words().note.match(text.text):
        return []
    pairs = [(label, value) for label, value in split_labels(text.text) if value]
    if pairs:
        return pairs
    values = {value for label, value in pairwise(text.tokens) if _names_its_insurance(label, value, page)}
    spaced = spaced_labels(text.text, lambda word: word not in values and _is_label(word, page))
    return [(label, _mended(label, value, page)) for label, value in spaced]


def _names_its_insurance(label: str, value: str, page: PageContext) -> bool:
    """Whether an insurance stands behind the label of one, and is no label itself."""
    meaning = head_of(label, page).meaning
    return meaning is not None and meaning.name == "insurance" and group_named(value, page) is not None


def _mended(label: str, value: str, page: PageContext) -> str:
    head = head_of(label, page)
    return mended(value, head.meaning.value) if head.meaning else value


def _is_label(token: str, page: PageContext) -> bool:
    folded = fold(token)
    known = page.vocabulary.persons
    return head_of(token, page).kind != "unknown" or folded in known or split_brackets(folded)[0] in known
