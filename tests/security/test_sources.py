"""What no source of ours does, since nothing would notice it from outside until it is too late."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IN_BROWSERS = [
    file
    for folder in ("webapp/app", "webapp/boot", "extension")
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in (".py", ".js", ".html")
]
ON_THE_SERVER = sorted((ROOT / "server").rglob("*.py"))


def found(pattern: str, files: list[Path]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}: {match.group(0)}"
        for file in files
        for match in re.finditer(pattern, file.read_text(encoding="utf-8"))
    ]


def test_nothing_listens_to_messages_of_windows():
    assert len(IN_BROWSERS) > 50
    assert found(r"""(?<!runtime\.)\bpostMessage|["']message["']\s*,|\.onmessage\b(?!External)""", IN_BROWSERS) == []
    assert found(r"onMessageExternal|onConnectExternal|externally_connectable", IN_BROWSERS) == []
    assert "externally_connectable" not in (ROOT / "extension" / "manifest.json").read_text(encoding="utf-8")


def test_the_server_redirects_nowhere(family):
    """But to its one page without TLS, from addresses that it does not have there."""
    assert found(r"\bredirect\((?!\"/\"\))|[\"']Location[\"']|status=30\d", ON_THE_SERVER) == []
    for path in ("/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/members/", "/static", "/static/", "//evil.example"):
        answer = family.browser.get(path)
        assert answer.status_code not in range(300, 400), path
        assert "Location" not in answer.headers


def test_nothing_is_asked_of_another_host_by_its_name():
    """The only addresses in what browsers run are names of things, not places to ask."""
    assert found(r"""(?:fetch|importScripts|import)\s*\(\s*["'`]https?:""", IN_BROWSERS) == []
    assert found(r"""(?:src|href)=["']https?:""", [file for file in IN_BROWSERS if file.suffix == ".html"]) == []
