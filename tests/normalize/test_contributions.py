"""Tables of contributions in the shapes that portals give them."""

import pytest

from shebaobu.normalize import normalize
from tests.normalize.pages import capture, fields, grid, lines, read

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
    (asked,) = record["questions"]
    assert (asked["code"], asked["choices"], asked["column"]) == ("month_column", ("month", "booked_month"), 0)


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
    assert (record["insurance"], "insurance_text" in record) == ("pension_employee", False)


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


def test_a_row_that_is_void_is_no_record():
    table = grid(["年月", "个人缴费", "备注"], ["202301", "400", "作废"], ["202302", "400", "作废重开"], **PENSION)
    assert [record["month"] for record in read(table)] == ["2023-02"]
    table = grid(["年月", "个人缴费", "状态"], ["202301", "400", "已撤销"], ["202302", "400", "已缴费"], **PENSION)
    assert [record["month"] for record in read(table)] == ["2023-02"]


def test_each_column_has_its_unit():
    header = ["年月", "缴费基数(万元)", "单位缴费(角)", "个人缴费(分)"]
    (record,) = read(grid(header, ["202401", "0.8", "12800", "64000"], **PENSION))
    assert (record["base"], record["employer_amount"], record["personal_amount"]) == (800000, 128000, 64000)
    assert "personal_amount" not in read(grid(header, ["202401", "0.8", "12800", "640.5"], **PENSION))[0]
    assert read(grid(header, ["202401", "0.8万", "", "640元"], **PENSION))[0]["personal_amount"] == 64000


def test_a_row_of_units_belongs_to_the_header():
    table = grid(["年月", "缴费基数", "个人缴费"], ["", "千元", "元"], ["202401", "8", "640.00"], **PENSION)
    (record,) = read(table)
    assert (record["base"], record["personal_amount"]) == (800000, 64000)
    level = ["年月", ("缴费基数?", "千元"), ("个人缴费", "角")]
    (record,) = read(grid(level, ["202401", "8", "6400"], **PENSION))
    assert (record["base"], record["personal_amount"]) == (800000, 64000)
    assert {(entry.index, entry.why) for entry in normalize(capture(table)).accounting if entry.part == "row"} == {
        (0, "header_row"),
        (1, None),
    }


def test_whose_an_amount_is_may_stand_in_brackets_or_behind_a_word():
    header = ["年月", "缴费比例（单位）", "缴费金额（单位）", "其中：个人缴费", "缴费基数?"]
    (record,) = read(grid(header, ["202301", "16%", "800", "400", "5000"], **PENSION))
    assert (record["employer_rate"], record["employer_amount"]) == ("0.16", 80000)
    assert (record["personal_amount"], record["base"]) == (40000, 500000)


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


def test_a_heading_of_several_insurances_names_none_and_hides_those_above():
    (record,) = read(
        grid(["年月", "个人缴费"], ["202301", "400"], path=["职工基本养老保险服务", "养老、失业保险缴费明细"])
    )
    assert record["questions"][0]["code"] == "insurance"


def test_a_table_of_what_is_paid_out_has_no_contributions():
    assert read(grid(["年月", "金额"], ["202301", "1500"], path=["失业保险金发放记录"])) == []


def test_the_place_that_a_page_names_once_is_that_of_its_rows():
    place = fields(["参保地", "湖北省武汉市"], ["年度", "2023"])
    (record,) = read(place, grid(["年月", "个人缴费"], ["202301", "400"], **PENSION))
    assert record["pool"] == "湖北省武汉市"
    (record,) = read(fields(["参保地", "请选择"]), grid(["年月", "个人缴费"], ["202301", "400"], **PENSION))
    assert "pool" not in record


@pytest.mark.parametrize(
    ("rows", "stated", "found"),
    [
        ([["202301", "400"], ["202302", "400"], ["合计", "800"]], None, None),
        ([["202301", "400"], ["小计", "400"], ["202302", "500"], ["小计", "500"], ["合计", "900"]], None, None),
        ([["202301", "400"], ["202302", "400"], ["合计", "900"]], 90000, 80000),
    ],
)
def test_rows_of_sums_are_compared_with_the_rows_above(rows, stated, found):
    checks = normalize(capture(grid(["年月", "个人缴费"], *rows, **PENSION))).checks
    assert [(check.stated, check.found) for check in checks if not check.holds] == ([(stated, found)] if stated else [])
    assert checks


def test_a_count_of_rows_and_a_rate_are_checked():
    table = grid(
        ["年月", "缴费基数", "个人缴费比例", "个人缴费"],
        ["202301", "5000", "8%", "400"],
        ["202302", "5000", "8%", "40"],
        **PENSION,
        total_rows=3,
    )
    failed = [check for check in normalize(capture(table)).checks if not check.holds]
    assert [(check.code, check.stated, check.found) for check in failed] == [("rate", 4000, 40000), ("rows", 3, 2)]


