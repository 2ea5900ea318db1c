"""The published schema of the JSON (JSON Schema 2020-12), made of the types themselves and described in words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import msgspec

from shebaobu.domain.records import Record
from shebaobu.i18n import has_text, say, texts
from shebaobu.services.exporting.field_sorts import Sort, sorts_of
from shebaobu.services.exporting.format import FORMAT, Export

_DESCRIPTIONS = Path(__file__).with_name("descriptions.toml")
_SORTS = {
    Sort.MONEY: " In fen: 100 are one yuan.",
    Sort.TIME: " A month is YYYY-MM, a day YYYY-MM-DD.",
    Sort.RATE: " A decimal as printed: 0.08 is 8 %.",
}


def published_schema() -> dict[str, Any]:
    """The schema: what every file has, each type and each field with what it means."""
    described = tomllib.loads(_DESCRIPTIONS.read_text(encoding="utf-8"))
    schema = msgspec.json.schema(Export)
    for kind in get_args(Record):
        described[kind.__name__] = _of_record(kind) | described["record"] | described.get(kind.__name__, {})
    for name, definition in schema["$defs"].items():
        _describe(definition, described.get(name, {}))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": FORMAT,
        "description": described["export"]["description"],
        **schema,
    }


def schema_text() -> str:
    """The schema as it is published."""
    return msgspec.json.format(msgspec.json.encode(published_schema()), indent=2).decode() + "\n"


def _describe(definition: dict[str, Any], described: dict[str, str]) -> None:
    definition["description"] = " ".join(definition.get("description", "").replace("``", "`").split())
    for name, field in definition["properties"].items():
        if name in described:
            definition["properties"][name] = {"description": described[name]} | field


def _of_record(kind: type[Record]) -> dict[str, str]:
    tag = str(kind.__struct_config__.tag)
    sorts = sorts_of(kind).items()
    return {name: _words(tag, name) + _SORTS.get(sort, "") + _codes(tag, name, sort) for name, sort in sorts}


def _codes(tag: str, name: str, sort: Sort) -> str:
    """The codes of a field with their words, so that the file can be read without the program."""
    if sort is not Sort.CODE:
        return ""
    usual = re.compile(rf"{name}\.(?:{tag}\.)?(?P<code>\w+)")
    keys = {found["code"]: key for key in texts("en") if (found := usual.fullmatch(key)) and found["code"] != tag}
    listed = (f"{code} = {say('en', key)} ({say('zh-CN', key)})" for code, key in sorted(keys.items()))
    return f" A code: {'; '.join(listed)}."


def _words(tag: str, name: str) -> str:
    """A field's name in English and Chinese, that of its kind where it has one of its own."""
    own = f"field.{tag}.{name}"
    key = own if has_text(own) else f"field.{name}"
    return f"{say('en', key)} ({say('zh-CN', key)})."
