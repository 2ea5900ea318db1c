"""The two apps that make a phone of one's own a gateway, as templates of their HTTP requests."""

from __future__ import annotations

from typing import Any

from shebaobu.gateways.gateway import VALID_MINUTES
from shebaobu.gateways.settings import AndroidSettings, ForwarderSettings, HttpSettings, Success

_BEFORE_ALL_OTHERS = 100
"""From this priority on, SMS Gateway for Android does not wait for its own limits."""


def sms_gateway_android(settings: AndroidSettings) -> HttpSettings:
    """``POST /message``; the app answers 202 (200 or 201 in older versions) and the message's state."""
    body: dict[str, Any] = {
        "textMessage": {"text": "{text}"},
        "phoneNumbers": ["{phone}"],
        "ttl": VALID_MINUTES * 60,
        "priority": _BEFORE_ALL_OTHERS,
        "withDeliveryReport": False,
    }
    if settings.sim is not None:
        body["simNumber"] = settings.sim
    return HttpSettings(
        url=settings.url.rstrip("/") + "/message",
        json=body,
        user=settings.user,
        password=settings.password,
        success=Success(json="state", equals=("Pending", "Processed", "Sent", "Delivered")),
        ca_file=settings.ca_file,
        timeout_s=settings.timeout_s,
    )


def sms_forwarder(settings: ForwarderSettings) -> HttpSettings:
    """``POST /sms/send``; the app answers 200 whatever happened, and its code in JSON."""
    body: dict[str, Any] = {
        "data": {"sim_slot": settings.sim, "phone_numbers": "{phone}", "msg_content": "{text}"},
        "timestamp": "{timestamp}",
        "sign": "{sign}",
    }
    return HttpSettings(
        url=settings.url.rstrip("/") + "/sms/send",
        json=body,
        secret=settings.secret,
        success=Success(json="code", equals=("200",)),
        ca_file=settings.ca_file,
        timeout_s=settings.timeout_s,
    )