def test_a_mark_beside_a_number_tells_how_the_row_was_paid():
    table = grid(
        ["年月", "单位编号", "个人缴费"],
        ["202301", "*305", "400"],
        ["202302", "305", "400"],
        ["202303*", "3**5", "400"],
        **PENSION,
    )
    first, second, third = read(table)
    assert (first["employer_code"], first["pay_type"], first["pay_type_text"]) == ("305", "back_payment", "*")
    assert "pay_type" not in second
    assert (third["month"], third["employer_code"], third["pay_type_text"]) == ("2023-03", "3**5", "*")
    first, second, third = read(table, lines("上述表中带“*”标识为补缴，空行为断缴。"))
    assert [first["pay_type"], second["pay_type"], third["pay_type"]] == ["back_payment", "normal", "back_payment"]


def test_of_two_kinds_of_payment_the_more_telling_wording_counts():
    (record,) = read(grid(["年月", "业务类型", "业务标志", "个人缴费"], ["202301", "月缴", "补缴", "400"], **PENSION))
    assert (record["pay_type"], record["pay_type_text"]) == ("back_payment", "补缴")


def test_what_is_no_social_insurance_gives_no_record():
    assert read(grid(["年月", "缴存基数", "个人缴存"], ["202301", "5000", "600"], path=["住房公积金"])) == []
    table = grid(["年月", "险种", "个人缴费"], ["202301", "失业保险", "15"], ["202301", "住房公积金", "600"])
    assert [record["insurance"] for record in read(table)] == ["unemployment"]


def test_a_dash_is_a_sign_of_taking_back_only_beside_such_amounts():
    header = ["年月", "个人缴费", "冲销标志"]
    rows = (["202301", "400", "+"], ["202301", "-400", "-"], ["202302", "400", "-"])
    assert [record.get("reversal") for record in read(grid(header, *rows, **PENSION))] == ["reversed", "reversal", None]


def test_a_line_just_above_names_the_insurance_and_a_menu_does_not():
    table = grid(["年月", "缴费基数", "个人缴费"], ["202301", "5000", "15"])
    (record,) = read(lines("首页", "失业保险缴费明细"), table)
    assert record["insurance"] == "unemployment"
    (record,) = read(lines("养老保险", "失业保险", "工伤保险"), table)
    assert record["questions"][0]["code"] == "insurance"


def test_a_sum_of_what_goes_to_the_account_is_no_total_of_a_contribution():
    (record,) = read(grid(["年月", "单位划入", "个人划入", "合计"], ["202301", "100", "80", "180"], **PENSION))
    assert (record["account_amount"], "total" in record) == (18000, False)


def test_a_balance_beside_contributions_does_not_hide_them():
    (record,) = read(grid(["年月", "缴费基数", "个人缴费", "账户余额"], ["202301", "5000", "400", "9000"], **PENSION))
    assert record["personal_amount"] == 40000


def test_what_is_chosen_on_one_page_of_a_visit_says_nothing_of_another():
    form = fields(["险种", "失业保险"], ["年度", "2022"])
    first = grid(["月份", "缴费基数", "个人缴费"], ["1月", "5000", "15"])
    other = grid(["年月", "缴费基数", "个人缴费"], ["202301", "5000", "400"], page=1)
    unemployment, unknown = read(form, first, other)
    assert (unemployment["insurance"], unemployment["month"]) == ("unemployment", "2022-01")
    assert unknown["questions"][0]["code"] == "insurance"


def test_declared_bases_are_no_contributions():
    assert read(grid(["年月", "申报工资"], ["202301", "5000"], path=["失业保险缴费工资申报"])) == []


def test_a_unit_of_amounts_is_no_employer():
    (record,) = read(grid(["年月", "个人缴费", "单位"], ["202301", "400", "元"], **PENSION))
    assert "employer" not in record


def test_a_month_that_counts_several_keeps_its_amounts_out():
    table = grid(
        ["年月", "月数", "缴费基数", "个人缴费"],
        ["202301", "3", "5000", "1200"],
        ["202302", "1", "5000", "400"],
        **PENSION,
    )
    result = normalize(capture(table))
    assert [(record.base, record.personal_amount) for record in result.records] == [(500000, None), (500000, 40000)]
    assert [(e.index, e.why) for e in result.accounting if e.part == "cell"] == [(1, "several_months")]


def test_a_count_so_far_is_none_of_the_rows():
    rows = (["202301", "120", "400"], ["202302", "121", "400"])
    found = read(grid(["年月", "累计缴费月数", "个人缴费"], *rows, **PENSION))
    assert [record["personal_amount"] for record in found] == [40000, 40000]
    header = ["开始年月", "终止年月", "累计月数", "缴费基数"]
    found = read(grid(header, ["202301", "202302", "120", "5000"], **PENSION))
    assert [(record["kind"], record["month"]) for record in found] == [
        ("contribution", "2023-01"),
        ("contribution", "2023-02"),
    ]


