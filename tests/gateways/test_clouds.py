"""The two clouds through their official libraries, against HTTPS servers on loopback that check the signature.

The signatures are computed here anew, as the clouds' documents describe: ACS3-HMAC-SHA256 and TC3-HMAC-SHA256.
"""

import hashlib
import hmac
import json
import logging
import sys
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from shebaobu.errors import SmsExtraMissing, SmsNotSent
from shebaobu.gateways.aliyun import AliyunGateway
from shebaobu.gateways.settings import AliyunSettings, TencentSettings
from shebaobu.gateways.tencent import TencentGateway

PHONE, CODE, ABROAD = "+8619900000042", "038416", "+447911123456"
KEY_ID, SECRET = "key-id-for-tests", "a secret for tests"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def aliyun_signature(request):
    """https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature"""
    authorization = request.headers["Authorization"]
    signed = authorization.split("SignedHeaders=")[1].split(",")[0]
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in signed.split(";"))
    query = "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in sorted(request.query.items()))
    body = request.headers["x-acs-content-sha256"]
    assert body == sha256(request.body)
    canonical = f"{request.method}\n{request.path}\n{query}\n{headers}\n{signed}\n{body}"
    signature = mac(SECRET.encode(), f"ACS3-HMAC-SHA256\n{sha256(canonical.encode())}").hex()
    return f"ACS3-HMAC-SHA256 Credential={KEY_ID},SignedHeaders={signed},Signature={signature}"


def tencent_signature(request):
    """https://cloud.tencent.com/document/api/382/52072"""
    date = datetime.fromtimestamp(int(request.headers["X-TC-Timestamp"]), UTC).strftime("%Y-%m-%d")
    headers = f"content-type:{request.headers['Content-Type']}\nhost:{request.headers['Host']}\n"
    canonical = f"POST\n/\n\n{headers}\ncontent-type;host\n{sha256(request.body)}"
    scope = f"{date}/sms/tc3_request"
    to_sign = f"TC3-HMAC-SHA256\n{request.headers['X-TC-Timestamp']}\n{scope}\n{sha256(canonical.encode())}"
    key = mac(mac(mac(f"TC3{SECRET}".encode(), date), "sms"), "tc3_request")
    credential = f"Credential={KEY_ID}/{scope}, SignedHeaders=content-type;host"
    return f"TC3-HMAC-SHA256 {credential}, Signature={mac(key, to_sign).hex()}"


def checking(signature, answer, wrong):
    """Answers only a request that is signed as it should be."""

    def decide(request):
        return answer if request.headers["Authorization"] == signature(request) else wrong

    return decide


ALIYUN_OK = (200, {"Code": "OK", "Message": "OK", "RequestId": "1", "BizId": "2"})
ALIYUN_UNSIGNED = (400, {"Code": "SignatureDoesNotMatch", "Message": "no", "RequestId": "1"})


def tencent_says(code):
    status = {"SerialNo": "1", "PhoneNumber": PHONE, "Fee": 1, "SessionContext": "", "Code": code, "Message": "m"}
    return 200, {"Response": {"SendStatusSet": [status], "RequestId": "1"}}


TENCENT_UNSIGNED = (200, {"Response": {"Error": {"Code": "AuthFailure", "Message": "no"}, "RequestId": "1"}})


def aliyun(server, ca_file, secret=SECRET):
    return AliyunGateway(
        AliyunSettings(
            access_key_id=KEY_ID,
            access_key_secret=secret,
            sign_name="宋家",
            template_code="SMS_1",
            endpoint=server.address,
            ca_file=ca_file,
            timeout_s=5,
        )
    )


def tencent(server, ca_file, secret=SECRET):
    return TencentGateway(
        TencentSettings(
            secret_id=KEY_ID,
            secret_key=secret,
            app_id="1400000000",
            sign_name="宋家",
            template_id="7",
            endpoint=server.address,
            ca_file=ca_file,
            timeout_s=5,
        )
    )


def why(gateway):
    with pytest.raises(SmsNotSent) as refused:
        gateway.send(PHONE, CODE, "zh-CN")
    return refused.value.detail["reason"], refused.value.detail["said"]


