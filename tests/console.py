"""The commands as a person runs them, and a served household as a browser speaks with it."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

import pyotp

from tests.family import NAME, PASSPHRASE


def run(*arguments, lang="C.UTF-8", stdin=None, **env):
    return subprocess.run(
        [sys.executable, "-m", "shebaobu.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1", **env},
    )


def ask(server, path, body=None, cookie="", method=None):
    """Status, answer and cookie of a request to a served household."""
    request = urllib.request.Request(
        server.address + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Cookie": cookie},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
            return answer.status, json.loads(text or "null"), answer.headers.get("Set-Cookie", "").split(";")[0]
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read()), ""


def set_up(server, passphrase=PASSPHRASE, token=None):
    """Set an account up by its link; its TOTP secret."""
    token = token or server.setup_token
    fields = {"token": token, "household": "宋家", "name": NAME, "passphrase": passphrase}
    status, begun, _ = ask(server, "/api/v1/setup/begin", fields)
    assert status == 200, begun
    secret = begun["totp"]["secret"]
    status, confirmed, _ = ask(server, "/api/v1/setup/confirm", {"token": token, "code": pyotp.TOTP(secret).now()})
    assert status == 200, confirmed
    assert len(confirmed["recovery_codes"]) == 10
    return confirmed["recovery_codes"]


def sign_in(server, recovery_code, passphrase=PASSPHRASE):
    """Sign in by a recovery code; the session's cookie."""
    status, ticket, _ = ask(server, "/api/v1/session", {"name": NAME, "passphrase": passphrase})
    assert status == 200, ticket
    body = {"ticket": ticket["ticket"], "method": "recovery", "code": recovery_code}
    status, signed, cookie = ask(server, "/api/v1/session/second", body)
    assert status == 200, signed
    return cookie
