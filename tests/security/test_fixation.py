"""Sessions cannot be given to somebody, and what has ended stays ended: over real HTTP, and over TLS."""

from __future__ import annotations

import http.client
import json
import ssl
from pathlib import Path
from types import SimpleNamespace

import pyotp
import pytest
import trustme

from shebaobu.auth.passphrase import hash_passphrase, passphrase_fits
from tests.family import NAME, PASSPHRASE
from tests.owner import Owner
from tests.served import Served

COOKIE, COOKIE_OVER_TLS = "shebaobu_session", "__Host-shebaobu_session"


class Answered:
    """Status, JSON and the cookie's parts of an answer."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = answer.headers
        text = answer.read()
        self.json = json.loads(text) if text else None
        self.cookies = answer.headers.get_all("Set-Cookie") or []


def ask(owner: Owner, method: str, path: str, body=None, cookie: str = "", tls: ssl.SSLContext | None = None):
    """An answer to a browser with this cookie, sent as it is."""
    place = ("127.0.0.1", owner.server.port)
    connection = http.client.HTTPSConnection(*place, context=tls) if tls else http.client.HTTPConnection(*place)
    headers = {"Content-Type": "application/json"} | ({"Cookie": cookie} if cookie else {})
    connection.request(method, f"/api/v1/{path}", None if body is None else json.dumps(body), headers)
    answered = Answered(connection.getresponse())
    connection.close()
    return answered


def sign_in(owner: Owner, cookie: str = "", tls: ssl.SSLContext | None = None) -> Answered:
    """Both steps, from a browser that has a cookie already."""
    first = ask(owner, "POST", "session", {"name": NAME, "passphrase": PASSPHRASE}, cookie, tls)
    assert first.status == 200
    assert first.cookies == []
    body = {"ticket": first.json["ticket"], "method": "recovery", "code": owner.recovery_codes.pop()}
    second = ask(owner, "POST", "session/second", body, cookie, tls)
    assert second.status == 200
    return second


def take_fresh_step(owner: Owner, cookie: str) -> Answered:
    ticket = ask(owner, "POST", "security/fresh", {}, cookie).json["ticket"]
    body = {"ticket": ticket, "method": "recovery", "code": owner.recovery_codes.pop()}
    return ask(owner, "POST", "security/fresh/answer", body, cookie)


def pair_of(answered: Answered) -> str:
    [cookie] = answered.cookies
    return cookie.split(";")[0]


def status(owner: Owner, cookie: str) -> int:
    return ask(owner, "GET", "members", cookie=cookie).status


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    server = Served(tmp_path_factory.mktemp("fixation") / "data")
    yield server
    server.end()


@pytest.fixture(scope="module")
def household(served):
    return Owner(served)


@pytest.fixture
def owner(household):
    """The owner with recovery codes enough for a test: they save waiting for the authenticator."""
    owned = take_fresh_step(household, household.cookie)
    household.cookie = pair_of(owned)
    household.recovery_codes = ask(household, "POST", "security/recovery", {}, household.cookie).json["recovery_codes"]
    return household


def test_a_token_that_somebody_else_has_set_does_not_become_the_session(owner):
    for name in (COOKIE, COOKIE_OVER_TLS):
        theirs = f"{name}=a-token-that-somebody-else-knows"
        own = pair_of(sign_in(owner, theirs))
        assert own != theirs
        assert status(owner, own) == 200
        assert status(owner, theirs) == 401


def test_a_thiefs_own_session_does_not_become_anothers(owner):
    """Whoever puts their own cookie into a browser finds it worthless once somebody has signed in there."""
    theirs = pair_of(sign_in(owner))
    own = pair_of(sign_in(owner, theirs))
    assert status(owner, theirs) == 401
    assert status(owner, own) == 200


def test_each_sign_in_gives_a_token_of_its_own(owner):
    tokens = [pair_of(sign_in(owner)) for _ in range(4)]
    assert len(set(tokens)) == 4
    assert [status(owner, token) for token in tokens] == [200] * 4


def test_a_sign_in_ends_the_session_that_the_browser_had(owner):
    former = pair_of(sign_in(owner))
    other = pair_of(sign_in(owner))
    later = pair_of(sign_in(owner, former))
    assert [status(owner, cookie) for cookie in (former, other, later)] == [401, 200, 200]


def test_a_sign_in_that_fails_leaves_the_session_that_the_browser_has(owner):
    kept = pair_of(sign_in(owner))
    first = ask(owner, "POST", "session", {"name": NAME, "passphrase": PASSPHRASE}, kept)
    body = {"ticket": first.json["ticket"], "method": "recovery", "code": "0000-0000-0000"}
    assert ask(owner, "POST", "session/second", body, kept).status == 401
    assert status(owner, kept) == 200


def test_a_fresh_step_gives_the_session_a_new_token(owner):
    former = pair_of(sign_in(owner))
    [session] = [one for one in sessions(owner, former) if one["current"]]
    later = pair_of(take_fresh_step(owner, former))
    assert [status(owner, cookie) for cookie in (former, later)] == [401, 200]
    [same] = [one for one in sessions(owner, later) if one["current"]]
    assert same["id"] == session["id"]
    assert ask(owner, "POST", "security/recovery", {}, former).status == 401
    answered = ask(owner, "POST", "security/recovery", {}, later)
    assert answered.status == 200
    owner.cookie, owner.recovery_codes = later, answered.json["recovery_codes"]


def sessions(owner: Owner, cookie: str):
    return ask(owner, "GET", "sessions", cookie=cookie).json["sessions"]


def test_what_has_ended_opens_nothing_again(owner):
    out, ended, other = (pair_of(sign_in(owner)) for _ in range(3))
    [of_ended] = [one["id"] for one in sessions(owner, ended) if one["current"]]
    left = ask(owner, "DELETE", "session", {}, out)
    assert left.status == 204
    [gone] = left.cookies
    assert gone.startswith(f"{COOKIE}=;")
    assert "Max-Age=0" in gone
    assert ask(owner, "DELETE", f"sessions/{of_ended}", {}, other).status == 204
    for cookie in (out, ended):
        assert status(owner, cookie) == 401
        assert ask(owner, "GET", "state", cookie=cookie).json["account"] is None
    assert ask(owner, "DELETE", "session", {}, out).status == 401


def test_a_cookie_says_all_that_binds_it(owner):
    answered = sign_in(owner)
    name, *parts = answered.cookies[0].split("; ")
    assert name.startswith(f"{COOKIE}=")
    assert sorted(parts) == ["HttpOnly", "Path=/", "SameSite=Strict"]
    token = name.partition("=")[2]
    assert len(token) >= 43
    assert token not in json.dumps(answered.json)


@pytest.fixture(scope="module")
def over_tls(tmp_path_factory):
    """An owner of a server with a certificate, and what trusts it."""
    folder: Path = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    key, chain = folder / "key.pem", folder / "chain.pem"
    certificate.private_key_pem.write_to_path(key)
    for part in certificate.cert_chain_pems:
        part.write_to_path(chain, append=True)
    server = Served(folder / "data", "--tls-cert", str(chain), "--tls-key", str(key))
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    yield server, trusting
    server.end()


def test_over_tls_browsers_are_told_to_come_by_tls_only(over_tls):
    server, trusting = over_tls
    connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=trusting)
    for path in ("/", "/api/v1/state", "/nothing"):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    connection.close()


def test_over_tls_the_cookie_has_its_prefix_and_no_other_cookie_opens(over_tls):
    server, trusting = over_tls
    link = {"token": server.setup_token}
    owner = SimpleNamespace(server=server)
    names = {"household": "宋家", "name": NAME, "passphrase": PASSPHRASE}
    secret = ask(owner, "POST", "setup/begin", link | names, tls=trusting).json["totp"]["secret"]
    confirmed = ask(owner, "POST", "setup/confirm", link | {"code": pyotp.TOTP(secret).now()}, tls=trusting)
    owner.recovery_codes = confirmed.json["recovery_codes"]
    answered = sign_in(owner, tls=trusting)
    name, *parts = answered.cookies[0].split("; ")
    assert name.startswith(f"{COOKIE_OVER_TLS}=")
    assert sorted(parts) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]
    token = name.partition("=")[2]
    for cookie, expected in ((name, 200), (f"{COOKIE}={token}", 401)):
        assert ask(owner, "GET", "members", cookie=cookie, tls=trusting).status == expected


def test_a_passphrase_is_good_for_years(family):
    """No time is kept with it, and none is looked at."""
    kept = hash_passphrase(PASSPHRASE)
    family.clock.forward(days=3650)
    assert passphrase_fits(kept, PASSPHRASE)
    assert family.first_step(family.stranger()).status_code == 200
