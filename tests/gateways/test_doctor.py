"""``shebaobu doctor`` as a process: what it says of the gateway, and that it sends only when told."""

import os
import subprocess
import sys

import pytest

NUMBER = "19900000042"


@pytest.fixture
def doctor(tmp_path):
    def run(settings, *options, mode=0o600):
        path = tmp_path / "sms.toml"
        path.write_text(settings, encoding="utf-8")
        path.chmod(mode)
        command = [sys.executable, "-m", "shebaobu.cli", "doctor", "--data", str(tmp_path / "data"), *options]
        environ = {**os.environ, "LC_ALL": "C.UTF-8", "SHEBAOBU_SMS_CONFIG": str(path)}
        return subprocess.run(command, capture_output=True, text=True, env=environ, check=False)

    return run


def template(url):
    return f'[gateway]\nkind = "http"\nurl = "{url}"\nform = {{p = "{{phone}}", t = "{{text}}"}}\n'


def test_it_sends_only_to_the_number_that_it_is_told(loopback, doctor):
    server = loopback(lambda _request: (200, {}))
    looked = doctor(template(server.url))
    assert looked.returncode == 0
    assert f"✓ the SMS gateway {server.address} can be reached" in looked.stdout
    assert server.received == []
    sent = doctor(template(server.url), "--send-sms-to", NUMBER)
    assert sent.returncode == 0
    assert "✓ the gateway took a test message to 199****0042" in sent.stdout
    assert len(server.received) == 1
    server.answer = lambda _request: (503, {})
    refused = doctor(template(server.url), "--send-sms-to", NUMBER)
    assert refused.returncode == 1
    assert "✗ the test message was not sent: the gateway answered status 503" in refused.stdout
    assert NUMBER not in sent.stdout + sent.stderr + refused.stdout + refused.stderr


def test_it_says_in_words_what_is_wrong(doctor):
    shown = doctor(template("http://127.0.0.1:9"), mode=0o644)
    assert shown.returncode == 1
    assert "chmod 600" in shown.stdout
    assert "gateway.url" in doctor(template("ftp://127.0.0.1")).stdout
    off = doctor(template("http://127.0.0.1:9"), "--send-sms-to", "12345").stdout
    assert "✗ the SMS gateway 127.0.0.1:9 cannot be reached" in off
    assert "does not look like the number of a phone" in off
