"""A signed-in victim on pages of others: another port of the same host, which the browser calls the same site and sends
the cookie to, another host, and another extension with a stolen token. Nothing is read, nothing is changed.
"""

from __future__ import annotations

import json

import pytest

from e2e.browser import FLAGS, until
from e2e.webapp.household import page_of, row
from e2e.webapp.other_sites import BEACONS, FETCH, FORMS, FRAME, INCLUDE, OPEN, STREAMS, HostileSite
from tests.owner import NAME

REFUSED_FRAME = "chrome-error://chromewebdata/"
HOSTS = {"same site, another port": "127.0.0.1", "another site": "prizes.localhost"}
EXTENSION_OF_THE_FAMILY = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
STATIC = ("/", "/icon.svg", "/icon-192.png", "/manifest.webmanifest")
LOOKED_AT = (
    "members",
    "devices",
    "sessions",
    "people",
    "invitations",
    "security",
    "emergency",
    "imports",
)


@pytest.fixture(scope="module")
def member(household):
    household.save(own := household.add_member(NAME), page_of([row("202301"), row("202302")]))
    return own


@pytest.fixture(scope="module")
def requests(household, member):
    """What changes something, as the app itself would send it, and what shows something."""
    [capture] = household.ask("GET", f"/api/v1/members/{member}/captures")["captures"]
    [device] = household.ask("GET", "/api/v1/devices")["devices"]
    [session] = household.ask("GET", "/api/v1/sessions")["sessions"]
    export = household.ask("GET", f"/api/v1/members/{member}/export.json")
    record = {"kind": "contribution", "insurance": "pension_employee", "month": "2021-03", "base": 500000}
    changing = [
        ("POST", "members", {"name": "冒充", "relation": "other"}),
        ("PATCH", f"members/{member}", {"name": "改过"}),
        ("POST", f"members/{member}/records", {"record": record}),
        ("POST", "devices/pairing", {}),
        ("PATCH", f"devices/{device['id']}", {"name": "改过"}),
        ("POST", "invitations", {"role": "adult"}),
        ("POST", "import", export),
        ("POST", "security/recovery", {}),
        ("PUT", f"members/{member}/decider", {"account": "0" * 16}),
        ("DELETE", f"captures/{capture['id']}", None),
        ("DELETE", f"members/{member}", None),
        ("DELETE", f"devices/{device['id']}", None),
        ("DELETE", "sessions", None),
        ("DELETE", f"sessions/{session['id']}", None),
        ("DELETE", "session", None),
    ]
    showing = [("GET", path, None) for path in ("state", "members", f"members/{member}/export.json", "sessions")]
    found = [{"method": method, "path": f"/api/v1/{path}", "body": body} for method, path, body in changing + showing]
    return found + [{"method": "GET", "path": path, "body": None} for path in STATIC]


@pytest.fixture(scope="module")
def hostile():
    site = HostileSite()
    yield site
    site.close()


def everything(household, member):
    """All that the family has, as its owner is told, when it was asked and when a session was last seen apart."""
    found = {path: household.ask("GET", f"/api/v1/{path}") for path in LOOKED_AT}
    found["export"] = household.ask("GET", f"/api/v1/members/{member}/export.json")
    found["export"].pop("exported_at", None)
    found["security"].pop("server_time", None)
    for one in [*found["sessions"]["sessions"], *found["devices"]["devices"]]:
        for seen in ("last_seen_at", "last_used_at", "ends_at"):
            one.pop(seen, None)
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def log(household):
    """What was done, as the log has it; looking at ``everything`` is an export, and an event itself."""
    return household.ask("GET", "/api/v1/log")


@pytest.fixture(params=HOSTS)
def victim(request, screen_of, household, hostile, member):
    """The signed-in owner, who has come to a hostile page; nothing may be different afterwards."""
    screen = screen_of(household.address, household.cookie)
    screen.open("#/", "home")
    before, done = everything(household, member), log(household)
    page = screen.context.new_page()
    page.goto(f"http://{HOSTS[request.param]}:{hostile.port}/")
    yield page
    assert log(household) == done
    assert everything(household, member) == before
    screen.open("#/", "home")


def script_paths(household, page):
    """The addresses of the app's own scripts, styles and texts."""
    text = page.request.get(f"{household.address}/").text()
    return sorted({part.split('"')[0] for part in text.split('"') if part.startswith("/static/")})


def test_no_answer_is_read_and_nothing_is_done(victim, household, requests):
    assert victim.evaluate(FETCH, {"address": household.address, "requests": requests}) == []


def test_what_is_sent_without_waiting_does_nothing(victim, household, requests):
    victim.evaluate(BEACONS, {"address": household.address, "requests": requests})


def test_forms_do_nothing_and_show_nothing(victim, household, requests):
    victim.evaluate(FORMS, {"address": household.address, "requests": requests})
    for frame in victim.frames[1:]:
        assert NAME not in frame.content()
        assert "<app" not in frame.content()


