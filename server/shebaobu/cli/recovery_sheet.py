"""The recovery sheet: the master key in lines that people can type, and as a QR code, in both languages."""

from __future__ import annotations

import html
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import segno

from shebaobu.cli.console import Console
from shebaobu.i18n import both
from shebaobu.storage.keys import MasterKey, key_lines

_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 12pt/1.6 system-ui, sans-serif; max-width: 17cm; margin: 1cm auto; padding: 0 .5cm }}
html {{ color: #000; background: #fff }}
h1 {{ font-size: 18pt; margin: 0 0 .5em }}
pre {{ font: 700 16pt/2 ui-monospace, monospace; border: 1pt solid #000; padding: .5em 1em; white-space: pre }}
svg {{ width: 5cm; height: 5cm; display: block }}
p {{ margin: .4em 0 }}
</style>
<h1>{title}</h1>
{paragraphs}
<pre>{lines}</pre>
{qr}
</html>
"""


def sheet_text(console: Console, data: Path, key: MasterKey) -> str:
    """The sheet for a terminal."""
    qr = io.StringIO()
    _qr(key).terminal(out=qr, compact=True)
    told = [console.say(name, **_about(data)) for name in ("cli.sheet.title", "cli.sheet.for", "cli.sheet.what")]
    return "\n".join([*told, "", *key_lines(key), "", qr.getvalue(), console.say("cli.sheet.how")])


def sheet_page(_console: Console, data: Path, key: MasterKey) -> str:
    """The sheet as a page to print, in Chinese and English: who finds it may read only one of them."""
    told = [both(name, **_about(data)) for name in ("cli.sheet.for", "cli.sheet.what", "cli.sheet.how")]
    texts = [*(text["zh"] for text in told), *(text["en"] for text in told)]
    paragraphs = [f"<p>{html.escape(text)}</p>" for text in texts]
    title = both("cli.sheet.title")
    return _PAGE.format(
        title=" · ".join((title["zh"], title["en"])),
        paragraphs="\n".join(paragraphs),
        lines=html.escape("\n".join(key_lines(key))),
        qr=_qr(key).svg_inline(border=2, omitsize=True),
    )


def _about(data: Path) -> dict[str, Any]:
    return {"folder": data, "date": datetime.now().astimezone().date().isoformat()}


def _qr(key: MasterKey) -> segno.QRCode:
    return segno.make("\n".join(key_lines(key)), micro=False)
