"""The sample portal pages beside this file, and what the extension reads of them.

Run as a program it reads each page, or those that are named, with the real extension in the real browser and writes its
`capture.json` anew: `.venv/bin/python -m tests.portals.pages [NAME …]`. Look at the difference before committing it:
the server is tested against these.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from e2e.browser import Popup, open_browser

HERE = Path(__file__).resolve().parent
ORDER = ("type", "path", "columns", "codes", "rows", "pairs", "lines", "text", "box", "truncated", "total_rows")
CAPTURED_AT = "2026-11-23T08:00:00+08:00"


@dataclass(frozen=True)
class SamplePage:
    """One case: a page, the address it is shown under, the records expected of it, and its capture."""

    name: str

    @property
    def html(self) -> str:
        return self._read("page.html")

    @property
    def expected(self) -> dict[str, Any]:
        return dict(json.loads(self._read("expected.json")))

    @property
    def capture(self) -> dict[str, Any]:
        return dict(json.loads(self._read("capture.json")))

    @property
    def url(self) -> str:
        """Where the page is shown; `portal.example` where no portal's address is known in full."""
        return str(self.expected["page"]["url"])

    def write_capture(self, capture: dict[str, Any]) -> None:
        (HERE / self.name / "capture.json").write_text(as_text(capture), encoding="utf-8")

    def _read(self, file: str) -> str:
        return (HERE / self.name / file).read_text(encoding="utf-8")


SAMPLES = tuple(SamplePage(folder.name) for folder in sorted(HERE.iterdir()) if (folder / "page.html").exists())


def read_page(popup: Popup) -> dict[str, Any]:
    """What the extension reads of the tab that `popup` was opened on: {"capture", "unread"}, at a fixed time."""
    asked = "import('/app/reading.js').then((reading) => reading.readFrontTab()).then(JSON.stringify)"
    read: dict[str, Any] = json.loads(popup.js(asked))
    read["capture"]["captured_at"] = CAPTURED_AT
    return read


def as_text(capture: dict[str, Any]) -> str:
    """A capture as it lies in the folder: one row, pair or line of the page to a line of the file."""
    blocks = []
    for block in capture["blocks"]:
        fields = []
        for name, value in _ordered(block).items():
            if name in ("rows", "pairs", "lines", "columns") and value:
                items = ",\n".join(f"    {_compact(item)}" for item in value)
                fields.append(f'   "{name}": [\n{items}\n   ]')
            else:
                fields.append(f'   "{name}": {_compact(value)}')
        blocks.append("  {\n" + ",\n".join(fields) + "\n  }")
    head = [
        f' "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in capture.items() if name != "blocks"
    ]
    return "{\n" + ",\n".join([*head, ' "blocks": [\n' + ",\n".join(blocks) + "\n ]"]) + "\n}\n"


def _ordered(value: dict[str, Any]) -> dict[str, Any]:
    return {name: value[name] for name in sorted(value, key=ORDER.index)}


def _compact(value: Any) -> str:
    return json.dumps(_ordered(value) if isinstance(value, dict) else value, ensure_ascii=False)


def renew(names: list[str]) -> None:
    """Read the sample pages of these names, or every one, and write their captures."""
    with open_browser() as browser:
        for sample in (sample for sample in SAMPLES if not names or sample.name in names):
            page = browser.show(sample.url, sample.html)
            popup = browser.click_extension(page)
            sample.write_capture(read_page(popup)["capture"])
            popup.close()
            page.close()


if __name__ == "__main__":
    renew(sys.argv[1:])
