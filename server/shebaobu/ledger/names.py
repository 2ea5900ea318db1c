"""When two names, as different pages write them, can be those of one employer, place or number.

A page shortens (示例科技 for 示例科技有限公司, 武汉 for 湖北省武汉市), masks, or cuts off. Each rule asks for every
character that both show to stand at its place, so that two employers never become one because they are alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import combinations

from shebaobu.domain.person import fits_mask

_CUT_OFF = re.compile(r"(?:…|\.{3})+$")
_MARKS = re.compile(r"[*＊●•×]")
_PUNCTUATION = re.compile(r"[\s()\[\]【】〔〕·,.、，。\-_'\"]")
_LEGAL_FORM = re.compile(
    r"(?:股份有限责任公司|有限责任公司|股份有限公司|集团有限公司|有限公司|有限合伙|普通合伙|股份公司|集团公司|总公司|公司|集团)$"
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南(?!藏族)|四川|贵州|云南|陕西|甘肃"
    "|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_LEVEL = "特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|省|市|盟|区|县|旗"
_PROVINCE = re.compile(rf"(?:{_PROVINCES})(?:{_LEVEL})?")
_PLACES = re.compile(rf"(?:(?:{_PROVINCES})(?:{_LEVEL})?|[㐀-鿿]{{2,8}}?(?:{_LEVEL}))+")
_PART = re.compile(rf"({_PROVINCES})({_LEVEL})?|(.{{2,}}?)({_LEVEL}|$)|(.)")
_CREDIT_CODE = 18
_SHORTEST_NAME = 2
_REMEMBERED = 4096


@lru_cache(_REMEMBERED)
def employers_fit(one: str, other: str) -> bool:
    """Whether two names of employers can be one: equal, masked, cut off, without legal form, or without the place.

    The legal form (有限公司) may be missing on one side, never differ; so may the place in front (深圳市).
    """
    first, second = _plain(one), _plain(other)
    if first == second or _fits_hidden(first, second):
        return True
    (first_name, first_form), (second_name, second_form) = _without_form(first), _without_form(second)
    if first_form and second_form and first_form != second_form:
        return False
    return (
        first_name == second_name
        or first_name in _without_place(second_name)
        or second_name in _without_place(first_name)
    )


@lru_cache(_REMEMBERED)
def places_fit(one: str, other: str) -> bool:
    """Whether two names of places can be one: the parts of the shorter stand together in the longer.

    武汉, 武汉市 and 湖北省武汉市 fit; 朝阳区 and 朝阳市 do not, nor do two districts of a city.
    """
    first, second = _plain(one), _plain(other)
    if first == second or _fits_hidden(first, second):
        return True
    short, long = sorted((first, second), key=len)
    return _stands_in(short, long)


@lru_cache(_REMEMBERED)
def place_codes_fit(one: str, other: str) -> bool:
    """Whether two codes of places (GB/T 2260) can be one: 42, 4201 and 420100 hold 420106; 420106 is not 420111."""
    short, long = sorted((_significant(one), _significant(other)), key=len)
    return long.startswith(short)


@lru_cache(_REMEMBERED)
def employer_codes_fit(one: str, other: str) -> bool:
    """Whether two numbers can be those of one employer; a credit code and an office's own number say nothing of it."""
    if masked_fits(one, other):
        return True
    return (len(one.strip()) == _CREDIT_CODE) != (len(other.strip()) == _CREDIT_CODE)


@lru_cache(_REMEMBERED)
def masked_fits(one: str, other: str) -> bool:
    """Whether two texts are equal, or one is masked and can be the other."""
    first, second = one.strip(), other.strip()
    return first == second or _fits_hidden(first, second)


def fullness(text: str) -> tuple[bool, int, str]:
    """Orders texts that fit each other: what hides nothing is fuller, then what is longer."""
    return not hides(text), len(text), text


def hides(text: str) -> bool:
    """Whether a text has masked characters or is cut off."""
    return bool(_MARKS.search(text) or _CUT_OFF.search(text))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _CUT_OFF.sub("*", text.strip()))
    return _PUNCTUATION.sub("", folded)


def _fits_hidden(one: str, other: str) -> bool:
    """Whether one has its characters masked, or its end cut off, and can be the other."""
    return any(
        masked != full and _MARKS.search(masked) and fits_mask(masked, full)
        for masked, full in ((_CUT_OFF.sub("*", one), other), (_CUT_OFF.sub("*", other), one))
    )


def _without_form(name: str) -> tuple[str, str]:
    found = _LEGAL_FORM.search(name)
    if found is None or found.start() < _SHORTEST_NAME:
        return name, ""
    return name[: found.start()], found.group(0)


def _without_place(name: str) -> set[str]:
    """What is left of an employer's name without the places in front of it, for each way to read them."""
    ends = {found.end() for pattern in (_PLACES, _PROVINCE) if (found := pattern.match(name))}
    return {name[end:] for end in ends if len(name) - end >= _SHORTEST_NAME}


def _stands_in(short: str, long: str) -> bool:
    parts, wanted = _parts(long), _parts(short)
    if not wanted:
        return False
    names = "".join(name for name, _ in wanted)
    level = wanted[-1][1]
    return any(
        names == "".join(name for name, _ in parts[start:end]) and (not level or parts[end - 1][1] in ("", level))
        for start, end in combinations(range(len(parts) + 1), 2)
    )


def _parts(place: str) -> list[tuple[str, str]]:
    """A place as (name, level) pairs, outermost first: 湖北省武汉市 is 湖北 省, 武汉 市."""
    return [
        (province or name or rest, level or other_level)
        for province, level, name, other_level, rest in _PART.findall(place)
    ]


def _significant(code: str) -> str:
    digits = code.strip()
    while len(digits) > _SHORTEST_NAME and digits.endswith("00"):
        digits = digits[:-2]
    return digits
