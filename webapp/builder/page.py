"""The page: ``index.html`` with the addresses put in that have their content's hash in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from webapp.builder.troubles import BuildRefused, Trouble

_ADDRESS = re.compile(r'"/static/([^"]*)"')
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def page(source: Path, addresses: Mapping[str, str]) -> str:
    """The page's text; raises ``BuildRefused`` for an address of nothing that is built, and for what is inline."""
    text = source.read_text(encoding="utf-8")
    troubles = list(_troubles(source, text, addresses))
    if troubles:
        raise BuildRefused(*troubles)
    return _ADDRESS.sub(lambda found: f'"/static/{addresses[found[1]]}"', text)


def _troubles(source: Path, text: str, addresses: Mapping[str, str]) -> Iterator[Trouble]:
    for number, line in enumerate(text.splitlines(), 1):
        for name in _ADDRESS.findall(line):
            if name not in addresses:
                yield Trouble(source, number, f"/static/{name}: nothing of this name is built")
        if _INLINE.search(line):
            yield Trouble(source, number, "script or style inside the page; the page's policy refuses it")
