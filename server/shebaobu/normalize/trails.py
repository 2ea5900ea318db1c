"""The line by which a page says where one is: 您的位置：首页 > 养老保险 > 历年缴费."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HERE = re.compile(r"^(?:您|你)?(?:的|现在的?|当前的?|所在的?)?(?:所在)?位置(?:是|为)?:?")
_FIRST_STEP = frozenset({"首页", "主页", "网站首页", "返回首页"})
_BETWEEN = re.compile(r"[>»›→]+|/|-{2,}")
_FEWEST_STEPS = 3
_LONGEST_STEP = 24


def trail_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The steps of the one such line among folded texts, in its order; none where a page has several."""
    found = [steps for text in texts if (steps := _steps(text))]
    return found[0] if len(found) == 1 else ()


def _steps(text: str) -> tuple[str, ...]:
    rest, said = _HERE.subn("", text)
    steps = tuple(step for step in _BETWEEN.split(rest) if step)
    if len(steps) < _FEWEST_STEPS or any(len(step) > _LONGEST_STEP for step in steps):
        return ()
    return steps if said or steps[0] in _FIRST_STEP else ()