def test_aliyun_takes_a_message_signed_as_its_documents_tell(loopback, authority):
    ca_file, context = authority
    server = loopback(checking(aliyun_signature, ALIYUN_OK, ALIYUN_UNSIGNED), tls=context)
    aliyun(server, ca_file).send(PHONE, CODE, "zh-CN")
    (request,) = server.received
    assert request.headers["x-acs-action"] == "SendSms"
    assert request.headers["x-acs-version"] == "2017-05-25"
    assert request.query["PhoneNumbers"] == "19900000042"
    assert (request.query["SignName"], request.query["TemplateCode"]) == ("宋家", "SMS_1")
    assert json.loads(request.query["TemplateParam"]) == {"code": CODE}
    aliyun(server, ca_file).send(ABROAD, CODE, "en")
    assert server.received[-1].query["PhoneNumbers"] == "447911123456"
    assert why(aliyun(server, ca_file, "another secret")) == ("refused", "SignatureDoesNotMatch")


def test_tencent_takes_a_message_signed_as_its_documents_tell(loopback, authority):
    ca_file, context = authority
    server = loopback(checking(tencent_signature, tencent_says("Ok"), TENCENT_UNSIGNED), tls=context)
    tencent(server, ca_file).send(PHONE, CODE, "zh-CN")
    (request,) = server.received
    assert request.headers["X-TC-Action"] == "SendSms"
    assert request.headers["X-TC-Version"] == "2021-01-11"
    sent = request.json
    assert sent["PhoneNumberSet"] == [PHONE]
    assert sent["TemplateParamSet"] == [CODE, "5"]
    assert (sent["SmsSdkAppId"], sent["SignName"], sent["TemplateId"]) == ("1400000000", "宋家", "7")
    assert why(tencent(server, ca_file, "another secret")) == ("refused", "AuthFailure")


def test_what_a_cloud_refuses_is_told_by_its_code(loopback, authority):
    ca_file, context = authority
    limit = (200, {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": PHONE, "RequestId": "1"})
    assert why(aliyun(loopback(lambda _request: limit, tls=context), ca_file)) == (
        "refused",
        "isv.BUSINESS_LIMIT_CONTROL",
    )
    busy = loopback(lambda _request: tencent_says("LimitExceeded.PhoneNumberDailyLimit"), tls=context)
    assert why(tencent(busy, ca_file)) == ("refused", "LimitExceeded.PhoneNumberDailyLimit")


@pytest.mark.parametrize("cloud", [aliyun, tencent])
def test_a_cloud_with_another_certificate_or_no_sense_is_none(loopback, authority, cloud, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    ca_file, context = authority
    server = loopback(lambda _request: (200, b"<html>hotel wifi</html>"), tls=context)
    assert why(cloud(server, None))[0] == "unreachable"
    assert server.received == []
    assert why(cloud(server, ca_file))[0] == "unreachable"
    assert len(server.received) == 1


@pytest.mark.parametrize("cloud", [aliyun, tencent])
def test_libraries_log_neither_number_nor_code(loopback, authority, cloud, caplog, capfd):
    caplog.set_level(logging.INFO)
    ca_file, context = authority
    why(cloud(loopback(lambda _request: (500, {"Message": PHONE}), tls=context), ca_file))
    told = caplog.text + "".join(capfd.readouterr())
    assert "19900000042" not in told
    assert CODE not in told
    assert SECRET not in told


@pytest.mark.parametrize(
    "cloud, module, extra",
    [
        (aliyun, "alibabacloud_dysmsapi20170525", "aliyun"),
        (tencent, "tencentcloud", "tencent"),
    ],
)
def test_a_missing_library_is_told_in_words(loopback, monkeypatch, cloud, module, extra):
    server = loopback(lambda _request: (200, {}))
    for name in [name for name in sys.modules if name.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SmsExtraMissing) as missing:
        cloud(server, None).send(PHONE, CODE, "zh-CN")
    assert missing.value.detail == {"extra": extra}
    assert next(iter(cloud(server, None).check())).key == "error.sms_extra_missing"
