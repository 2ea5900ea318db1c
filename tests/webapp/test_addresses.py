"""Where a link may lead whose address came from a page: into this app, or to the web."""

import importlib.util
import sys
import types

import pytest

from tests.hostile.corpus import STRINGS
from webapp.builder.places import WEBAPP


@pytest.fixture(scope="module")
def leads():
    """The function of dom.py, which asks nothing of a browser."""
    sys.modules["browser"] = types.ModuleType("browser")
    sys.modules["browser"].document = None
    try:
        spec = importlib.util.spec_from_file_location("webapp_dom", WEBAPP / "app" / "dom.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        del sys.modules["browser"]
    return module.leads


@pytest.mark.parametrize(
    "address",
    [
        "#/member/1",
        "#//evil",
        "/api/v1/members/1/export.json?lang=en",
        "/",
        "https://si.example/",
        "http://a/?b=c",
        "blob:x",
    ],
)
def test_an_address_of_the_app_or_the_web(leads, address):
    assert leads(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript\n:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "ht\ttps://evil.example",
        "https:/\\evil.example",
        "https:evil.example",
        "evil.example",
    ],
)
def test_any_other(leads, address):
    assert not leads(address)


def test_no_hostile_string_leads_anywhere(leads):
    assert [name for name, text in STRINGS.items() if leads(text)] == []