@pytest.mark.parametrize(
    ("month", "booked"),
    [("计划期", "征缴期"), ("对应缴费月份", "记账月份"), ("对应费款期", "做账年月"), ("费款所属月份", "实缴月份")],
)
def test_months_are_told_by_the_pieces_of_their_labels(month, booked):
    (record,) = read(grid([booked, month, "险种", "个人缴费"], ["202202", "202201", "失业保险", "4"]))
    assert (record["month"], record["booked_month"]) == ("2022-01", "2022-02")


def test_beside_what_was_paid_a_plain_share_is_what_was_due():
    header = ["年月", "应缴合计", "单位缴", "个人缴", "已缴合计", "单位已缴", "个人已缴"]
    (record,) = read(grid(header, ["202301", "960", "640", "320", "320", "0", "320"], **PENSION))
    assert (record["due_employer"], record["employer_amount"]) == (64000, 0)
    assert (record["due_personal"], record["personal_amount"]) == (32000, 32000)


def test_each_share_is_what_goes_to_the_fund_and_what_goes_to_the_account():
    shares = [
        ("单位缴费(元)", "划入统筹"),
        ("单位缴费(元)", "划入个账"),
        ("个人缴费(元)", "划入统筹"),
        ("个人缴费(元)", "划入个账"),
    ]
    (record,) = read(grid(["年月", *shares], ["202301", "600", "40", "10", "310"], **PENSION))
    assert (record["employer_amount"], record["personal_amount"], record["account_amount"]) == (64000, 32000, 35000)


def test_of_two_kinds_of_payment_the_one_with_known_words_counts():
    header = ["年月", "账目类型", "业务标志", "个人缴费"]
    (record,) = read(grid(header, ["202301", "单位缴费", "补缴", "400"], **PENSION))
    assert (record["pay_type"], record["pay_type_text"]) == ("back_payment", "补缴")


@pytest.mark.parametrize(
    ("words", "code"),
    [("基数差额补缴", "adjustment"), ("医保中断补缴", "back_payment"), ("未补缴", None), ("非正常缴费", None)],
)
def test_a_kind_of_payment_is_told_by_its_end(words, code):
    (record,) = read(grid(["年月", "缴费类型", "个人缴费"], ["202301", words, "400"], **PENSION))
    assert (record.get("pay_type"), record["pay_type_text"]) == (code, words)


@pytest.mark.parametrize("header", [["单位名称", "年月", "个人缴费"], ["单位编号", "年月", "个人缴费"]])
def test_a_cell_that_is_only_the_word_for_a_sum_heads_a_row_of_sums(header):
    table = grid(header, ["1", "202301", "400"], ["本页小计", "", "400"], **PENSION)
    (why,) = {e.why for e in normalize(capture(table)).accounting if e.part == "row" and e.index == 1}
    assert why == "total_row"


def test_a_title_above_the_persons_panel_names_the_insurance_of_the_table_below():
    (record,) = read(lines("失业保险缴费清单"), fields(("姓名", "甲")), grid(["年月", "个人缴费"], ["202301", "25"]))
    assert record["insurance"] == "unemployment"


def test_an_insurance_and_a_payer_in_one_word_are_the_payers_amount():
    header = ["缴费月份", "养老单位", "养老个人", "失业单位", "失业个人"]
    pension, unemployment = read(grid(header, ["202203", "640", "320", "20", "10"]))
    assert (pension["employer_amount"], pension["personal_amount"]) == (64000, 32000)
    assert (unemployment["employer_amount"], unemployment["personal_amount"]) == (2000, 1000)
    assert "employer" not in pension


def test_two_months_under_one_label_are_of_no_record():
    header = ["序号", "年月", "缴费基数", "个人缴费", "年月", "缴费基数", "个人缴费"]
    result = normalize(capture(grid(header, ["1", "202401", "8000", "640", "202407", "8200", "656"], **PENSION)))
    assert (result.records, result.asked) == ([], [])
    assert "no_month" in {entry.why for entry in result.accounting}


def test_counts_of_months_that_contradict_each_other_count_nothing():
    (record,) = read(grid(["年月", "月数", "月数", "个人缴费"], ["202401", "1", "2", "640"], **PENSION))
    assert record["personal_amount"] == 64000


def test_a_column_without_a_word_keeps_two_sets_apart():
    header = ["年月", "个人缴费", (), "年月", "个人缴费"]
    found = read(grid(header, ["202401", "640", "", "202407", "656"], **PENSION))
    assert [(r["month"], r["personal_amount"]) for r in found] == [("2024-01", 64000), ("2024-07", 65600)]
