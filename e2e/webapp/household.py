"""A household made through the server's API, with a paired device that saves captures as the extension does."""

from __future__ import annotations

import urllib.error
from typing import Any

from tests.owner import NAME, Owner
from tests.served import Served

PAGE_TITLE = "个人缴费明细查询"
PAGE_URL = "https://si.example.test/person/pay?kind=1"
EMPLOYER = "云川市晨光印务有限公司"
HOSPITAL = "肿瘤医院"
ILLNESS = {
    "type": "grid",
    "path": ["职工医保就医结算记录"],
    "columns": [["定点医疗机构"], ["就诊日期"], ["医疗类别"], ["医疗费用总额"], ["统筹基金支付"], ["现金支付"]],
    "rows": [["云川市示例" + HOSPITAL, "2024-01-11", "普通门诊", "386.41", "190.21", "196.20"]],
    "truncated": False,
}
COLUMNS = [["费款所属期"], ["缴费基数"], ["单位缴费"], ["个人缴费"], ["单位名称"], ["缴费状态"]]


class Household(Owner):
    """The owner, and a device that is paired with their household."""

    def __init__(self, server: Served) -> None:
        super().__init__(server)
        self.device: str = self.pair(self.pairing_code(), "书房的浏览器")["token"]

    def pair(self, code: str, name: str) -> Any:
        """Pair a device as the extension does."""
        return self.ask("POST", "/api/v1/pair", {"code": code, "name": name})

    def save(self, member: str, capture: dict[str, Any]) -> str:
        """The id of a saved capture."""
        body = {"capture": capture, "member": member, "answers": {}}
        return str(self.ask("POST", "/api/v1/captures", body, token=self.device)["capture"])

    def refused(self, token: str) -> int:
        """The status that a device's token is answered with."""
        try:
            self.ask("POST", "/api/v1/captures/preview", {"capture": page_of([])}, token=token)
        except urllib.error.HTTPError as error:
            return error.code
        return 200


def row(month: str, base: str = "11380.00", status: str = "已到账") -> list[str]:
    """A row of the sample page: employer 16 %, personal 8 % of 11,380."""
    return [month, base, "1820.80", "910.40", EMPLOYER, status]


def page_of(rows: list[list[str]], **changed: Any) -> dict[str, Any]:
    """A capture of a page with pension contributions; ``changed`` replaces title, url, columns, pairs or insurance."""
    insurance = changed.get("insurance", "企业职工基本养老保险")
    pairs = changed.get("pairs", [["姓名", NAME]])
    return {
        "format": "shebaobu.capture/1",
        "captured_at": changed.get("captured_at", "2026-11-23T08:00:00+08:00"),
        "channel": "extension",
        "origin": {"url": changed.get("url", PAGE_URL), "title": changed.get("title", PAGE_TITLE), "frame_urls": []},
        "blocks": [
            {"type": "fields", "path": ["基本信息"], "pairs": pairs},
            {
                "type": "grid",
                "path": ["个人权益", insurance],
                "columns": changed.get("columns", COLUMNS),
                "rows": rows,
                "truncated": False,
            },
        ],
    }
