"""The options page: pairing with the family's server, each way it can fail, and forgetting it."""

from __future__ import annotations

import re
import threading

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from tests.extension.household import pair


@pytest.fixture
def stranger():
    """A web server that is not ours, but answers any page with a friendly text to anybody."""

    def friendly(_environ, start):
        start("200 OK", [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Headers", "*")])
        return [b"<h1>Welcome</h1>"]

    server = make_server("127.0.0.1", 0, friendly)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fault_after(options, server, code, name="书房的电脑"):
    options.fill("#server", server)
    options.fill("#code", code)
    options.fill("#device", name)
    options.click("#pair")
    options.wait_for_selector("#fault:not(:empty)")
    return options.text_content("#fault")


def test_pairing_shows_the_household_and_the_device_to_both_sides(household, options):
    assert options.input_value("#server") == "http://127.0.0.1:8620"
    assert "Linux" in options.input_value("#device")
    household.revoke_devices()
    options.fill("#server", household.address.removeprefix("http://") + "/")
    options.fill("#code", f" {household.pairing_code().lower().replace('-', '')} ")
    options.fill("#device", "书房的电脑")
    options.click("#pair")
    options.wait_for_selector("#paired")
    shown = options.text_content("#paired")
    assert "宋家" in shown
    assert household.address in shown
    assert "书房的电脑" in shown
    assert [device["name"] for device in household.ask("GET", "/api/v1/devices")["devices"]] == ["书房的电脑"]


@pytest.mark.parametrize(
    ("server", "code", "says"),
    [
        ("ftp://x", "ABCD-EFGH", "这不像一个服务器地址"),
        ("http://", "ABCD-EFGH", "这不像一个服务器地址"),
        ("127.0.0.1:8620", "ABCD", "配对码是 8 位"),
        ("127.0.0.1:9", "ABCD-EFGH", "http://127.0.0.1:9 没有回应"),
    ],
)
def test_what_is_entered_wrongly_is_said_in_words(options, server, code, says):
    assert says in fault_after(options, server, code)
    assert options.is_enabled("#pair")


def test_a_wrong_code_is_answered_by_the_server_in_words(household, options):
    fault = fault_after(options, household.address, "ZZZZ-9999")
    assert "配对码" in fault
    assert options.is_enabled("#pair")


def test_a_code_works_once(household, options):
    code = household.pairing_code()
    options.fill("#server", household.address)
    options.fill("#code", code)
    options.click("#pair")
    options.wait_for_selector("#paired")
    options.click("#forget")
    options.wait_for_selector("#note")
    assert "配对码" in fault_after(options, household.address, code)


def test_an_address_where_something_else_answers(options, stranger):
    assert "不是社保簿服务器" in fault_after(options, stranger, "ABCD-EFGH")


def test_an_address_that_others_can_listen_to_is_warned_of(options):
    assert options.text_content("#open-to-others") == ""
    options.fill("#server", "192.168.1.10:8620")
    assert "没有加密" in options.text_content("#open-to-others")
    options.fill("#server", "https://home.example")
    assert options.text_content("#open-to-others") == ""


@pytest.mark.parametrize("field", ["#server", "#code"])
@pytest.mark.parametrize(
    "line",
    [
        "http://192.168.1.10:8620 ABCD-EFGH",
        "  192.168.1.10:8620，abcd efgh ",
        "http://192.168.1.10:8620/#/pair/ABCD-EFGH",
        "http://192.168.1.10:8620/ ＡＢＣＤ－ＥＦＧＨ",
    ],
)
def test_a_line_of_address_and_code_fills_both_fields(options, field, line):
    options.fill(field, line)
    assert options.input_value("#server") == "http://192.168.1.10:8620"
    assert options.input_value("#code").upper().replace(" ", "-") == "ABCD-EFGH"
    assert "没有加密" in options.text_content("#open-to-others")


@pytest.mark.parametrize("typed", ["http://192.168.1.10:8620", "ABCD-EFGH", "A B C D E F G H", "ABCD EFGHJKMN"])
def test_what_is_no_such_line_stays_as_it_is_typed(options, typed):
    options.fill("#code", typed)
    assert options.input_value("#code") == typed
    assert options.input_value("#server") == "http://127.0.0.1:8620"


def test_a_code_is_taken_with_its_signs_mixed_up(household, options):
    code = household.pairing_code().lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    options.fill("#server", household.address)
    options.fill("#code", " " + " ".join(code) + " ")
    options.click("#pair")
    options.wait_for_selector("#paired")


def test_forgetting_leaves_nothing_of_the_pairing(fresh, household, options):
    pair(options, household)
    assert fresh.in_extension("chrome.storage.local.get('token')")["token"]
    options.click("#forget")
    options.wait_for_selector("#note")
    kept = fresh.in_extension("chrome.storage.local.get(null)")
    assert set(kept) <= {"server", "language"}
    assert fresh.in_extension("chrome.storage.session.get(['device', 'household'])") == {}


def test_names_are_kept_in_memory_and_gone_with_it(fresh, household, options):
    pair(options, household)
    assert set(fresh.in_extension("chrome.storage.local.get(null)")) == {"server", "token"}
    fresh.in_extension("chrome.storage.session.clear()")
    options.reload()
    assert options.text_content("#paired") == f"这个浏览器已连接到 {household.address}。"


def test_the_language_can_be_chosen(options):
    assert "设置" in options.title()
    options.select_option("#choose-language", "en")
    expect(options).to_have_title(re.compile("Settings"))
    assert options.text_content("#pair") == "Pair"
    options.select_option("#choose-language", "auto")
    expect(options).to_have_title(re.compile("设置"))
