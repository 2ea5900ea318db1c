"""Records that are no contributions: each kind in words, its amounts in yuan, its codes as that kind calls them."""

import pytest
from playwright.sync_api import expect

from e2e.webapp.household import page_of

PAGES = {
    "enrolment": (
        "参保信息",
        {
            "险种类型": "失业保险",
            "参保状态": "正常参保",
            "首次参保年月": "201007",
            "单位名称": "云川市晨光印务有限公司",
        },
        ["status.enrolment.active", "field.since"],
        [],
    ),
    "account_entry": (
        "医疗保险个人账户收支明细",
        {"日期": "2024-01-05", "摘要": "划入", "收入": "200.00", "支出": "", "余额": "1200.00"},
        ["direction.in"],
        ["200.00", "1,200.00"],
    ),
    "benefit_payment": (
        "养老金发放明细",
        {
            "发放年月": "202401",
            "发放金额": "3520.50",
            "基础养老金": "2700.00",
            "个人账户养老金": "820.50",
            "发放状态": "发放成功",
        },
        ["status.benefit_payment.paid"],
        ["3,520.50", "基础养老金 2,700.00", "个人账户养老金 820.50"],
    ),
    "medical_settlement": (
        "医保结算明细",
        {
            "结算日期": "2024-03-05",
            "定点医疗机构": "云川市第一人民医院",
            "医疗类别": "普通门诊",
            "医疗费总额": "320.00",
        },
        ["visit_type.outpatient", "field.medical_settlement.total"],
        ["320.00", "云川市第一人民医院"],
    ),
    "remote_filing": (
        "异地就医备案",
        {"备案类型": "异地安置退休人员", "就医地": "海南省三亚市", "备案开始日期": "2024-01-01", "备案状态": "有效"},
        ["status.remote_filing.active", "field.remote_filing.to_pool"],
        ["海南省三亚市", "2024-01-01"],
    ),
    "transfer": (
        "关系转移",
        {
            "险种类型": "失业保险",
            "转出地": "江苏省南通市",
            "转入地": "广东省广州市",
            "申请日期": "2023-05-06",
            "转移状态": "基金已到账",
        },
        ["status.transfer.funds_received", "field.from_pool"],
        ["江苏省南通市", "广东省广州市"],
    ),
    "certification": (
        "待遇资格认证",
        {"认证年度": "2024", "认证日期": "2024-06-01", "认证结果": "通过", "认证方式": "人脸识别"},
        ["result.passed"],
        ["人脸识别"],
    ),
    "card": (
        "社保卡信息",
        {"卡状态": "挂失", "发卡银行": "工商银行", "发卡日期": "2015-08-01"},
        ["status.card.lost"],
        ["工商银行"],
    ),
}


@pytest.fixture(scope="module")
def member(household):
    member = household.add_member("宋亦然")
    for kind, (title, cells, _keys, _texts) in PAGES.items():
        columns, url = [[label] for label in cells], f"https://{kind.replace('_', '-')}.example.test/list"
        household.save(member, page_of([list(cells.values())], insurance=title, columns=columns, title=title, url=url))
    return member


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_kind_is_told_in_words(screen_of, household, member, language):
    screen = screen_of(household.address, household.cookie, language=language)
    screen.open(f"#/records/{member}/all/all", "records")
    for kind, (_title, _cells, keys, texts) in PAGES.items():
        section = screen.page.locator(
            ".other-records", has=screen.page.get_by_role("heading", name=screen.say(f"kind.{kind}"))
        )
        for text in [*map(screen.say, keys), *texts]:
            expect(section).to_contain_text(text)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_cards_fit_a_narrow_phone(screen_of, household, member, language):
    screen = screen_of(household.address, household.cookie, language=language, viewport={"width": 360, "height": 740})
    screen.open(f"#/records/{member}/all/all", "records")
    assert screen.page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_a_rate_is_shown_in_percent(screen, household):
    member = household.add_member("周小溪", "spouse")
    columns = [["费款所属期"], ["缴费基数"], ["个人缴费"], ["个人缴费比例"]]
    rows = [["202401", "5000.00", "400.00", "0.0800"]]
    household.save(member, page_of(rows, columns=columns, url="https://rate.example.test/pay"))
    screen.open(f"#/records/{member}/all/all", "records")
    screen.page.locator("details summary").first.click()
    expect(screen.page.locator("td .fields")).to_contain_text("8%")
