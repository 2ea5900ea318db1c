"""The file ``sms.toml``: which gateway sends messages, with its secrets, and how many a day there may be."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from shebaobu.errors import FileNotReadable, SmsConfigOpen, SmsConfigRefused

DAILY_LIMIT = 30

Text = Annotated[str, msgspec.Meta(min_length=1)]
Seconds = Annotated[int, msgspec.Meta(ge=1, le=60)]
Sim = Annotated[int, msgspec.Meta(ge=1, le=3)]

_PLACE = re.compile(r"`\$\.?([^`]*)`$")


class Success(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """When a message counts as sent: by status (any 2xx where none is named), and by the answer.

    ``json`` is the place of a value in it, as in ``data.0.state``, which is to be one of ``equals``; ``pattern`` is a
    regular expression that is to be found in it.
    """

    status: tuple[int, ...] = ()
    json: str = ""
    equals: tuple[str, ...] = ()
    pattern: str = ""


class _Kind(msgspec.Struct, kw_only=True, frozen=True, tag_field="kind", forbid_unknown_fields=True):
    """What all gateways have: ``ca_file`` is a certificate authority of one's own, trusted instead of the usual."""

    ca_file: Path | None = None
    timeout_s: Seconds = 10


class HttpSettings(_Kind, tag="http", kw_only=True, frozen=True):
    """Any HTTP service, by a template; texts of ``url``, ``query``, ``headers``, ``json`` and ``form`` may hold places.

    They are ``{phone}`` (+86…), ``{national}`` (without +86), ``{text}``, ``{code}``, ``{minutes}``, ``{timestamp}``
    (milliseconds) and ``{sign}`` (of the timestamp, by ``secret``), and are written as each part needs it.
    """

    url: Text
    method: Literal["GET", "POST", "PUT"] = "POST"
    query: dict[str, str] = {}
    headers: dict[str, str] = {}
    json: dict[str, Any] | None = None
    form: dict[str, str] | None = None
    user: str = ""
    password: str = ""
    secret: str = ""
    success: Success = Success()


class AndroidSettings(_Kind, tag="sms_gateway_android", kw_only=True, frozen=True):
    """SMS Gateway for Android (sms-gate.app) in its mode *Local Server*, on a phone of the family."""

    url: Text
    user: Text
    password: Text
    sim: Sim | None = None


class ForwarderSettings(_Kind, tag="sms_forwarder", kw_only=True, frozen=True):
    """SmsForwarder (短信转发器) with its server switched on; ``secret`` is its 签名密钥, where it asks for one."""

    url: Text
    secret: str = ""
    sim: Sim = 1


class AliyunSettings(_Kind, tag="aliyun", kw_only=True, frozen=True):
    """Alibaba Cloud 短信服务; ``parameter`` is the name that the template gives the code."""

    access_key_id: Text
    access_key_secret: Text
    sign_name: Text
    template_code: Text
    parameter: Text = "code"
    endpoint: Text = "dysmsapi.aliyuncs.com"


class TencentSettings(_Kind, tag="tencent", kw_only=True, frozen=True):
    """Tencent Cloud SMS; ``parameters`` fill the template's places in turn, with ``{code}`` and ``{minutes}``."""

    secret_id: Text
    secret_key: Text
    app_id: Text
    sign_name: Text
    template_id: Text
    parameters: tuple[str, ...] = ("{code}", "{minutes}")
    region: Text = "ap-guangzhou"
    endpoint: Text = "sms.tencentcloudapi.com"


AnySettings = HttpSettings | AndroidSettings | ForwarderSettings | AliyunSettings | TencentSettings


class SmsSettings(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The whole file; ``daily_limit`` is for the household, in messages."""

    gateway: AnySettings
    daily_limit: Annotated[int, msgspec.Meta(ge=1, le=1000)] = DAILY_LIMIT


def read_settings(path: Path) -> SmsSettings:
    """The settings of a file that only its owner can read.

    Raises ``FileNotReadable``, ``SmsConfigOpen``, and ``SmsConfigRefused`` naming the place, never what stands there.
    """
    try:
        if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SmsConfigOpen(file=str(path))
        content = path.read_bytes()
    except OSError:
        raise FileNotReadable(file=str(path)) from None
    try:
        return msgspec.toml.decode(content, type=SmsSettings)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        raise SmsConfigRefused(file=str(path), at=(place.group(1) if place else "") or "sms.toml") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SmsConfigRefused(file=str(path), at="TOML") from None
