"""Captures: what a paired device sends, and what a signed-in person does with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec
from flask import Blueprint, Response, g, request

from shebaobu.auth.devices import Caller
from shebaobu.auth.login import require_sign_in
from shebaobu.domain.capture import Capture, decode_capture
from shebaobu.domain.capture_limits import check_size
from shebaobu.domain.reading import Reading
from shebaobu.errors import (
    AdultNeeded,
    AnswerRefused,
    CaptureNotFound,
    CaptureRefused,
    CaptureTooLarge,
    DeviceNotKnown,
    MemberNotFound,
    WriteNeeded,
)
from shebaobu.services import captures as service
from shebaobu.services.devices import device_of_token
from shebaobu.services.preview import PreviewTold, preview
from shebaobu.storage.documents import Account, Device
from shebaobu.web.description import described
from shebaobu.web.guard import extension_origin
from shebaobu.web.wire import answer, client_address, home, nothing, read_body

captures = Blueprint("captures", __name__, url_prefix="/api/v1/captures")


class NoAnswers(msgspec.Struct, forbid_unknown_fields=True):
    """What an extension from before there were questions sends for its answers: an empty object."""


Answers = list[Reading] | NoAnswers
Page = TypeVar("Page")


class Preview(msgspec.Struct, Generic[Page]):
    """Body of a preview; the capture in it is read by itself, so that a refusal names the place in the capture."""

    capture: Page
    answers: Answers = []


class Save(msgspec.Struct, Generic[Page]):
    """Body of a save."""

    capture: Page
    member: str
    answers: Answers = []


class AnswerCapture(msgspec.Struct):
    """Body of the answers to what a saved capture left open."""

    answers: list[Reading]


def _device() -> tuple[Device, Account]:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise DeviceNotKnown()
    caller = Caller(extension_origin(), client_address())
    found = device_of_token(home(), token.strip(), "captures:write", caller)
    g.device_origin = caller.origin
    return found


def _readings(answers: Answers) -> Sequence[Reading]:
    return () if isinstance(answers, NoAnswers) else answers


def _capture(raw: msgspec.Raw) -> Capture:
    try:
        capture = decode_capture(bytes(raw))
    except (UnicodeDecodeError, RecursionError):
        raise CaptureRefused(reason="$") from None
    check_size(capture)
    return capture


@captures.post("/preview")
@described(
    caller="device",
    body=Preview[Capture],
    answer=PreviewTold,
    refuses=(AdultNeeded, CaptureRefused, CaptureTooLarge, AnswerRefused),
)
def show_preview() -> Response:
    """What a capture holds; nothing is stored."""
    _, account = _device()
    body = read_body(Preview[msgspec.Raw])
    return answer(preview(home(), account, _capture(body.capture), _readings(body.answers)))


@captures.post("")
@described(
    caller="device",
    body=Save[Capture],
    answer=service.Saved,
    status=201,
    refuses=(AdultNeeded, MemberNotFound, WriteNeeded, CaptureRefused, CaptureTooLarge, AnswerRefused),
)
def save() -> Response:
    """Save a capture for a member."""
    device, account = _device()
    body = read_body(Save[msgspec.Raw])
    capture, answers = _capture(body.capture), _readings(body.answers)
    return answer(service.save_capture(home(), account, device, body.member, capture, answers), 201)


@captures.get("/<capture_id>")
@described(answer=service.CaptureShown, refuses=(CaptureNotFound,))
def show(capture_id: str) -> Response:
    """A saved capture and what was done with each of its cells."""
    return answer(service.show_capture(home(), require_sign_in().account, capture_id))


@captures.post("/<capture_id>/answers")
@described(body=AnswerCapture, answer=service.CaptureShown, refuses=(CaptureNotFound, WriteNeeded, AnswerRefused))
def answer_questions(capture_id: str) -> Response:
    """Answer what a saved capture left open; it is read again."""
    account = require_sign_in().account
    service.answer_capture(home(), account, capture_id, read_body(AnswerCapture).answers)
    return answer(service.show_capture(home(), account, capture_id))


@captures.delete("/<capture_id>")
@described(refuses=(CaptureNotFound, WriteNeeded))
def undo(capture_id: str) -> Response:
    """Undo a capture."""
    service.undo_capture(home(), require_sign_in().account, capture_id)
    return nothing()
