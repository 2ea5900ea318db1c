"""Summary sentences: 共缴费131个月."""

from __future__ import annotations

import re

from shebaobu.normalize.insurances import named_within
from shebaobu.normalize.text import fold
from shebaobu.normalize.vocabulary import Vocabulary

_TOTAL = re.compile(
    r"(?:累计|总共|共计|合计|共)(?:已|实际|实)?(?:缴费|缴纳|参保|缴)(?:年限|月数)?(?:为|:)?(?:(\d{1,2})年零?)?(\d{1,3})个?月"
)
_PART_OF_IT = ("年", "年度", "本年", "当年", "期间", "时段", "本期", "其中", "本页", "本次", "近")
_PENSIONS = {"pension_employee", "pension_resident", "pension_civil"}


def months_in_all(text: str, vocabulary: Vocabulary) -> int | None:
    """The months of contribution that a sentence says there are in all; None for those of a year or of a part.

    A sentence about another insurance than the pension says nothing of the person as a whole.
    """
    folded = fold(text)
    found = {
        int(match[1] or 0) * 12 + int(match[2])
        for match in _TOTAL.finditer(folded)
        if not folded[: match.start()].endswith(_PART_OF_IT)
    }
    if len(found) != 1:
        return None
    named = named_within(text, vocabulary)
    if named is not None and named.code not in _PENSIONS and not set(named.choices) & _PENSIONS:
        return None
    return found.pop()
