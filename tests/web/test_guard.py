"""Where a request may come from, and what every answer says about what may be done with it."""

import pytest

from shebaobu.config import Config
from shebaobu.web.guard import host_allowed
from tests.family import EXTENSION, capture_of

OWN = "http://localhost"


def error_of(answer):
    return answer.json["error"]["code"]


@pytest.mark.parametrize(
    ("host", "listening", "allowed"),
    [
        ("127.0.0.1:8620", "127.0.0.1", True),
        ("localhost:8620", "127.0.0.1", True),
        ("LOCALHOST.", "127.0.0.1", True),
        ("[::1]:8620", "127.0.0.1", True),
        ("shebaobu.lan:8620", "127.0.0.1", True),
        ("evil.example", "127.0.0.1", False),
        ("evil.example", "0.0.0.0", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("192.168.1.5:8620", "127.0.0.1", False),
        ("192.168.1.5:8620", "0.0.0.0", True),
        ("nas.home", "nas.home", True),
        ("", "127.0.0.1", False),
        ("[", "127.0.0.1", False),
        ("localhost@evil.example", "127.0.0.1", False),
    ],
)
def test_the_server_answers_to_its_own_names_only(tmp_path, host, listening, allowed):
    config = Config(data=tmp_path, host=listening, allowed_hosts=("shebaobu.lan",))
    assert host_allowed(config, host) is allowed


@pytest.mark.parametrize("path", ["/", "/api/v1/state", "/icon.svg", "/nothing"])
def test_another_sites_name_that_leads_here_gets_no_answer(family, path):
    answer = family.browser.get(path, base_url="http://evil.example")
    assert answer.status_code == 421
    assert error_of(answer) == "host_not_allowed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:1"},
        {"Origin": "https://localhost"},
        {"Origin": "chrome-extension://abc"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/v1/members"), ("POST", "/api/v1/session"), ("DELETE", "/api/v1/session")]
)
def test_other_sites_change_nothing(family, method, path, headers):
    answer = family.browser.open(path, method=method, json={"name": "x", "passphrase": "y"}, headers=headers)
    assert answer.status_code == 403
    assert error_of(answer) == "cross_origin"
    assert family.browser.get("/api/v1/members").json["members"] == []


def test_the_apps_own_pages_may(family):
    for headers in ({"Origin": OWN, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}):
        answer = family.browser.post("/api/v1/members", json={"name": "x", "relation": "self"}, headers=headers)
        assert answer.status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_a_plain_form_can_send_is_refused(family, kind):
    answer = family.browser.post("/api/v1/members", data='{"name":"x"}', content_type=kind)
    assert answer.status_code == 415
    assert error_of(answer) == "not_json"


