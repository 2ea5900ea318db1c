"""Pages of each part of a ledger, full of values that stand nowhere else: where one is seen, that part is told of."""

from __future__ import annotations

import re

PARTS = ("contributions", "medical", "benefits")
EVERY_PART = frozenset(PARTS)

HEADS = {
    "contributions": ["费款所属期", "单位名称", "缴费基数", "单位缴费", "个人缴费", "到账标志"],
    "medical": ["定点医疗机构", "就诊日期", "医疗类别", "医疗费用总额", "统筹基金支付", "个人账户支付", "现金支付"],
    "benefits": ["发放年月", "发放金额", "发放状态", "开户银行"],
}
PATHS = {
    "contributions": "企业职工基本养老保险",
    "medical": "职工医保就医结算记录",
    "benefits": "企业职工基本养老保险待遇发放明细",
}
TITLES = {"contributions": "晨光缴费标题", "medical": "肿瘤结算标题", "benefits": "银龄待遇标题"}
MIXED_TITLE = "缴费与结算混合标题"
SITES = {"contributions": "chenguang-jf", "medical": "zhongliu-yb", "benefits": "yinling-dy"}


def row(part: str, number: int, other: bool = False) -> list[str]:
    """A row of a part; ``other`` has another amount, as a second source would state it."""
    month = f"2023{number:02d}"
    if part == "contributions":
        amounts = ["7654.33", "1224.69"] if other else ["7654.32", "1224.69"]
        return [month, "云川市晨光印务有限公司", *amounts, "612.35", "已到账"]
    if part == "medical":
        day = f"2023-{number:02d}-11"
        return ["云川市示例肿瘤医院", day, "普通门诊", "386.41", "190.22" if other else "190.21", "196.20", "0.00"]
    return [month, "3456.79" if other else "3456.78", "发放成功", "银龄示例银行"]


WORDS = {
    "contributions": ["晨光", "chenguang"],
    "medical": ["肿瘤", "zhongliu"],
    "benefits": ["银龄", "yinling"],
}
AMOUNTS = {
    "contributions": [765432, 765433, 122469, 61235],
    "medical": [38641, 19021, 19022, 19620],
    "benefits": [345678, 345679],
}
"""Words and amounts (in fen) that tell of a part."""


def tells_of(part: str) -> re.Pattern[str]:
    """What tells of a part, amounts in whatever form they are written; ids can have the same digits in them."""
    numbers = [form for fen in AMOUNTS[part] for form in (f"{fen}", f"{fen / 100:.2f}", f"{fen / 100:,.2f}")]
    written = "|".join(map(re.escape, numbers))
    return re.compile(f"{'|'.join(WORDS[part])}|(?<![0-9a-f.])(?:{written})(?![0-9a-f])")


def grid(part: str, *rows: list[str]) -> dict:
    return {"type": "grid", "path": [PATHS[part]], "columns": [[head] for head in HEADS[part]], "rows": list(rows)}


def page(*blocks: dict, title: str, site: str, day: int = 1) -> dict:
    return {
        "format": "shebaobu.capture/1",
        "captured_at": f"2026-11-{day:02d}T09:00:00+08:00",
        "channel": "extension",
        "origin": {"url": f"https://{site}.example/look", "title": title, "frame_urls": []},
        "blocks": list(blocks),
    }


def page_of(part: str, *numbers: int, other: bool = False, day: int = 1) -> dict:
    """A page with a row for each number; ``other``: another site's, with other amounts."""
    site = f"{SITES[part]}-other" if other else SITES[part]
    return page(grid(part, *(row(part, n, other) for n in numbers)), title=TITLES[part], site=site, day=day)


def fresh_page(part: str) -> dict:
    """A page of a part with none of its values, as somebody sends it who does not know them."""
    cells = {
        "contributions": ["202401", "云川市甲公司", "5000.00", "800.00", "400.00", "已到账"],
        "medical": ["云川市乙诊所", "2024-01-11", "普通门诊", "50.00", "30.00", "20.00", "0.00"],
        "benefits": ["202401", "2000.00", "发放成功", "云川丙银行"],
    }
    return page(grid(part, cells[part]), title="新的一页", site="new")


def fresh_record(part: str) -> dict:
    """A record of a part to be typed in, with none of its values."""
    return {
        "contributions": {"kind": "contribution", "insurance": "pension_employee", "month": "2024-02", "base": 500000},
        "medical": {"kind": "medical_settlement", "insurance": "medical_employee", "settled_on": "2024-02-01"},
        "benefits": {"kind": "benefit_payment", "insurance": "pension_employee", "month": "2024-02"},
    }[part]
