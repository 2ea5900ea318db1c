"""Texts in Simplified Chinese and English, read from the web app's folder ``i18n/<language>/<part>.json``."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from typing import TypedDict

import msgspec

from shebaobu.assets import webapp_dir

LANGUAGES = ("zh-CN", "en")


class Words(TypedDict):
    """A text in both languages, as the API gives it."""

    zh: str
    en: str


def read_texts(lang: str) -> dict[str, str]:
    """All parts of one language as they are on disk now, in one mapping."""
    merged: dict[str, str] = {}
    for part in sorted((webapp_dir() / "i18n" / lang).glob("*.json")):
        merged.update(msgspec.json.decode(part.read_bytes(), type=dict[str, str]))
    return merged


@functools.cache
def texts(lang: str) -> dict[str, str]:
    """All parts of one language, read once."""
    return read_texts(lang)


def say(lang: str, key: str, **params: object) -> str:
    """The text of a key with each ``{name}`` of the parameters put in; the key itself where no text is.

    Parameters are put in as they are: a brace in one of them is never read as a place for another.
    """
    text = texts(lang).get(key, key)
    pieces = text.split("{")
    said = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        said.append(f"{params[name]}{rest}" if brace and name in params else "{" + piece)
    return "".join(said)


def has_text(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in texts(LANGUAGES[0])


def both(key: str, **params: object) -> Words:
    """The text in both languages."""
    return {"zh": say("zh-CN", key, **params), "en": say("en", key, **params)}


def console_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language of the terminal by the usual variables: Chinese for ``zh…``, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "zh-CN" if value.lower().startswith("zh") else "en"
    return "en"
