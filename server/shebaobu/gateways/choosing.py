"""The gateway that the settings name, ready to send."""

from __future__ import annotations

from pathlib import Path

from shebaobu.errors import SmsConfigRefused
from shebaobu.gateways.aliyun import AliyunGateway
from shebaobu.gateways.gateway import Gateway
from shebaobu.gateways.http import HttpGateway
from shebaobu.gateways.presets import sms_forwarder, sms_gateway_android
from shebaobu.gateways.reaching import trusting
from shebaobu.gateways.settings import (
    AliyunSettings,
    AndroidSettings,
    AnySettings,
    ForwarderSettings,
    HttpSettings,
    TencentSettings,
    read_settings,
)
from shebaobu.gateways.template import flaw
from shebaobu.gateways.tencent import TencentGateway


def open_gateway(path: Path) -> tuple[Gateway, int]:
    """The gateway of a file of settings, and how many messages a day the household may send.

    Raises what ``read_settings`` raises, also for a template that cannot be.
    """
    settings = read_settings(path)
    chosen = _as_template(settings.gateway)
    try:
        trusting(chosen.ca_file)
    except OSError:
        raise SmsConfigRefused(file=str(path), at="gateway.ca_file") from None
    if isinstance(chosen, HttpSettings):
        wrong = flaw(chosen)
        if wrong is not None:
            raise SmsConfigRefused(file=str(path), at=f"gateway.{wrong}")
        return HttpGateway(chosen), settings.daily_limit
    if isinstance(chosen, AliyunSettings):
        return AliyunGateway(chosen), settings.daily_limit
    return TencentGateway(chosen), settings.daily_limit


def _as_template(settings: AnySettings) -> HttpSettings | AliyunSettings | TencentSettings:
    if isinstance(settings, AndroidSettings):
        return sms_gateway_android(settings)
    if isinstance(settings, ForwarderSettings):
        return sms_forwarder(settings)
    return settings
