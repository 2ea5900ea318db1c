"""What ``shebaobu doctor`` finds of the SMS gateway; it sends a message only to a number that it is told."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator

from shebaobu.cli.checking import Finding
from shebaobu.cli.console import Console
from shebaobu.config import Config
from shebaobu.domain.phone import masked, normalized
from shebaobu.errors import ShebaobuError, SmsNotOffered, SmsNotSent
from shebaobu.gateways.choosing import open_gateway
from shebaobu.gateways.gateway import Gateway


def of_sms(console: Console, config: Config, send_to: str) -> Iterator[Finding]:
    """What is found of the gateway; nothing where none is set up and no message was asked for."""
    if config.sms_config is None:
        if send_to:
            yield False, console.say(f"error.{SmsNotOffered.code}")
        return
    try:
        gateway, daily_limit = open_gateway(config.sms_config)
    except ShebaobuError as error:
        yield False, console.say(f"error.{error.code}", **error.detail)
        return
    yield True, console.say("cli.sms.settings", file=config.sms_config, limit=daily_limit)
    if sys.platform != "win32":
        yield True, console.say("cli.sms.private", file=config.sms_config)
    for finding in gateway.check():
        yield finding.well, console.say(finding.key, **finding.about)
    if send_to:
        yield _sent(console, gateway, send_to)


def _sent(console: Console, gateway: Gateway, number: str) -> Finding:
    """Send a code that is good for nothing."""
    try:
        phone = normalized(number)
        gateway.send(phone, f"{secrets.randbelow(1_000_000):06d}", console.lang)
    except SmsNotSent as error:
        said = error.detail["said"]
        return False, console.say(f"cli.sms.not_sent.{error.detail['reason']}", said=said)
    except ShebaobuError as error:
        return False, console.say(f"error.{error.code}", **error.detail)
    return True, console.say("cli.sms.sent", phone=masked(phone))
