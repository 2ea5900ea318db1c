"""The extension's files as they ship: texts in both languages, no markup from text, nothing asked at install."""

from __future__ import annotations

import json
import re

import pytest

from e2e.browser import EXTENSION

LANGUAGES = ("zh_CN", "en")
SOURCES = sorted(EXTENSION.rglob("*.js"))


def texts(language):
    return json.loads((EXTENSION / "_locales" / language / "messages.json").read_text(encoding="utf-8"))


def test_both_languages_say_the_same_things_with_the_same_values():
    zh, en = (texts(language) for language in LANGUAGES)
    assert list(zh) == list(en)
    for key in zh:
        named = [set(re.findall(r"\{\w+\}", side[key]["message"])) for side in (zh, en)]
        assert named[0] == named[1], key
        assert zh[key]["message"].strip()
        assert en[key]["message"].strip()


def test_every_text_is_used_and_every_text_used_is_there():
    known = set(texts("en"))
    code = "\n".join(source.read_text(encoding="utf-8") for source in SOURCES)
    manifest = (EXTENSION / "manifest.json").read_text(encoding="utf-8")
    named = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', code)) | set(re.findall(r"__MSG_(\w+?)__", manifest))
    built = {key for key in known if key.startswith(("guess_", "part_"))}
    assert known - built <= named
    assert set(re.findall(r'say\("(\w+)"', code)) <= known


def test_the_manifest_asks_for_no_site_and_for_little_else():
    manifest = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["permissions"] == ["activeTab", "scripting", "storage", "alarms"]
    assert not {"host_permissions", "content_scripts"} & set(manifest)
    # What may be asked for, when its user wants a site followed or a frame read: the browser names the one site then.
    assert manifest["optional_host_permissions"] == ["*://*/*"]
    assert manifest["content_security_policy"]["extension_pages"] == "script-src 'self'; object-src 'self'"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(EXTENSION)))
def test_a_module_says_what_it_is_and_stays_small(source):
    text = source.read_text(encoding="utf-8")
    assert text.startswith("/**\n")
    assert len(text.splitlines()) <= 260
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|localStorage|sessionStorage|indexedDB", text)
