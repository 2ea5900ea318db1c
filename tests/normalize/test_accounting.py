"""Every cell is accounted for, whatever the page holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shebaobu.domain.capture import Fields, Grid
from shebaobu.domain.records import Contribution, ContributionPeriod
from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines

LABELS = [
    "年度",
    "年末累计存储额",
    "其中个人部分",
    "日期",
    "收入",
    "支出",
    "余额",
    "参保状态",
    "参加险种",
    "首次参保年月",
    "姓名",
    "累计缴费月数",
    "认证结果",
    "医疗费总额",
    "结算时间",
    "待遇项目",
    "转出地",
    "应享受月数",
    "联系电话",
    "做账期号",
    "序号",
    "年月",
    "费款所属期",
    "险种",
    "缴费基数",
    "个人缴费",
    "缴费对象",
    "缴纳金额",
    "备注",
    "神秘",
    "",
    "起始年月",
    "截至年月",
]
TEXTS = [
    "全部",
    "[养老缴费 (正常)缴费] [失业缴费 (暂停)缴费]",
    "2023",
    "参保缴费",
    "张三",
    "李四",
    "",
    "-",
    "1",
    "202301",
    "5000.00",
    "合计",
    "失业保险",
    "单位",
    "注：说明",
    "???",
    "2023-01",
    "年月",
]


@st.composite
def grids(draw):
    width = draw(st.integers(1, 6))
    header = [tuple(draw(st.lists(st.sampled_from(LABELS), max_size=2))) for _ in range(width)]
    row = st.lists(st.sampled_from(TEXTS), min_size=width, max_size=width)
    return grid(header, *draw(st.lists(row, max_size=6)), path=draw(st.sampled_from([[], ["养老保险"]])))


def fate(accounting, block, row, column):
    """What became of a cell: its row's fate if that is not used, else its own, else its column's."""
    of_block = [entry for entry in accounting if entry.block == block]
    of_row = [e for e in of_block if e.part == "row" and e.index == row and e.use != "used"]
    of_cell = [e for e in of_block if e.part == "cell" and (e.row, e.index) == (row, column)]
    of_column = [e for e in of_block if e.part == "column" and e.index == column]
    return next(iter(of_row + of_cell + of_column), None)


@settings(max_examples=300, deadline=None)
@given(st.lists(grids(), max_size=3), st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(TEXTS)), max_size=7))
def test_every_part_of_any_page_has_a_fate(tables, pairs):
    page = capture(*tables, fields(*pairs), lines("共3条", "周*溪"))
    accounting = normalize(page).accounting
    for number, block in enumerate(page.blocks):
        if isinstance(block, Grid):
            for row, cells in enumerate(block.rows):
                for column in range(len(cells)):
                    assert fate(accounting, number, row, column) is not None
        else:
            part, items = ("field", block.pairs) if isinstance(block, Fields) else ("line", block.lines)
            told = [e.index for e in accounting if e.block == number and e.part == part]
            assert sorted(told) == list(range(len(items)))


@settings(deadline=None)
@given(grids())
def test_a_record_has_a_month_or_asks(table):
    for record in normalize(capture(table)).records:
        if not isinstance(record, Contribution | ContributionPeriod):
            continue
        stated = getattr(record, "month", None) or getattr(record, "start", None)
        assert stated or any(question.code == "month_column" for question in record.questions)


def test_a_cell_that_cannot_be_read_is_shown_and_its_row_kept():
    result = normalize(capture(grid(["年月", "缴费基数", "个人缴费"], ["202301", "约5000", "400"], path=["失业保险"])))
    assert result.records[0].personal_amount == 40000
    assert result.records[0].base is None
    assert fate(result.accounting, 0, 0, 1).why == "unreadable_value"
