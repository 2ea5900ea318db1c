"""Tencent Cloud SMS, through its official library (``shebaobu[tencent]``), always over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shebaobu.errors import SmsNotSent
from shebaobu.gateways.extras import check_extra, module_of
from shebaobu.gateways.gateway import VALID_MINUTES, Finding, Gateway
from shebaobu.gateways.reaching import check_reach
from shebaobu.gateways.settings import TencentSettings
from shebaobu.gateways.template import filled

EXTRA = "tencent"
_CLIENT = "tencentcloud.sms.v20210111.sms_client"
_MODELS = "tencentcloud.sms.v20210111.models"
_CREDENTIAL = "tencentcloud.common.credential"
_PROFILE = "tencentcloud.common.profile"


class TencentGateway(Gateway):
    """Sends by a template that the family has had approved; the language is the template's."""

    def __init__(self, settings: TencentSettings) -> None:
        self._settings = settings

    def send(self, phone: str, code: str, language: str) -> None:
        """Send a code; raises ``SmsNotSent``, ``SmsExtraMissing``."""
        del language
        values = {"code": code, "minutes": str(VALID_MINUTES)}
        request = module_of(EXTRA, _MODELS).SendSmsRequest()
        request.PhoneNumberSet = [phone]
        request.SmsSdkAppId = self._settings.app_id
        request.SignName = self._settings.sign_name
        request.TemplateId = self._settings.template_id
        request.TemplateParamSet = [filled(text, values) for text in self._settings.parameters]
        client = self._client()
        try:
            said = str(client.SendSms(request).SendStatusSet[0].Code)
        except Exception as error:
            raise SmsNotSent(**_why(error)) from None
        if said != "Ok":
            raise SmsNotSent(reason="refused", said=said)

    def check(self) -> Iterator[Finding]:
        """Whether the library is there and the cloud can be reached."""
        yield check_extra(EXTRA, _CLIENT)
        yield from check_reach(f"https://{self._settings.endpoint}", self._settings.ca_file, self._settings.timeout_s)

    def _client(self) -> Any:
        wire = module_of(EXTRA, f"{_PROFILE}.http_profile").HttpProfile(
            protocol="https",
            endpoint=self._settings.endpoint,
            reqTimeout=self._settings.timeout_s,
            certification=str(self._settings.ca_file) if self._settings.ca_file else None,
        )
        profile = module_of(EXTRA, f"{_PROFILE}.client_profile").ClientProfile("TC3-HMAC-SHA256", wire)
        who = module_of(EXTRA, _CREDENTIAL).Credential(self._settings.secret_id, self._settings.secret_key)
        return module_of(EXTRA, _CLIENT).SmsClient(who, self._settings.region, profile)


def _why(error: Exception) -> dict[str, str]:
    """The library has a code for what happens before the cloud answers too; the cloud's own have a request's id."""
    if getattr(error, "requestId", None):
        return {"reason": "refused", "said": str(getattr(error, "code", ""))}
    return {"reason": "unreachable", "said": ""}