@pytest.mark.parametrize("origin", ["chrome-extension://abcdef", "moz-extension://0f6b"])
@pytest.mark.parametrize("path", ["/api/v1/pair", "/api/v1/captures", "/api/v1/captures/preview"])
def test_extensions_may_call_the_device_routes(family, origin, path):
    asked = family.stranger().options(path, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Origin"] == origin
    assert asked.headers["Access-Control-Allow-Methods"] == "POST"
    assert asked.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"
    assert "Access-Control-Allow-Credentials" not in asked.headers
    sent = family.stranger().post(path, json={}, headers={"Origin": origin})
    assert sent.status_code in (400, 401)
    assert sent.headers["Access-Control-Allow-Origin"] == origin
    assert "Origin" in sent.headers["Vary"]


@pytest.mark.parametrize("path", ["/api/v1/pair", "/api/v1/captures", "/api/v1/captures/preview"])
def test_web_sites_may_not_call_the_device_routes(family, path):
    for origin in ("https://evil.example", "https://chrome-extension.example", "null"):
        asked = family.stranger().options(path, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
        assert "Access-Control-Allow-Origin" not in asked.headers
        sent = family.as_device(path, {}, Origin=origin)
        assert error_of(sent) == "cross_origin"
        assert "Access-Control-Allow-Origin" not in sent.headers


def test_no_other_route_has_cors(family):
    for path in ("/api/v1/state", "/api/v1/members", "/api/v1/session", "/", "/api/v1/captures/1"):
        for method in ("GET", "OPTIONS"):
            answer = family.browser.open(path, method=method, headers={"Origin": "chrome-extension://abc"})
            assert "Access-Control-Allow-Origin" not in answer.headers, path


@pytest.mark.parametrize("path", ["/", "/api/v1/state", "/api/v1/nothing", "/nothing", "/icon.svg", "/static/none.js"])
def test_every_answer_is_protected(family, path):
    headers = family.browser.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    for never in ("frame-ancestors", "base-uri", "form-action", "object-src"):
        assert policy[never] == "'none'"
    assert "unsafe-" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers
    if path.startswith("/api/v1/"):
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("mode", ["navigate", "no-cors", "cors"])
@pytest.mark.parametrize("path", ["/api/v1/members", "/api/v1/state", "/api/v1/members/{member}/export.json"])
def test_other_sites_cannot_have_files_or_answers_made(family, path, site, mode):
    path = path.format(member=family.add_member())
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": "document"}
    assert error_of(family.browser.get(path, headers=headers)) == "cross_origin"
    for site_of_ours in ("same-origin", "none"):
        assert family.browser.get(path, headers=headers | {"Sec-Fetch-Site": site_of_ours}).status_code == 200


def test_another_site_may_lead_to_our_page_and_no_more(family):
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert family.stranger().get("/", headers=visit).status_code == 200
    for change in ({"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Dest": "embed"}, {"Sec-Fetch-Mode": "no-cors"}):
        assert error_of(family.stranger().get("/", headers=visit | change)) == "cross_origin"


def test_what_the_browser_says_counts_beside_the_origin(family):
    headers = {"Origin": OWN, "Sec-Fetch-Site": "same-site"}
    answer = family.browser.post("/api/v1/members", json={"name": "x", "relation": "self"}, headers=headers)
    assert error_of(answer) == "cross_origin"


def test_a_request_is_a_persons_or_a_devices(family):
    family.pair()
    bearer = {"Authorization": f"Bearer {family.token}", "Origin": EXTENSION}
    for path, body, headers in (
        ("/api/v1/captures/preview", {"capture": capture_of("gz_pension_ranges")}, bearer),
        ("/api/v1/members", {"name": "x", "relation": "self"}, {"Authorization": bearer["Authorization"]}),
    ):
        assert error_of(family.browser.post(path, json=body, headers=headers)) == "token_and_cookie", path


def test_an_answer_is_read_by_the_paired_extension_and_a_refusal_by_any(family):
    family.pair()
    capture = {"capture": capture_of("gz_pension_ranges")}
    assert family.as_device("/api/v1/captures/preview", capture).headers["Access-Control-Allow-Origin"] == EXTENSION
    other = family.as_device("/api/v1/captures/preview", capture, Origin="moz-extension://other")
    assert error_of(other) == "device_elsewhere"
    assert other.headers["Access-Control-Allow-Origin"] == "moz-extension://other"


def test_a_compressed_body_is_refused(family):
    for encoding in ("gzip", "br", "deflate, gzip"):
        answer = family.browser.post("/api/v1/members", json={"name": "x"}, headers={"Content-Encoding": encoding})
        assert answer.status_code == 415
        assert error_of(answer) == "encoded_body"


def test_every_route_that_reads_or_changes_needs_a_sign_in_or_a_device(family):
    open_to_all = {
        ("GET", "/api/v1/state"), ("GET", "/api/v1/openapi.json"),
        ("POST", "/api/v1/setup/begin"), ("POST", "/api/v1/setup/sms"), ("POST", "/api/v1/setup/confirm"),
        ("POST", "/api/v1/invitations/open"),
        ("POST", "/api/v1/session"), ("POST", "/api/v1/session/second"), ("POST", "/api/v1/session/second/begin"),
        ("POST", "/api/v1/session/passkey"), ("POST", "/api/v1/session/passkey/begin"), ("POST", "/api/v1/pair"),
    }  # fmt: skip
    values = {"member_id": family.add_member(), "ending": "json"}
    family.pair()
    values["capture_id"] = family.save(capture_of("gz_pension_ranges"), values["member_id"]).json["capture"]
    stranger = family.stranger()
    answered = set()
    for rule in family.app.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"} if rule.rule.startswith("/api/v1/") else ():
            _, path = rule.build(dict.fromkeys(rule.arguments, "x") | values)
            answer = stranger.open(path, method=method, json={})
            if answer.status_code != 401 or error_of(answer) not in ("sign_in_needed", "device_not_known"):
                answered.add((method, rule.rule))
    assert answered <= open_to_all
