"""``shebaobu redact PAGE``: a saved page, capture or text with invented people, employers and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from shebaobu.cli.console import Console
from shebaobu.cli.disguise import Disguise, is_known_label, role_of
from shebaobu.cli.inventing import Role
from shebaobu.cli.reading import read_bytes, text_of
from shebaobu.cli.redacted_html import redact_html
from shebaobu.domain.capture import Capture, Fields, Grid, decode_capture, map_text
from shebaobu.domain.person import mask_id
from shebaobu.domain.secrets import mask_secrets_in_capture
from shebaobu.errors import FileExists, FileNotWritable
from shebaobu.normalize import normalize

_OF_PERSON: dict[str, Role] = {
    "name": "name",
    "id_number": "id_number",
    "employer": "employer",
    "personal_no": "number",
}


def redact(console: Console, options: Mapping[str, object]) -> int:
    """Write the redacted file beside the page, or where it is said.

    Raises ``FileNotReadable``, ``FileNotWritable``, ``FileExists``, and ``CaptureRefused`` for what is no text.
    """
    source, output = Path(str(options["page"])), options["output"]
    text = text_of(read_bytes(str(source)))
    target = Path(str(output)) if output else source.with_name(f"{source.stem}.redacted{source.suffix}")
    kind = kind_of(text)
    disguise = Disguise()
    if kind == "html":
        done = redact_html(text, disguise)
    elif kind == "capture":
        done = redact_capture(text, disguise)
    else:
        done = redact_text(text, disguise)
    try:
        with target.open("x", encoding="utf-8", newline="") as written:
            written.write(done)
    except FileExistsError:
        raise FileExists(file=str(target)) from None
    except OSError:
        raise FileNotWritable(file=str(target)) from None
    console.tell("cli.redact.written", file=target)
    console.tell("cli.redact.look")
    return 0


def kind_of(text: str) -> str:
    """What a file holds, by how it begins: ``html``, ``capture`` or ``text``."""
    begin = text.lstrip("\ufeff \r\n\t")[:1]
    return {"<": "html", "{": "capture"}.get(begin, "text")


def redact_text(text: str, disguise: Disguise) -> str:
    """The lines of a certificate or a screenshot, each as long in words as before."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        disguise.learn_line(line)
        if number and is_known_label(lines[number - 1].strip()):
            disguise.learn(role_of(lines[number - 1].strip()), line)
    for name in _employers_behind_codes(lines):
        disguise.learn("employer", name)
    return "".join(disguise.write(line) for line in lines)


def _employers_behind_codes(lines: list[str]) -> list[str]:
    """The names of a list that explains employers' codes."""
    pairs = [line.split(maxsplit=1) for line in lines]
    return [
        pair[1].strip()
        for pair in pairs
        if len(pair) == 2 and pair[0].isalnum() and pair[0][-4:].isdigit() and _is_words(pair[1])
    ]


def _is_words(text: str) -> bool:
    return not any(character.isdigit() for character in text) and len(text.strip()) > 3


def redact_capture(text: str, disguise: Disguise) -> str:
    """A capture; its records say which figures are amounts, its headers and labels what else is whose."""
    capture = mask_secrets_in_capture(decode_capture(text))
    person: dict[str, Any] = msgspec.to_builtins(normalize(capture).person)
    for name, role in _OF_PERSON.items():
        if name in person:
            disguise.learn(role, str(person[name]))
    if "id_number" in person:
        disguise.learn("id_number", mask_id(str(person["id_number"])))
    roles: dict[str, Role] = {}
    for block in capture.blocks:
        if isinstance(block, Fields):
            for label, value in block.pairs:
                _note(disguise, roles, role_of(label), value)
        elif isinstance(block, Grid):
            for at, path in enumerate(block.columns):
                said = next((found for level in reversed(path) if (found := role_of(level))), None)
                for row in block.rows:
                    if at < len(row):
                        _note(disguise, roles, said, row[at])
    done = map_text(capture, lambda one: disguise.write(one, roles.get(one.strip())))
    return msgspec.json.format(msgspec.json.encode(_without_queries(done)), indent=1).decode() + "\n"


def _note(disguise: Disguise, roles: dict[str, Role], role: Role | None, value: str) -> None:
    if role is not None and value.strip():
        roles[value.strip()] = role
        disguise.learn(role, value)


def _without_queries(capture: Capture) -> Capture:
    """Addresses without what was asked of the site."""
    origin = msgspec.structs.replace(
        capture.origin,
        url=capture.origin.url.partition("?")[0],
        frame_urls=[url.partition("?")[0] for url in capture.origin.frame_urls],
    )
    return msgspec.structs.replace(capture, origin=origin)
