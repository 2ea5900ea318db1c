"""Tables of contributions in the shapes that portals give them."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, grid, lines, read

PENSION = {"path": ["企业职工基本养老保险"]}


def test_a_blank_is_absent_and_a_zero_is_a_zero():
    first, second = read(
        grid(["年月", "缴费基数", "单位缴费"], ["202301", "5000", "0.00"], ["202302", "5000", "-"], **PENSION)
    )
    assert (first["employer_amount"], "employer_amount" in second) == (0, False)


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "10000", "800"],
        ["", "小计", "800"],
        ["注：以上数据仅供参考", "", ""],
        ["年月", "缴费基数", "个人缴费"],
        ["共 2 条记录", "", ""],
        ["202303", "-", "--"],
        ["", "", ""],
    ],
)
def test_a_row_that_is_no_record_gives_none(row):
    months = [
        r["month"] for r in read(grid(["年月", "缴费基数", "个人缴费"], ["202301", "5000", "400"], row, **PENSION))
    ]
    assert months == ["2023-01"]


def test_an_employer_may_be_called_like_a_row_of_sums():
    (record,) = read(grid(["单位名称", "年月", "个人缴费"], ["某市统计局", "202301", "400"], **PENSION))
    assert record["employer"] == "某市统计局"


def test_of_two_month_columns_the_certain_one_is_the_month():
    (record,) = read(grid(["费款所属期", "对应费款所属期", "个人缴费"], ["202307", "202301", "400"], **PENSION))
    assert (record["month"], record["booked_month"]) == ("2023-01", "2023-07")


def test_a_month_of_booking_alone_is_asked_about_and_never_taken_for_the_month():
    (record,) = read(grid(["做账期号", "个人缴费"], ["202307", "400"], **PENSION))
    assert "month" not in record
    assert record["questions"] == (
        {"code": "month_column", "choices": ("month", "booked_month"), "block": 0, "column": 0},
    )


def test_an_amount_of_nobody_is_asked_about_and_left_out():
    (record,) = read(grid(["年月", "缴费金额"], ["202301", "400"], **PENSION))
    assert not {"employer_amount", "personal_amount", "total"} & record.keys()
    assert record["questions"][0]["code"] == "amount"


def test_an_unknown_insurance_is_asked_about():
    (record,) = read(grid(["年月", "个人缴费"], ["202301", "400"]))
    assert "insurance" not in record
    assert record["questions"][0]["code"] == "insurance"


def test_pension_without_an_employer_may_be_that_of_residents():
    (record,) = read(grid(["年月", "个人缴费"], ["202301", "400"], path=["养老保险"]))
    assert record["questions"][0]["choices"] == ("pension_employee", "pension_resident", "pension_civil")


def test_pension_with_an_employer_is_that_of_employees():
    (record,) = read(grid(["年月", "单位名称", "个人缴费"], ["202301", "某厂", "400"], path=["养老保险"]))
    assert (record["insurance"], record["insurance_text"]) == ("pension_employee", "养老保险")


def test_the_nearest_heading_names_the_insurance():
    (record,) = read(grid(["年月", "个人缴费"], ["202301", "400"], path=["城乡居民医疗保险服务", "失业保险缴费"]))
    assert record["insurance"] == "unemployment"


def test_a_standard_code_in_the_address_names_the_insurance():
    (record,) = read(
        grid(["年月", "个人缴费"], ["202301", "400"]), url="https://portal.example/query?aae140=210&page=1"
    )
    assert record["insurance"] == "unemployment"


def test_an_insurance_that_is_not_known_keeps_its_words_and_asks():
    (record,) = read(grid(["年月", "险种", "个人缴费"], ["202301", "某某互助金", "400"]))
    assert (record["insurance_text"], record["questions"][0]["code"]) == ("某某互助金", "insurance")


def test_insurances_in_glued_headers_stand_side_by_side():
    found = read(grid(["年月", "失业单位缴费", "失业个人缴费", "工伤单位缴费"], ["202301", "25", "15", "10"]))
    assert [(r["insurance"], r["employer_amount"], r.get("personal_amount")) for r in found] == [
        ("unemployment", 2500, 1500),
        ("injury", 1000, None),
    ]


def test_payer_above_the_column():
    (record,) = read(grid(["年月", ("单位", "缴费金额"), ("个人", "缴费金额")], ["202301", "800", "400"], **PENSION))
    assert (record["employer_amount"], record["personal_amount"]) == (80000, 40000)


def test_ten_thousands():
    (record,) = read(grid(["年月", "缴费基数(万元)", "个人缴费(元)"], ["202301", "0.55", "440"], **PENSION))
    assert (record["base"], record["personal_amount"]) == (550000, 44000)
    (record,) = read(lines("单位：万元"), grid(["年月", "缴费基数"], ["202301", "0.55"], **PENSION))
    assert record["base"] == 550000


def test_an_unknown_status_is_kept_in_words():
    (record,) = read(grid(["年月", "个人缴费", "缴费状态"], ["202301", "400", "待核查"], **PENSION))
    assert (record["status"], record["status_text"]) == ("unknown", "待核查")


def test_a_header_in_the_body_is_found():
    found = read(grid([(), ()], ["", "说明文字"], ["年月", "个人缴费"], ["202301", "400"], **PENSION))
    assert [(r["month"], r["personal_amount"]) for r in found] == [("2023-01", 40000)]


def test_a_table_of_something_else_gives_nothing_and_says_so():
    result = normalize(capture(grid(["姓名", "电话"], ["某某", "123"])))
    assert result.records == []
    assert {(entry.use, entry.why) for entry in result.accounting} == {("not_understood", "unknown_table")}


def test_years_of_an_account_are_no_contributions():
    header = ["开始年月", "终止年月", "月数", "月缴费基数", "当年记账金额", "年末累计存储额"]
    table = grid(header, ["201903", "201912", "10", "3740", "2992.00", "3088.91"], **PENSION)
    assert read(table) == []


def test_two_columns_of_one_meaning_that_differ_are_not_chosen_between():
    table = grid(["年月", "缴费基数", "个人缴费基数", "个人缴费"], ["202301", "5000", "6000", "400"], **PENSION)
    result = normalize(capture(table))
    (record,) = result.records
    assert (record.base, record.personal_amount) == (None, 40000)
    assert [(e.index, e.why) for e in result.accounting if e.part == "cell"] == [(1, "two_values"), (2, "two_values")]


def test_two_columns_of_one_meaning_that_agree_are_one():
    (record,) = read(grid(["年月", "缴费基数", "个人缴费基数"], ["202301", "5000", "5,000.00"], **PENSION))
    assert record["base"] == 500000


def test_a_start_without_an_end_does_not_stand_for_the_month():
    (record,) = read(grid(["做账期号", "开始年月", "终止年月", "个人缴费"], ["202307", "202301", "", "400"], **PENSION))
    assert (record.get("month"), record["questions"][0]["code"]) == (None, "month_column")


def test_a_code_that_vendors_use_differently_is_asked_about():
    (record,) = read(grid(["年月", "险种", "单位缴费"], ["202301", "410", "10"]))
    assert ("insurance" in record, record["questions"][0]["code"]) == (False, "insurance")