def test_a_form_that_takes_the_window_along_does_nothing(victim, household):
    victim.evaluate(
        """(address) => {
          const form = document.createElement("form");
          Object.assign(form, {method: "POST", action: address + "/api/v1/members", enctype: "text/plain"});
          const field = document.createElement("input");
          Object.assign(field, {name: '{"name": "冒充", "relation": "other", "padding": "', value: '"}'});
          form.append(field);
          document.body.append(form);
          form.submit();
        }""",
        household.address,
    )
    victim.wait_for_url(f"{household.address}/**")
    assert "cross_origin" in victim.content()


def test_nothing_can_be_taken_into_a_page(victim, household, member):
    paths = [*STATIC, *script_paths(household, victim)]
    paths += ["/api/v1/state", "/api/v1/members", f"/api/v1/members/{member}/export.json"]
    assert len(paths) > 9
    assert victim.evaluate(INCLUDE, {"address": household.address, "paths": paths}) == []


def test_no_page_is_framed(victim, household):
    victim.evaluate(FRAME, {"address": household.address, "paths": ["/", "/api/v1/members", "/icon.svg"]})

    def shown():
        return {frame.url for frame in victim.frames[1:]}

    until(lambda: shown() == {REFUSED_FRAME}, f"framed: {shown()}", pause=lambda: victim.wait_for_timeout(50))


def test_a_window_that_a_page_opens_tells_it_nothing(victim, household, member):
    paths = ["/", f"/#/member/{member}", "/api/v1/members"]
    assert victim.evaluate(OPEN, {"address": household.address, "paths": paths}) == []


def test_there_is_no_stream_to_listen_to(victim, household):
    assert victim.evaluate(STREAMS, {"address": household.address}) == ["error", "error"]


def test_the_requests_are_what_the_app_itself_could_send(screen_of, household, requests):
    """Without this the tests above would say nothing: from the family's own page the same requests are done."""
    screen = screen_of(household.address, household.cookie)
    screen.open("#/", "home")
    harmless = [one for one in requests if one["method"] in ("POST", "PATCH", "GET") and "recovery" not in one["path"]]
    before = household.ask("GET", "/api/v1/members")
    found = screen.page.evaluate(FETCH, {"address": household.address, "requests": harmless})
    done = {(method, path) for method, path, mode, kind, status, _ in found if status < 300}
    assert done == {(one["method"], one["path"]) for one in harmless}
    assert household.ask("GET", "/api/v1/members") != before


@pytest.fixture
def stranger(chromium, browser_path, tmp_path):
    """The page of another extension, one that may do nothing."""
    folder = tmp_path / "extension"
    folder.mkdir()
    manifest = {
        "manifest_version": 3,
        "name": "Coupons",
        "version": "1.0",
        "background": {"service_worker": "worker.js"},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "worker.js").write_text("self.addEventListener('install', () => self.skipWaiting());")
    (folder / "page.html").write_text("<!doctype html><title>Coupons</title>")
    context = chromium.browser_type.launch_persistent_context(
        str(tmp_path / "profile"),
        executable_path=browser_path,
        headless=False,
        args=[*FLAGS, f"--load-extension={folder}", f"--disable-extensions-except={folder}"],
    )
    running = context.service_workers
    worker = running[0] if running else context.wait_for_event("serviceworker", timeout=30_000)
    page = context.new_page()
    page.goto(f"chrome-extension://{worker.url.split('/')[2]}/page.html")
    yield page
    context.close()


SPEAK = """async ({address, path, token, body}) => {
  const headers = {"Content-Type": "application/json", Authorization: `Bearer ${token}`};
  try {
    const answer = await fetch(address + path, {method: "POST", headers, body: JSON.stringify(body)});
    return [answer.status, await answer.text()];
  } catch (error) {
    return [0, error.name];
  }
}"""


def paired_by_the_family(household):
    """The token of a device that was paired by the family's own extension."""
    code = household.pairing_code()
    return household.ask(
        "POST", "/api/v1/pair", {"code": code, "name": "书房的电脑"}, headers={"Origin": EXTENSION_OF_THE_FAMILY}
    )["token"]


def test_another_extension_with_a_stolen_token_gets_a_refusal_and_saves_nothing(stranger, household, member):
    token = paired_by_the_family(household)
    before = everything(household, member)
    save = {"capture": page_of([row("209901")]), "member": member, "answers": []}
    for path, body in (("/api/v1/captures", save), ("/api/v1/captures/preview", {"capture": save["capture"]})):
        asked = {"address": household.address, "path": path, "token": token, "body": body}
        status, text = stranger.evaluate(SPEAK, asked)
        assert (status, json.loads(text)["error"]["code"]) == (401, "device_elsewhere")
        assert NAME not in text
    for path in ("/api/v1/members", "/api/v1/devices/pairing", "/api/v1/invitations"):
        asked = {
            "address": household.address,
            "path": path,
            "token": token,
            "body": {"name": "冒充", "relation": "son"},
        }
        assert stranger.evaluate(SPEAK, asked)[0] == 0
    read = stranger.evaluate(
        FETCH, {"address": household.address, "requests": [{"method": "GET", "path": "/api/v1/members", "body": None}]}
    )
    assert read == []
    assert everything(household, member) == before
    family = household.ask(
        "POST",
        "/api/v1/captures/preview",
        {"capture": save["capture"]},
        token=token,
        headers={"Origin": EXTENSION_OF_THE_FAMILY},
    )
    assert family["records"]
