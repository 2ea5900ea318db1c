"""How the rows of a table are read as those of one kind, settled once from its header and what stands around it."""

from __future__ import annotations

import re

import msgspec

from shebaobu.domain.capture import Grid
from shebaobu.domain.records import Question
from shebaobu.normalize.context import PageContext
from shebaobu.normalize.foreign import page_speaks_of_insurance
from shebaobu.normalize.headers import with_header_found
from shebaobu.normalize.identity import person_label
from shebaobu.normalize.inquiry import layout_name
from shebaobu.normalize.insurances import Named, named_exactly
from shebaobu.normalize.kinds.labels import KindColumn, own_column, read_kind_columns
from shebaobu.normalize.kinds.specs import NOT_KEPT, Spec, empty_words, load_specs
from shebaobu.normalize.kinds.unlabelled import told_by_cells
from shebaobu.normalize.table_insurance import insurance_of_table
from shebaobu.normalize.text import fold, is_blank

OF_EMPLOYEES_ONLY = frozenset({"unemployment", "injury", "maternity"})
_SHOWS_EMPLOYER = frozenset(
    {
        "employer",
        "employer_code",
        "employer_rate",
        "employer_amount",
        "credited_employer",
        "opening_employer",
        "closing_employer",
    }
)
_NAMES = frozenset({"employer", "agency", "institution", "pool", "from_pool", "to_pool", "bank"})
_AMOUNT = re.compile(r"[-+]?[¥￥]?[\d,]+\.\d{1,2}元?")


class KindPlan(msgspec.Struct, kw_only=True, frozen=True):
    """How the rows of a table of one kind are read; ``first_row`` as in a plan for contributions.

    ``of_table`` is the insurance that stands around the table; ``shows_employer`` makes a family of insurances mean
    the employees'; ``year`` is the year that the page is about, where that
    counts for this kind.
    """

    block: int
    grid: Grid
    spec: Spec
    rows: list[list[str]]
    first_row: int
    columns: list[KindColumn]
    beside: list[Named]
    of_table: Named | None
    shows_employer: bool
    year: int | None
    page: PageContext
    on_its_side: bool = False

    @property
    def kind(self) -> str:
        """The kind of record that its rows are."""
        return self.spec.kind

    def ask(
        self, code: str, choices: tuple[str, ...], *, column: int | None = None, subject: str | None = None
    ) -> Question:
        """A question about this table; its layout is the site and the header, or all that stands around it."""
        parts = [self.page.host]
        if code == "insurance" and subject is None:
            parts = [
                self.page.url,
                self.page.title,
                *self.page.trail,
                *self.grid.path,
                "",
                str(self.page.ordinal(self.block)),
            ]
        header = ["\x1e".join(path) for path in self.grid.columns]
        return Question(
            code=code,
            choices=choices,
            block=self.block,
            column=column,
            subject=subject,
            layout=layout_name(*parts, self.kind, *header),
        )


def plans_of(block: int, grid: Grid, page: PageContext, *, panel: bool) -> list[KindPlan]:
    """The plans of all the kinds that a table can be."""
    first_row = 0
    if not panel:
        grid, first_row = with_header_found(grid, page.vocabulary)
    plans = (_plan(block, grid, first_row, spec, page, panel=panel) for spec in load_specs())
    return [plan for plan in plans if plan is not None]


def _plan(block: int, grid: Grid, first_row: int, spec: Spec, page: PageContext, *, panel: bool) -> KindPlan | None:
    columns = [_named_by_words(column, grid) for column in read_kind_columns(grid, spec, page.vocabulary, page.portal)]
    columns = _of_their_rows(told_by_cells(columns, grid.rows, spec, page))
    if panel:
        columns = [_in_panel(column, grid, spec, page) for column in columns]
    around = Around(
        of_table=insurance_of_table(block, grid.path, page),
        year=page.year_of(block, grid.path) if ("panel" if panel else "grid") in spec.year_of_page else None,
        headings=[page.title, *grid.path],
        spoken_of=page_speaks_of_insurance(page),
    )
    if not is_kind(columns, spec, around, panel=panel) or _rows_are_alike(columns, grid, spec):
        return None
    return KindPlan(
        block=block,
        grid=grid,
        spec=spec,
        rows=grid.rows,
        first_row=first_row,
        columns=columns,
        beside=list(dict.fromkeys(column.insurance for column in columns if column.insurance and column.kept)),
        of_table=around.of_table,
        shows_employer=bool(names_of(columns) & _SHOWS_EMPLOYER) or _names_of_employees(columns, grid, page),
        year=around.year,
        page=page,
    )


