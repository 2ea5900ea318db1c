"""A job as the page of its city's portal would show it: a capture with a row a month and insurance."""

from __future__ import annotations

from typing import Any

from shebaobu.domain.capture import Capture, Grid, Line, Lines, Origin
from shebaobu.domain.money import format_fen
from shebaobu.domain.month import format_month, months_between, parse_month

COLUMNS = ("费款所属期", "险种类型", "参保地", "单位名称", "缴费基数", "单位缴费", "个人缴费", "缴费类型", "到账标志")
JULY = 6
TEN_THOUSANDTHS = 10_000


def capture_of_job(name: str, job: dict[str, Any], insurances: list[dict[str, Any]], read_on: str) -> Capture:
    """The page of one job, newest month first, as it was read on a day (``YYYY-MM-DD``)."""
    rows = [
        _row(month, job, insurance)
        for month in reversed(list(months_between(parse_month(job["start"]), parse_month(job["end"]))))
        for insurance in insurances
    ]
    return Capture(
        format="shebaobu.capture/1",
        captured_at=f"{read_on}T09:30:00+08:00",
        channel="extension",
        origin=Origin(url="https://rsj.city.example/person/payments", title=f"{job['city']}社会保险个人权益查询"),
        blocks=[
            Lines(lines=[Line(text=f"姓名：{name}")]),
            Grid(path=["个人缴费明细"], columns=[[label] for label in COLUMNS], rows=rows),
        ],
    )


def _row(month: int, job: dict[str, Any], insurance: dict[str, Any]) -> list[str]:
    base = _base(month, job)
    text = format_month(month)
    unpaid = text in job.get("unpaid", ())
    shares = [base * insurance[payer] // TEN_THOUSANDTHS for payer in ("employer", "personal")]
    return [
        text.replace("-", ""),
        insurance["words"],
        job["city"],
        job["employer"],
        format_fen(base),
        *("" if share == 0 else format_fen(0 if unpaid else share) for share in shares),
        "补缴" if text in job.get("back_paid", ()) else "正常应缴",
        "未到账" if unpaid else "已到账",
    ]


def _base(month: int, job: dict[str, Any]) -> int:
    """The base of a month in fen: whole yuan, raised each July after the first year."""
    start = parse_month(job["start"])
    raises = (month - JULY) // 12 - (start - JULY) // 12
    return round(job["base"] * (1 + job["growth"]) ** raises) * 100
