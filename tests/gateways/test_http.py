"""Gateways over HTTP against real servers on loopback, which keep what they were sent."""

import base64
import hashlib
import hmac
import logging
import socket
import threading
import urllib.parse

import pytest

from shebaobu.errors import SmsNotSent
from shebaobu.gateways.http import HttpGateway
from shebaobu.gateways.presets import sms_forwarder, sms_gateway_android
from shebaobu.gateways.settings import AndroidSettings, ForwarderSettings, HttpSettings, Success

PHONE, CODE = "+8619900000042", "038416"
TEXT = "【社保簿】登录验证码 038416，5 分钟内有效。不要告诉别人，我们不会向您索要。"


def taken(_request):
    return 200, {"ok": True}


def reason(gateway):
    with pytest.raises(SmsNotSent) as refused:
        gateway.send(PHONE, CODE, "zh-CN")
    assert PHONE not in str(refused.value.detail)
    assert CODE not in str(refused.value.detail)
    return refused.value.detail["reason"]


def test_json_is_written_as_json(loopback):
    server = loopback(taken)
    settings = HttpSettings(
        url=server.url + "/send",
        json={"to": ["{phone}"], "inner": {"text": '"{text}"\\{code}', "n": 3, "at": "{timestamp}"}},
        headers={"X-Key": "k-{code}"},
    )
    HttpGateway(settings).send(PHONE, CODE, "zh-CN")
    (request,) = server.received
    assert (request.method, request.target) == ("POST", "/send")
    assert request.json["to"] == [PHONE]
    assert request.json["inner"]["text"] == f'"{TEXT}"\\{CODE}'
    assert request.json["inner"]["n"] == 3
    assert isinstance(request.json["inner"]["at"], int)
    assert request.headers["X-Key"] == f"k-{CODE}"


def test_a_form_and_an_address_are_encoded(loopback):
    server = loopback(taken)
    form = HttpSettings(url=server.url + "/a?key=1", form={"to": "{national}", "body": "a=b&{text}"})
    HttpGateway(form).send(PHONE, CODE, "en")
    get = HttpSettings(url=server.url + "/x/{phone}/y?c={code}", method="GET", query={"t": "{text}&a=1"})
    HttpGateway(get).send(PHONE, CODE, "zh-CN")
    first, second = server.received
    fields = dict(urllib.parse.parse_qsl(first.body.decode()))
    assert fields["to"] == "19900000042"
    assert fields["body"].startswith("a=b&Shebaobu: your sign-in code is 038416")
    assert first.query == {"key": "1"}
    assert second.method == "GET"
    assert second.path == "/x/%2B8619900000042/y"
    assert second.query == {"c": CODE, "t": TEXT + "&a=1"}


def test_the_phone_app_sms_gateway_for_android(loopback):
    """``POST /message`` with basic authentication; 202 and a state, as its documents tell."""
    server = loopback(lambda _request: (202, {"id": "x", "state": "Pending", "recipients": []}))
    settings = AndroidSettings(url=server.url, user="sms", password="ein:wort", sim=2)
    HttpGateway(sms_gateway_android(settings)).send(PHONE, CODE, "zh-CN")
    (request,) = server.received
    assert (request.method, request.target) == ("POST", "/message")
    assert base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")) == b"sms:ein:wort"
    assert request.json["textMessage"] == {"text": TEXT}
    assert request.json["phoneNumbers"] == [PHONE]
    assert request.json["ttl"] == 300
    assert request.json["simNumber"] == 2
    server.answer = lambda _request: (202, {"id": "x", "state": "Failed"})
    assert reason(HttpGateway(sms_gateway_android(settings))) == "answer"
    server.answer = lambda _request: (401, {"message": "unauthorized"})
    assert reason(HttpGateway(sms_gateway_android(settings))) == "status"


def test_the_phone_app_sms_forwarder(loopback):
    """``POST /sms/send``; the signature computed here by the rule that the app checks by."""
    server = loopback(lambda _request: (200, {"code": 200, "msg": "success", "data": "success"}))
    gateway = HttpGateway(sms_forwarder(ForwarderSettings(url=server.url + "/", secret="签名 key", sim=2)))
    gateway.send(PHONE, CODE, "zh-CN")
    (request,) = server.received
    assert (request.method, request.target) == ("POST", "/sms/send")
    assert request.json["data"] == {"sim_slot": 2, "phone_numbers": PHONE, "msg_content": TEXT}
    signed = f"{request.json['timestamp']}\n签名 key".encode()
    digest = hmac.new("签名 key".encode(), signed, hashlib.sha256).digest()
    assert request.json["sign"] == urllib.parse.quote_plus(base64.b64encode(digest))
    assert isinstance(request.json["timestamp"], int)
    server.answer = lambda _request: (200, {"code": 500, "msg": "没有短信权限"})
    assert reason(gateway) == "answer"


