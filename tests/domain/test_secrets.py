"""Verification codes of certificates are hidden wherever a page shows them."""

import pytest

from shebaobu.domain.secrets import HIDDEN, mask_secrets_in_capture, mask_secrets_in_text
from tests.normalize.pages import capture, fields, grid, lines

CODE = "33890c0f2b1a77d9"


@pytest.mark.parametrize(
    "text",
    [
        f"输入下列验真码（ {CODE} ）核查，验真码有效期三个月。",
        f"校验码：{CODE}",
        f"授权码:{CODE}",
        f"表单验证号码 {CODE}",
        f"查询流水号：{CODE}",
        f"验 真 码：{CODE}",
        f"https://sipub.example/vp/?verifyCode={CODE}&x=1",
    ],
)
def test_a_code_behind_its_label_is_hidden(text):
    done = mask_secrets_in_text(text)
    assert CODE not in done
    assert HIDDEN in done


def test_a_code_in_several_parts_is_hidden_whole():
    assert mask_secrets_in_text("授权码：8C21 7F90 3B6E，有效期三个月") == f"授权码：{HIDDEN}，有效期三个月"


@pytest.mark.parametrize(
    "text", ["验真码有效期三个月", "单位编号：30554021", "缴费基数 4,494.00", "校验码", "2023年12月"]
)
def test_other_texts_stay(text):
    assert mask_secrets_in_text(text) == text


def test_codes_are_hidden_in_every_kind_of_block():
    page = capture(
        fields(("校验码", CODE), ("姓名", "林*安")),
        grid(["年月", "验真码"], ["202301", CODE]),
        grid(["", ""], ["授权码", CODE], ["姓名", "林*安"]),
        grid(["", ""], ["防伪码", "姓名"], [CODE, "林*安"]),
        lines("表单验证号码：", CODE, "缴费基数", "4494.00"),
        url=f"https://portal.example/?yzm={CODE}",
    )
    done = mask_secrets_in_capture(page)
    assert CODE not in repr(done)
    assert repr(done).count("林*安") == 3
    assert "202301" in repr(done)
    assert "4494.00" in repr(done)
