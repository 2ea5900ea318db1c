"""Alibaba Cloud 短信服务, through its official library (``shebaobu[aliyun]``), always over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from shebaobu.domain.phone import without_country
from shebaobu.errors import SmsNotSent
from shebaobu.gateways.extras import check_extra, module_of
from shebaobu.gateways.gateway import Finding, Gateway
from shebaobu.gateways.reaching import check_reach
from shebaobu.gateways.settings import AliyunSettings

EXTRA = "aliyun"
_CLIENT = "alibabacloud_dysmsapi20170525.client"
_MODELS = "alibabacloud_dysmsapi20170525.models"
_CONFIG = "alibabacloud_tea_openapi.utils_models"


class AliyunGateway(Gateway):
    """Sends by a template that the family has had approved; the language is the template's."""

    def __init__(self, settings: AliyunSettings) -> None:
        self._settings = settings

    def send(self, phone: str, code: str, language: str) -> None:
        """Send a code; raises ``SmsNotSent``, ``SmsExtraMissing``."""
        del language
        request = module_of(EXTRA, _MODELS).SendSmsRequest(
            phone_numbers=without_country(phone) or phone.removeprefix("+"),
            sign_name=self._settings.sign_name,
            template_code=self._settings.template_code,
            template_param=msgspec.json.encode({self._settings.parameter: code}).decode(),
        )
        client = self._client()
        try:
            said = str(client.send_sms(request).body.code)
        except Exception as error:
            raise SmsNotSent(**_why(error)) from None
        if said != "OK":
            raise SmsNotSent(reason="refused", said=said)

    def check(self) -> Iterator[Finding]:
        """Whether the library is there and the cloud can be reached."""
        yield check_extra(EXTRA, _CLIENT)
        yield from check_reach(f"https://{self._settings.endpoint}", self._settings.ca_file, self._settings.timeout_s)

    def _client(self) -> Any:
        timeout_ms = self._settings.timeout_s * 1000
        config = module_of(EXTRA, _CONFIG).Config(
            access_key_id=self._settings.access_key_id,
            access_key_secret=self._settings.access_key_secret,
            endpoint=self._settings.endpoint,
            protocol="HTTPS",
            ca=str(self._settings.ca_file) if self._settings.ca_file else None,
            connect_timeout=timeout_ms,
            read_timeout=timeout_ms,
        )
        return module_of(EXTRA, _CLIENT).Client(config)


def _why(error: Exception) -> dict[str, str]:
    """The library raises its own errors, and those of the libraries below it; only a code of the cloud is told."""
    code = getattr(error, "code", None)
    if isinstance(code, str) and code and getattr(error, "status_code", None):
        return {"reason": "refused", "said": code}
    return {"reason": "unreachable", "said": ""}
