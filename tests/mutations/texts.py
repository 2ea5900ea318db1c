"""Changes to the text of a certificate or a screenshot that another printer or reader of pictures might give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from tests.mutations.captures import FULL_WIDTH

_NUMBER = re.compile(r"(?<![\w.*])(\d{4,}\.\d{1,2}|\d{1,3},\d{3}\.\d{2})(?![\w.*])")
_ROW = re.compile(r"^[*#]?\d{2,6}\S* .*\d\S*.*$|^\d{6} ")


def _rows(lines: list[str]) -> list[int]:
    """Lines that look like rows of a table: at least four words, mostly figures."""
    found = []
    for number, line in enumerate(lines):
        words = line.split()
        figures = sum(any(character.isdigit() for character in word) for word in words)
        if len(words) >= 3 and figures * 2 >= len(words) and _ROW.match(line):
            found.append(number)
    return found


def full_width(lines: list[str], _random: Random) -> list[str]:
    rows = set(_rows(lines))
    return [line.translate(FULL_WIDTH) if number in rows else line for number, line in enumerate(lines)]


def more_spaces(lines: list[str], random: Random) -> list[str]:
    return [" " * random.randint(0, 6) + line.replace(" ", " " * random.randint(1, 5)) for line in lines]


def blank_lines(lines: list[str], random: Random) -> list[str]:
    """Blank lines between the lines, as some printers space them."""
    return [part for line in lines for part in ([line, ""] if random.random() < 0.3 else [line])]


def thousands(lines: list[str], _random: Random) -> list[str]:
    return [_NUMBER.sub(lambda found: f"{float(found[1].replace(',', '')):,.2f}", line) for line in lines]


def yuan(lines: list[str], random: Random) -> list[str]:
    sign = random.choice(["¥{}", "{}元", "￥{}"])
    return [
        _NUMBER.sub(lambda found: sign.format(found[1]), line.replace("元", "")) if _NUMBER.search(line) else line
        for line in lines
    ]


def a_word_lost(lines: list[str], random: Random) -> list[str] | None:
    """One word of one row is not there."""
    rows = _rows(lines)
    if not rows:
        return None
    at = random.choice(rows)
    words = lines[at].split()
    words.pop(random.randrange(len(words)))
    return [*lines[:at], " ".join(words), *lines[at + 1 :]]


def two_words_glued(lines: list[str], random: Random) -> list[str] | None:
    rows = _rows(lines)
    if not rows:
        return None
    at = random.choice(rows)
    words = lines[at].split()
    place = random.randrange(len(words) - 1)
    words[place : place + 2] = [words[place] + words[place + 1]]
    return [*lines[:at], " ".join(words), *lines[at + 1 :]]


def a_label_unknown(lines: list[str], random: Random) -> list[str] | None:
    """A word of the headers that nobody knows."""
    places = [
        (number, place)
        for number, line in enumerate(lines)
        if len(line.split()) >= 3 and not any(character.isdigit() or character in ":：" for character in line)
        for place in range(len(line.split()))
    ]
    if not places:
        return None
    at, place = random.choice(places)
    words = lines[at].split()
    words[place] = "神秘栏"
    return [*lines[:at], " ".join(words), *lines[at + 1 :]]


def a_footer_between(lines: list[str], random: Random) -> list[str] | None:
    """The foot of one sheet and the head of the next within a table."""
    rows = _rows(lines)
    if len(rows) < 3:
        return None
    at = random.choice(rows[1:-1])
    return [*lines[:at], "第 1 页 共 2 页", "打印日期：2024-01-05", *lines[at:]]


def header_again(lines: list[str], random: Random) -> list[str] | None:
    """The header of a table once more within it, as on a second sheet."""
    rows = _rows(lines)
    if len(rows) < 3:
        return None
    first = rows[0]
    head = first
    while head > 0 and len(lines[head - 1].split()) >= 3 and not re.search(r"[\d:：]", lines[head - 1]):
        head -= 1
    together = [number for number in rows if number - rows.index(number) == first]
    if head == first or len(together) < 2:
        return None
    at = random.choice(together[1:])
    return [*lines[:at], *lines[head:first], *lines[at:]]


def without_notes(lines: list[str], _random: Random) -> list[str] | None:
    """The last sheet, with the notes, is missing."""
    at = next((number for number, line in enumerate(lines) if re.match(r"备注|说明|重要提示", line)), None)
    return lines[:at] if at is not None else None


def looks_alike(lines: list[str], random: Random) -> list[str]:
    """A figure of an amount read as a letter."""
    done = []
    for line in lines:
        found = _NUMBER.search(line)
        if found is None or random.random() >= 0.4:
            done.append(line)
            continue
        changed = found[1].replace("0", "O") if random.random() < 0.7 else found[1].replace("1", "l", 1)
        done.append(line[: found.start()] + changed + line[found.end() :])
    return done


def values_below(lines: list[str], _random: Random) -> list[str]:
    """Label and value on two lines each."""
    return [
        part
        for line in lines
        for part in (line.split(" ", 1) if re.match(r"^\S+(?:费|额|数|称|态|型) \S+$", line) else [line])
    ]


def tabs_apart(lines: list[str], _random: Random) -> list[str]:
    """A line of tabs as a line each."""
    return [part for line in lines for part in (line.split() if re.fullmatch(r"(?:\S+保险 ?){2,}", line) else [line])]


def noise_between(lines: list[str], random: Random) -> list[str]:
    """Odd texts between the lines of a screenshot."""
    words = ["…", "加载中", "客服", "12:30", "我的", ">"]
    return [part for line in lines for part in ([line, random.choice(words)] if random.random() < 0.15 else [line])]


def heading_lost(lines: list[str], _random: Random) -> list[str] | None:
    """The line that names the insurance is not there."""
    kept = [line for line in lines if not re.fullmatch(r"\S*职工基本养老保险", line)]
    return kept if len(kept) < len(lines) else None


def cut_short(lines: list[str], random: Random) -> list[str]:
    return lines[: random.randint(len(lines) // 2, len(lines))]


CHANGES: dict[str, Callable[[list[str], Random], list[str] | None]] = {
    "digits full-width": full_width,
    "more spaces": more_spaces,
    "blank lines": blank_lines,
    "thousands": thousands,
    "yuan": yuan,
    "a word lost": a_word_lost,
    "two words glued": two_words_glued,
    "a label unknown": a_label_unknown,
    "a footer between": a_footer_between,
    "the header again": header_again,
    "without the notes": without_notes,
    "looks alike": looks_alike,
    "values below": values_below,
    "tabs apart": tabs_apart,
    "noise between": noise_between,
    "the heading lost": heading_lost,
    "cut short": cut_short,
}
TAKES_AWAY = {"without the notes", "cut short", "the heading lost", "a word lost"}


def changed(text: str, seeds: int) -> Iterator[tuple[str, list[str]]]:
    """Each change alone, with several seeds, and pairs of changes."""
    lines = text.rstrip("\n").split("\n")
    for name, change in CHANGES.items():
        for seed in range(seeds):
            done = change(list(lines), Random(seed))
            if done is not None and done != lines:
                yield name, done
    for seed in range(seeds * 4):
        random = Random(f"pair {seed}")
        first, second = random.sample(list(CHANGES), 2)
        done = CHANGES[first](list(lines), random)
        done = CHANGES[second](done, random) if done is not None else None
        if done is not None:
            yield f"{first} + {second}", done
