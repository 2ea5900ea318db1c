"""What in a text is somebody's own, and what stands there instead: names, numbers, employers, amounts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from random import Random

from shebaobu.cli.inventing import Inventor, Role
from shebaobu.domain.secrets import mask_secrets_in_text
from shebaobu.normalize.labels import meaning_of_label
from shebaobu.normalize.persons import split_labels
from shebaobu.normalize.portals import UNKNOWN_PORTAL
from shebaobu.normalize.text import fold, is_blank, split_brackets
from shebaobu.normalize.vocabulary import load_vocabulary

_ID = re.compile(r"(?<![0-9A-Za-z])(?:[1-9]\d{16}[\dXx]|[1-9]\d{2,9}[*＊●×]{4,14}[\dXx]{0,6})(?![0-9A-Za-z*＊])")
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z.,])(?=[A-Z*＊]*\d)[0-9A-Z][0-9A-Z*＊]{5,}[0-9A-Z](?![0-9A-Za-z*＊]|[.,]\d)")
_MASKED_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d+[*＊]{2,}\d*(?![0-9A-Za-z*＊])")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{6})?")
_AMOUNT = re.compile(
    r"(?<![\d.,，A-Za-z*:：/-])(\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+\.\d+|\d{1,3}(?:,\d{3})*\.[\dOo]{1,2}|\d{3,6})(?![\d.,，A-Za-z*%:：/年月日号-])"
)
_MASKED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff*＊])[\u4e00-\u9fff]{1,2}[*＊]{1,2}[\u4e00-\u9fff]?(?![\u4e00-\u9fff*＊])"
)
_EMPLOYER = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff（）()*＊·\dA-Z]{2,40}"
    r"(?:公司|集团|事务所|合作社|工作室|医院|卫生院|诊所|药房|学校|学院|大学|中学|小学|幼儿园|研究院|研究所|工厂|厂|商店|酒店|饭店|银行|支行)(?![\u4e00-\u9fff])"
)
_OFFICE = re.compile(r"社会保险|社会保障|社保|医疗保障|人力资源|税务|人民政府|管理局|服务中心|经办机构")
_LABELS: dict[str, Role] = {
    **dict.fromkeys(("联系电话", "手机", "手机号", "手机号码", "电话", "单位电话", "移动电话", "联系方式"), "number"),
    **dict.fromkeys(
        ("银行账号", "银行卡号", "银行账户", "卡号", "账号", "社保卡号", "社会保障卡号", "代发银行账号"), "number"
    ),
    **dict.fromkeys(("统一社会信用代码", "组织机构代码", "联系函编号", "邮政编码", "邮编"), "number"),
    **dict.fromkeys(
        ("地址", "联系地址", "通讯地址", "户籍地地址", "户籍地址", "户口所在地", "居住地址", "单位地址", "机构地址"),
        "text",
    ),
    **dict.fromkeys(("医疗机构名称", "医院名称", "定点医疗机构", "开户银行", "定点名称"), "employer"),
    **dict.fromkeys(("法定代表人", "经办人", "家属姓名", "共济人姓名", "被共济人姓名", "监护人"), "name"),
}
_OF_PERSON: dict[str, Role] = {
    "name": "name", "id_number": "id_number", "personal_no": "number", "employer": "employer", "birth": "birth",
    "employer_uscc": "number", "declared_wage": "money",
}  # fmt: skip
Hold = Callable[[str], str]
_OF_COLUMN: dict[str, Role] = {"employer": "employer", "employer_code": "number"}


def role_of(label: str) -> Role | None:
    """Whose or what a value under this label is, where that is to be hidden."""
    vocabulary = load_vocabulary()
    bare = split_brackets(fold(label))[0] or fold(label)
    meaning = meaning_of_label(bare, (), vocabulary, UNKNOWN_PORTAL)
    if meaning is not None and meaning.value == "money":
        return "money"
    person = vocabulary.persons.get(bare)
    return (
        _LABELS.get(bare)
        or (_OF_PERSON.get(person) if person else None)
        or _OF_COLUMN.get(meaning.name if meaning else "")
    )


def is_known_label(text: str) -> bool:
    """Whether a text is a label, which is never a value."""
    vocabulary = load_vocabulary()
    bare = split_brackets(fold(text))[0] or fold(text)
    known = meaning_of_label(bare, (), vocabulary, UNKNOWN_PORTAL) is not None
    return known or bare in vocabulary.persons or bare in _LABELS or bare in vocabulary.insurances


class Disguise:
    """Learns a page's own values by their labels, then writes its texts anew."""

    def __init__(self, random: Random | None = None) -> None:
        self._invent = Inventor(random or Random())  # noqa: S311 - nothing is kept secret by these inventions
        self._known: dict[str, Role] = {}

    def learn(self, role: Role | None, value: str) -> None:
        """Remember a value, so that it is replaced wherever it stands."""
        text = value.strip()
        if role in (None, "money") or is_blank(text) or is_known_label(text):
            return
        if role == "id_number" and text.isalnum():
            self._invent.id_number(text)
        if len(text) > 1 and role is not None:
            self._known.setdefault(text, role)

    def learn_line(self, text: str) -> None:
        """Remember what a line says with its labels: ``姓名：…``, or ``姓名 …`` between spaces."""
        for label, value in split_labels(text):
            self.learn(role_of(label), value if role_of(label) == "text" else value.split(" ")[0])
        tokens = text.split()
        for label, value in itertools.pairwise(tokens):
            self.learn(role_of(label), value)
        for found in _ID.finditer(text):
            self.learn("id_number", found[0])

    def write(self, text: str, role: Role | None = None) -> str:
        """The text with everything of somebody's own replaced; ``role`` tells what it is as a whole."""
        if not text.strip() or is_known_label(text):
            return text
        if role is not None and role != "money" and text.strip() not in self._known:
            self.learn(role, text)
        held: list[str] = []

        def hold(new: str) -> str:
            held.append(new)
            return f"\ue000{len(held) - 1}\ue001"

        done = mask_secrets_in_text(text)
        for value in sorted(self._known, key=len, reverse=True):
            if value in done:
                done = done.replace(value, hold(self._made(value, self._known[value])))
        done = _ID.sub(lambda found: hold(self._invent.id_number(found[0])), done)
        done = _EMPLOYER.sub(lambda found: self._employer(found[0], hold), done)
        done = _MASKED_NAME.sub(lambda found: hold(self._invent.name(found[0])), done)
        for pattern in (_LONG_NUMBER, _MASKED_NUMBER):
            done = pattern.sub(lambda found: self._number(found[0], hold), done)
        done = _AMOUNT.sub(lambda found: hold(self._amount(found[0], role)), done)
        return re.sub("\ue000(\\d+)\ue001", lambda found: held[int(found[1])], done)

    def write_mark(self, text: str) -> str:
        """A mark of the page's structure: only what is known of somebody, and ID numbers, are replaced in it."""
        done = text
        for value in sorted(
            (known for known in self._known if len(known) > 2 or not known.isascii()), key=len, reverse=True
        ):
            done = done.replace(value, self._made(value, self._known[value]))
        return _ID.sub(lambda found: self._invent.id_number(found[0]), done)

    def _made(self, value: str, role: Role) -> str:
        if role == "name":
            return self._invent.name(value)
        if role == "id_number":
            return self._invent.id_number(value)
        if role == "birth":
            return self._invent.birth(value)
        return self._invent.number(value) if role == "number" else self._invent.words(value)

    def _employer(self, text: str, hold: Hold) -> str:
        return text if _OFFICE.search(text) else hold(self._invent.words(text))

    def _number(self, text: str, hold: Hold) -> str:
        if _DATE.fullmatch(text):
            birth = self._invent.births.get(text[:8])
            return hold(birth + text[8:]) if birth else hold(text)
        return hold(self._invent.number(text))

    def _amount(self, number: str, role: Role | None) -> str:
        """An amount; a figure without decimals elsewhere than under the label of an amount may be a month or a year."""
        number = number.replace("O", "0").replace("o", "0")
        plain = number.replace(",", "").replace("，", "")
        whole = plain.isdigit()
        like_time = whole and (re.fullmatch(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])?", plain) is not None or len(plain) == 6)
        if role != "money" and ((whole and len(plain) < 4) or like_time or float(plain) < 1):
            return number
        return self._invent.amount(number)
