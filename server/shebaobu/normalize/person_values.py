"""What a text can say of a person: a name or its mask, a number, a sex, a date, a wage."""

from __future__ import annotations

import re
from collections.abc import Callable

from shebaobu.normalize.cells import NotReadable, read_date, read_money, read_month
from shebaobu.normalize.vocabulary import Vocabulary

_MASKED_NAME = re.compile(r"[\u4e00-\u9fff·]{0,3}[*＊]{1,3}[\u4e00-\u9fff]{0,2}")
# What somebody signs in with is no name.
_LOGIN = re.compile(r"[a-z0-9_@.\-]+|.*\d.*")


def masked_name(text: str, vocabulary: Vocabulary) -> str | None:
    """The masked name that a short line of a page's header is: ``周*溪``, ``欢迎您，周*溪``."""
    rest = re.sub(r"[\s,，:：!！。]", "", text)
    for word in vocabulary.furniture["greeting"]:
        rest = rest.replace(word, "")
    return rest if len(rest) >= 2 and _MASKED_NAME.fullmatch(rest) and rest.strip("*＊") else None


def settle(meaning: str, text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The field and the value that a text tells; None for one that cannot be."""
    masked = "*" in text or "＊" in text
    if meaning == "personal_no" and masked:
        return None  # Of a number that is no one's name, what is left by a mask tells nothing.
    if meaning == "name" and _LOGIN.fullmatch(text):
        return None
    if meaning in ("name", "id_number"):
        hidden = {"name": "name_masked", "id_number": "id_masked"}[meaning]
        return (hidden if masked else meaning), text
    if meaning == "sex":
        sex = vocabulary.value("sex", text)
        return (meaning, sex) if sex else None
    try:
        return meaning, _READERS.get(meaning, str)(text)
    except NotReadable:
        return None


def _day_or_month(text: str) -> str:
    try:
        return read_date(text)
    except NotReadable:
        return read_month(text)


def _yuan(text: str) -> str:
    fen = read_money(text)
    return f"{fen // 100}.{fen % 100:02d}"


_READERS: dict[str, Callable[[str], str]] = {"birth": read_date, "work_start": _day_or_month, "declared_wage": _yuan}
