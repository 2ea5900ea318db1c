"""Tables in lines: headers put together again, rows that fit, and rows that are shown because they do not."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, lines, without_source

HEAD = "社会保险缴费明细表"
GROUPS = "缴费年月 养老保险 失业保险 工伤保险 备注"
LEAVES = "缴费基数 单位缴费 个人缴费 缴费基数 单位缴费 个人缴费 缴费基数 单位缴费"
ROW = "202401 5000.00 800.00 400.00 5000.00 25.00 25.00 5000.00 10.00"


def look(*texts):
    return normalize(capture(lines(*texts), url=""))


def read(*texts):
    return [without_source(record) for record in look(*texts).records]


def why(found, index):
    return next(entry.why for entry in found.accounting if entry.part == "line" and entry.index == index)


def short(found):
    return [(r.month, r.insurance, r.base, r.employer_amount, r.personal_amount) for r in found.records]


WHOLE = [
    ("2024-01", "pension_employee", 500000, 80000, 40000),
    ("2024-01", "unemployment", 500000, 2500, 2500),
    ("2024-01", "injury", 500000, 1000, None),
]


def test_two_levels_that_became_two_lines_are_one_header_again():
    assert short(look(HEAD, GROUPS, LEAVES, ROW)) == WHOLE


@pytest.mark.parametrize(
    ("groups", "leaves"),
    [
        ("养老保险 失业保险 工伤保险", f"缴费年月 {LEAVES} 备注"),
        (GROUPS, LEAVES.replace("单位缴费", "单位").replace("个人缴费", "个人")),
        (GROUPS, LEAVES.replace("缴费基数", "缴费基数 （元）")),
    ],
    ids=["shared words below", "short words", "units apart"],
)
def test_headers_are_printed_in_several_ways(groups, leaves):
    assert short(look(HEAD, groups, leaves, ROW)) == WHOLE


def test_short_words_under_groups_alone_are_leaves():
    found = look(
        "年月 养老保险 失业保险 工伤保险 医疗保险",
        "单位 个人 单位 个人 单位 单位 个人",
        "202401 800 400 25 25 10 425 100",
    )
    assert short(found) == [
        ("2024-01", "pension_employee", None, 80000, 40000),
        ("2024-01", "unemployment", None, 2500, 2500),
        ("2024-01", "injury", None, 1000, None),
        ("2024-01", "medical_employee", None, 42500, 10000),
    ]


@pytest.mark.parametrize(
    "leaves",
    [
        "缴费基数 单位缴费 个人缴费 缴费基数",
        "缴费基数 单位缴费",
        "缴费基数 缴费基数 缴费基数 缴费基数 缴费基数 缴费基数",
    ],
)
def test_leaves_that_cannot_be_told_apart_are_not_read(leaves):
    assert read(HEAD, GROUPS, leaves, ROW) == []


@pytest.mark.parametrize(
    "row",
    [
        "202402 5000.00 800.00 400.00 5000.00 25.00 25.00 5000.00",
        "202402 5000.00 800.00400.00 5000.00 25.00 25.00 5000.00 10.00",
        "202402 5000.00 800.00 400.00 失业 5000.00 25.00 5000.00 10.00",
        "202413 5000.00 800.00 400.00 5000.00 25.00 25.00 5000.00 10.00",
        "*202402 5000.00 800.00 400.00 5000.00 25.00 25.00 5000.00 10.00",
    ],
    ids=["missing", "glued", "a word among amounts", "no month", "a mark that nothing explains"],
)
def test_a_row_that_does_not_fit_is_shown_and_never_shifted(row):
    found = look(HEAD, GROUPS, LEAVES, ROW, row)
    assert short(found) == WHOLE
    assert why(found, 4) == "row_shape"


def test_a_note_may_be_missing_and_an_employer_have_a_space():
    header = "费款所属期 险种 单位名称 缴费基数 个人缴费 备注"
    found = look(header, "202401 失业保险 成都 听澜 公司 5000 25", "202402 失业保险 成都听澜公司 5000 25 补缴")
    assert [(r.month, r.employer, r.note_text) for r in found.records] == [
        ("2024-01", "成都 听澜 公司", None),
        ("2024-02", "成都听澜公司", "补缴"),
    ]


def test_empty_cells_are_known_by_their_place_where_columns_are_straight():
    found = look(
        "缴费月份        养老保险                  失业保险",
        "           缴费基数    个人缴费      缴费基数    个人缴费",
        "202401     5000.00    400.00       5000.00    25.00",
        "202402     5000.00    400.00",
        "202403                             5000.00    25.00",
        "202404    15000.00   1400.00      15000.00   125.00",
    )
    assert [(r.month, r.insurance, r.base) for r in found.records if r.month in ("2024-02", "2024-03")] == [
        ("2024-02", "pension_employee", 500000),
        ("2024-03", "unemployment", 500000),
    ]


def test_places_count_also_where_a_wide_character_takes_one():
    found = look(
        HEAD,
        "缴费年月    单位名称            缴费基数      个人缴费      备注",
        "202401    某某市甲乙丙丁戊有限公司    5000.00   400.00    正常",
        "202402    某某厂             5000.00   400.00    正常",
        "202403    某某厂                       400.00    正常",
    )
    assert [(r.month, r.base, r.personal_amount) for r in found.records][2:] == [("2024-03", None, 40000)]


def test_a_line_of_labels_with_values_is_no_header():
    found = look(
        "城乡居民基本养老保险缴费记录",
        "参保地 西安市长安区 缴费人员类别 普通居民",
        "缴费年度 缴费档次 个人缴费 政府补贴",
        "2022 500 500.00 60.00",
        "2023 1000元 1000.00 90.00",
    )
    assert [(r.year, r.tier, r.personal_amount, r.subsidy, r.pool) for r in found.records] == [
        (2022, "500", 50000, 6000, "西安市长安区"),
        (2023, "1000元", 100000, 9000, "西安市长安区"),
    ]


def test_empty_cells_of_a_text_without_places_are_not_guessed():
    found = look(HEAD, GROUPS, LEAVES, ROW, "202402 5000.00 800.00 400.00")
    assert short(found) == WHOLE
    assert why(found, 4) == "row_shape"


def test_year_and_month_stand_in_two_columns_in_one_or_above():
    for header, row in (("年 月", "2024 01"), ("年 月", "202401"), ("缴费年 月份", "2024 1")):
        assert short(look("失业保险", f"{header} 缴费基数 个人缴费", f"{row} 5000 25"))[0][0] == "2024-01"
    assert short(look("失业保险", "缴费年度 2024", "月份 缴费基数 个人缴费", "1月 5000 25"))[0][0] == "2024-01"
    assert read("失业保险", "月份 缴费基数 个人缴费", "1月 5000 25") == []


def test_the_header_of_the_next_sheet_and_its_foot_are_no_rows():
    found = look(HEAD, GROUPS, LEAVES, ROW, "第 1 页 共 2 页", GROUPS, LEAVES, ROW.replace("202401", "202402"))
    assert [r.month for r in found.records] == ["2024-01"] * 3 + ["2024-02"] * 3


def test_a_mark_means_what_the_notes_say_and_its_absence_the_other():
    rows = (ROW, ROW.replace("202401", "*202402"), ROW.replace("202401", "202403").replace("400.00", "400.00#"))
    found = look(HEAD, GROUPS, LEAVES, *rows, "注：“*”标识为补缴，“#”标识为补差。")
    assert [(r.month, r.insurance, r.pay_type, r.pay_type_text) for r in found.records if r.insurance != "injury"] == [
        ("2024-01", "pension_employee", "normal", None),
        ("2024-01", "unemployment", "normal", None),
        ("2024-02", "pension_employee", "back_payment", "*"),
        ("2024-02", "unemployment", "back_payment", "*"),
        ("2024-03", "pension_employee", "adjustment", "#"),
        ("2024-03", "unemployment", "normal", None),
    ]


def test_a_form_of_insurance_that_no_note_explains_leaves_that_insurance_out():
    header = ("缴费年月 养老保险 医疗保险", "缴费基数 个人缴费 险种 缴费基数 个人缴费")
    row = "202401 5000 400 5 5000 100"
    assert [r.insurance for r in look(*header, row).records] == ["pension_employee"]
    noted = look(*header, row, "注：医疗保险险种中“1”为基本医疗保险一档，“5”为居民医疗。")
    assert [(r.insurance, r.insurance_text, r.tier) for r in noted.records][1] == ("medical_resident", "居民医疗", None)


def test_sums_are_no_records_and_are_checked():
    rows = ("202401 5000.00 800.00 400.00", "202402 5000.00 800.00 400.00")
    found = look("失业保险", "缴费年月 缴费基数 单位缴费 个人缴费", *rows, "合计 1600.00 810.00")
    assert len(found.records) == 2
    assert {(check.stated, check.found) for check in found.checks if check.code == "sum"} == {
        (160000, 160000),
        (81000, 80000),
    }


def test_a_word_in_a_column_of_amounts_is_shown_and_the_rest_of_the_row_read():
    found = look(
        "广东省社会保险个人参保证明",
        "该参保人在珠海市参加社会保险情况如下：",
        "缴费年月 单位编号 基本养老保险 失业 工伤 备注",
        "缴费基数 单位缴费 个人缴费 缴费基数 单位缴费 个人缴费 单位缴费",
        "202301 110800123456 4588 642.32 367.04 1900 15.2 3.8 已参保",
        "备注：",
        "1、表中“单位编号”对应的单位名称如下：",
        "110800123456:珠海市:珠海汐见科技有限公司",
    )
    assert short(found) == [
        ("2023-01", "pension_employee", 458800, 64232, 36704),
        ("2023-01", "unemployment", 190000, 1520, 380),
    ]
    assert {(r.pool, r.employer) for r in found.records} == {("珠海市", "珠海汐见科技有限公司")}
    assert why(found, 4) == "unreadable_value"


def test_a_day_that_is_missing_shifts_no_amount():
    found = read(
        "失业保险缴费明细",
        "费款所属期 缴费基数 个人缴费 到账日期",
        "202301 5000.00 25.00 2023-01-15",
        "202302 5000.00 25.00",
    )
    assert [(r["month"], r["base"], r["personal_amount"], r.get("arrived_on")) for r in found] == [
        ("2023-01", 500000, 2500, "2023-01-15"),
        ("2023-02", 500000, 2500, None),
    ]
