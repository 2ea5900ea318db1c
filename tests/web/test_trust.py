"""Who comes without TLS to the port of TLS gets the certificate and the way to trust it, and nothing else."""

import re

import pytest

from shebaobu.i18n import LANGUAGES, texts
from shebaobu.web.trust import CERTIFICATE_PATH, OVER_TLS, TlsOnly, create_trust_app
from shebaobu.web.trust_page import SYSTEMS

CERTIFICATE = b"\x30\x82der"
ANDROID = "Mozilla/5.0 (Linux; Android 15; V2) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Safari/604.1"


@pytest.fixture
def phone():
    return create_trust_app(CERTIFICATE).test_client()


def test_the_certificate_comes_as_phones_install_it(phone):
    answer = phone.get(CERTIFICATE_PATH)
    assert answer.data == CERTIFICATE
    assert answer.content_type == "application/x-x509-ca-cert"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_steps_of_every_system_in_both_languages(phone, language):
    page = phone.get(f"/?lang={language}", base_url="http://192.168.1.10:8620").text
    words = texts(language)
    assert f'<html lang="{language}">' in page
    assert 'href="https://192.168.1.10:8620/"' in page
    assert f'href="{CERTIFICATE_PATH}"' in page
    for system in SYSTEMS:
        assert f"<summary>{words[f'trust.{system}']}</summary>" in page
    assert "trust." not in re.sub(r'href="[^"]*"', "", page)


@pytest.mark.parametrize(("agent", "system"), [(ANDROID, "android"), (IPHONE, "ios")])
def test_the_steps_of_the_own_system_are_open_and_first(phone, agent, system):
    page = phone.get("/?lang=en", headers={"User-Agent": agent}).text
    assert re.findall(r"<details([^>]*)><summary>([^<]*)", page)[0] == (" open", texts("en")[f"trust.{system}"])
    assert page.count("<details open>") == 1


def test_the_language_is_the_browsers(phone):
    assert 'lang="en"' in phone.get("/", headers={"Accept-Language": "en-GB,en"}).text.split("<head>")[0]
    assert 'lang="zh-CN"' in phone.get("/", headers={"Accept-Language": "zh"}).text.split("<head>")[0]
    assert 'lang="zh-CN"' in phone.get("/?lang=<b>").text.split("<head>")[0]


@pytest.mark.parametrize("path", ["/", CERTIFICATE_PATH, "/trust.css", "/api/v1/state", "/nothing"])
def test_no_script_runs_and_nothing_is_kept(phone, path):
    headers = phone.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers
    assert "Strict-Transport-Security" not in headers


def test_a_name_in_the_request_is_no_markup(phone):
    assert '"><script' not in phone.get("/", headers={"Host": 'x"><script>alert(1)</script>'}).text


def test_a_page_that_was_looked_for_leads_here_and_the_api_says_so_in_words(phone):
    led = phone.get("/some/page?secret=1")
    assert (led.status_code, led.headers["Location"]) == (302, "/")
    for method in ("GET", "POST", "DELETE"):
        answer = phone.open("/api/v1/members", method=method, json={"name": "x"})
        assert answer.status_code == 403
        assert answer.json["error"]["code"] == "https_needed"
    assert phone.post("/").status_code == 403


def test_an_extension_can_read_why_nothing_was_saved(phone):
    headers = {"Origin": "chrome-extension://abc"}
    for method in ("OPTIONS", "POST"):
        answer = phone.open("/api/v1/captures", method=method, headers=headers)
        assert answer.headers["Access-Control-Allow-Origin"] == "chrome-extension://abc"
    assert phone.open("/api/v1/captures", method="OPTIONS", headers=headers).status_code == 204
    other = phone.post("/api/v1/captures", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in other.headers


def test_a_certificate_of_ones_own_needs_no_steps():
    phone = create_trust_app(None).test_client()
    page = phone.get("/?lang=en", base_url="http://ledger.example.org:8620").text
    assert 'href="https://ledger.example.org:8620/"' in page
    assert "<details" not in page
    assert phone.get(CERTIFICATE_PATH).status_code == 302


@pytest.mark.parametrize("said", [None, False, "1", "true", 1])
def test_only_the_server_can_say_that_somebody_came_over_tls(said):
    chosen = []

    def app(name):
        return lambda _environ, _start: chosen.append(name) or []

    both = TlsOnly(app("household"), app("plain"))
    forged = {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "https", OVER_TLS: said}
    both(forged, None)
    both({OVER_TLS: True}, None)
    assert chosen == ["plain", "household"]
