"""Invented values for real ones: the same value everywhere becomes the same invention, and keeps its shape."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

Role = Literal["name", "id_number", "employer", "number", "money", "birth", "text"]

REGION = "990102"
_NUMERAL = "0123456789"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_POOL = (
    "云岚拾光汐禾澄澈望舒栖岸未央麦溪霁川青梧映雪听澜知秋沐晴朗月疏桐怀谷远帆若木清砚瑾瑜兰芷蘅芜星河鹿鸣鹤松涧泉石竹梅荷莲菱萤烛渔樵"
    "耕读书画琴弦音韵诗酒茶香墨纸笔台亭阁轩榭廊桥舟楫篷帘幕屏扇伞笠蓑屐履冠佩环玦璧珏琮璋圭瓒觥觞樽爵鼎簋豆笾俎彝尊卣罍瓿缶瓮"
)
_KEPT_WORDS = re.compile(
    r"股份有限公司|有限责任公司|有限公司|分公司|子公司|公司|集团|事务所|合作社|工作室|医院|卫生院|诊所|药房|药店|学校|学院|大学|中学|小学|幼儿园"
    r"|研究院|研究所|管理处|服务中心|中心|银行|支行|工厂|厂|店|院|局|所|处|部|会|社|馆|站"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DATE_PARTS = re.compile(r"(\d{4})(\D{0,2})(\d{1,2})(\D{0,2})(\d{1,2})")


class Inventor:
    """Makes inventions up, remembering each."""

    def __init__(self, random: Random) -> None:
        self._random = random
        pool = list(dict.fromkeys(_POOL))
        random.shuffle(pool)
        self._spare = pool
        self._characters: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.births: dict[str, str] = {}
        self.factor = Decimal(random.choice([n for n in range(71, 130) if n % 10 and abs(n - 100) > 5])) / 100

    def words(self, text: str) -> str:
        """A name of a person or an employer in other characters; what is masked, and words like 有限公司, stay."""
        parts: list[str] = []
        at = 0
        for kept in _KEPT_WORDS.finditer(text):
            parts += [self._in_other_characters(text[at : kept.start()]), kept[0]]
            at = kept.end()
        return "".join([*parts, self._in_other_characters(text[at:])])

    def name(self, text: str) -> str:
        """A person's name in other characters."""
        return self._in_other_characters(text)

    def number(self, text: str) -> str:
        """Another number of the same length: marks and separators stay, and letters stay letters."""
        if text not in self._numbers:
            taken = set(self._numbers.values()) | self._numbers.keys()
            for _ in range(50):
                new = "".join(self._other(character) for character in text)
                if new not in taken:
                    break
            self._numbers[text] = new
        return self._numbers[text]

    def id_number(self, text: str) -> str:
        """A number of no region and with a wrong check digit; a masked one shows what its full one would."""
        plain = text.upper()
        full = next((new for old, new in self.ids.items() if _fits(plain, old)), None)
        if full is not None:
            return "".join(new if old.isalnum() else old for old, new in zip(plain, full, strict=True))
        if len(plain) == 18 and plain[:17].isdigit():
            self.ids[plain] = self._id_like(plain)
            return self.ids[plain]
        new = REGION + "".join(self._random.choice(_NUMERAL) for _ in plain[6:])
        return "".join(made if old.isalnum() else old for old, made in zip(plain, new, strict=False))

    def birth(self, text: str) -> str:
        """A date in the same form, in the same year."""
        found = _DATE_PARTS.search(text)
        if found is None:
            return text
        old = f"{found[1]}{int(found[3]):02d}{int(found[5]):02d}"
        new = self.births.setdefault(old, self._another_day(old))
        day = (new[4:6].zfill(len(found[3])), new[6:].zfill(len(found[5])))
        return f"{text[: found.start()]}{found[1]}{found[2]}{day[0]}{found[4]}{day[1]}{text[found.end() :]}"

    def amount(self, number: str) -> str:
        """A number by the factor of the page, with as many decimals and the same separators."""
        plain = number.replace(",", "").replace("，", "")
        decimals = len(plain.partition(".")[2])
        value = (Decimal(plain) * self.factor).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return format(value, ",f" if "," in number or "，" in number else "f")

    def _in_other_characters(self, text: str) -> str:
        return _CHINESE.sub(lambda found: self._character(found[0]), text)

    def _character(self, old: str) -> str:
        if old not in self._characters:
            if self._spare:
                self._characters[old] = self._spare.pop()
            else:
                self._characters[old] = chr(0x4E00 + len(self._characters) * 7 % 0x4000)
        return self._characters[old]

    def _other(self, character: str) -> str:
        if character.isdigit():
            return self._random.choice(_NUMERAL)
        if character.isascii() and character.isalpha():
            letters = "abcdefghjkmnpqrstuvwxyz" if character.islower() else "ABCDEFGHJKMNPQRSTUVWXYZ"
            return self._random.choice(letters)
        return character

    def _id_like(self, plain: str) -> str:
        birth = self.births.setdefault(plain[6:14], self._another_day(plain[6:14]))
        body = REGION + birth + "".join(self._random.choice(_NUMERAL) for _ in range(2)) + plain[16]
        right = _CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]
        return body + self._random.choice([check for check in _CHECKS if check not in (right, "X")])

    def _another_day(self, birth: str) -> str:
        try:
            date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
        except ValueError:
            return birth
        return f"{birth[:4]}{self._random.randint(1, 12):02d}{self._random.randint(1, 28):02d}"


def _fits(shown: str, full: str) -> bool:
    """Whether a number with some of its places hidden can be the full one, and shows any of it."""
    return (
        len(shown) == len(full)
        and any(character.isalnum() for character in shown)
        and all(one == other or not one.isalnum() for one, other in zip(shown, full, strict=True))
    )