@pytest.mark.parametrize(
    "success, answer, sent",
    [
        (Success(), (204, b""), True),
        (Success(), (302, "http://127.0.0.1:9/elsewhere"), False),
        (Success(), (500, {}), False),
        (Success(status=(201,)), (200, {}), False),
        (Success(json="data.0.state", equals=("ok", "1")), (200, {"data": [{"state": 1}]}), True),
        (Success(json="data.0.state", equals=("ok",)), (200, {"data": []}), False),
        (Success(json="data.state", equals=("ok",)), (200, b"no json"), False),
        (Success(json="data.state", equals=("ok",)), (200, {"data": "ok"}), False),
        (Success(pattern=r"^queued:\d+"), (200, b"queued:17"), True),
        (Success(pattern=r"^queued:\d+"), (200, b"\xff error"), False),
    ],
)
def test_what_counts_as_sent(loopback, success, answer, sent):
    server = loopback(lambda _request: answer)
    gateway = HttpGateway(HttpSettings(url=server.url, form={"p": "{phone}", "t": "{text}"}, success=success))
    if sent:
        gateway.send(PHONE, CODE, "zh-CN")
    else:
        assert reason(gateway) in ("status", "answer")
    assert len(server.received) == 1


def test_no_redirect_is_followed(loopback):
    other = loopback(taken)
    server = loopback(lambda _request: (307, other.url + "/there"))
    assert reason(HttpGateway(HttpSettings(url=server.url, form={"p": "{phone}", "t": "{text}"}))) == "status"
    assert other.received == []


def test_certificates_are_checked(loopback, authority):
    ca_file, context = authority
    server = loopback(taken, tls=context)
    form = {"p": "{phone}", "t": "{text}"}
    assert reason(HttpGateway(HttpSettings(url=server.url, form=form))) == "insecure"
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    assert reason(HttpGateway(HttpSettings(url=elsewhere, form=form, ca_file=ca_file))) == "insecure"
    assert server.received == []
    HttpGateway(HttpSettings(url=server.url, form=form, ca_file=ca_file)).send(PHONE, CODE, "zh-CN")
    assert len(server.received) == 1


def test_a_gateway_that_is_off_or_never_answers():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = HttpSettings(url=url, form={"p": "{phone}", "t": "{text}"}, timeout_s=1)
        assert reason(HttpGateway(settings)) == "unreachable"
    assert reason(HttpGateway(settings)) == "unreachable"


def test_a_gateway_that_drips_its_answer_is_given_up():
    done = threading.Event()

    def drip(listening):
        connection, _ = listening.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not done.wait(0.2):
                try:
                    connection.sendall(b".")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,), daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = HttpSettings(url=url, form={"p": "{phone}", "t": "{text}"}, timeout_s=1)
        assert reason(HttpGateway(settings)) == "unreachable"
        done.set()
        thread.join()


def test_nothing_of_it_is_logged(loopback, caplog):
    caplog.set_level(logging.DEBUG)
    server = loopback(lambda _request: (500, {"echo": TEXT}))
    assert reason(HttpGateway(HttpSettings(url=server.url, form={"p": "{phone}", "t": "{text}"}))) == "status"
    assert PHONE[3:] not in caplog.text
    assert CODE not in caplog.text


def keys_of(gateway):
    return [(finding.well, finding.key) for finding in gateway.check()]


def test_checking_connects_and_sends_nothing(loopback, authority):
    ca_file, context = authority
    form = {"p": "{phone}", "t": "{text}"}
    plain, secure = loopback(taken), loopback(taken, tls=context)
    assert keys_of(HttpGateway(HttpSettings(url=plain.url, form=form))) == [(True, "cli.sms.reachable")]
    good = HttpSettings(url=secure.url, form=form, ca_file=ca_file)
    assert keys_of(HttpGateway(good)) == [(True, "cli.sms.reachable")]
    assert keys_of(HttpGateway(HttpSettings(url=secure.url, form=form))) == [(False, "cli.sms.certificate")]
    nowhere = HttpSettings(url="http://gateway.invalid", form=form)
    assert keys_of(HttpGateway(nowhere)) == [(False, "cli.sms.no_such_host")]
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    assert keys_of(HttpGateway(HttpSettings(url=url, form=form))) == [(False, "cli.sms.unreachable")]
    assert plain.received == secure.received == []