def _of_their_rows(columns: list[KindColumn]) -> list[KindColumn]:
    """Where rows name their insurance, one in a label (基本医疗保险统筹基金支出) says nothing more."""
    beside = {column.insurance for column in columns if column.insurance}
    if len(beside) != 1 or not any(column.name == "insurance" for column in columns):
        return columns
    return [msgspec.structs.replace(column, insurance=None) for column in columns]


def _rows_are_alike(columns: list[KindColumn], grid: Grid, spec: Spec) -> bool:
    """Whether a table has several rows and no column that tells them apart, where this kind needs one."""
    beside = any(column.insurance for column in columns)
    return len(grid.rows) > 1 and bool(spec.told_apart) and not beside and not names_of(columns) & spec.told_apart


def _names_of_employees(columns: list[KindColumn], grid: Grid, page: PageContext) -> bool:
    """Whether rows name insurances that only employees have: then the others are the employees' too."""
    places = [column.index for column in columns if column.name in ("insurance", "glued")]
    texts = {row[at] for row in grid.rows for at in places if at < len(row)}
    named = [named_exactly(text, page.vocabulary, page.portal) for text in texts]
    return any(name is not None and name.code in OF_EMPLOYEES_ONLY for name in named)


def _named_by_words(column: KindColumn, grid: Grid) -> KindColumn:
    """A column of names that holds amounts alone (单位 over 960.00) is not one of names."""
    if column.name not in _NAMES:
        return column
    texts = [row[column.index] for row in grid.rows if column.index < len(row) and not is_blank(row[column.index])]
    amounts = bool(texts) and all(_AMOUNT.fullmatch(text.strip()) for text in texts)
    return msgspec.structs.replace(column, part=None) if amounts else column


def _in_panel(column: KindColumn, grid: Grid, spec: Spec, page: PageContext) -> KindColumn:
    """In a panel the person's own labels are the person's, an empty field says nothing, and a query form has dates."""
    texts = [row[column.index] for row in grid.rows if not is_blank(row[column.index])]
    if not any(fold(text) not in empty_words() for text in texts):
        return msgspec.structs.replace(column, part=None, insurance=None)
    if column.name != "employer" and person_label(column.leaf, column.code, page.vocabulary) not in (None, NOT_KEPT):
        return msgspec.structs.replace(column, part=None, insurance=None)
    part = column.part or spec.panel_words.get(fold(column.leaf))
    if part and len(grid.rows) == 1 and part.meaning.name in spec.not_in_panel and not part.flags:
        part = None
    return msgspec.structs.replace(column, part=part)


class Around(msgspec.Struct, kw_only=True, frozen=True):
    """What stands around a table and helps to tell its kind."""

    of_table: Named | None
    year: int | None
    headings: list[str]
    spoken_of: bool


def is_kind(columns: list[KindColumn], spec: Spec, around: Around, *, panel: bool) -> bool:
    """Whether a header has what a kind needs, and nothing that rules it out."""
    said = names_of(columns)
    if said & (spec.panel_never if panel else spec.never):
        return False
    if "year" in said:
        said.add("year_column")
    for column in columns:
        said |= column.part.flags if column.part else frozenset()
    if around.of_table is not None:
        said.add("of_heading")
    if any(column.insurance for column in columns):
        said.add("beside")
    if around.year is not None:
        said.add("year")
    if any(word in fold(heading) for word in spec.heading_words for heading in around.headings):
        said.add("of_heading_words")
    if around.spoken_of:
        said.add("spoken_of")
    return all(said & group for group in (spec.panel_needs if panel else spec.needs))


def names_of(columns: list[KindColumn]) -> set[str]:
    """What the columns of a header mean."""
    return {column.name for column in columns if column.name}


def understood(plan: KindPlan) -> tuple[int, int]:
    """How much of a header a kind explains: its own columns first."""
    return (
        sum(1 for column in plan.columns if own_column(column, plan.spec)),
        sum(1 for column in plan.columns if column.part),
    )
