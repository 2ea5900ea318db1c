"""What stands around a table: its headings, the page's title and address, and notes about its amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from urllib.parse import parse_qsl, urlsplit

import msgspec

from shebaobu.domain.capture import Block, Capture, Fields, Grid, Lines
from shebaobu.domain.reading import Reading
from shebaobu.normalize.cells import NotReadable, read_year
from shebaobu.normalize.code_legend import codes_of_columns
from shebaobu.normalize.glued import split_labels
from shebaobu.normalize.inquiry import Inquiry
from shebaobu.normalize.insurances import Named, all_named_within
from shebaobu.normalize.portals import Portal, find_portal
from shebaobu.normalize.text import fold, is_blank
from shebaobu.normalize.trails import trail_of
from shebaobu.normalize.units import unit_of_page
from shebaobu.normalize.vocabulary import Vocabulary, load_vocabulary

_CLAUSE_END = re.compile(r"[,，。;；!！]")
_YEAR_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d{2})年度?(?!\d|\s*\d{1,2}\s*月)")
_PLAIN_MARKS = {"＊": "*", "＃": "#"}
_LONGEST_CODE, _LONGEST_NUMBER = 20, 4
_CHOSEN_YEAR = re.compile(r"(?:19|20)\d{2}\s?年度?")
_LONGEST_TITLE = 24
_FIGURE = re.compile(r"[\u4e00-\u9fff]{0,4}\s*[:：]?\s*[¥￥]?\d[\d,.]*[年月日元条笔]*")
# 期间缴费金额合计120.00元 is such a sum and explains none.
_STATES_A_SUM = re.compile(r"\d元|[:为计][¥￥]?\d|\d\.\d\d(?!\d)")
_LEGEND = re.compile(
    r"[“\"'‘「]?([●○△▲◎◇◆□■☆★√×✓#*※−-]{1,2})[”\"'’」]?(?:标识|标记|符号)?(?:表示|代表|为|:|=|是)([^,，。;；“\"●○△▲]{1,12})"
)


class PageContext(msgspec.Struct, kw_only=True, frozen=True):
    """A page as a whole, the same for all its blocks.

    ``labelled`` are all labels of the page with their values, in its panels and glued in its loose lines; ``headers``
    all headings and columns; ``trail`` is the way to the page that it shows.
    """

    url: str
    title: str
    query: dict[str, str]
    form: tuple[tuple[int, str, str], ...]
    labelled: tuple[tuple[str, str], ...]
    legend: dict[str, str]
    codes_told: dict[str, dict[str, str]]
    ordinals: dict[int, int]
    named_above: dict[int, Named]
    inquiry: Inquiry
    texts: tuple[str, ...]
    trail: tuple[str, ...]
    headers: frozenset[str]
    portal: Portal
    vocabulary: Vocabulary

    @property
    def host(self) -> str:
        """The site's host, or "" for a page without an address."""
        return host_of(self.url)

    @property
    def lasting_address(self) -> tuple[str, ...]:
        """What of the address says what the page is about: not its times, tokens, years and page numbers."""
        passing = {*self.vocabulary.furniture["passing_query"], *self.vocabulary.furniture["year_query"]}
        kept = (
            f"{name}={value}"
            for name, value in sorted(self.query.items())
            if name not in passing
            and len(value) <= _LONGEST_CODE
            and not (value.isdigit() and len(value) > _LONGEST_NUMBER)
        )
        page, _, route = self.url.partition("#")
        return (page.split("?", maxsplit=1)[0], route.split("?", maxsplit=1)[0], *kept)

    def ordinal(self, block: int) -> int:
        """Which of the page's tables with the same heading and header a block is, from 0."""
        return self.ordinals.get(block, 0)

    def value_in(self, field: str, words: str) -> str | None:
        """The code of a cell's words or symbol; what the page's own legend says of a symbol comes first."""
        told = self.legend.get(_PLAIN_MARKS.get(words.strip(), words.strip()))
        if told is not None:
            return self.vocabulary.value_within(field, told)
        return self.vocabulary.value(field, words)

    def in_form(self, block: int, kind: str) -> str | None:
        """What is chosen under a label of a kind (``year_label``) in the form nearest above a block, else below."""
        labels = self.vocabulary.furniture[kind]
        said = [(at, value) for at, label, value in self.form if label in labels]
        above = [value for at, value in said if at < block]
        return above[-1] if above else next((value for _, value in said), None)

    def pool_of(self, block: int) -> str | None:
        """The place that the page names once for all (参保地：武汉市), if it is one."""
        place = self.in_form(block, "pool_label") or self._one_labelled("pool_label")
        if not place or is_blank(place) or fold(place) in self.vocabulary.furniture["no_choice"]:
            return None
        return self.vocabulary.without_action(place.strip())

    def _one_labelled(self, kind: str) -> str | None:
        """What the page says after a label of a kind in its loose lines, where it says one thing only."""
        labels = self.vocabulary.furniture[kind]
        said = {value for label, value in self.labelled if label in labels}
        return said.pop() if len(said) == 1 else None

    def year_of(self, block: int, path: list[str]) -> int | None:
        """The one year that a block is about: its nearest heading, the query form, the address, the title."""
        chosen = self.in_form(block, "year_label") or self._year_beside_no_label
        asked = next((self.query[name] for name in self.vocabulary.furniture["year_query"] if name in self.query), None)
        for text in (*reversed(path), chosen, asked, self.title):
            year = _one_year(text or "")
            if year is not None:
                return year
        return None

    @property
    def _year_beside_no_label(self) -> str | None:
        """The one year that the page shows in words beside what is no label (失业保险缴费记录 2023年)."""
        said = {value for _, label, value in self.form if _CHOSEN_YEAR.fullmatch(value) and not self._tells_time(label)}
        return said.pop() if len(said) == 1 else None

    def _tells_time(self, label: str) -> bool:
        vocabulary = self.vocabulary
        known = label in vocabulary.columns or label in vocabulary.persons or label in vocabulary.kind_labels
        return known or any(word in label for word in ("年", "时间", "日期", "月"))

    @property
    def unit(self) -> Fraction:
        """How many yuan one is in the page's amounts."""
        return unit_of_page(self.texts)

    @property
    def states_period_totals(self) -> bool:
        """Whether a note says that the amounts of a row are sums over its period."""
        said = [self.vocabulary.furniture[f"period_total_note_{part}"] for part in ("of", "is")]
        denied = self.vocabulary.furniture["period_total_note_denied"]
        return any(
            all(any(word in clause for word in words) for words in said) and not any(word in clause for word in denied)
            for text in self.texts
            for clause in _CLAUSE_END.split(text)
            if not _STATES_A_SUM.search(clause)
        )


