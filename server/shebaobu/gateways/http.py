"""The gateway of any HTTP service: one request by a template, no redirect followed, certificates checked."""

from __future__ import annotations

import http.client
import re
import ssl
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from shebaobu.domain.phone import without_country
from shebaobu.errors import SmsNotSent
from shebaobu.gateways.gateway import VALID_MINUTES, Finding, Gateway, message
from shebaobu.gateways.reaching import check_reach, trusting
from shebaobu.gateways.settings import HttpSettings, Success
from shebaobu.gateways.template import Request, request_of, signature

_MOST_BYTES = 64 * 1024


class HttpGateway(Gateway):
    """Sends by an HTTP request."""

    def __init__(self, settings: HttpSettings) -> None:
        self._settings = settings

    def send(self, phone: str, code: str, language: str) -> None:
        """Send a code; raises ``SmsNotSent``."""
        timestamp = str(time.time_ns() // 1_000_000)
        values = {
            "phone": phone,
            "national": without_country(phone) or phone,
            "text": message(code, language),
            "code": code,
            "minutes": str(VALID_MINUTES),
            "timestamp": timestamp,
            "sign": signature(timestamp, self._settings.secret) if self._settings.secret else "",
        }
        status, answer = self._answer(request_of(self._settings, values))
        _check_answer(self._settings.success, status, answer)

    def check(self) -> Iterator[Finding]:
        """Whether the service can be reached."""
        return check_reach(self._settings.url, self._settings.ca_file, self._settings.timeout_s)

    def _answer(self, request: Request) -> tuple[int, bytes]:
        connection = None
        try:
            connection = self._connection()
            connection.request(request.method, request.target, request.body, request.headers)
            response = connection.getresponse()
            return response.status, _read(response, self._settings.timeout_s)
        except ssl.SSLError:
            raise SmsNotSent(reason="insecure", said="TLS") from None
        except (OSError, http.client.HTTPException):
            raise SmsNotSent(reason="unreachable", said="") from None
        finally:
            if connection is not None:
                connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        address = urlsplit(self._settings.url)
        host, port, timeout_s = address.hostname or "", address.port, self._settings.timeout_s
        if address.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=timeout_s)
        context = trusting(self._settings.ca_file)
        return http.client.HTTPSConnection(host, port, timeout=timeout_s, context=context)


def _read(response: http.client.HTTPResponse, timeout_s: int) -> bytes:
    """The beginning of an answer; raises ``TimeoutError`` where it comes too slowly, byte by byte."""
    until = time.monotonic() + timeout_s
    answer = bytearray()
    while len(answer) < _MOST_BYTES and (piece := response.read1(_MOST_BYTES)):
        answer += piece
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(answer)


def _check_answer(success: Success, status: int, answer: bytes) -> None:
    """Raise ``SmsNotSent`` unless an answer says that the message was taken; it is never quoted."""
    if status not in success.status and (success.status or not 200 <= status < 300):
        raise SmsNotSent(reason="status", said=str(status))
    if success.json and _at(success.json, answer) not in success.equals:
        raise SmsNotSent(reason="answer", said=success.json)
    if success.pattern and not re.search(success.pattern, answer.decode(errors="replace")):
        raise SmsNotSent(reason="answer", said=str(status))


def _at(place: str, answer: bytes) -> str | None:
    """The value at a place of an answer in JSON, as text; None where there is none."""
    try:
        value: Any = msgspec.json.decode(answer)
        for step in place.split("."):
            value = value[int(step)] if isinstance(value, list) else value[step]
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, IndexError, ValueError, TypeError):
        return None
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
