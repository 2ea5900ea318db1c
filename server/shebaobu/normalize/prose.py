"""Sentences by which an office sums up an insurance: 截至2025年9月，您累计缴费186个月，个人账户储存额为76,120.44元.

Only a sentence with its day or month is one of records, and only where no table or panel of the page says the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from shebaobu.domain.capture import Capture, Fields, Lines
from shebaobu.domain.records import AccountBalance, Record, Source, Statement
from shebaobu.normalize.accounting import BlockAccount
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.insurances import all_named_within
from shebaobu.normalize.kinds.specs import load_specs
from shebaobu.normalize.panels import read_panel
from shebaobu.normalize.text import fold

_KINDS = ("statement", "account_balance")
_AS_OF = re.compile(
    r"截[至止]到?((?:19|20)\d{2})(?:年(\d{1,2})月(?:(\d{1,2})日)?|-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(?!\d)|(年末|年底))"
)
_CLAUSE_END = re.compile(r"[。;()、]|,(?!\d{3})")
_SAYS = re.compile(
    r"(.+?)(?:共计|合计|总计|共|为|是|达|有|:)?(\d[\d,]*\.\d\d元|\d{1,2}年(?:零?\d{1,2}个?月)?|\d{1,4}个?月)"
)


def with_prose(
    records: list[Record], capture: Capture, pages: Mapping[int, PageContext], accounts: Sequence[BlockAccount]
) -> list[Record]:
    """The records with those that sentences state and nothing else on the page does."""
    known = {(type(record), record.insurance) for record in records}
    found = [
        record
        for index, block in enumerate(capture.blocks)
        if isinstance(block, Lines)
        for record in _of_lines(index, block, pages[block.page], accounts[index])
        if (type(record), record.insurance) not in known
    ]
    for record in found:
        if record.source is not None:
            row, account = record.source.row, accounts[record.source.block]
            account.entries[:] = [one for one in account.entries if (one.part, one.index) != ("line", row)]
            account.used("line", row, "statement")
    return [*records, *found]


def _of_lines(index: int, block: Lines, page: PageContext, account: BlockAccount) -> Iterator[Record]:
    for row, line in enumerate(block.lines):
        used = any((one.part, one.index, one.use) == ("line", row, "used") for one in account.entries)
        said = [] if used else _said(line.text)
        named = all_named_within(line.text, page.vocabulary)
        if len({(one.code, one.choices) for one in named}) > 1:
            continue
        path = [*block.path, *(one.text or "" for one in named[:1])]
        for pairs in said:
            for record in read_panel(Fields(path=path, pairs=pairs), page, BlockAccount(index), lambda *_: []):
                if isinstance(record, Statement | AccountBalance):
                    yield msgspec.structs.replace(record, source=Source(block=index, row=row))


def _said(text: str) -> list[list[tuple[str, str]]]:
    """The labels of a sentence with their figures, those before its day and those behind it, which have it."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    as_of = _AS_OF.search(plain)
    if as_of is None:
        return []
    before, behind = _labelled(plain[: as_of.start()]), _labelled(plain[as_of.end() :])
    return [before] * bool(before) + [[("截止年月", _moment(as_of)), *behind]] * bool(behind)


def _labelled(text: str) -> list[tuple[str, str]]:
    said = (_SAYS.fullmatch(clause) for clause in _CLAUSE_END.split(text))
    return [(label, found[2]) for found in said if found and (label := _label_at_end(fold(found[1])))]


def _moment(found: re.Match[str]) -> str:
    year, month, day, month_too, day_too, digits, _ = found.groups()
    month, day = month or month_too or digits or "12", day or day_too
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def _label_at_end(words: str) -> str | None:
    """The longest label of these kinds that words end with."""
    labels = {label for spec in load_specs() if spec.kind in _KINDS for label in (*spec.words, *spec.panel_words)}
    return next((words[at:] for at in range(len(words)) if words[at:] in labels), None)
