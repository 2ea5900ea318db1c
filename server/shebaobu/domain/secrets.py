"""Verification codes of certificates: whoever has one can fetch the certificate, so none is kept."""

from __future__ import annotations

import re

import msgspec

from shebaobu.domain.capture import Block, Capture, Fields, Grid, Line, Lines, map_text
from shebaobu.domain.person import mask_ids_in_capture

HIDDEN = "********"
_LABEL = (
    r"(?:验\s*真\s*码|校\s*验\s*码|授\s*权\s*码|验\s*证\s*码|验\s*证\s*号\s*码|验\s*证\s*编\s*号|查\s*验\s*码|防\s*伪\s*码|防\s*伪\s*编\s*号"
    r"|核\s*验\s*码|查\s*询\s*码|查\s*询\s*流\s*水\s*号|验\s*真\s*号|鉴\s*真\s*码|电\s*子\s*校\s*验\s*码)"
)
_CODE = r"(?=[0-9A-Za-z-]*\d|[A-Za-z-]{6,}(?![A-Za-z-]))[0-9A-Za-z]{2,}(?:[- ]?[0-9A-Za-z]{2,})*"
_BETWEEN = r"[\s:：为是(（\[【“\"'‘]*"
_LABELLED = re.compile(rf"({_LABEL}{_BETWEEN})({_CODE})")
_LABEL_ALONE = re.compile(rf"[^:：]{{0,8}}{_LABEL}[\s:：]*")
_VALUE_ALONE = re.compile(rf"[(（\s]*{_CODE}[)）\s]*")
_IN_ADDRESS = re.compile(
    r"([?&#;](?:yzm|yanzhengma|jym|sqm|vcode|verify_?code|check_?code|auth_?code|captcha)=)[^&#;]*", re.IGNORECASE
)


def mask_secrets_in_text(text: str) -> str:
    """The text with every verification code behind its label hidden, in addresses too."""
    return _IN_ADDRESS.sub(rf"\g<1>{HIDDEN}", _LABELLED.sub(rf"\g<1>{HIDDEN}", text))


def is_secret_label(text: str) -> bool:
    """Whether a label, or a column's header, announces a verification code."""
    return bool(_LABEL_ALONE.fullmatch(text.strip()))


def mask_secrets_in_capture(capture: Capture) -> Capture:
    """The capture with every verification code hidden, whether its label is beside, above or on the line before."""
    plain = map_text(capture, mask_secrets_in_text)
    return msgspec.structs.replace(plain, blocks=[_masked(block) for block in plain.blocks])


def hide_in_capture(capture: Capture) -> Capture:
    """The capture as it may be kept and shown: ID numbers masked, verification codes hidden."""
    return mask_ids_in_capture(mask_secrets_in_capture(capture))


def _masked(block: Block) -> Block:
    if isinstance(block, Fields):
        pairs = [(label, HIDDEN if value and is_secret_label(label) else value) for label, value in block.pairs]
        return msgspec.structs.replace(block, pairs=pairs)
    if isinstance(block, Grid):
        return _masked_grid(block)
    return msgspec.structs.replace(block, lines=_masked_lines(block))


def _masked_grid(grid: Grid) -> Grid:
    """A cell is hidden under a header that announces it, and right of or below a cell that does."""
    secret = {at for at, path in enumerate(grid.columns) if any(map(is_secret_label, path))}
    rows = [list(row) for row in grid.rows]
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            beside = at > 0 and is_secret_label(grid.rows[number][at - 1])
            above = number > 0 and at < len(grid.rows[number - 1]) and is_secret_label(grid.rows[number - 1][at])
            if cell and (at in secret or ((beside or above) and _VALUE_ALONE.fullmatch(cell))):
                row[at] = HIDDEN
    return msgspec.structs.replace(grid, rows=rows)


def _masked_lines(block: Lines) -> list[Line]:
    lines = list(block.lines)
    for at in range(1, len(lines)):
        if is_secret_label(lines[at - 1].text) and _VALUE_ALONE.fullmatch(lines[at].text):
            lines[at] = msgspec.structs.replace(lines[at], text=HIDDEN)
    return lines