def host_of(url: str) -> str:
    """The host of an address; "" for what is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def read_contexts(capture: Capture, readings: Sequence[Reading] = ()) -> dict[int, PageContext]:
    """The context of each page of a capture by its number; most captures have one page."""
    inquiry = Inquiry(readings)
    numbers = sorted({0, *(block.page for block in capture.blocks)})
    return {number: _read_context(capture, number, inquiry) for number in numbers}


def _read_context(capture: Capture, number: int, inquiry: Inquiry) -> PageContext:
    """The context of one page; ``texts`` are its loose lines and one-cell rows, folded."""
    address = capture.origin.address
    blocks = [(index, block) for index, block in enumerate(capture.blocks) if block.page == number]
    texts = tuple(fold(text) for _, block in blocks for text in _loose_texts(block))
    return PageContext(
        url=capture.origin.url,
        title=capture.origin.title,
        query={name.lower(): value for name, value in parse_qsl(address.query)},
        form=tuple(
            (index, fold(label), value)
            for index, block in blocks
            if isinstance(block, Fields)
            for label, value in block.pairs
        ),
        labelled=tuple(
            (fold(label), value)
            for _, block in blocks
            for label, value in (block.pairs if isinstance(block, Fields) else _glued(block))
        ),
        legend={symbol: words for text in texts for symbol, words in _LEGEND.findall(text)},
        codes_told=codes_of_columns(texts),
        ordinals=_ordinals(capture),
        named_above=_named_above(blocks),
        inquiry=inquiry,
        texts=texts,
        trail=trail_of(texts),
        headers=frozenset(fold(text) for _, block in blocks for text in _headers(block)),
        portal=find_portal(address.hostname),
        vocabulary=load_vocabulary(),
    )


def _ordinals(capture: Capture) -> dict[int, int]:
    seen: Counter[tuple[tuple[str, ...], ...]] = Counter()
    ordinals: dict[int, int] = {}
    for index, block in enumerate(capture.blocks):
        if isinstance(block, Grid):
            alike = (tuple(block.path), *(tuple(path) for path in block.columns))
            ordinals[index] = seen[alike]
            seen[alike] += 1
    return ordinals


def _glued(block: object) -> list[tuple[str, str]]:
    lines = block.lines if isinstance(block, Lines) else []
    return [pair for line in lines for pair in split_labels(line.text)]


def _named_above(blocks: Sequence[tuple[int, Block]]) -> dict[int, Named]:
    """For a table or panel the insurance that the line above it names, where no other line of the page names one.

    Only figures and labels with their values may stand between. A list of insurances above a table is a menu, and says
    nothing of it.
    """
    vocabulary = load_vocabulary()
    lines = [line.text for _, block in blocks if isinstance(block, Lines) for line in block.lines]
    naming = [text for text in lines if all_named_within(text, vocabulary)]
    found: dict[int, Named] = {}
    named = all_named_within(naming[0], vocabulary) if len(naming) == 1 else []
    if len(named) != 1 or len(naming[0]) > _LONGEST_TITLE:
        return found
    above: str | None = None
    for index, block in blocks:
        if isinstance(block, Grid | Fields) and above == naming[0]:
            found[index] = named[0]
        if isinstance(block, Grid):
            above = None
        elif isinstance(block, Lines):
            titles = [line.text for line in block.lines if line.text == naming[0] or not _states_figures(line.text)]
            above = titles[-1] if titles else above
    return found


def _states_figures(text: str) -> bool:
    """Whether a line is labels with their values, or figures with a word before each."""
    return bool(split_labels(text)) or not _FIGURE.sub("", text).strip()


def _headers(block: Block) -> list[str]:
    columns = block.columns if isinstance(block, Grid) else []
    return [*block.path, *(level for path in columns for level in path)]


def _loose_texts(block: object) -> list[str]:
    if isinstance(block, Lines):
        return [line.text for line in block.lines]
    if isinstance(block, Grid):
        return [filled[0] for row in block.rows if len(filled := [cell for cell in row if cell]) == 1]
    return []


def _one_year(text: str) -> int | None:
    try:
        return read_year(text)
    except NotReadable:
        pass
    found = set(_YEAR_IN_TEXT.findall(fold(text)))
    return int(found.pop()) if len(found) == 1 else None
